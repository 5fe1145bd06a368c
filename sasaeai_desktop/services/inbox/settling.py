"""Settling an item of 「たしかめること」: an ordinary write that replaces all heads, one action, undone as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from sasaeai_desktop.db import conflicts, settings
from sasaeai_desktop.db.repositories import doubling, peers, salon
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.repositories.people import aliases, number_taken
from sasaeai_desktop.db.repositories.watch import known
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import wareki
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, from_hex, keyed_id
from sasaeai_desktop.domain.kinds import Field, Form, Value, fields_of
from sasaeai_desktop.domain.people import Merge
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.watch import Tally, Visit
from sasaeai_desktop.services.cards import arriving
from sasaeai_desktop.services.desk.common import fresh_numbers, not_after
from sasaeai_desktop.services.desk.deciding import BOTH, WAIT, decide
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.desk.field_names import field_name
from sasaeai_desktop.services.inbox.finding import Finding, Oddity, waiting
from sasaeai_desktop.services.inbox.item import SAME, TAKE, TYPE, Item
from sasaeai_desktop.services.inbox.items import day_field, describe
from sasaeai_desktop.services.inbox.names import Names, kind_words
from sasaeai_desktop.services.people import erasures_asked, merging
from sasaeai_desktop.services.salon.attending import attendance_id
from sasaeai_desktop.services.usb import newcomers

_LETTER = re.compile(r"[A-Z]{1,2}")
_COUNTS = ("elderly", "disabled", "children", "guardians", "others")
_SHORTEST = 3  # digits of a card's running number


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided: a way, and with TAKE which side (counted from 1), with TYPE what was typed."""

    way: str
    side: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """An item on the table, and what was said about it."""

    session: WriteSession
    desk: Desk
    found: Finding
    item: Item
    answer: Answer

    @property
    def chosen(self) -> Value:
        """What the chosen side stands for."""
        return self.item.sides[self.answer.side - 1].value


def resolve(desk: Desk, key: str, answer: Answer) -> Done[str]:
    """Settle one item; returns what was done, in words.

    Raises:
        InputError: there is no such item (any more), the way does not fit it, or what was typed cannot be.
    """
    pair: tuple[Id, Id] | None = None
    with acting(desk, "", deed=Deed.SETTLE) as session:
        found = next((f for f in waiting(session.connection, desk) if f.key == key), None)
        if found is None:
            raise InputError("この「たしかめること」は、もう ありません。", "一覧を もう一度 見てください。")
        item = describe(Names(session.connection, desk), found)
        _check(item, answer)
        if answer.way == SAME:
            pair = _two(session, found)
        else:
            session.undoable = (
                found.oddity not in (Oddity.LETTER, Oddity.ERASURE, Oddity.LAPTOP) or answer.way == WAIT
            )
            session.label = _settle(session, desk, found, item, answer)
    if found.oddity is Oddity.LETTER:  # only now is it sure to be written
        with reading(desk) as now:
            desk.me = replace(desk.me, letter=settings.text(now, "letter", desk.me.letter))
    if found.oddity is Oddity.ERASURE:
        return erasures_asked.after(desk, Done(session.label, session.changes))
    if pair is not None:
        merged = merging.merge_people(desk, *pair)
        return Done(merged.changes.label, merged.changes)
    return Done(session.label, session.changes)


def _check(item: Item, answer: Answer) -> None:
    offered = {way.code for way in item.ways}
    if answer.way == TAKE:
        if not 1 <= answer.side <= len(item.sides) or not item.sides[answer.side - 1].verb:
            raise InputError(
                "えらぶ番号が ちがいます。", f"1から{len(item.sides)}の番号で えらんでください。"
            )
    elif answer.way not in offered:
        raise InputError(
            "この えらび方は、ここでは使えません。", "一覧にある えらび方から えらんでください。"
        )
    elif answer.way == TYPE and not answer.text.strip():
        raise InputError("何も入っていません。", "正しいものを入れてください。")


