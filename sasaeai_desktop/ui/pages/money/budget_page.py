"""予算: one sum per 科目 of a programme and year."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.money import EXPENSES, INCOME
from sasaeai_desktop.services.money import accounts
from sasaeai_desktop.services.money.accounts import ProgrammeAccount
from sasaeai_desktop.ui.pages.money.words import PROGRAMMES, number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class BudgetPage(SavingPage):
    """A form; what stays empty has no budget.

    Args:
        context: what a page works with.
        year: fiscal year.
        programme: code of the programme shown first.
    """

    object_name = "money_budget"
    title = "予算"

    def __init__(self, context: PageContext, year: int, programme: str) -> None:
        super().__init__(context)
        self._year = year
        self.set_heading("予算", year_label(year))
        self.set_primary("予算を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="money_budget_errors")
        self.which = PickField("事業", PROGRAMMES, name="money_budget_which")
        self.which.set_value(programme)
        self.which.changed.connect(self._load)
        self.fields = {
            a.value: number_field(a.label, f"money_budget_{a.value}") for a in (*INCOME, *EXPENSES)
        }
        self.total = label("", "section", name="money_budget_total")
        self._columns = Columns(right_width=520, left_least=520)
        for side, head, codes in (
            (self._columns.left, "収入", INCOME),
            (self._columns.right, "支出", EXPENSES),
        ):
            side.setSpacing(12)
            side.addWidget(label(head, "section"))
            for code in codes:
                field = self.fields[code.value]
                field.changed.connect(self._show_total)
                side.addWidget(field)
            side.addStretch(1)
        for part in (self.errors, self.which, self.total):
            self.body.addWidget(part)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the budget."""
        if changes is None or changes.touches("budget_line"):
            self._load()

    def _load(self) -> None:
        self.run(partial(accounts.account, self.context.desk, self._year, self.which.value()), self._show)

    def _show(self, found: ProgrammeAccount) -> None:
        if found.programme != self.which.value():
            return
        for line in (*found.income, *found.expenses):
            show_number(self.fields[line.account], line.budget)
        if self.primary is not None:
            self.primary.setEnabled(True)
        self._show_total()

    def _show_total(self) -> None:
        if any(field.check() for field in self.fields.values()):
            return
        sums = [sum(value_of(self.fields[a.value]) or 0 for a in side) for side in (INCOME, EXPENSES)]
        same = "" if sums[0] == sums[1] else "　（収入と支出が ちがいます）"
        self.total.setText(f"収入 {sums[0]:,}円　支出 {sums[1]:,}円{same}")

    def _save(self) -> None:
        if not check_all(list(self.fields.values()), self.errors):
            return
        yen = {code: value_of(field) for code, field in self.fields.items()}
        self.save_once(
            partial(accounts.set_budget, self.context.desk, self._year, self.which.value(), yen),
            lambda _d: self.leave(),
        )
