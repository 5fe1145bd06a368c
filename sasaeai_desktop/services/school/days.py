"""Days at a school: who stood there by tick, the year's 参加者数 (実) and 延べ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import school as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import fiscal, kana
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.school import USUAL_END, USUAL_START, Patrol, SchoolDay
from sasaeai_desktop.services.desk.common import iso_day, last_of_month, month_day, not_after, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.school.schools import posts_in, school_in


@dataclass(frozen=True, slots=True)
class Watcher:
    """One who stood or could have stood there; ``usual`` for those with a post."""

    volunteer: Id
    name: str
    kana: str
    point: str
    badge: str
    present: bool
    usual: bool


@dataclass(frozen=True, slots=True)
class DayView:
    """One school on one day; ``total`` = those present + ``unnamed``. ``day`` is None while nothing was written."""

    day: SchoolDay | None
    school: Id
    school_name: str
    date: str
    start: str
    end: str
    people: tuple[Watcher, ...]
    unnamed: int
    total: int
    cancelled: bool
    incident: str
    memo: str


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """People x days of a month: ``ticks`` holds (volunteer, day) of those who stood there."""

    school: Id
    school_name: str
    month: str
    dates: tuple[str, ...]
    people: tuple[Watcher, ...]
    ticks: frozenset[tuple[Id, str]]
    unnamed: Mapping[str, int]
    cancelled: frozenset[str]


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school's fiscal year: days held, distinct people, 延べ; ``months`` (month, days, 延べ)."""

    school: Id
    name: str
    days: int
    people: int
    attendances: int
    months: tuple[tuple[str, int, int], ...]


def day_id(desk: Desk, school: Id, date: str) -> Id:
    """Return the id that every laptop of the district reaches for a school's day."""
    return keyed_id(desk.me.secret, SchoolDay.kind, school.hex(), date)


def patrol_id(desk: Desk, day: Id, volunteer: Id) -> Id:
    """Return the id that every laptop of the district reaches for one who stood there."""
    return keyed_id(desk.me.secret, Patrol.kind, day.hex(), volunteer.hex())


def day_view(desk: Desk, school: Id, date: str) -> DayView:
    """One school's day with those who usually stand there first.

    Raises:
        InputError: there is no such school, or the day is none.
    """
    day = iso_day(date, "実施日")
    with reading(desk) as session:
        found = school_in(session, school)
        held = next(iter(repo.days_on(session, school, day)), None)
        alias = people_repo.aliases(session)
        stood = {alias.of(s.volunteer): s.point for s in repo.patrols(session, [held.id] if held else [])}
        people = _people(session, school, day, stood)
    return DayView(
        held, school, found.name, day, (held.start if held else "") or found.start_time or USUAL_START,
        (held.end if held else "") or found.end_time or USUAL_END, tuple(people), (held.unnamed or 0) if held else 0,
        len(stood) + ((held.unnamed or 0) if held else 0), bool(held and held.cancelled),
        held.incident if held else "", held.memo if held else "",
    )  # fmt: skip


def _people(connection: Connection, school: Id, day: str, stood: Mapping[Id, str]) -> list[Watcher]:
    rows = [
        Watcher(
            p.volunteer,
            p.name,
            p.kana,
            stood.get(p.volunteer) or p.point,
            p.badge,
            p.volunteer in stood,
            True,
        )
        for p in posts_in(connection, school, day)
    ]
    usual = {row.volunteer for row in rows}
    others = [v for v in stood if v not in usual]
    alias = people_repo.aliases(connection)
    names = people_repo.volunteer_names(connection, alias.expand(others))
    kanas = people_repo.volunteer_readings(connection, alias.expand(others))
    extra = []
    for ent in others:
        name = next((names[i][0] for i in alias.all(ent) if names.get(i, ("", ""))[0]), "（名簿にない方）")
        reading_of = next((kanas[i] for i in alias.all(ent) if kanas.get(i)), "")
        extra.append(Watcher(ent, name, reading_of, stood[ent], "", True, False))
    return rows + sorted(extra, key=lambda w: (kana.sort_key(w.kana), w.volunteer))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDraft:
    """A day as it is typed: exactly these people stood there."""

    school: Id
    date: str
    present: frozenset[Id] = frozenset()
    unnamed: int = 0
    start: str = ""
    end: str = ""
    cancelled: bool = False
    incident: str = ""
    memo: str = ""


