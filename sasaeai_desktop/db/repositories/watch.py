"""見守り: registrations, who watches whom, acts, counts by month, sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import canonical
from sasaeai_desktop.db.repositories.base import columns_of, records, select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import (
    ABSENT_RESULTS,
    Assignment,
    CaseState,
    Sheet,
    Tally,
    Visit,
    WatchCase,
)

_ABSENT = ", ".join(f"'{r}'" for r in ABSENT_RESULTS)
_PART = 1000


def _parts(ids: Iterable[Id]) -> Iterator[tuple[Id, ...]]:
    wanted = tuple(ids)
    for start in range(0, len(wanted), _PART):
        yield wanted[start : start + _PART]


# -- registrations ---------------------------------------------------------------------------------------------------


def cases_of(connection: Connection, ids: Iterable[Id]) -> list[WatchCase]:
    """Return registrations of people."""
    found: list[WatchCase] = []
    for part in _parts(ids):
        found += select(connection, WatchCase, f"AND person IN ({marks(part)})", part)
    return found


def active_people(connection: Connection, on: str) -> list[Id]:
    """Return people whose registration is 継続 on a day, as written (not canonical); only those whose names are here.

    Who was erased, or whose name has not come yet, is counted but nobody to call on.
    """
    sql = (
        'SELECT DISTINCT k.person FROM "case" k JOIN person p ON p.id = k.person AND p.gone = 0 '
        'WHERE k.gone = 0 AND k.state = ? AND k.start <= ? AND (k."end" IS NULL OR k."end" >= ?)'
    )
    return [Id(r[0]) for r in connection.exec_driver_sql(sql, (CaseState.ACTIVE.value, on, on))]


def assignments_of(
    connection: Connection, ids: Iterable[Id], first: str = "", last: str = ""
) -> list[Assignment]:
    """Return who watches people, in force on at least one day from ``first`` to ``last``; all when not given."""
    return _assignments(connection, "person", ids, first, last)


def assignments_by(
    connection: Connection, ids: Iterable[Id], first: str = "", last: str = ""
) -> list[Assignment]:
    """Return whom volunteers watch, in round order."""
    return _assignments(connection, "volunteer", ids, first, last)


def _assignments(
    connection: Connection, column: str, ids: Iterable[Id], first: str, last: str
) -> list[Assignment]:
    found: list[Assignment] = []
    days, params = "", tuple[str, ...]()
    if last:
        days, params = (
            'AND coalesce(start, \'\') <= ? AND ("end" IS NULL OR "end" >= ?)',
            (last, first or last),
        )
    for part in _parts(ids):
        where = f'AND {column} IN ({marks(part)}) {days} ORDER BY coalesce("order", 9999), id'
        found += select(connection, Assignment, where, (*part, *params))
    return found


def watching_volunteers(connection: Connection, first: str, last: str) -> set[Id]:
    """Return volunteers with at least one assignment in force from ``first`` to ``last``, as written."""
    sql = (
        "SELECT DISTINCT volunteer FROM assignment WHERE gone = 0 AND volunteer IS NOT NULL "
        'AND coalesce(start, \'\') <= ? AND ("end" IS NULL OR "end" >= ?)'
    )
    return {Id(r[0]) for r in connection.exec_driver_sql(sql, (last, first))}


# -- acts ------------------------------------------------------------------------------------------------------------


def last_contacts(connection: Connection, ids: Iterable[Id]) -> dict[Id, str]:
    """Return the date on which each person was last met or seen; those never met are missing."""
    found: dict[Id, str] = {}
    for part in _parts(ids):
        # One step into ix_visit_person per person, however many years of acts there are.
        rows = connection.exec_driver_sql(
            "SELECT p.id, (SELECT v.date FROM visit v WHERE v.person = p.id AND v.gone = 0 "
            f"AND coalesce(v.result, '') NOT IN ({_ABSENT}) ORDER BY v.date DESC LIMIT 1) "
            f"FROM person p WHERE p.id IN ({marks(part)})",
            part,
        )
        found.update((Id(ent), date) for ent, date in rows if date)
    return found


def page_of_visits(
    connection: Connection, ids: Sequence[Id], before: Visit | None, limit: int
) -> list[Visit]:
    """Return acts of a person, newest first, after the given one."""
    where, params = f"AND person IN ({marks(ids)})", list[object](ids)
    if before is not None:
        where += " AND date <= ? AND (date, coalesce(time, ''), id) < (?, ?, ?)"
        params += [before.date, before.date, before.time, before.id]
    where += " ORDER BY date DESC, coalesce(time, '') DESC, id DESC LIMIT ?"
    return select(connection, Visit, where, (*params, limit))


def page_of_visits_until(connection: Connection, ids: Sequence[Id], last: str, limit: int) -> list[Visit]:
    """Return acts of a person up to a day, newest first."""
    where = f"AND person IN ({marks(ids)}) AND date <= ?"
    where += " ORDER BY date DESC, coalesce(time, '') DESC, id DESC LIMIT ?"
    return select(connection, Visit, where, (*ids, last, limit))


def days_of_visits(connection: Connection, ids: Sequence[Id]) -> list[str]:
    """Return the days on which a person has acts, newest first."""
    sql = f"SELECT DISTINCT date FROM visit WHERE gone = 0 AND person IN ({marks(ids)}) ORDER BY date DESC"
    return [str(row[0]) for row in connection.exec_driver_sql(sql, tuple(ids))]


def visits_between(connection: Connection, ids: Iterable[Id], first: str, last: str) -> list[Visit]:
    """Return acts of people from ``first`` to ``last``, both included, by date."""
    found: list[Visit] = []
    for part in _parts(ids):
        where = f"AND person IN ({marks(part)}) AND date >= ? AND date <= ?"
        found += select(connection, Visit, where, (*part, first, last))
    found.sort(key=lambda v: (v.date, v.time, v.id))
    return found


def visits_of_district(connection: Connection, district: str, first: str, last: str) -> list[Visit]:
    """Return all acts of a district from ``first`` to ``last``, by date."""
    sql = (
        f"SELECT {columns_of(Visit)} FROM visit INDEXED BY ix_visit_day "
        "WHERE gone = 0 AND district = ? AND date >= ? AND date <= ? ORDER BY date, coalesce(time, ''), id"
    )
    return records(Visit, connection.exec_driver_sql(sql, (district, first, last)))


@dataclass(frozen=True, slots=True)
class DayMark:
    """What a four-week strip and a plan need of an act."""

    person: Id
    date: str
    met: bool
    next_on: str
    memo: str


def day_marks(connection: Connection, ids: Iterable[Id], first: str) -> list[DayMark]:
    """Return days of acts from ``first`` on, by date."""
    found: list[DayMark] = []
    for part in _parts(ids):
        sql = (
            "SELECT person, date, result, next_on, memo FROM visit "
            f"WHERE gone = 0 AND person IN ({marks(part)}) AND date >= ?"
        )
        rows = connection.exec_driver_sql(sql, (*part, first)).all()
        for person, date, result, next_on, memo in rows:
            found.append(DayMark(Id(person), date, result not in ABSENT_RESULTS, next_on or "", memo or ""))
    found.sort(key=lambda m: m.date)
    return found


def counts_by_month(connection: Connection, ids: Sequence[Id], first: str, last: str) -> dict[str, int]:
    """Return acts of one person per month "2026-05", dated ones and 月計; ``first`` and ``last`` are months."""
    found: dict[str, int] = {}
    dated = connection.exec_driver_sql(
        f"SELECT substr(date, 1, 7), count(*) FROM visit WHERE gone = 0 AND person IN ({marks(ids)}) "
        "AND date >= ? AND date <= ? GROUP BY 1",
        (*ids, f"{first}-01", f"{last}-31"),
    )
    tallied = connection.exec_driver_sql(
        f"SELECT month, sum(coalesce(count, 0)) FROM tally WHERE gone = 0 AND person IN ({marks(ids)}) "
        "AND month >= ? AND month <= ? GROUP BY 1",
        (*ids, first, last),
    )
    for month, count in [*dated, *tallied]:
        found[month] = found.get(month, 0) + int(count)
    return found


# -- counts by month -------------------------------------------------------------------------------------------------


def tallies_of_month(connection: Connection, month: str) -> list[Tally]:
    """Return the counts of a month."""
    return select(connection, Tally, "AND month = ? ORDER BY id", (month,))


def tallied_people(connection: Connection, ids: Iterable[Id], since: str) -> dict[Id, str]:
    """Return the latest month with a count per person, from the month ``since`` on."""
    found: dict[Id, str] = {}
    for part in _parts(ids):
        sql = (
            f"SELECT person, max(month) FROM tally WHERE gone = 0 AND person IN ({marks(part)}) "
            "AND month >= ? AND count > 0 GROUP BY person"
        )
        found.update((Id(p), m) for p, m in connection.exec_driver_sql(sql, (*part, since)))
    return found


def tallied_watchers(connection: Connection, since: str) -> dict[Id, str]:
    """Return the latest month with a count per watcher, from the month ``since`` on."""
    sql = (
        "SELECT watcher, max(month) FROM tally WHERE gone = 0 AND person IS NULL AND watcher IS NOT NULL "
        "AND month >= ? AND count > 0 GROUP BY watcher"
    )
    return {Id(w): m for w, m in connection.exec_driver_sql(sql, (since,))}


# -- sheets ----------------------------------------------------------------------------------------------------------

VISIT_SHEET = "visit-sheet"


def sheets_of_month(connection: Connection, month: str) -> list[Sheet]:
    """Return the visit sheets of a month, newest first."""
    return select(
        connection, Sheet, "AND form = ? AND month = ? ORDER BY number DESC, id DESC", (VISIT_SHEET, month)
    )


def sheets_numbered(connection: Connection, number: str, month: str = "") -> list[Sheet]:
    """Return the visit sheets with a number, newest first; of one month when given.

    Two laptops that printed the same sheet gave it a number each: both are on paper, so both find it.
    """
    where = (
        "AND form = ? AND (number = ? OR EXISTS "
        "(SELECT 1 FROM head h WHERE h.ent = sheet.id AND h.field = 'number' AND h.value = ?))"
    )
    params = [VISIT_SHEET, number, canonical(number)]
    if month:
        where, params = f"{where} AND month = ?", [*params, month]
    return select(connection, Sheet, f"{where} ORDER BY month DESC, id DESC", tuple(params))


def sheet_numbers(connection: Connection, month: str) -> list[str]:
    """Return all numbers given to sheets of a month, deleted ones too."""
    rows = connection.exec_driver_sql(
        "SELECT number FROM sheet WHERE form = ? AND month = ?", (VISIT_SHEET, month)
    )
    return [r[0] or "" for r in rows]


def known(connection: Connection, kind: str, ids: Iterable[Id]) -> dict[Id, bool]:
    """Return, for those ids that have a row, whether it is deleted."""
    found: dict[Id, bool] = {}
    for part in _parts(ids):
        sql = f'SELECT id, gone FROM "{kind}" WHERE id IN ({marks(part)})'
        found.update((Id(i), bool(g)) for i, g in connection.exec_driver_sql(sql, part))
    return found
