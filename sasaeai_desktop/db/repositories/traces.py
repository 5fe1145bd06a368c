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


def latest_traces(connection: Connection, alias: Aliases, ents: Iterable[Id]) -> dict[Id, str]:
    """Return the latest day anything was done for people: an act, a card, a plan or its review, by canonical id."""
    wanted = alias.expand(ents)
    found = dict.fromkeys(alias.canonical(ents), "")
    for sql in _LATEST:
        for start in range(0, len(wanted), 1000):
            part = wanted[start : start + 1000]
            for person, day in connection.exec_driver_sql(sql.format(marks(part)), tuple(part)):
                ent = alias.of(Id(person))
                found[ent] = max(found[ent], day or "")
    return found


_LATEST = (
    "SELECT person, max(date) FROM visit WHERE gone = 0 AND person IN ({}) GROUP BY 1",
    "SELECT person, max(date) FROM session s JOIN attendance a ON a.session = s.id WHERE a.gone = 0 AND person IN ({}) GROUP BY 1",
    "SELECT person, max(written_on) FROM card WHERE gone = 0 AND person IN ({}) GROUP BY 1",
    "SELECT person, max(made_on) FROM evacuation_plan WHERE gone = 0 AND person IN ({}) GROUP BY 1",
    'SELECT person, max(date) FROM plan_review r JOIN evacuation_plan p ON p.id = "plan" WHERE r.gone = 0 AND person IN ({}) GROUP BY 1',
    "SELECT person, max(date) FROM safety_tick WHERE gone = 0 AND person IN ({}) GROUP BY 1",
    "SELECT person, max(received_on) FROM help_request r JOIN help_member m ON m.id = user WHERE r.gone = 0 AND person IN ({}) GROUP BY 1",
    "SELECT person, max(date) FROM help_act a JOIN help_member m ON m.id = user WHERE a.gone = 0 AND person IN ({}) GROUP BY 1",
)


def has_acts(connection: Connection, ids: Sequence[Id]) -> bool:
    """Say whether acts, counts, attendances or cards name a person."""
    return any(
        connection.exec_driver_sql(sql.format(marks(ids)) + " LIMIT 1", tuple(ids)).first() for sql in _TRACES
    )
