"""Queries of 安心見守り事業. Rules: shared domain page, section 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories.figures.query import Count, Queries, Query, Span
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.domain.watch import ABSENT_RESULTS, CaseState

_ABSENT = ", ".join(f"'{r}'" for r in ABSENT_RESULTS)

# Registrations and roles in force on at least one day from :first to :last, first and last day included.
IN_FORCE = '(k."end" IS NULL OR k."end" >= :first)'

# 要検討 is not in force.
CASES = f"""
  FROM "case" k LEFT JOIN canon c ON c.id = k.person
 WHERE k.gone = 0 AND k.person IS NOT NULL AND coalesce(k.state, '') <> '{CaseState.CONSIDERED}' AND k.start <= :last"""

# A person with two roles counts once in each role's line. One without a start counts in no year.
_ROLES = """
  FROM role k LEFT JOIN canon c ON c.id = k.volunteer
 WHERE k.gone = 0 AND k.volunteer IS NOT NULL AND k.start <= :last"""

_VISITS = "FROM visit k WHERE k.gone = 0 AND k.date >= :first AND k.date <= :last"
_TALLIES = (
    "FROM tally k WHERE k.gone = 0 AND k.month >= substr(:first, 1, 7) AND k.month <= substr(:last, 1, 7)"
)

# The districts that occur, stepped through in the indexes that begin with them.
_DISTRICTS = """d(v) AS (SELECT min(district) FROM visit UNION ALL
    SELECT (SELECT min(district) FROM visit WHERE district > d.v) FROM d WHERE d.v IS NOT NULL)"""

# With its districts named, a year's acts are one range of ix_visit_day each: ten years need not be read for one.
_DATED_VISITS = (
    f"{_VISITS} AND k.district IN (WITH RECURSIVE {_DISTRICTS} SELECT v FROM d WHERE v IS NOT NULL)"
)

# Acts by district, method and result. Grouping would sort every act; instead the combinations that occur are stepped
# through in ix_visit_count, and each is counted as one range of it, so a year costs the same after ten years. Every
# list of codes ends in NULL, which stands for the acts without one.
_ACTS = f"""
WITH RECURSIVE
  {_DISTRICTS},
  m(d, v) AS (SELECT v, (SELECT min(method) FROM visit WHERE district = d.v) FROM d WHERE v IS NOT NULL UNION ALL
    SELECT d, (SELECT min(method) FROM visit WHERE district = m.d AND method > m.v) FROM m WHERE m.v IS NOT NULL),
  r(d, m, v) AS (
    SELECT d, v, (SELECT min(result) FROM visit WHERE district = m.d AND method IS m.v) FROM m UNION ALL
    SELECT d, m, (SELECT min(result) FROM visit WHERE district = r.d AND method IS r.m AND result > r.v)
    FROM r WHERE r.v IS NOT NULL)
SELECT d, m, v, (SELECT count(*) {_VISITS} AND k.district = r.d AND k.method IS r.m AND k.result IS r.v) FROM r"""

_SPAN = 'min(k.start) AS start, max(k."end") AS "end"'
_PEOPLE = Query(
    "case",
    f"min(k.id) AS id, k.district, coalesce(c.canon, k.person) AS person, {_SPAN}",
    CASES,
    where=IN_FORCE,
    per="coalesce(c.canon, k.person)",
)
_DATED = Query(
    "visit", "k.id, k.district, k.date, k.person, k.method, k.result", _DATED_VISITS, by="k.method"
)
_COUNTED = Query(
    "tally", "k.id, k.district, k.month, k.person, k.watcher, k.method", _TALLIES,
    each="coalesce(k.count, 0)", by="k.method", month="k.month",
)  # fmt: skip


def _holders(role: RoleKind) -> Query:
    return Query(
        "role", f"min(k.id) AS id, k.district, coalesce(c.canon, k.volunteer) AS person, {_SPAN}", _ROLES,
        where=f"k.role = '{role}' AND {IN_FORCE}", per="coalesce(c.canon, k.volunteer)",
    )  # fmt: skip


def watched_people(connection: ReadSession, span: Span) -> dict[str, int]:
    """Return distinct watched persons per district."""
    rows = connection.exec_driver_sql(_PEOPLE.count_sql("k.district"), span.params())
    return {district: number for district, number in rows if number}


@dataclass(frozen=True, slots=True)
class ActCount:
    """Acts of one district by method and outcome."""

    district: str
    method: str
    absent: bool
    tallied: bool
    count: int


def acts(connection: ReadSession, span: Span) -> list[ActCount]:
    """Return acts per district, method and outcome, dated ones and 月計."""
    dated = connection.exec_driver_sql(_ACTS, span.params())
    found = [ActCount(d, m or "", r in ABSENT_RESULTS, False, n) for d, m, r, n in dated if n]
    tallied = connection.exec_driver_sql(
        f"SELECT k.district, k.method, sum(coalesce(k.count, 0)) {_TALLIES} GROUP BY k.district, k.method",
        span.params(),
    )
    return found + [ActCount(d, m or "", False, True, n) for d, m, n in tallied]


def acts_by_month_and_method(connection: ReadSession, span: Span) -> dict[str, dict[str, int]]:
    """Return acts per month "2023-10" and method."""
    sql = (
        f"SELECT substr(k.date, 1, 7), k.method, count(*) {_DATED_VISITS} GROUP BY 1, 2 "
        f"UNION ALL SELECT k.month, k.method, sum(coalesce(k.count, 0)) {_TALLIES} GROUP BY 1, 2"
    )
    found: dict[str, dict[str, int]] = {}
    for month, method, count in connection.exec_driver_sql(sql, span.params()):
        of_month = found.setdefault(month, {})
        of_month[method or ""] = of_month.get(method or "", 0) + int(count or 0)
    return found


def _walk(session: ReadSession, span: Span) -> Iterator[Count]:
    """Count all figures of acts in one walk."""
    for act in acts(session, span):
        yield act.district, "acts", "", act.count
        yield act.district, "acts_by_method", act.method, act.count
        if act.absent:
            yield act.district, "acts_absent", "", act.count
        if act.tallied:
            yield act.district, "acts_tallied", "", act.count


QUERIES = Queries(
    {
        "people": (_PEOPLE,),
        "watchers": (_holders(RoleKind.WATCHER),),
        "block_coordinators": (_holders(RoleKind.BLOCK_COORDINATOR),),
        "area_coordinators": (_holders(RoleKind.AREA_COORDINATOR),),
        "acts": (_DATED, _COUNTED),
        "acts_by_method": (_DATED, _COUNTED),
        "acts_absent": (replace(_DATED, source=f"{_DATED_VISITS} AND k.result IN ({_ABSENT})"),),
        "acts_tallied": (_COUNTED,),
    },
    frozenset({"acts", "acts_by_method", "acts_absent", "acts_tallied"}),
    _walk,
)
