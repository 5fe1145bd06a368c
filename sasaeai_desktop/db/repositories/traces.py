"""Whether any record names a person or a volunteer, so that the entry cannot simply go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id

_TRACES = (
    "SELECT 1 FROM visit WHERE gone = 0 AND person IN ({})",
    "SELECT 1 FROM tally WHERE gone = 0 AND person IN ({})",
    "SELECT 1 FROM attendance WHERE gone = 0 AND person IN ({})",
    "SELECT 1 FROM card WHERE gone = 0 AND person IN ({})",
    "SELECT 1 FROM evacuation_plan WHERE gone = 0 AND person IN ({})",
    "SELECT 1 FROM help_member WHERE gone = 0 AND person IN ({})",
    "SELECT 1 FROM safety_tick WHERE gone = 0 AND person IN ({})",
)


_SERVED = (
    "SELECT 1 FROM plan_supporter WHERE gone = 0 AND volunteer IN ({})",
    "SELECT 1 FROM help_member WHERE gone = 0 AND volunteer IN ({})",
    "SELECT 1 FROM patrol WHERE gone = 0 AND volunteer IN ({})",
    "SELECT 1 FROM patrol_post WHERE gone = 0 AND volunteer IN ({})",
)


def has_served(connection: Connection, ids: Sequence[Id]) -> bool:
    """Say whether a plan, おたすけ or 登校見守り names a volunteer."""
    return any(
        connection.exec_driver_sql(sql.format(marks(ids)) + " LIMIT 1", tuple(ids)).first() for sql in _SERVED
    )


def has_acts(connection: Connection, ids: Sequence[Id]) -> bool:
    """Say whether acts, counts, attendances or cards name a person."""
    return any(
        connection.exec_driver_sql(sql.format(marks(ids)) + " LIMIT 1", tuple(ids)).first() for sql in _TRACES
    )
