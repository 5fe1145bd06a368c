"""Who saw, changed, printed, exported, imported, and failed to open: local, never synced, each line vouching for the last.

A line holds ids, never names: an erasure takes a name away everywhere, and the line stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import access_log
from sasaeai_desktop.db.repositories.base import by_ids, canonical_ids, select
from sasaeai_desktop.domain.council import DeskUser
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.desk import Desk, allow, reading

_ABOUT = "\t"
_SEEN = "seen"
_WHOLE_LIST = ("export ", "table ")
_FEW = 6  # so many names stand in a line; the rest is counted

_WORDS: tuple[tuple[str, str], ...] = (
    (r"seen", "記録を 見ました"),
    (r"print (.+) (\d+)", r"「\1」を印刷しました（\2ページ）"),
    (r"export (.+) (\d+)", r"「\1」の表を書き出しました（\2件）"),
    (r"import (.+) (\d+)", r"「\1」の表を取り込みました（\2件）"),
    (r"table (.+) (\d+)", r"「\1」を表で保存しました（\2人分）"),
    (r"wrong passphrase (\d+)", r"このまえに、合いことばの まちがいが \1回 ありました"),
    (r"passphrase by paper key", "復旧キーで開き、合いことばを新しくしました"),
    (r"passphrase", "合いことばを変えました"),
    (r"paper key", "復旧キーを新しくしました"),
    (r"passphrase by escrow", "市社協に あずけてあった鍵で開き、合いことばを新しくしました"),
    (r"escrow given", "市社協に 鍵をあずけました"),
    (r"escrow taken back", "市社協に あずけた鍵を やめました"),
    (r"escrow sealed anew", "市社協の鍵が変わったので、あずけた鍵を作りなおしました"),
    (r"escrow opened (.*)", r"\1番の地区から あずかった鍵を開けました"),
    (r"paper tried", "復旧キーの紙で開けるか、ためしました"),
    (r"key rotate", "鍵を新しくしました"),
    (r"user add .*", "使う人を加えました"),
    (r"user role .*", "使う人の役割を変えました"),
    (r"user disable .*", "使う人をはずしました"),
    (r"backup elsewhere", "控えを ほかの場所へ写しました"),
    (r"erase person (\d+)", r"法律にそって消去しました（\1件）"),
    (r"export-identity .*", "届いたファイルを開く鍵を書き出しました"),
    (r"device keys renewed.*", "このパソコンの鍵を新しくしました"),
    (r"joined anew.*", "あらためて つながりました"),
    (r"audit", "この足あとを見ました"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    Attributes:
        at: ISO date and time.
        by: who, in words.
        words: what was done.
        people: whose records it was about, as they are called now.
    """

    at: str
    by: str
    words: str
    people: tuple[str, ...] = ()

    @property
    def whose(self) -> str:
        """Whose, in one line."""
        rest = len(self.people) - _FEW
        return "、".join(self.people[:_FEW]) + (f" ほか{rest}人" if rest > 0 else "")

    @property
    def searched(self) -> str:
        """What a search looks through: who, what and whose."""
        return f"{self.by}{self.words}{'、'.join(self.people)}"


def log_access(connection: Connection, desk: Desk, what: str, people: Iterable[Id] = ()) -> None:
    """Add a line to the local, hash-chained log; ``check`` proves the chain.

    Args:
        connection: a write transaction.
        desk: who does it.
        what: one of the forms above; no names.
        people: whose records it is about.
    """
    about = ",".join(sorted({ent.hex() for ent in people}))
    at = desk.clock.now().isoformat(timespec="seconds")
    access_log.append(connection, at, desk.user.id, what + (_ABOUT + about if about else ""))


def people_called(connection: Connection, names: Collection[str]) -> list[Id]:
    """Return who in the 名簿 has one of these names."""
    wanted = set(names)
    rows = connection.exec_driver_sql("SELECT id, name FROM person WHERE gone = 0")
    return [Id(ent) for ent, name in rows if name in wanted]


def note_seen(desk: Desk, person: Id) -> None:
    """Write down that somebody looked at a person's page: once a day and sitting."""
    mark = (desk.today(), person)
    if mark in desk.seen:
        return
    with desk.database.transaction() as connection:
        log_access(connection, desk, _SEEN, [person])
    desk.seen.add(mark)


