"""What people decided where no record changes: these two are two, this may wait. Every laptop of a district shares it."""

from __future__ import annotations

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.watch import known
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.keeping import Decision
from sasaeai_desktop.services.desk.desk import Desk


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
