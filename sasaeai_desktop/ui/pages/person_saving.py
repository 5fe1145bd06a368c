"""Turning the form of a person into actions of the services, on the worker thread. No widgets."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.domain.rhythm import parse_rhythm, rhythm_words
from sasaeai_desktop.domain.watch import CaseState
from sasaeai_desktop.services import people, watching
from sasaeai_desktop.services.desk import Desk
from sasaeai_desktop.services.people import PersonView

Values = dict[str, str | tuple[str, ...]]
_PERSON = (
    "name",
    "kana",
    "birth",
    "sex",
    "town",
    "group",
    "phone",
    "mobile",
    "address",
    "household",
    "baseline",
)
_RUNNING = "yes"


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What the form says: values of the person, of the registration and of the consent by name."""

    person: Values
    watch: Values
    consent: Values

    @classmethod
    def of(cls, view: PersonView | None, today: str) -> PersonDraft:
        """Return what is known of a person; of somebody new, what the form begins with."""
        if view is None:
            consent: Values = {"state": ConsentState.UNKNOWN.value, "date": today}
            return cls({}, {"start": today}, consent)
        person: Values = {name: getattr(view.person, name) for name in _PERSON}
        return cls(person, _watch_of(view, today), _consent_of(view, today))


def _watch_of(view: PersonView, today: str) -> Values:
    case = view.case
    if case is None or case.state == CaseState.ENDED:
        return {"start": today, "begin": "no"}
    return {
        "case": _RUNNING,
        "start": case.start or today,
        "rhythm": rhythm_words(case.every_days),
        "weekdays": case.weekdays,
        "watcher": view.watchers[0].volunteer.hex() if view.watchers else "",
        "coordinator": case.coordinator.hex() if case.coordinator else "",
    }


def _consent_of(view: PersonView, today: str) -> Values:
    record = view.consent_records.get(Purpose.WATCH)
    found: Values = {"state": view.consents[Purpose.WATCH].value, "date": today}
    if record is not None:
        found |= {"form": record.form, "date": record.date or today, "heard_by": record.heard_by}
    return found


def save(desk: Desk, view: PersonView | None, draft: PersonDraft) -> tuple[Id, list[Changes]]:
    """Write what differs from ``view``; each part is one action, the register first.

    Raises:
        InputError: a part cannot be; what was written before it stays.
    """
    before = PersonDraft.of(view, desk.today())
    changes: list[Changes] = []
    person = view.person.id if view is not None else None
    if view is None or draft.person != before.person:
        done = people.save_person(desk, person, draft.person)
        person = done.result
        changes.append(done.changes)
    assert person is not None, "a new person was just saved"
    changes += _save_watch(desk, person, view, before.watch, draft.watch)
    if {**draft.consent, "case": ""} != {**before.consent, "case": ""}:
        changes += _save_consent(desk, person, before.consent, draft.consent)
    return person, changes


def _save_watch(
    desk: Desk, person: Id, view: PersonView | None, before: Values, draft: Values
) -> list[Changes]:
    running = draft.get("case") == _RUNNING
    if not running and draft.get("begin") != _RUNNING:
        return []
    rhythm = str(draft["rhythm"])
    every = parse_rhythm(rhythm) if rhythm else None
    weekdays = tuple(draft["weekdays"])
    coordinator = _id(draft["coordinator"])
    changes: list[Changes] = []
    if not running:
        changes.append(
            watching.start_watch(
                desk,
                person,
                str(draft["start"]),
                every_days=every,
                weekdays=weekdays,
                coordinator=coordinator,
            ).changes
        )
    elif (
        view is not None
        and view.case is not None
        and _differs(before, draft, "start", "rhythm", "weekdays", "coordinator")
    ):
        values: dict[str, object] = {
            "start": draft["start"],
            "weekdays": weekdays,
            "coordinator": coordinator,
        }
        if draft["rhythm"] != before["rhythm"]:
            values["every_days"] = every
        changes.append(watching.edit_watch(desk, view.case.id, values).changes)
    return changes + _save_watcher(desk, person, view, draft)


def _save_watcher(desk: Desk, person: Id, view: PersonView | None, draft: Values) -> list[Changes]:
    held = view.watchers[0] if view is not None and view.watchers else None
    wanted = _id(draft["watcher"])
    if (held.volunteer if held else None) == wanted:
        return []
    changes = []
    if held is not None:
        changes.append(watching.unassign(desk, held.assignment).changes)
    if wanted is not None:
        start = "" if held is not None or draft.get("case") == _RUNNING else str(draft["start"])
        changes.append(watching.assign(desk, person, wanted, start).changes)
    return changes


def _save_consent(desk: Desk, person: Id, before: Values, draft: Values) -> list[Changes]:
    state = str(draft["state"])
    if not _differs(before, draft, "state", "form", "date", "heard_by"):
        return []
    given = state == ConsentState.GIVEN
    done = people.set_consent(
        desk,
        person,
        Purpose.WATCH.value,
        state,
        form=str(draft["form"]) if given else "",
        date=str(draft["date"]),
        heard_by=str(draft["heard_by"]) if given else "",
    )
    return [done.changes]


def _differs(before: Values, draft: Values, *names: str) -> bool:
    return any((before.get(n) or "") != (draft.get(n) or "") for n in names)


def _id(text: object) -> Id | None:
    return from_hex(str(text)) if text else None
