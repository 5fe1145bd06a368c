"""Turning the form of a person into one action of the services, on the worker thread. No widgets."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.domain.rhythm import parse_rhythm, rhythm_words
from sasaeai_desktop.domain.watch import CaseState
from sasaeai_desktop.services.desk.desk import Desk, Done
from sasaeai_desktop.services.people.consents import ConsentDraft
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.services.watch.whole_person import (
    NewCase,
    NewWatcher,
    PersonEntry,
    correct_person,
    register_person,
)

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


def entry_of(view: PersonView | None, draft: PersonDraft, today: str) -> PersonEntry:
    """Return what differs from ``view``, as the services take it.

    Raises:
        InputError: the frequency cannot be read.
    """
    before = PersonDraft.of(view, today)
    return PersonEntry(
        values=draft.person if draft.person != before.person else {},
        begin=_begin(draft.watch),
        case=_case(view, before.watch, draft.watch),
        leaves=_leaves(view, draft.watch),
        watcher=_watcher(view, draft.watch),
        consents=_consents(before.consent, draft.consent),
    )


def save(desk: Desk, view: PersonView | None, draft: PersonDraft) -> Done[Id] | None:
    """Write what differs from ``view`` as one action; None when nothing does.

    Raises:
        InputError: a part cannot be; nothing was written then.
    """
    entry = entry_of(view, draft, desk.today())
    if view is None:
        return register_person(desk, entry)
    return correct_person(desk, view.person.id, entry) if entry != PersonEntry() else None


def _begin(draft: Values) -> NewCase | None:
    if draft.get("case") == _RUNNING or draft.get("begin") != _RUNNING:
        return None
    return NewCase(str(draft["start"]), _every(draft), tuple(draft["weekdays"]), _id(draft["coordinator"]))


def _case(view: PersonView | None, before: Values, draft: Values) -> tuple[Id, dict[str, object]] | None:
    names = ("start", "rhythm", "weekdays", "coordinator")
    running = draft.get("case") == _RUNNING and view is not None and view.case is not None
    if not running or not _differs(before, draft, *names):
        return None
    assert view is not None, "running"
    assert view.case is not None, "running"
    values: dict[str, object] = {
        "start": draft["start"],
        "weekdays": tuple(draft["weekdays"]),
        "coordinator": _id(draft["coordinator"]),
    }
    if draft["rhythm"] != before["rhythm"]:
        values["every_days"] = _every(draft)
    return view.case.id, values


def _every(draft: Values) -> int | None:
    return parse_rhythm(str(draft["rhythm"])) if draft["rhythm"] else None


def _watched(draft: Values) -> bool:
    return _RUNNING in (draft.get("case"), draft.get("begin"))


def _leaves(view: PersonView | None, draft: Values) -> Id | None:
    held = view.watchers[0] if view is not None and view.watchers else None
    if held is None or not _watched(draft) or held.volunteer == _id(draft["watcher"]):
        return None
    return held.assignment


def _watcher(view: PersonView | None, draft: Values) -> NewWatcher | None:
    held = view.watchers[0] if view is not None and view.watchers else None
    wanted = _id(draft["watcher"])
    if wanted is None or not _watched(draft) or (held is not None and held.volunteer == wanted):
        return None
    fresh = held is None and draft.get("case") != _RUNNING
    return NewWatcher(wanted, str(draft["start"]) if fresh else "")


def _consents(before: Values, draft: Values) -> tuple[ConsentDraft, ...]:
    if not _differs(before, draft, "state", "form", "date", "heard_by"):
        return ()
    given = draft["state"] == ConsentState.GIVEN
    said = ConsentDraft(
        Purpose.WATCH.value,
        str(draft["state"]),
        form=str(draft["form"]) if given else "",
        date=str(draft["date"]),
        heard_by=str(draft["heard_by"]) if given else "",
    )
    return (said,)


def _differs(before: Values, draft: Values, *names: str) -> bool:
    return any((before.get(n) or "") != (draft.get(n) or "") for n in names)


def _id(text: object) -> Id | None:
    return from_hex(str(text)) if text else None
