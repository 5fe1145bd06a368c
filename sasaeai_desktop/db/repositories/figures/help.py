"""Queries of おたすけ. Rules: ``domain/figures/help.py``."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.help import RequestState

_REQUESTS = "FROM help_request k WHERE k.gone = 0 AND k.received_on >= :first AND k.received_on <= :last"
_ACTED = "EXISTS (SELECT 1 FROM help_act a WHERE a.request = k.id AND a.gone = 0)"
_DONE = f"(k.state = '{RequestState.DONE}' OR {_ACTED})"
_ACTS = "FROM help_act k WHERE k.gone = 0 AND k.date >= :first AND k.date <= :last"


def _requests(where: str = "") -> tuple[Query]:
    columns = "k.id, k.district, k.received_on, k.work, k.state, k.matched_on"
    return (Query("help_request", columns, _REQUESTS, where, month="substr(k.received_on, 1, 7)"),)


def _acts(each: str = "1") -> tuple[Query]:
    columns = "k.id, k.district, k.date, k.work, k.minutes"
    return (Query("help_act", columns, _ACTS, "" if each == "1" else f"{each} > 0", each=each),)


QUERIES = Queries(
    {
        "requests": _requests(),
        "matched": _requests(f"(k.matched_on IS NOT NULL OR {_DONE})"),
        "done": _requests(_DONE),
        "not_possible": _requests(f"k.state = '{RequestState.IMPOSSIBLE}'"),
        "acts": _acts(),
        "minutes": _acts("coalesce(k.minutes, 0)"),
        "users": (
            Query(
                "help_member",
                'k.district, k."user" AS member, min(k.date) AS date',
                _ACTS,
                'k."user" IS NOT NULL',
                per='k."user"',
            ),
        ),
        "helpers": (
            Query(
                "help_member",
                "k.district, h.value AS member, min(k.date) AS date",
                _ACTS.replace("help_act k", "help_act k JOIN json_each(k.helpers) h")
                + " AND k.helpers IS NOT NULL",
                per="h.value",
            ),
        ),
        "yen_charged": _acts("coalesce(k.charged_yen, 0)"),
        "yen_paid": _acts("(coalesce(k.cash_yen, 0) + coalesce(k.ticket_yen, 0))"),
        "yen_to_helpers": _acts("coalesce(k.helper_yen, 0)"),
    }
)
