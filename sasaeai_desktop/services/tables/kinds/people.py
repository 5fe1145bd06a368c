"""Rows of the people and volunteers tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
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
from sasaeai_desktop.exchange.folding import kana_key
from sasaeai_desktop.exchange.kinds import people as kinds
from sasaeai_desktop.exchange.kinds.people import PersonRow, VolunteerRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.namesakes import Namesakes
from sasaeai_desktop.services.tables.kinds.table import TableKind, typed

_PERSON_FIELDS = ("number", "name", "kana", "birth", "sex", "postal", "address", "town", "group", "phone", "mobile",
                  "household", "baseline", "source", "note")  # fmt: skip


def take_people(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a people table; one without 管理番号 gets a number that its content keeps."""
    namesakes: Namesakes | None = None
    for line, row in typed(PersonRow, rows):
        if namesakes is None:
            namesakes = Namesakes(intake)
        ent = intake.by_number(Person, row.number) if row.number else None
        if not row.number:
            numbered = namesakes.number_for(row.name, row.kana, row.birth)
            if numbered is None:
                intake.reject(line, "氏名", row.name, _SEVERAL)
                continue
            row, ent = replace(row, number=numbered[0]), numbered[1]  # noqa: PLW2901 - the row with its number
        elif ent is None:
            if _perhaps_known(intake, namesakes, line, row):
                continue
            ent = intake.id_for_number(Person, row.number)
            namesakes.add(row.name, row.kana, row.birth, ent)
        take_person(intake, line, row, ent)


_SEVERAL = "同じ名前の方が2人以上います。管理番号を入れてください。"


def _perhaps_known(intake: Intake, namesakes: Namesakes, line: int, row: PersonRow) -> bool:
    """Ask about a new number whose person is here under one with zeros in front; tell of other namesakes.

    Returns:
        Whether the row must wait.
    """
    found = namesakes.find(row.name, row.kana, row.birth)
    if not found or not (row.kana or row.birth):
        return False
    like = {
        intake.canon(ent)
        for n in intake.numbers_like(Person, row.number)
        if (ent := intake.by_number(Person, n))
    }
    if like & set(found):
        return intake.ask(line, "管理番号", row.number, "lost_zero")
    if row.birth and intake.number_of(Person, found[0]):
        intake.note("known_person", line)
    return False


def take_person(intake: Intake, line: int, row: PersonRow, person: Id) -> None:
    """A person with registration, contact, watchers and consents, all tied to the 管理番号."""
    here = intake.get(Person, person)
    if intake.stopped(line, _judged(intake, here, row), {"name": row.name, "birth": row.birth}):
        return
    if intake.is_deleted(Person, person):
        intake.note("deleted_before", line)
    case: WatchCase | None = None
    registered = bool(row.watch_start or row.watch_end or row.watch_method or row.every_days)
    if registered:
        case = _case_of(intake, line, person, row)
        if intake.stopped(
            line, judging.judge_span(case.start if case else "", row.watch_end, field="watch_end"), {}
        ):
            return
    values = {name: getattr(row, name) for name in _PERSON_FIELDS}
    if here is not None and kana_key(here.kana) == kana_key(row.kana):
        del values["kana"]  # hiragana or katakana: the same reading
    outcomes = [intake.put(Person, person, values)]
    intake.remember_number(Person, row.number, person)
    if row.contact_name or row.contact_phone:
        outcomes.append(_take_contact(intake, person, row))
    if registered:
        outcomes.append(_take_case(intake, line, person, row, case))
    if row.watcher_numbers:
        outcomes += _take_watchers(intake, line, person, row)
    intake.count(*outcomes, *_take_consents(intake, person, row))


def _take_contact(intake: Intake, person: Id, row: PersonRow) -> str:
    contact: dict[str, object] = {
        "name": row.contact_name,
        "relation": row.contact_relation,
        "phone": row.contact_phone,
    }
    known = _contact_of(intake, person)
    # A reference is never rewritten: what is here may name a merged entry, and that means the same person.
    ent = known.id if known else intake.keyed("contact", row.number, "1")
    said = contact if known else {"person": person, "order": 1, **contact}
    return intake.put(EmergencyContact, ent, said)


