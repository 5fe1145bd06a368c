"""Tables of a plan: its goals, and the efforts that serve them."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import activity_cells, cells, goal_cells
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalRow(Row):
    """A goal; ``parent`` is the 記号 of the one above."""

    plan: str
    code: str
    parent: str = ""
    title: str
    target: int | None = None
    every: bool = False
    unit: str = ""
    serves: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EffortRow(Row):
    """An effort; ``goals`` are 記号 of the same plan, ``schedule`` as it is stored."""

    plan: str
    number: str
    who: str = ""
    title: str
    outline: str = ""
    goals: tuple[str, ...] = ()
    schedule: tuple[str, ...] = ()
    target: int | None = None
    every: bool = False
    unit: str = ""


GOALS = Kind(
    "goals",
    "計画目標",
    GoalRow,
    (
        column("計画", "plan", cells.COMMON_TEXT, "見本の計画", "見本の計画", needed=True),
        column("記号", "code", cells.NUMBER_TEXT, "1", "1.1", needed=True),
        column("上位", "parent", cells.NUMBER_TEXT, "", "1"),
        column("題", "title", cells.TEXT, "支えあう地域", "担い手を ふやす", needed=True),
        column("目標値", "target every", goal_cells.TARGET, "", "6"),
        column("単位", "unit", cells.COMMON_TEXT, "", "か所"),
        column("事業", "serves", goal_cells.SERVES, "", "研修;見守り"),
        column("始まりの年度", "first_year", goal_cells.YEAR, "2024", "2024"),
        column("終わりの年度", "last_year", goal_cells.YEAR, "2029", "2029"),
    ),
    span=(),
    office=True,
)

EFFORTS = Kind(
    "efforts",
    "計画の取り組み",
    EffortRow,
    (
        column("計画", "plan", cells.COMMON_TEXT, "見本の計画", "見本の計画", needed=True),
        column("番号", "number", cells.NUMBER_TEXT, "1", "2", needed=True),
        column("だれが", "who", cells.TEXT, "社協", "地区"),
        column("題", "title", cells.TEXT, "担い手の講座", "見守り", needed=True),
        column("概要", "outline", cells.TEXT, "", ""),
        column("目標", "goals", activity_cells.NAMES, "1.1", "1;1.1"),
        column("予定", "schedule", goal_cells.SCHEDULE, "2024◎;2025→", "2025◎"),
        column("目標値", "target every", goal_cells.TARGET, "", "全地区"),
        column("単位", "unit", cells.COMMON_TEXT, "", ""),
    ),
    span=(),
    office=True,
    wide=True,
)

KINDS = (GOALS, EFFORTS)
