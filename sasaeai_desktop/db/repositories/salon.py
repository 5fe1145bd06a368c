"""サロン: places, sessions, attendance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Salon, Session

_UNNAMED = " + ".join(
    f"coalesce(s.{c}, 0)" for c in ("elderly", "disabled", "children", "guardians", "others")
)
_NAMED = (
    "(SELECT count(DISTINCT coalesce(c.canon, a.person)) FROM attendance a LEFT JOIN canon c ON c.id = a.person "
    "WHERE a.session = s.id AND a.gone = 0)"
)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session with its figures; ``named`` counts a merged person once."""

    id: Id
    salon: Id
    salon_name: str
    date: str
    start: str
    end: str
    venue: str
    cancelled: bool
    planned: bool
    named: int
    unnamed: int
    staff: int

    @property
    def held(self) -> bool:
        """Whether it counts: neither cancelled nor only planned so far."""
        return not self.cancelled and not self.planned


def session_lines(
    connection: Connection, first: str, last: str, *, salon: Id | None = None, session: Id | None = None
) -> list[SessionLine]:
    """Return sessions from ``first`` to ``last``, by date and time; of one salon, or one session, when given."""
    # Walked by salon: there are few of them, and each has its dates in ix_session_salon.
    where, params = "s.salon IN (SELECT id FROM salon WHERE gone = 0)", list[object]()
    if salon is not None:
        where, params = "s.salon = ?", [salon]
    if session is not None:
        where, params = "s.id = ?", [session]
    sql = (
        f'SELECT s.id, s.salon, p.name, s.date, s.start, s."end", coalesce(s.venue, p.venue), s.cancelled, s.planned, {_NAMED}, '
        f"{_UNNAMED}, coalesce(s.staff, 0) FROM session s LEFT JOIN salon p ON p.id = s.salon "
        f"WHERE s.gone = 0 AND {where} AND s.date >= ? AND s.date <= ? ORDER BY s.date, coalesce(s.start, ''), s.id"
    )
    rows = connection.exec_driver_sql(sql, (*params, first, last))
    return [
        SessionLine(
            Id(r[0]),
            Id(r[1]),
            r[2] or "",
            r[3],
            r[4] or "",
            r[5] or "",
            r[6] or "",
            bool(r[7]),
            bool(r[8]),
            r[9],
            r[10],
            r[11],
        )
        for r in rows
    ]


def held_before(connection: Connection, salon: Id, last: str, limit: int) -> list[Session]:
    """Return the latest held sessions of a salon up to a day, oldest first."""
    where = "AND salon = ? AND coalesce(cancelled, 0) + coalesce(planned, 0) = 0 AND date <= ? ORDER BY date DESC, id DESC LIMIT ?"
    return select(connection, Session, where, (salon, last, limit))[::-1]


def held_days(connection: Connection, salon: Id, last: str, limit: int) -> list[tuple[Id, str]]:
    """Return (id, date) of the latest held sessions of a salon up to a day, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, date FROM session WHERE salon = ? AND gone = 0 AND coalesce(cancelled, 0) + coalesce(planned, 0) = 0 AND date <= ? "
        "ORDER BY date DESC, id DESC LIMIT ?",
        (salon, last, limit),
    )
    return [(Id(ent), day) for ent, day in rows.all()][::-1]


def came(connection: Connection, sessions: Sequence[Id]) -> list[tuple[Id, Id]]:
    """Return (session, person as written) of the attendance of sessions."""
    sql = (
        f"SELECT session, person FROM attendance WHERE session IN ({marks(sessions)}) "
        "AND gone = 0 AND person IS NOT NULL"
    )
    return [(Id(s), Id(p)) for s, p in connection.exec_driver_sql(sql, tuple(sessions)).all()]


def held_on_day(connection: Connection, salon: Id, date: str) -> list[Session]:
    """Return sessions of a salon on a day that are not cancelled."""
    return select(
        connection, Session, "AND salon = ? AND date = ? AND coalesce(cancelled, 0) = 0", (salon, date)
    )


@dataclass(frozen=True, slots=True)
class Came:
    """One attendance."""

    id: Id
    session: Id
    person: Id
    newcomer: bool
    gone: bool


def attendance(connection: Connection, sessions: Sequence[Id], *, deleted: bool = False) -> list[Came]:
    """Return who came to sessions, persons as written; deleted entries too when asked for."""
    alive = "" if deleted else "AND gone = 0"
    sql = f"SELECT id, session, person, newcomer, gone FROM attendance WHERE session IN ({marks(sessions)}) {alive}"
    rows = connection.exec_driver_sql(sql, tuple(sessions))
    return [Came(Id(r[0]), Id(r[1]), Id(r[2]), bool(r[3]), bool(r[4])) for r in rows if r[2]]


def salons(connection: Connection, on: str = "") -> list[Salon]:
    """Return salons by number; those in force on a day when given."""
    where, params = "", tuple[str, ...]()
    if on:
        where, params = 'AND ("end" IS NULL OR "end" >= ?)', (on,)
    return select(connection, Salon, f"{where} ORDER BY coalesce(number, ''), id", params)


def salons_of_person(connection: Connection, ids: Sequence[Id], since: str) -> list[str]:
    """Return names of salons that a person came to since a day."""
    sql = (
        "SELECT DISTINCT p.name FROM attendance a JOIN session s ON s.id = a.session JOIN salon p ON p.id = s.salon "
        f"WHERE a.gone = 0 AND s.gone = 0 AND a.person IN ({marks(ids)}) AND s.date >= ? ORDER BY p.name"
    )
    return [r[0] for r in connection.exec_driver_sql(sql, (*ids, since)) if r[0]]
