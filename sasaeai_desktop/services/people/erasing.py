"""Legal erasure of a person: everything that says who they were goes, what is counted stays.

Erased are the person with all merged ids, household, contacts, consents, who watched them, the words of their acts and
registrations, their cards and plans and the copies that were handed over. Sheets, sessions and the accounts of
おたすけ keep their rows without them.
Of a volunteer go the entry, posts, memberships, whom they watch and where they support a plan.
Kept are the pseudonymous acts and registrations (no total moves), the log of who printed what, and the
第三者提供記録: the law (個人情報保護法 第29条・施行規則 第21条) demands that the record of a provision be kept, name included.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sasaeai_desktop.db import aside, erasing
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.domain.help import HelpAct, HelpRequest, Receipt
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import CopyErasure, Erasure
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.nameless import Finder
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.watch import Sheet
from sasaeai_desktop.services.desk import audit, backups
from sasaeai_desktop.services.desk.common import need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.people.helper_records import is_helper, records_of_helper
from sasaeai_desktop.services.people.known import one_person
from sasaeai_desktop.services.people.mentions import Mention, mentions
from sasaeai_desktop.services.people.person_page import name_in, no_such_person

_OF_PERSON = (
    "member", "contact", "consent", "case", "assignment", "visit", "attendance", "card", "evacuation_plan",
    "safety_tick", "help_member", "move_link",
)  # fmt: skip
_BY = {
    "card_link": ("card", "card"),
    "plan_supporter": ("plan", "evacuation_plan"),
    "plan_review": ("plan", "evacuation_plan"),
    "plan_link": ("plan", "evacuation_plan"),
    "help_request": ("user", "help_member"),
    "help_act": ("user", "help_member"),
    "help_ticket": ("member", "help_member"),
    "help_receipt": ("member", "help_member"),
}
"""Records that name no person: the field by which they belong to one of the person's, and its kind."""
_COPIES = {
    "card_copy": ("card_link", "copy"),
    "plan_copy": ("plan_link", "copy"),
    "move_offer": ("move_link", "offer"),
}
"""What was handed over, or came from elsewhere: the records that tie it to the person, and their field."""
_KEPT: dict[type[Record], tuple[str, ...]] = {
    HelpRequest: ("number", "wanted_time", "repeat", "until", "helpers"),
    HelpAct: ("start", "end", "rule", "expenses_yen", "pay", "tickets", "receipt"),
    Receipt: ("number", "date", "yen", "acts", "void"),
}
"""What the accounts of おたすけ need of a record, and nothing that says whose it was."""
_GOES = {
    "person": "名前・住所・電話など",
    "member": "世帯の方",
    "contact": "緊急連絡先",
    "consent": "同意の記録",
    "assignment": "担い手との組み合わせ",
    "card": "つながりカードの中身",
    "card_copy": "渡したカードの写し",
    "evacuation_plan": "避難計画の中身",
    "plan_copy": "渡した避難計画の写し",
    "safety_tick": "安否確認のきろく",
    "help_member": "おたすけの会員",
    "move_offer": "転入の申し送り",
    "volunteer": "担い手の名前・電話など",
    "patrol_post": "登校見守りの当番",
    "plan_supporter": "避難計画の支援者",
}
_WORDS_GO = {
    "case": "見守り登録の言葉",
    "visit": "見守りのメモ・様子・サイン",
    "help_request": "おたすけのメモ",
}
_STAYS = {
    "visit": "見守りの回数",
    "case": "見守り登録の数",
    "attendance": "サロン参加の数",
    "help_act": "おたすけの回数と金額",
    "role": "役割の数",
    "completion": "研修の修了の数",
    "patrol": "登校見守りの回数",
    "commissioner_count": "民生委員 活動記録の件数",
}
_COUNTED = frozenset({"completion", "commissioner_count"})
"""Of a volunteer: numbers under an id that is nobody's any more; they keep all they say."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would do, for the person who decides.

    Attributes:
        name: whose.
        goes: (what, how many) that is taken away.
        stays: (what, how many) that is kept, without a name but for the ledger.
        backups: how many backups are replaced by a fresh one.
        mentions: where texts of other records seem to name them; they stay until somebody rewrites them.
    """

    name: str
    goes: tuple[tuple[str, int], ...]
    stays: tuple[tuple[str, int], ...]
    backups: int
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    Attributes:
        records: how many records lost what they said.
        backups: how many old backups were replaced.
        backups_left: why they could not be replaced yet, "" when they were; the next import or erasure tries again.
    """

    records: int
    backups: int
    backups_left: str = ""


def plan_erasure(desk: Desk, person: Id) -> Plan:
    """Say what erasing a person (any of the merged ids) would take away and what would stay.

    Raises:
        InputError: there is no such person here, or this is a council.
    """
    allow(desk, Deed.ERASE)
    with reading(desk) as session:
        ids = _ids(desk, session, person)
        found = _found(session, ids, desk.me.code)
        name = _name(session, ids) or name_in(session, person)
        provisions = _provisions(session, ids, name)
        named = mentions(session, ids, {ent for ents in found.values() for ent in ents})
    counts = {kind: len(ents) for kind, ents in found.items()}
    goes = {**_GOES, **_WORDS_GO}
    stays = [(words, counts[kind]) for kind, words in _STAYS.items() if counts.get(kind)]
    return Plan(
        name,
        tuple((words, counts[kind]) for kind, words in goes.items() if counts.get(kind)),
        (*stays, *([("第三者提供記録（法律で残すもの）", provisions)] if provisions else [])),
        len(backups.kept(desk.paths)),
        tuple(named),
    )


def person_numbered(desk: Desk, number: str, kind: type[Record] = Person) -> Id:
    """Return the person (or volunteer, by ``kind``) with a managing number.

    Raises:
        InputError: nobody has it.
    """
    with reading(desk) as session:
        found = repo.numbered(session, kind.kind, number) if number else None
    if found is None:
        raise InputError(f"「{number}」という番号は登録されていません。", "名簿で番号を確かめてください。")
    return found


def erase_person(desk: Desk, person: Id, reason: str) -> Done[Erased]:
    """Erase a person or a volunteer by law, here and on every laptop that takes this in; it cannot be undone.

    Backups made before are replaced by one made now.

    Args:
        desk: the open desk of a district.
        person: any of the merged ids.
        reason: why, kept with the erasure; without the name.

    Raises:
        InputError: there is no such person, no reason, the name stands in it, or this is a council.
    """
    allow(desk, Deed.ERASE)
    need(reason, "消去する理由")
    with acting(desk, "お一人の記録を消去しました", undoable=False, deed=Deed.ERASE) as session:
        ids = _ids(desk, session.connection, person)
        _without_names(session.connection, ids, reason)
        taken = erase_within(desk, session, ids, reason)
    replaced, left = renew_backups(desk)
    words = f"、もしもの控え {replaced}個を取りかえました" if replaced else "ました"
    label = f"お一人の記録を消去し{words}" + ("（古い控えは まだ残っています）" if left else "")
    return Done(Erased(taken, replaced, left), replace(session.changes, label=label))


def erase_within(desk: Desk, session: WriteSession, ids: Sequence[Id], reason: str) -> int:
    """Erase one person or volunteer (all merged ids) within an action that cannot be undone; returns how many bodies went."""
    connection = session.connection
    found = {k: ents for k, ents in _found(connection, ids, desk.me.code).items() if k not in _COUNTED}
    copies = [(kind, ent) for kind in _COPIES for ent in found.pop(kind, ())]
    kept = _kept(connection, found)
    sheets = _sheets(connection, ids)
    named = [(kind, ent) for kind, ents in found.items() for ent in ents]
    named += [("sheet", ent) for ent in sheets]
    taken = erasing.erase(session, Erasure, named, {"reason": reason.strip()}).bodies
    taken += erasing.erase(session, CopyErasure, copies).bodies
    for ent, fields in sheets.items():
        session.record(Sheet, ent, fields)
    for kept_kind, ent, fields in kept:
        session.record(kept_kind, ent, fields)
    audit.log_access(connection, desk, f"erase person {len(named) + len(copies)}")
    return taken


def renew_backups(desk: Desk) -> tuple[int, str]:
    """Replace the backups that may hold what was erased: how many, and why not when they could not be."""
    desk.database.checkpoint()  # the write-ahead log holds older pages
    try:
        return backups.replace_old_backups(desk), ""
    except UserError as error:  # erased it is; the backups are tried again with the next import
        return 0, f"{error.what}{error.todo}"


def _ids(desk: Desk, connection: Connection, person: Id) -> tuple[Id, ...]:
    if desk.me.council:
        raise InputError("市社協には、地区の方の名簿がありません。", "その地区のパソコンで消去してください。")
    ids = repo.aliases(connection).all(person)
    sql = f"SELECT 1 FROM person WHERE id IN ({marks(ids)})"
    if connection.exec_driver_sql(sql, ids).first() is None and not is_helper(connection, ids):
        raise no_such_person()
    return ids


def _name(connection: Connection, ids: Sequence[Id]) -> str:
    """Return a volunteer's name, "" for a person."""
    names = repo.volunteer_names(connection, ids)
    return next((names[ent][0] for ent in ids if ent in names and names[ent][0]), "")


