"""Who saw, changed, printed, exported, imported, and failed to open: local, never synced, each line vouching for the last.

A line holds ids, never names: an erasure takes a name away everywhere, and the line stays.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sasaeai_desktop.db.columns import pointer_columns
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import pointer
from sasaeai_desktop.db.repositories import access_log
from sasaeai_desktop.db.repositories.base import by_ids, canonical_ids, select
from sasaeai_desktop.db.repositories.history import Span, Wanted, records_between
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.council import DeskUser
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.desk import Desk, allow, reading

_ABOUT = "\t"
_SEEN = "seen"
_WHOLE_LIST = ("export ", "table ")
_AT_ONCE = 250  # lines whose people are looked up together
_OF_ONE = 200  # changes of one stream that are looked at of one action
_OF_PEOPLE = ("visit", "case", "assignment", "contact", "consent", "member", "card")
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
    shown: list[Entry] = []
    with reading(desk) as session:
        users = {user.id: user.name for user in select(session, DeskUser)}
        canonical = canonical_ids(session)
        lines = [*_accesses(session, users), *_changes(session, users), *_bundles(session, users)]
        if person:
            lines = _about(session, lines, canonical.get(person, person), canonical)
        lines.sort(key=lambda line: line.entry.at, reverse=True)
        step = min(max(limit, 1), _AT_ONCE)
        for start in range(0, len(lines), step):
            found = _with_people(session, lines[start : start + step])
            shown += [entry for entry in found if text in entry.searched]
            if len(shown) >= limit:
                break
    return shown[:limit]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line before the people in it are looked up.

    Attributes:
        people: whose records it is about as far as it says so itself; None for everyone's.
        spans: where its changes stand in the journal, which says of whom they are.
    """

    entry: Entry
    people: tuple[Id, ...] | None = ()
    spans: tuple[Span, ...] = ()


def _about(connection: Connection, lines: list[_Line], person: Id, canonical: Mapping[Id, Id]) -> list[_Line]:
    """Return the lines about a person, and those about everyone."""
    ids = [person, *(ent for ent, main in canonical.items() if main == person and ent != person)]
    places = sorted(_places_of(connection, ids))

    def written(span: Span) -> bool:
        first, last = pointer(span[0], span[1]), pointer(span[0], span[2])
        at = bisect_left(places, first)
        return at < len(places) and places[at] <= last

    return [
        line
        for line in lines
        if line.people is None
        or any(ent in ids for ent in line.people)
        or any(written(span) for span in line.spans)
    ]


def _places_of(connection: Connection, ids: list[Id]) -> set[int]:
    """Return where the changes of these ids' records stand: where each was written once, or what is in force."""
    found: set[int] = set()
    for kind in (Person.kind, *_OF_PEOPLE):
        column = "id" if kind == Person.kind else "person"
        whose = f'FROM "{kind}" AS t {{}} WHERE t."{column}" IN ({marks(ids)})'
        rows = connection.exec_driver_sql(
            f"SELECT {', '.join(pointer_columns(kind))} {whose.format('')}", tuple(ids)
        )
        found.update(at for row in rows.all() for at in row if at and at > 0)
        heads = connection.exec_driver_sql(
            f"SELECT head.at {whose.format('JOIN head ON head.ent = t.id')}", tuple(ids)
        )
        found.update(at for (at,) in heads.all())
    return found


def _with_people(connection: Connection, lines: list[_Line]) -> list[Entry]:
    """Return lines with the names of those they are about."""
    by_place = _people_between(connection, [span for line in lines for span in line.spans])
    found = [(line.entry, _people_of(line, by_place)) for line in lines]
    ids = {ent for _, people in found for ent in people or ()}
    names = {ent: row.name for ent, row in by_ids(connection, Person, ids).items()}
    return [replace(entry, people=_named(people, names) or entry.people) for entry, people in found]


def _people_of(line: _Line, by_place: Mapping[int, Id]) -> tuple[Id, ...] | None:
    if line.people is None:
        return None
    places = (pointer(number, seq) for number, first, last in line.spans for seq in range(first, last + 1))
    return tuple(dict.fromkeys((*line.people, *(by_place[at] for at in places if at in by_place))))


def _named(people: Iterable[Id] | None, names: Mapping[Id, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(ent) or "消去した方" for ent in people or ()))


def _accesses(connection: Connection, users: dict[Id, str]) -> list[_Line]:
    rows = connection.exec_driver_sql("SELECT at, by, what FROM access_log").all()
    found: list[_Line] = []
    for at, by, line in rows:
        what, _, about = str(line).partition(_ABOUT)
        whole_list = what.startswith(_WHOLE_LIST)
        people = None if whole_list else tuple(from_hex(part) for part in about.split(",") if part)
        found.append(_Line(Entry(at, users.get(Id(by), "（わかりません）"), _in_words(what)), people))
    return found


def _changes(connection: Connection, users: dict[Id, str]) -> list[_Line]:
    """What was written at this computer, action by action, with where it stands in the journal."""
    found: list[_Line] = []
    for at, by, label, changes in connection.exec_driver_sql(
        "SELECT at, by, label, changes FROM action"
    ).all():
        spans = tuple(
            (number, first, min(last, first + _OF_ONE)) for number, first, last in json.loads(changes)
        )
        found.append(_Line(Entry(at, users.get(Id(by), "（わかりません）"), label), spans=spans))
    return found


def _people_between(connection: Connection, spans: Iterable[Span]) -> dict[int, Id]:
    """Return whom the changes of these stretches are about, by their pointers."""
    records = records_between(connection, spans)
    people: dict[Wanted, Id] = {}
    for kind in _OF_PEOPLE:
        ents = list(dict.fromkeys(ent for of, ent in records.values() if of == kind))
        for start in range(0, len(ents), 1000):
            part = ents[start : start + 1000]
            rows = connection.exec_driver_sql(
                f'SELECT id, person FROM "{kind}" WHERE id IN ({marks(part)}) AND person IS NOT NULL',
                tuple(part),
            )
            people.update(((kind, Id(ent)), Id(person)) for ent, person in rows.all())
    return {
        at: record[1] if record[0] == Person.kind else people[record]
        for at, record in records.items()
        if record[0] == Person.kind or record in people
    }


def _bundles(connection: Connection, users: dict[Id, str]) -> list[_Line]:
    rows = connection.exec_driver_sql(
        "SELECT at, direction, changes, header, names FROM bundle_log WHERE direction IN ('out', 'in')"
    )
    found: list[_Line] = []
    for at, direction, changes, header, names in rows:
        by = str(_json(header).get("by", ""))
        who = users.get(from_hex(by), "") if len(by) == 32 else ""
        done = "USBに書き出しました" if direction == "out" else "USBから受け取りました"
        whose = tuple(n for n in _json(names) if isinstance(n, str)) if names else ()
        found.append(_Line(Entry(at, who, f"{done}（{changes:,}件）", whose)))
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
