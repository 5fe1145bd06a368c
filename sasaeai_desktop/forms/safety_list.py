"""安否確認一覧: everyone to look for by 班, most in need first, with three boxes to tick by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.forms import layout, marks, tables
from sasaeai_desktop.forms.layout import LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Drawn, Paper

NAME = "safety-list"
TITLE = "安否確認一覧"
STATES = ("無事", "支援が必要", "不明")
_ROW = 17.8
_EDGES = (LEFT, 24.0, 69.0, 126.0, 163.0, RIGHT)  # 順, 氏名, 要ること・支援者, 安否, 見た人・時刻
_HEADS = ("順", "ふりがな・氏名", "電話・支援者・避難先", "安否（✓を一つ）", "見た人・時刻")
_TOP = layout.HEAD_END + 16
_ROWS = int((layout.BOTTOM - 3 - _TOP - tables.HEAD_ROW) / _ROW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One person. ``state`` is a label of ``STATES``, "" while nobody looked; ``seen`` 「9時05分 山田」."""

    name: str = ""
    kana: str = ""
    about: str = ""
    place: str = ""
    phone: str = ""
    needs: str = ""
    help: str = ""
    shelter: str = ""
    state: str = ""
    seen: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SafetyList:
    """A list: ``title`` of the event, people by 班; no people: an open form."""

    district: str = ""
    title: str = ""
    people: tuple[Line, ...] = ()
    safe: int = 0
    help: int = 0
    unknown: int = 0
    left: int = 0


def blank() -> SafetyList:
    """Return the list with everything left open."""
    return SafetyList()


def draw(some: SafetyList, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one list over as many pages as it takes."""
    paper = Paper(TITLE, invariant=invariant)
    parts = tables.chunks(some.people, _ROWS, _ROWS)
    for page, part in enumerate(parts, start=1):
        about = Head(
            title=TITLE,
            district=some.district,
            badge="取扱注意",
            period=some.title,
            stamps=("本部", "世話係"),
        )
        layout.head(paper, about, printed_on, page, len(parts))
        _draw_counts(paper, some)
        _draw_people(paper, part, (page - 1) * _ROWS, open_form=not some.people)
        paper.next_page()
    return paper.finish()


def _draw_counts(paper: Paper, some: SafetyList) -> None:
    y = layout.HEAD_END + 9.5
    counts = (some.safe, some.help, some.unknown, some.left)
    x = LEFT
    for words, count in zip((*STATES, "まだ"), counts, strict=True):
        x += paper.text(x, y, f"{words} ", 12)
        if some.people:
            x += paper.text(x, y + 0.2, str(count), 15, bold=True)
        else:
            paper.line(x, y + 1, x + 16, y + 1)
            x += 16
        x += paper.text(x, y, " 人", 11) + 9


def _draw_people(paper: Paper, rows: Sequence[Line], start: int, *, open_form: bool) -> None:
    y = _TOP
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    for x, words in zip(_EDGES, _HEADS, strict=False):
        paper.text(x + 1.2, y + 4.9, words, 10.2)
    y += tables.HEAD_ROW
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    count = _ROWS if open_form else len(rows)
    place = ""
    for index in range(count):
        one = rows[index] if index < len(rows) else Line()
        weight = HEAVY if index == count - 1 else FINE
        if one.place != place and index:
            paper.line(LEFT, y, RIGHT, y, BLOCK)  # another 班 begins
        place = one.place
        _draw_row(paper, one, y, start + index + 1)
        y += _ROW
        paper.line(LEFT, y, RIGHT, y, weight)
    for x in _EDGES[1:-1]:
        paper.line(x, _TOP, x, y)


def _draw_row(paper: Paper, one: Line, top: float, order: int) -> None:
    paper.text(LEFT + 6.5, top + _ROW / 2 + 1.6, str(order), 12, bold=True, align="right")
    x = _EDGES[1] + 1.4
    wide = _EDGES[2] - x - 1.2
    paper.fit(x, top + 4.0, one.kana, 10, wide, least=7)
    paper.one_or_two(x, top + 10.2, one.name, 14.5, wide, least=11, small=9, bold=True)
    paper.one_or_two(
        x, top + 15.6, "　".join(w for w in (one.place, one.about) if w), 10, wide, least=8, small=6.5
    )
    x = _EDGES[2] + 1.4
    wide = _EDGES[3] - x - 1.2
    paper.fit(x, top + 4.6, one.phone, 12, wide, least=8.5)
    hard = f"できない: {one.needs}" if one.needs else ""
    where = f"避難先 {one.shelter}" if one.shelter else ""
    paper.fit(x, top + 9.0, "　".join(w for w in (hard, where) if w), 10, wide, least=8, bold=True)
    paper.block(x, top + 13.2, one.help, 10, wide, lines=2, leading=3.7, least=8)
    x = _EDGES[3] + 1.6
    for index, state in enumerate(STATES):
        marks.choice(
            paper, x, top + 3.2 + index * 5.7, state, 11, ticked=one.state == state, width=28
        )  # fmt: skip
    paper.block(
        _EDGES[4] + 1.2, top + 5.4, one.seen, 10, RIGHT - _EDGES[4] - 1.6, lines=2, leading=5, least=7.5
    )
