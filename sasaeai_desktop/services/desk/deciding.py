"""What people decided where no record changes: these two are two, this may wait. Every laptop of a district shares it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.watch import known
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.keeping import Decision
from sasaeai_desktop.services.desk.desk import Desk

BOTH, WAIT = "both", "wait"
"""Choices that stand in no record: all sides are true; it may wait for the next stick."""


def item_key(oddity: str, record: str, ids: Sequence[Id], *, field: str = "", named: str = "") -> str:
    """Return the key of an item that every laptop of the district reaches.

    Args:
        oddity: what is odd, as a code.
        record: kind of the records it is about.
        ids: the records.
        field: the field in question, "" for the record as a whole.
        named: month or number, where several items may be about one record.
    """
    parts = "\x1f".join((oddity, record, field, named, *sorted(i.hex() for i in ids)))
    return f"{oddity}-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


def decisions(connection: Connection) -> dict[str, Decision]:
    """Return what was decided, by the item it was decided about."""
    return {d.item: d for d in select(connection, Decision)}


def decide(session: WriteSession, desk: Desk, item: str, choice: str) -> None:
    """Keep a decision; whichever laptop decides about an item, it is the same entry."""
    ent = _entry(desk, item)
    if known(session.connection, Decision.kind, [ent]).get(ent):
        session.restore(Decision, ent)
    session.record(Decision, ent, {"item": item, "choice": choice, "on": session.today})


def withdraw(session: WriteSession, desk: Desk, item: str) -> None:
    """Forget a decision; what it was about is asked again."""
    ent = _entry(desk, item)
    if known(session.connection, Decision.kind, [ent]).get(ent) is False:
        session.delete(Decision, ent)


def _entry(desk: Desk, item: str) -> Id:
    return keyed_id(desk.me.secret, Decision.kind, item)
