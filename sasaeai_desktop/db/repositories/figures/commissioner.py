"""Queries of the 民生委員 活動記録: the sums of what was written down for the months of a year."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.commissioner import CONTENT, DAYS, FIELD, LIAISON, OTHER, VISITS


def _sum(group: str) -> tuple[Query]:
    source = (
        "FROM commissioner_count k WHERE k.gone = 0 AND k.count > 0 AND k.month >= substr(:first, 1, 7) "
        f"AND k.month <= substr(:last, 1, 7) AND substr(k.category, 1, {len(group) + 1}) = '{group}/'"
    )
    columns = "k.id, k.district, k.month, k.volunteer AS person, k.category"
    return (
        Query(
            "commissioner_count",
            columns,
            source,
            each="k.count",
            by=f"substr(k.category, {len(group) + 2})",
            month="k.month",
        ),
    )


QUERIES = Queries(
    {
        "days": _sum(DAYS),
        "visits": _sum(VISITS),
        "liaison": _sum(LIAISON),
        "by_content": _sum(CONTENT),
        "by_field": _sum(FIELD),
        "other": _sum(OTHER),
    }
)
