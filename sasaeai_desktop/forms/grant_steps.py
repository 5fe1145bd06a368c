"""助成金の計算書: what the council's rules come to for a district, programme by programme, each step in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "grant-steps"
TITLE = "助成金の計算書"
_ROW = 10.5
_OPEN = 6
_COLUMNS = (
    Column(head="きまり", width=44, size=12, bold=True, small=9.0),
    Column(head="計算", width=100, size=11, small=9.0),
    Column(head="金額（円）", width=36, align="right", size=13, bold=True, two=False),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StepLine:
    """One step; of a limit or a rounding ``yen`` may be below zero."""

    rule: str
    words: str
    yen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeSteps:
    """A programme with its steps; ``granted`` what was decided, None where nothing was."""

    programme: str
    steps: tuple[StepLine, ...]
    yen: int
    granted: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantSteps:
    """A district's year; ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    programmes: tuple[ProgrammeSteps, ...] = ()


def blank() -> GrantSteps:
    """Return the form with everything left open."""
    return GrantSteps()


def draw(some: GrantSteps, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one district's calculation."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(districts: Iterable[GrantSteps], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw several districts, each on pages of its own."""
    paper = Paper(TITLE, invariant=invariant)
    for some in districts:
        _draw_one(paper, some, printed_on)
    return paper.finish()


def _draw_one(paper: Paper, some: GrantSteps, printed_on: str) -> None:
    parts = _pages(some.programmes)
    for page, part in enumerate(parts, start=1):
        about = Head(
            title=TITLE, district=some.district, period=layout.year_words(some.year), stamps=("市社協", "地区"),
        )  # fmt: skip
        y = layout.head(paper, about, printed_on, page, len(parts))
        for order, programme in part:
            hint = "" if programme.granted is None else f"決定額 {programme.granted:,}円"
            y = layout.section(paper, y + 1.5, order, programme.programme or "　", hint)
            rows = [(s.rule, s.words, _yen(s.yen)) for s in programme.steps]
            total = ("合計", "", number(programme.yen)) if rows else ("合計", "", "")
            y = (
                tables.draw(paper, y, _COLUMNS, rows, height=_ROW, total=total, empty=0 if rows else _OPEN)
                + 2
            )
        if page == len(parts):
            layout.note(
                paper, y + 4, "数は、この年度のきろくから数えたものです。きまりは、市社協が決めたものです。"
            )
        paper.next_page()


def _pages(programmes: Sequence[ProgrammeSteps]) -> list[list[tuple[int, ProgrammeSteps]]]:
    """Put as many programmes on a page as fit; a programme of too many steps goes on with its rest on the next."""
    room = layout.BOTTOM - layout.HEAD_END - 10
    pages: list[list[tuple[int, ProgrammeSteps]]] = [[]]
    left = room
    for order, programme in enumerate(
        programmes or (ProgrammeSteps(programme="", steps=(), yen=0),), start=1
    ):
        rows = max(len(programme.steps), 0 if programme.steps else _OPEN)
        high = 9.5 + 1.5 + tables.HEAD_ROW + (rows + 1) * _ROW + 2
        if high > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append((order, programme))
        left -= high
    return pages


def _yen(yen: int) -> str:
    return f"△{-yen:,}" if yen < 0 else f"{yen:,}"