def save_day(desk: Desk, draft: DayDraft) -> Done[Id]:
    """Write a school's day in one action.

    Raises:
        InputError: there is no such school, the day lies in the future, or a number is below zero.
    """
    with acting(desk, "") as session:
        name = school_in(session.connection, draft.school).name
        ent = write_day(desk, session, draft)
        count = len(draft.present) + draft.unnamed
        session.label = f"{name} {month_day(draft.date)}の見守りを保存しました（{count}人）"
    return Done(ent, session.changes)


def write_day(desk: Desk, session: WriteSession, draft: DayDraft) -> Id:
    """Write a day within an action.

    Raises:
        InputError: as ``save_day``.
    """
    day = not_after(iso_day(draft.date, "実施日"), desk.today(), "実施日")
    if draft.unnamed < 0:
        raise InputError("人数が0より小さくなっています。", "0か、それより大きい数を入れてください。")
    if draft.end and draft.end < draft.start:
        raise InputError("終わりの時刻が、始まりより前です。", "時刻を たしかめてください。")
    held = next(iter(repo.days_on(session.connection, draft.school, day)), None)
    ent = held.id if held else day_id(desk, draft.school, day)
    if held is None and get(session.connection, SchoolDay, ent) is not None:
        session.restore(SchoolDay, ent)
    values = {
        "school": draft.school, "date": day, "unnamed": draft.unnamed or None, "start": draft.start,
        "end": draft.end, "cancelled": draft.cancelled, "incident": draft.incident, "memo": draft.memo,
    }  # fmt: skip
    session.record(SchoolDay, ent, values)
    _set_present(desk, session, ent, () if draft.cancelled else draft.present)
    return ent


def _set_present(desk: Desk, session: WriteSession, day: Id, present: Collection[Id]) -> None:
    alias = people_repo.aliases(session.connection)
    wanted = set(alias.canonical(present))
    held: dict[Id, Id] = {}
    gone: dict[Id, Id] = {}
    for stood in repo.patrols(session.connection, [day], deleted=True):
        (gone if stood.gone else held)[stood.id] = alias.of(stood.volunteer)
    for ent, volunteer in held.items():
        if volunteer not in wanted:
            session.delete(Patrol, ent)
    here = set(held.values())
    for volunteer in sorted(wanted - here):
        before = next((ent for ent, v in gone.items() if v == volunteer), None)
        if before is not None:
            session.restore(Patrol, before)
        else:
            values = {"day": day, "volunteer": volunteer}
            session.record(Patrol, patrol_id(desk, day, volunteer), values)


def stand(desk: Desk, school: Id, date: str, volunteer: Id, present: bool) -> Done[None]:
    """Tick one person of one day, or take it back: the key of the grid.

    Raises:
        InputError: there is no such school, or the day lies in the future.
    """
    day = not_after(iso_day(date, "実施日"), desk.today(), "実施日")
    with acting(desk, "") as session:
        connection = session.connection
        name = school_in(connection, school).name
        held = next(iter(repo.days_on(connection, school, day)), None)
        ent = held.id if held else day_id(desk, school, day)
        if held is None:
            if get(connection, SchoolDay, ent) is not None:
                session.restore(SchoolDay, ent)
            session.record(SchoolDay, ent, {"school": school, "date": day})
        alias = people_repo.aliases(connection)
        main = alias.of(volunteer)
        now = {alias.of(s.volunteer) for s in repo.patrols(connection, [ent])}
        _set_present(desk, session, ent, now | {main} if present else now - {main})
        who = next((n for n, _ in people_repo.volunteer_names(connection, alias.all(main)).values() if n), "")
        session.label = (
            f"{name} {month_day(day)}　{san(who)}を「{'立った' if present else '立っていない'}」にしました"
        )
    return Done(None, session.changes)


def save_days(desk: Desk, drafts: Iterable[DayDraft]) -> Done[int]:
    """Write many days in one action (practice, tables)."""
    with acting(desk, "") as session:
        count = 0
        for draft in drafts:
            write_day(desk, session, draft)
            count += 1
        session.label = f"登校見守り {count}日分を入れました"
    return Done(count, session.changes)


