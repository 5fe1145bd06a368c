"""Rows of the people and volunteers tables."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
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
from sasaeai_desktop.domain.watch import Assignment, CaseState, WatchCase
from sasaeai_desktop.exchange.kinds import people as kinds
from sasaeai_desktop.exchange.kinds.people import PersonRow, VolunteerRow
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each

_PERSON_FIELDS = ("number", "name", "kana", "birth", "sex", "postal", "address", "town", "group", "phone", "mobile",
                  "household", "baseline", "source", "note")  # fmt: skip


def take_person(intake: Intake, _line: int, row: PersonRow) -> None:
    """A person with registration, contact, watchers and consents, all tied to the 管理番号."""
    person = intake.id_for_number(Person, row.number)
    outcomes = [intake.put(Person, person, {name: getattr(row, name) for name in _PERSON_FIELDS})]
    intake.remember_number(Person, row.number, person)
    if row.contact_name or row.contact_phone:
        values: dict[str, object] = {
            "name": row.contact_name,
            "relation": row.contact_relation,
            "phone": row.contact_phone,
        }
        here = _contact_of(intake, person)
        # A reference is never rewritten: what is here may name a merged entry, and that means the same person.
        ent = here.id if here else intake.keyed("contact", row.number, "1")
        said = values if here else {"person": person, "order": 1, **values}
        outcomes.append(intake.put(EmergencyContact, ent, said))
    if row.watch_start or row.watch_end or row.watch_method or row.every_days:
        outcomes.append(_take_case(intake, person, row))
    for number in row.watcher_numbers:
        volunteer = intake.id_for_number(Volunteer, number)
        if not _looks_after(intake, person, volunteer):
            values = {"person": person, "volunteer": volunteer, "start": row.watch_start}
            outcomes.append(intake.put(Assignment, intake.keyed("assignment", row.number, number), values))
    for purpose, state in (
        (Purpose.WATCH, row.consent_watch),
        (Purpose.REFER, row.consent_refer),
        (Purpose.EVACUATION, row.consent_evacuation),
    ):
        if state and _said_last(intake, person, purpose) != state:
            ent = intake.keyed("consent", row.number, purpose)
            outcomes.append(
                intake.put(Consent, ent, {"person": person, "purpose": purpose.value, "state": state})
            )
    intake.count(*outcomes)


def _contact_of(intake: Intake, person: Id) -> EmergencyContact | None:
    """Return the first contact of a person, which is the one a table shows."""

    def whose(contact: EmergencyContact) -> tuple[object, ...] | None:
        return (intake.canon(contact.person),) if contact.person and contact.order in (None, 1) else None

    return intake.first_like(EmergencyContact, (intake.canon(person),), whose)


def _looks_after(intake: Intake, person: Id, volunteer: Id) -> bool:
    """Say whether a volunteer looks after a person now, since whatever day."""

    def who(assignment: Assignment) -> tuple[object, ...] | None:
        if assignment.end or assignment.person is None or assignment.volunteer is None:
            return None
        return (intake.canon(assignment.person), intake.canon(assignment.volunteer))

    return intake.first_like(Assignment, (intake.canon(person), intake.canon(volunteer)), who) is not None


def _said_last(intake: Intake, person: Id, purpose: Purpose) -> str:
    """Return what a table would show of a consent, "" when nothing was said."""
    if intake.consents is None:
        intake.consents = {}
        for consent in base.select(intake.session.connection, Consent, "ORDER BY date, id"):
            if consent.person is not None:
                state = ConsentState.REFUSED.value if consent.revoked_on else consent.state
                intake.consents[intake.canon(consent.person), consent.purpose] = state
    return intake.consents.get((intake.canon(person), purpose.value), "")


def _take_case(intake: Intake, person: Id, row: PersonRow) -> str:
    """Without 見守り開始日 there is no registration: what else is said waits as 要検討."""
    here = _case_of(intake, person, row.watch_start)
    ent, state = (here.id, here.state) if here else (intake.keyed("case", row.number, row.watch_start), "")
    values: dict[str, object] = {
        "start": row.watch_start,
        "end": row.watch_end,
        "end_reason": row.end_reason,
        "method": row.watch_method,
        "every_days": row.every_days,
    }
    if here is None:
        values["person"] = person
    if row.watch_end:
        values["state"] = CaseState.ENDED.value
    elif not state or (state == CaseState.CONSIDERED and row.watch_start):
        values["state"] = (CaseState.ACTIVE if row.watch_start else CaseState.CONSIDERED).value
    return intake.put(WatchCase, ent, values)


def _case_of(intake: Intake, person: Id, start: str) -> WatchCase | None:
    """Return the registration this row speaks of: the one with its start, else one still waiting."""

    def which(case: WatchCase) -> tuple[object, ...] | None:
        if case.person is None:
            return None
        return (intake.canon(case.person), "" if case.state == CaseState.CONSIDERED else case.start)

    canonical = intake.canon(person)
    exact = intake.first_like(WatchCase, (canonical, start), which)
    return exact or intake.first_like(WatchCase, (canonical, ""), which)


def take_volunteer(intake: Intake, line: int, row: VolunteerRow) -> None:
    """A volunteer and roles; further rows of the same number bring roles with other dates."""
    volunteer = intake.id_for_number(Volunteer, row.number)
    if intake.by_number(Volunteer, row.number) is None and not row.name:
        intake.reject(line, "氏名", "", "何も入っていません。かならず入れてください。")
        return
    values = {
        name: getattr(row, name) for name in ("number", "name", "kana", "phone", "town", "pledged_on", "note")
    }
    outcomes = [intake.put(Volunteer, volunteer, values)]
    intake.remember_number(Volunteer, row.number, volunteer)
    for role in row.roles:
        held = _role_of(intake, volunteer, role, row.start)
        ent = held.id if held else intake.keyed("role", row.number, role, row.start)
        values = (
            {"end": row.end}
            if held
            else {"volunteer": volunteer, "role": role, "start": row.start, "end": row.end}
        )
        outcomes.append(intake.put(Role, ent, values))
    if "added" in outcomes[1:] and outcomes[0] == "updated":
        outcomes[0] = "added"
    intake.count(*outcomes)


def _role_of(intake: Intake, volunteer: Id, role: str, start: str) -> Role | None:
    """Return the role that a volunteer began on that day, under whatever id it was typed."""

    def which(held: Role) -> tuple[object, ...] | None:
        return (intake.canon(held.volunteer), held.role, held.start) if held.volunteer else None

    return intake.first_like(Role, (intake.canon(volunteer), role, start), which)


def _people(book: Book) -> Iterable[PersonRow]:
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
        yield PersonRow(
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


def _volunteers(book: Book) -> Iterable[VolunteerRow]:
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
        for (start, end), held in (spans or {("", ""): []}).items():
            yield VolunteerRow(
                number=volunteer.number or volunteer.id.hex()[:12], name=volunteer.name, kana=volunteer.kana,
                phone=volunteer.phone, town=volunteer.town, roles=tuple(dict.fromkeys(held)), start=start, end=end,
                pledged_on=volunteer.pledged_on, note=volunteer.note,
            )  # fmt: skip


TABLES = (
    TableKind(kinds.PEOPLE, each(PersonRow, take_person), _people),
    TableKind(kinds.VOLUNTEERS, each(VolunteerRow, take_volunteer), _volunteers),
)
