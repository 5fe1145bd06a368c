"""Rows of the people and volunteers tables."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Consent, EmergencyContact, Person, Purpose, Role, Volunteer
from sasaeai_desktop.domain.watch import Assignment, CaseState, WatchCase
from sasaeai_desktop.exchange.row_types import PersonRow, VolunteerRow
from sasaeai_desktop.services.intake.intake import Intake

_PERSON_FIELDS = ("number", "name", "kana", "birth", "sex", "postal", "address", "town", "group", "phone", "mobile",
                  "household", "baseline", "source", "note")  # fmt: skip


def take_person(intake: Intake, _line: int, row: PersonRow) -> None:
    """A person with registration, contact, watchers and consents, all tied to the 管理番号."""
    person = intake.id_for_number(Person, row.number)
    outcomes = [intake.put(Person, person, {name: getattr(row, name) for name in _PERSON_FIELDS})]
    intake.remember_number(Person, row.number, person)
    if row.contact_name or row.contact_phone:
        values = {"person": person, "order": 1, "name": row.contact_name, "relation": row.contact_relation,
                  "phone": row.contact_phone}  # fmt: skip
        outcomes.append(intake.put(EmergencyContact, intake.keyed("contact", row.number, "1"), values))
    if row.watch_start or row.watch_end or row.watch_method or row.every_days:
        outcomes.append(_take_case(intake, person, row))
    for number in row.watcher_numbers:
        values = {
            "person": person,
            "volunteer": intake.id_for_number(Volunteer, number),
            "start": row.watch_start,
        }
        outcomes.append(intake.put(Assignment, intake.keyed("assignment", row.number, number), values))
    for purpose, state in (
        (Purpose.WATCH, row.consent_watch),
        (Purpose.REFER, row.consent_refer),
        (Purpose.EVACUATION, row.consent_evacuation),
    ):
        if state:
            ent = intake.keyed("consent", row.number, purpose)
            outcomes.append(
                intake.put(Consent, ent, {"person": person, "purpose": purpose.value, "state": state})
            )
    intake.count(*outcomes)


def _take_case(intake: Intake, person: Id, row: PersonRow) -> str:
    """Without 見守り開始日 there is no registration: what else is said waits as 要検討."""
    ent, state = _case_of(intake, person, row)
    values: dict[str, object] = {
        "person": person,
        "start": row.watch_start,
        "end": row.watch_end,
        "end_reason": row.end_reason,
        "method": row.watch_method,
        "every_days": row.every_days,
    }
    if row.watch_end:
        values["state"] = CaseState.ENDED.value
    elif not state or (state == CaseState.CONSIDERED and row.watch_start):
        values["state"] = (CaseState.ACTIVE if row.watch_start else CaseState.CONSIDERED).value
    return intake.put(WatchCase, ent, values)


def _case_of(intake: Intake, person: Id, row: PersonRow) -> tuple[Id, str]:
    """Return the registration this row speaks of and its state: the one with its start, else one still waiting."""
    if intake.is_known(Person, person):
        known = base.select(intake.session.connection, WatchCase, "AND person = ?", (person,))
        same = [c for c in known if c.start == row.watch_start] or [c for c in known if not c.start]
        if same:
            return same[0].id, same[0].state
    return intake.keyed("case", row.number, row.watch_start), ""


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
        ent = intake.keyed("role", row.number, role, row.start)
        values = {"volunteer": volunteer, "role": role, "start": row.start, "end": row.end}
        outcomes.append(intake.put(Role, ent, values))
    if "added" in outcomes[1:] and outcomes[0] == "updated":
        outcomes[0] = "added"
    intake.count(*outcomes)
