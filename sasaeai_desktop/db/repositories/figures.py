"""The year's figures and the records behind them.

Each figure is defined once, as the FROM and WHERE that choose its records; the count and the list a person can open
are both made of it. Rules: shared domain page, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.domain.salon import SalonType
from sasaeai_desktop.domain.watch import ABSENT_RESULTS, CaseState

_ABSENT = ", ".join(f"'{r}'" for r in ABSENT_RESULTS)

# Registrations in force on at least one day from :first to :last, first and last day included; 要検討 is not in force.
_CASES = f"""
  FROM "case" k LEFT JOIN canon c ON c.id = k.person
 WHERE k.gone = 0 AND k.person IS NOT NULL AND coalesce(k.state, '') <> '{CaseState.CONSIDERED}'
   AND k.start <= :last AND (k."end" IS NULL OR k."end" >= :first)"""

# Roles in force; a person with two roles counts once in each role's line.
_ROLES = """
  FROM role k LEFT JOIN canon c ON c.id = k.volunteer
 WHERE k.gone = 0 AND k.volunteer IS NOT NULL AND k.role = :role
   AND coalesce(k.start, '') <= :last AND (k."end" IS NULL OR k."end" >= :first)"""

_VISITS = "FROM visit k WHERE k.gone = 0 AND k.date >= :first AND k.date <= :last"
_TALLIES = (
    "FROM tally k WHERE k.gone = 0 AND k.month >= substr(:first, 1, 7) AND k.month <= substr(:last, 1, 7)"
)

_SALONS = f"""
  FROM salon k
 WHERE k.gone = 0 AND coalesce(k.type, '') {{}} '{SalonType.DAILY}'
   AND coalesce(k.start, '') <= :last AND (k."end" IS NULL OR k."end" >= :first)"""

_SESSIONS = """
  FROM session k WHERE k.gone = 0 AND coalesce(k.cancelled, 0) + coalesce(k.planned, 0) = 0 AND k.date >= :first AND k.date <= :last"""
_NAMED = "(SELECT count(*) FROM attendance a WHERE a.session = k.id AND a.gone = 0)"
_UNNAMED = " + ".join(
    f"coalesce(k.{c}, 0)" for c in ("elderly", "disabled", "children", "guardians", "others")
)

# Acts by district, method and result. Grouping would sort every act; instead the combinations that occur are stepped
# through in ix_visit_count, and each is counted as one range of it, so a year costs the same after ten years. Every
# list of codes ends in NULL, which stands for the acts without one.
_ACTS = f"""
WITH RECURSIVE
  d(v) AS (SELECT min(district) FROM visit UNION ALL
    SELECT (SELECT min(district) FROM visit WHERE district > d.v) FROM d WHERE d.v IS NOT NULL),
  m(d, v) AS (SELECT v, (SELECT min(method) FROM visit WHERE district = d.v) FROM d WHERE v IS NOT NULL UNION ALL
    SELECT d, (SELECT min(method) FROM visit WHERE district = m.d AND method > m.v) FROM m WHERE m.v IS NOT NULL),
  r(d, m, v) AS (
    SELECT d, v, (SELECT min(result) FROM visit WHERE district = m.d AND method IS m.v) FROM m UNION ALL
    SELECT d, m, (SELECT min(result) FROM visit WHERE district = r.d AND method IS r.m AND result > r.v)
    FROM r WHERE r.v IS NOT NULL)
SELECT d, m, v, (SELECT count(*) {_VISITS} AND k.district = r.d AND k.method IS r.m AND k.result IS r.v) FROM r"""

_CARDS = "FROM card k WHERE k.gone = 0 AND"
_CARD_RULES = {
    "written": "k.written_on >= :first AND k.written_on <= :last",
    "handed": "k.handed_on >= :first AND k.handed_on <= :last",
    "answered": "k.answered_on >= :first AND k.answered_on <= :last",
    # handed over, not answered by the last day of the year, and more than :late_after days ago by then
    "late": "k.handed_on <= date(:last, '-' || (:late_after + 1) || ' days') "
    "AND (k.answered_on IS NULL OR k.answered_on > :last)",
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are counted, both included."""

    first: str
    last: str

    @classmethod
    def of_year(cls, year: int) -> Span:
        """The fiscal year, April to March."""
        return cls(first_day(year), last_day(year))

    @classmethod
    def year_end(cls, year: int) -> Span:
        """31 March alone (年度末現在)."""
        return cls(last_day(year), last_day(year))

    def params(self, **more: object) -> dict[str, object]:
        """Return the bound values."""
        return {"first": self.first, "last": self.last, **more}


