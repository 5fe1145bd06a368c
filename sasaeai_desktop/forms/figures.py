"""What the year's tables share: the figures, rows with one number column, month charts, notes.

Which lines a programme has is declared in ``domain/figures``; the numbers come by the key paths of
`report annual --json`, so the print equals the report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.figures.figure import AT_YEAR_END, Figure
from sasaeai_desktop.domain.fiscal import first_day, last_day, months_of, year_label
from sasaeai_desktop.domain.wareki import wareki, western
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Paper, width_of

LEFT, RIGHT = 18.0, 192.0
NUMBER, NUMBER_END = 123.5, 180.0  # right edges of the two number columns
PLAIN, SUM, PART = 7.8, 9.2, 6.8  # heights of rows
_FURTHER_TOP, _FURTHER_END, _FURTHER_GAP, _FURTHER_LINES = (
    53.0,
    280.0,
    13.8,
    24,
)  # pages of further programmes
NONE = "―"
OTHER_PROGRAMMES = {
    "local": "地域特性を活かした事業",
    "volunteer_centre": "地区ボランティアセンター事業",
    "newsletter": "地区社協広報紙発行事業",
}
STATE_WORDS = {
    "reported": "提出",
    "zero": "0回",
    "not_reported": "未提出",
    "not_run": "未実施",
    "paper": "紙",
}


Numbers = Mapping[str, int]
"""A year's figures by key path; one that is missing is left open (blank forms)."""

Further = tuple[tuple[str, tuple[Figure, ...]], ...]
"""Programmes on further pages: their title, and their lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherGrant:
    """The council's grant for another programme; ``label`` of `OTHER_PROGRAMMES`."""

    label: str
    yen: int | None = None


def open_grants() -> tuple[OtherGrant, ...]:
    """Return the other programmes without their sums."""
    return tuple(OtherGrant(label=label) for label in OTHER_PROGRAMMES.values())


def grant_total(figures: Numbers, others: Sequence[OtherGrant]) -> int | None:
    """Return the sum of all grants; None while none is known."""
    own = [figures[path] for path in figures if path.endswith(".grant_yen")]
    known = [*own, *(other.yen for other in others if other.yen is not None)]
    return sum(known) if known else None


def number(value: int | None) -> str:
    """12,345; "" of an open figure."""
    return "" if value is None else f"{value:,}"


def year_end(value: int | None, end: int | None) -> str:
    """Return the figure of 31 March: ― where only the year's is known, "" on a blank form."""
    return NONE if end is None and value is not None else number(end)


def year_line(paper: Paper, y: float, year: int, right: float) -> None:
    """Write 令和5年度 and from which day to which it goes, up to ``right``; 0 leaves the year open."""
    if not year:
        paper.text(LEFT, y, "令和　　　年度", 17, bold=True)
        return
    used = paper.text(LEFT, y, year_label(year), 17, bold=True)
    days = f"({western(first_day(year))}から{western(last_day(year))}まで)"
    left = LEFT + used + 1.8
    paper.fit(left, y, days, 11.9, right - left - 2, least=8)


def printed(printed_on: str, page: int, pages: int) -> str:
    """令和6年5月20日 印刷 1／2 ページ."""
    return f"{wareki(printed_on)} 印刷　{page}／{pages} ページ"


def section(
    paper: Paper, y: float, order: int, title: str, *, year_end: bool = True, columns: bool = True
) -> float:
    """Draw a section's heading whose rule lies at ``y``; returns ``y``."""
    marks.numbered(paper, LEFT + 3.2, y - 5.0, order, 3.2)
    paper.text(27, y - 2.7, title, 16, bold=True)
    if columns:
        paper.text(NUMBER, y - 3.0, "年度の実績", 10, align="right")
    if columns and year_end:
        paper.text(NUMBER_END, y - 3.0, "年度末現在(3月31日)", 10, align="right")
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    return y


def row(
    paper: Paper,
    y: float,
    label: str,
    value: int | None,
    unit: str,
    *,
    end: str | None = None,
    last: bool = False,
) -> float:
    """Draw a plain row, return its lower edge; ``end`` is the figure at the year's end, ― or "" (open)."""
    bottom = y + PLAIN
    paper.fit(LEFT, bottom - 2.2, label, 13, 66, least=9)
    paper.text(NUMBER, bottom - 2.0, number(value), 14.2, align="right")
    paper.text(NUMBER + 1.9, bottom - 2.1, unit, 10.5)
    if end is not None:
        paper.text(NUMBER_END, bottom - 2.1, end, 12.4, align="right")
        if end != NONE:
            paper.text(NUMBER_END + 1.9, bottom - 2.1, unit, 10.2)
    paper.line(LEFT, bottom, RIGHT, bottom, BLOCK if last else FINE)
    return bottom


