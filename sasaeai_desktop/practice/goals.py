"""The plan that a practice district follows: one of the two shipped examples, brought to the years of the practice data."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from sasaeai_desktop import paths
from sasaeai_desktop.domain.goals import Planned, Served
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.programme_records import EffortPlan, GoalPlan, GoalYearPlan

_SHAPES = ("years", "matrix")
_BEGINS = {"years": 2022, "matrix": 2024}
_MARKS = {p.label: p.value for p in Planned}
_SERVES = {s.label: s.value for s in Served}


def goals(draft: Draft) -> None:
    """Add a plan where a district follows one; the first one always does, with goals over years."""
    rng = draft.chance("goals")
    if draft.share.index and rng.random() < 0.6:
        return
    shape = _SHAPES[draft.share.index % 2]
    back = draft.years[0] - _BEGINS[shape]  # the example begins in the first year of the practice data
    draft.goals = [_goal(row, back) for row in _rows(f"{shape}-goals")]
    draft.efforts = [_effort(row, back) for row in _rows(f"{shape}-efforts")]
    _tie(draft, rng)
    _results(draft, rng)


def _rows(name: str) -> list[Mapping[str, str]]:
    with paths.resource(f"plans/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _goal(row: Mapping[str, str], back: int) -> GoalPlan:
    wanted = row["目標値"]
    return GoalPlan(
        plan=row["計画"], code=row["記号"], parent=row["上位"], title=row["題"], target=int(wanted) if wanted.isdecimal() else 0,
        every=wanted == "全地区", unit=row["単位"], serves=tuple(sorted(_SERVES[w] for w in row["事業"].split(";") if w)),
        first_year=int(row["始まりの年度"]) + back, last_year=int(row["終わりの年度"]) + back,
    )  # fmt: skip


def _effort(row: Mapping[str, str], back: int) -> EffortPlan:
    wanted = row.get("目標値", "")
    ticked = tuple(name for name, text in row.items() if text == "○" and not name.isdecimal())
    named = tuple(row["目標"].split(";")) if row.get("目標") else ()
    years = ((int(name) + back, _MARKS[text]) for name, text in row.items() if name.isdecimal() and text)
    return EffortPlan(
        plan=row["計画"], number=row["番号"], who=row["だれが"], title=row["題"], outline=row["概要"],
        goals=tuple(sorted({*ticked, *named})), schedule=tuple(years), target=int(wanted) if wanted.isdecimal() else 0,
        every=wanted == "全地区", unit=row.get("単位", ""),
    )  # fmt: skip


def _tie(draft: Draft, rng: Random) -> None:
    """Tie most activities to what is suggested for their kind."""
    for n, act in enumerate(draft.activities):
        fitting = [f"{g.plan}/{g.code}" for g in draft.goals if act.type in g.serves]
        if fitting and rng.random() < 0.8:
            draft.activities[n] = replace(act, goals=tuple(sorted(rng.sample(fitting, 1))))


def _results(draft: Draft, rng: Random) -> None:
    for year in draft.years:
        for effort in draft.efforts:
            if rng.random() < 0.6:
                draft.goal_years.append(
                    GoalYearPlan(effort.plan, "", effort.number, year, done=True, reached=0)
                )
        for goal in draft.goals:
            if goal.target:
                reached = int(rng.random() * (goal.target + 2))
                draft.goal_years.append(
                    GoalYearPlan(goal.plan, goal.code, "", year, done=False, reached=reached)
                )
