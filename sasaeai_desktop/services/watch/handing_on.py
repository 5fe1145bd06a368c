"""引き継ぎ: what one volunteer did goes to another on a day, in one action; and a person who moves away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.base import get, select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kana import search_key
from sasaeai_desktop.domain.people import Person, Role, RoleKind, Volunteer
from sasaeai_desktop.domain.watch import Assignment, CaseState, WatchCase
from sasaeai_desktop.services.desk.common import days_before, iso_day, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.volunteers import WatchedBy, volunteer_view

_OPEN_END = "9999-12-31"
_TERM_DAY = "-12-01"  # 民生委員 change on 1 December every third year


@dataclass(frozen=True, slots=True)
class ToHandOn:
    """What a volunteer holds today and could hand on.

    Attributes:
        name: of the volunteer.
        people: whom they watch, in the order of the round.
        roles: roles that have not ended.
        coordinated: registrations of which they are 世話係.
        commissioned: people in whose entry they stand as 担当民生委員.
        first_day: the day proposed: the next 1 December for a 民生委員, else tomorrow.
    """

    name: str
    people: tuple[WatchedBy, ...]
    roles: tuple[Role, ...]
    coordinated: tuple[Id, ...]
    commissioned: tuple[Id, ...]
    first_day: str


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What changed hands."""

    people: int
    roles: int


def to_hand_on(desk: Desk, helper: Id) -> ToHandOn:
    """Return what a volunteer holds today.

    Raises:
        InputError: there is no such volunteer.
    """
    view, today = volunteer_view(desk, helper), desk.today()
    key = search_key(view.volunteer.name)
    with reading(desk) as session:
        cases = select(session, WatchCase, "AND coalesce(state, '') <> ?", (CaseState.ENDED.value,))
        people = select(session, Person, "AND commissioner IS NOT NULL") if key else []
    roles = tuple(r for r in view.roles if not r.end or r.end >= today)
    commissioner = any(r.role == RoleKind.WELFARE_COMMISSIONER for r in roles)
    term = f"{int(today[:4]) + (today[4:] >= _TERM_DAY)}{_TERM_DAY}"
    return ToHandOn(
        view.volunteer.name,
        view.people,
        roles,
        tuple(c.id for c in cases if c.coordinator in view.ids),
        tuple(p.id for p in people if search_key(p.commissioner) == key),
        term if commissioner else days_before(today, -1),
    )


def hand_on(
    desk: Desk, helper: Id, to: Id, first_day: str, people: Iterable[Id], roles: Iterable[Id] = ()
) -> Done[HandedOn]:
    """Give people and roles of a volunteer to another from a day on; the day before is the last of the old ones.

    世話係 and 担当民生委員 of the people follow the roles of that name.

    Args:
        desk: the open desk.
        helper: who hands on.
        to: who takes over.
        first_day: ISO date, the first of the new one.
        people: whom of those watched.
        roles: roles that end; the other gets each unless they hold it already.

    Raises:
        InputError: the two are one, nothing is handed on, or a role began later than that.
    """
    start = iso_day(first_day, "引き継ぐ日")
    held, last = to_hand_on(desk, helper), days_before(start, 1)
    chosen, ending = set(people), set(roles)
    with acting(desk, "") as session:
        alias = people_repo.aliases(session.connection)
        if alias.of(helper) == alias.of(to):
            raise InputError("引き継ぐ方と 引き継がれる方が 同じです。", "べつの方をえらんでください。")
        taker = get(session.connection, Volunteer, alias.of(to))
        going = [r for r in held.roles if r.id in ending]
        if taker is None or not (chosen or going):
            raise InputError("引き継ぐものが えらばれていません。", "見守る方か 役割を えらんでください。")
        count = sum(
            _give(session, one.assignment, to, start)
            for one in held.people
            if alias.of(one.person) in {alias.of(p) for p in chosen}
        )
        for role in going:
            _pass_role(session, role, alias.all(to), start, last)
        kinds = {r.role for r in going}
        if RoleKind.BLOCK_COORDINATOR in kinds:
            for case in held.coordinated:
                session.record(WatchCase, case, {"coordinator": to})
        if RoleKind.WELFARE_COMMISSIONER in kinds:
            for person in held.commissioned:
                session.record(Person, person, {"commissioner": taker.name})
        what = "と".join(
            w for w in (f"{count}人" if count else "", f"役割{len(going)}つ" if going else "") if w
        )
        session.label = f"{san(held.name)}から{san(taker.name)}へ {what}を引き継ぎました"
    return Done(HandedOn(count, len(going)), session.changes)


def _give(session: WriteSession, assignment: Id, to: Id, start: str) -> int:
    """End one assignment the day before and begin the other's, at the same place of the round."""
    found = get(session.connection, Assignment, assignment)
    assert found is not None, "read in the same action"
    session.record(Assignment, assignment, {"end": max(days_before(start, 1), found.start)})
    alias = people_repo.aliases(session.connection)
    held = repo.assignments_by(session.connection, alias.all(to), start, _OPEN_END)
    if found.person and not any(a.person and alias.of(a.person) == alias.of(found.person) for a in held):
        values = {"person": found.person, "volunteer": to, "start": start, "order": found.order}
        session.record(Assignment, session.new_id(), values)
    return 1


def _pass_role(session: WriteSession, role: Role, takers: tuple[Id, ...], start: str, last: str) -> None:
    if role.start > last:
        raise InputError("役割の始まりが、引き継ぐ日より後です。", "引き継ぐ日を たしかめてください。")
    session.record(Role, role.id, {"end": last})
    theirs = people_repo.roles_of(session.connection, takers)
    if not any(r.role == role.role and (not r.end or r.end >= start) for r in theirs):
        values = {"volunteer": takers[0], "role": role.role, "start": start, "area": role.area}
        session.record(Role, session.new_id(), values)


@dataclass(frozen=True, slots=True)
class Passed:
    """Who was handed from whom to whom, as far as the dates of the assignments say it.

    Attributes:
        helper: who handed on.
        to: who took over; None where nobody did yet.
        day: first day of the new one, "" where nobody did yet.
        people: canonical ids in the order of the round.
    """

    helper: Id
    to: Id | None
    day: str
    people: tuple[Id, ...]


def passed_on(desk: Desk, helper: Id) -> list[Passed]:
    """Return the hand-ons of a volunteer that lie in the last two months or ahead; else whom they watch, still open."""
    since = days_before(desk.today(), 62)
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        mine = repo.assignments_by(session, alias.all(helper), since, _OPEN_END)
        people = [a.person for a in mine if a.person]
        others = repo.assignments_of(session, alias.expand(people), since, _OPEN_END)
    begun = {
        (alias.of(o.person), o.start): alias.of(o.volunteer)
        for o in others
        if o.person and o.volunteer and alias.of(o.volunteer) != alias.of(helper)
    }
    found: dict[tuple[str, Id | None], list[tuple[int, Id]]] = {}
    for one in mine:
        if one.person is None:
            continue
        person, day = alias.of(one.person), days_before(one.end, -1) if one.end else ""
        taker = begun.get((person, day)) if day else None
        if taker is not None or not one.end:
            key = (day, taker) if taker else ("", None)
            found.setdefault(key, []).append((9999 if one.order is None else one.order, person))
    handed = {key: people for key, people in found.items() if key[1] is not None} or found
    return [
        Passed(alias.of(helper), to, day, tuple(dict.fromkeys(p for _, p in sorted(people))))
        for (day, to), people in sorted(handed.items(), key=lambda item: item[0][0])
    ]
