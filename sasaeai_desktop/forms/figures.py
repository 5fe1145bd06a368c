"""What the year's tables share: the figures, rows with one number column, month charts, notes.

The figures carry the key names of `report annual --json`, so a service fills them by name and the print
equals the report. None leaves the place open (blank forms) or says that a paper is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.fiscal import first_day, last_day, months_of, year_label
from sasaeai_desktop.domain.wareki import wareki, western
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Paper, width_of

LEFT, RIGHT = 18.0, 192.0
NUMBER, NUMBER_END = 123.5, 180.0  # right edges of the two number columns
PLAIN, SUM, PART = 7.8, 9.2, 6.8  # heights of rows
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


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchFigures:
    """安心見守り事業 of a year; numbers of persons, acts and yen."""

    districts: int | None = None
    people: int | None = None
    people_at_year_end: int | None = None
    watchers: int | None = None
    watchers_at_year_end: int | None = None
    block_coordinators: int | None = None
    block_coordinators_at_year_end: int | None = None
    area_coordinators: int | None = None
    area_coordinators_at_year_end: int | None = None
    acts: int | None = None
    acts_tallied: int | None = None
    acts_absent: int | None = None
    acts_visit: int | None = None
    acts_phone: int | None = None
    acts_pattern: int | None = None
    grant_yen: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonFigures:
    """ふれあいサロン事業 of a year; salons of 日常生活型, sessions, persons and yen."""

    districts: int | None = None
    salons: int | None = None
    salons_at_year_end: int | None = None
    sessions: int | None = None
    participants: int | None = None
    staff: int | None = None
    grant_yen: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherGrant:
    """The council's grant for another programme; ``label`` of `OTHER_PROGRAMMES`."""

    label: str
    yen: int | None = None


def open_grants() -> tuple[OtherGrant, ...]:
    """Return the other programmes without their sums."""
    return tuple(OtherGrant(label=label) for label in OTHER_PROGRAMMES.values())


def grant_total(watch: WatchFigures, salon: SalonFigures, others: Sequence[OtherGrant]) -> int | None:
    """Return the sum of all grants; None while none is known."""
    known = [yen for yen in (watch.grant_yen, salon.grant_yen, *(o.yen for o in others)) if yen is not None]
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
