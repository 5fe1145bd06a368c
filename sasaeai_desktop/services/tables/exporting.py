"""Writing the nine tables as files: the same headers as for the import, one row per canonical person or act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.council import Grant
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.people import (
    Consent,
    ConsentState,
    EmergencyContact,
    Person,
    Purpose,
    Role,
    Volunteer,
)
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.domain.watch import Assignment, CaseState, Tally, Visit, WatchCase
from sasaeai_desktop.exchange import row_types
from sasaeai_desktop.exchange.columns import headers, kind_of, template_rows
from sasaeai_desktop.exchange.row_types import Row
from sasaeai_desktop.exchange.rows import format_row
from sasaeai_desktop.exchange.writing import write_table
from sasaeai_desktop.services.desk import audit, codes
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.desk.provisions import note_provision

_WITH_NAMES = ("people", "volunteers", "attendance", "cards", "visits")


def write_template(kind: str, path: Path) -> None:
    """Write an empty table with its headers and two example rows; needs no installation.

    Raises:
        InputError: there is no such kind.
        DiskError: the file could not be written.
    """
    write_table(path, headers(kind), template_rows(kind))


def export_table(desk: Desk, kind: str, path: Path, encoding: str = "utf-8") -> int:
    """Write a table file and return its number of rows; one with names is noted in the 第三者提供記録.

    Raises:
        InputError: there is no such kind, or a character that the encoding lacks (named with its place).
        DiskError: the file could not be written.
    """
    spec = kind_of(kind)
    signs = codes.signs(desk)
    with reading(desk) as session:
        book = _Book(session)
        rows = [format_row(row, signs) for row in _ROWS[kind](book)]
    write_table(path, spec.headers, rows, encoding)
    if kind in _WITH_NAMES and rows:
        _note(desk, spec.title, path, len(rows))
    return len(rows)


def _note(desk: Desk, title: str, path: Path, count: int) -> None:
    with acting(desk, f"{title}の表を書き出しました", undoable=False) as session:
        note_provision(
            session, desk, what=f"{title}の表（{count}件）", to="ファイル", purpose="表の書き出し",
            medium=path.suffix.lstrip("."),
        )  # fmt: skip
        audit.log_access(session.connection, desk, f"export {title} {count}")


class _Book:
    """Everything an export looks up: canonical ids, and the numbers that people are known by."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.canon = base.canonical_ids(connection)

    def of(self, record: Id) -> Id:
        """Return the canonical id."""
        return self.canon.get(record, record)

    def numbers(self, kind: type[Record]) -> dict[Id, str]:
        """Return 管理番号 by id; a merged entry has its canonical one's, and a record without one its id."""
        column = "key" if kind is ReferralCard else "number"
        rows = self.connection.exec_driver_sql(f'SELECT id, "{column}" FROM "{kind.kind}"')
        own = {Id(ent): number or ent.hex()[:12] for ent, number in rows}
        return {ent: own.get(self.of(ent), number) for ent, number in own.items()}

    def by_person(self, kind: type[Record], where: str = "ORDER BY id") -> dict[Id, list[Record]]:
        """Return records that have a ``person``, by canonical person."""
        found: dict[Id, list[Record]] = {}
        for record in base.select(self.connection, kind, where):
            found.setdefault(self.of(record.person), []).append(record)  # type: ignore[attr-defined]
        return found


def _people(book: _Book) -> Iterable[Row]:
    volunteers = book.numbers(Volunteer)
    cases, contacts = book.by_person(WatchCase), book.by_person(EmergencyContact, 'ORDER BY "order", id')
    assigned, consents = book.by_person(Assignment), book.by_person(Consent, "ORDER BY date, id")
    for person in base.select(book.connection, Person, "ORDER BY number, id"):
        if book.of(person.id) != person.id:
            continue
        case = _present_case(cases.get(person.id, []))
        contact = next(iter(contacts.get(person.id, [])), None)
        given = {c.purpose: _state_of(c) for c in consents.get(person.id, []) if isinstance(c, Consent)}
        assert contact is None or isinstance(contact, EmergencyContact)
        yield row_types.PersonRow(
            number=person.number or person.id.hex()[:12],
            **{n: getattr(person, n) for n in ("name", "kana", "birth", "sex", "postal", "address", "town", "group", "phone",
                                               "mobile", "household", "baseline", "source", "note")},
            contact_name=contact.name if contact else "",
            contact_relation=contact.relation if contact else "",
            contact_phone=contact.phone if contact else "",
            watch_start="" if case is None or case.state == CaseState.CONSIDERED else case.start,
            watch_end=case.end if case else "",
            end_reason=case.end_reason if case else "",
            watch_method=case.method if case else "",
            every_days=case.every_days if case else None,
            watcher_numbers=tuple(
                dict.fromkeys(
                    volunteers.get(a.volunteer, "") for a in assigned.get(person.id, [])
                    if isinstance(a, Assignment) and a.volunteer is not None and not a.end
                )
            ),
            consent_watch=given.get(Purpose.WATCH, ""),
            consent_refer=given.get(Purpose.REFER, ""),
            consent_evacuation=given.get(Purpose.EVACUATION, ""),
        )  # fmt: skip


def _present_case(cases: list[Record]) -> WatchCase | None:
    """Return the registration to show: one not ended, else the one that began last."""
    typed = [c for c in cases if isinstance(c, WatchCase)]
    return max(typed, key=lambda c: (not c.end, c.start, c.id), default=None)


def _state_of(consent: Consent) -> str:
    return ConsentState.REFUSED.value if consent.revoked_on else consent.state


