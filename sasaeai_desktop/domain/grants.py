"""助成のきまり: a council's grant rules as data, and the amount they come to, with each step in words.

Rules differ by city (shared domain page, section 3), so they are rows of a table and never code. The rules of one programme and
year add up; limits hold the sum; it is rounded at the end. All numbers are whole, so no yen is ever lost in a fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.kinds import Chain, Record, number_field, text_field
from sasaeai_desktop.domain.labels import Labelled, label_of


class Unit(Labelled):
    """単位: what a rule counts in a district's year."""

    DISTRICT = "district", "地区"
    TOWN = "town", "町内会"
    SALON = "salon", "サロン"
    SESSION = "session", "開催"
    PARTICIPANT = "participant", "参加者"
    ELDERLY = "elderly", "65歳以上"
    PERSON = "person", "対象者"
    ACT = "act", "実施回"
    COPY = "copy", "部数"
    SPENT = "spent", "対象経費"
    LIMIT = "limit", "合計の上限"
    SPENT_LIMIT = "spent_limit", "経費の上限"


_COUNTERS = {
    Unit.DISTRICT: "地区", Unit.TOWN: "", Unit.SALON: "か所", Unit.SESSION: "回", Unit.PARTICIPANT: "人",
    Unit.ELDERLY: "人", Unit.PERSON: "人", Unit.ACT: "回", Unit.COPY: "部", Unit.SPENT: "円", Unit.SPENT_LIMIT: "円",
}  # fmt: skip
_EACH = {
    Unit.SALON: "1か所{}回以上の", Unit.SESSION: "1回{}人以上の", Unit.PARTICIPANT: "1回{}人以上のときの",
    Unit.ELDERLY: "1回{}人以上のときの",
}  # fmt: skip


class Rounding(Labelled):
    """端数."""

    DOWN = "down", "切り捨て"
    HALF = "half", "四捨五入"
    UP = "up", "切り上げ"


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantRule(Record):
    """One rule of a programme and year; the council's, and common to all districts. Unset numbers ask for nothing.

    Attributes:
        rate: 単価 in yen for every ``per`` units; of 対象経費 the numerator, ``per`` the denominator; of 合計の上限 the limit.
        per: so many units make one (10人ごと); 1 when unset.
        each_least: a session counts only with so many participants, a salon only with so many sessions.
        least: 下限, 0 yen when the units are fewer.
        beyond: only units beyond so many count (a second step of a scale).
        most_units: at most so many units count.
        most_yen: 上限 of this rule.
        need_unit: 条件: what else must be counted ...
        need_count: ... and how many of it there must be.
        rounding: of the programme's sum; the first rule that says it decides.
        round_to: to how many yen.
    """

    kind: ClassVar[str] = "grant_rule"

    year: int | None = number_field(Chain.COMMON)
    programme: str = text_field(Chain.COMMON)
    name: str = text_field(Chain.COMMON)
    order: int | None = number_field(Chain.COMMON)
    unit: str = text_field(Chain.COMMON)
    rate: int | None = number_field(Chain.COMMON)
    per: int | None = number_field(Chain.COMMON)
    each_least: int | None = number_field(Chain.COMMON)
    least: int | None = number_field(Chain.COMMON)
    beyond: int | None = number_field(Chain.COMMON)
    most_units: int | None = number_field(Chain.COMMON)
    most_yen: int | None = number_field(Chain.COMMON)
    need_unit: str = text_field(Chain.COMMON)
    need_count: int | None = number_field(Chain.COMMON)
    rounding: str = text_field(Chain.COMMON)
    round_to: int | None = number_field(Chain.COMMON)


Counter = Callable[[GrantRule, str, int], int]
"""Says how many units there are: (rule, unit, least of each)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rule's part.

    Attributes:
        rule: its name.
        unit: code of ``Unit``.
        units: how many were counted.
        rate: 単価.
        yen: what it adds; of a limit what it takes away (0 or less).
        words: how it comes about.
    """

    rule: str
    unit: str
    units: int
    rate: int
    yen: int
    words: str


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rules come to: ``yen`` = the steps' sum + ``rounded``."""

    steps: tuple[Step, ...]
    rounded: int
    rounding_words: str

    @property
    def yen(self) -> int:
        """The programme's amount."""
        return sum(step.yen for step in self.steps) + self.rounded

    @property
    def words(self) -> tuple[str, ...]:
        """Every step in words, the sum last."""
        lines = [f"{step.rule}：{step.words}" for step in self.steps]
        lines += [self.rounding_words] if self.rounding_words else []
        return (*lines, f"合計 {self.yen:,}円")


