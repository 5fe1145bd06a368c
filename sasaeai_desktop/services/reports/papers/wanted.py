"""What is asked for when a form is printed, and how far a batch has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sasaeai_desktop.domain.ids import Id

T = TypeVar("T")
Report = Callable[[int, int], None]
"""Called with (done, total); it may raise to stop the batch there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to print; ids are of this desk, unset means everything of the month or year.

    Attributes:
        month: "2023-10".
        year: fiscal year.
        person: a watched person.
        watcher: a 担い手.
        salon: a salon.
        card: a つながりカード.
        session: one 開催 (サロン日誌).
        school: one school.
        request: one おたすけ request; ``receipt`` one 領収書.
        event: one 安否確認; the open one, else the latest, when not given.
        activity: one 会議 or another activity.
        plan: name of one plan; "" for all.
        programme: one 事業 of the year's money; "" for all.
        outside: the paper leaves the district: who has not consented stands without a name.
    """

    month: str
    year: int
    person: Id | None = None
    watcher: Id | None = None
    salon: Id | None = None
    card: Id | None = None
    session: Id | None = None
    school: Id | None = None
    request: Id | None = None
    receipt: Id | None = None
    event: Id | None = None
    activity: Id | None = None
    plan: str = ""
    programme: str = ""
    outside: bool = False


def no_report(_done: int, _total: int) -> None:
    """Tell nobody."""


def told(items: Sequence[T], report: Report) -> Iterator[T]:
    """Give the items one by one and say before each how many are done: there a batch can be stopped."""
    for done, item in enumerate(items):
        report(done, len(items))
        yield item
    report(len(items), len(items))