def _found(connection: Connection, ids: Sequence[Id], district: str) -> dict[str, list[Id]]:
    """Return everything about a person or a volunteer by kind."""
    if not is_helper(connection, ids):
        return records_about(connection, ids, district)
    return _with_aside(connection, records_of_helper(connection, ids), ids, district)


def _without_names(connection: Connection, ids: Sequence[Id], reason: str) -> None:
    """Refuse a reason from which the person can be told, however it is written (``domain.nameless``)."""
    found = Finder(one_person(connection, ids)).find(reason)
    if found:
        raise InputError(
            f"理由に、その方の{found[0].kind.words}が入っています（「{found[0].text}」）。",
            "どなたか わからない書き方に直してください。",
        )


def records_about(connection: Connection, ids: Sequence[Id], district: str) -> dict[str, list[Id]]:
    """Return everything about a person by kind, deleted records and those that were put aside too."""
    found = {"person": list(ids)}
    for kind in _OF_PERSON:
        found[kind] = _all(connection, f'SELECT id FROM "{kind}" WHERE person IN ({marks(ids)})', ids)
    for kind, (field, of) in _BY.items():
        owners = found[of]
        found[kind] = _all(connection, f'SELECT id FROM {kind} WHERE "{field}" IN ({marks(owners)})', owners)
    for copy, (link, field) in _COPIES.items():
        links = found[link]
        sql = f"SELECT {field} FROM {link} WHERE {field} IS NOT NULL AND id IN ({marks(links)})"
        found[copy] = _all(connection, sql, links)
    return _with_aside(connection, found, ids, district)


