"""A person with their registration, watcher and consent: one form, one action, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.people.consents import ConsentDraft, write_consent
from sasaeai_desktop.services.people.people import add_person, change_person
from sasaeai_desktop.services.people.person_page import name_in
from sasaeai_desktop.services.watch.registering import (
    CaseDraft,
    begin_assignment,
    begin_case,
    change_case,
    end_assignment,
)


@dataclass(frozen=True, slots=True)
class NewCase:
    """A registration that begins, 継続 from its start on."""

    start: str
    every_days: int | None = None
    weekdays: tuple[str, ...] = ()
    coordinator: Id | None = None


@dataclass(frozen=True, slots=True)
class NewWatcher:
    """Who watches from a day on; ``start`` "" for today."""

    volunteer: Id
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """What is to be written; what is left out stays as it is.

    Attributes:
        values: fields of ``Person``, in stored form.
        begin: the registration that begins.
        case: the registration that is changed, with the fields of ``WatchCase`` that are.
        leaves: the assignment that ends today.
        watcher: who watches from now on.
        consents: what was said.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    begin: NewCase | None = None
    case: tuple[Id, Mapping[str, object]] | None = None
    leaves: Id | None = None
    watcher: NewWatcher | None = None
    consents: tuple[ConsentDraft, ...] = ()


def register_person(desk: Desk, entry: PersonEntry) -> Done[Id]:
    """Write somebody new down as a whole (「田中 スミさんを登録しました」).

    Raises:
        InputError: a part cannot be; nothing was written then.
    """
    with acting(desk, "") as session:
        person = register_within(desk, session, entry)
        session.label = f"{san(name_in(session.connection, person))}を登録しました"
    return Done(person, session.changes)


def correct_person(desk: Desk, person: Id, entry: PersonEntry) -> Done[Id]:
    """Change a person as a whole (「田中 スミさんの名簿を直しました」).

    Raises:
        InputError: there is no such person, or a part cannot be; nothing was written then.
    """
    with acting(desk, "") as session:
        main = correct_within(session, person, entry)
        session.label = f"{san(name_in(session.connection, main))}の名簿を直しました"
    return Done(main, session.changes)


def register_within(desk: Desk, session: WriteSession, entry: PersonEntry) -> Id:
    """As ``register_person``, within an action."""
    person = add_person(desk, session, entry.values)
    _write_parts(session, person, entry)
    return person


def correct_within(session: WriteSession, person: Id, entry: PersonEntry) -> Id:
    """As ``correct_person``, within an action."""
    main = change_person(session, person, entry.values)
    _write_parts(session, main, entry)
    return main


def _write_parts(session: WriteSession, person: Id, entry: PersonEntry) -> None:
    if entry.begin is not None:
        new = entry.begin
        draft = CaseDraft(
            person=person, start=new.start, every_days=new.every_days, weekdays=new.weekdays,
            coordinator=new.coordinator, state_on=new.start,
        )  # fmt: skip
        begin_case(session, draft)
    if entry.case is not None:
        change_case(session, *entry.case)
    if entry.leaves is not None:
        end_assignment(session, entry.leaves)
    if entry.watcher is not None:
        begin_assignment(session, person, entry.watcher.volunteer, entry.watcher.start)
    for consent in entry.consents:
        write_consent(session, person, consent)
