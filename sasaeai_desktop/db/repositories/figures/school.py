"""Queries of 登校見守り. Rules: ``domain/figures/school.py``. A day on which nobody stood there does not count."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.query import Queries, Query

_RULES = "k.gone = 0 AND coalesce(k.cancelled, 0) = 0 AND k.date >= :first AND k.date <= :last"
_HELD = (
    f"FROM school_day k WHERE {_RULES} AND (coalesce(k.unnamed, 0) > 0 "
    "OR EXISTS (SELECT 1 FROM patrol a WHERE a.day = k.id AND a.gone = 0 AND a.volunteer IS NOT NULL))"
)
_STOOD = (
    "FROM school_day k JOIN patrol a ON a.day = k.id AND a.gone = 0 AND a.volunteer IS NOT NULL "
    f"LEFT JOIN canon c ON c.id = a.volunteer WHERE {_RULES}"
)
_WHO = "coalesce(c.canon, a.volunteer)"
_DAY = "k.id, k.district, k.date, k.school"

QUERIES = Queries(
    {
        "schools": (
            Query(
                "school",
                "k.district, k.school AS id, min(k.date) AS date",
                _HELD,
                "k.school IS NOT NULL",
                per="k.school",
            ),
        ),
        "days": (Query("school_day", _DAY, _HELD),),
        "people": (
            Query("volunteer", f"k.district, {_WHO} AS person, min(k.date) AS date", _STOOD, per=_WHO),
        ),
        "attendances": (
            Query(
                "patrol",
                f"min(a.id) AS id, k.district, k.date, k.school, {_WHO} AS person",
                _STOOD,
                per=f"k.id || {_WHO}",
            ),
            Query("school_day", _DAY, _HELD, "k.unnamed > 0", each="k.unnamed"),
        ),
    }
)
