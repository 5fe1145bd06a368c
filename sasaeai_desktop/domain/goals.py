"""計画目標: a plan as data: a tree of goals, efforts that serve several of them, a schedule by fiscal year, what was reached.

Two shapes are known from public papers (shared programmes page, section 2): a matrix of efforts and goals, and goals with
efforts over fiscal years. Both are the same records. Goals, links, schedules and numbers are open; words of efforts stay at home.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    flag_field,
    number_field,
    ref_field,
    text_field,
    texts_field,
)
from sasaeai_desktop.domain.labels import Labelled


class Planned(Labelled):
    """What a plan's table says of an effort in a fiscal year."""

    START = "start", "◎"
    ON = "on", "→"
    YES = "yes", "○"


class Served(Labelled):
    """What a district does that may serve a goal: a programme, or a kind of activity."""

    WATCH = "watch", "見守り"
    SALON = "salon", "サロン"
    CARDS = "cards", "つながりカード"
    PLANS = "plans", "避難計画"
    HELP = "help", "おたすけ"
    SCHOOL = "school", "登校見守り"
    MEETING = "meeting", "会議"
    EVENT = "event", "行事"
    PAPER = "paper", "広報"
    TRAINING = "training", "研修"
    LOCAL = "local", "地域特性"
    JOINT = "joint", "共同"


COUNTED: Mapping[str, str] = {
    Served.WATCH: "watch.acts", Served.SALON: "salon.sessions", Served.CARDS: "cards.written",
    Served.PLANS: "plans.people_with_plan", Served.HELP: "help.acts", Served.SCHOOL: "school.days",
}  # fmt: skip
"""The figure of the year that says how much of a programme was done; activities are tied to goals one by one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal(Record):
    """A goal of a plan; keyed by plan and code.

    Attributes:
        plan: name of the plan, 「第7期」; holds no ``/``.
        code: 記号, "2.1".
        parent: code of the goal above, "" for one at the top.
        target: so many of ``unit`` are wanted in a year.
        every: every district is to do something of it (全地区).
        serves: codes of ``Served``: acts of these kinds are suggested for it.
        first_year: fiscal year from which the goal holds; None for always. ``last_year`` likewise.
    """

    kind: ClassVar[str] = "goal"

    plan: str = text_field(Chain.OPEN)
    code: str = text_field(Chain.OPEN)
    parent: str = text_field(Chain.OPEN)
    title: str = text_field(Chain.OPEN)
    target: int | None = number_field(Chain.OPEN)
    every: bool = flag_field(Chain.OPEN)
    unit: str = text_field(Chain.OPEN)
    serves: tuple[str, ...] = texts_field(Chain.OPEN)
    first_year: int | None = number_field(Chain.OPEN)
    last_year: int | None = number_field(Chain.OPEN)

    @property
    def key(self) -> str:
        """How an activity names it."""
        return goal_key(self.plan, self.code)

    def holds_in(self, year: int) -> bool:
        """Say whether the goal holds in a fiscal year."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True, kw_only=True, slots=True)
class Effort(Record):
    """取り組み: what somebody does for one or more goals; keyed by plan and number.

    Attributes:
        who: 市, 社協, 地区, 関係機関, ..., as the plan says it.
        goals: codes of goals of the same plan.
        schedule: "2024 start": fiscal year and code of ``Planned``; empty for all years of its goals.
    """

    kind: ClassVar[str] = "effort"

    plan: str = text_field(Chain.OPEN)
    number: str = text_field(Chain.OPEN)
    goals: tuple[str, ...] = texts_field(Chain.OPEN)
    schedule: tuple[str, ...] = texts_field(Chain.OPEN)
    target: int | None = number_field(Chain.OPEN)
    every: bool = flag_field(Chain.OPEN)
    unit: str = text_field(Chain.OPEN)
    who: str = text_field(Chain.HOME)
    title: str = text_field(Chain.HOME)
    outline: str = text_field(Chain.HOME)

    @property
    def years(self) -> dict[int, str]:
        """Code of ``Planned`` by fiscal year."""
        return schedule_of(self.schedule)


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalYear(Record):
    """What became of a goal or an effort in a fiscal year; keyed by both."""

    kind: ClassVar[str] = "goal_year"

    item: Id | None = ref_field(Chain.OPEN)
    year: int | None = number_field(Chain.OPEN)
    done: bool = flag_field(Chain.OPEN)
    reached: int | None = number_field(Chain.OPEN)
    note: str = text_field(Chain.HOME)


def goal_key(plan: str, code: str) -> str:
    """Return how an activity and the year's figures name a goal."""
    return f"{plan}/{code}"


def schedule_of(texts: Iterable[str]) -> dict[int, str]:
    """Return code of ``Planned`` by fiscal year; what is no year is left out.

    Examples:
        >>> schedule_of(("2025 on", "2024 start", "x"))
        {2024: 'start', 2025: 'on'}
    """
    parts = (text.partition(" ") for text in texts)
    return dict(sorted((int(year), code) for year, _, code in parts if year.isdecimal() and code))


def schedule_texts(years: Mapping[int, str]) -> tuple[str, ...]:
    """Return a schedule as it is stored."""
    return tuple(f"{year:04} {code}" for year, code in sorted(years.items()) if code)


def target_words(target: int | None, unit: str, *, every: bool) -> str:
    """Say a target: 全地区, 6か所, "" for none."""
    if every:
        return "全地区"
    return "" if target is None else f"{target:,}{unit}"


_PART = re.compile(r"[0-9]+|[^0-9]+")


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return what codes and numbers are ordered by: 2 before 10, 1.2 before 1.10.

    Examples:
        >>> sorted(["10", "2", "1.10", "1.2"], key=code_order)
        ['1.2', '1.10', '2', '10']
    """
    parts = _PART.findall(code)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)


def ordered(goals: Iterable[Goal]) -> list[tuple[int, Goal]]:
    """Return goals of one plan as (depth, goal), each below its parent; one whose parent is not there stands at the top."""
    found = {g.code: g for g in goals}
    below: dict[str, list[Goal]] = {}
    for goal in sorted(found.values(), key=lambda g: code_order(g.code)):
        below.setdefault(goal.parent if goal.parent in found else "", []).append(goal)
    rows: list[tuple[int, Goal]] = []

    def walk(parent: str, depth: int) -> None:
        for goal in below.pop(parent, ()):
            rows.append((depth, goal))
            walk(goal.code, depth + 1)

    walk("", 0)
    for rest in list(below):  # goals that stand below each other in a ring
        walk(rest, 0)
    return rows
