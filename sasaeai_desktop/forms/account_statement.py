"""収支決算書: a district's money of a year, of one programme or of all (shared domain page, section 3, 助成金).

Where a ledger is kept, everything comes from it. Else what the records know is filled in (the council's grants, the salons' fees
as they should be), the rest is left to be written by hand, and sums are drawn only where nothing is left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.wareki import western
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "account-statement"
TITLE = "収支決算書"
INCOME = ("市社協からの助成金", "会費", "負担金", "雑収入", "前年度からの繰越金")
SPENDING = ("活動諸経費", "研修費", "備品費", "会場費", "保険料", "雑費", "予備費")
_ROW = 9.0
_LATER = 22
_COLUMNS = (
    Column(head="科目", width=54, size=12.5),
    Column(head="予算額(円)", width=31, align="right", size=13),
    Column(head="決算額(円)", width=31, align="right", size=13, bold=True),
    Column(head="増減(円)", width=27, align="right", size=12),
    Column(head="くわしく", width=37, size=10.5),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MoneyLine:
    """One line; None leaves a sum open.

    Attributes:
        label: 科目.
        budget: 予算額 in yen.
        settled: 決算額 in yen.
        note: words in the last column.
        part: it belongs to the line above and is not added again.
    """

    label: str
    budget: int | None = None
    settled: int | None = None
    note: str = ""
    part: bool = False


def _open_lines(labels: Sequence[str]) -> tuple[MoneyLine, ...]:
    return tuple(MoneyLine(label=label) for label in labels)


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountStatement:
    """A district's money of a year.

    Attributes:
        district: "みどりが丘地区社協".
        year: fiscal year; 0 on a blank form.
        programme: "サロン"; "" for all programmes.
        income: lines of 収入.
        spending: lines of 支出.
        carried: 繰越; None leaves it open.
        returned: 返納; None leaves it open.
        auditors: 監事, whose names stand above their signatures.
        audited_on: "令和6年4月20日"; "" leaves the day open.
        closed: words for the day the year was closed, "" while it is open.
        later: what was changed after that, a sentence each.
    """

    district: str = ""
    year: int = 0
    programme: str = ""
    income: tuple[MoneyLine, ...] = _open_lines(INCOME)
    spending: tuple[MoneyLine, ...] = _open_lines(SPENDING)
    carried: int | None = None
    returned: int | None = None
    auditors: tuple[str, ...] = ()
    audited_on: str = ""
    closed: str = ""
    later: tuple[str, ...] = ()


def blank() -> AccountStatement:
    """Return the statement with everything left open."""
    return AccountStatement()


def draw(statement: AccountStatement, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the statement.

    Args:
        statement: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    pages = 1 + bool(statement.later)
    year = layout.year_words(statement.year)
    span = ""
    if statement.year:
        span = f"{western(first_day(statement.year))}から{western(last_day(statement.year))}まで"
    about = Head(
        title=TITLE, district=statement.district, period=year, conditions=statement.programme or span,
        stamps=("会長", "会計", "監事"),
    )  # fmt: skip
    y = layout.head(paper, about, printed_on, 1, pages)
    y = layout.section(paper, y + 0.5, 1, "収入の部")
    y = _draw_lines(paper, y, statement.income, "収入 合計")
    y = layout.section(paper, y + 2, 2, "支出の部")
    y = _draw_lines(paper, y, statement.spending, "支出 合計")
    y = _draw_balance(paper, y + 4, statement)
    y = layout.note(
        paper,
        y + 6,
        "繰越金は自分たちのお金を次の年度へ送るもの、返納は使わなかった助成金を返すもので、別のものです。",
    )
    y = layout.note(
        paper, y, statement.closed or "会費の見こみは、サロンの1人の会費に参加した人数を掛けたものです。"
    )
    _draw_audit(paper, y + 0.5, statement)
    paper.next_page()
    if statement.later:
        _draw_later(paper, replace(about, stamps=()), statement, printed_on)
    return paper.finish()


def _draw_lines(paper: Paper, top: float, lines: Sequence[MoneyLine], total: str) -> float:
    rows = [_cells(line) for line in lines]
    sums = (total, number(_total([x.budget for x in lines if not x.part])), *_settled(lines), "")
    return tables.draw(paper, top, _COLUMNS, rows, height=_ROW, every=0, total=sums)


def _settled(lines: Sequence[MoneyLine]) -> tuple[str, str]:
    whole = [line for line in lines if not line.part]
    settled, budget = _total([x.settled for x in whole]), _total([x.budget for x in whole])
    return number(settled), _difference(budget, settled)


def _cells(line: MoneyLine) -> tuple[str, ...]:
    label = f"　{line.label}" if line.part else line.label
    return label, number(line.budget), number(line.settled), _difference(line.budget, line.settled), line.note


def _difference(budget: int | None, settled: int | None) -> str:
    if budget is None or settled is None:
        return ""
    return f"△{budget - settled:,}" if settled < budget else number(settled - budget)


def _total(values: Sequence[int | None]) -> int | None:
    """Return the sum; None while a line is open."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _draw_balance(paper: Paper, top: float, statement: AccountStatement) -> float:
    income = _total([x.settled for x in statement.income if not x.part])
    spending = _total([x.settled for x in statement.spending if not x.part])
    left = income - spending if income is not None and spending is not None else None
    cells = (
        ("収入 − 支出", left), ("うち 次の年度へ繰越", statement.carried), ("うち 市社協へ返納", statement.returned)
    )  # fmt: skip
    wide = (RIGHT - LEFT) / len(cells)
    paper.frame(LEFT, top, RIGHT - LEFT, 15, 1.2)
    for index, (words, value) in enumerate(cells):
        x = LEFT + index * wide
        paper.text(x + 2, top + 5.2, words, 11, bold=index == 0)
        paper.text(x + wide - 8, top + 12.2, _signed(value), 15, bold=index == 0, align="right")
        paper.text(x + wide - 6.5, top + 12, "円", layout.LABEL)
        if index:
            paper.line(x, top, x, top + 15)
    return top + 15


def _signed(value: int | None) -> str:
    return f"△{-value:,}" if value is not None and value < 0 else number(value)


def _draw_audit(paper: Paper, top: float, statement: AccountStatement) -> None:
    words = statement.district or "　　　　　　　　地区社協"
    paper.fit(LEFT, top + 5, "帳簿と証ひょうを調べ、このとおりであることを認めます。", 12, 120, least=10)
    if statement.audited_on:
        paper.text(RIGHT, top + 5, statement.audited_on, 12, align="right")
    else:
        layout.open_date(paper, 140, top + 5)
    paper.fit(LEFT, top + 14, f"{words} 監事", 12, 70, least=9)
    layout.signature(paper, top + 6.5, "", left=95, right=144)
    layout.signature(paper, top + 6.5, "", left=148, right=RIGHT)
    for name, x in zip(statement.auditors, (95, 148), strict=False):
        paper.fit(x + 2, top + 14, name, 12.5, 34, least=8)


def _draw_later(paper: Paper, about: Head, statement: AccountStatement, printed_on: str) -> None:
    y = layout.head(paper, about, printed_on, 2, 2)
    y = layout.section(paper, y + 0.5, 3, "決算のあとに変わったこと", statement.closed)
    shown = statement.later[:_LATER]
    rest = len(statement.later) - len(shown)
    rows = [(words,) for words in shown] + ([(f"ほか {rest}件",)] if rest else [])
    tables.draw(
        paper, y + 1, (Column(head="変わったこと", width=180, size=11.5, small=9.0),), rows, height=9.5
    )
    paper.next_page()