def _settle(session: WriteSession, desk: Desk, found: Finding, item: Item, answer: Answer) -> str:
    if answer.way == WAIT or (answer.way == BOTH and found.oddity is not Oddity.CONFLICT):
        decide(session, desk, found.key, answer.way)
        words = next(w.words for w in item.ways if w.code == answer.way)
        return f"{item.about}は「{words}」にしました"
    return _SETTLE[found.oddity](_Case(session, desk, found, item, answer))


# -- fields ----------------------------------------------------------------------------------------------------------


def _write_field(case: _Case) -> str:
    kind, ent = case.found.record, case.found.ids[0]
    field = fields_of(KINDS[kind])[case.found.field]
    if case.answer.way == TAKE:
        value = case.chosen
    elif case.answer.way == BOTH:
        value = _joined(field, [side.value for side in case.item.sides])
    else:
        value = _typed(kind, field, case.answer.text)
    # Written through ``write_heads``, not ``record``: the value may be one of the heads and still ends the matter.
    live = conflicts.heads_of_field(case.session.connection, kind, ent, case.found.field)
    case.session.write_heads(KINDS[kind], ent, case.found.field, [value], live)
    shown = Names(case.session.connection, case.desk).value(kind, case.found.field, value)
    return f"{case.item.about}の{field_name(kind, case.found.field)}を「{shown}」にしました"


def _joined(field: Field, values: list[Value]) -> Value:
    """Return the union of sets, or texts one after the other."""
    if field.form in (Form.REFS, Form.TEXTS):
        return sorted({str(v) for value in values if isinstance(value, list) for v in value}) or None
    texts = [str(v) for v in values if v]
    return "／".join(t for at, t in enumerate(texts) if not any(t in other for other in texts[:at])) or None


def _typed(kind: str, field: Field, text: str) -> Value:
    called = field_name(kind, field.name)
    if field.form is Form.NUMBER:
        narrow = unicodedata.normalize("NFKC", text).strip().replace(",", "")
        if not narrow.isdecimal():
            raise InputError(f"「{text}」は 数ではありません。", "12 のように、数だけを入れてください。")
        return int(narrow)
    match field.form:
        case Form.BIRTH:
            return wareki.parse_birth(text, label=called)
        case Form.MONTH:
            return wareki.parse_month(text, label=called)
        case Form.DAY:
            return wareki.parse_date(text, label=called)
        case Form.TIME:
            return wareki.parse_time(text)
    return text.strip()


def _keep_or_delete(case: _Case) -> str:
    kind, ent = KINDS[case.found.record], case.found.ids[0]
    if case.chosen:
        case.session.delete(kind, ent)
        return f"{case.item.about}を消しました"
    case.session.restore(kind, ent)
    return f"{case.item.about}を残しました"


def _correct_day(case: _Case) -> str:
    kind = case.found.record
    name = day_field(kind)
    value = str(_typed(kind, fields_of(KINDS[kind])[name], case.answer.text))
    if name == "month":
        if value > case.session.today[:7]:
            raise InputError("年月が、今月より先になっています。", "年月を たしかめてください。")
    else:
        not_after(value, case.session.today, field_name(kind, name))
    case.session.record(KINDS[kind], case.found.ids[0], {name: value})
    return f"{case.item.about}の日付を {wareki.wareki(value)}に直しました"


# -- the same twice --------------------------------------------------------------------------------------------------


def _keep_one_visit(case: _Case) -> str:
    kept = case.chosen
    others = [ent for ent in case.found.ids if ent.hex() != kept]
    for ent in others:
        case.session.delete(Visit, ent)
    return f"{case.item.about}の 二重のきろくを {len(others)}件 消しました"


