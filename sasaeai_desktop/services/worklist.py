"""きょう: what needs doing, from the same queries as the lists."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import Desk
from sasaeai_desktop.services.salons import SessionRow

OVERDUE, STAY_AWAY, NEVER, PLANNED = "overdue", "stay_away", "never", "planned"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One person to think of.

    Attributes:
        kind: "overdue", "stay_away", "never" or "planned".
        head: 「16日 会えていません」.
        second: 「いつもは 4日に1回」.
        strip: 28 states, oldest first, the last is today: "met", "away" (不在, absent from the salon), "due", "".
        gap_from: index in ``strip`` of the first day of the gap still open, -1 for none.
    """

    person: Id
    name: str
    town: str
    age: int | None
    kind: str
    head: str
    second: str
    strip: tuple[str, ...]
    gap_from: int


@dataclass(frozen=True, slots=True)
class WaitingCards:
    """Cards handed over that have no answer: how many, the oldest in days, whether any is late."""

    count: int
    oldest_days: int
    late: bool
    words: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A 次回予定 of the coming week. ``words``: 「6月15日 月」."""

    person: Id
    name: str
    date: str
    words: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """The page きょう.

    Attributes:
        others: people with a registration in force who are not in ``people``.
        salons: sessions from today to the seventh day, cancelled ones not.
        answered: cards whose answer waits to be passed on.
        export_words: 「きのう 書き出しました」, 「まだ 書き出していません」; ``export_late`` after a month.
        backup_words: 「きのう 午後5時に取りました」; ``backup_fresh`` within a week.
        merged names never appear twice.
    """

    today: str
    people: tuple[WorkItem, ...]
    others: int
    salons: tuple[SessionRow, ...]
    cards: WaitingCards
    answered: int
    plans: tuple[PlanLine, ...]
    export_words: str
    export_late: bool
    backup_words: str
    backup_fresh: bool


def worklist(desk: Desk) -> Worklist:
    """What needs doing today."""
    raise NotImplementedError
