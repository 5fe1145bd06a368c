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
_UNNAMED = " + ".join(
    f"coalesce(k.{c}, 0)" for c in ("elderly", "disabled", "children", "guardians", "others")
)

# What each held session of the days adds to 回数, 延べ参加人数 and staff. Sessions are found salon by salon in ix_session_salon,
# so that a year costs the same after ten years; the list of salons ends in NULL, which stands for the sessions without one. A
# merged person who stands in one session under a further entry took part once: each further entry takes one away.
_EACH = f"""
WITH RECURSIVE s(id) AS (SELECT min(salon) FROM session UNION ALL
  SELECT (SELECT min(salon) FROM session WHERE salon > s.id) FROM s WHERE s.id IS NOT NULL),
held AS MATERIALIZED (
  SELECT k.id, {{key}} AS key, {_UNNAMED} AS unnamed, coalesce(k.staff, 0) AS staff
    FROM s CROSS JOIN session k ON k.salon IS s.id WHERE {_RULES}{{where}})
SELECT key, 1 AS sessions, (SELECT count(*) FROM attendance a WHERE a.session = held.id AND a.gone = 0) AS named, unnamed, staff
  FROM held UNION ALL
SELECT key, 0, -1, 0, 0 FROM (
  SELECT DISTINCT a.id, h.key FROM canon c JOIN canon o ON o.canon = c.canon AND o.id < c.id
   CROSS JOIN attendance a ON a.person = c.id AND a.gone = 0 CROSS JOIN held h ON h.id = a.session
   CROSS JOIN attendance b ON b.person = o.id AND b.session = a.session AND b.gone = 0)"""

_SESSIONS = Query("session", "k.id, k.district, k.date, k.salon, k.number", _HELD)
_PARTICIPANTS = (
    Query(
        "attendance",
        "min(a.id) AS id, k.district, k.date, k.id AS session, coalesce(c.canon, a.person) AS person",
        "FROM session k JOIN attendance a ON a.session = k.id AND a.gone = 0 LEFT JOIN canon c ON c.id = a.person "
        f"WHERE {_RULES}",
        per="k.id, coalesce(c.canon, a.person)",
        counted=f"SELECT key, named AS n FROM ({_EACH.format(key='{key}', where='')})",
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
    each = _EACH.format(key=key, where=" AND k.district = :district" if district else "")
    rows = connection.exec_driver_sql(
        f"SELECT key, sum(sessions), sum(named + unnamed), sum(staff) FROM ({each}) GROUP BY 1",
        span.params(district=district),
    )
    return [SessionCount(*row) for row in rows]


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
