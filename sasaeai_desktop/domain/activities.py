"""会議・行事・広報・研修・地域特性・共同: what a district did, who took part, what was decided; 相談窓口 at salons.

Source: shared domain page, section 3 (Activity). Dates, states and counts are open; titles, places and every text stay at home.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    number_field,
    ref_field,
    refs_field,
    text_field,
    texts_field,
    time_field,
)
from sasaeai_desktop.domain.labels import Labelled

SOON_DAYS = 60
"""A refresher is due so many days before its day."""


class ActivityType(Labelled):
    """種別."""

    MEETING = "meeting", "会議"
    EVENT = "event", "行事"
    PAPER = "paper", "広報"
    TRAINING = "training", "研修"
    LOCAL = "local", "地域特性"
    JOINT = "joint", "共同"


class ActivityState(Labelled):
    """状態."""

    PLANNED = "planned", "予定"
    HELD = "held", "実施"
    POSTPONED = "postponed", "延期"
    CANCELLED = "cancelled", "中止"


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity(Record):
    """One meeting, event, issue of a paper, training or joint act.

    Attributes:
        bodies: 出席団体, ids of groups.
        replaced_by: of one that was postponed or cancelled, what was held instead.
        goals: what of a plan it serves, "plan/code".
        refresher_months: of a training, after how many months it is to be done again.
    """

    kind: ClassVar[str] = "activity"

    type: str = text_field(Chain.OPEN)
    date: str = day_field(Chain.OPEN)
    state: str = text_field(Chain.OPEN)
    participants: int | None = number_field(Chain.OPEN)
    copies: int | None = number_field(Chain.OPEN)  # 部数
    bodies: tuple[Id, ...] = refs_field(Chain.OPEN)
    replaced_by: Id | None = ref_field(Chain.OPEN)
    goals: tuple[str, ...] = texts_field(Chain.OPEN)
    number: str = text_field(Chain.HOME)  # 管理番号
    title: str = text_field(Chain.HOME)
    start: str = time_field(Chain.HOME)
    end: str = time_field(Chain.HOME)
    place: str = text_field(Chain.HOME)
    observers: str = text_field(Chain.HOME)  # オブザーバー
    contents: str = text_field(Chain.HOME)
    decisions: str = text_field(Chain.HOME)  # 決まったこと
    reason: str = text_field(Chain.HOME)  # why it was postponed or cancelled
    issue: str = text_field(Chain.HOME)  # 号
    handed_out: str = text_field(Chain.HOME)  # 配り先
    refresher_months: int | None = number_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion(Record):
    """Somebody completed a training; keyed by both. The volunteer is a pseudonym at the council."""

    kind: ClassVar[str] = "completion"

    activity: Id | None = ref_field(Chain.OPEN)
    volunteer: Id | None = ref_field(Chain.OPEN)
    date: str = day_field(Chain.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class AdviceCounter(Record):
    """地域の福祉相談窓口 at a salon, with the のぼり旗 that were handed out for it."""

    kind: ClassVar[str] = "advice_counter"

    salon: Id | None = ref_field(Chain.OPEN)
    start: str = day_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    flags: int | None = number_field(Chain.OPEN)
    flag_on: str = day_field(Chain.OPEN)
    note: str = text_field(Chain.HOME)