def compute(rules: Iterable[GrantRule], count: Counter) -> Computed:
    """Return what the rules of one programme and year come to.

    Args:
        rules: of one programme and year, in any order.
        count: says how many units there are.
    """
    ordered = sorted(rules, key=lambda r: (r.order or 0, r.name, r.id))
    steps = [_part(r, count) for r in ordered if r.unit not in (Unit.LIMIT, Unit.SPENT_LIMIT)]
    total = sum(step.yen for step in steps)
    for rule in ordered:
        if rule.unit in (Unit.LIMIT, Unit.SPENT_LIMIT):
            step = _limit(rule, count, total)
            total += step.yen
            steps.append(step)
    how = next((r for r in ordered if r.rounding and (r.round_to or 0) > 1), None)
    if how is None:
        return Computed(tuple(steps), 0, "")
    after = rounded(total, how.rounding, how.round_to or 1)
    words = f"{how.round_to:,}円で{label_of(Rounding, how.rounding)}：{total:,}円 → {after:,}円"
    return Computed(tuple(steps), after - total, words if after != total else "")


def rounded(yen: int, how: str, to: int) -> int:
    """Return a sum rounded to whole ``to`` yen; half a step goes up.

    Examples:
        >>> rounded(1_250, "half", 100), rounded(1_249, "half", 100), rounded(1_201, "up", 100), rounded(1_299, "down", 100)
        (1300, 1200, 1300, 1200)
    """
    if how == Rounding.UP:
        return -(-yen // to) * to
    if how == Rounding.HALF:
        return (2 * yen + to) // (2 * to) * to
    return yen // to * to


def _part(rule: GrantRule, count: Counter) -> Step:
    rate, per = rule.rate or 0, rule.per or 1
    units = count(rule, rule.unit, rule.each_least or 0)
    unit = _COUNTERS.get(rule.unit, "")  # type: ignore[call-overload]  # a code of a newer program has no counter
    if rule.need_unit and rule.need_count:
        there = count(rule, rule.need_unit, 0)
        if there < rule.need_count:
            name = label_of(Unit, rule.need_unit)
            words = f"{name}が {there:,}で、条件の {rule.need_count:,}に足りないため 0円"
            return Step(rule.name, rule.unit, units, rate, 0, words)
    if units < (rule.least or 0):
        words = f"{units:,}{unit}で、下限の {rule.least:,}{unit}に足りないため 0円"
        return Step(rule.name, rule.unit, units, rate, 0, words)
    taken = max(0, units - (rule.beyond or 0))
    if rule.most_units:
        taken = min(taken, rule.most_units)
    plain = rate * taken // per if rule.unit == Unit.SPENT else rate * (taken // per)
    yen = plain if rule.most_yen is None else min(plain, rule.most_yen)
    words = _words(rule, units, taken, unit, plain)
    if yen < plain:
        words += f"、上限 {yen:,}円まで"
    return Step(rule.name, rule.unit, units, rate, yen, words)


def _words(rule: GrantRule, units: int, taken: int, unit: str, yen: int) -> str:
    rate, per = rule.rate or 0, rule.per or 1
    if rule.unit == Unit.DISTRICT and units == 1:
        return f"1地区 {yen:,}円"
    if rule.unit == Unit.SPENT:
        return f"対象経費 {taken:,}円 の {_share(rate, per)} = {yen:,}円"
    each = _EACH.get(rule.unit, "").format(rule.each_least) if rule.each_least else ""  # type: ignore[call-overload]  # as above
    which = f"{each}{label_of(Unit, rule.unit)}"
    groups = f"{taken:,}{unit}" if per == 1 else f"{taken // per:,}（{taken:,}{unit}を {per}{unit}ごと）"
    counted = "" if taken == units else f"{units:,}{unit}のうち "
    return f"{which} {counted}{groups} × {rate:,}円 = {yen:,}円"


def _share(rate: int, per: int) -> str:
    return f"{rate}%" if per == 100 else f"{per}分の{rate}"


def _limit(rule: GrantRule, count: Counter, total: int) -> Step:
    rate, per = rule.rate or 0, rule.per or 1
    if rule.unit == Unit.LIMIT:
        units, most, words = 0, rate, f"合計の上限 {rate:,}円"
    else:
        units = count(rule, Unit.SPENT, 0)
        most = rate * units // per
        words = (
            f"対象経費 {units:,}円 の {_share(rate, per)}、{most:,}円まで"
            if (rate, per) != (1, 1)
            else f"対象経費 {most:,}円まで"
        )
    less = min(0, most - total)
    return Step(
        rule.name,
        rule.unit,
        units,
        rate,
        less,
        f"{words}{f'（{less:,}円）' if less else '（こえていません）'}",
    )