def _volunteers(book: _Book) -> Iterable[Row]:
    roles: dict[Id, list[Role]] = {}
    for role in base.select(book.connection, Role, "ORDER BY start, role, id"):
        if role.volunteer is not None:
            roles.setdefault(book.of(role.volunteer), []).append(role)
    for volunteer in base.select(book.connection, Volunteer, "ORDER BY number, id"):
        if book.of(volunteer.id) != volunteer.id:
            continue
        spans: dict[tuple[str, str], list[str]] = {}
        for role in roles.get(volunteer.id, []):
            spans.setdefault((role.start, role.end), []).append(role.role)
        for (start, end), kinds in (spans or {("", ""): []}).items():
            yield row_types.VolunteerRow(
                number=volunteer.number or volunteer.id.hex()[:12], name=volunteer.name, kana=volunteer.kana,
                phone=volunteer.phone, town=volunteer.town, roles=tuple(dict.fromkeys(kinds)), start=start, end=end,
                pledged_on=volunteer.pledged_on, note=volunteer.note,
            )  # fmt: skip


def _visits(book: _Book) -> Iterable[Row]:
    people, volunteers = book.numbers(Person), book.numbers(Volunteer)
    for visit in base.select(book.connection, Visit, "ORDER BY date, id"):
        yield row_types.VisitRow(
            date=visit.date, time=visit.time, person_number=_number(people, visit.person),
            watcher_numbers=tuple(_number(volunteers, w) for w in visit.watchers), method=visit.method,
            result=visit.result, condition=visit.condition, signs=visit.signs, memo=visit.memo,
        )  # fmt: skip


def _tallies(book: _Book) -> Iterable[Row]:
    people, volunteers = book.numbers(Person), book.numbers(Volunteer)
    sums: Counter[tuple[str, str, str, str]] = Counter()  # the counts of merged entries are one person's
    for tally in base.select(book.connection, Tally, "ORDER BY month, id"):
        person = _number(people, tally.person) if tally.person else ""
        watcher = _number(volunteers, tally.watcher) if tally.watcher else ""
        sums[person, watcher, tally.month, tally.method] += tally.count or 0
    for (person, watcher, month, method), count in sums.items():
        yield row_types.TallyRow(
            person_number=person, watcher_number=watcher, month=month, method=method, count=count
        )


def _salons(book: _Book) -> Iterable[Row]:
    volunteers = book.numbers(Volunteer)
    for salon in base.select(book.connection, Salon, "ORDER BY number, id"):
        hosts = tuple(_number(volunteers, Id(bytes.fromhex(h))) for h in salon.hosts.split())
        yield row_types.SalonRow(
            number=salon.number or salon.id.hex()[:12], name=salon.name, type=salon.type, venue=salon.venue,
            host_numbers=hosts, start=salon.start, end=salon.end, advice_desk=salon.advice_desk,
        )  # fmt: skip


_SESSION_FIELDS = ("number", "date", "start", "end", "venue", "program", "elderly", "disabled", "children", "guardians",
                   "others", "staff", "fee", "cancelled", "cancel_reason", "memo")  # fmt: skip


def _sessions(book: _Book) -> Iterable[Row]:
    salons = book.numbers(Salon)
    for session in base.select(book.connection, Session, "ORDER BY date, salon, number"):
        said = {name: getattr(session, name) for name in _SESSION_FIELDS}
        yield row_types.SessionRow(salon_number=_number(salons, session.salon), **said)


def _attendance(book: _Book) -> Iterable[Row]:
    people, salons = book.numbers(Person), book.numbers(Salon)
    sessions = base.select(book.connection, Session)
    present: dict[Id, set[Id]] = {}  # a merged person once, as the report counts
    for attendance in base.select(book.connection, Attendance):
        if attendance.session is not None and attendance.person is not None:
            present.setdefault(attendance.session, set()).add(book.of(attendance.person))
    for session in sorted(sessions, key=lambda s: (s.date, s.id)):
        for person in sorted(present.get(session.id, ())):
            yield row_types.AttendanceRow(
                salon_number=_number(salons, session.salon), date=session.date,
                person_number=_number(people, person),
            )  # fmt: skip


def _cards(book: _Book) -> Iterable[Row]:
    people, volunteers, salons = book.numbers(Person), book.numbers(Volunteer), book.numbers(Salon)
    for card in base.select(book.connection, ReferralCard, "ORDER BY written_on, number"):
        said = {
            name: getattr(card, name)
            for name in ("written_on", "trigger", "troubles", "trouble_note", "facts", "thoughts", "urgency", "consent",
                         "destination", "handed_on", "response", "answered_on", "answer")
        }  # fmt: skip
        yield row_types.CardRow(
            number=card.key or card.number, writer_number=volunteers.get(card.writer, "") if card.writer else "",
            salon_number=salons.get(card.salon, "") if card.salon else "",
            person_number=people.get(card.person, "") if card.person else "", **said,
        )  # fmt: skip


def _grants(book: _Book) -> Iterable[Row]:
    for grant in base.select(book.connection, Grant, "ORDER BY of_district, year, programme"):
        yield row_types.GrantRow(
            district=grant.of_district, year=grant.year or 0, programme=grant.programme, carried_out=grant.carried_out,
            amount_yen=grant.amount_yen,
        )  # fmt: skip


def _number(numbers: dict[Id, str], ent: Id | None) -> str:
    """Return a 管理番号; a record that is not here yet is named by its id, so that the row is not lost."""
    return "" if ent is None else numbers.get(ent, ent.hex()[:12])


_ROWS: dict[str, Callable[[_Book], Iterable[Row]]] = {
    "people": _people,
    "volunteers": _volunteers,
    "visits": _visits,
    "tallies": _tallies,
    "salons": _salons,
    "sessions": _sessions,
    "attendance": _attendance,
    "cards": _cards,
    "grants": _grants,
}
