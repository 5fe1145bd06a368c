"""The heads of a record's fields: the writes that no known write replaces.

A record with one change per chain needs none: its row points to that change. From the second change on, each field's
heads stand in ``head``. One head is the value; two or more with different values are a conflict, and until a person
resolves it the shown value is max(council before district, lam, id). Source: shared design, sync section 1.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from sasaeai_desktop.db.columns import chain_fields, own_chain_of, pointer_columns, to_column
from sasaeai_desktop.db.lines import DELETED, Change, StreamName, canonical, stream_name, unpointer
from sasaeai_desktop.db.streams import change_at
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.kinds import Chain, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS


@dataclass(frozen=True, slots=True)
class Head:
    """One live write of one field."""

    field: str
    id: bytes
    at: int
    rank: int
    lam: int
    value: Value
    saw: dict[str, Any] | None = None


def chain_of_stream(name: StreamName) -> Chain:
    """Return whose fields a stream carries; the council's replies carry open fields."""
    return Chain.OPEN if name.reply_to else Chain(name.audience)


def pointers(connection: Connection, kind: str, ent: bytes) -> dict[Chain, int | None] | None:
    """Return a record's pointer per chain, or None when there is no such record."""
    columns = pointer_columns(kind)
    row = connection.exec_driver_sql(
        f'SELECT {", ".join(columns)} FROM "{kind}" WHERE id = ?', (ent,)  # noqa: S608 - declared names
    ).first()
    return None if row is None else {Chain(c[3:]): at for c, at in zip(columns, row, strict=True)}


def heads_of(connection: Connection, kind: str, ent: bytes, chain: Chain, at: int | None) -> list[Head]:
    """Return the live heads of a record's fields in one chain; ``at`` is its pointer there."""
    if at is None:
        return []
    if at:
        return _heads_of_change(connection, kind, chain, change_at(connection, at), at)
    names = {f.name for f in chain_fields(kind, chain)}
    if chain is own_chain_of(kind):
        names.add(DELETED)
    rows = connection.exec_driver_sql(
        "SELECT field, id, at, rank, lam, value, saw FROM head WHERE ent = ? ORDER BY field, id", (ent,)
    )
    return [
        Head(r[0], r[1], r[2], r[3], r[4], json.loads(r[5]), json.loads(r[6]) if r[6] else None)
        for r in rows
        if r[0] in names
    ]


def _heads_of_change(connection: Connection, kind: str, chain: Chain, change: Change, at: int) -> list[Head]:
    number, _ = unpointer(at)
    name = connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
    rank = stream_name(str(name)).rank
    return [
        Head(f.name, change.id, at, rank, change.lam, change.w[f.name][0])
        for f in chain_fields(kind, chain)
        if f.name in change.w
    ]


def apply_change(connection: Connection, name: StreamName, change: Change) -> None:
    """Let one change take effect on a record that may have others; commutative and idempotent.

    Raises:
        RefusedError: a field stands in a chain it is not declared in, or has not its form.
    """
    kind, chain = change.kind, chain_of_stream(name)
    check_fields(change, chain)
    at = pointers(connection, kind, change.ent)
    if at is None:
        connection.exec_driver_sql(
            f'INSERT INTO "{kind}" (id, district, gone) VALUES (?, ?, 0)', (change.ent, name.about)  # noqa: S608
        )
        at = {}
    _materialise(connection, kind, change.ent, chain, at.get(chain))
    for field, (value, replaced) in change.w.items():
        if field == DELETED or field in fields_of(KINDS[kind]):
            saw = change.saw if field == DELETED else None
            head = Head(field, change.id, change.at, name.rank, change.lam, value, saw)
            _put(connection, kind, change.ent, head, [bytes.fromhex(r) for r in replaced])
    project(connection, kind, change.ent, set(change.w))


def check_fields(change: Change, chain: Chain) -> None:
    """Refuse a change whose known fields are declared in another chain, or have not their form."""
    fields = fields_of(KINDS[change.kind])
    for name, entry in change.w.items():
        field = fields.get(name)
        if field is None and name != DELETED:
            continue  # a newer program's field: kept in the journal, projected after the upgrade
        right = chain is (field.chain if field else own_chain_of(change.kind))
        try:
            value, replaced = entry
            if field:
                to_column(field, value)
            ok = right and all(len(bytes.fromhex(r)) == 16 for r in replaced)
        except (ValueError, TypeError) as error:
            raise _wrong_value() from error
        if not ok:
            raise _wrong_value()


