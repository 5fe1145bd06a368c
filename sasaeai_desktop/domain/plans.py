"""個別避難計画 and 安否確認: a plan per person, who supports them, the event of a disaster and who was seen.

Source: shared domain page, section 3; the audience of each field: shared programmes page, section 3. A plan exists
only with consent (避難支援者への提供); its words stay at home, its dates and the number of supporters are counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    birth_field,
    day_field,
    number_field,
    ref_field,
    text_field,
    texts_field,
    time_field,
)
from sasaeai_desktop.domain.labels import Labelled


class Need(Labelled):
    """配慮: what a person cannot do alone, in the order in which it hinders getting away."""

    WALK = "walk", "歩く"
    STAND = "stand", "立つ"
    SEE = "see", "見る"
    HEAR = "hear", "聞く"
    JUDGE = "judge", "判断する"


class Hazard(Labelled):
    """ハザード at the person's home."""

    FLOOD = "flood", "洪水・浸水"
    SLIDE = "slide", "土砂災害"
    QUAKE = "quake", "地震"
    TSUNAMI = "tsunami", "津波"
    SNOW = "snow", "大雪"
    FIRE = "fire", "火災"
    NONE = "none", "特になし"


class Disaster(Labelled):
    """What an event is about. A drill is shown apart and counted in no year."""

    QUAKE = "quake", "地震"
    FLOOD = "flood", "大雨・洪水"
    SLIDE = "slide", "土砂災害"
    SNOW = "snow", "大雪・暴風雪"
    OUTAGE = "outage", "停電"
    FIRE = "fire", "火災"
    OTHER = "other", "その他"
    DRILL = "drill", "訓練"


class Safety(Labelled):
    """安否. UNKNOWN is an answer too: somebody looked and could not tell."""

    SAFE = "safe", "無事"
    HELP = "help", "支援が必要"
    UNKNOWN = "unknown", "不明"


class NoPlan(Labelled):
    """Why a watched person has no plan, as the councils ask."""

    NO_CONSENT = "no_consent", "同意がまだ"
    REFUSED = "refused", "同意しない"
    NO_SUPPORTER = "no_supporter", "支援者がいない"
    NO_WAY = "no_way", "避難の方法が決まらない"
    NOT_YET = "not_yet", "まだ作っていない"


