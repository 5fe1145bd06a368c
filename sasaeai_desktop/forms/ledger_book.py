"""金銭出納簿: a year's lines of income and expense by day, with the number of each receipt and what was left."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "ledger-book"
TITLE = "金銭出納簿"
_ROW = 9.4
_COLUMNS = (
    Column(head="日付", width=19, size=11, two=False),
    Column(head="事業・科目", width=38, size=11, small=8.8),
    Column(head="摘要・相手", width=41, size=11, small=8.8),
    Column(head="領収書", width=14, align="center", size=11, two=False),
    Column(head="収入（円）", width=23, align="right", size=11.5, two=False),
    Column(head="支出（円）", width=23, align="right", size=11.5, two=False),
    Column(head="残り（円）", width=22, align="right", size=11.5, two=False),
)
_PER_PAGE = tables.fitting(layout.HEAD_END + 2, layout.BOTTOM - 6, _ROW) - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class BookLine:
    """One line; ``income`` or ``expense`` is None."""

    day: str
    what: str
    text: str
    receipt: str
    income: int | None
    expense: int | None
    left: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerBook:
    """A year's ledger; ``programme`` "" for all programmes, ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    programme: str = ""
    lines: tuple[BookLine, ...] = ()


def blank() -> LedgerBook:
    """Return the book with everything left open."""
    return LedgerBook()


def draw(some: LedgerBook, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the ledger over as many pages as it takes."""
    paper = Paper(TITLE, invariant=invariant)
    parts = tables.chunks(some.lines, _PER_PAGE, _PER_PAGE)
    for page, part in enumerate(parts, start=1):
        about = Head(
            title=TITLE, district=some.district, period=layout.year_words(some.year), conditions=some.programme,
            stamps=("会長", "会計"),
        )  # fmt: skip
        y = layout.head(paper, about, printed_on, page, len(parts))
        total: tuple[str, ...] = ()
        if page == len(parts) and some.lines:
            sums = sum(x.income or 0 for x in some.lines), sum(x.expense or 0 for x in some.lines)
            total = ("", "合計", "", "", number(sums[0]), number(sums[1]), _left(sums[0] - sums[1]))
        rows = [
            (x.day, x.what, x.text, x.receipt, number(x.income), number(x.expense), _left(x.left))
            for x in part
        ]
        tables.draw(
            paper, y + 2, _COLUMNS, rows, height=_ROW, total=total, empty=0 if some.lines else _PER_PAGE
        )
        paper.next_page()
    return paper.finish()


def _left(yen: int) -> str:
    return f"△{-yen:,}" if yen < 0 else f"{yen:,}"
