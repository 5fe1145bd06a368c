"""Who came to a session: ticked by name, counted without one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import salon as repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.services.desk.common import fresh_numbers, month_day, need, refuse, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.salon.guests import open_session, session_in
from sasaeai_desktop.services.watch.judged import died_before, refuse_any

_HELD: Mapping[str, object] = {"planned": False}
"""What saving anything of its attendance says of a session: it is no mere plan any more."""


def attendance_id(desk: Desk, session: Id, person: Id) -> Id:
    """Return the id that every laptop of the district reaches for this attendance."""
    return keyed_id(desk.me.secret, Attendance.kind, session.hex(), person.hex())


def set_attendance(desk: Desk, session: Id, present: Collection[Id]) -> Done[int]:
    """Let exactly these people be present; returns how many."""
    with acting(desk, "") as writing:
        session_of = _open(desk, writing.connection, session)
        count = _set_present(desk, writing, session, present)
        writing.record(Session, session, _HELD)
        writing.label = f"{_title(writing.connection, session_of)}の出席を保存しました（{count}人）"
    return Done(count, writing.changes)


def _set_present(desk: Desk, writing: WriteSession, session: Id, present: Collection[Id]) -> int:
    alias = people_repo.aliases(writing.connection)
    wanted = set(alias.canonical(present))
    held = {alias.of(c.person) for c in repo.attendance(writing.connection, [session])}
    _refuse_dead(writing.connection, session, wanted - held)
    _leave(writing, alias, session, held - wanted)
    _come(desk, writing, alias, session, sorted(wanted - held))
    return len(wanted)


def save_session_sheet(
    desk: Desk, session: Id, present: Collection[Id], values: Mapping[str, object]
) -> Done[int]:
    """Save a session's whole page in one action: who came, counts, program, fee; returns how many came by name."""
    with acting(desk, "") as writing:
        session_of = _open(desk, writing.connection, session)
        _set_present(desk, writing, session, present)
        writing.record(Session, session, {**values, **_HELD})
        writing.label = f"{_title(writing.connection, session_of)}の出席を保存しました"
    return Done(len(present), writing.changes)


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """One session as a paper says it was.

    Attributes:
        present: exactly these people were there.
        values: fields of the session that change.
        newcomers: (name, kana) of people who are on no list yet.
    """

    session: Id
    present: frozenset[Id]
    values: Mapping[str, object]
    newcomers: tuple[tuple[str, str], ...] = ()


def save_sessions_at_once(desk: Desk, label: str, sheets: Collection[SessionSheet]) -> Done[int]:
    """Save several sessions in one action; the same new name on two days is one person. Returns the sessions."""
    with acting(desk, label) as writing:
        numbers = fresh_numbers(writing.connection, Person.kind, desk.me.letter)
        people: dict[tuple[str, str], Id] = {}
        for sheet in sheets:
            _session(writing.connection, sheet.session)
            _set_present(desk, writing, sheet.session, sheet.present)
            new: dict[Id, Id] = {}
            for name, kana in sheet.newcomers:
                person = people.get((name, kana))
                if person is None:
                    person = people[name, kana] = writing.new_id()
                    values = {"number": next(numbers), "name": need(name, "お名前"), "kana": kana.strip()}
                    writing.record(Person, person, values)
                new[attendance_id(desk, sheet.session, person)] = person
            for ent, person in sorted(new.items()):  # not in the order of the paper
                came = {"session": sheet.session, "person": person, "newcomer": True}
                writing.record(Attendance, ent, came)
            writing.record(Session, sheet.session, {**sheet.values, **_HELD})
    return Done(len(sheets), writing.changes)


def mark_present(desk: Desk, session: Id, person: Id, present: bool) -> Done[None]:
    """Mark one person 「来た」 or take it back."""
    with acting(desk, "") as writing:
        connection = writing.connection
        _open(desk, connection, session)
        alias = people_repo.aliases(connection)
        name = next((n.name for n in people_repo.names(connection, alias, [person]).values()), "")
        main = alias.of(person)
        held = {alias.of(c.person) for c in repo.attendance(connection, [session])}
        writing.record(Session, session, _HELD)
        if present and main not in held:
            _refuse_dead(connection, session, [main])
            _come(desk, writing, alias, session, [main])
        elif not present and main in held:
            _leave(writing, alias, session, {main})
        writing.label = f"{san(name)}を「{'来た' if present else '来ていない'}」にしました"
    return Done(None, writing.changes)


def everyone_present(desk: Desk, session: Id) -> Done[int]:
    """Mark all regular guests present, except those who stay away; returns how many are present now."""
    view = open_session(desk, session)
    guests = [*view.regulars, *view.sometimes]
    here = {g.person for g in guests if g.present}
    usual = {g.person for g in view.regulars if not g.stays_away}
    with reading(desk) as session_of:
        usual -= died_before(session_of, usual, view.session.date)
    return set_attendance(desk, session, here | usual)


