"""利用会員 and 協力会員: a membership per person; its id is all that the open chain knows of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import HelpMember, Side
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import Person, Role, RoleKind, Volunteer
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.common import iso_day, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.watch.judged import refuse_impossible


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDraft:
    """What is agreed with a member; ``works`` and ``weekdays`` empty: any. ``start`` "" for today."""

    start: str = ""
    works: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberName:
    """Who is behind a membership; ``behind`` is the person's or volunteer's canonical id."""

    member: Id
    behind: Id
    side: str
    name: str
    kana: str
    town: str
    group: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of a list of members; ``works`` 「除雪・買い物」 or 「どの作業も」."""

    who: MemberName
    works: str
    weekdays: str
    start: str
    end: str
    note: str


def save_user(desk: Desk, person: Id, draft: MemberDraft) -> Done[Id]:
    """Make a person a 利用会員, or change what is agreed with them.

    Raises:
        InputError: there is no such person, or it would begin before their birth or after 死亡.
    """
    with acting(desk, "") as session:
        ent = join(desk, session, Side.USER, person)
        begun = get(session.connection, HelpMember, ent)
        assert begun is not None, "just joined"
        refuse_impossible(
            session.connection, person, draft.start or begun.start, "9999-12-31"
        )  # may begin later
        _agree(session, ent, draft)
        session.label = f"{san(member_name(session.connection, ent))}を利用会員にしました"
    return Done(ent, session.changes)


def save_helper(desk: Desk, volunteer: Id, draft: MemberDraft) -> Done[Id]:
    """Make a volunteer a 協力会員, with the role, or change what they do.

    Raises:
        InputError: there is no such volunteer.
    """
    with acting(desk, "") as session:
        connection = session.connection
        ent = join(desk, session, Side.HELPER, volunteer)
        _agree(session, ent, draft)
        ids = people_repo.aliases(connection).all(volunteer)
        roles = people_repo.roles_of(connection, ids)
        if not any(r.role == RoleKind.HELPER and not r.end for r in roles):
            values = {"volunteer": ids[0], "role": RoleKind.HELPER, "start": draft.start or desk.today()}
            session.record(Role, session.new_id(), values)
        session.label = f"{san(member_name(connection, ent))}を協力会員にしました"
    return Done(ent, session.changes)


def join(desk: Desk, session: WriteSession, side: Side, ent: Id, day: str = "") -> Id:
    """Return the membership of a person (user) or volunteer (helper), begun on ``day`` or today when there is none.

    Both laptops reach the same one. Somebody merged may have two: the one that began first goes on.

    Raises:
        InputError: there is nobody of this id.
    """
    connection = session.connection
    ids = people_repo.aliases(connection).all(ent)
    kind, column = (Person, "person") if side is Side.USER else (Volunteer, "volunteer")
    if not any(get(connection, kind, i) for i in ids):
        raise InputError("この方が名簿に見つかりません。", "名前か ふりがなで もう一度さがしてください。")
    held = [m for m in repo.members_behind(connection, column, ids) if m.side == side]
    if held:
        if held[0].end:
            session.record(HelpMember, held[0].id, {"end": ""})
        return held[0].id
    member = keyed_id(desk.me.secret, HelpMember.kind, side.value, ids[0].hex())
    values = {"side": side, "start": day or desk.today(), column: ids[0]}
    session.record(HelpMember, member, values)
    return member


def _agree(session: WriteSession, member: Id, draft: MemberDraft) -> None:
    values: dict[str, object] = {
        "works": draft.works, "weekdays": draft.weekdays, "group": draft.group, "note": draft.note,
    }  # fmt: skip
    if draft.start:
        values["start"] = iso_day(draft.start, "始まり")
    session.record(HelpMember, member, values)


def end_member(desk: Desk, member: Id, date: str = "") -> Done[None]:
    """End a membership; ``date`` is its last day, today when not given.

    Raises:
        InputError: there is no such membership, or the day lies before its start.
    """
    day = iso_day(date, "終わりの日") if date else desk.today()
    with acting(desk, "") as session:
        held = get(session.connection, HelpMember, member)
        if held is None:
            raise InputError("この会員が見つかりません。", "一覧で もう一度えらんでください。")
        if day < held.start:
            raise InputError("終わりの日が、始まりの日より前です。", "日付を たしかめてください。")
        session.record(HelpMember, member, {"end": day})
        session.label = f"{san(member_name(session.connection, member))}の会員を終わりにしました"
    return Done(None, session.changes)


def refuse_member(connection: Connection, member: Id | None, day: str, today: str) -> None:
    """Refuse what a 利用会員 is said to have had or bought before their birth or after 死亡; helpers have neither here.

    Raises:
        InputError: it cannot be.
    """
    held = get(connection, HelpMember, member) if member else None
    if held is not None and held.person is not None:
        refuse_impossible(connection, held.person, day, today)


def list_members(desk: Desk, side: Side, *, ended: bool = False) -> list[MemberRow]:
    """Members of a side in order of kana; ended ones only when asked for."""
    labels = codes.works(desk)
    with reading(desk) as session:
        held = repo.members(session, side.value, "" if ended else desk.today())
        names = names_of(session, [m.id for m in held])
    rows = [
        MemberRow(
            names[m.id], "・".join(labels.get(w, w) for w in m.works) or "どの作業も",
            "・".join("月火水木金土日"[int(d)] for d in m.weekdays if d in "0123456") or "いつでも",
            m.start, m.end, m.note,
        )
        for m in held
        if m.id in names
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (kana.sort_key(r.who.kana), r.who.name, r.who.member))


def names_of(connection: Connection, members: Iterable[Id]) -> dict[Id, MemberName]:
    """Return who is behind memberships; those whose person is not here (at the council, erased) are missing."""
    held = by_ids(connection, HelpMember, members)
    alias = people_repo.aliases(connection)
    people = people_repo.people(connection, alias, [m.person for m in held.values() if m.person])
    volunteers = by_ids(
        connection, Volunteer, alias.expand(m.volunteer for m in held.values() if m.volunteer)
    )
    found: dict[Id, MemberName] = {}
    for ent, m in held.items():
        if m.person and (p := people.get(alias.of(m.person))) and p.name:
            found[ent] = MemberName(
                ent, p.id, m.side, p.name, p.kana, p.town, p.group, p.phone or p.mobile, p.address
            )
        elif m.volunteer:
            some = [volunteers[i] for i in alias.all(m.volunteer) if i in volunteers]
            if some:
                v = some[0]
                found[ent] = MemberName(
                    ent, alias.of(v.id), m.side, v.name, v.kana, v.town, m.group, v.phone, ""
                )
    return found


def member_name(connection: Connection, member: Id | None) -> str:
    """Return a member's name, "" when it is not known here."""
    if member is None:
        return ""
    found = names_of(connection, [member]).get(member)
    return found.name if found else ""
