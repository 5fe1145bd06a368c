"""Queries of ふれあいサロン事業. Rules: shared domain page, section 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories.figures.query import Count, Queries, Query, Span
from sasaeai_desktop.domain.salon import SalonType

_SALONS = f"""
  FROM salon k
 WHERE k.gone = 0 AND coalesce(k.type, '') {{}} '{SalonType.DAILY}'
   AND coalesce(k.start, '') <= :last AND (k."end" IS NULL OR k."end" >= :first)"""

_RULES = "k.gone = 0 AND coalesce(k.cancelled, 0) + coalesce(k.planned, 0) = 0 AND k.date >= :first AND k.date <= :last"
_HELD = f"FROM session k WHERE {_RULES}"
_NAMED = "(SELECT count(*) FROM attendance a WHERE a.session = k.id AND a.gone = 0)"
_UNNAMED = " + ".join(
    f"coalesce(k.{c}, 0)" for c in ("elderly", "disabled", "children", "guardians", "others")
)


def _twice(key: str, where: str = "") -> str:
    """Return the SELECT of how often a merged person stands in one session under two entries; they took part once."""
    return (
        f"SELECT key, sum(n - 1) AS n FROM (SELECT {key} AS key, k.id, c.canon, count(*) AS n "
        "FROM canon c CROSS JOIN attendance a ON a.person = c.id AND a.gone = 0 CROSS JOIN session k ON k.id = a.session "
        f"WHERE {_RULES}{where} GROUP BY k.id, c.canon HAVING n > 1) GROUP BY key"
    )


_SESSIONS = Query("session", "k.id, k.district, k.date, k.salon, k.number", _HELD)
_PARTICIPANTS = (
    Query(
        "attendance",
        "min(a.id) AS id, k.district, k.date, k.id AS session, coalesce(c.canon, a.person) AS person",
        "FROM session k JOIN attendance a ON a.session = k.id AND a.gone = 0 LEFT JOIN canon c ON c.id = a.person "
        f"WHERE {_RULES}",
        per="k.id, coalesce(c.canon, a.person)",
        counted=f"SELECT {{key}} AS key, sum({_NAMED}) AS n {_HELD} GROUP BY 1 "
        f"UNION ALL SELECT key, -n FROM ({_twice('{key}')})",
    ),
    replace(_SESSIONS, each=_UNNAMED, source=f"{_HELD} AND {_UNNAMED} > 0"),
)


def _in_force(sign: str) -> tuple[Query]:
    columns = "k.id, k.district, k.number, k.name, k.type"
    return (Query("salon", columns, _SALONS.format(sign)),)


@dataclass(frozen=True, slots=True)
class SessionCount:
    """Held sessions of one district or month: 回数, 延べ参加人数, staff."""

    key: str
    sessions: int
    participants: int
    staff: int


def sessions(
    connection: ReadSession, span: Span, *, by_month: bool = False, district: str = ""
) -> list[SessionCount]:
    """Return held sessions with their participants, per district or per month."""
    key = "substr(k.date, 1, 7)" if by_month else "k.district"
    where = " AND k.district = :district" if district else ""
    params = span.params(district=district)
    twice = {row[0]: row[1] for row in connection.exec_driver_sql(_twice(key, where), params)}
    rows = connection.exec_driver_sql(
        f"SELECT {key}, count(*), sum({_UNNAMED} + {_NAMED}), sum(coalesce(k.staff, 0)) {_HELD}{where} "
        "GROUP BY 1",
        params,
    )
    return [
        SessionCount(k, n, int(participants or 0) - twice.get(k, 0), int(staff or 0))
        for k, n, participants, staff in rows
    ]


def _walk(session: ReadSession, span: Span) -> Iterator[Count]:
    """Count all figures of sessions in one walk."""
    for held in sessions(session, span):
        yield held.key, "sessions", "", held.sessions
        yield held.key, "participants", "", held.participants
        yield held.key, "staff", "", held.staff


QUERIES = Queries(
    {
        "salons": _in_force("="),
        "salons_other": _in_force("<>"),
        "sessions": (_SESSIONS,),
        "participants": _PARTICIPANTS,
        "staff": (replace(_SESSIONS, each="k.staff", source=f"{_HELD} AND coalesce(k.staff, 0) > 0"),),
    },
    frozenset({"sessions", "participants", "staff"}),
    _walk,
)
