"""おたすけ and 地区ボランティアセンター: members on both sides, requests, acts, prices, tickets, receipts, settlement.

Source: shared domain page, section 3. Who asked and who helped stays at home (shared programmes page, section 3): the
open part names members, whose ids say nothing about the person behind them. Money is whole yen everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.clock import minutes_of
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    month_field,
    number_field,
    ref_field,
    refs_field,
    text_field,
    texts_field,
    time_field,
)
from sasaeai_desktop.domain.labels import Labelled


class Work(Labelled):
    """作業 that every district knows; a council adds others to the list 「works」."""

    SNOW = "snow", "除雪"
    SHOPPING = "shopping", "買い物"
    GARBAGE = "garbage", "ゴミ出し"
    ESCORT = "escort", "外出付き添い"
    CLEANING = "cleaning", "清掃"
    WEEDING = "weeding", "草取り"
    OTHER = "other", "その他"


class Side(Labelled):
    """Which side a member is on."""

    USER = "user", "利用会員"
    HELPER = "helper", "協力会員"


class RequestState(Labelled):
    """状態 of a request; 精算 is a state of the month, not of the request."""

    RECEIVED = "received", "受付"
    ARRANGING = "arranging", "調整中"
    DONE = "done", "実施"
    IMPOSSIBLE = "impossible", "不可"
    CANCELLED = "cancelled", "取消"


class WhyNot(Labelled):
    """Why a request could not be met."""

    NOBODY = "nobody", "担い手がいない"
    DAY = "day", "日が合わない"
    TOO_MUCH = "too_much", "危険・専門の作業"
    SCHEME = "scheme", "公的な制度につないだ"
    OTHER = "other", "その他"


class Repeat(Labelled):
    """くり返し of a request."""

    ONCE = "once", "1回だけ"
    WEEKLY = "weekly", "毎週"
    FORTNIGHTLY = "fortnightly", "2週に1回"
    MONTHLY = "monthly", "毎月"


class PriceUnit(Labelled):
    """What a price is for."""

    ACT = "act", "1回"
    HALF_HOUR = "half_hour", "30分"


class Pay(Labelled):
    """支払."""

    CASH = "cash", "現金"
    TICKET = "ticket", "利用券"
    NONE = "none", "なし"


class TicketMove(Labelled):
    """What happens to tickets (券). ISSUED are printed, SOLD go to a user, RETURNED come back for money."""

    ISSUED = "issued", "発行"
    SOLD = "sold", "販売"
    USED = "used", "使用"
    RETURNED = "returned", "返却"


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpMember(Record):
    """利用会員 or 協力会員. Its id is what the open chain knows; the person behind it stays at home."""

    kind: ClassVar[str] = "help_member"

    side: str = text_field(Chain.OPEN)
    start: str = day_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    person: Id | None = ref_field(Chain.HOME)  # of a user
    volunteer: Id | None = ref_field(Chain.HOME)  # of a helper
    works: tuple[str, ...] = texts_field(Chain.HOME)  # agreed with a user, or done by a helper; none: any
    weekdays: tuple[str, ...] = texts_field(Chain.HOME)  # "0" Monday .. "6" Sunday; none: any
    group: str = text_field(Chain.HOME)  # 班 of a helper
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceRule(Record):
    """料金区分: a price as data, never as code."""

    kind: ClassVar[str] = "help_rule"

    name: str = text_field(Chain.HOME)
    works: tuple[str, ...] = texts_field(Chain.HOME)  # for which works it is offered; none: all
    unit: str = text_field(Chain.HOME)
    yen: int | None = number_field(Chain.HOME)
    free_minutes: int | None = number_field(Chain.HOME)  # the first minutes cost nothing
    night_from: str = time_field(Chain.HOME)
    night_to: str = time_field(Chain.HOME)
    night_yen: int | None = number_field(Chain.HOME)  # once per act that touches the night
    helper_percent: int | None = number_field(
        Chain.HOME
    )  # the helpers' part of it; the rest is the association's
    ended_on: str = day_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpRequest(Record):
    """申込. It is matched from the day somebody was found; what was done stands in its acts."""

    kind: ClassVar[str] = "help_request"

    user: Id | None = ref_field(Chain.OPEN)  # a member
    received_on: str = day_field(Chain.OPEN)
    work: str = text_field(Chain.OPEN)
    wanted_on: str = day_field(Chain.OPEN)
    state: str = text_field(Chain.OPEN)
    matched_on: str = day_field(Chain.OPEN)
    why_not: str = text_field(Chain.OPEN)  # WhyNot
    number: str = text_field(Chain.HOME)  # 管理番号
    wanted_time: str = time_field(Chain.HOME)
    repeat: str = text_field(Chain.HOME)
    until: str = day_field(Chain.HOME)  # the last day of a repeated one
    helpers: tuple[Id, ...] = refs_field(Chain.HOME)  # members who said they would come
    reason: str = text_field(Chain.HOME)  # why not, in words
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpAct(Record):
    """実施: one act of help with its money."""

    kind: ClassVar[str] = "help_act"

    request: Id | None = ref_field(Chain.OPEN)
    user: Id | None = ref_field(Chain.OPEN)
    helpers: tuple[Id, ...] = refs_field(Chain.OPEN)
    date: str = day_field(Chain.OPEN)
    minutes: int | None = number_field(Chain.OPEN)
    work: str = text_field(Chain.OPEN)
    charged_yen: int | None = number_field(Chain.OPEN)  # 金額, expenses included
    cash_yen: int | None = number_field(Chain.OPEN)  # paid in cash
    ticket_yen: int | None = number_field(Chain.OPEN)  # paid by tickets
    helper_yen: int | None = number_field(Chain.OPEN)  # the helpers' part, expenses included
    start: str = time_field(Chain.HOME)
    end: str = time_field(Chain.HOME)
    rule: str = text_field(Chain.HOME)  # 料金区分 by name, as it was then
    expenses_yen: int | None = number_field(Chain.HOME)
    pay: str = text_field(Chain.HOME)
    tickets: int | None = number_field(Chain.HOME)  # how many were used
    receipt: str = text_field(Chain.HOME)  # 領収書番号
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tickets(Record):
    """A movement of tickets."""

    kind: ClassVar[str] = "help_ticket"

    date: str = day_field(Chain.OPEN)
    move: str = text_field(Chain.OPEN)
    count: int | None = number_field(Chain.OPEN)
    face_yen: int | None = number_field(Chain.OPEN)  # of one ticket
    member: Id | None = ref_field(Chain.HOME)  # whose; None for the association's own stock
    act: Id | None = ref_field(Chain.HOME)  # what they were used for
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt(Record):
    """領収書 with its 控. A spoilt one is crossed out and keeps its number."""

    kind: ClassVar[str] = "help_receipt"

    number: str = text_field(Chain.HOME)
    date: str = day_field(Chain.HOME)
    member: Id | None = ref_field(Chain.HOME)
    addressee: str = text_field(Chain.HOME)
    yen: int | None = number_field(Chain.HOME)
    what: str = text_field(Chain.HOME)  # 但し書き
    acts: tuple[Id, ...] = refs_field(Chain.HOME)
    void: str = text_field(Chain.HOME)  # why it was crossed out


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement(Record):
    """精算 of a month: the sums as they were paid out. Its id is keyed by the month."""

    kind: ClassVar[str] = "help_settlement"

    month: str = month_field(Chain.OPEN)
    date: str = day_field(Chain.OPEN)
    acts: int | None = number_field(Chain.OPEN)
    charged_yen: int | None = number_field(Chain.OPEN)
    helper_yen: int | None = number_field(Chain.OPEN)
    kept_yen: int | None = number_field(Chain.OPEN)
    by: str = text_field(Chain.HOME)


# -- money -----------------------------------------------------------------------------------------------------------

HALF_HOUR = 30
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Charge:
    """What an act costs, and of what it is made up: ``yen`` = ``units`` x ``rate`` + ``night`` + ``expenses``."""

    units: int
    rate: int
    night: int
    expenses: int

    @property
    def yen(self) -> int:
        """The sum."""
        return self.units * self.rate + self.night + self.expenses


def charge(rule: PriceRule, minutes: int, start: str = "", expenses: int = 0) -> Charge:
    """Return what an act costs by a rule.

    Args:
        rule: the price.
        minutes: how long it took.
        start: when it began, "09:30"; "" when nobody wrote it down: then no night extra.
        expenses: what the helpers laid out, in yen.
    """
    if rule.unit == PriceUnit.HALF_HOUR:
        counted = max(0, minutes - (rule.free_minutes or 0))
        units = -(-counted // HALF_HOUR)
    else:
        units = 1
    night = (rule.night_yen or 0) if start and touches_night(rule, start, minutes) else 0
    return Charge(units, rule.yen or 0, night, expenses)


def touches_night(rule: PriceRule, start: str, minutes: int) -> bool:
    """Say whether any minute of an act lies in the rule's night, which may reach over midnight."""
    if not rule.night_from or not rule.night_to:
        return False
    first, last = minutes_of(rule.night_from), minutes_of(rule.night_to)
    length = (last - first) % _DAY
    begun = (minutes_of(start) - first) % _DAY
    return begun < length or begun + max(minutes, 1) > _DAY


