"""助成金・収支: ledger lines, budgets, applications, closed years, rules; and what rules count."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.activities import ActivityState
from sasaeai_desktop.domain.council import Grant, grant_id
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.grants import GrantRule
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.money import (
    Account,
    Balance,
    BudgetLine,
    LedgerLine,
    MoneyYear,
    Side,
    YearClosing,
)

_GUESTS = (
    "(SELECT count(DISTINCT coalesce(c.canon, a.person)) FROM attendance a LEFT JOIN canon c ON c.id = a.person "
    "WHERE a.session = k.id AND a.gone = 0)"
)
_UNNAMED = " + ".join(
    f"coalesce(k.{c}, 0)" for c in ("elderly", "disabled", "children", "guardians", "others")
)
_HELD = "k.gone = 0 AND coalesce(k.cancelled, 0) + coalesce(k.planned, 0) = 0 AND k.date >= ? AND k.date <= ?"


def lines(connection: Connection, year: int, programme: str = "") -> list[LedgerLine]:
    """Return the ledger of a fiscal year by day; of one programme when given."""
    where, params = "AND year = ?", tuple[object, ...]((year,))
    if programme:
        where, params = f"{where} AND programme = ?", (*params, programme)
    return select(connection, LedgerLine, f"{where} ORDER BY coalesce(date, ''), id", params)


def budgets(connection: Connection, year: int) -> list[BudgetLine]:
    """Return the budget of a fiscal year."""
    return select(connection, BudgetLine, "AND year = ? ORDER BY programme, id", (year,))


def money_years(connection: Connection, year: int) -> list[MoneyYear]:
    """Return applications and returns of a fiscal year, of every district that is here."""
    return select(connection, MoneyYear, "AND year = ? ORDER BY district, programme, id", (year,))


def closings(connection: Connection, year: int) -> list[YearClosing]:
    """Return how a fiscal year was closed; one entry per district."""
    return select(connection, YearClosing, "AND year = ? ORDER BY district, id", (year,))


def rules(connection: Connection, year: int) -> list[GrantRule]:
    """Return the council's rules of a fiscal year in their order."""
    where = "AND year = ? ORDER BY programme, coalesce(\"order\", 0), coalesce(name, ''), id"
    return select(connection, GrantRule, where, (year,))


def granted(connection: Connection, district: str, year: int) -> dict[str, Grant]:
    """Return a district's grants of a year by programme."""
    found = select(connection, Grant, "AND year = ? AND of_district = ? ORDER BY id DESC", (year, district))
    own = {g.programme: g for g in found}
    return own | {g.programme: g for g in found if g.id == grant_id(district, year, g.programme)}


def pictures(connection: Connection, year: int) -> dict[Id, tuple[Id, ...]]:
    """Return the ids of receipts' pictures by ledger line of a year; the pictures themselves are not read."""
    rows = connection.exec_driver_sql(
        "SELECT p.line, p.id FROM receipt_picture p JOIN ledger_line k ON k.id = p.line "
        "WHERE p.gone = 0 AND k.gone = 0 AND k.year = ? ORDER BY p.id",
        (year,),
    )
    found: dict[Id, tuple[Id, ...]] = {}
    for line, picture in rows:
        found[Id(line)] = (*found.get(Id(line), ()), Id(picture))
    return found


def last_receipt(connection: Connection, year: int) -> int:
    """Return the largest receipt number of a year that is a plain number; 0 when there is none."""
    rows = connection.exec_driver_sql(
        "SELECT receipt FROM ledger_line WHERE gone = 0 AND year = ? AND receipt IS NOT NULL", (year,)
    )
    return max((int(text) for (text,) in rows if text.isascii() and text.isdecimal()), default=0)


def balances(connection: Connection, year: int) -> dict[tuple[str, str], Balance]:
    """Return the four sums of a fiscal year by (district, programme)."""
    rows = connection.exec_driver_sql(
        "SELECT k.district, k.programme, "
        f"sum(CASE WHEN k.side = '{Side.INCOME}' AND k.account = '{Account.GRANT}' THEN k.yen ELSE 0 END), "
        f"sum(CASE WHEN k.side = '{Side.INCOME}' AND k.account IS NOT '{Account.GRANT}' THEN k.yen ELSE 0 END), "
        f"sum(CASE WHEN k.side = '{Side.EXPENSE}' AND coalesce(k.own, 0) = 0 THEN k.yen ELSE 0 END), "
        f"sum(CASE WHEN k.side = '{Side.EXPENSE}' AND k.own = 1 THEN k.yen ELSE 0 END) "
        "FROM ledger_line k WHERE k.gone = 0 AND k.year = ? GROUP BY 1, 2",
        (year,),
    )
    agreed = {
        (m.district, m.programme): m.returned_yen
        for m in money_years(connection, year)
        if m.returned_yen is not None
    }
    found = {}
    for district, programme, *sums in rows:
        key = (district or "", programme or "")
        grant, others, eligible, own = (int(s or 0) for s in sums)
        found[key] = Balance(grant, others, eligible, own, agreed.pop(key, None))
    return found | {key: Balance(agreed=yen) for key, yen in agreed.items()}


@dataclass(frozen=True, slots=True)
class SessionSize:
    """How many came to a held session: ``guests`` all, ``elderly`` of those without a name."""

    session: Id
    district: str
    salon: bytes
    date: str
    guests: int
    elderly: int


def session_sizes(connection: Connection, year: int) -> list[SessionSize]:
    """Return the held sessions of a fiscal year with how many came."""
    rows = connection.exec_driver_sql(
        f"SELECT k.id, k.district, k.salon, k.date, {_UNNAMED} + {_GUESTS}, coalesce(k.elderly, 0) "
        f"FROM session k WHERE {_HELD}",
        (first_day(year), last_day(year)),
    )
    return [SessionSize(Id(r[0]), r[1] or "", bytes(r[2] or b""), r[3], int(r[4]), int(r[5])) for r in rows]


def activity_sizes(connection: Connection, year: int) -> list[tuple[str, str, int]]:
    """Return (district, kind, participants) of every held activity of a fiscal year."""
    rows = connection.exec_driver_sql(
        "SELECT district, type, coalesce(participants, 0) FROM activity "
        f"WHERE gone = 0 AND state = '{ActivityState.HELD}' AND date >= ? AND date <= ?",
        (first_day(year), last_day(year)),
    )
    return [(district or "", kind or "", int(number)) for district, kind, number in rows]


def births_of_guests(connection: Connection, year: int) -> list[tuple[Id, str]]:
    """Return (session, date of birth) of every named guest of the held sessions of a year; "" where it is not known."""
    rows = connection.exec_driver_sql(
        "SELECT a.session, coalesce(c.canon, a.person), max(coalesce(p.birth, '')) FROM session k "
        "JOIN attendance a ON a.session = k.id AND a.gone = 0 AND a.person IS NOT NULL "
        "LEFT JOIN canon c ON c.id = a.person LEFT JOIN canon g ON g.canon = c.canon "
        "LEFT JOIN person p ON p.id = coalesce(g.id, a.person) "
        f"WHERE {_HELD} GROUP BY 1, 2",
        (first_day(year), last_day(year)),
    )
    return [(Id(session), birth) for session, _, birth in rows]
