"""Rows of the salons, sessions and attendance tables."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.exchange.kinds import salon as kinds
from sasaeai_desktop.exchange.kinds.salon import AttendanceRow, SalonRow, SessionRow
from sasaeai_desktop.exchange.rows import Parsed
from sasaeai_desktop.services.salon.salons import session_id
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each, typed

_UNKNOWN_SALON = "この番号のサロンは登録されていません。"


def take_salon(intake: Intake, _line: int, row: SalonRow) -> None:
    """A salon by its 管理番号."""
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


class Sessions:
    """Finding a salon's session by its day, and by 通番 where a day has several."""

    def __init__(self, intake: Intake) -> None:
        self._by_day: dict[tuple[Id, str], list[tuple[int | None, Id]]] = {}
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


_SESSION_FIELDS = ("number", "date", "start", "end", "venue", "program", "elderly", "disabled", "children", "guardians",
                   "others", "staff", "fee", "cancel_reason", "memo")  # fmt: skip


def take_session(intake: Intake, sessions: Sessions, line: int, row: SessionRow) -> None:
    """A session; its counts are participants without a name."""
    salon = intake.by_number(Salon, row.salon_number)
    if salon is None:
        intake.reject(line, "サロン番号", row.salon_number, _UNKNOWN_SALON)
        return
    ent = sessions.find(salon, row.date, row.number)
    if ent is None:
        ent = _new_session_id(intake, sessions, salon, row)
        sessions.add(salon, row.date, row.number, ent)
    values: dict[str, object] = {name: getattr(row, name) for name in _SESSION_FIELDS}
    intake.count(intake.put(Session, ent, {**values, "salon": salon, "cancelled": row.cancelled or None}))


def _new_session_id(intake: Intake, sessions: Sessions, salon: Id, row: SessionRow) -> Id:
    """The day's first session has the id that the window gives it too; a further one adds its 通番."""
    if sessions.first(salon, row.date) is None:
        return session_id(intake.desk, salon, row.date)
    return intake.keyed("session", salon.hex(), row.date, str(row.number or ""))


class Guests:
    """Finding a participant by name and reading, or adding one who is on no list yet."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._by_name: dict[tuple[str, str], list[Id]] = {}
        for person in base.select(intake.session.connection, Person):
            self._by_name.setdefault((kana.search_key(person.name), kana.search_key(person.kana)), []).append(
                person.id
            )

    def find(self, name: str, reading: str) -> list[Id]:
        """Return everyone of this name and reading; added as a salon participant when there is nobody."""
        key = (kana.search_key(name), kana.search_key(reading))
        found = self._by_name.get(key)
        if found is None:
            # The number comes from the id, so two laptops that import the same list give the same one.
            ent = self._intake.keyed("participant", *key)
            number = f"N{int.from_bytes(ent[-4:], 'big') % 1_000_000:06}"
            self._intake.put(Person, ent, {"number": number, "name": name, "kana": reading})
            found = self._by_name[key] = [ent]
        return list(dict.fromkeys(self._intake.canon(ent) for ent in found))


class Present:
    """Who is in which session already, in the database or by an earlier row; a merged person is one."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._here = {
            (a.session, intake.canon(a.person))
            for a in base.select(intake.session.connection, Attendance)
            if a.session is not None and a.person is not None
        }
        self._named: set[tuple[Id, Id]] = set()

    def place(self, of_day: list[Id], person: Id) -> tuple[Id, bool] | None:
        """Return the session that a row means, and whether the person is in it already; None when in all of them.

        A row says only the day. Where a day has several sessions, the n-th equal row is the n-th one attended.
        """
        who = self._intake.canon(person)
        open_ones = [session for session in of_day if (session, who) not in self._named]
        for session in sorted(open_ones, key=lambda s: (s, who) not in self._here):
            self._named.add((session, who))
            return session, (session, who) in self._here
        return None


def take_attendance(
    intake: Intake, sessions: Sessions, guests: Guests, present: Present, line: int, row: AttendanceRow
) -> None:
    """A named participant; one person takes part in a session once."""
    salon = intake.by_number(Salon, row.salon_number)
    if salon is None:
        intake.reject(line, "サロン番号", row.salon_number, _UNKNOWN_SALON)
        return
    of_day = sessions.of_day(salon, row.date)
    if not of_day:
        intake.reject(line, "開催日", row.date, "この日の開催が登録されていません。")
        return
    if row.person_number:
        known = intake.by_number(Person, row.person_number)
        found = [known] if known else []
        if not found:
            intake.reject(line, "対象者番号", row.person_number, "この番号の方は登録されていません。")
            return
    else:
        found = guests.find(row.name, row.kana)
    if len(found) > 1:
        intake.reject(line, "氏名", row.name, "同じ名前の方が2人以上います。対象者番号を入れてください。")
        return
    place = present.place(of_day, found[0])
    if place is None or place[1]:
        intake.count("unchanged")
        return
    ent = intake.keyed("attendance", place[0].hex(), found[0].hex())
    intake.count(intake.put(Attendance, ent, {"session": place[0], "person": found[0]}))


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
    for line, row in typed(SessionRow, rows):
        take_session(intake, sessions, line, row)


def _take_all_attendance(intake: Intake, rows: Iterable[Parsed]) -> None:
    sessions, guests, present = Sessions(intake), Guests(intake), Present(intake)
    for line, row in typed(AttendanceRow, rows):
        take_attendance(intake, sessions, guests, present, line, row)


TABLES = (
    TableKind(kinds.SALONS, each(SalonRow, take_salon), _salons),
    TableKind(kinds.SESSIONS, _take_sessions, _sessions),
    TableKind(kinds.ATTENDANCE, _take_all_attendance, _attendance),
)
