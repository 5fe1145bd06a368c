"""Queries of 個別避難計画 and 安否確認. Rules: ``domain/figures/plans.py``."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures import watch
from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.plans import Disaster

_IN_FORCE = "p.gone = 0 AND p.person IS NOT NULL AND p.made_on <= :last AND (p.ended_on IS NULL OR p.ended_on > :last)"
_PLANNED = (
    "SELECT coalesce(pc.canon, p.person) FROM evacuation_plan p LEFT JOIN canon pc ON pc.id = p.person "
    f"WHERE {_IN_FORCE}"
)
_SUPPORTED = (
    "SELECT coalesce(pc.canon, p.person) FROM plan_supporter s "
    'JOIN evacuation_plan p ON p.id = s."plan" LEFT JOIN canon pc ON pc.id = p.person '
    f'WHERE {_IN_FORCE} AND s.gone = 0 AND coalesce(s.start, \'\') <= :last AND (s."end" IS NULL OR s."end" > :last)'
)
_PERSON = "coalesce(c.canon, k.person)"
_CASE = f'k.district, {_PERSON} AS person, min(k.start) AS start, max(k."end") AS "end"'


def _watched(sign: str) -> tuple[Query]:
    return (
        Query("case", _CASE, watch.CASES, f"{watch.IN_FORCE} AND {_PERSON} {sign} ({_PLANNED})", per=_PERSON),
    )


_PLANS = (
    "FROM evacuation_plan k LEFT JOIN canon c ON c.id = k.person WHERE "
    + _IN_FORCE.replace("p.", "k.")
    + f" AND {_PERSON} NOT IN ({_SUPPORTED})"
)
_REVIEWS = (
    'FROM plan_review k JOIN evacuation_plan p ON p.id = k."plan" AND p.gone = 0 AND p.person IS NOT NULL '
    "LEFT JOIN canon c ON c.id = p.person WHERE k.gone = 0 AND k.date >= :first AND k.date <= :last"
)
_EVENTS = (
    f"FROM safety_event k WHERE k.gone = 0 AND k.closed_on IS NOT NULL AND k.disaster <> '{Disaster.DRILL}' "
    "AND k.opened_on >= :first AND k.opened_on <= :last"
)


def _event(each: str = "1") -> tuple[Query]:
    columns = "k.id, k.district, k.disaster, k.opened_on, k.closed_on"
    where = "" if each == "1" else f"{each} > 0"
    return (Query("safety_event", columns, _EVENTS, where, each=each, month="substr(k.opened_on, 1, 7)"),)


QUERIES = Queries(
    {
        "people_with_plan": _watched("IN"),
        "people_without_plan": _watched("NOT IN"),
        "without_supporter": (
            Query(
                "evacuation_plan",
                f"k.district, {_PERSON} AS person, min(k.made_on) AS made_on",
                _PLANS,
                per=_PERSON,
            ),
        ),
        "reviewed": (
            Query(
                "plan_review",
                "k.district, coalesce(c.canon, p.person) AS person, max(k.date) AS date",
                _REVIEWS,
                per="coalesce(c.canon, p.person)",
            ),
        ),
        "events": _event(),
        "safe": _event("k.safe"),
        "needs_help": _event("k.help"),
        "unknown": _event("k.unknown"),
    }
)
