"""計画の表 (○の表): efforts by number, a column per goal; what was done in the year is a filled mark.

Source of the shape: shared programmes page, section 2, A.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "plan-matrix"
TITLE = "計画と取り組みの表"
LINKED, DONE = "○", "●"
_ROW, _GOAL_ROW, _OPEN = 9.6, 8.0, 14
_ROOM = 94.0  # for the columns of goals
_MOST = 13  # columns of at least 7 mm
_UNTITLED = "取り組みの題は地区の外へ出ません。市社協のパソコンにも この計画を取り込むと、題が入ります。"
_GOALS = (
    Column(head="記号", width=18, size=12, bold=True),
    Column(head="目標", width=108, size=12, small=9.0),
    Column(head="取り組み", width=18, align="right", size=12),
    Column(head="行った", width=18, align="right", size=12),
    Column(head="活動", width=18, align="right", size=12),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixGoal:
    """A goal with its numbers of the year; one ``above`` others stands bold and has no column."""

    code: str
    title: str
    above: bool = False
    planned: int = 0
    done: int = 0
    acts: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixEffort:
    """An effort; ``marks`` by code of a goal, ``LINKED`` or ``DONE``."""

    number: str
    who: str
    title: str
    marks: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanMatrix:
    """A plan in a fiscal year; ``year`` 0 on a blank form."""

    district: str = ""
    plan: str = ""
    year: int = 0
    goals: tuple[MatrixGoal, ...] = ()
    efforts: tuple[MatrixEffort, ...] = ()


def blank() -> PlanMatrix:
    """Return the form with everything left open."""
    return PlanMatrix()


def draw(some: PlanMatrix, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one plan."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(many: Iterable[PlanMatrix], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw several plans, each on pages of its own."""
    paper = Paper(TITLE, invariant=invariant)
    for some in many:
        _draw_one(paper, some, printed_on)
    return paper.finish()


def _draw_one(paper: Paper, some: PlanMatrix, printed_on: str) -> None:
    top, low = layout.HEAD_END + 2.5, layout.BOTTOM - 14
    codes = [g.code for g in some.goals if not g.above] or [""] * 11
    parts = tables.chunks(codes, _MOST, _MOST)
    goals = tables.chunks(some.goals, *[tables.fitting(top + 9, low, _GOAL_ROW)] * 2) if some.goals else []
    efforts = tables.chunks(some.efforts, *[tables.fitting(top + 9, low, _ROW)] * 2)
    pages = len(goals) + len(efforts) * len(parts)
    page = 0
    for listed in goals:
        page += 1
        y = _top(paper, some, printed_on, page, pages)
        rows = [_goal_row(g) for g in listed]
        tables.draw(paper, layout.section(paper, y, 1, "目標"), _GOALS, rows, height=_GOAL_ROW, every=0)
        paper.next_page()
    for shown in efforts:
        for part in parts:
            page += 1
            y = _top(paper, some, printed_on, page, pages)
            y = layout.section(
                paper, y, 2, "取り組みと目標", f"{LINKED} 目標に結びつく　{DONE} この年度に行った"
            )
            y = tables.draw(
                paper, y, _columns(part), [_effort_row(e, part) for e in shown], height=_ROW,
                empty=0 if some.efforts else _OPEN,
            )  # fmt: skip
            if page == pages and any(not e.title for e in some.efforts):
                layout.note(paper, y + 5, _UNTITLED)
            paper.next_page()


def _top(paper: Paper, some: PlanMatrix, printed_on: str, page: int, pages: int) -> float:
    period = f"{some.plan}　{layout.year_words(some.year)}" if some.plan else layout.year_words(some.year)
    about = Head(title=TITLE, district=some.district, period=period)
    return layout.head(paper, about, printed_on, page, pages) + 1


def _columns(codes: Sequence[str]) -> tuple[Column, ...]:
    wide = _ROOM / len(codes)
    return (
        Column(head="番号", width=14, size=11, least=8.0, two=False),
        Column(head="だれが", width=20, size=10, small=7.5),
        Column(head="取り組み", width=52, size=11, bold=True, small=8.5),
        *(Column(head=code, width=wide, align="center", size=13, two=False) for code in codes),
    )


def _goal_row(goal: MatrixGoal) -> tuple[str, ...]:
    if goal.above:
        return goal.code, goal.title, "", "", ""
    return goal.code, f"　{goal.title}", *(f"{n:,}" for n in (goal.planned, goal.done, goal.acts))


def _effort_row(effort: MatrixEffort, codes: Sequence[str]) -> tuple[str, ...]:
    return effort.number, effort.who, effort.title, *(effort.marks.get(code, "") for code in codes)
