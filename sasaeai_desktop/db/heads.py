"""The heads of a record's fields: the writes that no known write replaces.

A record with one change per chain needs none: its row points to that change. From the second change on, each field's
heads stand in ``head``. One head is the value; two or more with different values are a conflict, and until a person
resolves it the shown value is max(council before district, lam, id). Source: shared design, sync section 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.db.columns import (
    chain_fields,
    chain_of,
    chain_row,
    extend_sql,
    own_chain_of,
    pointer_columns,
    to_column,
)
from sasaeai_desktop.db.connection import Connection
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


def pointers(connection: Connection, kind: str, ent: bytes) -> dict[Chain, int | None] | None:
    """Return a record's pointer per chain, or None when there is no such record."""
    columns = pointer_columns(kind)
    row = connection.exec_driver_sql(
        f'SELECT {", ".join(columns)} FROM "{kind}" WHERE id = ?',
        (ent,),
    ).first()
    return None if row is None else {Chain(c[3:]): at for c, at in zip(columns, row, strict=True)}


def rewritten(connection: Connection, kind: str) -> set[bytes]:
    """Return the records of a kind that were written more than once in some chain: only they can hold two values."""
    where = " OR ".join(f"{column} = 0" for column in pointer_columns(kind))
    return {row[0] for row in connection.exec_driver_sql(f'SELECT id FROM "{kind}" WHERE {where}')}


def heads_of(
    connection: Connection,
    kind: str,
    ent: bytes,
    chain: Chain,
    at: int | None,
    held: Mapping[int, Change] | None = None,
) -> list[Head]:
    """Return the live heads of a record's fields in one chain.

    Args:
        connection: where to look.
        kind: the record's kind.
        ent: its id.
        chain: the chain asked for.
        at: the record's pointer in that chain.
        held: changes already at hand, by pointer; saves reading them from the journal.
    """
    if at is None:
        return []
    if at:
        change = held[at] if held and at in held else change_at(connection, at)
        return _heads_of_change(connection, kind, chain, change, at)
    names = {f.name for f in chain_fields(kind, chain)}
    names.add(DELETED if chain is own_chain_of(kind) else SEEN)
    found = stored_heads(connection, kind, ent)
    return [head for name in sorted(found.keys() & names) for head in found[name]]


def _heads_of_change(connection: Connection, kind: str, chain: Chain, change: Change, at: int) -> list[Head]:
    number, _ = unpointer(at)
    name = connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
    rank = stream_name(str(name)).rank
    return [
        Head(f.name, change.id, at, rank, change.lam, change.w[f.name][0])
        for f in chain_fields(kind, chain)
        if f.name in change.w
    ]


def stored_heads(connection: Connection, kind: str, ent: bytes) -> dict[str, list[Head]]:
    """Return a record's heads in ``head`` by field; by kind too, should two kinds ever share an id."""
    rows = connection.exec_driver_sql(
        "SELECT field, id, at, rank, lam, value, saw FROM head WHERE ent = ? AND kind = ? ORDER BY field, id",
        (ent, kind),
    )
    by_field: dict[str, list[Head]] = {}
    for name, change, at, rank, lam, value, saw in rows:
        head = Head(name, change, at, rank, lam, json.loads(value), json.loads(saw) if saw else None)
        by_field.setdefault(name, []).append(head)
    return by_field


def apply_change(
    connection: Connection,
    name: StreamName,
    change: Change,
    *,
    strict: bool = True,
    held: Mapping[int, Change] | None = None,
) -> None:
    """Let one change take effect on a record that may have others; commutative and idempotent.

    Args:
        connection: inside a write transaction with the guards open.
        name: the stream it stands in.
        change: the change.
        strict: refuse fields that do not fit; else they are left in the journal only (a rebuild must not stop
            at what an older program let in unread).
        held: see ``heads_of``.

    Raises:
        RefusedError: a field stands in a chain it is not declared in, or has not its form.
    """
    kind, chain = change.kind, chain_of(name, change.kind)
    fitting = [n for n in change.w if _fits(change, n, chain)]
    if strict and any(n not in fitting and _is_declared(kind, n) for n in change.w):
        raise _wrong_value()
    at = pointers(connection, kind, change.ent)
    if at is None:
        connection.exec_driver_sql(
            f'INSERT INTO "{kind}" (id, district, gone) VALUES (?, ?, 0)',
            (change.ent, name.about),
        )
        at = {}
    elif at.get(chain) is None and chain is own_chain_of(kind):
        # Whose record it is, its own chain says, whichever chain came first.
        connection.exec_driver_sql(f'UPDATE "{kind}" SET district = ? WHERE id = ?', (name.about, change.ent))
    if at.get(chain) is None and _points(connection, change, fitting):
        row = (name.about, change.at, *chain_row(kind, chain, change.w), change.ent)
        connection.exec_driver_sql(extend_sql(kind, chain), row)
        return
    _materialise(connection, kind, change.ent, chain, at.get(chain), held)
    heads = []
    for field in fitting:
        value, replaced = change.w[field]
        saw = change.saw if field == DELETED else None
        heads.append((Head(field, change.id, change.at, name.rank, change.lam, value, saw), replaced))
    _put(connection, kind, change.ent, heads)
    project(connection, kind, change.ent, set(fitting))


