"""The table of the 民生委員 活動記録."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.commissioner import categories
from sasaeai_desktop.exchange import cells
from sasaeai_desktop.exchange.cells import BadCell, Cell
from sasaeai_desktop.exchange.folding import matching_key
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


def _category(text: str) -> str:
    found = {matching_key(words): code for code, words in categories().items()} | {
        matching_key(c): c for c in categories()
    }
    code = found.get(matching_key(text))
    if code is None:
        raise BadCell(
            "「内容別/住居」「分野別/高齢者」「訪問回数/訪問・連絡活動」「活動日数」のように入れてください。"
        )
    return code


CATEGORY = Cell(_category, show=lambda code: categories().get(code, code))


@dataclass(frozen=True, kw_only=True, slots=True)
class CountRow(Row):
    """One line of one person's month."""

    volunteer_number: str
    month: str
    category: str
    count: int | None


COUNTS = Kind(
    "commissioner",
    "民生委員 活動記録",
    CountRow,
    (
        column("担当者番号", "volunteer_number", cells.NUMBER_TEXT, "V01", "V01", needed=True),
        column("年月", "month", cells.MONTH, "2023-10", "2023-10", needed=True),
        column("区分", "category", CATEGORY, "内容別/住居", "活動日数", needed=True),
        column("件数", "count", cells.WHOLE, "2", "9", needed=True),
    ),
    span=(),
    personal="民生委員の活動の件数",
    office=True,
)

KINDS = (COUNTS,)
