"""Proving that the tables equal the journal, and making them anew from it.

``check_fold`` walks every change once: a record that points to its only change must hold just that change's values;
records with more are folded here in plain dictionaries and compared with their heads. Nothing of ``absorb`` or
``heads`` is used for it, so that a fault there shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from sasaeai_desktop.db import derived, streams
from sasaeai_desktop.db.absorb import Absorbed, apply_all
from sasaeai_desktop.db.columns import chain_fields, journaled, own_chain_of, pointer_columns, to_column
from sasaeai_desktop.db.heads import chain_of_stream
from sasaeai_desktop.db.lines import DELETED, Change, StreamName, canonical, decode_lines, stream_name
from sasaeai_desktop.domain.kinds import Chain, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS


def all_changes(connection: Connection) -> Iterator[tuple[StreamName, list[Change]]]:
    """Give every held change, a segment at a time, streams in order."""
    for stream in streams.all_streams(connection):
        name = stream_name(stream.name)
        rows = connection.exec_driver_sql(
            "SELECT first, before, packed, lines FROM segment WHERE stream = ? ORDER BY first", (stream.number,)
        )
        for first, before, packed, data in rows:
            changes, _ = decode_lines(stream.name, stream.number, first, streams.unpack(packed, data), before)
            yield name, changes


def rebuild(connection: Connection) -> None:
    """Empty the projection and fold the journal into it again (after an upgrade, or to mend)."""
    for table in (*KINDS, "head", "dead"):
        connection.exec_driver_sql(f'DELETE FROM "{table}"')  # noqa: S608 - declared names
    done = Absorbed()
    for name, changes in all_changes(connection):
        apply_all(connection, name, changes, done)
    derived.refresh_all(connection)


@dataclass(slots=True)
class _Folded:
    """Heads of one record, folded from its changes: field -> id -> value."""

    kind: str
    live: dict[str, dict[bytes, Value]] = field(default_factory=dict)
    replaced: dict[str, set[bytes]] = field(default_factory=dict)


def check_fold(connection: Connection) -> list[str]:
    """Return where the tables differ from the folded journal; empty when they are equal."""
    problems: list[str] = []
    counted = {kind: 0 for kind in KINDS}
    folded: dict[bytes, _Folded] = {}
    for name, changes in all_changes(connection):
        by_kind: dict[str, list[Change]] = {}
        for change in changes:
            if change.kind in KINDS and change.w:
                by_kind.setdefault(change.kind, []).append(change)
        for kind, of_kind in by_kind.items():
            _check_kind(connection, kind, chain_of_stream(name), of_kind, folded, problems, counted)
    problems += _compare_heads(connection, folded)
    problems += _compare_counts(connection, counted)
    return problems


def _check_kind(
    connection: Connection,
    kind: str,
    chain: Chain,
    changes: list[Change],
    folded: dict[bytes, _Folded],
    problems: list[str],
    counted: dict[str, int],
) -> None:
    fields = chain_fields(kind, chain)
    columns = ", ".join(f'"{f.name}"' for f in fields)
    rows = {}
    for start in range(0, len(changes), 1000):
        part = [c.ent for c in changes[start : start + 1000]]
        marks = ", ".join("?" * len(part))
        for row in connection.exec_driver_sql(
            f'SELECT id, at_{chain}{", " if columns else ""}{columns} FROM "{kind}" WHERE id IN ({marks})',  # noqa: S608
            tuple(part),
        ):
            rows[row[0]] = row
    for change in changes:
        found = rows.get(change.ent)
        if found is None:
            problems.append(f"{kind}/{change.ent.hex()}: no row")
        elif found[1] == change.at:
            counted[kind] += 1
            expected = [to_column(f, change.w[f.name][0]) if f.name in change.w else None for f in fields]
            if list(found[2:]) != expected:
                problems.append(f"{kind}/{change.ent.hex()}: row differs from its change")
        elif found[1] == 0:
            _fold(folded.setdefault(change.ent, _Folded(kind)), change)
        else:
            problems.append(f"{kind}/{change.ent.hex()}: row points elsewhere")


def _fold(into: _Folded, change: Change) -> None:
    for name, (value, gone) in change.w.items():
        if name != DELETED and name not in fields_of(KINDS[into.kind]):
            continue
        live = into.live.setdefault(name, {})
        dead = into.replaced.setdefault(name, set())
        for hex_id in gone:
            old = bytes.fromhex(hex_id)
            dead.add(old)
            live.pop(old, None)
        if change.id not in dead:
            live[change.id] = value


def _compare_heads(connection: Connection, folded: dict[bytes, _Folded]) -> list[str]:
    found: dict[bytes, dict[str, dict[bytes, Value]]] = {}
    for ent, name, head_id, value in connection.exec_driver_sql("SELECT ent, field, id, value FROM head"):
        found.setdefault(ent, {}).setdefault(name, {})[head_id] = json.loads(value)
    problems = []
    for ent in folded.keys() | found.keys():
        expected = {n: live for n, live in folded[ent].live.items() if live} if ent in folded else {}
        if expected != found.get(ent, {}):
            problems.append(f"{ent.hex()}: heads differ from the journal")
    return problems


def _compare_counts(connection: Connection, counted: dict[str, int]) -> list[str]:
    """Every row must be accounted for: it points to changes that were met, or has folded heads."""
    problems = []
    for kind, seen in counted.items():
        pointing = 0
        for column in pointer_columns(kind):
            pointing += int(connection.exec_driver_sql(f'SELECT count(*) FROM "{kind}" WHERE {column} > 0').scalar() or 0)  # noqa: S608
        if pointing != seen:
            problems.append(f"{kind}: {pointing} pointers for {seen} changes")
    return problems


def state_hash(connection: Connection, *, open_only: bool) -> str:
    """Return sha256 over sorted (entity, field, sorted live values): equal wherever the same changes are held.

    Args:
        open_only: only fields of open chains (a council holds no others of everyone).
    """
    digest = hashlib.sha256()
    for kind in sorted(KINDS):
        fields = [f for f in fields_of(KINDS[kind]).values() if not open_only or f.chain is Chain.OPEN]
        with_delete = not open_only or own_chain_of(kind) is Chain.OPEN
        if not fields:
            continue
        many = _live_of_kind(connection, kind)
        columns = ", ".join(f'"{f.name}"' for f in fields)
        for row in connection.exec_driver_sql(f'SELECT id, {columns} FROM "{kind}" ORDER BY id'):  # noqa: S608
            heads = many.get(row[0], {})
            values = {f.name: _live(heads, f.name, journaled(f, stored)) for f, stored in zip(fields, row[1:], strict=True)}
            if with_delete and DELETED in heads:
                values[DELETED] = sorted(set(heads[DELETED]))
            for name in sorted(values):
                if values[name] not in ([], ["null"]):
                    digest.update(canonical([f"{kind}/{row[0].hex()}", name, values[name]]).encode() + b"\n")
    return digest.hexdigest()


def _live_of_kind(connection: Connection, kind: str) -> dict[bytes, dict[str, list[str]]]:
    found: dict[bytes, dict[str, list[str]]] = {}
    for ent, name, value in connection.exec_driver_sql("SELECT ent, field, value FROM head WHERE kind = ?", (kind,)):
        found.setdefault(ent, {}).setdefault(name, []).append(value)
    return found


def _live(heads: dict[str, list[str]], name: str, stored: Value) -> list[str]:
    if name in heads:
        return sorted(set(heads[name]))
    return [] if stored is None else [canonical(stored)]
