"""Queries of 会議・行事・広報・研修・地域特性・共同. Rules: ``domain/figures/activities.py``."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.activities import ActivityState

_DATED = "FROM activity k WHERE k.gone = 0 AND k.date >= :first AND k.date <= :last"
_COLUMNS = "k.id, k.district, k.date, k.type"
_WHO = "coalesce(c.canon, k.volunteer)"


def _in_state(state: ActivityState, each: str = "1") -> tuple[Query]:
    more = "" if each == "1" else f" AND {each} > 0"
    return (Query("activity", _COLUMNS, _DATED, f"k.state = '{state}'{more}", each=each, by="k.type"),)


QUERIES = Queries(
    {
        "held": _in_state(ActivityState.HELD),
        "postponed": _in_state(ActivityState.POSTPONED),
        "cancelled": _in_state(ActivityState.CANCELLED),
        "participants": _in_state(ActivityState.HELD, "coalesce(k.participants, 0)"),
        "copies": _in_state(ActivityState.HELD, "coalesce(k.copies, 0)"),
        "completed": (
            Query(
                "completion",
                f"min(k.id) AS id, k.district, k.date, {_WHO} AS person",
                "FROM completion k JOIN activity a ON a.id = k.activity AND a.gone = 0 "
                "LEFT JOIN canon c ON c.id = k.volunteer "
                "WHERE k.gone = 0 AND k.volunteer IS NOT NULL AND k.date >= :first AND k.date <= :last",
                per=f"k.activity || {_WHO}",
                by="a.type",
            ),
        ),
    }
)
