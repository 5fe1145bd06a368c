"""個別避難計画 and 安否確認: plans with their supporters, reviews and copies; events and ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import by_ids, select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.plans import (
    EvacuationPlan,
    PlanCopy,
    PlanLink,
    PlanReview,
    PlanSupporter,
    SafetyEvent,
    SafetyTick,
)
from sasaeai_desktop.domain.watch import CaseState

_PART = 1000
K = TypeVar("K", bound=Record)


def _of(connection: Connection, kind: type[K], column: str, ids: Iterable[Id], order: str = "id") -> list[K]:
    wanted, found = tuple(dict.fromkeys(ids)), list[K]()
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        found += select(connection, kind, f'AND "{column}" IN ({marks(part)}) ORDER BY {order}', part)
    return found


# -- plans -----------------------------------------------------------------------------------------------------------


def plans_of(connection: Connection, ids: Sequence[Id]) -> list[EvacuationPlan]:
    """Return the plans of people, the newest first, ended ones too."""
    return _of(connection, EvacuationPlan, "person", ids, "coalesce(made_on, '') DESC, id DESC")


def open_plans(connection: Connection) -> list[EvacuationPlan]:
    """Return the plans that are not ended, the newest first."""
    return select(
        connection,
        EvacuationPlan,
        "AND ended_on IS NULL AND person IS NOT NULL ORDER BY coalesce(made_on, '') DESC, id DESC",
    )


def any_plan(connection: Connection) -> bool:
    """Say whether the district makes plans at all."""
    sql = "SELECT 1 FROM evacuation_plan WHERE gone = 0 AND ended_on IS NULL LIMIT 1"
    return connection.exec_driver_sql(sql).first() is not None


def supporters_of(connection: Connection, plans: Iterable[Id]) -> list[PlanSupporter]:
    """Return supporters of plans in their order, those of before too."""
    return _of(connection, PlanSupporter, "plan", plans, 'coalesce("order", 99), id')


def supported_by(connection: Connection) -> dict[Id, int]:
    """Return for how many open plans each volunteer is a supporter now."""
    rows = connection.exec_driver_sql(
        'SELECT s.volunteer, count(DISTINCT s."plan") FROM plan_supporter s '
        'JOIN evacuation_plan p ON p.id = s."plan" AND p.gone = 0 AND p.ended_on IS NULL '
        'WHERE s.gone = 0 AND s."end" IS NULL AND s.volunteer IS NOT NULL GROUP BY s.volunteer'
    )
    return {Id(v): int(n) for v, n in rows}


def reviews_of(connection: Connection, plans: Iterable[Id]) -> list[PlanReview]:
    """Return the reviews of plans, the latest first."""
    return _of(connection, PlanReview, "plan", plans, "date DESC, id")


def links_of(connection: Connection, plans: Iterable[Id]) -> list[PlanLink]:
    """Return to whom plans were given, the latest first."""
    return _of(connection, PlanLink, "plan", plans, "date DESC, id")


def copied_plans(connection: Connection) -> list[EvacuationPlan]:
    """Return plans of which a copy that is not withdrawn lies at the council."""
    rows = connection.exec_driver_sql(
        'SELECT DISTINCT "plan" FROM plan_link WHERE gone = 0 AND copy IS NOT NULL AND withdrawn IS NULL '
        'AND "plan" IS NOT NULL'
    )
    return list(by_ids(connection, EvacuationPlan, [Id(r[0]) for r in rows]).values())


def copies_here(connection: Connection) -> list[PlanCopy]:
    """Return the copies that districts handed over and did not call back (council)."""
    return select(
        connection, PlanCopy, "AND withdrawn IS NULL AND name IS NOT NULL ORDER BY district, kana, id"
    )


# -- 安否確認 --------------------------------------------------------------------------------------------------------


def events(connection: Connection) -> list[SafetyEvent]:
    """Return all events, the latest first."""
    order = "ORDER BY opened_on DESC, coalesce(opened_time, '') DESC, id DESC"
    return select(connection, SafetyEvent, order)


def ticks_of(connection: Connection, event: Id, who: Sequence[Id] = ()) -> list[SafetyTick]:
    """Return the ticks of an event, of everybody or of some, the earliest first."""
    some = f"AND person IN ({', '.join('?' * len(who))})" if who else "AND person IS NOT NULL"
    where = f"AND event = ? {some} ORDER BY date, coalesce(time, ''), id"
    return select(connection, SafetyTick, where, (event, *who))


def to_look_for(connection: Connection, on: str) -> list[Id]:
    """Return whom to look for in a disaster: watched (継続, 休止) or planned; as written, only those whose names are here."""
    sql = (
        'SELECT DISTINCT x.person FROM (SELECT person FROM "case" WHERE gone = 0 AND state IN (?, ?) AND start <= ? '
        'AND ("end" IS NULL OR "end" >= ?) '
        "UNION SELECT person FROM evacuation_plan WHERE gone = 0 AND ended_on IS NULL) x "
        "JOIN person p ON p.id = x.person AND p.gone = 0"
    )
    states = (CaseState.ACTIVE.value, CaseState.PAUSED.value)
    return [Id(r[0]) for r in connection.exec_driver_sql(sql, (*states, on, on))]