def _by_district(connection: Connection, sql: str, params: dict[str, object]) -> dict[str, int]:
    return {row[0]: int(row[1] or 0) for row in connection.exec_driver_sql(sql, params)}


def watched_people(connection: ReadSession, span: Span) -> dict[str, int]:
    """Return distinct watched persons per district."""
    sql = f"SELECT k.district, count(DISTINCT coalesce(c.canon, k.person)) {_CASES} GROUP BY k.district"
    return _by_district(connection, sql, span.params())


def role_holders(connection: ReadSession, span: Span, role: RoleKind) -> dict[str, int]:
    """Return distinct holders of a role per district."""
    sql = f"SELECT k.district, count(DISTINCT coalesce(c.canon, k.volunteer)) {_ROLES} GROUP BY k.district"
    return _by_district(connection, sql, span.params(role=role.value))


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


def acts_by_month(connection: ReadSession, span: Span, district: str = "") -> dict[str, int]:
    """Return acts per month "2023-10"; of one district when a code is given."""
    where = " AND k.district = :district" if district else ""
    sql = (
        f"SELECT month, sum(n) FROM (SELECT substr(k.date, 1, 7) AS month, count(*) AS n {_VISITS}{where} GROUP BY 1 "
        f"UNION ALL SELECT k.month, sum(coalesce(k.count, 0)) {_TALLIES}{where} GROUP BY 1) GROUP BY month"
    )
    return _by_district(connection, sql, span.params(district=district))


def acts_by_month_and_method(connection: ReadSession, span: Span) -> dict[str, dict[str, int]]:
    """Return acts per month "2023-10" and method."""
    sql = (
        f"SELECT substr(k.date, 1, 7), k.method, count(*) {_VISITS} GROUP BY 1, 2 "
        f"UNION ALL SELECT k.month, k.method, sum(coalesce(k.count, 0)) {_TALLIES} GROUP BY 1, 2"
    )
    found: dict[str, dict[str, int]] = {}
    for month, method, count in connection.exec_driver_sql(sql, span.params()):
        of_month = found.setdefault(month, {})
        of_month[method or ""] = of_month.get(method or "", 0) + int(count or 0)
    return found


def salons(connection: ReadSession, span: Span, *, daily: bool) -> dict[str, int]:
    """Return salons in force per district, 日常生活型 or the others."""
    sql = f"SELECT k.district, count(*) {_SALONS.format('=' if daily else '<>')} GROUP BY k.district"
    return _by_district(connection, sql, span.params())


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
    twice = _attended_twice(connection, key, where, params)
    rows = connection.exec_driver_sql(
        f"SELECT {key}, count(*), sum({_UNNAMED} + {_NAMED}), sum(coalesce(k.staff, 0)) {_SESSIONS}{where} "
        "GROUP BY 1",
        params,
    )
    return [
        SessionCount(k, n, int(participants or 0) - twice.get(k, 0), int(staff or 0))
        for k, n, participants, staff in rows
    ]


def _attended_twice(
    connection: Connection, key: str, where: str, params: dict[str, object]
) -> dict[str, int]:
    """Return how often a merged person stands in one session under two entries; they took part once."""
    sql = (
        f"SELECT key, sum(n - 1) FROM (SELECT {key} AS key, k.id, c.canon, count(*) AS n "
        "FROM canon c CROSS JOIN attendance a ON a.person = c.id AND a.gone = 0 CROSS JOIN session k ON k.id = a.session "
        "WHERE k.gone = 0 AND coalesce(k.cancelled, 0) + coalesce(k.planned, 0) = 0 AND k.date >= :first AND k.date <= :last"
        f"{where} GROUP BY k.id, c.canon HAVING n > 1) GROUP BY key"
    )
    return _by_district(connection, sql, params)


def cards(connection: ReadSession, span: Span, rule: str, late_after: int) -> int:
    """Return how many cards were written, handed, answered in the span, or are late at its end."""
    sql = f"SELECT count(*) {_CARDS} {_CARD_RULES[rule]}"
    return int(connection.exec_driver_sql(sql, span.params(late_after=late_after)).scalar() or 0)


def grants(connection: ReadSession, year: int) -> dict[tuple[str, str], tuple[bool, int]]:
    """Return (carried out, yen) by district code and programme."""
    rows = connection.exec_driver_sql(
        "SELECT of_district, programme, carried_out, amount_yen FROM grant WHERE gone = 0 AND year = ?",
        (year,),
    )
    return {(d or "", p or ""): (bool(out), int(yen or 0)) for d, p, out, yen in rows}


