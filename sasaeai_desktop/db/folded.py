"""Records with several changes in one chain, folded anew in plain dictionaries for the check, and compared with their heads.

Nothing of ``absorb`` or ``heads`` takes part in it but for how far a delete had seen, so that a fault there shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sasaeai_desktop.db.columns import chain_fields, own_chain_of, to_column
from sasaeai_desktop.db.connection import Connection, Row
from sasaeai_desktop.db.heads import seen_up_to
from sasaeai_desktop.db.lines import DELETED, SAW_HEADS, SEEN, Change, canonical, unpointer
from sasaeai_desktop.domain.kinds import Chain, Field, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS

_PART = 1000  # records asked for at a time


class _Write(NamedTuple):
    """One live write of one field, as folded here."""

    rank: int
    lam: int
    id: bytes
    at: int
    value: Value
    saw: dict[str, Any] | None


@dataclass(slots=True)
class Folded:
    """One record's heads, folded from its changes: field -> id -> write."""

    chains: set[Chain] = field(default_factory=set)
    live: dict[str, dict[bytes, _Write]] = field(default_factory=dict)
    replaced: dict[str, set[bytes]] = field(default_factory=dict)

    def shown(self, name: str) -> _Write | None:
        """Return the write whose value is shown."""
        return max(self.live.get(name, {}).values(), key=lambda w: w[:3], default=None)

    def take(self, kind: str, rank: int, chain: Chain, change: Change) -> None:
        """Let one change take effect."""
        self.chains.add(chain)
        for name, (value, gone) in change.w.items():
            declared = fields_of(KINDS[kind]).get(name)
            if name not in (DELETED, SEEN) and (
                declared is None or declared.chain is not chain or not _has_form(declared, value)
            ):
                continue
            live = self.live.setdefault(name, {})
            dead = self.replaced.setdefault(name, set())
            for hex_id in gone:
                old = bytes.fromhex(hex_id)
                dead.add(old)
                live.pop(old, None)
            if change.id not in dead:
                live[change.id] = _Write(rank, change.lam, change.id, change.at, value, change.saw)


def _has_form(declared: Field, value: Value) -> bool:
    try:
        to_column(declared, value)
    except ValueError:
        return False
    return True


Heads = dict[bytes, dict[str, dict[bytes, str]]]
"""Record -> field -> id of a live write -> its value, as JSON."""


def held_heads(connection: Connection) -> dict[str, Heads]:
    """Return all heads as they are held, by kind."""
    found: dict[str, Heads] = {}
    rows = connection.exec_driver_sql("SELECT kind, ent, field, id, value FROM head").all()
    for kind, ent, name, head_id, value in rows:
        found.setdefault(kind, {}).setdefault(ent, {}).setdefault(name, {})[head_id] = value
    return found


def differences(
    connection: Connection, kind: str, folded: Mapping[bytes, Folded], found: Heads
) -> Iterator[tuple[bytes, str]]:
    """Compare the heads, the shown values and the deletes of records with several changes; give (id, what differs).

    Args:
        connection: a read session.
        kind: of the records.
        folded: the records as they were folded.
        found: their heads as they are held.
    """
    rows = _rows(connection, kind, list(folded.keys() | found.keys()))
    for ent in folded.keys() | found.keys():
        expected = folded.get(ent, Folded())
        heads = {
            n: {i: canonical(w.value) for i, w in live.items()} for n, live in expected.live.items() if live
        }
        if heads != found.get(ent, {}):
            yield ent, "heads differ from the journal"
        row = rows.get(ent)
        if row is None:
            yield ent, "no row"
            continue
        for declared, stored in zip(fields_of(KINDS[kind]).values(), row[2:], strict=True):
            shown = expected.shown(declared.name)
            if declared.chain in expected.chains and stored != (
                to_column(declared, shown.value) if shown else None
            ):
                yield ent, f"{declared.name} is not what its heads say"
        if row[1] != _should_be_gone(connection, kind, expected):
            yield ent, "deleted here or there only"


def _rows(connection: Connection, kind: str, ents: list[bytes]) -> dict[bytes, Row]:
    """Return rows by id: id, whether it is gone, and all fields."""
    columns = ", ".join(f'"{n}"' for n in ("id", "gone", *fields_of(KINDS[kind])))
    found: dict[bytes, Row] = {}
    for start in range(0, len(ents), _PART):
        part = ents[start : start + _PART]
        sql = f'SELECT {columns} FROM "{kind}" WHERE id IN ({", ".join("?" * len(part))})'
        found.update((row[0], row) for row in connection.exec_driver_sql(sql, tuple(part)).all())
    return found


def _should_be_gone(connection: Connection, kind: str, folded: Folded) -> bool:
    delete = folded.shown(DELETED)
    if delete is None or delete.value is not True:
        return False
    saw = delete.saw or {}
    named = saw.get(SAW_HEADS)
    seen_heads = named if type(named) is list else []
    for declared in chain_fields(kind, own_chain_of(kind)):
        for write in folded.live.get(declared.name, {}).values():
            number, seq = unpointer(write.at)
            seen = seq <= seen_up_to(connection, number, saw) or write.id.hex() in seen_heads
            if not seen and write.id != delete.id:
                return False
    return True
