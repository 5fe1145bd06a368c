"""Queries of つながりカード. ``:late_after`` is after how many days an answer is late."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.cards import CardState, Response

_RULES = {
    "written": "k.written_on >= :first AND k.written_on <= :last",
    "handed": "k.handed_on >= :first AND k.handed_on <= :last",
    "answered": "k.answered_on >= :first AND k.answered_on <= :last",
    # handed over in this year or the one before, more than :late_after days before its last day, and by then neither
    # answered nor closed; what led to support is not waited for (shared domain page, section 7)
    "late": "k.handed_on >= date(:first, '-1 year') AND k.handed_on <= date(:last, '-' || (:late_after + 1) || ' days') "
    "AND (k.answered_on IS NULL OR k.answered_on > :last) AND (k.closed_on IS NULL OR k.closed_on > :last) "
    f"AND (coalesce(k.state, '') <> '{CardState.CLOSED}' OR k.closed_on > :last) "
    f"AND (coalesce(k.response, '') NOT IN ('{Response.SUPPORTED}', '{Response.CLOSED}') OR k.answered_on > :last)",
}
_COLUMNS = "k.id, k.district, k.number, k.written_on, k.handed_on, k.answered_on"

QUERIES = Queries(
    {name: (Query("card", _COLUMNS, "FROM card k WHERE k.gone = 0", rule),) for name, rule in _RULES.items()}
)
