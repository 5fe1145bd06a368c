"""Queries of 計画目標. Rules: ``domain/figures/goals.py``."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.activities import ActivityState

_YEAR = "CAST(substr(:first, 1, 4) AS INTEGER)"
_HOLDS = f"coalesce({{0}}.first_year, {_YEAR}) <= {_YEAR} AND coalesce({{0}}.last_year, {_YEAR}) >= {_YEAR}"
_GOAL = "k.plan || '/' || k.code"
_LINKED = "k.plan || '/' || g.value"
_PLANNED = (
    "EXISTS (SELECT 1 FROM json_each(k.schedule) s WHERE substr(s.value, 1, 4) = substr(:first, 1, 4)) "
    f"OR (k.schedule IS NULL AND {_HOLDS.format('p')})"
)
_HELD = f"a.gone = 0 AND a.state = '{ActivityState.HELD}' AND a.date >= :first AND a.date <= :last"
_ANY_ACT = (
    f"EXISTS (SELECT 1 FROM activity a JOIN json_each(a.goals) t ON t.value = {_GOAL} "
    f"WHERE {_HELD} AND a.district = k.district)"
)
_ANY_DONE = (
    "EXISTS (SELECT 1 FROM goal_year y JOIN effort e ON e.id = y.item AND e.gone = 0 AND e.plan = k.plan "
    f"JOIN json_each(e.goals) t ON t.value = k.code WHERE y.gone = 0 AND y.done = 1 AND y.year = {_YEAR} "
    "AND e.district = k.district AND y.district = k.district)"
)

QUERIES = Queries(
    {
        "planned": (
            Query(
                "effort",
                "k.id, k.district, k.number, k.title AS name",
                "FROM effort k JOIN json_each(k.goals) g "
                "JOIN goal p ON p.plan = k.plan AND p.code = g.value AND p.district = k.district AND p.gone = 0 "
                f"WHERE k.gone = 0 AND ({_PLANNED})",
                by=_LINKED,
            ),
        ),
        "done": (
            Query(
                "effort",
                "k.id, k.district, k.number, k.title AS name",
                "FROM goal_year y JOIN effort k ON k.id = y.item AND k.gone = 0 AND k.district = y.district JOIN json_each(k.goals) g "
                f"WHERE y.gone = 0 AND y.done = 1 AND y.year = {_YEAR}",
                by=_LINKED,
            ),
        ),
        "acts": (
            Query(
                "activity",
                "k.id, k.district, k.date, k.type",
                f"FROM activity k JOIN json_each(k.goals) g WHERE {_HELD.replace('a.', 'k.')}",
                # A table may name a goal without its plan.
                by="CASE WHEN instr(g.value, '/') THEN g.value ELSE '/' || g.value END",
            ),
        ),
        "target": (
            Query(
                "goal",
                "k.id, k.district, k.code AS number, k.title AS name",
                f"FROM goal k WHERE k.gone = 0 AND coalesce(k.every, 0) = 0 AND k.target > 0 AND {_HOLDS.format('k')}",
                each="k.target",
                by=_GOAL,
            ),
        ),
        "asked": (
            Query(
                "goal",
                "k.id, k.district, k.code AS number, k.title AS name",
                f"FROM goal k WHERE k.gone = 0 AND k.every = 1 AND {_HOLDS.format('k')}",
                by=_GOAL,
            ),
        ),
        "reached": (
            Query(
                "goal",
                "k.id, k.district, k.code AS number, k.title AS name",
                "FROM goal_year y JOIN goal k ON k.id = y.item AND k.gone = 0 AND k.district = y.district AND coalesce(k.every, 0) = 0 "
                f"WHERE y.gone = 0 AND y.reached > 0 AND y.year = {_YEAR}",
                each="y.reached",
                by=_GOAL,
            ),
            Query(
                "goal",
                "k.id, k.district, k.code AS number, k.title AS name",
                f"FROM goal k WHERE k.gone = 0 AND k.every = 1 AND ({_ANY_ACT} OR {_ANY_DONE})",
                by=_GOAL,
            ),
        ),
    }
)