def set_attendances(desk: Desk, present: Mapping[Id, Iterable[tuple[Id, bool]]]) -> Done[int]:
    """Write attendance of many sessions that have none yet, in bulk: by session, (person, newcomer) (practice)."""
    with acting(desk, "") as writing:
        rows = (
            (attendance_id(desk, s, p), {"session": s, "person": p, "newcomer": newcomer})
            for s, people in present.items()
            for p, newcomer in people
        )
        count = writing.record_many(Attendance, rows)
        writing.label = f"サロンの参加を{count}人分入れました"
    return Done(count, writing.changes)


def set_counts(
    desk: Desk,
    session: Id,
    *,
    elderly: int | None = None,
    disabled: int | None = None,
    children: int | None = None,
    guardians: int | None = None,
    others: int | None = None,
    staff: int | None = None,
) -> Done[int]:
    """Set counts without a name; what is None stays. Returns the session's total.

    Raises:
        InputError: a count is below zero.
    """
    given = {
        "elderly": elderly, "disabled": disabled, "children": children, "guardians": guardians, "others": others,
        "staff": staff,
    }  # fmt: skip
    values = {name: count for name, count in given.items() if count is not None}
    if any(count < 0 for count in values.values()):
        raise InputError("人数が0より小さくなっています。", "0か、それより大きい数を入れてください。")
    with acting(desk, "") as writing:
        found = _open(desk, writing.connection, session)
        writing.label = f"{_title(writing.connection, found)}の人数を保存しました"
        writing.record(Session, session, {**values, **_HELD})
    view = open_session(desk, session)
    return Done(view.total, writing.changes)


def add_guest(desk: Desk, session: Id, name: str, kana: str = "") -> Done[Id]:
    """Write down a new guest (新規) and mark them present; returns the person's id.

    Raises:
        InputError: no name.
    """
    with acting(desk, "") as writing:
        connection = writing.connection
        _open(desk, connection, session)
        number = next(fresh_numbers(connection, Person.kind, desk.me.letter))
        person = writing.new_id()
        writing.record(Person, person, {"number": number, "name": need(name, "お名前"), "kana": kana.strip()})
        writing.record(Session, session, _HELD)
        values = {"session": session, "person": person, "newcomer": True}
        writing.record(Attendance, attendance_id(desk, session, person), values)
        writing.label = f"新しい方 {san(name.strip())}を「来た」にしました"
    return Done(person, writing.changes)


def _come(desk: Desk, writing: WriteSession, alias: Aliases, session: Id, people: Iterable[Id]) -> None:
    """Mark people present; who was marked before under any of their ids gets that entry back."""
    before = {
        c.id: alias.of(c.person)
        for c in repo.attendance(writing.connection, [session], deleted=True)
        if c.gone
    }
    wanted = list(people)
    fresh = []
    for person in wanted:
        ent = next((i for i, p in before.items() if p == person), None)
        if ent is not None:
            writing.restore(Attendance, ent)
        else:
            fresh.append((attendance_id(desk, session, person), {"session": session, "person": person}))
    known = watch_repo.known(writing.connection, Attendance.kind, [i for i, _ in fresh])
    writing.record_many(Attendance, ((i, v) for i, v in fresh if i not in known))
    for ent, values in fresh:
        if ent in known:
            writing.record(Attendance, ent, values)


def _refuse_dead(connection: Connection, session: Id, people: Iterable[Id]) -> None:
    """Refuse that somebody came before their birth or after 死亡."""
    refuse_any(connection, people, _session(connection, session).date, "9999-12-31")


def _leave(writing: WriteSession, alias: Aliases, session: Id, people: Collection[Id]) -> None:
    for entry in repo.attendance(writing.connection, [session]):
        if alias.of(entry.person) in people:
            writing.delete(Attendance, entry.id)


def count_questions(total: int) -> list[Finding]:
    """Return what is asked before a session's attendance is saved: more than 500 people."""
    return judging.judge_count(total, session=True)


def _session(connection: Connection, session: Id) -> Session:
    return session_in(connection, session)[1]


def _open(desk: Desk, connection: Connection, session: Id) -> Session:
    """Return a session to which somebody may have come: not one that is still to come."""
    found = _session(connection, session)
    refuse(judging.judge_day(found.date, desk.today()), "開催日を直すか、開いてから出席を付けてください。")
    return found


def _title(connection: Connection, session: Session) -> str:
    salon = get(connection, Salon, session.salon) if session.salon else None
    return f"{salon.name if salon else 'サロン'} {month_day(session.date)}"
