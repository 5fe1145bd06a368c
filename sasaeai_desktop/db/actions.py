"""Undo: an action taken back as a whole, field by field, as far as nobody has written since."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import Head, heads_of, pointers
from sasaeai_desktop.db.lines import DELETED, Change, decode_lines
from sasaeai_desktop.db.streams import change_at
from sasaeai_desktop.db.write import SAW_BEFORE, WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS

Before = dict[str, list[tuple[Value, str]]]
"""What the fields of one change said before it: by field, (value, id) of each head."""

Kept = tuple[str, bytes, str]
"""(kind, id, field) that an undo left alone."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action as the undo bar lists it."""

    act: bytes
    at: str
    by: bytes
    label: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did.

    Attributes:
        label: the action's own words.
        kept: fields that somebody has changed since and that therefore stayed, as (kind, id, field).
    """

    label: str
    kept: tuple[tuple[str, bytes, str], ...]


def last_actions(connection: Connection, user: bytes, limit: int = 30) -> list[Action]:
    """Return the person's own latest actions that are not undone, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT act, at, by, label FROM action WHERE undone = 0 AND by = ? ORDER BY n DESC LIMIT ?",
        (user, limit),
    )
    return [Action(*row) for row in rows]


def undo(session: WriteSession, act: bytes) -> Undone:
    """Take back an action of one's own: only fields whose single head is the undone change.

    Raises:
        InputError: there is no such action of this person, or it was undone already.
    """
    row = session.connection.exec_driver_sql(
        "SELECT label, changes, before FROM action WHERE act = ? AND by = ? AND undone = 0",
        (act, session.writer.user),
    ).first()
    if row is None:
        raise InputError(
            "元にもどせる操作が見つかりませんでした。", "すでに元にもどしたか、ほかの方の操作です。"
        )
    before = json.loads(row[2])
    kept: list[Kept] = []
    records = _changes_of(session.connection, act, json.loads(row[1]))
    for (kind, ent), changes in reversed(records.items()):
        kept += _undo_record(session, kind, ent, changes, before)
    session.connection.exec_driver_sql("UPDATE action SET undone = 1 WHERE act = ?", (act,))
    return Undone(row[0], tuple(kept))


def _changes_of(
    connection: Connection, act: bytes, ranges: list[tuple[int, int, int]]
) -> dict[tuple[str, Id], list[Change]]:
    """Return an action's changes by record, each record's in the order they were written."""
    found: dict[tuple[str, Id], list[Change]] = {}
    for number, first, last in ranges:
        name = connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
        changes, _ = decode_lines(
            str(name), number, first, streams.lines_between(connection, number, first, last)
        )
        for change in changes:
            if change.act == act.hex() and change.kind in KINDS:
                found.setdefault((change.kind, change.ent), []).append(change)
    return found


def _undo_record(
    session: WriteSession, kind_name: str, ent: Id, changes: list[Change], before: dict[str, Before]
) -> list[Kept]:
    kind = KINDS[kind_name]
    held = {change.at: change for change in changes}
    at = pointers(session.connection, kind_name, ent)
    assert at is not None, "an own change has its row"
    heads: dict[str, list[Head]] = {}
    for chain, pointer in at.items():
        for head in heads_of(session.connection, kind_name, ent, chain, pointer, held):
            heads.setdefault(head.field, []).append(head)
    if any(str(change.at) not in before for change in changes):
        return _undo_creation(session, kind, ent, changes, heads)
    return _undo_fields(session, kind, ent, changes, before, heads)


def _undo_creation(
    session: WriteSession, kind: type[Record], ent: Id, changes: list[Change], heads: dict[str, list[Head]]
) -> list[Kept]:
    """A created record is deleted, unless it now says something else than what the action wrote."""
    said = {name: value for change in changes for name, (value, _) in change.w.items()}
    kept: list[Kept] = [
        (kind.kind, ent, name)
        for name in fields_of(kind)
        if any(head.value != said.get(name) for head in heads.get(name, []))
    ]
    if not kept:
        session.delete(kind, ent, held={change.at: change for change in changes})
    return kept


def _is_of(session: WriteSession, head: Head, ids: set[bytes], said: Value) -> bool:
    """Say whether a head is what an action wrote, or what an own undo of a later action put back in its place.

    Without the second, Ctrl+Z would walk one step back only in a field that was changed several times.
    """
    if head.id in ids:
        return True
    if head.value != said:
        return False
    change = change_at(session.connection, head.at)
    known = session.connection.exec_driver_sql(
        "SELECT 1 FROM action WHERE act = ?", (bytes.fromhex(change.act),)
    ).first()
    return change.by == session.writer.user.hex() and known is None  # an undo is no action of its own


def _undo_fields(
    session: WriteSession,
    kind: type[Record],
    ent: Id,
    changes: list[Change],
    before: dict[str, Before],
    heads: dict[str, list[Head]],
) -> list[Kept]:
    """Write back what each field said before the action, if all that it says now is the action's."""
    ids = {change.id for change in changes}
    said = {name: value for change in changes for name, (value, _) in change.w.items()}
    old: dict[str, list[Value]] = {}
    for change in changes:
        for name in change.w:
            old.setdefault(name, [value for value, _ in before[str(change.at)].get(name, [])])
    saws = next((held for c in changes if (held := before[str(c.at)].get(SAW_BEFORE))), [])
    kept: list[Kept] = []
    # The delete comes last, so that it has seen what is written back here.
    for name, values in sorted(old.items(), key=lambda entry: entry[0] == DELETED):
        live = heads.get(name, [])
        if not live or not all(_is_of(session, head, ids, said[name]) for head in live):
            kept.append((kind.kind, ent, name))
        elif name != DELETED:
            session.write_heads(kind, ent, name, values or [None], live)
        elif saws and len(saws) == len(values):
            seen = [json.loads(str(text)) for text, _ in saws]
            session.write_deleted(kind, ent, list(zip(values, seen, strict=True)), live)
        elif any(values):
            session.delete(kind, ent)
        else:
            session.restore(kind, ent)
    return kept


def undone_records(connection: Connection, label: str) -> set[tuple[str, bytes]]:
    """Return (kind, id) of what undone actions wrote whose label holds some words.

    Args:
        connection: a read or write session.
        label: the words, such as 「を取り込みました」.
    """
    rows = connection.exec_driver_sql(
        "SELECT act, changes FROM action WHERE undone = 1 AND label LIKE ?", (f"%{label}%",)
    ).all()
    return {key for act, changes in rows for key in _changes_of(connection, act, json.loads(changes))}
