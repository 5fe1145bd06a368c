"""計画目標, counted over lists: a line per goal of which there is anything to say."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, in_year
from sasaeai_desktop.practice.programme_records import EffortPlan, GoalPlan
from sasaeai_desktop.practice.records import DistrictPlan


def count(district: DistrictPlan, year: int, _one: OnePerson) -> Figures:
    """Return the goals of one district and year."""
    done = {y.number for y in district.goal_years if y.year == year and y.done}
    found: Figures = {}
    for goal in district.goals:
        key = f"{goal.plan}/{goal.code}"
        efforts = [e for e in district.efforts if goal.code in e.goals]
        acts = sum(
            key in a.goals and a.state == "held" and in_year(a.date, year) for a in district.activities
        )
        line = {
            "planned": sum(_planned(e, goal, year) for e in efforts),
            "done": sum(e.number in done for e in efforts),
            "acts": acts,
            "target": 0,
            "asked": 0,
            "reached": sum(y.reached for y in district.goal_years if y.year == year and y.code == goal.code),
        }
        if goal.first_year <= year <= goal.last_year:
            line["target"] = goal.target
        if goal.every:
            line["asked"] = int(goal.first_year <= year <= goal.last_year)
            line["reached"] = int(bool(acts or line["done"]))
        if any(line.values()):
            found[key] = line
    return found


def _planned(effort: EffortPlan, goal: GoalPlan, year: int) -> bool:
    if effort.schedule:
        return year in dict(effort.schedule)
    return goal.first_year <= year <= goal.last_year
