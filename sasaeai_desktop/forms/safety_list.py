"""安否確認一覧: everyone to look for by 班, most in need first, with three boxes to tick by hand; it comes back by scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.paper_boxes import PageBoxes, Rect, TickBox
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import marks, tables
from sasaeai_desktop.forms.layout import LEFT, RIGHT
from sasaeai_desktop.forms.paper import BLOCK, FINE, GROUP, HEAVY, Drawn, Paper

NAME = "safety-list"
TITLE = "安否確認一覧"
STATES = ("無事", "支援が必要", "不明")
_STATE_HEADS = (("無事",), ("支援が", "必要"), ("不明",))
_TOP = 42.0
_HEAD_ROW = 9.5
_ROW = 17.8
_BOX = 12.6  # width of a box to tick
_SEEN = RIGHT - 33.0
_GRID = _SEEN - 3 * _BOX
_EDGES = (LEFT, 24.0, 66.0, _GRID, _GRID + _BOX, _GRID + 2 * _BOX, _SEEN, RIGHT)
_HEADS = ("順", "ふりがな・氏名", "電話・支援者・避難先", "", "", "", "見た人・時刻")
PER_PAGE = 12


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
    """A list: ``title`` of the event, people by 班; no people: an open form; ``sheet_id`` 32 hex digits."""

    sheet_id: str = ""
    number: str = ""
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
    parts = tables.chunks(some.people, PER_PAGE, PER_PAGE)
    for page, part in enumerate(parts, start=1):
        _draw_head(paper, some, printed_on, page, len(parts))
        _draw_counts(paper, some)
        _draw_people(paper, part, (page - 1) * PER_PAGE, open_form=not some.people)
        marks.corner_codes(paper, NAME, some.sheet_id, page)
        paper.next_page()
    return paper.finish()


def pages(people: int) -> int:
    """Return how many pages a list takes."""
    return max(1, -(-people // PER_PAGE))


def boxes(rows: int) -> PageBoxes:
    """Return what a pen ticks on a page with so many rows: ("state", row, place in `STATES`)."""
    return PageBoxes(
        tuple(
            TickBox(("state", row, state), (_GRID + state * _BOX, _row_top(row), _BOX, _ROW), 0, ("row", row))
            for row in range(rows)
            for state in range(len(STATES))
        )
    )


def row_rect(row: int) -> Rect:
    """Return where the boxes of a row lie on its page."""
    return _GRID, _row_top(row), _SEEN - _GRID, _ROW


def _row_top(row: int) -> float:
    return _TOP + _HEAD_ROW + row * _ROW


def _draw_head(paper: Paper, some: SafetyList, printed_on: str, page: int, count: int) -> None:
    """Draw the head between the corner codes, and below them what to do."""
    paper.about(some.district, some.title)
    x = 28 + paper.text(28, 15.2, TITLE, 21, bold=True) + 3
    paper.frame(x, 9.4, 24, 7.4, BLOCK, radius=1.2)
    marks.centred(paper, x + 12, 13.1, "取扱注意", 12, bold=True)
    if some.title:
        paper.one_or_two(28, 22.6, some.title, 13.5, 84, least=9.5, small=8.5, bold=True)
    else:
        paper.text(28, 22.5, "災害", 11)
        paper.line(38, 23.4, 112, 23.4)
    paper.text(116, 22.5, "票", 10.5)
    paper.fit(120.6, 22.6, some.number, 14.5, 16, least=9, bold=True)
    paper.text(149.8, 22.5, f"{page}/{count}", 12, align="right")
    marks.stamps(paper, 152, 8, ("本部", "世話係"))
    if some.district:
        paper.fit(LEFT, 30.3, some.district, 12.2, 50, least=8)
    else:
        paper.line(LEFT, 31, 44, 31)
        paper.text(45, 30.3, "地区社協", 11)
    paper.text(68, 30.3, "見た方の欄に", 12.2, bold=True)
    marks.tick(paper, 95, 26.2, 4.4, 1.7)
    paper.text(101, 30.3, "を一つ。見ていない方は空けておく", 12.2)
    marks.alert(paper, 31, 278.6)
    paper.text(35, 280.3, "支援が必要な方がいたら、この紙を待たずに 本部へ知らせる", 12.1, bold=True)
    paper.text(28.3, 286.9, "一人で家の中へ入らない。書いた紙は、スキャンして読み取れます。", 11)
    paper.text(182, 286.7, f"印刷 {wareki(printed_on)}", 9.2, align="right")


def _draw_counts(paper: Paper, some: SafetyList) -> None:
    y = 38.4
    counts = (some.safe, some.help, some.unknown, some.left)
    x = LEFT
    if some.people:
        x += paper.text(x, y, "印刷したとき　", 10)
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
        paper.text(x + 1.2, y + 6.2, words, 10.2)
    for index, lines in enumerate(_STATE_HEADS):
        for n, line in enumerate(lines):
            at = y + (6.2 if len(lines) == 1 else 4.3 + n * 4.0)
            paper.text(_GRID + (index + 0.5) * _BOX, at, line, 10.2, bold=True, align="center")
    y += _HEAD_ROW
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    count = PER_PAGE if open_form else len(rows)
    for index in range(count):
        one = rows[index] if index < len(rows) else Line()
        if 0 < index < len(rows) and one.place != rows[index - 1].place:
            paper.line(LEFT, y, RIGHT, y, BLOCK)  # another 班 begins
        _draw_row(paper, one, y, start + index + 1)
        y += _ROW
        paper.line(LEFT, y, RIGHT, y, HEAVY if index == count - 1 else FINE)
    for x in _EDGES[1:-1]:
        paper.line(x, _TOP, x, y, GROUP if _GRID <= x <= _SEEN else FINE)


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
    if one.state:
        # What is known already stands beside the boxes: what is in them is this paper's own.
        x, wide = _SEEN + 1.4, RIGHT - _SEEN - 2.2
        paper.fit(x, top + 5.2, f"済 {one.state}", 10.5, wide, least=8, bold=True)
        paper.block(x, top + 10.2, one.seen, 10, wide, lines=2, leading=4.4, least=7.5)
