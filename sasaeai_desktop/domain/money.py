"""助成金・収支: what a programme of a district took in and spent in a fiscal year, its budget, its closed year.

Source: shared domain page, section 3 (助成金). Money is whole yen everywhere. What totals need is open; 摘要, payee and the
picture of a receipt stay at home.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    flag_field,
    number_field,
    ref_field,
    text_field,
)
from sasaeai_desktop.domain.labels import Labelled

MOST_YEN = 999_999_999
"""A sum above it is a slip of the finger."""


class Side(Labelled):
    """区分 of a line."""

    INCOME = "income", "収入"
    EXPENSE = "expense", "支出"


class Account(Labelled):
    """科目; the first five are income."""

    GRANT = "grant", "市社協からの助成金"
    FEES = "fees", "会費"
    SHARES = "shares", "負担金"
    SUNDRY_INCOME = "sundry_income", "雑収入"
    CARRIED = "carried", "前年度からの繰越金"
    ACTIVITY = "activity", "活動諸経費"
    TRAINING = "training", "研修費"
    EQUIPMENT = "equipment", "備品費"
    VENUE = "venue", "会場費"
    INSURANCE = "insurance", "保険料"
    SUNDRY = "sundry", "雑費"
    RESERVE = "reserve", "予備費"


INCOME = tuple(Account)[:5]
EXPENSES = tuple(Account)[5:]

KEYS = {Programme.VOLUNTEER_CENTRE.value: "centre", Programme.NEWSLETTER.value: "paper"}
"""Key of a programme in the report's json, where it is not the journaled code."""


def accounts_of(side: str) -> tuple[Account, ...]:
    """Return the 科目 of 収入 or 支出, in the order of the forms."""
    return INCOME if side == Side.INCOME else EXPENSES