def _points(connection: Connection, change: Change, fitting: list[str]) -> bool:
    """Say whether the first change of a chain is such that its row may simply point to it."""
    plain = change.w.keys().isdisjoint((DELETED, SEEN)) and not any(
        replaced for _, replaced in change.w.values()
    )
    if not plain or any(n not in fitting and _is_declared(change.kind, n) for n in change.w):
        return False
    dead = connection.exec_driver_sql("SELECT 1 FROM dead WHERE ent = ? AND id = ?", (change.ent, change.id))
    return dead.first() is None


def _is_declared(kind: str, name: str) -> bool:
    return name in (DELETED, SEEN) or name in fields_of(KINDS[kind])


def _fits(change: Change, name: str, chain: Chain) -> bool:
    """Say whether a change's field is declared, in this chain, and has its form."""
    if name == DELETED:
        return chain is own_chain_of(change.kind) and type(change.w[name][0]) is bool
    if name == SEEN:
        return (
            notes_what_was_seen(change.kind)
            and chain is Chain.HOME
            and type(change.w[name][0]) in (str, type(None))
        )
    field = fields_of(KINDS[change.kind]).get(name)
    if field is None or field.chain is not chain:
        return False
    try:
        to_column(field, change.w[name][0])
    except ValueError:
        return False
    return True


def _wrong_value() -> RefusedError:
    return RefusedError(
        "ファイルの中に、このプログラムでは読めない記録があります。",
        "渡した方に、もう一度書き出してもらってください。",
        check="field",
    )


def _materialise(
    connection: Connection,
    kind: str,
    ent: bytes,
    chain: Chain,
    at: int | None,
    held: Mapping[int, Change] | None,
) -> None:
    """Move a record's chain from "points to its only change" to "heads per field"."""
    if at:
        _insert(connection, kind, ent, heads_of(connection, kind, ent, chain, at, held))
    if at != 0:
        connection.exec_driver_sql(f'UPDATE "{kind}" SET at_{chain} = 0 WHERE id = ?', (ent,))


def _put(connection: Connection, kind: str, ent: bytes, heads: list[tuple[Head, list[str]]]) -> None:
    """Let heads of different fields take the place of those whose ids stand beside them."""
    for head, replaced in heads:
        for gone in replaced:
            where = (ent, head.field, bytes.fromhex(gone))
            found = connection.exec_driver_sql(
                "DELETE FROM head WHERE ent = ? AND field = ? AND id = ?", where
            ).rowcount
            if not found:
                connection.exec_driver_sql("INSERT OR IGNORE INTO dead VALUES (?, ?, ?)", where)
    rows = connection.exec_driver_sql("SELECT field, id FROM dead WHERE ent = ?", (ent,))
    dead = {(field, change) for field, change in rows}
    _insert(connection, kind, ent, [head for head, _ in heads if (head.field, head.id) not in dead])


def _insert(connection: Connection, kind: str, ent: bytes, heads: list[Head]) -> None:
    rows = [
        (ent, h.field, h.id, kind, h.at, h.rank, h.lam, canonical(h.value), canonical(h.saw) if h.saw is not None else None)
        for h in heads
    ]  # fmt: skip
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO head (ent, field, id, kind, at, rank, lam, value, saw) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def winner(heads: list[Head]) -> Head | None:
    """Return the head whose value is shown."""
    return max(heads, key=lambda h: (h.rank, h.lam, h.id), default=None)