def statements(connection: ReadSession, year: int) -> dict[str, tuple[bytes, str]]:
    """Return (id, figures JSON) of the paper statements of a year by district code."""
    rows = connection.exec_driver_sql(
        "SELECT of_district, id, figures FROM statement WHERE gone = 0 AND year = ?", (year,)
    )
    return {d or "": (i, f or "{}") for d, i, f in rows}


def districts_heard_from(connection: ReadSession) -> set[str]:
    """Return codes of districts of which anything came: records, or a bundle that had nothing to tell."""
    rows = connection.exec_driver_sql(
        "SELECT district FROM stream WHERE audience = 'open' AND seq > 0 "
        "UNION SELECT district FROM peer WHERE role = 'district' AND have_on <> ''"
    )
    return {row[0] for row in rows}


_TRACES: dict[str, str] = {
    "watch.people": "SELECT 'case' AS kind, k.district, coalesce(c.canon, k.person) AS person, min(k.start) AS start, "
    f'max(k."end") AS "end", 1 AS count {_CASES} GROUP BY k.district, coalesce(c.canon, k.person)',
    "watch.roles": "SELECT 'role' AS kind, k.district, coalesce(c.canon, k.volunteer) AS person, min(k.start) AS start, "
    f'max(k."end") AS "end", 1 AS count {_ROLES} GROUP BY k.district, coalesce(c.canon, k.volunteer)',
    "watch.visits": f"SELECT 'visit' AS kind, k.id, k.district, k.date, k.person, k.method, k.result, 1 AS count {_VISITS}",
    "watch.tallies": "SELECT 'tally' AS kind, k.id, k.district, k.month, k.person, k.watcher, k.method, k.count AS count "
    f"{_TALLIES}",
    "salon.salons": f"SELECT 'salon' AS kind, k.id, k.district, k.number, k.name, k.type, 1 AS count {_SALONS.format('=')}",
    "salon.salons_other": "SELECT 'salon' AS kind, k.id, k.district, k.number, k.name, k.type, 1 AS count "
    f"{_SALONS.format('<>')}",
    "salon.sessions": f"SELECT 'session' AS kind, k.id, k.district, k.date, k.salon, k.number, 1 AS count {_SESSIONS}",
    "salon.staff": "SELECT 'session' AS kind, k.id, k.district, k.date, k.salon, k.number, k.staff AS count "
    f"{_SESSIONS} AND coalesce(k.staff, 0) > 0",
    "salon.unnamed": "SELECT 'session' AS kind, k.id, k.district, k.date, k.salon, k.number, "
    f"{_UNNAMED} AS count {_SESSIONS} AND {_UNNAMED} > 0",
    "salon.named": "SELECT 'attendance' AS kind, min(a.id) AS id, k.district, k.date, k.id AS session, "
    "coalesce(c.canon, a.person) AS person, 1 AS count FROM session k JOIN attendance a ON a.session = k.id AND a.gone = 0 "
    "LEFT JOIN canon c ON c.id = a.person WHERE k.gone = 0 AND coalesce(k.cancelled, 0) + coalesce(k.planned, 0) = 0 "
    "AND k.date >= :first AND k.date <= :last GROUP BY k.id, coalesce(c.canon, a.person)",
}
for _rule, _where in _CARD_RULES.items():
    _TRACES[f"cards.{_rule}"] = (
        f"SELECT 'card' AS kind, k.id, k.district, k.number, k.written_on, k.handed_on, k.answered_on, 1 AS count {_CARDS} {_where}"
    )


def trace(
    connection: ReadSession, name: str, span: Span, where: str = "", **more: object
) -> list[dict[str, Any]]:
    """Return the records of a list as plain dictionaries; ids as hex, ``count`` is what each adds to the figure."""
    sql = f"SELECT * FROM ({_TRACES[name]}) {where}"
    result = connection.exec_driver_sql(sql, span.params(**more))
    keys = list(result.keys())
    return [
        {k: v.hex() if isinstance(v, bytes) else v for k, v in zip(keys, row, strict=True)} for row in result
    ]


def absent_filter() -> str:
    """Return the WHERE of a trace of acts without contact (不在・応答なし)."""
    return f"WHERE result IN ({_ABSENT})"


def district_names(connection: ReadSession) -> dict[str, tuple[str, bool]]:
    """Return (name, reports on paper) by code, as the council lists them."""
    rows = connection.exec_driver_sql("SELECT code, name, paper FROM district WHERE gone = 0 ORDER BY code")
    return {code or "": (name or "", bool(paper)) for code, name, paper in rows}


OTHER_PROGRAMMES = (Programme.LOCAL, Programme.VOLUNTEER_CENTRE, Programme.NEWSLETTER)
