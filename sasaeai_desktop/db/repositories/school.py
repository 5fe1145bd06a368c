"""登校見守り: schools, days, who stood where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.school import PatrolPost, School, SchoolDay


def schools(connection: Connection, on: str = "") -> list[School]:
    """Return schools by number; those in force on a day when given."""
    where, params = "", tuple[str, ...]()
    if on:
        where, params = 'AND ("end" IS NULL OR "end" >= ?)', (on,)
    return select(connection, School, f"{where} ORDER BY coalesce(number, ''), id", params)


def days(connection: Connection, first: str, last: str, school: Id | None = None) -> list[SchoolDay]:
    """Return days from ``first`` to ``last`` by date; of one school when given."""
    where, params = "AND date >= ? AND date <= ?", list[object]([first, last])
    if school is not None:
        where, params = f"{where} AND school = ?", [*params, school]
    return select(connection, SchoolDay, f"{where} ORDER BY date, id", tuple(params))


def days_on(connection: Connection, school: Id, date: str) -> list[SchoolDay]:
    """Return a school's records of one day."""
    return select(connection, SchoolDay, "AND date = ? AND school = ? ORDER BY id", (date, school))


def held_days(connection: Connection, first: str, last: str) -> list[tuple[Id, Id, str, int]]:
    """Return (day, school, date, people without a name) of all days that were not called off, by date."""
    rows = connection.exec_driver_sql(
        "SELECT id, school, date, coalesce(unnamed, 0) FROM school_day WHERE gone = 0 AND school IS NOT NULL "
        "AND coalesce(cancelled, 0) = 0 AND date >= ? AND date <= ? ORDER BY date, id",
        (first, last),
    )
    return [(Id(r[0]), Id(r[1]), r[2], int(r[3])) for r in rows]


def stood_between(connection: Connection, first: str, last: str) -> list[tuple[bytes, bytes]]:
    """Return (day, volunteer as written) of everyone who stood somewhere on a day that was not called off."""
    rows = connection.exec_driver_sql(
        "SELECT p.day, p.volunteer FROM school_day d JOIN patrol p ON p.day = d.id AND p.gone = 0 "
        "WHERE d.gone = 0 AND coalesce(d.cancelled, 0) = 0 AND d.date >= ? AND d.date <= ? "
        "AND p.volunteer IS NOT NULL",
        (first, last),
    )
    return [(r[0], r[1]) for r in rows]


def incidents(connection: Connection, first: str, last: str) -> list[tuple[str, Id, str]]:
    """Return (date, school, what happened) of days with an incident, the latest first."""
    rows = connection.exec_driver_sql(
        "SELECT date, school, incident FROM school_day WHERE gone = 0 AND school IS NOT NULL AND incident <> '' "
        "AND date >= ? AND date <= ? ORDER BY date DESC, id",
        (first, last),
    )
    return [(r[0], Id(r[1]), r[2]) for r in rows]


@dataclass(frozen=True, slots=True)
class Stood:
    """One person at one school on one day; volunteers as written."""

    id: Id
    day: Id
    volunteer: Id
    point: str
    gone: bool


def patrols(connection: Connection, wanted: Iterable[Id], *, deleted: bool = False) -> list[Stood]:
    """Return who stood on days; entries taken back too when asked for."""
    ids, found = tuple(dict.fromkeys(wanted)), list[Stood]()
    alive = "" if deleted else "AND gone = 0"
    for start in range(0, len(ids), 1000):
        part = ids[start : start + 1000]
        rows = connection.exec_driver_sql(
            f"SELECT id, day, volunteer, point, gone FROM patrol WHERE day IN ({marks(part)}) "
            f"AND volunteer IS NOT NULL {alive} ORDER BY id",
            part,
        )
        found += [Stood(Id(r[0]), Id(r[1]), Id(r[2]), r[3] or "", bool(r[4])) for r in rows]
    return found


def posts(connection: Connection, school: Id | None = None, on: str = "") -> list[PatrolPost]:
    """Return who stands where as a rule; of one school and in force on a day when given."""
    where, params = "AND school IS NOT NULL AND volunteer IS NOT NULL", list[object]()
    if school is not None:
        where, params = f"{where} AND school = ?", [school]
    if on:
        where += ' AND coalesce(start, \'\') <= ? AND ("end" IS NULL OR "end" >= ?)'
        params += [on, on]
    return select(connection, PatrolPost, f"{where} ORDER BY coalesce(badge, ''), id", tuple(params))
