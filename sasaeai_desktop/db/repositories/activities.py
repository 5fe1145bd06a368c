"""会議・行事・広報・研修: activities, completions, 相談窓口."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.activities import Activity, AdviceCounter, Completion
from sasaeai_desktop.domain.ids import Id


def activities(connection: Connection, first: str, last: str, of_type: str = "") -> list[Activity]:
    """Return activities from ``first`` to ``last`` by date; of one kind when given."""
    where, params = "AND date >= ? AND date <= ?", tuple[object, ...]((first, last))
    if of_type:
        where, params = f"{where} AND type = ?", (*params, of_type)
    return select(connection, Activity, f"{where} ORDER BY date, coalesce(start, ''), id", params)


def completions(connection: Connection, activity: Id | None = None) -> list[Completion]:
    """Return who completed trainings, by day; of one training when given."""
    if activity is None:
        return select(connection, Completion, "ORDER BY date, id")
    return select(connection, Completion, "AND activity = ? ORDER BY date, id", (activity,))


def counters(connection: Connection, salon: Id | None = None) -> list[AdviceCounter]:
    """Return 相談窓口 by their beginning; of one salon when given."""
    if salon is None:
        return select(connection, AdviceCounter, "ORDER BY coalesce(start, ''), id")
    return select(connection, AdviceCounter, "AND salon = ? ORDER BY coalesce(start, ''), id", (salon,))


def at_counter(connection: Connection, salon: Id | None, day: str) -> bool:
    """Say whether a salon was a 相談窓口 on a day, by its mark or by an entry."""
    if salon is None:
        return False
    sql = (
        "SELECT 1 FROM salon WHERE id = ?1 AND gone = 0 AND advice_desk = 1 UNION ALL SELECT 1 FROM advice_counter "
        'WHERE salon = ?1 AND gone = 0 AND coalesce(start, \'\') <= ?2 AND ("end" IS NULL OR "end" >= ?2) LIMIT 1'
    )
    return connection.exec_driver_sql(sql, (salon, day)).first() is not None
