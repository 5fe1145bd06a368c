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
    found: dict[Id, str] = {}
    for ent in alias.canonical(ents):
        ids = alias.all(ent)
        days = [
            connection.exec_driver_sql(sql.format(marks(ids)), tuple(ids)).scalar() or "" for sql in _LATEST
        ]
        found[ent] = max(days)
    return found


_LATEST = (
    "SELECT max(date) FROM visit WHERE gone = 0 AND person IN ({})",
    "SELECT max(s.date) FROM attendance a JOIN session s ON s.id = a.session WHERE a.gone = 0 AND a.person IN ({})",
    "SELECT max(written_on) FROM card WHERE gone = 0 AND person IN ({})",
    "SELECT max(made_on) FROM evacuation_plan WHERE gone = 0 AND person IN ({})",
    'SELECT max(r.date) FROM plan_review r JOIN evacuation_plan p ON p.id = r."plan" WHERE r.gone = 0 AND p.person IN ({})',
    "SELECT max(date) FROM safety_tick WHERE gone = 0 AND person IN ({})",
    "SELECT max(r.received_on) FROM help_request r JOIN help_member m ON m.id = r.user WHERE r.gone = 0 AND m.person IN ({})",
    "SELECT max(a.date) FROM help_act a JOIN help_member m ON m.id = a.user WHERE a.gone = 0 AND m.person IN ({})",
)


def has_acts(connection: Connection, ids: Sequence[Id]) -> bool:
    """Say whether acts, counts, attendances or cards name a person."""
    return any(
        connection.exec_driver_sql(sql.format(marks(ids)) + " LIMIT 1", tuple(ids)).first() for sql in _TRACES
    )
