"""計画目標: goals, efforts, and what became of them."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.activities import Activity, ActivityState
from sasaeai_desktop.domain.goals import Effort, Goal, GoalYear


def goals(connection: Connection, plan: str = "") -> list[Goal]:
    """Return the goals of a plan, or of all."""
    if not plan:
        return select(connection, Goal, "ORDER BY plan, code, id")
    return select(connection, Goal, "AND plan = ? ORDER BY code, id", (plan,))


def efforts(connection: Connection, plan: str = "") -> list[Effort]:
    """Return the efforts of a plan, or of all."""
    if not plan:
        return select(connection, Effort, "ORDER BY plan, number, id")
    return select(connection, Effort, "AND plan = ? ORDER BY number, id", (plan,))


def results(connection: Connection, year: int | None = None) -> list[GoalYear]:
    """Return what became of goals and efforts, in a fiscal year or in all."""
    if year is None:
        return select(connection, GoalYear, "AND item IS NOT NULL ORDER BY year, id")
    return select(connection, GoalYear, "AND item IS NOT NULL AND year = ? ORDER BY id", (year,))


def activities_for(connection: Connection, key: str, first: str, last: str) -> list[Activity]:
    """Return the held activities that are tied to a goal, by day."""
    where = (
        f"AND state = '{ActivityState.HELD}' AND date >= ? AND date <= ? AND goals IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM json_each(goals) g WHERE g.value = ?) ORDER BY date, id"
    )
    return select(connection, Activity, where, (first, last, key))