def sum_row(
    paper: Paper, y: float, label: str, value: int | None, unit: str, *, end: str = "", last: bool = False
) -> float:
    """Draw a row by which the year is judged: large and bold."""
    bottom = y + SUM
    paper.fit(LEFT, bottom - 2.9, label, 13, 66, least=9, bold=True)
    paper.text(NUMBER, bottom - 2.1, number(value), 18.1, bold=True, align="right")
    paper.text(NUMBER + 1.9, bottom - 2.5, unit, 10.5)
    paper.text(NUMBER_END, bottom - 2.8, end, 12.4, align="right")
    paper.line(LEFT, bottom, RIGHT, bottom, HEAVY if last else FINE)
    return bottom


def part_row(paper: Paper, y: float, label: str, value: str, unit: str) -> float:
    """Draw an indented row that is not added to anything."""
    bottom = y + PART
    paper.fit(LEFT + 9, bottom - 1.8, label, 11.1, 70, least=9)
    paper.text(NUMBER, bottom - 1.8, value, 12.5, align="right")
    paper.text(NUMBER + 1.9, bottom - 1.8, unit, 10.5)
    paper.line(LEFT, bottom, RIGHT, bottom)
    return bottom


def programme(
    paper: Paper, top: float, order: int, title: str, lines: Sequence[Figure], figures: Numbers
) -> float:
    """Draw a programme's heading and its lines; returns the lower edge.

    Args:
        paper: where to draw.
        top: where the heading's rule lies.
        order: its number on the form.
        title: the programme.
        lines: as ``Section.on_form`` gives them.
        figures: the numbers of all.
    """
    y = section(paper, top, order, title)
    for at, figure in enumerate(lines):
        value, last = figures.get(figure.path), at == len(lines) - 1
        end = year_end(value, figures.get(figure.path + AT_YEAR_END)) if figure.ends else NONE
        if figure.great:
            y = sum_row(paper, y, figure.title, value, figure.unit, end=NONE, last=last)
        elif figure.part:
            y = part_row(paper, y, figure.title, number(value), figure.unit)
        else:
            y = row(paper, y, figure.title, value, figure.unit, end=end, last=last)
    return y


def further_pages(
    paper: Paper, head: Callable[[int], None], pages: Sequence[Further], figures: Numbers
) -> None:
    """Draw further programmes, each page under its own head.

    Args:
        paper: at the beginning of a page.
        head: draws the head of the n-th of these pages, from 0.
        pages: as ``on_pages`` gives them.
        figures: the numbers of all.
    """
    order = 4  # 1 to 3 stand on the first page
    for at, page in enumerate(pages):
        head(at)
        y = _FURTHER_TOP
        for title, lines in page:
            y = programme(paper, y, order, title, lines, figures) + _FURTHER_GAP
            order += 1
        paper.next_page()


def on_pages(further: Further) -> list[Further]:
    """Share programmes among pages; one that is longer than a page goes on on the next under the same title."""
    pages: list[Further] = []
    y = _FURTHER_END
    for title, lines in further:
        for at in range(0, len(lines), _FURTHER_LINES):
            part = lines[at : at + _FURTHER_LINES]
            tall = sum(SUM if f.great else PART if f.part else PLAIN for f in part) + _FURTHER_GAP
            if y + tall > _FURTHER_END:
                pages.append(())
                y = _FURTHER_TOP
            pages[-1] = (*pages[-1], (title, part))
            y += tall
    return pages


def bars(
    paper: Paper, x: float, base: float, title: str, values: Sequence[int], *, height: float = 16.0
) -> None:
    """Draw twelve months as outlines, the highest black with its value; 82 mm wide, from April."""
    width, pitch, bar = 82.0, 6.83, 5.3
    paper.text(x, base - height - 6.7, title, 12, bold=True)
    paper.line(x, base, x + width, base, BLOCK)
    top = max(values, default=0)
    best = list(values).index(top) if top else -1
    for index, value in enumerate(values):
        left = x + 0.7 + index * pitch
        tall = height * value / top if top else 0
        if index == best:
            paper.area(left, base - tall, bar, tall)
            middle = min(max(left + bar / 2, x + 8), x + width - 8)
            paper.text(middle, base - height - 1.1, number(value), 10.8, bold=True, align="center")
        elif tall:
            paper.frame(left, base - tall, bar, tall, 0.7)
    for index, month in enumerate(months_of(2000)):
        if index in {0, 3, 6, 9, 11}:
            middle = x + 0.7 + index * pitch + bar / 2
            paper.text(middle, base + 4.1, f"{int(month[5:])}月", 9.5, align="center")


def note(paper: Paper, y: float, text: str) -> float:
    """Write a note with ※ over as many lines as it takes; returns the next baseline."""
    left = LEFT + 4.8
    paper.text(LEFT, y, "※", 10)
    if width_of(text, 9) <= RIGHT - left:
        paper.fit(left, y, text, 10, RIGHT - left, least=9)
        return y + 5.0
    used = paper.block(left, y, text, 10, RIGHT - left, lines=2, leading=4.6, least=8)
    return y + 4.6 * used + 0.4