def helpers_part(rule_percent: int, done: Charge) -> int:
    """Return the helpers' part of an act in yen: their percent, rounded down, and all they laid out."""
    return (done.yen - done.expenses) * rule_percent // 100 + done.expenses


def shares(yen: int, heads: int) -> list[int]:
    """Divide whole yen among so many; what does not divide goes one yen each to the first."""
    if heads <= 0:
        return []
    each, rest = divmod(yen, heads)
    return [each + (n < rest) for n in range(heads)]


# -- who could come --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A helper as matching sees them; ``acts`` lately done, ``last_on`` the day of the last, ``busy`` that day."""

    member: Id
    works: tuple[str, ...]
    weekdays: tuple[str, ...]
    town: str
    group: str
    acts: int
    last_on: str
    busy: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a helper fits; the smaller ``rank``, the earlier in the list."""

    member: Id
    rank: tuple[int, ...]
    reasons: tuple[str, ...]


def group_number(group: str) -> int | None:
    """Return 3 of 「3班」 or 「第３班」, None where there is no number."""
    digits = "".join(str(int(c)) for c in group if c.isdecimal())
    return int(digits) if digits else None


def fit(
    candidate: Candidate, work: str, work_words: str, weekday: str, town: str, group: str, least: int
) -> Fit | None:
    """Say how well a helper fits a request, with the reasons in words; None when they do not do such work.

    Args:
        candidate: the helper.
        work: code of the work; ``work_words`` as it is called.
        work_words: 除雪.
        weekday: "0" Monday .. "6" Sunday of the wanted day, "" when it does not matter.
        town: 町内会 of who asks.
        group: 班 of who asks.
        least: how few acts the one has who helped least lately.
    """
    if candidate.works and work not in candidate.works:
        return None
    reasons = [f"{work_words}が できる方" if candidate.works else "どの作業も できる方"]
    wrong_day = bool(weekday and candidate.weekdays and weekday not in candidate.weekdays)
    if weekday and candidate.weekdays:
        name = "月火水木金土日"[int(weekday)]
        reasons.append(f"{name}曜日は むずかしい方" if wrong_day else f"{name}曜日に 出られます")
    if candidate.busy:
        reasons.append("その日は ほかの予定があります")
    same_town = bool(town) and candidate.town == town
    away = _groups_away(candidate.group, group) if same_town else None
    if same_town:
        near = {None: "", 0: "・同じ班", 1: "・となりの班"}.get(away, f"・{away}つ はなれた班")
        reasons.append(f"同じ町内会{near}")
    reasons.append(
        f"この3か月で {candidate.acts}回" + ("（いちばん少ない）" if candidate.acts == least else "")
    )
    rank = (
        int(candidate.busy),
        int(wrong_day),
        int(not same_town),
        candidate.acts,
        99 if away is None else away,
        int(candidate.last_on.replace("-", "") or 0),
    )
    return Fit(candidate.member, rank, tuple(reasons))


def _groups_away(one: str, other: str) -> int | None:
    a, b = group_number(one), group_number(other)
    return None if a is None or b is None else abs(a - b)


# -- days ------------------------------------------------------------------------------------------------------------
