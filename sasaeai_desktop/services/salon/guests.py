"""The guests of a salon: who is there, who comes regularly, who stays away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import salon as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.db.repositories.watch import cases_of
from sasaeai_desktop.domain import fiscal, kana, rhythm
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.domain.watch import CaseState, EndReason, WatchCase
from sasaeai_desktop.services.desk.common import days_before, days_between
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.standing import best_case

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
    before = [h for h in repo.held_days(connection, salon.id, found.date, HISTORY) if h[0] != found.id]
    present = {alias.of(c.person): c.newcomer for c in repo.attendance(connection, [found.id])}
    days, came = _came(connection, alias, before)
    year_ago = days_before(found.date, 365)
    lately = {
        p for p, marks in came.items() if any(m and d >= year_ago for d, m in zip(days, marks, strict=True))
    }
    regulars, sometimes = [], []
    names = people_repo.names(connection, alias, [*came, *present])
    for person, name in (names | people_repo.erased_names(connection, alias, present)).items():
        past = came.get(person, [])
        missed, here = rhythm.absences(past), person in present
        away = not here and rhythm.stays_away(past)
        guest = Guest(
            person, name.name, name.kana, here, present.get(person, False), 0 if here else missed, away,
            f"{missed}回 お休み" if away else "",
        )  # fmt: skip
        if rhythm.regular(past):
            regulars.append(guest)
        elif here or person in lately:
            sometimes.append(guest)
    first = fiscal.first_day(fiscal.fiscal_year(found.date))
    lines = repo.session_lines(connection, first, found.date, salon=salon.id)
    number = sum(x.held and x.id != found.id for x in lines) + 1
    return SessionView(
        found, salon, tuple(regulars), tuple(sometimes), len(present), len(present) + unnamed_of(found), number,
        salon_rhythm([day for _, day in before]),
    )  # fmt: skip


def unnamed_of(session: Session) -> int:
    """Return the participants without a name; staff are no participants."""
    return sum(getattr(session, name) or 0 for name in _COUNTS)


def _came(
    connection: Connection, alias: Aliases, held: list[tuple[Id, str]]
) -> tuple[list[str], dict[Id, list[bool]]]:
    """Return the days on which names were taken, and per canonical guest whether they came on each.

    A session without any name (not typed yet, or only counted) says nothing about anybody.
    """
    entries = repo.came(connection, [ent for ent, _ in held])
    named = {session for session, _ in entries}
    sessions = [(ent, day) for ent, day in held if ent in named]
    place = {ent: n for n, (ent, _) in enumerate(sessions)}
    found: dict[Id, list[bool]] = {}
    for session, person in entries:
        found.setdefault(alias.of(person), [False] * len(sessions))[place[session]] = True
    return [day for _, day in sessions], found


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


_GONE = (EndReason.FACILITY, EndReason.MOVED, EndReason.DIED)


def away_guests(connection: Connection, alias: Aliases, today: str) -> list[AwayGuest]:
    """Return regular guests who missed three or more sessions in a row.

    Left out: who came to another salon since, is in hospital, or is known to have moved or died.
    """
    away: dict[Id, tuple[Salon, int, str, str]] = {}
    latest: dict[Id, str] = {}
    for salon in repo.salons(connection, today):
        held = repo.held_days(connection, salon.id, today, HISTORY)
        days, came = _came(connection, alias, held)
        usual = salon_rhythm([day for _, day in held])
        for person, marks in came.items():
            missed = rhythm.absences(marks)
            last = days[len(days) - 1 - missed]
            latest[person] = max(latest.get(person, ""), last)
            if rhythm.stays_away(marks) and missed > away.get(person, (salon, 0, "", ""))[1]:
                away[person] = (salon, missed, last, usual)
    away = {p: a for p, a in away.items() if latest[p] <= a[2]}
    for person in _excused(connection, alias, away, today):
        del away[person]
    found = [
        AwayGuest(
            p, n.name, n.kana, n.town, away[p][0].id, away[p][0].name, away[p][1], away[p][2],
            f"サロンを{away[p][1]}回 お休み", f"いつもは {away[p][3]}来る方" if away[p][3] else "",
        )
        for p, n in people_repo.names(connection, alias, away).items()
    ]  # fmt: skip
    found.sort(key=lambda g: (-g.absences, kana.sort_key(g.kana)))
    return found


def _excused(connection: Connection, alias: Aliases, people: Iterable[Id], today: str) -> set[Id]:
    cases: dict[Id, list[WatchCase]] = {}
    for held in cases_of(connection, alias.expand(people)):
        if held.person:
            cases.setdefault(alias.of(held.person), []).append(held)
    best = {person: best_case(own, today) for person, own in cases.items()}
    return {
        person
        for person, case in best.items()
        if case
        and (case.state == CaseState.HOSPITAL or (case.state == CaseState.ENDED and case.end_reason in _GONE))
    }