def _join_sessions(case: _Case) -> str:
    """Keep one session and move the named guests of the others into it; counts without names stay as they are."""
    kept = from_hex(str(case.chosen))
    alias = aliases(case.session.connection)
    here = {alias.of(e.person) for e in salon.attendance(case.session.connection, [kept])}
    for ent in case.found.ids:
        if ent == kept:
            continue
        for entry in salon.attendance(case.session.connection, [ent]):
            case.session.delete(Attendance, entry.id)
            if alias.of(entry.person) not in here:
                here.add(alias.of(entry.person))
                _attend(case.session, attendance_id(case.desk, kept, entry.person), kept, entry.person)
        case.session.delete(Session, ent)
    return f"{case.item.about}を 1つにまとめました"


def _attend(session: WriteSession, ent: Id, held: Id, person: Id) -> None:
    if known(session.connection, Attendance.kind, [ent]).get(ent):
        session.restore(Attendance, ent)
    session.record(Attendance, ent, {"session": held, "person": person})


def _keep_one_count(case: _Case) -> str:
    connection, month = case.session.connection, case.found.value
    who = tuple(aliases(connection).all(case.found.ids[0]))
    if case.chosen == "acts":
        watcher = case.found.record == "volunteer"
        for tally in doubling.tallies_of(connection, who, month, watcher=watcher):
            case.session.delete(Tally, tally.id)
        return f"{case.item.about}は {'担当者の月計を消しました' if watcher else '1回ずつのきろくにしました'}"
    for act in doubling.acts_of(connection, who, month):
        case.session.delete(Visit, act.id)
    return f"{case.item.about}は 月計にしました"


def _keep_one_tally(case: _Case) -> str:
    for ent in case.found.ids:
        if ent.hex() != case.chosen:
            case.session.delete(Tally, ent)
    return f"{case.item.about}を 1つにしました"


def _hold_or_empty(case: _Case) -> str:
    """A session that was called off was held after all, or nobody came to it."""
    ent = case.found.ids[0]
    if not case.chosen:
        case.session.record(Session, ent, {"cancelled": None, "cancel_reason": None})
        return f"{case.item.about}を 開いた回にしました"
    for entry in salon.attendance(case.session.connection, [ent]):
        case.session.delete(Attendance, entry.id)
    case.session.record(Session, ent, dict.fromkeys(_COUNTS))
    return f"{case.item.about}の参加を 消しました"


def _write_start(case: _Case) -> str:
    kind, ent = KINDS[case.found.record], case.found.ids[0]
    day = wareki.parse_date(case.answer.text, label="始まりの日")
    not_after(day, case.session.today, "始まりの日")
    end = getattr(get(case.session.connection, kind, ent), "end", "")
    if end and end < day:
        raise InputError(
            "始まりの日が、終わりの日より あとになっています。", "始まりの日を たしかめてください。"
        )
    case.session.record(kind, ent, {"start": day})
    return f"{case.item.about}の始まりの日を {wareki.wareki(day)}にしました"


# -- numbers ---------------------------------------------------------------------------------------------------------


def _renumber(case: _Case) -> str:
    """Let the chosen record keep its number; the others get the next free ones."""
    kept = case.found.ids[case.answer.side - 1]
    given = []
    for ent in case.found.ids:
        if ent != kept:
            given.append(_free_number(case.session, case.desk, case.found))
            case.session.record(KINDS[case.found.record], ent, {"number": given[-1]})
    return f"{kind_words(case.found.record)}の番号「{case.found.value}」の もう一方を「{'」「'.join(given)}」にしました"


def _free_number(session: WriteSession, desk: Desk, found: Finding) -> str:
    if found.record != "card":
        return next(fresh_numbers(session.connection, found.record, desk.me.letter))
    stem, _, tail = found.value.rpartition("-")
    prefix = f"{stem}-{desk.me.letter}" if stem else f"{found.value}-{desk.me.letter}"
    number = int(tail) if tail.isdecimal() else 1
    while number_taken(session.connection, "card", f"{prefix}{number:0{_SHORTEST}}"):
        number += 1
    return f"{prefix}{number:0{_SHORTEST}}"


