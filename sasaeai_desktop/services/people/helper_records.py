"""What is kept about a volunteer: roles, trainings, posts, memberships, the counts of a 民生委員."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id

OF_VOLUNTEER = (
    "role", "assignment", "completion", "patrol", "patrol_post", "help_member", "plan_supporter", "commissioner_count",
)  # fmt: skip
"""Kinds that name a volunteer in their field ``volunteer``. Acts name them among others: who was visited, asked or written
about is somebody else, whose record an act is."""


def is_helper(connection: Connection, ids: Sequence[Id]) -> bool:
    """Say whether ids are a volunteer's."""
    sql = f"SELECT 1 FROM volunteer WHERE id IN ({marks(ids)})"
    return connection.exec_driver_sql(sql, tuple(ids)).first() is not None


def records_of_helper(connection: Connection, ids: Sequence[Id]) -> dict[str, list[Id]]:
    """Return everything about a volunteer (all merged ids) by kind, deleted records too."""
    found = {"volunteer": list(ids)}
    for kind in OF_VOLUNTEER:
        sql = f'SELECT id FROM "{kind}" WHERE volunteer IN ({marks(ids)}) ORDER BY id'
        found[kind] = [Id(bytes(row)) for row in connection.exec_driver_sql(sql, tuple(ids)).scalars()]
    return found