def _wrong_value() -> RefusedError:
    return RefusedError(
        "ファイルの中に、このプログラムでは読めない記録があります。",
        "渡した方に、もう一度書き出してもらってください。",
        check="field",
    )


def _materialise(connection: Connection, kind: str, ent: bytes, chain: Chain, at: int | None) -> None:
    """Move a record's chain from "points to its only change" to "heads per field"."""
    if at:
        for head in heads_of(connection, kind, ent, chain, at):
            _insert(connection, kind, ent, head)
    if at != 0:
        connection.exec_driver_sql(f'UPDATE "{kind}" SET at_{chain} = 0 WHERE id = ?', (ent,))  # noqa: S608


def _put(connection: Connection, kind: str, ent: bytes, head: Head, replaced: list[bytes]) -> None:
    for gone in replaced:
        where = (ent, head.field, gone)
        found = connection.exec_driver_sql("DELETE FROM head WHERE ent = ? AND field = ? AND id = ?", where).rowcount
        if not found:
            connection.exec_driver_sql("INSERT OR IGNORE INTO dead VALUES (?, ?, ?)", where)
    known_dead = connection.exec_driver_sql(
        "SELECT 1 FROM dead WHERE ent = ? AND field = ? AND id = ?", (ent, head.field, head.id)
    ).first()
    if known_dead is None:
        _insert(connection, kind, ent, head)


def _insert(connection: Connection, kind: str, ent: bytes, head: Head) -> None:
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO head (ent, field, id, kind, at, rank, lam, value, saw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (ent, head.field, head.id, kind, head.at, head.rank, head.lam, canonical(head.value),
         canonical(head.saw) if head.saw is not None else None),
    )  # fmt: skip


def winner(heads: list[Head]) -> Head | None:
    """Return the head whose value is shown."""
    return max(heads, key=lambda h: (h.rank, h.lam, h.id), default=None)


def project(connection: Connection, kind: str, ent: bytes, touched: set[str]) -> None:
    """Bring the row's columns up to the heads in ``head``."""
    rows = connection.exec_driver_sql("SELECT field, id, at, rank, lam, value, saw FROM head WHERE ent = ?", (ent,))
    by_field: dict[str, list[Head]] = {}
    for r in rows:
        head = Head(r[0], r[1], r[2], r[3], r[4], json.loads(r[5]), json.loads(r[6]) if r[6] else None)
        by_field.setdefault(head.field, []).append(head)
    declared = fields_of(KINDS[kind])
    columns: dict[str, Any] = {}
    for name in touched & declared.keys():
        shown = winner(by_field.get(name, []))
        columns[name] = to_column(declared[name], shown.value) if shown else None
    columns["gone"] = int(_is_gone(connection, kind, by_field))
    assignments = ", ".join(f'"{name}" = ?' for name in columns)
    connection.exec_driver_sql(f'UPDATE "{kind}" SET {assignments} WHERE id = ?', (*columns.values(), ent))  # noqa: S608


def _is_gone(connection: Connection, kind: str, by_field: dict[str, list[Head]]) -> bool:
    """Say whether a record is deleted: its delete is shown, and saw every live edit of its own chain."""
    shown = winner(by_field.get(DELETED, []))
    return bool(shown and shown.value is True and not late_edits(connection, kind, shown, by_field))


def late_edits(connection: Connection, kind: str, delete: Head, by_field: dict[str, list[Head]]) -> list[Head]:
    """Return the live edits of a deleted record's own chain that the delete had not seen."""
    own = {f.name for f in chain_fields(kind, own_chain_of(kind))}
    saw = delete.saw or {}
    late = []
    for name in own & by_field.keys():
        for head in by_field[name]:
            number, seq = unpointer(head.at)
            stream = connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
            if seq > int(saw.get(str(stream), 0)) and head.id != delete.id:
                late.append(head)
    return late
