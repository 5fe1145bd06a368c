"""Undo: an action taken back as a whole, field by field, as far as nobody has written since."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.heads import Head, chain_of_stream, heads_of, pointers
from sasaeai_desktop.db.lines import DELETED, Change, decode_lines, stream_name
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.kinds import fields_of, own_chain
from sasaeai_desktop.domain.registry import KINDS


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
        "SELECT act, at, by, label FROM action WHERE undone = 0 AND by = ? ORDER BY n DESC LIMIT ?", (user, limit)
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
        raise InputError("元にもどせる操作が見つかりませんでした。", "すでに元にもどしたか、ほかの方の操作です。")
    before = json.loads(row[2])
    kept: list[tuple[str, bytes, str]] = []
    for number, first, last in reversed(json.loads(row[1])):
        name = session.connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
        lines = streams.lines_between(session.connection, number, first, last)
        changes, _ = decode_lines(str(name), number, first, lines)
        for change in reversed(changes):
            if change.act == act.hex() and change.kind in KINDS:
                kept += _undo_change(session, str(name), change, before.get(str(change.at)))
    session.connection.exec_driver_sql("UPDATE action SET undone = 1 WHERE act = ?", (act,))
    return Undone(row[0], tuple(kept))


def _undo_change(
    session: WriteSession, stream: str, change: Change, before: dict[str, list[tuple[object, str]]] | None
) -> list[tuple[str, bytes, str]]:
    kind = KINDS[change.kind]
    chain = chain_of_stream(stream_name(stream))
    at = pointers(session.connection, change.kind, change.ent)
    assert at is not None, "an own change has its row"
    if before is None:
        return _undo_creation(session, change, chain is own_chain(kind))
    kept: list[tuple[str, bytes, str]] = []
    heads: dict[str, list[Head]] = {}
    for head in heads_of(session.connection, change.kind, change.ent, chain, at[chain]):
        heads.setdefault(head.field, []).append(head)
    for field in change.w:
        if [h.id for h in heads.get(field, [])] != [change.id]:
            kept.append((change.kind, change.ent, field))
            continue
        old = [value for value, _ in before.get(field, [])]
        if field == DELETED and not any(old):
            session.restore(kind, change.ent)
        elif field in fields_of(kind) or field == DELETED:
            session.write_heads(kind, change.ent, field, old or [None], [change.id])  # type: ignore[arg-type]
    return kept


def _undo_creation(session: WriteSession, change: Change, is_own_chain: bool) -> list[tuple[str, bytes, str]]:
    """A created record is deleted, unless it now says something else than at first."""
    if not is_own_chain:
        return []  # the same action's change in the record's own chain takes the record away
    kind = KINDS[change.kind]
    at = pointers(session.connection, change.kind, change.ent)
    assert at is not None, "an own change has its row"
    for chain, pointer in at.items():
        if pointer == 0:
            for head in heads_of(session.connection, change.kind, change.ent, chain, 0):
                first = change.w[head.field][0] if head.field in change.w else None
                if head.field != DELETED and chain is own_chain(kind) and head.value != first:
                    return [(change.kind, change.ent, head.field)]
    session.delete(kind, change.ent)
    return []