REVIEW_AFTER_YEARS = 1
"""A plan is due for a review a year after it was made or last reviewed (shared issue; a decision of the design)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EvacuationPlan(Record):
    """個別避難計画. In force from ``made_on`` until ``ended_on``; consent taken back ends it."""

    kind: ClassVar[str] = "evacuation_plan"

    person: Id | None = ref_field(Chain.OPEN)
    made_on: str = day_field(Chain.OPEN)
    ended_on: str = day_field(Chain.OPEN)
    version: int | None = number_field(Chain.HOME)
    reason: str = text_field(Chain.HOME)  # 避難支援を必要とする事由
    needs: tuple[str, ...] = texts_field(Chain.HOME)  # codes of Need
    care: str = text_field(Chain.HOME)  # 必要な配慮, in words
    hazards: tuple[str, ...] = texts_field(Chain.HOME)
    place: str = text_field(Chain.HOME)  # 避難先
    route: str = text_field(Chain.HOME)  # 経路
    way: str = text_field(Chain.HOME)  # 方法
    room: str = text_field(Chain.HOME)  # ふだんいる部屋・寝室
    devices: str = text_field(Chain.HOME)  # 医療機器・薬・携行品
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanSupporter(Record):
    """避難支援等実施者 with dates; that there is one is counted, who it is stays at home.

    ``volunteer`` when they are on the list, else the name and telephone as written.
    """

    kind: ClassVar[str] = "plan_supporter"

    plan: Id | None = ref_field(Chain.OPEN)
    start: str = day_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    volunteer: Id | None = ref_field(Chain.HOME)
    name: str = text_field(Chain.HOME)
    address: str = text_field(Chain.HOME)
    phone: str = text_field(Chain.HOME)
    order: int | None = number_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanReview(Record):
    """見直し of a plan on a day; its id is keyed by plan and day."""

    kind: ClassVar[str] = "plan_review"

    plan: Id | None = ref_field(Chain.OPEN)
    date: str = day_field(Chain.OPEN)
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanCopy(Record):
    """What the council gets of a plan with consent: an id of its own and no person id."""

    kind: ClassVar[str] = "plan_copy"

    name: str = text_field(Chain.SHARED)
    kana: str = text_field(Chain.SHARED)
    birth: str = birth_field(Chain.SHARED)
    sex: str = text_field(Chain.SHARED)
    address: str = text_field(Chain.SHARED)
    town: str = text_field(Chain.SHARED)
    group: str = text_field(Chain.SHARED)
    phone: str = text_field(Chain.SHARED)
    reason: str = text_field(Chain.SHARED)
    needs: tuple[str, ...] = texts_field(Chain.SHARED)
    care: str = text_field(Chain.SHARED)
    hazards: tuple[str, ...] = texts_field(Chain.SHARED)
    place: str = text_field(Chain.SHARED)
    route: str = text_field(Chain.SHARED)
    way: str = text_field(Chain.SHARED)
    room: str = text_field(Chain.SHARED)
    devices: str = text_field(Chain.SHARED)
    note: str = text_field(Chain.SHARED)
    supporters: str = text_field(Chain.SHARED)  # names and telephones, one a line
    made_on: str = day_field(Chain.SHARED)
    reviewed_on: str = day_field(Chain.SHARED)
    version: int | None = number_field(Chain.SHARED)
    given_on: str = day_field(Chain.SHARED)
    withdrawn: str = day_field(Chain.SHARED)  # day the consent was taken back: receivers drop the body


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLink(Record):
    """写しの交付: to whom a plan went and when; ``copy`` where it went to the council by USB."""

    kind: ClassVar[str] = "plan_link"

    plan: Id | None = ref_field(Chain.HOME)
    copy: Id | None = ref_field(Chain.HOME)
    to: str = text_field(Chain.HOME)
    date: str = day_field(Chain.HOME)
    withdrawn: str = day_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class SafetyEvent(Record):
    """安否確認 of a disaster. The counts are written when it is closed: ticks never leave the district."""

    kind: ClassVar[str] = "safety_event"

    disaster: str = text_field(Chain.OPEN)
    opened_on: str = day_field(Chain.OPEN)
    opened_time: str = time_field(Chain.OPEN)
    closed_on: str = day_field(Chain.OPEN)
    closed_time: str = time_field(Chain.OPEN)
    people: int | None = number_field(Chain.OPEN)
    safe: int | None = number_field(Chain.OPEN)
    help: int | None = number_field(Chain.OPEN)
    unknown: int | None = number_field(Chain.OPEN)  # 不明 and not looked for
    minutes_half: int | None = number_field(Chain.OPEN)  # until 50 % were known
    minutes_all: int | None = number_field(Chain.OPEN)  # until 100 % were known
    name: str = text_field(Chain.HOME)
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class SafetyTick(Record):
    """One look at one person. Every tick is kept; the latest is what counts, whatever laptop it was made on."""

    kind: ClassVar[str] = "safety_tick"

    event: Id | None = ref_field(Chain.HOME)
    person: Id | None = ref_field(Chain.HOME)
    state: str = text_field(Chain.HOME)  # Safety
    date: str = day_field(Chain.HOME)
    time: str = time_field(Chain.HOME)
    seen_by: str = text_field(Chain.HOME)  # who saw it, as told
    note: str = text_field(Chain.HOME)


# -- rules -----------------------------------------------------------------------------------------------------------


def review_due(made_on: str, reviews: Iterable[str]) -> str:
    """Return the ISO day on which a plan is due for a review: a year after the last one, or after it was made.

    29 February comes to 1 March. "" when no day is known.
    """
    last = max((made_on, *reviews))
    if not last:
        return ""
    day = date.fromisoformat(last)
    try:
        return day.replace(year=day.year + REVIEW_AFTER_YEARS).isoformat()
    except ValueError:
        return date(day.year + REVIEW_AFTER_YEARS, 3, 1).isoformat()


def need_weight(needs: Iterable[str], *, supporters: int, household_alone: bool) -> int:
    """Return how much in need a person is: higher is looked for first.

    What hinders walking and standing weighs most, then what keeps from noticing; nobody to support and nobody in the
    house add to it (a decision of the design).
    """
    weights = {Need.WALK: 8, Need.STAND: 6, Need.JUDGE: 5, Need.SEE: 4, Need.HEAR: 3}
    total = sum(weight for need, weight in weights.items() if need.value in set(needs))
    return total + (2 if supporters == 0 else 0) + (1 if household_alone else 0)


@dataclass(frozen=True, slots=True)
class Look:
    """A tick as rules see it: of whom, what, and when (ISO "2026-12-03T07:05")."""

    person: Id
    state: str
    at: str
    id: Id


def latest(looks: Iterable[Look]) -> dict[Id, Look]:
    """Return what counts of each person: the latest look; of two at one minute the one with the larger id."""
    found: dict[Id, Look] = {}
    for look in looks:
        held = found.get(look.person)
        if held is None or (look.at, look.id) > (held.at, held.id):
            found[look.person] = look
    return found


def minutes_until(looks: Iterable[Look], people: int, opened_at: str, percent: int) -> int | None:
    """Return after how many minutes so many of 100 people were known (無事 or 支援が必要); None when they never were.

    Who is known once stays known.
    """
    if people <= 0:
        return None
    known: set[Id] = set()
    for look in sorted(looks, key=lambda look: (look.at, look.id)):
        if look.state in (Safety.SAFE, Safety.HELP):
            known.add(look.person)
            if len(known) * 100 >= people * percent:
                passed = datetime.fromisoformat(look.at) - datetime.fromisoformat(opened_at)
                return max(0, int(passed.total_seconds() // 60))
    return None