def _take_consents(intake: Intake, person: Id, row: PersonRow) -> Iterator[str]:
    for purpose, state in (
        (Purpose.WATCH, row.consent_watch),
        (Purpose.REFER, row.consent_refer),
        (Purpose.EVACUATION, row.consent_evacuation),
    ):
        if state and _said_last(intake, person, purpose) != state:
            ent = intake.keyed("consent", row.number, purpose)
            said = {"person": person, "purpose": purpose.value, "state": state}
            yield intake.put(Consent, ent, said)


def _judged(intake: Intake, here: Person | None, row: PersonRow) -> list[Finding]:
    """Judge what a row says that is not here already."""
    found: list[Finding] = []
    if here is None or here.name != row.name:
        found += judging.judge_name(row.name, before=here.name if here else "")
    if here is None or here.birth != row.birth:
        found += judging.judge_birth(
            row.birth, intake.today, watched=bool(row.watch_start and not row.watch_end)
        )
    return found


def _take_watchers(intake: Intake, line: int, person: Id, row: PersonRow) -> list[str]:
    """Whoever the list names looks after the person from now on; whoever it names no more has ended."""
    outcomes: list[str] = []
    named = [intake.id_for_number(Volunteer, number) for number in row.watcher_numbers]
    meant = {intake.canon(volunteer) for volunteer in named}

    def whose(assignment: Assignment) -> Hashable:
        return intake.canon(assignment.person) if assignment.person else None

    here = [a for a in intake.group(Assignment, intake.canon(person), whose) if not a.end and a.volunteer]
    kept = {intake.canon(a.volunteer) for a in here if a.volunteer}
    for number, volunteer in zip(row.watcher_numbers, named, strict=True):
        if intake.canon(volunteer) in kept:
            continue
        ent = intake.keyed("assignment", row.number, number)
        if intake.get(Assignment, ent) is not None:  # it ended before, and begins anew
            ent = intake.keyed("assignment", row.number, number, intake.today)
        start = intake.today if here else row.watch_start
        outcomes.append(
            intake.put(Assignment, ent, {"person": person, "volunteer": volunteer, "start": start})
        )
    for assignment in here:
        if assignment.volunteer and intake.canon(assignment.volunteer) not in meant:
            outcomes.append(intake.put(Assignment, assignment.id, {"end": intake.today}))
            intake.note("watcher_ended", line)
    return outcomes


def _contact_of(intake: Intake, person: Id) -> EmergencyContact | None:
    """Return the first contact of a person, which is the one a table shows."""

    def whose(contact: EmergencyContact) -> tuple[object, ...] | None:
        return (intake.canon(contact.person),) if contact.person and contact.order in (None, 1) else None

    return intake.first_like(EmergencyContact, (intake.canon(person),), whose)


def _said_last(intake: Intake, person: Id, purpose: Purpose) -> str:
    """Return what a table would show of a consent, "" when nothing was said."""
    if intake.consents is None:
        intake.consents = {}
        for consent in base.select(intake.session.connection, Consent, "ORDER BY date, id"):
            if consent.person is not None:
                state = ConsentState.REFUSED.value if consent.revoked_on else consent.state
                intake.consents[intake.canon(consent.person), consent.purpose] = state
    return intake.consents.get((intake.canon(person), purpose.value), "")


def _take_case(intake: Intake, line: int, person: Id, row: PersonRow, here: WatchCase | None) -> str:
    """Without 見守り開始日 there is no registration: what else is said waits as 要検討.

    An end without a start ends the one registration that is open.
    """
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
        if not row.watch_start and (here is None or not here.start):
            intake.note("no_start", line)
    elif not state or (state == CaseState.CONSIDERED and row.watch_start):
        values["state"] = (CaseState.ACTIVE if row.watch_start else CaseState.CONSIDERED).value
    return intake.put(WatchCase, ent, values)


