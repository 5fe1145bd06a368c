"""Tables of money: the grants of each year."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import cells, choices
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

KINDS = (GRANTS,)
