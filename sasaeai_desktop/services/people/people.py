"""People: finding them, seeing one as a whole, writing them down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import alike, traces
from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kana import plain_key, search_key, sort_key
from sasaeai_desktop.domain.people import (
    EmergencyContact,
    HouseholdMember,
    Person,
    Volunteer,
)
from sasaeai_desktop.domain.watch import CaseState, WatchCase
from sasaeai_desktop.services.desk.common import fresh_numbers, need, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.person_page import (
    name_in,
    no_such_person,
)
from sasaeai_desktop.services.people.standing import Standing, standings

_NEAR = 55  # of 100: 佐東 is near 佐藤, さとー near さとう


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people; one per canonical person.

    Attributes:
        id: canonical id.
        last_contact: ISO date of the last contact (met or seen), "" when there was none.
        days_since: days from the last contact to today, None when there was none.
        state: code of ``CaseState``, "" for someone who is not watched.
        overdue: nobody met them for longer than their own rhythm.
        words: right side of the line: きのう, 16日前, 入院中, まだ; "" for someone who is not watched.
    """

    id: Id
    name: str
    kana: str
    town: str
    group: str
    last_contact: str
    days_since: int | None
    state: str
    overdue: bool
    words: str


def find_people(
    desk: Desk,
    text: str = "",
    kana_row: str = "",
    limit: int = 200,
    *,
    watched: bool = False,
    by_watcher: bool = False,
) -> list[PersonRow]:
    """Search as you type by name, kana, town, number, address or telephone; in order of kana.

    Several words narrow the list, in any order, each folded; Latin letters are read as kana too. Of several words one
    may also be the name of a 担い手.

    Args:
        desk: the open desk.
        text: what was typed, in any form; "" for everyone.
        kana_row: "あ" .. "わ", "" for all rows.
        limit: most rows returned.
        watched: only people with a registration that is not ended.
        by_watcher: one word may be a 担い手's name too: those looked after follow behind those who have it themselves;
            always so with ``watched``.
    """
    today = desk.today()
    with reading(desk) as session:
        alias = repo.aliases(session)

        def seen_by(word: str) -> list[Id]:
            return _of_watchers_called(session, alias, word, today) if len(word) > 1 else []

        several = len(text.split()) > 1
        hits = repo.search(
            session, Person.kind, text, kana_row=kana_row, watched=watched, limit=limit,
            others=seen_by if several else None,
        )  # fmt: skip
        alone = (watched or by_watcher) and text.strip() and not several and not kana_row
        if alone and len(hits) < limit:
            known = set(alias.expand(hits))
            hits += [ent for ent in seen_by(text.strip()) if ent not in known][: limit - len(hits)]
        rows = person_rows(session, alias, hits, today)
    return [r for r in rows if r.state not in ("", CaseState.ENDED)] if watched else rows


def near_people(desk: Desk, text: str, limit: int = 3) -> list[PersonRow]:
    """Return those whose name or reading is nearest to what was typed and found nobody; best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where a search found nobody

    forms = [form for form in repo.word_forms("".join(text.split())) if len(form) > 1]
    if not forms:
        return []
    with reading(desk) as session:
        alias = repo.aliases(session)
        keys = alike.name_keys(session)
        best: dict[Id, float] = {}
        for form in forms:
            for _, score, ent in process.extract(
                form, keys, scorer=fuzz.ratio, limit=limit * 3, score_cutoff=_NEAR
            ):
                best[alias.of(ent[0])] = max(score, best.get(alias.of(ent[0]), 0))
        nearest = sorted(best, key=lambda ent: (-best[ent], ent))[:limit]
        return person_rows(session, alias, nearest, desk.today())


def _of_watchers_called(connection: Connection, alias: Aliases, word: str, today: str) -> list[Id]:
    """Return the people whose 担い手 has a name or reading with this word, in order of the round, else of kana."""
    forms = repo.word_forms(word)
    found = repo.search(connection, Volunteer.kind, word)
    names, readings = repo.volunteer_names(connection, found), repo.volunteer_readings(connection, found)
    keys = {
        ent: f"{search_key(names[ent][0])} {search_key(readings.get(ent, ''))} {plain_key(readings.get(ent, ''))}"
        for ent in found
    }
    called = [ent for ent in found if any(form in keys[ent] for form in forms)]
    assigned = watch_repo.assignments_by(connection, alias.expand(called), today, today)
    shown = repo.names(connection, alias, alias.canonical({a.person for a in assigned if a.person}))
    order: dict[Id, int] = {}
    if len(called) == 1:  # the round of one 担い手 is shown as it is walked
        for a in assigned:
            if a.person is not None:
                order.setdefault(alias.of(a.person), a.order if a.order is not None else len(assigned))
    return [n.id for n in sorted(shown.values(), key=lambda n: (order.get(n.id, 0), sort_key(n.kana)))]


def person_rows(connection: Connection, alias: Aliases, ents: Iterable[Id], today: str) -> list[PersonRow]:
    """Return lines for people in the given order, one per canonical person."""
    mains = alias.canonical(ents)
    names = repo.names(connection, alias, mains)
    stands = standings(connection, alias, mains, today)
    return [_row(names[ent], stands[ent]) for ent in mains if ent in names]


def _row(name: repo.PersonName, stand: Standing) -> PersonRow:
    return PersonRow(
        name.id,
        name.name,
        name.kana,
        name.town,
        name.group,
        stand.last,
        stand.days_since,
        stand.case.state if stand.case else "",
        stand.overdue,
        stand.list_words,
    )


def save_person(desk: Desk, person: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new person (None) or change one; ``values`` by field name of ``Person``, in stored form.

    Raises:
        InputError: no name, or no such person, or the 管理番号 is another's, or a birth after today.
    """
    for found in judging.refused(judging.judge_birth(str(values.get("birth") or ""), desk.today())):
        raise InputError(f"生年月日の{found.words}", "生年月日を たしかめてください。")
    with acting(desk, "") as session:
        if person is None:
            ent = add_person(desk, session, values)
            session.label = f"{san(need(values.get('name'), '氏名'))}を名簿に入れました"
        else:
            ent = change_person(session, person, values)
            session.label = f"{san(name_in(session.connection, ent))}の名簿を直しました"
    return Done(ent, session.changes)


