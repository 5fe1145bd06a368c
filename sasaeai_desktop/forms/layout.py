"""What the offices' forms share: head band, numbered sections, labelled fields, choices and written lines.

A form is laid out from the top down: every function takes the upper edge of what it draws and returns the
lower one. Rows to be written by hand are 9 mm or higher; labels stand small before the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.fiscal import year_label_both
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, MM, Paper, width_of, wrap

LEFT, RIGHT = 15.0, 195.0
ROW = 9.4  # height of a row that is written by hand
LABEL, VALUE, BODY = 10.4, 14.0, 12.0
INDENT = 30.0  # from a field's left edge to its answer
HEAD_END = 41.5  # the rule below the head band
BOTTOM = 284.0  # lowest edge of what a form holds
OPEN = "　"  # a number that is left to be written by hand
_STAMP = 15.0


def year_words(year: int) -> str:
    """Return 「令和5年度 (2023)」, for year 0 with the figures left open."""
    return year_label_both(year) if year else "令和　　　年度"


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The band on top of every page.

    Attributes:
        title: of the form.
        district: "みどりが丘地区社協"; "" leaves a line.
        period: "令和5年10月(2023)"; with "" the place of the period is not drawn.
        conditions: what was asked for, "担い手 山口 節子".
        badge: framed words beside the title, "取扱注意".
        number: 管理番号 or number of the form; `OPEN` draws a line.
        stamps: captions of the stamp boxes.
    """

    title: str
    district: str = ""
    period: str = ""
    conditions: str = ""
    badge: str = ""
    number: str = ""
    stamps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A label and its answer.

    Attributes:
        label: small words before the answer.
        value: "" leaves the place open.
        width: of both in mm; 0 takes what is left of the row.
        indent: from the left edge to the answer; 0 puts it right behind the label.
        size: of the answer.
        bold: weight of the answer.
        unit: small words at the right edge, 円 or 人.
    """

    label: str
    value: str = ""
    width: float = 0.0
    indent: float = 0.0
    size: float = VALUE
    bold: bool = False
    unit: str = ""


def head(paper: Paper, about: Head, printed_on: str, page: int = 1, pages: int = 1) -> float:
    """Draw the head band, return its lower edge; stamps stand on the first page only."""
    paper.about(about.district, about.period)
    stamps = about.stamps if page == 1 else ()
    if about.district:
        paper.fit(LEFT, 16.2, about.district, 12.2, 80, least=9)
    else:
        paper.line(LEFT, 17, 62, 17)
        paper.text(63, 16.2, "地区社協", 12.2)
    paper.text(RIGHT, 16.1, f"{wareki(printed_on)} 印刷　{page}／{pages} ページ", 10.2, align="right")
    left = RIGHT - _STAMP * len(stamps) - (4 if stamps else 0)
    badge = width_of(about.badge, 12, bold=True) + 7 if about.badge else 0.0
    room = left - LEFT - badge - (5 if badge else 0)
    used = paper.fit(LEFT, 28.8, about.title, 23, room, least=15, bold=True)
    if about.badge:
        x = LEFT + used + 5
        paper.frame(x, 21.6, badge, 8.6, BLOCK, radius=1.2)
        marks.centred(paper, x + badge / 2, 25.9, about.badge, 12, bold=True)
    _second_line(paper, about, left)
    if stamps:
        marks.stamps(paper, RIGHT - _STAMP * len(stamps), 19.5, stamps, head=4.5, body=13.8, width=_STAMP)
    paper.line(LEFT, HEAD_END, RIGHT, HEAD_END, HEAVY)
    return HEAD_END


def _second_line(paper: Paper, about: Head, right: float) -> None:
    x = LEFT
    if about.period:
        x += paper.one_or_two(x, 37.4, about.period, 15, 100, least=11, small=9.5, bold=True) + 4
    if about.number:
        room = right - x if not about.conditions else 45.0
        x += paper.text(x, 37.3, "番号 ", LABEL)
        if about.number == OPEN:
            paper.line(x, 38.2, x + 38, 38.2)
            x += 38
        else:
            x += paper.fit(x, 37.4, about.number, VALUE, room - 10, least=8, bold=True)
        x += 5
    if about.conditions:
        paper.one_or_two(x, 37.3, about.conditions, BODY, right - x, least=9.5, small=8.0)


def section(paper: Paper, top: float, order: int, title: str, hint: str = "") -> float:
    """Draw a numbered heading of 9.5 mm and the rule below it."""
    marks.numbered(paper, LEFT + 2.9, top + 5.4, order, 2.9)
    used = paper.text(LEFT + 8, top + 7.2, title, VALUE, bold=True)
    if hint:
        paper.fit(LEFT + 11 + used, top + 7.1, hint, LABEL, RIGHT - LEFT - 11 - used, least=8.5)
    paper.line(LEFT, top + 9.5, RIGHT, top + 9.5, BLOCK)
    return top + 9.5


def fields(
    paper: Paper,
    top: float,
    *cells: Cell,
    height: float = ROW,
    left: float = LEFT,
    right: float = RIGHT,
    weight: float = FINE,
) -> float:
    """Draw one row of labels and answers with the rule below it."""
    bottom = top + height
    x = left
    for cell in cells:
        end = min(right, x + cell.width) if cell.width else right
        _cell(paper, x, bottom - height / 2 + 0.2, end, right, cell)
        x = end
    paper.line(left, bottom, right, bottom, weight)
    return bottom


def _cell(paper: Paper, x: float, middle: float, end: float, right: float, cell: Cell) -> None:
    base = middle + VALUE * 0.36 / MM
    used = paper.text(x, base - 0.2, cell.label, LABEL)
    answer = x + (cell.indent if cell.indent > used else used + 2.5)
    room = end - answer - 1.5
    if cell.unit:
        beside = 1.5 if end == right else 4.5  # air before the next label
        paper.text(end - beside, base - 0.2, cell.unit, LABEL, align="right")
        room -= width_of(cell.unit, LABEL) + beside
        paper.fit(answer + room, base, cell.value, cell.size, room, least=9, bold=cell.bold, align="right")
    elif cell.value:
        paper.one_or_two(answer, base, cell.value, cell.size, room, bold=cell.bold)


def choices(
    paper: Paper,
    top: float,
    label: str,
    options: Sequence[str],
    ticked: Collection[str] = (),
    *,
    height: float = ROW,
    indent: float = INDENT,
    left: float = LEFT,
    right: float = RIGHT,
    gap: float = 4.5,
    size: float = BODY,
    rule: bool = True,
) -> float:
    """Draw a row of boxes to tick behind its label; the last option ``その他`` gets a line to write on."""
    middle = top + height / 2 + 0.2
    paper.text(left, middle + LABEL * 0.36 / MM, label, LABEL)
    x = left + indent
    step = sum(width_of(option, size) + 6.3 for option in options) + gap * (len(options) - 1)
    if x + step > right:
        gap = max(1.2, gap - (x + step - right) / max(1, len(options) - 1))
    for option in options:
        room = right - x - 6.3
        bold = option in ticked
        wide = min(room, width_of(option, size, bold=bold))
        x = marks.choice(paper, x, middle, option, size, ticked=bold, width=wide + 0.1) + gap
    if rule:
        paper.line(left, top + height, right, top + height)
    return top + height


def written(
    paper: Paper,
    top: float,
    text: str,
    lines: int,
    *,
    label: str = "",
    height: float = ROW,
    left: float = LEFT,
    right: float = RIGHT,
    indent: float = INDENT,
    size: float = 13.0,
    more: str = "",
) -> float:
    """Draw lines to write on and the text on them; a longer text ends with … and ``more`` says where it goes on.

    Use `overflows` to know beforehand whether all of it fits.
    """
    start = left + (indent if label else 0.0)
    if label:
        paper.text(left, top + height / 2 + 0.2 + LABEL * 0.36 / MM, label, LABEL)
    shown, fitted = written_lines(text, lines, right - start, size)
    for index in range(lines):
        y = top + (index + 1) * height
        paper.line(start if index < lines - 1 else left, y, right, y)
        if index < len(shown):
            last = more and fitted is None and index == lines - 1
            room = right - start - (width_of(more, LABEL) + 3 if last else 0)
            paper.fit(start, y - 2.5, shown[index], fitted or 10.0, room)
            if last:
                paper.text(right, y - 2.5, more, LABEL, align="right")
    return top + lines * height


def written_lines(text: str, lines: int, width: float, size: float) -> tuple[list[str], float | None]:
    """Return the lines of a text, smaller down to 10 pt; None as size when they are still too many."""
    broken: list[str] = []
    while size >= 10:
        broken = wrap(text, size, width)
        if len(broken) <= lines:
            return broken, size
        size -= 1.0
    return [*broken[: lines - 1], broken[lines - 1] + "…"], None


def overflows(text: str, lines: int, width: float, size: float = 13.0) -> bool:
    """Return whether a text is longer than its lines."""
    return written_lines(text, lines, width, size)[1] is None


def prose(
    paper: Paper,
    top: float,
    text: str,
    *,
    size: float = BODY,
    left: float = LEFT,
    right: float = RIGHT,
    leading: float = 6.4,
    bold: bool = False,
) -> float:
    """Write a paragraph by kinsoku, return its lower edge."""
    lines = wrap(text, size, right - left, bold=bold)
    for index, line in enumerate(lines):
        paper.text(left, top + (index + 1) * leading - 1.6, line, size, bold=bold)
    return top + len(lines) * leading


def open_date(
    paper: Paper, x: float, base: float, iso: str = "", *, size: float = 12.5, step: float = 13.0
) -> float:
    """Write a day, or 令和　年　月　日 to fill in; returns the right edge."""
    if iso:
        return x + paper.text(x, base, wareki(iso), size)
    paper.text(x, base, "令和", size)
    for index, unit in enumerate("年月日"):
        paper.text(x + step + 3 + index * step, base, unit, size)
    return x + step * 3 + 3 + width_of("日", size)


def open_time(paper: Paper, x: float, base: float, time: str = "", *, size: float = 12.5) -> float:
    """Write 9:30, or 　時　分 to fill in; returns the right edge."""
    if time:
        return x + paper.text(x, base, time, size)
    paper.text(x + 9, base, "時", size)
    paper.text(x + 23, base, "分", size)
    return x + 28


def note(paper: Paper, y: float, text: str, *, left: float = LEFT, right: float = RIGHT) -> float:
    """Write a note with ※ over as many lines as it takes, its first baseline at ``y``; returns the next one."""
    paper.text(left, y, "※", 10)
    lines = wrap(text, 10, right - left - 4.8)
    for index, line in enumerate(lines):
        paper.text(left + 4.8, y + index * 4.7, line, 10)
    return y + len(lines) * 4.7 + 0.3


def signature(
    paper: Paper, top: float, label: str, *, left: float = 95.0, right: float = RIGHT, seal: bool = True
) -> float:
    """Draw a line for a name written by its owner's hand; returns its lower edge (11 mm)."""
    bottom = top + 11
    paper.text(left, bottom - 2.2, label, LABEL)
    if seal:
        paper.ring(right - 5, bottom - 5.2, 4.2, FINE, dash=(2, 1.6))
        marks.centred(paper, right - 5, bottom - 5.2, "印", 10)
    paper.line(left, bottom, right - (11 if seal else 0), bottom)
    return bottom
