"""Proving that the tables equal the journal, and making them anew from it.

``check_fold`` walks every change once: a record that points to its only change must hold just that change's values;
records with more are folded here in plain dictionaries and compared with their heads. Nothing of ``absorb`` or
``heads`` is used for it, so that a fault there shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sasaeai_desktop.db import derived, erasures, purge, settings, streams
from sasaeai_desktop.db.absorb import Absorbed
from sasaeai_desktop.db.columns import (
    chain_fields,
    chain_of,
    chain_row,
    own_chain_of,
    pointer_columns,
    to_column,
)
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import seen_up_to
from sasaeai_desktop.db.lines import (
    DELETED,
    SAW_HEADS,
    SEEN,
    Change,
    StreamName,
    canonical,
    stream_name,
    unpointer,
)
from sasaeai_desktop.db.pieces import Piece, decoded
from sasaeai_desktop.db.projecting import apply_all
from sasaeai_desktop.db.repositories import quarantine
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.kinds import Chain, Field, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


Decoder = Callable[[Iterator[Piece]], Iterator[tuple[Piece, list[Change]]]]
"""Decodes pieces of the journal in their order."""


def all_changes(
    connection: Connection, hidden: AbstractSet[bytes] = frozenset(), decode: Decoder = decoded
) -> Iterator[tuple[StreamName, list[Change]]]:
    """Give every held change once, a segment at a time, streams in order; those in ``hidden`` are passed over.

    So are those whose writer has no say in them: they are links of their chains, and take no effect.

    Raises:
        RefusedError: the journal is damaged.
    """
    hidden = hidden | quarantine.outside_ids(connection)
    held = streams.all_streams(connection)
    branches = Counter(stream.name for stream in held)
    seen: set[bytes] = set()  # of streams with several histories: what two of them share takes effect once
    for piece, found in decode(_pieces(connection, held)):
        changes = [change for change in found if change.id not in hidden] if hidden else found
        if branches[piece.stream] > 1:
            changes = [change for change in changes if change.id not in seen]
            seen.update(change.id for change in changes)
        yield stream_name(piece.stream), changes


def _pieces(connection: Connection, held: list[Stream]) -> Iterator[Piece]:
    for stream in held:
        rows = connection.exec_driver_sql(
            "SELECT first, before, packed, lines FROM segment WHERE stream = ? ORDER BY first",
            (stream.number,),
        )
        for row in rows:
            yield Piece(stream.name, stream.number, *row)


@collector_paused()
def rebuild(connection: Connection, progress: Progress | None = None) -> None:
    """Empty the projection and fold the journal into it again (after an upgrade, or to mend).

    Erasures are carried out too: an older program may have kept them unread. What no journal holds (settings, peers,
    drafts, quarantine, recounts, the undo list) stays as it is but for what they take away.

    Args:
        connection: inside a write transaction with the guards open.
        progress: called with (changes folded, changes held).
    """
    for table in (*KINDS, "head", "dead"):
        connection.exec_driver_sql(f'DELETE FROM "{table}"')
    done = Absorbed()
    folded = 0
    held = int(
        connection.exec_driver_sql("SELECT coalesce(sum(last - first + 1), 0) FROM segment").scalar() or 0
    )
    for name, changes in all_changes(connection):
        apply_all(connection, name, changes, done, strict=False)
        folded += len(changes)
        if progress is not None:
            progress(folded, held)
    purge.settle(connection, {}, everything=True)
    if done.max_lam > settings.number(connection, "lam"):
        settings.put(connection, "lam", str(done.max_lam))  # an older program may have kept it unread
    derived.refresh_all(connection)


class _Write(NamedTuple):
    """One live write of one field, as folded here."""

    rank: int
    lam: int
    id: bytes
    at: int
    value: Value
    saw: dict[str, Any] | None


@dataclass(slots=True)
class _Folded:
    """One record's heads, folded from its changes: field -> id -> write."""

    chains: set[Chain] = field(default_factory=set)
    live: dict[str, dict[bytes, _Write]] = field(default_factory=dict)
    replaced: dict[str, set[bytes]] = field(default_factory=dict)

    def shown(self, name: str) -> _Write | None:
        """Return the write whose value is shown."""
        return max(self.live.get(name, {}).values(), key=lambda w: w[:3], default=None)


@dataclass(slots=True)
class _Check:
    """A fold under way: what was met, what is wrong."""

    problems: list[str] = field(default_factory=list)
    pointed: Counter[str] = field(default_factory=Counter)  # changes that a row points to, by kind
    folded: dict[str, dict[bytes, _Folded]] = field(default_factory=dict)  # records with heads, by kind

    def add(self, kind: str, ent: bytes, what: str) -> None:
        """Note a fault of one record."""
        self.problems.append(f"{kind}/{ent.hex()}: {what}")


@collector_paused()
def check_fold(connection: Connection, decode: Decoder = decoded) -> list[str]:
    """Return where the tables differ from the folded journal; empty when they are equal."""
    check = _Check()
    try:
        for name, changes in all_changes(connection, erasures.withheld(connection), decode):
            by_kind: dict[str, list[Change]] = {}
            for change in changes:
                if change.kind in KINDS and change.act:
                    by_kind.setdefault(change.kind, []).append(change)
            for kind, of_kind in by_kind.items():
                if f"at_{chain_of(name, kind)}" in pointer_columns(kind):
                    _check_kind(connection, name, kind, of_kind, check)
    except RefusedError as error:
        return [f"journal: {error.check}"]
    check.problems += _tips_apart(connection)
    for kind in KINDS:
        _compare_folded(connection, kind, check)
        _compare_counts(connection, kind, check)
    if derived.canon_differs(connection):
        check.problems.append("merge: canonical ids differ from the merges")
    return check.problems


