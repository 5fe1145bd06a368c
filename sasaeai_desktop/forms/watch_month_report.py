"""見守り活動月報: one month of a district: the figures, a line per 担い手, what was noticed.

It names no watched person: a worry stands with its day, its 町内会 and its signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "watch-month-report"
TITLE = "見守り活動月報"
_ROW = 9.0
_COLUMNS = (
    Column(head="担い手", width=58, size=13),
    Column(head="対象者(人)", width=24, align="right", size=13),
    Column(head="訪問", width=19, align="right", size=13),
    Column(head="電話", width=19, align="right", size=13),
    Column(head="姿を見た", width=20, align="right", size=13),
    Column(head="うち不在", width=20, align="right", size=13),
    Column(head="計(回)", width=20, align="right", size=13, bold=True),
)
_WORRY_COLUMNS = (
    Column(head="日", width=20),
    Column(head="町内会", width=42),
    Column(head="様子", width=24),
    Column(head="しるし・したこと", width=94),
)
_FIRST_TOP = 94.5  # of the table, below the figures
_OPEN_LINES, _OPEN_WORRIES = 10, 5


@dataclass(frozen=True, kw_only=True, slots=True)
class WatcherLine:
    """One 担い手's month; ``total`` = visit + phone + pattern, ``absent`` is a part of it."""

    name: str = ""
    people: int | None = None
    visit: int | None = None
    phone: int | None = None
    pattern: int | None = None
    absent: int | None = None
    total: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Worry:
    """Something that was noticed; ``day`` ISO, ``condition`` 気になる or 異変."""

    day: str = ""
    town: str = ""
    condition: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchMonth:
    """A district's month.

    Attributes:
        district: "みどりが丘地区社協".
        month: "2023-10"; "" on a blank form.
        people: 見守り対象者 in force in the month.
        visit: acts 訪問, with 月計.
        phone: acts 電話, with 月計.
        pattern: acts 姿を見た, with 月計.
        acts: all acts; also 月計 without a method.
        absent: of them 不在 or 応答なし.
        tallied: of them 月計.
        concern: acts with 気になる.
        alarm: acts with 異変.
        lines: a line per 担い手, in order of kana.
        worries: in order of days.
    """

    district: str = ""
    month: str = ""
    people: int | None = None
    visit: int | None = None
    phone: int | None = None
    pattern: int | None = None
    acts: int | None = None
    absent: int | None = None
    tallied: int | None = None
    concern: int | None = None
    alarm: int | None = None
    lines: tuple[WatcherLine, ...] = ()
    worries: tuple[Worry, ...] = ()


def blank() -> WatchMonth:
    """Return the report with everything left open."""
    return WatchMonth()


