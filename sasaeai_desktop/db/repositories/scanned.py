"""Sheets as a scanner meets them: by the end of their id, and by what else was printed for the same place."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.domain.watch import Sheet


def sheet_marked(connection: Connection, form: str, mark: str) -> Sheet | None:
    """Return the sheet whose id ends with ``mark`` (16 hex digits)."""
    found = select(connection, Sheet, "AND form = ? AND substr(hex(id), 17) = ?", (form, mark.upper()))
    return found[0] if len(found) == 1 else None


def rosters_beside(connection: Connection, sheet: Sheet) -> list[Sheet]:
    """Return all rosters of the same salon and quarter, the given one too."""
    where = "AND form = ? AND salon = ? AND month = ? ORDER BY number, id"
    return select(connection, Sheet, where, (sheet.form, sheet.salon, sheet.month))


def sheet_numbers(connection: Connection, form: str, month: str) -> list[str]:
    """Return all numbers given to sheets of a form and month, deleted ones too."""
    rows = connection.exec_driver_sql("SELECT number FROM sheet WHERE form = ? AND month = ?", (form, month))
    return [row[0] or "" for row in rows]


def sessions_on(connection: Connection, salon: Id, days: tuple[str, ...]) -> dict[str, Session]:
    """Return a salon's sessions by day; where a day has two, the one that is not cancelled."""
    if not days:
        return {}
    where = "AND salon = ? AND date >= ? AND date <= ? ORDER BY coalesce(cancelled, 0) DESC, id"
    found = select(connection, Session, where, (salon, min(days), max(days)))
    return {session.date: session for session in found if session.date in days}