def side_of(account: str) -> Side:
    """Return on which side a 科目 stands."""
    return Side.INCOME if account in INCOME else Side.EXPENSE


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerLine(Record):
    """One line of the ledger (出納): what came in or went out, with the number of its receipt."""

    kind: ClassVar[str] = "ledger_line"

    year: int | None = number_field(Chain.OPEN)  # fiscal year it is booked in
    programme: str = text_field(Chain.OPEN)
    side: str = text_field(Chain.OPEN)
    account: str = text_field(Chain.OPEN)
    yen: int | None = number_field(Chain.OPEN)
    date: str = day_field(Chain.OPEN)
    own: bool = flag_field(Chain.OPEN)  # 支出 that the grant does not pay for (助成の対象外)
    text: str = text_field(Chain.HOME)  # 摘要
    payee: str = text_field(Chain.HOME)
    receipt: str = text_field(Chain.HOME)  # 領収書番号


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptPicture(Record):
    """A receipt's picture: a small grey JPEG in base64, so that a line of the journal holds it."""

    kind: ClassVar[str] = "receipt_picture"

    line: Id | None = ref_field(Chain.HOME)
    jpeg: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetLine(Record):
    """予算 of one 科目 of a programme and year; its id is keyed by the three."""

    kind: ClassVar[str] = "budget_line"

    year: int | None = number_field(Chain.OPEN)
    programme: str = text_field(Chain.OPEN)
    account: str = text_field(Chain.OPEN)
    yen: int | None = number_field(Chain.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class MoneyYear(Record):
    """申請 and 返納 of a programme and year, keyed by both; the amount that was decided is the ``Grant``'s.

    Attributes:
        units: JSON {rule id hex: units}: what a rule counts that only the district can count (65歳以上: ages stay here).
        returned_yen: what is really given back, where council and district agreed on something else than the remainder.
    """

    kind: ClassVar[str] = "money_year"

    year: int | None = number_field(Chain.OPEN)
    programme: str = text_field(Chain.OPEN)
    applied_on: str = day_field(Chain.OPEN)
    applied_yen: int | None = number_field(Chain.OPEN)
    decided_on: str = day_field(Chain.OPEN)
    returned_on: str = day_field(Chain.OPEN)
    returned_yen: int | None = number_field(Chain.OPEN)
    towns: int | None = number_field(Chain.OPEN)  # 町内会数, for rules that count them
    units: str = text_field(Chain.OPEN)
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class YearClosing(Record):
    """決算: a year as it was closed. It locks nothing; what differs from it later is listed.

    Attributes:
        figures: JSON {programme: [収入, 支出, 繰越, 返納]}.
        lines: JSON {line id hex: [programme, 科目, yen, date, 摘要, 領収書番号, 対象外]}, packed (zlib, base64).
    """

    kind: ClassVar[str] = "money_closing"

    year: int | None = number_field(Chain.OPEN)
    on: str = day_field(Chain.OPEN)
    figures: str = text_field(Chain.OPEN)
    lines: str = text_field(Chain.HOME)
    auditors: str = text_field(Chain.HOME)  # 監事, one a line
    audited_on: str = day_field(Chain.HOME)
    by: str = text_field(Chain.HOME)


Snapshot = dict[str, list[str | int]]
"""A closed year's lines, as ``YearClosing.lines`` holds them."""
_TEXT = 4  # of a line in a snapshot: 摘要


def packed(lines: Snapshot) -> str:
    """Return lines as a text of the journal, which holds a few thousand of them in one of its lines."""
    plain = json.dumps(lines, ensure_ascii=False, sort_keys=True).encode()
    return b64encode(zlib.compress(plain)).decode("ascii")


def unpacked(text: str) -> Snapshot:
    """Return the lines of a closed year."""
    if not text:
        return {}
    found: Snapshot = json.loads(zlib.decompress(b64decode(text)))
    return found


def closed_words(text: str) -> str:
    """Return the 摘要 of a closed year's lines, one below the other."""
    return "\n".join(str(line[_TEXT]) for line in unpacked(text).values() if line[_TEXT])


@dataclass(frozen=True, slots=True)
class Balance:
    """A programme's year in four sums, and what follows from them.

    The grant pays first for what it may pay for; what is left of it goes back (返納), what is left of the own money goes on
    (繰越), so that income = spent + returned + carried always.

    Attributes:
        grant: the council's grant as it was received.
        others: every other income, 前年度からの繰越金 included.
        eligible: spent on what the grant may pay for.
        own: spent on what it may not.
        agreed: 返納 agreed on with the council; None for the remainder.
    """

    grant: int = 0
    others: int = 0
    eligible: int = 0
    own: int = 0
    agreed: int | None = None

    @property
    def income(self) -> int:
        """収入."""
        return self.grant + self.others

    @property
    def spent(self) -> int:
        """支出."""
        return self.eligible + self.own

    @property
    def returned(self) -> int:
        """返納: what is left of the grant."""
        return max(0, self.grant - self.eligible) if self.agreed is None else self.agreed

    @property
    def carried(self) -> int:
        """繰越: what is left of the own money; below zero when more was spent than there was."""
        return self.income - self.spent - self.returned


def balance_words(b: Balance) -> tuple[str, ...]:
    """Say step by step how 返納 and 繰越 come about."""
    first = f"助成金 {b.grant:,}円のうち、対象の支出 {b.eligible:,}円に使いました。"
    if b.agreed is not None:
        second = f"市社協との約束で、{b.returned:,}円を返納します。"
    elif b.returned:
        second = f"使わなかった助成金 {b.returned:,}円を返納します。"
    else:
        second = "助成金は 使いきりました。返納は ありません。"
    rest = f"収入 {b.income:,}円 − 支出 {b.spent:,}円 − 返納 {b.returned:,}円 = "
    third = f"繰越 {b.carried:,}円" if b.carried >= 0 else f"{-b.carried:,}円 たりません"
    return first, second, rest + third