def add_person(desk: Desk, session: WriteSession, values: Mapping[str, object]) -> Id:
    """Write a new person within an action.

    Raises:
        InputError: no name, or the 管理番号 is another's.
    """
    return _new_person(desk, session, values, fresh_numbers(session.connection, Person.kind, desk.me.letter))


def save_people(desk: Desk, rows: Iterable[Mapping[str, object]]) -> Done[list[Id]]:
    """Write many new people in one action; their ids in order."""
    with acting(desk, "") as session:
        numbers = fresh_numbers(session.connection, Person.kind, desk.me.letter)
        ents = [_new_person(desk, session, values, numbers) for values in rows]
        session.label = f"{len(ents)}人を名簿に入れました"
    return Done(ents, session.changes)


def _new_person(
    desk: Desk, session: WriteSession, values: Mapping[str, object], numbers: Iterable[str]
) -> Id:
    need(values.get("name"), "氏名")
    number = str(values.get("number") or "").strip()
    if number:
        ent = keyed_id(desk.me.secret, Person.kind, number)
        if repo.number_taken(session.connection, Person.kind, number) or get(session.connection, Person, ent):
            raise _taken(number)
    else:
        ent, number = session.new_id(), next(iter(numbers))
    session.record(Person, ent, {**values, "number": number})
    return ent


def change_person(session: WriteSession, person: Id, values: Mapping[str, object]) -> Id:
    """Change a person within an action; the canonical id.

    Raises:
        InputError: no name, or no such person, or the 管理番号 is another's.
    """
    alias = repo.aliases(session.connection)
    main = alias.of(person)
    found = repo.people(session.connection, alias, [main]).get(main)
    if found is None:
        raise no_such_person()
    if "name" in values:
        need(values["name"], "氏名")
    number = str(values.get("number") or "")
    if number and repo.number_taken(session.connection, Person.kind, number, alias.all(main)):
        raise _taken(number)
    changed = {name: value for name, value in values.items() if value != getattr(found, name)}
    if changed:
        session.record(Person, main, changed)
    return main


def _taken(number: str) -> InputError:
    return InputError(
        f"管理番号「{number}」は、ほかの方が使っています。", "ほかの番号にするか、空けておいてください。"
    )


def save_contact(desk: Desk, person: Id, contact: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write or change an emergency contact (fields of ``EmergencyContact``)."""
    with acting(desk, f"{_name_of(desk, person)}の緊急連絡先を保存しました") as session:
        if contact is None:
            need(values.get("name") or values.get("phone"), "お名前か電話")
            ids = repo.aliases(session.connection).all(person)
            count = len(repo.contacts_of(session.connection, ids))
            values = {"order": count + 1, **values, "person": person}
        ent = contact or session.new_id()
        session.record(EmergencyContact, ent, values)
    return Done(ent, session.changes)


def remove_contact(desk: Desk, contact: Id) -> Done[None]:
    """Take an emergency contact away."""
    with acting(desk, "緊急連絡先を消しました") as session:
        session.delete(EmergencyContact, contact)
    return Done(None, session.changes)


def save_member(desk: Desk, person: Id, member: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write or change someone of the household (fields of ``HouseholdMember``)."""
    with acting(desk, f"{_name_of(desk, person)}の世帯員を保存しました") as session:
        if member is None:
            need(values.get("name"), "世帯員の氏名")
            values = {**values, "person": person}
        ent = member or session.new_id()
        session.record(HouseholdMember, ent, values)
    return Done(ent, session.changes)


def remove_member(desk: Desk, member: Id) -> Done[None]:
    """Take someone of the household away."""
    with acting(desk, "世帯員を消しました") as session:
        session.delete(HouseholdMember, member)
    return Done(None, session.changes)


def _name_of(desk: Desk, person: Id) -> str:
    with reading(desk) as session:
        return san(name_in(session, person))


def delete_person(desk: Desk, person: Id) -> Done[None]:
    """Delete someone who was written down by mistake.

    Raises:
        InputError: there are acts, attendances or cards of this person: 終了 is the way then.
    """
    with acting(desk, "") as session:
        connection = session.connection
        ids = repo.aliases(connection).all(person)
        name = name_in(connection, person)
        if traces.has_acts(connection, ids):
            raise InputError(
                f"{san(name)}には、見守りやサロンの きろくがあるので消せません。",
                "見守りをやめるときは「終了」にしてください。",
            )
        session.label = f"{san(name)}を名簿から消しました"
        for ent in ids:
            if get(connection, Person, ent):
                session.delete(Person, ent)
        for case in watch_repo.cases_of(connection, ids):
            session.delete(WatchCase, case.id)
    return Done(None, session.changes)
