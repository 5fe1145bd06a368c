"""Code lists: the built-in signs and works, and what the council adds to them for everybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.commissioner import Group, renamed
from sasaeai_desktop.domain.council import Code
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import Work
from sasaeai_desktop.domain.ids import keyed_id
from sasaeai_desktop.domain.signs import Sign, SignGroup, load_signs
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading

SIGNS, WORKS, COMMISSIONER = "signs", "works", "commissioner"
LISTS = {SIGNS: "サイン（気になる様子）", WORKS: "おたすけの作業", COMMISSIONER: "民生委員 活動記録の言葉"}
_CODE = re.compile(r"[^\s・;；、,，\x00-\x1f]{1,40}")  # lists of codes are written with these between
_MAX_LABEL = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a code list; ``group`` is a code of ``SignGroup`` for signs."""

    code: str
    label: str
    group: str
    built_in: bool


def entries(desk: Desk, of_list: str) -> list[Entry]:
    """Return a list as this desk knows it: the built-in entries, then the council's in its order.

    Raises:
        InputError: there is no such list.
    """
    _check_list(of_list)
    if of_list == COMMISSIONER:
        lines = ((g.code, x) for g in commissioner_groups(desk) for x in g.lines)
        return [Entry(x.category, x.label, group, built_in=True) for group, x in lines]
    if of_list == WORKS:
        built_in = [Entry(w.value, w.label, "", built_in=True) for w in Work]
    else:
        built_in = [Entry(s.code, s.label, s.group, built_in=True) for s in load_signs()]
    return built_in + [Entry(c.code, c.label, c.group, built_in=False) for c in _added(desk, of_list)]


def signs(desk: Desk) -> tuple[Sign, ...]:
    """Return all signs that may be chosen here: the built-in ones and the council's."""
    known = {s.code for s in load_signs()}
    added = (Sign(c.code, c.label, c.group, c.label) for c in _added(desk, SIGNS) if c.code not in known)
    return (*load_signs(), *added)


def works(desk: Desk) -> dict[str, str]:
    """Return what the works of おたすけ are called, by code, in order; the council's stand before その他."""
    with reading(desk) as session:
        return works_in(session)


def works_in(connection: Connection) -> dict[str, str]:
    """As ``works``, within a session."""
    found = {w.value: w.label for w in Work if w is not Work.OTHER}
    found.update((c.code, c.label) for c in _added_in(connection, WORKS))
    return {**found, Work.OTHER.value: Work.OTHER.label}


def commissioner_groups(desk: Desk) -> tuple[Group, ...]:
    """Return the blocks of the 民生委員 活動記録 with the council's words."""
    with reading(desk) as session:
        return renamed({c.code: c.label for c in _added_in(session, COMMISSIONER)})


def rename(desk: Desk, labels: Mapping[str, str]) -> Done[int]:
    """Give lines of the 民生委員 活動記録 other words; returns how many have changed. The codes and all counts stay.

    Args:
        desk: the council's.
        labels: words by category.

    Raises:
        InputError: this is not a council, there is no such line, its words are missing, too long, or another's in its block.
    """
    _check_council(desk)
    before = {e.code: e for e in entries(desk, COMMISSIONER)}
    said = {code: unicodedata.normalize("NFKC", words).strip() for code, words in labels.items()}
    unknown = sorted(said.keys() - before.keys())
    if unknown:
        raise InputError(
            f"「{unknown[0]}」という行はありません。", "code list で、記号を たしかめてください。"
        )
    after = {code: said.get(code, e.label) for code, e in before.items()}
    taken: set[tuple[str, str]] = set()
    for code, words in after.items():
        _check_words(words)
        if (before[code].group, words) in taken:
            raise InputError(f"「{words}」が、同じ表に2つあります。", "べつの言葉にしてください。")
        taken.add((before[code].group, words))
    changed = {code: words for code, words in after.items() if words != before[code].label}
    if not changed:
        return Done(0, Changes())
    with acting(desk, f"民生委員 活動記録の言葉を{len(changed)}件 直しました") as session:
        for code, words in changed.items():
            values = {"list": COMMISSIONER, "code": code, "label": words, "group": before[code].group}
            session.record(Code, keyed_id(b"sasaeai", "code", COMMISSIONER, code), values)
    return Done(len(changed), session.changes)


def _check_council(desk: Desk) -> None:
    if not desk.me.council:
        raise InputError(
            "コードの表に加えられるのは、市社協だけです。", "市社協に、加えてほしい言葉を伝えてください。"
        )


def _check_words(words: str) -> None:
    if not words or len(words) > _MAX_LABEL:
        raise InputError("言葉が入っていないか、長すぎます。", f"{_MAX_LABEL}文字までで書いてください。")


def _added(desk: Desk, of_list: str) -> list[Code]:
    with reading(desk) as session:
        return _added_in(session, of_list)


def _added_in(connection: Connection, of_list: str) -> list[Code]:
    rows = select(connection, Code, 'AND list = ? ORDER BY coalesce("order", 0), code', (of_list,))
    return [row for row in rows if row.code and row.label]


def add(desk: Desk, of_list: str, label: str, *, code: str = "", group: str = "") -> Done[str]:
    """Add an entry to a list, or give one that the council added before other words; returns its code.

    Args:
        desk: the council's.
        of_list: ``SIGNS``, ``WORKS``, or ``COMMISSIONER``, whose lines only get other words.
        label: the words on the screen.
        code: what is journaled; the words themselves when empty, so that older programs show them too.
        group: for signs: home, person, conduct or family.

    Raises:
        InputError: this is not a council, or a part is missing or taken.
    """
    _check_council(desk)
    _check_list(of_list)
    if of_list == COMMISSIONER:
        done = rename(desk, {code: label})
        return Done(code, done.changes)
    words = unicodedata.normalize("NFKC", label).strip()
    _check_words(words)
    chosen = group or SignGroup.PERSON.value
    if chosen not in {g.value for g in SignGroup}:
        names = "、".join(f"{g.value}（{g.label}）" for g in SignGroup)
        raise InputError(f"「{group}」という区分はありません。", f"つぎの中からえらんでください: {names}")
    known, new = entries(desk, of_list), code or words
    _check_free(known, new, words)
    added = [e for e in known if not e.built_in]
    order = next((n for n, e in enumerate(added, 1) if e.code == new), len(added) + 1)
    with acting(desk, f"「{words}」を{LISTS[of_list]}に加えました") as session:
        values = {"list": of_list, "code": new, "label": words, "group": chosen, "order": order}
        session.record(Code, keyed_id(b"sasaeai", "code", of_list, new), values)
    return Done(new, session.changes)


def _check_free(known: Iterable[Entry], new: str, words: str) -> None:
    """Refuse a code that cannot be one, and codes and words that stand for something else already."""
    if not _CODE.fullmatch(new):
        raise InputError(f"「{new}」は使えません。", "空白や「・」「、」のない、1つの言葉にしてください。")
    if any(e.built_in and e.code == new for e in known):
        raise InputError(f"「{new}」は、はじめからある記号です。", "べつの記号にしてください。")
    if any(e.label == words and e.code != new for e in known):
        raise InputError(f"「{words}」は、もう表にあります。")


def _check_list(of_list: str) -> None:
    if of_list not in LISTS:
        raise InputError(
            f"「{of_list}」という表はありません。", f"つぎの中からえらんでください: {'、'.join(LISTS)}"
        )
