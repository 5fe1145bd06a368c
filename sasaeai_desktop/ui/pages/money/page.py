"""お金: a year's ledger of one programme or of all, with 予算・決算 beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.money import Side
from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.services.money import accounts, ledger, year_closing
from sasaeai_desktop.services.money.accounts import ProgrammeAccount
from sasaeai_desktop.services.money.ledger import LineRow
from sasaeai_desktop.services.money.year_closing import Closed
from sasaeai_desktop.ui.pages.money.budget_page import BudgetPage
from sasaeai_desktop.ui.pages.money.closing_page import ClosingPage
from sasaeai_desktop.ui.pages.money.grant_page import GrantPage
from sasaeai_desktop.ui.pages.money.line_form import LineFormPage
from sasaeai_desktop.ui.pages.money.words import EVERY_PROGRAMME
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import year_stepper
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.theme.paint import DONE
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed

KINDS = (
    "ledger_line",
    "receipt_picture",
    "budget_line",
    "money_year",
    "money_closing",
    "grant",
    "grant_rule",
)


@dataclass(frozen=True, slots=True)
class _Read:
    year: int
    programme: str
    lines: list[LineRow]
    account: ProgrammeAccount
    closed: Closed


class MoneyPage(Page):
    """The ledger; a row opens its line."""

    object_name = "money"
    title = "お金（収支・助成金）"
    icon = "calculator"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_primary("支出を書く", icon="pencil", action=lambda: self._write(Side.EXPENSE))
        self.add_outline(
            "収入を書く", name="money_income", icon="plus", action=lambda: self._write(Side.INCOME)
        )
        self.year = year_stepper("money_year", fiscal_year(context.today()))
        self.year.changed.connect(self._load)
        self.which = PickField("事業", EVERY_PROGRAMME, name="money_which")
        self.which.changed.connect(self._load)
        ways = FlowLayout(gap=12)
        for text, name, icon, action in (
            ("助成金の申請と計算", "money_grant", "calculator", self._grant),
            ("予算", "money_budget", "table", self._budget),
            ("決算・年度を締める", "money_closing", "check", self._close),
            ("出納簿を印刷する", "money_book", "printer", lambda: self._print("ledger-book")),
            ("決算書を印刷する", "money_print", "printer", self.print_page),
        ):
            ways.addWidget(Button(text, name=name, icon=icon, on_click=action))
        self.list = RowList("収支の一覧", name="money_list")
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "calculator", "この年度の収支は まだありません", "ここで、助成金や会費と、使ったお金を 領収書の番号といっしょに付けます。",
            "収入を書く", lambda: self._write(Side.INCOME), name="money_empty",
        )  # fmt: skip
        self.sums = Panel(name="money_sums", gap=4)
        self._columns = Columns(right_width=440, left_least=560)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        right.setSpacing(12)
        left.addWidget(self.list, 1)
        left.addWidget(self.empty, 1)
        for part in (self.year, self.which, self.sums):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addLayout(ways)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the year."""
        if changes is None or changes.touches(*KINDS):
            self._load()

    def _load(self) -> None:
        desk, year, programme = self.context.desk, int(self.year.value()), self.which.value()

        def read() -> _Read:
            held = ledger.lines(desk, year, programme)
            return _Read(
                year,
                programme,
                held,
                accounts.account(desk, year, programme),
                year_closing.closed(desk, year),
            )

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if (found.year, found.programme) != (int(self.year.value()), self.which.value()):
            return
        record = found.closed.record
        state = f"{short_wareki(record.on)}に締めました" if record else "まだ締めていません"
        later = f"（そのあと {len(found.closed.later)}件 変わりました）" if found.closed.later else ""
        self.set_heading("お金（収支・助成金）", f"{year_label(found.year)}　{state}{later}")
        self.list.set_rows([_row(r, several=not found.programme) for r in reversed(found.lines)])
        self.list.setVisible(bool(found.lines))
        self.empty.setVisible(not found.lines)
        self._show_sums(found.account)

    def _show_sums(self, account: ProgrammeAccount) -> None:
        clear_layout(self.sums.column)
        b = account.balance
        self.sums.add(label(f"{account.words}の決算", "subsection"))
        for words, yen in (("収入", b.income), ("支出", b.spent)):
            self.sums.add(label(f"{words}　{yen:,}円", "strong"))
            lines = account.income if words == "収入" else account.expenses
            for line in lines:
                if line.settled or line.budget:
                    budget = "" if line.budget is None else f"　予算 {line.budget:,}円"
                    self.sums.add(label(f"　{line.words}　{line.settled:,}円{budget}", "body", wrap=True))
        carried = f"繰越　{b.carried:,}円" if b.carried >= 0 else f"{-b.carried:,}円 たりません"
        self.sums.add(label(carried, "strong"), label(f"返納　{b.returned:,}円", "strong"))
        if account.granted:
            self.sums.add(label(f"決定した助成金　{account.granted:,}円", "body"))

    # Ways

    def _write(self, side: Side) -> None:
        self.push(LineFormPage(self.context, side, int(self.year.value()), self.which.value()))

    def _open(self, line: Id) -> None:
        self.run(lambda: ledger.line_row(self.context.desk, line), self._open_row)

    def _open_row(self, row: LineRow) -> None:
        self.push(LineFormPage(self.context, row.line.side, row.line.year or 0, row.line.programme, row))

    def _chosen(self) -> str:
        return self.which.value() or Programme.SALON.value

    def _grant(self) -> None:
        self.push(GrantPage(self.context, int(self.year.value()), self._chosen()))

    def _budget(self) -> None:
        self.push(BudgetPage(self.context, int(self.year.value()), self._chosen()))

    def _close(self) -> None:
        self.push(ClosingPage(self.context, int(self.year.value())))

    def print_page(self) -> None:
        """Show the 収支決算書 before printing."""
        self._print("account-statement")

    def _print(self, form: str) -> None:
        desk, year, programme = self.context.desk, int(self.year.value()), self.which.value()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            asked = wanted.Wanted(self.context.today()[:7], year, programme=programme)
            return printing.preview(desk, form, asked)

        show_form(self, draw, str(year))


def _row(row: LineRow, *, several: bool) -> PersonRow:
    x = row.line
    day = short_wareki(x.date) if x.date else "日付なし"
    of = f"{label_of(Programme, x.programme)}　" if several else ""
    second = "　".join(w for w in (f"{day}　{of}{x.text}", x.payee) if w)
    sign = "" if x.side == Side.INCOME else "−"
    receipt = f"領収書 {x.receipt}　" if x.receipt else ""
    return PersonRow(
        x.id, row.account, second, f"{receipt}{sign}{x.yen or 0:,}円", DONE if row.pictures else ""
    )
