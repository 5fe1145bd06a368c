"""What an activity can be tied to, and which goals are suggested for its kind."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.goals.plans import plans


@dataclass(frozen=True, slots=True)
class Tie:
    """A goal as it is offered: how an activity names it, its words, and the kinds of activity that it is suggested for."""

    key: str
    words: str
    serves: tuple[str, ...]


def ties(desk: Desk, year: int) -> list[Tie]:
    """Return the goals that hold in a fiscal year and have none below them, in the order of their plans."""
    found = plans(desk)
    return [
        Tie(g.key, f"{f'{plan.name} ' if len(found) > 1 else ''}{g.code} {g.title}", g.serves)
        for plan in found
        for _, g in plan.goals
        if g.holds_in(year) and not any(below.parent == g.code for _, below in plan.goals)
    ]


def suggested(offered: list[Tie], kind: str) -> tuple[str, ...]:
    """Return the goals that an activity of a kind probably serves."""
    return tuple(tie.key for tie in offered if kind in tie.serves)
