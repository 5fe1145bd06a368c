"""計画の進みぐあい: under each goal who does what in which fiscal year (◎ →), what was done, acts and targets by year.

Source of the shape: shared programmes page, section 2, B.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "plan-progress"
TITLE = "計画の進みぐあい"
MOST_YEARS = 6
_ROW, _OPEN, _YEAR = 9.6, 6, 13.0
_SUMS = 2  # rows below the efforts of a goal: acts, what was reached


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressEffort:
    """An effort; a mark per year, 「◎済」."""

    who: str
    title: str
    target: str
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressGoal:
    """A goal with its efforts; acts and what was reached by year."""

    code: str
    title: str
    target: str = ""
    efforts: tuple[ProgressEffort, ...] = ()
    acts: tuple[int, ...] = ()
    reached: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanProgress:
    """A plan over fiscal years, at most ``MOST_YEARS`` of them; none on a blank form."""

    district: str = ""
    plan: str = ""
    years: tuple[int, ...] = ()
    goals: tuple[ProgressGoal, ...] = ()


def blank() -> PlanProgress:
    """Return the form with everything left open."""
    return PlanProgress()


def draw(some: PlanProgress, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one plan."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(many: Iterable[PlanProgress], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw several plans, each on pages of its own."""
    paper = Paper(TITLE, invariant=invariant)
    for some in many:
        _draw_one(paper, some, printed_on)
    return paper.finish()


def _draw_one(paper: Paper, some: PlanProgress, printed_on: str) -> None:
    pages = _pages(some.goals or (ProgressGoal(code="", title="　"),))
    columns = _columns(some.years)
    for page, goals in enumerate(pages, start=1):
        about = Head(title=TITLE, district=some.district, period=some.plan)
        y = layout.head(paper, about, printed_on, page, len(pages))
        for order, goal in enumerate(goals, start=1):
            y = _heading(paper, y + 1.5, order, goal)
            rows = [(e.who, e.title, *e.marks, e.target) for e in goal.efforts]
            y = tables.draw(
                paper, y, columns, [*rows, *_sums(goal)], height=_ROW, empty=0 if some.goals else _OPEN
            )
        if page == len(pages):
            layout.note(
                paper,
                y + 5,
                "◎ 始める年度　→ 続ける年度　○ 行う年度　済 行ったもの。活動は、目標に結びつけた活動の件数です。",
            )
        paper.next_page()


def _heading(paper: Paper, top: float, order: int, goal: ProgressGoal) -> float:
    """Draw a goal's words, of any length, as ``layout.section`` draws a short title."""
    y = layout.section(paper, top, order, "")
    words = f"{goal.code} {goal.title}".strip()
    target = f"目標 {goal.target}" if goal.target else ""
    room = layout.RIGHT - layout.LEFT - 8 - (46 if target else 0)
    paper.one_or_two(layout.LEFT + 8, top + 7.2, words, 13, room, least=10, small=8.5, bold=True)
    paper.fit(layout.RIGHT, top + 7.2, target, 11, 44, least=8, align="right")
    return y


def _columns(years: Sequence[int]) -> tuple[Column, ...]:
    shown = [str(year) for year in years] or [""] * MOST_YEARS
    left = 180.0 - 36 - 20 - _YEAR * len(shown)
    return (
        Column(head="だれが", width=36, size=10, small=8.0),
        Column(head="取り組み", width=left, size=11, bold=True, small=8.5),
        *(Column(head=year, width=_YEAR, align="center", size=12, two=False) for year in shown),
        Column(head="目標値", width=20, size=11, small=8.0),
    )


def _sums(goal: ProgressGoal) -> list[tuple[str, ...]]:
    if not goal.acts:
        return []
    rows = [("", "活動（件）", *(f"{n:,}" if n else "" for n in goal.acts), "")]
    return [*rows, ("", "達成した数", *goal.reached, goal.target)] if goal.target else rows


def _pages(goals: Sequence[ProgressGoal]) -> list[list[ProgressGoal]]:
    """Put as many goals on a page as fit; one with too many efforts goes on with its rest on the next."""
    room = layout.BOTTOM - layout.HEAD_END - 12
    fixed = 9.5 + 1.5 + tables.HEAD_ROW
    most = int((room - fixed) / _ROW) - _SUMS
    pages: list[list[ProgressGoal]] = [[]]
    left = room
    for goal in goals:
        for piece in _pieces(goal, most):
            high = fixed + (max(len(piece.efforts), 1) + _SUMS) * _ROW
            if high > left and pages[-1]:
                pages.append([])
                left = room
            pages[-1].append(piece)
            left -= high
    return pages


def _pieces(goal: ProgressGoal, most: int) -> list[ProgressGoal]:
    parts = [replace(goal, efforts=tuple(part)) for part in tables.chunks(goal.efforts, most, most)]
    return [*(replace(part, acts=(), reached=()) for part in parts[:-1]), parts[-1]]