def _with_aside(
    connection: Connection, found: dict[str, list[Id]], ids: Sequence[Id], district: str
) -> dict[str, list[Id]]:
    """Add what only changes that were put aside say of somebody."""
    for kind, ent in sorted(aside.records_about(connection, ids, district)):
        if ent not in found.setdefault(kind, []):
            found[kind].append(ent)
    return found


def _kept(
    connection: Connection, found: dict[str, list[Id]]
) -> list[tuple[type[Record], Id, dict[str, object]]]:
    """Return what is written again of a person's help once its home bodies are gone."""
    return [
        (kind, ent, {name: getattr(record, name) for name in names})
        for kind, names in _KEPT.items()
        for ent, record in by_ids(connection, kind, found.get(kind.kind, ())).items()
    ]


def _all(connection: Connection, sql: str, params: Sequence[Id]) -> list[Id]:
    return [Id(bytes(row)) for row in connection.exec_driver_sql(sql, tuple(params)).scalars()]


def _provisions(connection: Connection, ids: Sequence[Id], name: str) -> int:
    """Count the provisions of a person: by id where the record knows it, else by the name as written."""
    wanted = [("people", ent.hex()) for ent in ids] + ([("names", name)] if name else [])
    where = " OR ".join(f"instr({column}, ?)" for column, _ in wanted)
    sql = f"SELECT count(*) FROM provision WHERE gone = 0 AND ({where})"
    return int(connection.exec_driver_sql(sql, tuple(text for _, text in wanted)).scalar() or 0)


def _sheets(connection: Connection, ids: Sequence[Id]) -> dict[Id, dict[str, object]]:
    """Return the sheets with a row of the person, as they are to be: the row stays, and is nobody's."""
    found: dict[Id, dict[str, object]] = {}
    persons = re.compile("|".join(ent.hex() for ent in ids))
    for ent in _all(connection, "SELECT id FROM sheet WHERE rows IS NOT NULL", ()):
        sheet = get(connection, Sheet, ent)
        if sheet is None or not persons.search(sheet.rows):
            continue
        rows = persons.sub(lambda _: os.urandom(16).hex(), sheet.rows)
        found[ent] = {
            "form": sheet.form, "number": sheet.number, "month": sheet.month, "watcher": sheet.watcher,
            "salon": sheet.salon, "rows": rows,
        }  # fmt: skip
    return found