def _two(session: WriteSession, found: Finding) -> tuple[Id, Id]:
    """Return two of the records that are not one yet."""
    alias = aliases(session.connection)
    first = found.ids[0]
    return first, next(i for i in found.ids if alias.of(i) != alias.of(first))


def _find_in_roster(case: _Case) -> str:
    """Say that the one who is not here is somebody of the roster; no record is rewritten."""
    number = unicodedata.normalize("NFKC", case.answer.text).strip()
    sql = f'SELECT id FROM "{case.found.record}" WHERE gone = 0 AND number IN (?, ?) ORDER BY id'
    rows = case.session.connection.exec_driver_sql(sql, (case.answer.text.strip(), number)).scalars().all()
    if not rows:
        raise InputError(f"「{number}」という番号は登録されていません。", "名簿で番号を確かめてください。")
    low, high = sorted((case.found.ids[0], Id(rows[0])))
    ent = keyed_id(case.desk.me.secret, Merge.kind, low.hex(), high.hex())
    if known(case.session.connection, Merge.kind, [ent]):
        case.session.restore(Merge, ent)
    else:
        case.session.record(Merge, ent, {"a": low, "b": high})
    name = Names(case.session.connection, case.desk).reference(Id(rows[0]))
    return f"まだ届いていない{kind_words(case.found.record)}を {name}のきろくにしました"


def _change_letter(case: _Case) -> str:
    letter = unicodedata.normalize("NFKC", case.answer.text).strip().upper()
    if not _LETTER.fullmatch(letter):
        raise InputError(
            f"「{case.answer.text}」は 記号に使えません。", "AからZの 1文字か2文字にしてください。"
        )
    others = peers.devices_of(peers.all_peers(case.session.connection), case.desk.me.code)
    if letter == case.desk.me.letter or any(p.letter == letter for p in others if not p.council):
        raise InputError(f"記号「{letter}」は、もう使われています。", "ほかの文字にしてください。")
    settings.put(case.session.connection, "letter", letter)
    return f"このパソコンの記号を「{letter}」にしました"


def _erase_or_keep(case: _Case) -> str:
    ent = case.found.ids[0]
    if not case.chosen:
        erasures_asked.refuse(case.session, case.desk, ent)
        return "申し出のあった記録を、消さずに残しました"
    count = erasures_asked.carry_out(case.session, case.desk, ent)
    return f"申し出のあった記録 {count}件の言葉を消去しました"


def _know_or_refuse(case: _Case) -> str:
    if case.chosen:
        newcomers.accept(case.session.connection, case.found.value)
        return f"{case.item.about}を、覚えのあるパソコンにしました"
    heard = newcomers.refuse(case.session, case.desk, case.found.value)
    more = "" if heard else "。市社協にも すぐ知らせてください"
    return f"{case.item.about}を、使わないことにしました{more}"


def _take_up_or_decline(case: _Case) -> str:
    if case.answer.way == TYPE:
        return arriving.decline(case.session, case.found.ids[0], case.answer.text)
    arriving.take_within(case.desk, case.session, case.found.ids[0])
    return case.session.label


_SETTLE: dict[Oddity, Callable[[_Case], str]] = {
    Oddity.LAPTOP: _know_or_refuse,
    Oddity.ERASURE: _erase_or_keep,
    Oddity.MOVED_IN: _take_up_or_decline,
    Oddity.CONFLICT: _write_field,
    Oddity.DELETED: _keep_or_delete,
    Oddity.TWICE_VISIT: _keep_one_visit,
    Oddity.TWICE_SESSION: _join_sessions,
    Oddity.NUMBER: _renumber,
    Oddity.LETTER: _change_letter,
    Oddity.BOTH_WAYS: _keep_one_count,
    Oddity.TWICE_TALLY: _keep_one_tally,
    Oddity.CANCELLED: _hold_or_empty,
    Oddity.NO_START: _write_start,
    Oddity.MISSING: _find_in_roster,
    Oddity.FUTURE: _correct_day,
}
