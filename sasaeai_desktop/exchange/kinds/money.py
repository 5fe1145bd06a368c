"""Tables of money: the grants of each year, the ledger, the council's rules."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import cells, choices, money_cells
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantRow(Row):
    """Whether a programme was carried out in a fiscal year, and its grant.

    Attributes:
        district: its number, "" for the own one.
        year: fiscal year.
        programme: code of ``Programme``.
        carried_out: 実施.
        amount_yen: None where the cell is empty.
    """

    district: str = ""
    year: int
    programme: str
    carried_out: bool
    amount_yen: int | None = None


GRANTS = Kind(
    "grants",
    "助成金",
    GrantRow,
    (
        column("地区", "district", cells.DISTRICT, "", "12"),
        column("年度", "year", cells.YEAR, "2023", "令和5年度", needed=True),
        column("事業", "programme", choices.PROGRAMME, "見守り", "サロン", needed=True),
        column("実施", "carried_out", choices.YES_NO, "あり", "なし", needed=True),
        column("金額", "amount_yen", cells.WHOLE, "98000", "0"),
    ),
    office=True,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerRow(Row):
    """One line of the ledger; ``year`` None is the fiscal year of the day."""

    date: str
    year: int | None = None
    programme: str
    side: str
    account: str
    yen: int | None
    text: str = ""
    receipt: str = ""
    payee: str = ""
    own: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleRow(Row):
    """One rule of a programme and year; see ``domain.grants.GrantRule``."""

    year: int
    programme: str
    name: str
    unit: str
    rate: int | None
    least: int | None = None
    most_yen: int | None = None
    rounding: str = ""
    round_to: int | None = None
    per: int | None = None
    each_least: int | None = None
    beyond: int | None = None
    most_units: int | None = None
    need_unit: str = ""
    need_count: int | None = None
    order: int | None = None


LEDGER = Kind(
    "ledger",
    "収支",
    LedgerRow,
    (
        column("日付", "date", cells.DATE, "2023-04-10", "2023-05-20", needed=True),
        column("年度", "year", cells.YEAR, "2023", "2023"),
        column("事業", "programme", choices.PROGRAMME, "サロン", "サロン", needed=True),
        column("区分", "side", money_cells.SIDE, "収入", "支出", needed=True),
        column("科目", "account", money_cells.ACCOUNT, "市社協からの助成金", "会場費", needed=True),
        column("金額", "yen", cells.WHOLE, "98000", "1200", needed=True),
        column("摘要", "text", cells.TEXT, "令和5年度分", "見本会館 4月分"),
        column("領収書番号", "receipt", cells.NUMBER_TEXT, "", "1"),
        column("相手", "payee", cells.TEXT, "", "見本会館"),
        column("助成の対象外", "own", choices.YES_NO, "なし", "なし"),
    ),
    span=(),
    personal="お金を払った相手",
    office=True,
)

RULES = Kind(
    "grant-rules",
    "助成のきまり",
    RuleRow,
    (
        column("年度", "year", cells.YEAR, "2023", "2023", needed=True),
        column("事業", "programme", choices.PROGRAMME, "サロン", "見守り", needed=True),
        column("名称", "name", cells.COMMON_TEXT, "開催ごと", "町内会ごと", needed=True),
        column("単位", "unit", money_cells.UNIT, "開催", "町内会", needed=True),
        column("単価", "rate", cells.WHOLE, "500", "1000", needed=True),
        column("下限", "least", cells.WHOLE, "6", ""),
        column("上限", "most_yen", cells.WHOLE, "24000", ""),
        column("端数", "rounding round_to", money_cells.ROUNDING, "切り捨て100", ""),
        column("いくつごと", "per", cells.WHOLE, "", ""),
        column("1回の下限", "each_least", cells.WHOLE, "5", ""),
        column("こえた分", "beyond", cells.WHOLE, "", ""),
        column("数の上限", "most_units", cells.WHOLE, "", "20"),
        column("条件の単位", "need_unit", money_cells.UNIT, "", "実施回"),
        column("条件の数", "need_count", cells.WHOLE, "", "12"),
        column("順番", "order", cells.WHOLE, "1", "1"),
    ),
    span=(),
    office=True,
    council=True,
)

KINDS = (GRANTS, LEDGER, RULES)
