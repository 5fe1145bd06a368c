"""Volunteers (担い手・協力者) and their roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.db.repositories import traces
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Role, RoleKind, Volunteer
from sasaeai_desktop.services.desk.common import fresh_numbers, iso_day, need, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    """One line of the list of volunteers.

    Attributes:
        roles: labels of the roles held on the day (担い手, 世話係).
        people: how many people they watch on the day.
        words: 「担い手・世話係　12人」.
    """

    id: Id
    number: str
    name: str
    kana: str
    town: str
    phone: str
    roles: tuple[str, ...]
    people: int
    words: str


@dataclass(frozen=True, slots=True)
class HelperName:
    """A volunteer to choose from."""

    id: Id
    name: str


@dataclass(frozen=True, slots=True)
class WatchedBy:
    """A person whom a volunteer watches; ``order`` is the round on paper."""

    assignment: Id
    person: Id
    name: str
    kana: str
    town: str
    order: int | None


@dataclass(frozen=True, slots=True)
class VolunteerView:
    """One volunteer as a whole: all merged ids, roles newest first, people watched today in round order."""

    volunteer: Volunteer
    ids: tuple[Id, ...]
    roles: tuple[Role, ...]
    people: tuple[WatchedBy, ...]


def find_volunteers(
    desk: Desk, text: str = "", role: str = "", on: str = "", limit: int = 500
) -> list[VolunteerRow]:
    """Search volunteers by name, kana, town or number; in order of kana.

    Args:
        desk: the open desk.
        text: what was typed; "" for everyone.
        role: code of ``RoleKind`` held on the day; "" for any or none.
        on: ISO date, today when not given.
        limit: most rows returned.
    """
    day = on or desk.today()
    with reading(desk) as session:
        alias = repo.aliases(session)
        mains = alias.canonical(repo.search(session, Volunteer.kind, text, limit=limit))
        if role:
            holders = {alias.of(i) for i in repo.role_holders(session, role, day)}
            mains = [i for i in mains if i in holders]
        return _rows(session, alias, mains, day)


def helper_names(desk: Desk, limit: int = 500) -> list[HelperName]:
    """Return everyone to choose from, as ``find_volunteers`` orders them; what they do takes three times as long to find."""
    with reading(desk) as session:
        alias = repo.aliases(session)
        mains = alias.canonical(repo.search(session, Volunteer.kind, "", limit=limit))
        named = repo.volunteer_names(session, alias.expand(mains))
        each = ((main, next((named[i] for i in alias.all(main) if i in named), None)) for main in mains)
        return [HelperName(main, found[0]) for main, found in each if found is not None]


def _rows(connection: Connection, alias: Aliases, mains: list[Id], day: str) -> list[VolunteerRow]:
    ids = alias.expand(mains)
    found = by_ids(connection, Volunteer, ids)
    held: dict[Id, set[str]] = {}
    for role in repo.roles_of(connection, ids):
        if role.volunteer and role.start <= day and (not role.end or role.end >= day):
            held.setdefault(alias.of(role.volunteer), set()).add(role.role)
    watched: dict[Id, set[Id]] = {}
    for assignment in watch_repo.assignments_by(connection, ids, day, day):
        if assignment.volunteer and assignment.person:
            watched.setdefault(alias.of(assignment.volunteer), set()).add(alias.of(assignment.person))
    rows = []
    for main in mains:
        volunteer = found.get(main) or next((found[i] for i in alias.all(main) if i in found), None)
        if volunteer is None:
            continue
        codes = held.get(main, set())
        roles = tuple(k.label for k in RoleKind if k in codes)
        count = len(watched.get(main, ()))
        words = "　".join(w for w in ("・".join(roles), f"{count}人" if count else "") if w)
        rows.append(
            VolunteerRow(
                main,
                volunteer.number,
                volunteer.name,
                volunteer.kana,
                volunteer.town,
                volunteer.phone,
                roles,
                count,
                words,
            )
        )
    return rows


def volunteer_view(desk: Desk, volunteer: Id) -> VolunteerView:
    """Everything about one volunteer.

    Raises:
        InputError: there is no such volunteer here.
    """
    with reading(desk) as session:
        alias = repo.aliases(session)
        main, ids = alias.of(volunteer), alias.all(volunteer)
        found = get(session, Volunteer, main) or get(session, Volunteer, volunteer)
        if found is None:
            raise _unknown()
        assignments = watch_repo.assignments_by(session, ids, desk.today(), desk.today())
        people = repo.names(session, alias, [a.person for a in assignments if a.person])
        watched = [
            WatchedBy(a.id, p.id, p.name, p.kana, p.town, a.order)
            for a in assignments
            if a.person and (p := people.get(alias.of(a.person)))
        ]
        watched.sort(key=lambda w: (w.order if w.order is not None else 9999, kana.sort_key(w.kana)))
        return VolunteerView(found, ids, tuple(repo.roles_of(session, ids)), tuple(watched))


def _unknown() -> InputError:
    return InputError("この担い手が名簿に見つかりません。", "名前か ふりがなで もう一度さがしてください。")


def save_volunteer(desk: Desk, volunteer: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new volunteer (None) or change one (fields of ``Volunteer``).

    Raises:
        InputError: no name, no such volunteer, or the 管理番号 is another's.
    """
    with acting(desk, "") as session:
        if volunteer is None:
            numbers = fresh_numbers(session.connection, Volunteer.kind, desk.me.letter)
            ent = _new(desk, session, values, numbers)
            session.label = f"{san(str(values['name']))}を名簿に入れました"
        else:
            ent = _change(session, volunteer, values)
    return Done(ent, session.changes)


