"""Queries of 団体・ネットワーク and of the 相談窓口. Rules: ``domain/figures/groups.py``."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.activities import ActivityState, ActivityType

_SPAN = 'coalesce(k.start, \'\') <= :last AND (k."end" IS NULL OR k."end" >= :first)'

GROUPS = Queries(
    {
        "groups": (Query("body", "k.id, k.district, k.name", f"FROM body k WHERE k.gone = 0 AND {_SPAN}"),),
        "bodies_attending": (
            Query(
                "body",
                "k.district, b.value AS id, min(k.date) AS date, "
                "(SELECT g.name FROM body g WHERE lower(hex(g.id)) = b.value) AS name",
                "FROM activity k JOIN json_each(k.bodies) b WHERE k.gone = 0 AND k.bodies IS NOT NULL "
                f"AND k.type = '{ActivityType.MEETING}' AND k.state = '{ActivityState.HELD}' "
                "AND k.date >= :first AND k.date <= :last",
                per="b.value",
            ),
        ),
    }
)

_OPEN = (
    "EXISTS (SELECT 1 FROM advice_counter a WHERE a.salon = k.id AND a.gone = 0 "
    'AND coalesce(a.start, \'\') <= :last AND (a."end" IS NULL OR a."end" >= :first))'
)

COUNTERS = Queries(
    {
        "in_force": (
            Query(
                "salon",
                "k.id, k.district, k.number, k.name, k.type",
                f"FROM salon k WHERE k.gone = 0 AND {_SPAN} AND (k.advice_desk = 1 OR {_OPEN})",
            ),
        ),
        "flags": (
            Query(
                "advice_counter",
                "k.id, k.district, k.flag_on AS date, k.salon",
                "FROM advice_counter k WHERE k.gone = 0 AND k.flags > 0 AND k.flag_on >= :first AND k.flag_on <= :last",
                each="k.flags",
                month="substr(k.flag_on, 1, 7)",
            ),
        ),
        "cards": (
            Query(
                "card",
                "k.id, k.district, k.number, k.written_on",
                "FROM card k WHERE k.gone = 0 AND k.at_counter = 1 AND k.written_on >= :first AND k.written_on <= :last",
                month="substr(k.written_on, 1, 7)",
            ),
        ),
    }
)
