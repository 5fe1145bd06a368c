"""The guests of a salon: who is there, who comes regularly, who stays away."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import salons as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.domain import fiscal, kana, rhythm
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.services.common import days_before, days_between
from sasaeai_desktop.services.desk import Desk, reading

HISTORY = 30
"""So many held sessions are looked at to tell who is a regular guest."""

_COUNTS = ("elderly", "disabled", "children", "guardians", "others")


@dataclass(frozen=True, slots=True)
class Guest:
    """One name tile. ``absences``: held sessions missed in a row up to this one; ``words`` 「3回 お休み」."""

    person: Id
    name: str
    kana: str
    present: bool
    newcomer: bool
    absences: int
    stays_away: bool
    words: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session.

    Attributes:
        regulars, sometimes: by kana; together they hold everyone who is present.
        named: how many named guests are present; ``total`` adds the counts without a name; staff stay apart.
        number: 今年度 第n回 (held sessions of the salon in the fiscal year up to this one).
        rhythm: 「毎週」, 「月に2回」 .. as the salon is held.
    """

    session: Session
    salon: Salon
    regulars: tuple[Guest, ...]
    sometimes: tuple[Guest, ...]
    named: int
    total: int
    number: int
    rhythm: str


@dataclass(frozen=True, slots=True)
class AwayGuest:
    """A regular guest who has missed three or more held sessions in a row."""

    person: Id
    name: str
    kana: str
    town: str
    salon: Id
    salon_name: str
    absences: int
    last_on: str
    words: str
    usual: str


def salon_in(connection: Connection, salon: Id) -> Salon:
    """Return a salon.

    Raises:
        InputError: there is no such salon.
    """
    found = get(connection, Salon, salon)
    if found is None:
        raise InputError("このサロンが見つかりません。", "サロンの一覧から えらび直してください。")
    return found


def session_in(connection: Connection, session: Id) -> tuple[str, Session]:
    """Return the name of its salon and the session.

    Raises:
        InputError: there is no such session.
    """
    found = get(connection, Session, session)
    if found is None or found.salon is None:
        raise InputError("この開催が見つかりません。", "サロンのカレンダーから えらび直してください。")
    salon = get(connection, Salon, found.salon)
    return salon.name if salon else "サロン", found


# -- one session with its guests -------------------------------------------------------------------------------------


def open_session(desk: Desk, session: Id) -> SessionView:
    """One session with its guests.

    Regular guests are those of ``rhythm.regular`` up to this session. The others came within the last year.

    Raises:
        InputError: there is no such session.
    """
    with reading(desk) as reader:
        _, found = session_in(reader, session)
        assert found.salon is not None, "checked"
        salon = salon_in(reader, found.salon)
        return _session_view(reader, found, salon)


def _session_view(connection: Connection, found: Session, salon: Salon) -> SessionView:
    alias = people_repo.aliases(connection)
    before = [s for s in repo.held_before(connection, salon.id, found.date, HISTORY) if s.id != found.id]
    came = _came(connection, alias, [*before, found])
    newcomers = {alias.of(c.person) for c in repo.attendance(connection, [found.id]) if c.newcomer}
    names = people_repo.names(connection, alias, came)
    year_ago = days_before(found.date, 365)
    recent = [s.date >= year_ago for s in before]
    regulars, sometimes = [], []
    for person, name in names.items():
        *past, present = came[person]
        # Until the day is over nobody can be said to be missing from it: only earlier sessions count.
        missed = rhythm.absences(past)
        away = not present and rhythm.stays_away(past)
        guest = Guest(
            person, name.name, name.kana, present, person in newcomers, 0 if present else missed, away,
            f"{missed}回 お休み" if away else "",
        )  # fmt: skip
        if rhythm.regular(past):
            regulars.append(guest)
        elif present or any(c and r for c, r in zip(past, recent, strict=True)):
            sometimes.append(guest)
    named = sum(g.present for g in [*regulars, *sometimes])
    year = fiscal.fiscal_year(found.date)
    number = sum(s.date >= fiscal.first_day(year) for s in before) + 1
    if len(before) >= HISTORY - 1:  # a salon held more often than the history that was read
        lines = repo.session_lines(connection, fiscal.first_day(year), found.date, salon=salon.id)
        number = sum(not x.cancelled and x.id != found.id for x in lines) + 1
    return SessionView(
        found, salon, tuple(regulars), tuple(sometimes), named, named + unnamed_of(found), number,
        salon_rhythm([s.date for s in before]),
    )  # fmt: skip


def unnamed_of(session: Session) -> int:
    """Return the participants without a name; staff are no participants."""
    return sum(getattr(session, name) or 0 for name in _COUNTS)


def _came(connection: Connection, alias: Aliases, sessions: list[Session]) -> dict[Id, list[bool]]:
    """Return, per canonical guest of any of the sessions, whether they came to each, in their order."""
    place = {s.id: n for n, s in enumerate(sessions)}
    found: dict[Id, list[bool]] = {}
    for entry in repo.attendance(connection, list(place)):
        found.setdefault(alias.of(entry.person), [False] * len(sessions))[place[entry.session]] = True
    return found


def salon_rhythm(dates: list[str]) -> str:
    """毎週, 月に2回, 月に1回: how often a salon is held, from the dates of its last sessions; "" for too few."""
    gaps = [days_between(a, b) for a, b in zip(dates[-9:], dates[-8:], strict=False)]
    if len(gaps) < 2:
        return ""
    usual = median(gaps)
    return "毎週" if usual <= 9 else "月に2回" if usual <= 20 else "月に1回" if usual <= 45 else ""


# -- who stays away, and the year ------------------------------------------------------------------------------------


def stay_away(desk: Desk) -> list[AwayGuest]:
    """Regular guests who stay away, longest first; one line per person."""
    with reading(desk) as session:
        return away_guests(session, people_repo.aliases(session), desk.today())


def away_guests(connection: Connection, alias: Aliases, today: str) -> list[AwayGuest]:
    """Return regular guests who missed three or more held sessions in a row, and came to no other salon since."""
    away: dict[Id, tuple[Salon, int, str, str]] = {}
    latest: dict[Id, str] = {}
    for salon in repo.salons(connection, today):
        held = repo.held_before(connection, salon.id, today, HISTORY)
        # A session of today whose attendance is not typed yet says nothing about anybody.
        came = _came(connection, alias, held)
        if held and held[-1].date == today and not any(c[-1] for c in came.values()):
            held, came = held[:-1], {p: c[:-1] for p, c in came.items()}
        usual = salon_rhythm([s.date for s in held])
        for person, days in came.items():
            last = max((s.date for s, c in zip(held, days, strict=True) if c), default="")
            latest[person] = max(latest.get(person, ""), last)
            missed = rhythm.absences(days)
            if rhythm.stays_away(days) and missed > away.get(person, (salon, 0, "", ""))[1]:
                away[person] = (salon, missed, last, usual)
    away = {p: a for p, a in away.items() if latest[p] <= a[2]}
    names = people_repo.names(connection, alias, away)
    found = [
        AwayGuest(
            p, n.name, n.kana, n.town, away[p][0].id, away[p][0].name, away[p][1], away[p][2],
            f"サロンを{away[p][1]}回 お休み", f"いつもは {away[p][3]}来る方" if away[p][3] else "",
        )
        for p, n in names.items()
    ]  # fmt: skip
    found.sort(key=lambda g: (-g.absences, kana.sort_key(g.kana)))
    return found
