"""One person as a whole: who they are, who looks after them, what happened lately, what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import cards as card_repo
from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.db.repositories import plans as plan_repo
from sasaeai_desktop.db.repositories import salon as salon_repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.domain.age import age_band, legal_age
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import (
    Consent,
    ConsentState,
    EmergencyContact,
    Household,
    HouseholdMember,
    Person,
    Purpose,
    Sex,
)
from sasaeai_desktop.domain.watch import Visit, WatchCase
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.common import days_before, months_back
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.consents import read_consent
from sasaeai_desktop.services.people.standing import standings


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Acts of one month: ``month`` "2026-06", ``label`` "6月"."""

    month: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class WatcherOf:
    """A watcher of a person today. ``assignment`` is what ``unassign`` takes."""

    assignment: Id
    volunteer: Id
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person as a whole.

    Attributes:
        person: the canonical record; what it leaves blank is filled from merged ones.
        ids: all merged ids, the canonical one first.
        about: 「84歳・男・一人暮らし・さくら町内会3班」.
        case: the registration in force, else the latest one; None for someone who is not watched.
        coordinator: name of the 世話係, "" when none.
        consents: how each purpose reads today.
        consent_records: the newest consent per purpose, where there is one.
        visits: the latest ten acts, newest first.
        months: the last twelve months, oldest first; ``year_total`` is their sum.
        state_words: 「16日 会えていません。いつもは 4日に1回。」; "" unless watched.
        salons: names of the salons they came to in the last year.
        cards: how many つながりカード name this person.
        plans_made: whether the district makes 避難計画, so that a way to this person's is offered.
    """

    person: Person
    ids: tuple[Id, ...]
    age: int | None
    age_band: str
    about: str
    case: WatchCase | None
    watchers: tuple[WatcherOf, ...]
    coordinator: str
    contacts: tuple[EmergencyContact, ...]
    members: tuple[HouseholdMember, ...]
    consents: dict[Purpose, ConsentState]
    consent_records: dict[Purpose, Consent]
    visits: tuple[Visit, ...]
    months: tuple[MonthCount, ...]
    year_total: int
    last_contact: str
    days_since: int | None
    overdue: bool
    state_words: str
    salons: tuple[str, ...]
    cards: int
    plans_made: bool = False


def person_view(desk: Desk, person: Id) -> PersonView:
    """Everything about one person; any of the merged ids will do.

    Raises:
        InputError: there is no such person here.
    """
    view = _view(desk, person)
    audit.note_seen(desk, view.person.id)
    return view


def _view(desk: Desk, person: Id) -> PersonView:
    today = desk.today()
    with reading(desk) as session:
        alias = repo.aliases(session)
        main, ids = alias.of(person), alias.all(person)
        found = repo.people(session, alias, [main]).get(main)
        if found is None:
            raise no_such_person()
        stand = standings(session, alias, [main], today)[main]
        coordinator = stand.case.coordinator if stand.case else None
        coordinators = repo.volunteer_names(session, [coordinator] if coordinator else [])
        months = _months(session, ids, today)
        consents = repo.consents_of(session, ids)
        newest = {p: c for p in Purpose for c in reversed(consents) if c.purpose == p}
        return PersonView(
            person=found,
            ids=ids,
            age=legal_age(found.birth, today),
            age_band=age_band(found.birth, today),
            about=about_person(found, today),
            case=stand.case,
            watchers=_watchers(session, ids, today),
            coordinator=next((name for name, _ in coordinators.values()), ""),
            contacts=tuple(repo.contacts_of(session, ids)),
            members=tuple(repo.members_of(session, ids)),
            consents={p: read_consent(session, ids, p) for p in Purpose},
            consent_records=newest,
            visits=tuple(watch_repo.page_of_visits(session, ids, None, 10)),
            months=months,
            year_total=sum(m.count for m in months),
            last_contact=stand.last,
            days_since=stand.days_since,
            overdue=stand.overdue,
            state_words=stand.sentence,
            salons=tuple(salon_repo.salons_of_person(session, ids, days_before(today, 365))),
            cards=len(card_repo.cards_of_person(session, ids)),
            plans_made=plan_repo.any_plan(session),
        )


def about_person(person: Person, today: str) -> str:
    """Return 「84歳・男・一人暮らし・さくら町内会3班」; what is unknown is left out."""
    age = legal_age(person.birth, today)
    parts = (
        f"{age}歳" if age is not None else "",
        label_of(Sex, person.sex),
        label_of(Household, person.household),
        person.town + person.group,
    )
    return "・".join(p for p in parts if p)


def _months(connection: Connection, ids: tuple[Id, ...], today: str) -> tuple[MonthCount, ...]:
    months = months_back(today[:7], 12)
    counts = watch_repo.counts_by_month(connection, ids, months[0], months[-1])
    return tuple(MonthCount(m, f"{int(m[5:7])}月", counts.get(m, 0)) for m in months)


def _watchers(connection: Connection, ids: tuple[Id, ...], today: str) -> tuple[WatcherOf, ...]:
    found = watch_repo.assignments_of(connection, ids, today, today)
    names = repo.volunteer_names(connection, [a.volunteer for a in found if a.volunteer])
    return tuple(
        WatcherOf(a.id, a.volunteer, *names.get(a.volunteer, ("", ""))) for a in found if a.volunteer
    )


def no_such_person() -> InputError:
    """Return the error for a person who is not here."""
    return InputError("この方が名簿に見つかりません。", "名前か ふりがなで もう一度さがしてください。")


def name_in(connection: Connection, person: Id) -> str:
    """Return a person's name as shown, "" when there is none."""
    alias = repo.aliases(connection)
    return next((n.name for n in repo.names(connection, alias, [person]).values()), "")
