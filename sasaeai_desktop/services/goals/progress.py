"""How a plan stands in a fiscal year: planned and done efforts, acts, targets; the numbers are those of the year's report."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories import goals as repo
from sasaeai_desktop.db.repositories.figures import counting
from sasaeai_desktop.domain.activities import Activity
from sasaeai_desktop.domain.cards import LATE_AFTER_DAYS
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.figure import Values
from sasaeai_desktop.domain.figures.goals import GOALS
from sasaeai_desktop.domain.figures.registry import BY_NAME
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.goals import COUNTED, Effort, Goal, GoalYear, Served
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.goals.plans import Plan, plans_in


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in a fiscal year, with the figures of the year's report.

    Attributes:
        programmes: in words what was done of the programmes that serve it, 「見守り 2,600回」.
    """

    depth: int
    goal: Goal
    planned: int
    done: int
    acts: int
    target: int
    asked: int
    reached: int
    programmes: tuple[str, ...]

    @property
    def state(self) -> str:
        """「達成」, 「まだ」, or "" for a goal without a target."""
        wanted = self.target or self.asked
        if not wanted:
            return ""
        return "達成" if self.reached >= wanted else "まだ"


@dataclass(frozen=True, slots=True)
class EffortRow:
    """An effort in a fiscal year: its mark in the plan's table, whether it was done (on a council: anywhere), what was noted."""

    effort: Effort
    mark: str
    planned: bool
    done: bool
    note: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan in a fiscal year.

    Attributes:
        results: what was noted by goal or effort of this desk.
        done: numbers of the efforts that were done, on a council by any district.
    """

    plan: Plan
    year: int
    rows: tuple[GoalRow, ...]
    results: dict[Id, GoalYear]
    done: frozenset[str]

    def row(self, code: str) -> GoalRow | None:
        """Return a goal's line by its 記号."""
        return next((r for r in self.rows if r.goal.code == code), None)

    def efforts(self, code: str) -> tuple[EffortRow, ...]:
        """Return the efforts that serve a goal."""
        return tuple(self._effort(e) for e in self.plan.efforts_for(code))

    def _effort(self, effort: Effort) -> EffortRow:
        planned, held = effort_planned(self.plan, effort, self.year), self.results.get(effort.id)
        mark = effort.years.get(self.year, "")
        return EffortRow(effort, mark, planned, effort.number in self.done, held.note if held else "")


def effort_planned(plan: Plan, effort: Effort, year: int) -> bool:
    """Say whether an effort is planned in a fiscal year: by its schedule, else while one of its goals holds."""
    if effort.schedule:
        return year in effort.years
    return any(g.holds_in(year) for _, g in plan.goals if g.code in effort.goals)


def progress(desk: Desk, plan: str, year: int) -> Progress:
    """Return a plan's year.

    Raises:
        InputError: there is no such plan here.
    """
    with reading(desk) as session:
        found = next((p for p in plans_in(session, desk.me.code) if p.name == plan), None)
        if found is None:
            raise InputError("この計画が見つかりません。", "一覧で もう一度えらんでください。")
        return progress_in(session, desk, found, year)


def progress_in(session: ReadSession, desk: Desk, plan: Plan, year: int) -> Progress:
    """As ``progress``, within a session."""
    numbers = _numbers(session, desk, year)
    served = _served(session, year, {code for _, g in plan.goals for code in g.serves})
    rows = []
    for depth, goal in plan.goals:
        line = numbers.get(goal.key, {})
        counted = {f.name: line.get(f.name, 0) for f in GOALS.figures}
        programmes = tuple(served[code] for code in goal.serves if code in served)
        rows.append(GoalRow(depth, goal, **counted, programmes=programmes))
    results = {r.item: r for r in repo.results(session, year) if r.item}
    everybodys = repo.efforts(session, plan.name)
    done = frozenset(e.number for e in everybodys if (r := results.get(e.id)) is not None and r.done)
    return Progress(plan, year, tuple(rows), results, done)


def _numbers(session: ReadSession, desk: Desk, year: int) -> Values:
    values = GOALS.zeros()
    for district, figure, code, count in counting.count(session, GOALS, year):
        if not desk.me.council or district != desk.me.code:
            GOALS.put(values, figure, code, count)
    return values


def _served(session: ReadSession, year: int, wanted: set[str]) -> dict[str, str]:
    """Return in words how much of the programmes was done in a year, by code of ``Served``."""
    paths = {code: COUNTED[code] for code in Served if code in wanted and code in COUNTED}
    late = settings.number(session, "late_after_days", LATE_AFTER_DAYS)
    sums: dict[str, int] = {}
    for section in {path.partition(".")[0] for path in paths.values()}:
        for _, figure, of, count in counting.count(session, BY_NAME[section], year, late_after=late):
            if not of and figure.path in paths.values():
                sums[figure.path] = sums.get(figure.path, 0) + count
    units = {f.path: f.unit for path in paths.values() for f in BY_NAME[path.partition(".")[0]].figures}
    return {
        code: f"{label_of(Served, code)} {sums[path]:,}{units[path]}"
        for code, path in paths.items()
        if sums.get(path)
    }


def activities_of(desk: Desk, goal: Goal, year: int) -> list[Activity]:
    """Return the held activities of a fiscal year that are tied to a goal, by day."""
    with reading(desk) as session:
        return repo.activities_for(session, goal.key, first_day(year), last_day(year))
