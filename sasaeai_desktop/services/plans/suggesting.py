"""Who could support a person in a disaster: their own watchers and neighbours, each with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.person_page import no_such_person

_STRONG = 75  # older neighbours are not suggested as supporters (a decision of the design)
_MANY = 5  # who supports so many plans already is told


@dataclass(frozen=True, slots=True)
class SupporterHint:
    """One who could be asked: a volunteer, or a neighbour by name. ``reasons`` in words, the strongest first."""

    volunteer: Id | None
    name: str
    kana: str
    address: str
    phone: str
    reasons: tuple[str, ...]


def supporter_hints(desk: Desk, person: Id, limit: int = 8) -> list[SupporterHint]:
    """Suggest supporters, the nearest first; who supports the person already is left out.

    Raises:
        InputError: there is no such person here.
    """
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        main, ids = alias.of(person), alias.all(person)
        found = people_repo.people(session, alias, [main]).get(main)
        if found is None:
            raise no_such_person()
        plan = next((p for p in repo.plans_of(session, ids) if not p.ended_on), None)
        held = [s for s in repo.supporters_of(session, [plan.id] if plan else []) if not s.end]
        taken = {alias.of(s.volunteer) for s in held if s.volunteer}
        taken_names = {s.name for s in held if s.name}
        hints = _volunteers(session, alias, found, ids, desk.today(), taken)
        known = {h.name for h in hints} | taken_names
        hints += [h for h in _neighbours(session, alias, found, ids, desk.today()) if h.name not in known]
    return hints[:limit]


def _volunteers(
    connection: Connection,
    alias: people_repo.Aliases,
    person: Person,
    ids: tuple[Id, ...],
    today: str,
    taken: set[Id],
) -> list[SupporterHint]:
    watchers = {
        alias.of(a.volunteer) for a in watch_repo.assignments_of(connection, ids, today, today) if a.volunteer
    }
    load = {alias.of(v): n for v, n in repo.supported_by(connection).items()}
    ranked = []
    for volunteer in select(connection, Volunteer):
        main = alias.of(volunteer.id)
        near = bool(person.town) and volunteer.town == person.town
        if main != volunteer.id or main in taken or (main not in watchers and not near):
            continue
        reasons = ["いつもの担い手"] if main in watchers else []
        reasons += ["同じ町内会"] if near else []
        many = load.get(main, 0)
        reasons += [f"もう {many}人を 支援しています"] if many >= _MANY else []
        rank = (main not in watchers, many >= _MANY, not near, many, kana.sort_key(volunteer.kana), main)
        hint = SupporterHint(main, volunteer.name, volunteer.kana, "", volunteer.phone, tuple(reasons))
        ranked.append((rank, hint))
    return [hint for _, hint in sorted(ranked, key=lambda pair: pair[0])]


def _neighbours(
    connection: Connection, alias: people_repo.Aliases, person: Person, ids: tuple[Id, ...], today: str
) -> list[SupporterHint]:
    """Return people of the same 班 who are not watched themselves and not too old to help."""
    if not person.town or not person.group:
        return []
    rows = select(
        connection, Person, 'AND town = ? AND "group" = ? ORDER BY kana, id', (person.town, person.group)
    )
    watched = set(alias.canonical(watch_repo.active_people(connection, today)))
    found = []
    for row in rows:
        age = legal_age(row.birth, today)
        if alias.of(row.id) in watched or row.id in ids or (age is not None and not 18 <= age < _STRONG):
            continue
        phone = row.phone or row.mobile
        found.append(SupporterHint(None, row.name, row.kana, row.address, phone, ("同じ班の ご近所",)))
    return found