def entries(desk: Desk, text: str = "", person: Id | None = None, limit: int = 500) -> list[Entry]:
    """Return what was done at this computer, newest first.

    Args:
        desk: the open desk.
        text: only lines that hold these words (who, what or whose).
        person: only lines about this person.
        limit: at most so many.

    Raises:
        NotAllowedError: the person's role is not for it.
    """
    allow(desk, Deed.AUDIT)
    with reading(desk) as session:
        users = {user.id: user.name for user in select(session, DeskUser)}
        canonical = canonical_ids(session)
        wanted = canonical.get(person, person) if person else None
        found = [*_accesses(session, users), *_changes(session, users), *_bundles(session, users)]
        ids = {ent for _, people in found for ent in people or ()}
        names = {ent: row.name for ent, row in by_ids(session, Person, ids).items()}
    shown = (
        replace(entry, people=_named(people, names) or entry.people)
        for entry, people in sorted(found, key=lambda each: each[0].at, reverse=True)
        if wanted is None or people is None or wanted in {canonical.get(ent, ent) for ent in people}
    )
    return list(islice((entry for entry in shown if text in entry.searched), limit))


def _named(people: list[Id] | None, names: Mapping[Id, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(ent) or "消去した方" for ent in people or ()))


_Found = list[tuple[Entry, list[Id] | None]]
"""Lines, and whose records they are about; None for everyone's."""


def _accesses(connection: Connection, users: dict[Id, str]) -> _Found:
    rows = connection.exec_driver_sql("SELECT at, by, what FROM access_log")
    found: _Found = []
    for at, by, line in rows:
        what, _, about = str(line).partition(_ABOUT)
        whole_list = what.startswith(_WHOLE_LIST)
        people = None if whole_list else [from_hex(part) for part in about.split(",") if part]
        found.append((Entry(at, users.get(Id(by), "（わかりません）"), _in_words(what)), people))
    return found


def _changes(connection: Connection, users: dict[Id, str]) -> _Found:
    """What was written at this computer, action by action, with whom it was about."""
    rows = connection.exec_driver_sql("SELECT at, by, label, changes FROM action").all()
    if not rows:
        return []
    about = _people_by_change(connection)
    found: _Found = []
    for at, by, label, changes in rows:
        people = [
            ent
            for number, first, last in json.loads(changes)
            for place in range(first, min(last, first + 200) + 1)
            for ent in about.get(number << 40 | place, ())
        ]
        found.append((Entry(at, users.get(Id(by), "（わかりません）"), label), list(dict.fromkeys(people))))
    return found


def _people_by_change(connection: Connection) -> dict[int, tuple[Id, ...]]:
    """Return whose record a change made, for records that were written once (the others stand in ``head``)."""
    found: dict[int, tuple[Id, ...]] = {}
    for table, column in (("person", "id"), ("visit", "person"), ("case", "person"), ("assignment", "person"),
                          ("contact", "person"), ("consent", "person"), ("member", "person"), ("card", "person")):  # fmt: skip
        held = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')]
        for chain in (name for name in held if name.startswith("at_")):
            for at, ent in connection.exec_driver_sql(
                f'SELECT {chain}, "{column}" FROM "{table}" WHERE {chain} > 0 AND "{column}" IS NOT NULL'
            ):
                found[at] = (Id(ent),)
        for at, ent in connection.exec_driver_sql(
            f'SELECT head.at, t."{column}" FROM head JOIN "{table}" AS t ON t.id = head.ent '
            f'WHERE t."{column}" IS NOT NULL'
        ):
            found[at] = (Id(ent),)
    return found


def _bundles(connection: Connection, users: dict[Id, str]) -> _Found:
    rows = connection.exec_driver_sql(
        "SELECT at, direction, changes, header, names FROM bundle_log WHERE direction IN ('out', 'in')"
    )
    found: _Found = []
    for at, direction, changes, header, names in rows:
        by = str(_json(header).get("by", ""))
        who = users.get(from_hex(by), "") if len(by) == 32 else ""
        done = "USBに書き出しました" if direction == "out" else "USBから受け取りました"
        whose = tuple(n for n in _json(names) if isinstance(n, str)) if names else ()
        found.append((Entry(at, who, f"{done}（{changes:,}件）", whose), []))
    return found


def _json(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, (dict, list)) else {}  # type: ignore[return-value]  # a list is only walked through


def _in_words(what: str) -> str:
    for pattern, words in _WORDS:
        match = re.fullmatch(pattern, what)
        if match:
            return match.expand(words)
    return what
