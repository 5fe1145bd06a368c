"""Rows of the salons, sessions and attendance tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import fiscal, judging, kana
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.exchange.kinds import salon as kinds
from sasaeai_desktop.exchange.kinds.salon import AttendanceRow, SalonRow, SessionRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.salon.salons import session_id
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.lives import Lives
from sasaeai_desktop.services.tables.kinds.namesakes import Namesakes, number_from, plain_key
from sasaeai_desktop.services.tables.kinds.table import TableKind, each, typed

_UNKNOWN_SALON = "この番号のサロンは登録されていません。"


def take_salon(intake: Intake, _line: int, row: SalonRow) -> None:
    """A salon by its 管理番号; by its name where the list has no numbers."""
    if not row.number:
        row = replace(row, number=_number_by_name(intake, row.name))
    ent = intake.id_for_number(Salon, row.number)
    intake.remember_number(Salon, row.number, ent)
    values = {
        "number": row.number,
        "name": row.name,
        "type": row.type,
        "venue": row.venue,
        "start": row.start,
        "end": row.end,
        "advice_desk": row.advice_desk or None,
        "hosts": " ".join(intake.id_for_number(Volunteer, n).hex() for n in row.host_numbers),
    }
    intake.count(intake.put(Salon, ent, values))


def _number_by_name(intake: Intake, name: str) -> str:
    """Return the number of the salon of a name, or a new one that its name keeps."""
    here = intake.first_like(Salon, (kana.search_key(name),), lambda salon: (kana.search_key(salon.name),))
    if here is not None and here.number:
        return here.number
    ent = intake.keyed("salon by name", kana.search_key(name))
    return f"S{int.from_bytes(ent[-4:], 'big') % 1_000_000:06}"


class Sessions:
    """Finding a salon's session by its day, and by 通番 where a day has several."""

    def __init__(self, intake: Intake) -> None:
        self._by_day: dict[tuple[Id, str], list[tuple[int | None, Id]]] = {}
        self.cancelled: set[Id] = {
            s.id for s in base.select(intake.session.connection, Session) if s.cancelled
        }
        for session in base.select(intake.session.connection, Session):
            if session.salon is not None:
                self.add(session.salon, session.date, session.number, session.id)

    def add(self, salon: Id, day: str, number: int | None, ent: Id) -> None:
        """Let later rows find this session."""
        self._by_day.setdefault((salon, day), []).append((number, ent))

    def find(self, salon: Id, day: str, number: int | None) -> Id | None:
        """Return the session with this number, else the only one of the day when either has no number."""
        of_day = self._by_day.get((salon, day), [])
        for known, ent in of_day:
            if known == number:
                return ent
        if len(of_day) == 1 and (number is None or of_day[0][0] is None):
            return of_day[0][1]
        return None

    def first(self, salon: Id, day: str) -> Id | None:
        """Return the day's first session."""
        return next(iter(self.of_day(salon, day)), None)

    def of_day(self, salon: Id, day: str) -> list[Id]:
        """Return the sessions of a day, nearly always one."""
        return [ent for _, ent in self._by_day.get((salon, day), [])]

    def elsewhere(self, salon: Id, day: str, number: int | None) -> tuple[str, Id] | None:
        """Return day and id of the one session with this 通番 on another day of the same fiscal year."""
        if number is None:
            return None
        year = fiscal.fiscal_year(day)
        found = [
            (other, ent)
            for (whose, other), sessions in self._by_day.items() if whose == salon and other != day
            for known, ent in sessions if known == number and other and fiscal.fiscal_year(other) == year
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def move(self, salon: Id, before: str, day: str, number: int | None, ent: Id) -> None:
        """Let later rows find a session on its new day."""
        self._by_day[salon, before] = [entry for entry in self._by_day[salon, before] if entry[1] != ent]
        self.add(salon, day, number, ent)


_SESSION_FIELDS = ("number", "date", "start", "end", "venue", "program", "elderly", "disabled", "children", "guardians",
                   "others", "staff", "fee", "cancel_reason", "memo")  # fmt: skip


def take_session(
    intake: Intake, sessions: Sessions, named: set[tuple[str, int | None, str]], line: int, row: SessionRow
) -> None:
    """A session; its counts are participants without a name.

    Args:
        intake: the file on its way in.
        sessions: what is here, and what earlier rows brought.
        named: salon, 通番 and day of all rows of the file.
        line: the row's line.
        row: what it says.
    """
    salon = intake.by_number(Salon, row.salon_number)
    if salon is None:
        intake.reject(line, "サロン番号", row.salon_number, _UNKNOWN_SALON)
        return
    ent = sessions.find(salon, row.date, row.number)
    moved = None if ent else sessions.elsewhere(salon, row.date, row.number)
    if moved and (row.salon_number, row.number, moved[0]) in named:
        moved = None  # the file itself has both days: two sessions
    if intake.stopped(line, _judged(intake, ent, row), {"date": row.date}):
        return
    if moved:
        ent = moved[1]
        sessions.move(salon, moved[0], row.date, row.number, ent)
        intake.note("moved_session", line)
    elif ent is None:
        ent = _new_session_id(intake, sessions, salon, row)
        sessions.add(salon, row.date, row.number, ent)
    values: dict[str, object] = {name: getattr(row, name) for name in _SESSION_FIELDS}
    intake.count(intake.put(Session, ent, {**values, "salon": salon, "cancelled": row.cancelled or None}))


def _judged(intake: Intake, ent: Id | None, row: SessionRow) -> list[Finding]:
    """Judge what a row says; a session that is here as it says is not asked about again."""
    found = judging.judge_day(row.date, intake.today)
    here = intake.get(Session, ent) if ent else None
    for name in (*SESSION_COUNTS, "staff"):
        count = getattr(row, name)
        if here is None or getattr(here, name) != count:
            found += judging.judge_count(count, session=True, field=name)
    total = sum(getattr(row, name) or 0 for name in SESSION_COUNTS)
    if not found and (here is None or total != sum(getattr(here, name) or 0 for name in SESSION_COUNTS)):
        found += judging.judge_count(total, session=True, field="elderly")
    return found


SESSION_COUNTS = ("elderly", "disabled", "children", "guardians", "others")


def _new_session_id(intake: Intake, sessions: Sessions, salon: Id, row: SessionRow) -> Id:
    """The day's first session has the id that the window gives it too; a further one adds its 通番."""
    if sessions.first(salon, row.date) is None:
        return session_id(intake.desk, salon, row.date)
    return intake.keyed("session", salon.hex(), row.date, str(row.number or ""))


class Present:
    """Who is in which session already, in the database or by an earlier row; a merged person is one."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._here = {
            (a.session, intake.canon(a.person))
            for a in base.select(intake.session.connection, Attendance)
            if a.session is not None and a.person is not None
        }
        self._named: dict[tuple[Id, Id], str] = {}

    def otherwise_written(self, of_day: list[Id], person: Id, name: str) -> bool:
        """Say whether an earlier row of this file named the person with other kanji."""
        who = self._intake.canon(person)
        written = {self._named[s, who] for s in of_day if (s, who) in self._named} - {""}
        return bool(name and written) and plain_key(name) not in written

    def place(self, of_day: list[Id], person: Id, name: str) -> tuple[Id, bool] | None:
        """Return the session that a row means, and whether the person is in it already; None when in all of them.

        A row says only the day. Where a day has several sessions, the n-th equal row is the n-th one attended.
        """
        who = self._intake.canon(person)
        open_ones = [session for session in of_day if (session, who) not in self._named]
        for session in sorted(open_ones, key=lambda s: (s, who) not in self._here):
            self._named[session, who] = plain_key(name)
            return session, (session, who) in self._here
        return None


def take_attendance(
    intake: Intake, sessions: Sessions, guests: Namesakes, present: Present, lives: Lives, line: int,
    row: AttendanceRow,
) -> None:  # fmt: skip
    """A named participant; one person takes part in a session once."""
    of_day = _sessions_meant(intake, sessions, line, row)
    person = _participant(intake, guests, line, row) if of_day else None
    if person is None:
        return
    if present.otherwise_written(of_day, person, row.name):
        # Two neighbours whose names differ by a variant: they may be two, and only a person knows.
        if not intake.ask(line, "氏名", row.name, "variant"):
            intake.count("unchanged")
        return
    place = present.place(of_day, person, row.name)
    if place is None or place[1]:
        intake.count("unchanged")
        return
    if intake.stopped(line, lives.refused(person, row.date), {"date": row.date}):
        return
    if place[0] in sessions.cancelled and intake.ask(line, "開催日", row.date, "cancelled_attended"):
        return
    if not row.person_number:
        _add_guest(intake, person, row)
    ent = intake.keyed("attendance", place[0].hex(), person.hex())
    intake.count(intake.put(Attendance, ent, {"session": place[0], "person": person}))


def _sessions_meant(intake: Intake, sessions: Sessions, line: int, row: AttendanceRow) -> list[Id]:
    """Return the sessions of the row's salon and day; none where it is refused."""
    salon = intake.by_number(Salon, row.salon_number)
    if salon is None:
        intake.reject(line, "サロン番号", row.salon_number, _UNKNOWN_SALON)
        return []
    of_day = sessions.of_day(salon, row.date)
    if not of_day:
        intake.reject(line, "開催日", row.date, "この日の開催が登録されていません。")
    return (
        [] if intake.stopped(line, judging.judge_day(row.date, intake.today), {"date": row.date}) else of_day
    )


def _participant(intake: Intake, guests: Namesakes, line: int, row: AttendanceRow) -> Id | None:
    """Return who took part, None when nobody can tell (the row is refused then)."""
    if row.person_number:
        known = intake.by_number(Person, row.person_number)
        if known is None:
            intake.reject(line, "対象者番号", row.person_number, "この番号の方は登録されていません。")
        return known
    found = guests.number_for(row.name, row.kana, "")
    if found is None:
        intake.reject(line, "氏名", row.name, "同じ名前の方が2人以上います。対象者番号を入れてください。")
        return None
    if intake.stopped(
        line, [] if intake.is_known(Person, found[1]) else judging.judge_name(row.name), {"name": row.name}
    ):
        return None
    return found[1]


def _add_guest(intake: Intake, person: Id, row: AttendanceRow) -> None:
    """Add somebody who is on no list yet as a salon participant; the number comes from the id."""
    if not intake.is_known(Person, person) or intake.comes_back(Person, person):
        number = number_from(person)
        intake.put(Person, person, {"number": number, "name": row.name, "kana": row.kana})


def _salons(book: Book) -> Iterable[SalonRow]:
    volunteers = book.numbers(Volunteer)
    for salon in base.select(book.connection, Salon, "ORDER BY number, id"):
        hosts = tuple(number_in(volunteers, Id(bytes.fromhex(h))) for h in salon.hosts.split())
        yield SalonRow(
            number=salon.number or salon.id.hex()[:12], name=salon.name, type=salon.type, venue=salon.venue,
            host_numbers=hosts, start=salon.start, end=salon.end, advice_desk=salon.advice_desk,
        )  # fmt: skip


def _sessions(book: Book) -> Iterable[SessionRow]:
    salons = book.numbers(Salon)
    for session in base.select(book.connection, Session, "ORDER BY date, salon, number"):
        said = {name: getattr(session, name) for name in (*_SESSION_FIELDS, "cancelled")}
        yield SessionRow(salon_number=number_in(salons, session.salon), **said)


def _attendance(book: Book) -> Iterable[AttendanceRow]:
    people, salons = book.numbers(Person), book.numbers(Salon)
    sessions = base.select(book.connection, Session)
    present: dict[Id, set[Id]] = {}  # a merged person once, as the report counts
    for attendance in base.select(book.connection, Attendance):
        if attendance.session is not None and attendance.person is not None:
            present.setdefault(attendance.session, set()).add(book.of(attendance.person))
    for session in sorted(sessions, key=lambda s: (s.date, s.id)):
        for person in sorted(present.get(session.id, ())):
            yield AttendanceRow(
                salon_number=number_in(salons, session.salon), date=session.date,
                person_number=number_in(people, person),
            )  # fmt: skip


def _take_sessions(intake: Intake, rows: Iterable[Parsed]) -> None:
    sessions = Sessions(intake)
    whole = [*typed(SessionRow, rows)]
    named = {(row.salon_number, row.number, row.date) for _, row in whole}
    for line, row in whole:
        take_session(intake, sessions, named, line, row)


def _take_all_attendance(intake: Intake, rows: Iterable[Parsed]) -> None:
    sessions, guests, present, lives = Sessions(intake), Namesakes(intake), Present(intake), Lives(intake)
    for line, row in typed(AttendanceRow, rows):
        take_attendance(intake, sessions, guests, present, lives, line, row)


TABLES = (
    TableKind(kinds.SALONS, each(SalonRow, take_salon), _salons),
    TableKind(kinds.SESSIONS, _take_sessions, _sessions),
    TableKind(kinds.ATTENDANCE, _take_all_attendance, _attendance),
)
