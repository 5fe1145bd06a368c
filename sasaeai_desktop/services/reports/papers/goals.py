"""Filling the papers of a plan: the table of goals and efforts, and how they went over the years."""

from __future__ import annotations

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.goals import Planned, target_words
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.forms import plan_matrix, plan_progress
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.forms.plan_matrix import DONE, LINKED, MatrixEffort, MatrixGoal, PlanMatrix
from sasaeai_desktop.forms.plan_progress import MOST_YEARS, PlanProgress, ProgressEffort, ProgressGoal
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.goals.plans import Plan, plans
from sasaeai_desktop.services.goals.progress import EffortRow, Progress, progress_in
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted, told


def _plans(desk: Desk, wanted: Wanted) -> list[Plan]:
    found = [p for p in plans(desk) if wanted.plan in ("", p.name)]
    if not found:
        raise InputError(
            "計画が、まだ ありません。", "計画目標のページで、計画を取り込むか、見本を入れてください。"
        )
    return found


def _is_above(plan: Plan, code: str) -> bool:
    return any(g.parent == code for _, g in plan.goals)


def matrix(desk: Desk, plan: Plan, year: int) -> PlanMatrix:
    """Return a plan as efforts by goals."""
    with reading(desk) as session:
        now = progress_in(session, desk, plan, year)
    goals = tuple(
        MatrixGoal(
            code=r.goal.code, title=r.goal.title, above=_is_above(plan, r.goal.code), planned=r.planned, done=r.done,
            acts=r.acts,
        )
        for r in now.rows
    )  # fmt: skip
    efforts = tuple(
        MatrixEffort(
            number=e.number, who=e.who, title=e.title,
            marks=dict.fromkeys(e.goals, DONE if e.number in now.done else LINKED),
        )
        for e in plan.efforts
    )  # fmt: skip
    return PlanMatrix(district=district_words(desk), plan=plan.name, year=year, goals=goals, efforts=efforts)


def over_years(desk: Desk, plan: Plan, year: int) -> PlanProgress:
    """Return a plan as goals by fiscal years, the last of them with ``year`` among them."""
    known = plan.years or (year,)
    last = min(max(year, known[0] + MOST_YEARS - 1), known[-1])
    years = tuple(y for y in range(last - MOST_YEARS + 1, last + 1) if y >= known[0])
    with reading(desk) as session:
        by_year = [progress_in(session, desk, plan, y) for y in years]
    goals = [
        _goal(plan, code, by_year) for code in (g.code for _, g in plan.goals if not _is_above(plan, g.code))
    ]
    return PlanProgress(district=district_words(desk), plan=plan.name, years=years, goals=tuple(goals))


def _goal(plan: Plan, code: str, by_year: list[Progress]) -> ProgressGoal:
    rows = [row for p in by_year if (row := p.row(code))]
    efforts = [p.efforts(code) for p in by_year]
    first = rows[-1].goal
    return ProgressGoal(
        code=code,
        title=first.title,
        target=target_words(first.target, first.unit, every=first.every),
        efforts=tuple(
            ProgressEffort(
                who=e.who, title=e.title, target=target_words(e.target, e.unit, every=e.every),
                marks=tuple(_mark(year[n]) for year in efforts),
            )
            for n, e in enumerate(plan.efforts_for(code))
        ),
        acts=tuple(r.acts for r in rows),
        reached=tuple(f"{r.reached:,}" if r.reached else "" for r in rows),
    )  # fmt: skip


def _mark(row: EffortRow) -> str:
    mark = label_of(Planned, row.mark) if row.mark else ""
    return f"{mark}済" if row.done else mark


def draw_matrix(desk: Desk, wanted: Wanted, report: Report) -> tuple[Drawn, list[str]]:
    """Draw every plan as a matrix."""
    filled = (matrix(desk, plan, wanted.year) for plan in told(_plans(desk, wanted), report))
    return plan_matrix.draw_all(filled, printed_on=desk.today()), []


def draw_progress(desk: Desk, wanted: Wanted, report: Report) -> tuple[Drawn, list[str]]:
    """Draw every plan over its years."""
    filled = (over_years(desk, plan, wanted.year) for plan in told(_plans(desk, wanted), report))
    return plan_progress.draw_all(filled, printed_on=desk.today()), []


DRAW = {plan_matrix.NAME: draw_matrix, plan_progress.NAME: draw_progress}