def delete_day(desk: Desk, school: Id, date: str) -> Done[None]:
    """Take a day back that was written by mistake, with its ticks.

    Raises:
        InputError: nothing was written for that day.
    """
    with acting(desk, "") as session:
        held = next(iter(repo.days_on(session.connection, school, date)), None)
        if held is None:
            raise InputError("この日のきろくは ありません。", "日付を たしかめてください。")
        for stood in repo.patrols(session.connection, [held.id]):
            session.delete(Patrol, stood.id)
        session.delete(SchoolDay, held.id)
        session.label = f"{month_day(date)}の登校見守りを消しました"
    return Done(None, session.changes)


# -- month and year --------------------------------------------------------------------------------------------------


def month_grid(desk: Desk, school: Id, month: str) -> MonthGrid:
    """People x days of a school's month: its weekdays and every other day that was written down.

    Raises:
        InputError: there is no such school.
    """
    first, last = f"{month}-01", last_of_month(month)
    with reading(desk) as session:
        found = school_in(session, school)
        held = repo.days(session, first, last, school)
        alias = people_repo.aliases(session)
        by_id = {d.id: d for d in held}
        stood: dict[Id, str] = {}
        ticks = set()
        for s in repo.patrols(session, by_id):
            main = alias.of(s.volunteer)
            stood[main] = s.point
            ticks.add((main, by_id[s.day].date))
        people = _people(session, school, min(last, max(first, desk.today())), stood)
    weekdays = found.weekdays or tuple("01234")
    usual = {d for d in fiscal.days_of_month(month) if fiscal.weekday_code(d) in weekdays}
    dates = sorted(usual | {d.date for d in held})
    return MonthGrid(
        school, found.name, month, tuple(dates), tuple(people), frozenset(ticks),
        {d.date: d.unnamed or 0 for d in held}, frozenset(d.date for d in held if d.cancelled),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearView:
    """A fiscal year of all schools.

    Attributes:
        schools: those that had a day in it.
        people: 参加者数 (実) of the whole district: distinct named people.
        incidents: (day, school, its name, what happened), the latest first.
    """

    schools: tuple[SchoolYear, ...]
    people: int
    incidents: tuple[tuple[str, Id, str, str], ...]


def year_view(desk: Desk, year: int) -> YearView:
    """Everything that the page shows of a fiscal year, in one look."""
    first, last = fiscal.first_day(year), fiscal.last_day(year)
    with reading(desk) as session:
        held = repo.held_days(session, first, last)
        stood = repo.stood_between(session, first, last)
        alias = people_repo.aliases(session)
        schools = repo.schools(session)
        happened = repo.incidents(session, first, last)
    names, order = {s.id: s.name for s in schools}, {s.id: n for n, s in enumerate(schools)}
    main = {ent: alias.of(Id(ent)) for ent in {volunteer for _, volunteer in stood}}
    people_on: dict[bytes, set[Id]] = {}
    for day, volunteer in stood:
        people_on.setdefault(day, set()).add(main[volunteer])
    of_school: dict[Id, list[_Stood]] = {}
    for ent, school, date, unnamed in held:
        if unnamed or ent in people_on:  # a day on which nobody stood there does not count
            of_school.setdefault(school, []).append(_Stood(date, people_on.get(ent, set()), unnamed))
    return YearView(
        tuple(
            _school_year(school, names.get(school, ""), of_school[school], year)
            for school in sorted(of_school, key=lambda s: (order.get(s, 999), s))
        ),
        len(set(main.values())),
        tuple((day, school, names.get(school, ""), what) for day, school, what in happened),
    )


def school_years(desk: Desk, year: int) -> list[SchoolYear]:
    """A fiscal year of every school that had a day in it."""
    return list(year_view(desk, year).schools)


@dataclass(frozen=True, slots=True)
class _Stood:
    """Who stood at a school on one day: canonical ids, and how many without a name."""

    date: str
    people: set[Id]
    unnamed: int

    @property
    def count(self) -> int:
        return len(self.people) + self.unnamed


def _school_year(school: Id, name: str, held: list[_Stood], year: int) -> SchoolYear:
    by_month: dict[str, list[int]] = {month: [] for month in fiscal.months_of(year)}
    for day in held:
        by_month[day.date[:7]].append(day.count)
    people = set[Id]().union(*(day.people for day in held))
    months = tuple((month, len(counts), sum(counts)) for month, counts in by_month.items())
    return SchoolYear(school, name, len(held), len(people), sum(day.count for day in held), months)


def people_of_year(desk: Desk, year: int) -> int:
    """参加者数 (実) of the whole district in a fiscal year: distinct named people."""
    return year_view(desk, year).people