def _check_kind(
    connection: Connection, name: StreamName, kind: str, changes: list[Change], check: _Check
) -> None:
    chain = chain_of(name, kind)
    columns = "".join(f', "{f.name}"' for f in chain_fields(kind, chain))
    rows: dict[bytes, Any] = {}
    for start in range(0, len(changes), 1000):
        part = [c.ent for c in changes[start : start + 1000]]
        marks = ", ".join("?" * len(part))
        sql = f'SELECT id, at_{chain}{columns} FROM "{kind}" WHERE id IN ({marks})'
        rows.update((row[0], row) for row in connection.exec_driver_sql(sql, tuple(part)))
    for change in changes:
        found = rows.get(change.ent)
        if found is None:
            check.add(kind, change.ent, "no row")
        elif found[1] == change.at:
            check.pointed[kind] += 1
            if found[2:] != tuple(chain_row(kind, chain, change.w)):
                check.add(kind, change.ent, "row differs from its change")
        elif found[1] == 0:
            folded = check.folded.setdefault(kind, {}).setdefault(change.ent, _Folded())
            folded.chains.add(chain)
            _fold(folded, kind, name.rank, chain, change)
        else:
            check.add(kind, change.ent, "row points elsewhere")


def _fold(into: _Folded, kind: str, rank: int, chain: Chain, change: Change) -> None:
    for name, (value, gone) in change.w.items():
        declared = fields_of(KINDS[kind]).get(name)
        if name not in (DELETED, SEEN) and (
            declared is None or declared.chain is not chain or not _has_form(declared, value)
        ):
            continue
        live = into.live.setdefault(name, {})
        dead = into.replaced.setdefault(name, set())
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


def _compare_folded(connection: Connection, kind: str, check: _Check) -> None:
    """Compare the heads, the shown values and the deletes of records with several changes."""
    found: dict[bytes, dict[str, dict[bytes, str]]] = {}
    for ent, name, head_id, value in connection.exec_driver_sql(
        "SELECT ent, field, id, value FROM head WHERE kind = ?", (kind,)
    ):
        found.setdefault(ent, {}).setdefault(name, {})[head_id] = value
    folded = check.folded.get(kind, {})
    names = list(fields_of(KINDS[kind]))
    columns = ", ".join(f'"{n}"' for n in names)
    for ent in folded.keys() | found.keys():
        expected = folded.get(ent, _Folded())
        heads = {
            n: {i: canonical(w.value) for i, w in live.items()} for n, live in expected.live.items() if live
        }
        if heads != found.get(ent, {}):
            check.add(kind, ent, "heads differ from the journal")
        row = connection.exec_driver_sql(f'SELECT gone, {columns} FROM "{kind}" WHERE id = ?', (ent,)).first()
        if row is None:
            check.add(kind, ent, "no row")
            continue
        for declared, stored in zip(fields_of(KINDS[kind]).values(), row[1:], strict=True):
            shown = expected.shown(declared.name)
            if declared.chain in expected.chains and stored != (
                to_column(declared, shown.value) if shown else None
            ):
                check.add(kind, ent, f"{declared.name} is not what its heads say")
        if row[0] != _should_be_gone(connection, kind, expected):
            check.add(kind, ent, "deleted here or there only")


def _should_be_gone(connection: Connection, kind: str, folded: _Folded) -> bool:
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


def _compare_counts(connection: Connection, kind: str, check: _Check) -> None:
    """Every row must be accounted for: it points to changes that were met, or has folded heads."""
    columns = pointer_columns(kind)
    counts = ", ".join(f"coalesce(sum({c} > 0), 0)" for c in columns)
    any_zero = " OR ".join(f"{c} = 0" for c in columns)
    all_null = " AND ".join(f"{c} IS NULL" for c in columns)
    *pointing, orphans, gone = connection.exec_driver_sql(
        f"SELECT {counts}, coalesce(sum({all_null}), 0), "
        f'coalesce(sum(coalesce(gone, 1) != 0 AND NOT coalesce({any_zero}, 0)), 0) FROM "{kind}"'
    ).one()
    if sum(pointing) != check.pointed[kind]:
        check.problems.append(f"{kind}: {sum(pointing)} pointers for {check.pointed[kind]} changes")
    if orphans:
        check.problems.append(f"{kind}: {orphans} rows without a change")
    if gone:
        check.problems.append(f"{kind}: {gone} rows gone without a delete")
    rows = connection.exec_driver_sql(f'SELECT id FROM "{kind}" WHERE {any_zero}').scalars()
    for ent in set(rows) - check.folded.get(kind, {}).keys():
        check.add(kind, ent, "row without a change")


def _tips_apart(connection: Connection) -> list[str]:
    """Return streams whose tip is not where their joined segments end."""
    apart = []
    for stream in streams.all_streams(connection):
        row = connection.exec_driver_sql(
            "SELECT tip FROM segment WHERE stream = ? AND last = ?", (stream.number, stream.seq)
        ).first()
        held = row[0] if row else None
        if stream.seq and held != stream.tip and not (held is None and stream.branch):
            apart.append(f"{stream.name}: tip differs from the journal")
    return apart
