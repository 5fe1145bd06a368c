"""登校見守り: schools, days on which somebody stood there, who stood there.

Source: shared domain page, section 3: 参加者数 (実) and 延べ. A school is a public place, so its number and name are open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    flag_field,
    number_field,
    ref_field,
    text_field,
    texts_field,
    time_field,
)
from sasaeai_desktop.domain.labels import Labelled

USUAL_START, USUAL_END = "07:50", "08:15"
"""When a district of 新旭川's kind stands at the crossings (shared domain page, section 2)."""


class SchoolType(Labelled):
    """種別."""

    ELEMENTARY = "elementary", "小学校"
    JUNIOR_HIGH = "junior_high", "中学校"
    NURSERY = "nursery", "幼稚園・保育所"
    OTHER = "other", "その他"


@dataclass(frozen=True, kw_only=True, slots=True)
class School(Record):
    """学校 with the points (交差点 and the like) where somebody stands."""

    kind: ClassVar[str] = "school"

    number: str = text_field(Chain.OPEN)
    name: str = text_field(Chain.OPEN)
    type: str = text_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    start_time: str = time_field(Chain.HOME)
    end_time: str = time_field(Chain.HOME)
    weekdays: tuple[str, ...] = texts_field(Chain.HOME)  # "0" Monday .. "6" Sunday
    points: str = text_field(Chain.HOME)  # one a line, in the order of the round
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolDay(Record):
    """One school on one day; its id is keyed by both, so that two laptops write the same one.

    延べ = the people ticked + ``unnamed``.
    """

    kind: ClassVar[str] = "school_day"

    school: Id | None = ref_field(Chain.OPEN)
    date: str = day_field(Chain.OPEN)
    cancelled: bool = flag_field(Chain.OPEN)
    unnamed: int | None = number_field(Chain.OPEN)
    start: str = time_field(Chain.OPEN)
    end: str = time_field(Chain.OPEN)
    incident: str = text_field(Chain.HOME)
    memo: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Patrol(Record):
    """Somebody stood at a school on a day; keyed by day and volunteer. The volunteer is a pseudonym at the council."""

    kind: ClassVar[str] = "patrol"

    day: Id | None = ref_field(Chain.OPEN)
    volunteer: Id | None = ref_field(Chain.OPEN)
    point: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class PatrolPost(Record):
    """Who stands where as a rule: a 見守り隊員's school, point, weekdays and badge number."""

    kind: ClassVar[str] = "patrol_post"

    school: Id | None = ref_field(Chain.HOME)
    volunteer: Id | None = ref_field(Chain.HOME)
    point: str = text_field(Chain.HOME)
    weekdays: tuple[str, ...] = texts_field(Chain.HOME)
    badge: str = text_field(Chain.HOME)
    start: str = day_field(Chain.HOME)
    end: str = day_field(Chain.HOME)
