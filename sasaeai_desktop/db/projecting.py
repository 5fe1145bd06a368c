"""Letting changes take effect on the tables, in bulk where they begin new records.

Most changes of a bundle are first writes of new records. Those go in by ``executemany``; whatever touches a record
that is already known goes the general way of ``heads.apply_change``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from sasaeai_desktop.db.columns import chain_of, extend_sql, insert_sql, pointer_columns
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import apply_change
from sasaeai_desktop.db.inserting import insert_many
from sasaeai_desktop.db.lines import Change, StreamName
from sasaeai_desktop.db.purge import Stripped
from sasaeai_desktop.db.repositories.base import none_here
from sasaeai_desktop.db.streams import changes_at
from sasaeai_desktop.db.stretches import LENGTH, Begun, first_row, foreign_fields
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.registry import KINDS

_LOOKUP = 2000


class Noted(Protocol):
    """What taking effect leaves to know: of one stream, or of all streams of a bundle together."""

    touched: dict[str, set[Id]]
    max_lam: int
    stripped: list[Stripped]


def apply_all(
    connection: Connection, name: StreamName, changes: list[Change], done: Noted, *, strict: bool = True
) -> None:
    """Project changes of one stream, in bulk where they begin new records.

    Args:
        connection: inside a write transaction with the guards open.
        name: the stream.
        changes: in its order; order plays no part in the outcome.
        done: gets what was touched.
        strict: refuse what does not fit its declaration; a rebuild passes over it.

    Raises:
        RefusedError: check ``chain`` or ``field``: a record or a field stands where it may not.
    """
    for start in range(0, len(changes), LENGTH):
        _apply_batch(connection, name, changes[start : start + LENGTH], done, strict=strict)


def _apply_batch(
    connection: Connection, name: StreamName, changes: list[Change], done: Noted, *, strict: bool
) -> None:
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        if not change.act:  # without its body
            about = f"{change.kind}/{change.ent.hex()}".encode()
            done.stripped.append(Stripped(name.text, about, change.id))
        elif change.kind in KINDS:
            by_kind.setdefault(change.kind, []).append(change)
    done.max_lam = max([done.max_lam, *(change.lam for change in changes)])
    for kind, of_kind in by_kind.items():
        if f"at_{chain_of(name, kind)}" in pointer_columns(kind):
            done.touched.setdefault(kind, set()).update(c.ent for c in of_kind)
            _apply_kind(connection, name, kind, of_kind, strict=strict)
        elif strict:
            raise RefusedError(
                "ファイルの中に、入っていてはいけない記録があります。",
                "渡した方に知らせて、もう一度書き出してもらってください。",
                check="chain",
            )


def _apply_kind(
    connection: Connection, name: StreamName, kind: str, changes: list[Change], *, strict: bool
) -> None:
    chain = chain_of(name, kind)
    rows, _, dead = held_rows(connection, name, kind, [c.ent for c in changes])
    foreign = foreign_fields(kind, chain)
    begun: set[bytes] = set()
    inserts: list[tuple[Any, ...]] = []
    extends: list[tuple[Any, ...]] = []
    slow: list[Change] = []
    for change in changes:
        ent, w = change.ent, change.w
        values = None
        if ent not in begun and rows.get(ent) is None and ent not in dead and foreign.isdisjoint(w):
            values = first_row(kind, chain, w)
        begun.add(ent)
        if values is None:
            slow.append(change)
        elif ent in rows:
            extends.append((name.about, change.at, *values, ent))
        else:
            inserts.append((ent, name.about, change.at, *values))
    if inserts:
        insert_many(connection, insert_sql(kind, chain), inserts)
    if extends:
        connection.exec_driver_sql(extend_sql(kind, chain), extends)
    held = {change.at: change for change in changes} if slow else {}
    held |= changes_at(connection, {at for c in slow if (at := rows.get(c.ent))} - held.keys())
    for change in slow:
        apply_change(connection, name, change, strict=strict, held=held)


class Held(NamedTuple):
    """What is here already of records that came in.

    Attributes:
        rows: those that have a row; their pointer in this chain (0: several changes), None where it has nothing yet.
        districts: whose they are.
        dead: those with ids that something replaced before they came.
    """

    rows: dict[bytes, int | None]
    districts: frozenset[str]
    dead: set[bytes]


def held_rows(connection: Connection, name: StreamName, kind: str, ents: list[Id]) -> Held:
    """Return which of these records of a stream are here already."""
    rows: dict[bytes, int | None] = {}
    districts: set[str] = set()
    if not none_here(connection, kind, ents):
        sql = f'SELECT id, at_{chain_of(name, kind)}, district FROM "{kind}" WHERE id'
        for ent, at, district in _among(connection, sql, ents):
            rows[ent] = at
            districts.add(district)
    dead: set[bytes] = set()
    if connection.exec_driver_sql("SELECT 1 FROM dead LIMIT 1").first() is not None:
        dead = {row[0] for row in _among(connection, "SELECT DISTINCT ent FROM dead WHERE ent", ents)}
    return Held(rows, frozenset(d for d in districts if d is not None), dead)


def _among(connection: Connection, sql: str, ents: list[Id]) -> Iterable[Any]:
    for start in range(0, len(ents), _LOOKUP):
        part = ents[start : start + _LOOKUP]
        yield from connection.exec_driver_sql(f"{sql} IN ({', '.join('?' * len(part))})", tuple(part))


def begin_many(
    connection: Connection, name: StreamName, number: int, kind: str, new: Begun, held: Held
) -> list[int]:
    """Begin new records; returns the seqs of those that are no new ones here and go the general way."""
    chain = chain_of(name, kind)
    rows, _, dead = held
    if not rows and not dead:
        insert_many(connection, insert_sql(kind, chain), list(new.rows(name.about, number)))
        return []
    inserts, extends, known = [], [], []
    for seq, row in zip(new.seqs, new.rows(name.about, number), strict=True):
        ent = row[0]
        if rows.get(ent) is not None or ent in dead:
            known.append(seq)
        elif ent in rows:
            extends.append((*row[1:], ent))
        else:
            inserts.append(row)
    if inserts:
        insert_many(connection, insert_sql(kind, chain), inserts)
    if extends:
        connection.exec_driver_sql(extend_sql(kind, chain), extends)
    return known