def draw(report: WatchMonth, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the report.

    Args:
        report: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    period = f"{wareki(report.month)}分({report.month[:4]})" if report.month else "令和　　年　　月分"
    about = Head(title=TITLE, district=report.district, period=period, stamps=("会長", "事務局", "世話係"))
    lines = report.lines or (WatcherLine(),) * _OPEN_LINES
    worries = report.worries or (Worry(),) * _OPEN_WORRIES
    first = tables.fitting(_FIRST_TOP, layout.BOTTOM, _ROW)
    more = tables.fitting(layout.HEAD_END + 11, layout.BOTTOM, _ROW)
    parts = tables.chunks(lines, first, more)
    used = _table_bottom(len(parts), len(parts[-1]))
    room = tables.fitting(used + 12, layout.BOTTOM - 14, 9.0)
    worry_parts: list[Sequence[Worry]] = []
    if room >= min(3, len(worries)):
        worry_parts = [worries[:room]]
        worries = worries[room:]
    rest = tables.fitting(layout.HEAD_END + 11, layout.BOTTOM - 14, 9.0)
    further = [worries[at : at + rest] for at in range(0, len(worries), rest)]
    pages = len(parts) + len(further)
    for page, part in enumerate(parts, start=1):
        top = layout.head(paper, about, printed_on, page, pages)
        y = _draw_figures(paper, report, top) if page == 1 else top
        y = layout.section(paper, y + 1.5, 2, "担い手ごとの回数", "" if page == 1 else "つづき")
        y = tables.draw(paper, y, _COLUMNS, [_cells(line) for line in part], height=_ROW)
        if page == len(parts) and worry_parts:
            _draw_worries(paper, worry_parts[0], y + 2)
        paper.next_page()
    for page, chunk in enumerate(further, start=len(parts) + 1):
        top = layout.head(paper, about, printed_on, page, pages)
        _draw_worries(paper, chunk, top + 1.5)
        paper.next_page()
    return paper.finish()


def _table_bottom(pages: int, rows: int) -> float:
    top = _FIRST_TOP if pages == 1 else layout.HEAD_END + 11
    return top + tables.HEAD_ROW + rows * _ROW


def _draw_figures(paper: Paper, report: WatchMonth, top: float) -> float:
    y = layout.section(paper, top + 1.5, 1, "この月の見守り")
    boxes = (
        ("見守り対象者", report.people, "人"),
        ("延べ実施回数", report.acts, "回"),
        ("うち 不在・応答なし", report.absent, "回"),
        ("うち 月計", report.tallied, "回"),
    )
    wide = (RIGHT - LEFT) / 4
    for index, (words, value, unit) in enumerate(boxes):
        _figure(paper, LEFT + index * wide, y, wide, words, value, unit, great=index == 1)
    y += 17
    paper.line(LEFT, y, RIGHT, y)
    small = (
        ("訪問", report.visit), ("電話", report.phone), ("姿を見た", report.pattern),
        ("気になる", report.concern), ("異変", report.alarm),
    )  # fmt: skip
    wide = (RIGHT - LEFT) / 5
    for index, (words, value) in enumerate(small):
        x = LEFT + index * wide
        paper.text(x + 1.5, y + 6.6, words, 10.4)
        paper.text(x + wide - 8, y + 11.8, number(value), 15, bold=index > 2, align="right")
        paper.text(x + wide - 6.5, y + 11.6, "回", 10.4)
        if index:
            paper.line(x, y, x, y + 14)
    y += 14
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    return y


def _figure(
    paper: Paper, x: float, top: float, wide: float, words: str, value: int | None, unit: str, *, great: bool
) -> None:
    paper.text(x + 1.5, top + 5.6, words, 10.4, bold=great)
    paper.text(x + wide - 8, top + 14, number(value), 22 if great else 18, bold=great, align="right")
    paper.text(x + wide - 6.5, top + 13.6, unit, 10.4)
    if x > LEFT:
        paper.line(x, top, x, top + 17, FINE)


def _cells(line: WatcherLine) -> tuple[str, ...]:
    return (
        line.name, number(line.people), number(line.visit), number(line.phone), number(line.pattern),
        number(line.absent), number(line.total),
    )  # fmt: skip


def _draw_worries(paper: Paper, worries: Sequence[Worry], top: float) -> None:
    y = layout.section(
        paper, top, 3, "気になったこと・異変", "名前は書かない。くわしいことは見守りのきろくにある"
    )
    rows = [(_day(w.day), w.town, w.condition, w.words) for w in worries]
    y = tables.draw(paper, y, _WORRY_COLUMNS, rows, height=9.0, every=0)
    y = layout.note(
        paper,
        y + 5.5,
        "二人で訪ねた回は、担い手ごとの表ではそれぞれに数えるので、合わせると全体より多くなります。",
    )
    layout.note(paper, y, "月計は、日を書かずに月の回数だけをまとめたものです。全体の回数に入っています。")


def _day(iso: str) -> str:
    return f"{int(iso[5:7])}月{int(iso[8:10])}日" if iso else ""
