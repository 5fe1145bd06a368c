"""Rows of the goals and efforts tables; a goal is known by its plan and 記号, an effort by its plan and number."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.goals import Effort, Goal
from sasaeai_desktop.exchange.kinds import goals as kinds
from sasaeai_desktop.exchange.kinds.goals import EffortRow, GoalRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.goals import plans
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, typed

_GOAL = ("plan", "code", "parent", "title", "target", "every", "unit", "serves", "first_year", "last_year")
_EFFORT = ("plan", "number", "who", "title", "outline", "goals", "schedule", "target", "every", "unit")

UNKNOWN_GOAL = "この記号の目標は、この計画にありません。先に目標の表を取り込んでください。"


def take_goals(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a goals table; the one above may come later in the file."""
    listed = list(typed(GoalRow, rows))
    here = {(g.plan, g.code) for g in base.select(intake.session.connection, Goal)}
    here |= {(row.plan, row.code) for _, row in listed}
    for line, row in listed:
        values = {name: getattr(row, name) for name in _GOAL}
        if not _plan_fits(intake, line, row.plan):
            continue
        if row.parent and (row.plan, row.parent) not in here:
            intake.reject(line, "上位", row.parent, "この記号の目標は、この計画にありません。")
            continue
        try:
            plans.check_goal(values)
        except InputError as error:
            intake.reject(line, "記号", row.code, error.what)
            continue
        intake.count(intake.put(Goal, plans.goal_id(intake.desk, row.plan, row.code), values))


def take_efforts(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of an efforts table; their goals are here already."""
    codes: dict[str, set[str]] = {}
    for goal in base.select(intake.session.connection, Goal):
        codes.setdefault(goal.plan, set()).add(goal.code)
    for line, row in typed(EffortRow, rows):
        if not _plan_fits(intake, line, row.plan):
            continue
        values = {name: getattr(row, name) for name in _EFFORT}
        unknown = sorted(set(row.goals) - codes.get(row.plan, set()))
        if unknown:
            intake.reject(line, "目標", unknown[0], UNKNOWN_GOAL)
            continue
        values["goals"] = tuple(sorted(set(row.goals)))
        try:
            plans.check_effort(values, codes.get(row.plan, set()))
        except InputError as error:
            intake.reject(line, "番号", row.number, error.what)
            continue
        intake.count(intake.put(Effort, plans.effort_id(intake.desk, row.plan, row.number), values))


def _plan_fits(intake: Intake, line: int, plan: str) -> bool:
    fault = plans.name_fault(plan)
    if fault:
        intake.reject(line, "計画", plan, fault)
    return not fault


def _goals(book: Book) -> Iterable[GoalRow]:
    for plan in plans.plans_in(book.connection, ""):
        for _, goal in plan.goals:
            yield GoalRow(**{name: getattr(goal, name) for name in _GOAL})


def _efforts(book: Book) -> Iterable[EffortRow]:
    for plan in plans.plans_in(book.connection, ""):
        for effort in plan.efforts:
            yield EffortRow(**{name: getattr(effort, name) for name in _EFFORT})


TABLES = (
    TableKind(kinds.GOALS, take_goals, _goals),
    TableKind(kinds.EFFORTS, take_efforts, _efforts),
)