def _case_of(intake: Intake, line: int, person: Id, row: PersonRow) -> WatchCase | None:
    """Return the registration this row speaks of: the one with its start, else one still waiting, else the open one."""

    def whose(case: WatchCase) -> Hashable:
        return intake.canon(case.person) if case.person else None

    cases = intake.group(WatchCase, intake.canon(person), whose)
    waiting = [c for c in cases if c.state == CaseState.CONSIDERED]
    begun = [c for c in cases if c.state != CaseState.CONSIDERED]
    exact = [c for c in begun if c.start == row.watch_start]
    if exact and row.watch_start:
        return exact[0]
    if not row.watch_start and row.watch_end:
        ended = [c for c in begun if c.end == row.watch_end]
        running = [c for c in begun if c.start and not c.end]
        if ended:
            return ended[0]
        if len(running) == 1:
            intake.note("ended_open", line)
            return running[0]
    if not row.watch_start and not row.watch_end and len(begun) == 1 and not begun[0].end:
        return begun[0]  # a changed method or rhythm of the registration that is there
    return waiting[0] if waiting else exact[0] if exact else None


def take_volunteers(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a volunteers table; one without 管理番号 gets a number that its content keeps."""
    namesakes: Namesakes | None = None
    for line, row in typed(VolunteerRow, rows):
        if row.number:
            take_volunteer(intake, line, row)
            continue
        if namesakes is None:
            namesakes = Namesakes(intake, Volunteer)
        numbered = namesakes.number_for(row.name, row.kana, "")
        if numbered is None:
            intake.reject(line, "氏名", row.name, _SEVERAL)
            continue
        intake.remember_number(Volunteer, *numbered)
        take_volunteer(intake, line, replace(row, number=numbered[0]))


def take_volunteer(intake: Intake, line: int, row: VolunteerRow) -> None:
    """A volunteer and roles; further rows of the same number bring roles with other dates."""
    volunteer = intake.id_for_number(Volunteer, row.number)
    if intake.by_number(Volunteer, row.number) is None and not row.name:
        intake.reject(line, "氏名", "", "何も入っていません。かならず入れてください。")
        return
    here = intake.get(Volunteer, volunteer)
    before = here.name if here else ""
    if before != row.name and intake.stopped(
        line, judging.judge_name(row.name, before=before), {"name": row.name}
    ):
        return
    values = {
        name: getattr(row, name) for name in ("number", "name", "kana", "phone", "town", "pledged_on", "note")
    }
    if here is not None and kana_key(here.kana) == kana_key(row.kana):
        del values["kana"]
    roles = {role: _role_of(intake, line, volunteer, role, row) for role in row.roles}
    spans = [f for held in roles.values() if held for f in judging.judge_span(held.start, row.end)]
    if intake.stopped(line, spans[:1], {"end": row.end}):
        return
    outcomes = [intake.put(Volunteer, volunteer, values)]
    intake.remember_number(Volunteer, row.number, volunteer)
    outcomes += [_take_role(intake, line, volunteer, role, held, row) for role, held in roles.items()]
    if "added" in outcomes[1:] and outcomes[0] == "updated":
        outcomes[0] = "added"
    intake.count(*outcomes)


def _take_role(
    intake: Intake, line: int, volunteer: Id, role: str, held: Role | None, row: VolunteerRow
) -> str:
    """Begin a role, or end the one that is held."""
    ent = held.id if held else intake.keyed("role", row.number, role, row.start)
    began = {} if held else {"volunteer": volunteer, "role": role, "start": row.start}
    if not row.start and (held is None or not held.start):
        intake.note("no_start", line)
    return intake.put(Role, ent, {**began, "end": row.end})


def _role_of(intake: Intake, line: int, volunteer: Id, role: str, row: VolunteerRow) -> Role | None:
    """Return the role a row speaks of: begun on its day; without a start the open one, or the one that ended so."""

    def whose(held: Role) -> Hashable:
        return (intake.canon(held.volunteer), held.role) if held.volunteer else None

    roles = intake.group(Role, (intake.canon(volunteer), role), whose)
    exact = next((held for held in roles if held.start == row.start), None)
    if exact is not None or row.start:
        return exact
    ended = next((held for held in roles if row.end and held.end == row.end), None)
    running = [held for held in roles if held.start and not held.end]
    if ended is None and row.end and len(running) == 1:
        intake.note("ended_open", line)
    return ended or (running[0] if len(running) == 1 else None)


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
    TableKind(kinds.PEOPLE, take_people, _people),
    TableKind(kinds.VOLUNTEERS, take_volunteers, _volunteers),
)