def project(connection: Connection, kind: str, ent: bytes, touched: set[str]) -> None:
    """Bring the row's columns up to the heads in ``head``."""
    by_field = stored_heads(connection, kind, ent)
    declared = fields_of(KINDS[kind])
    columns: dict[str, Any] = {}
    for name in touched & declared.keys():
        shown = winner(by_field.get(name, []))
        columns[name] = to_column(declared[name], shown.value) if shown else None
    columns["gone"] = int(_is_gone(connection, kind, by_field))
    assignments = ", ".join(f'"{name}" = ?' for name in columns)
    connection.exec_driver_sql(f'UPDATE "{kind}" SET {assignments} WHERE id = ?', (*columns.values(), ent))


def _is_gone(connection: Connection, kind: str, by_field: dict[str, list[Head]]) -> bool:
    """Say whether a record is deleted: its delete is shown, and saw every live edit of its own chain."""
    shown = winner(by_field.get(DELETED, []))
    return bool(shown and shown.value is True and not late_edits(connection, kind, shown, by_field))


def notes_what_was_seen(kind: str) -> bool:
    """Say whether a delete of this kind leaves a note at home: it is deleted elsewhere, and has words at home."""
    return own_chain_of(kind) is not Chain.HOME and bool(chain_fields(kind, Chain.HOME))


def unseen_at_home(connection: Connection, kind: str, by_field: dict[str, list[Head]]) -> list[Head]:
    """Return the live words at home of a deleted record that none of its deleters had seen.

    The open count follows the delete all the same: only people at home can say whether they matter.
    """
    shown = winner(by_field.get(DELETED, []))
    notes = [head for head in by_field.get(SEEN, []) if head.value]
    if shown is None or shown.value is not True or not notes:
        return []
    late: list[list[Head]] = [
        _beyond(connection, kind, Chain.HOME, json.loads(str(note.value)), note.id, by_field)
        for note in notes
    ]
    unseen = set.intersection(*({head.id for head in heads} for heads in late))
    return [head for head in late[0] if head.id in unseen]


def late_edits(
    connection: Connection, kind: str, delete: Head, by_field: dict[str, list[Head]]
) -> list[Head]:
    """Return the live edits of a deleted record's own chain that the delete had not seen."""
    return _beyond(connection, kind, own_chain_of(kind), delete.saw or {}, delete.id, by_field)


def _beyond(
    connection: Connection,
    kind: str,
    chain: Chain,
    saw: Mapping[str, Any],
    own: bytes,
    by_field: dict[str, list[Head]],
) -> list[Head]:
    """Return the live edits in a chain beyond the tips that somebody had seen; ``own`` is who says so."""
    named = saw.get(SAW_HEADS)
    seen_heads = {head for head in named if type(head) is str} if type(named) is list else set()
    reach: dict[int, int] = {}
    late = []
    for field in chain_fields(kind, chain):
        for head in by_field.get(field.name, []):
            number, seq = unpointer(head.at)
            if number not in reach:
                reach[number] = seen_up_to(connection, number, saw)
            if seq > reach[number] and head.id != own and head.id.hex() not in seen_heads:
                late.append(head)
    return late


def seen_up_to(connection: Connection, number: int, saw: Mapping[str, Any]) -> int:
    """Return up to which seq a delete's writer had seen a stream.

    Where a stream has two histories (a copied laptop), a tip says nothing beyond the place where they part.
    """
    name, parting = connection.exec_driver_sql(
        "SELECT name, (SELECT min(first) - 1 FROM segment WHERE stream IN "
        "(SELECT n FROM stream AS other WHERE other.name = stream.name AND branch > 0)) FROM stream WHERE n = ?",
        (number,),
    ).one()
    seen = saw.get(name)
    seq = seen if type(seen) is int else 0
    return seq if parting is None else min(seq, parting)


def judge_deleted(connection: Connection) -> list[tuple[str, bytes]]:
    """Look anew at every deleted record (a stream has parted in two); return their kinds and ids."""
    rows = connection.exec_driver_sql("SELECT DISTINCT kind, ent FROM head WHERE field = ?", (DELETED,)).all()
    for kind, ent in rows:
        project(connection, kind, ent, set())
    return [(kind, ent) for kind, ent in rows]
