"""Whether any record names a person or a volunteer, so that the entry cannot simply go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.people import Aliases, marks
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
    "SELECT 1 FROM completion WHERE gone = 0 AND volunteer IN ({})",
    "SELECT 1 FROM commissioner_count WHERE gone = 0 AND volunteer IN ({})",
)


def has_served(connection: Connection, ids: Sequence[Id]) -> bool:
    """Say whether a plan, おたすけ, 登校見守り or a training names a volunteer."""
    return any(
        connection.exec_driver_sql(sql.format(marks(ids)) + " LIMIT 1", tuple(ids)).first() for sql in _SERVED
    )


def traced_since(connection: Connection, alias: Aliases, ents: Iterable[Id], day: str) -> set[Id]:
    """Return for whom anything was done on this day or later: an act, a card, a plan or its review; canonical ids."""
    wanted = alias.expand(ents)
    found: set[Id] = set()
    for sql in _SINCE:
        for start in range(0, len(wanted), 1000):
            part = wanted[start : start + 1000]
            rows = connection.exec_driver_sql(sql.format(marks(part)), (*part, day))
            found.update(alias.of(Id(person)) for person in rows.scalars())
    return found


_SINCE = (
    "SELECT DISTINCT person FROM visit WHERE gone = 0 AND person IN ({}) AND date >= ?",
    "SELECT DISTINCT person FROM attendance a JOIN session s ON s.id = a.session WHERE a.gone = 0 AND person IN ({}) AND date >= ?",
    "SELECT DISTINCT person FROM card WHERE gone = 0 AND person IN ({}) AND written_on >= ?",
    "SELECT DISTINCT person FROM evacuation_plan WHERE gone = 0 AND person IN ({}) AND made_on >= ?",
    'SELECT DISTINCT person FROM plan_review r JOIN evacuation_plan p ON p.id = "plan" WHERE r.gone = 0 AND person IN ({}) AND date >= ?',
    "SELECT DISTINCT person FROM safety_tick WHERE gone = 0 AND person IN ({}) AND date >= ?",
    "SELECT DISTINCT person FROM help_request r JOIN help_member m ON m.id = user WHERE r.gone = 0 AND person IN ({}) AND received_on >= ?",
    "SELECT DISTINCT person FROM help_act a JOIN help_member m ON m.id = user WHERE a.gone = 0 AND person IN ({}) AND date >= ?",
)


def has_acts(connection: Connection, ids: Sequence[Id]) -> bool:
    """Say whether acts, counts, attendances or cards name a person."""
    return any(
        connection.exec_driver_sql(sql.format(marks(ids)) + " LIMIT 1", tuple(ids)).first() for sql in _TRACES
    )