def _new(desk: Desk, session: WriteSession, values: Mapping[str, object], numbers: Iterator[str]) -> Id:
    need(values.get("name"), "氏名")
    number = str(values.get("number") or "").strip()
    if number:
        ent = keyed_id(desk.me.secret, Volunteer.kind, number)
        taken = repo.number_taken(session.connection, Volunteer.kind, number)
        if taken or get(session.connection, Volunteer, ent):
            raise _taken(number)
    else:
        ent, number = session.new_id(), next(numbers)
    session.record(Volunteer, ent, {**values, "number": number})
    return ent


def _change(session: WriteSession, volunteer: Id, values: Mapping[str, object]) -> Id:
    alias = repo.aliases(session.connection)
    main = alias.of(volunteer)
    found = get(session.connection, Volunteer, main)
    if found is None:
        raise _unknown()
    if "name" in values:
        need(values["name"], "氏名")
    number = str(values.get("number") or "")
    if number and repo.number_taken(session.connection, Volunteer.kind, number, alias.all(main)):
        raise _taken(number)
    session.label = f"{san(str(values.get('name') or found.name))}の名簿を直しました"
    session.record(Volunteer, main, values)
    return main


def _taken(number: str) -> InputError:
    return InputError(
        f"管理番号「{number}」は、ほかの方が使っています。", "ほかの番号にするか、空けておいてください。"
    )


def add_role(
    desk: Desk,
    volunteer: Id,
    role: str,
    start: str,
    end: str = "",
    *,
    area: str = "",
    appointed_on: str = "",
    term: str = "",
) -> Done[Id]:
    """Give a volunteer a role from a day on.

    Raises:
        InputError: the last day lies before the first.
    """
    iso_day(start, "役割の始まり")
    _check_span(start, end)
    with acting(desk, "") as session:
        session.label = f"{_name(session, volunteer)}に「{label_of(RoleKind, role)}」の役割を入れました"
        ent = session.new_id()
        values = {
            "volunteer": volunteer, "role": role, "start": start, "end": end, "area": area,
            "appointed_on": appointed_on, "term": term,
        }  # fmt: skip
        session.record(Role, ent, values)
    return Done(ent, session.changes)


def add_roles(desk: Desk, rows: Iterable[tuple[Id, str, str, str, str]]) -> Done[int]:
    """Give many roles in one action: (volunteer, role, start, end, area)."""
    with acting(desk, "") as session:
        written = session.record_many(
            Role,
            (
                (session.new_id(), {"volunteer": v, "role": role, "start": start, "end": end, "area": area})
                for v, role, start, end, area in rows
            ),
        )
        session.label = f"役割を{written}件入れました"
    return Done(written, session.changes)


def end_role(desk: Desk, role: Id, end: str) -> Done[None]:
    """End a role; ``end`` is its last day.

    Raises:
        InputError: there is no such role, or the last day lies before the first.
    """
    iso_day(end, "役割の終わり")
    with acting(desk, "") as session:
        found = get(session.connection, Role, role)
        if found is None or found.volunteer is None:
            raise InputError("この役割が見つかりません。", "名簿で もう一度たしかめてください。")
        _check_span(found.start, end)
        session.label = (
            f"{_name(session, found.volunteer)}の「{label_of(RoleKind, found.role)}」を終わりにしました"
        )
        session.record(Role, role, {"end": end})
    return Done(None, session.changes)


def _check_span(start: str, end: str) -> None:
    if end and end < start:
        raise InputError("終わりの日が、始まりの日より前です。", "日付を たしかめてください。")


def _name(session: WriteSession, volunteer: Id) -> str:
    found = get(session.connection, Volunteer, volunteer)
    if found is None:
        raise _unknown()
    return san(found.name)


def delete_volunteer(desk: Desk, volunteer: Id) -> Done[None]:
    """Delete someone written down by mistake.

    Raises:
        InputError: there are roles or people of theirs: ending the roles is the way then.
    """
    with acting(desk, "") as session:
        connection = session.connection
        name, ids = _name(session, volunteer), repo.aliases(connection).all(volunteer)
        busy = repo.roles_of(connection, ids) or watch_repo.assignments_by(connection, ids)
        if busy or traces.has_served(connection, ids):
            raise InputError(
                f"{name}には、役割や担当のきろくがあるので消せません。", "役割を「終わり」にしてください。"
            )
        session.label = f"{name}を名簿から消しました"
        for ent in ids:
            if get(connection, Volunteer, ent):
                session.delete(Volunteer, ent)
    return Done(None, session.changes)
