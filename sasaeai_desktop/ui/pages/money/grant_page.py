"""助成金: 申請, 決定 and 返納 of a programme, and what the council's rules come to, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.grants import Computed
from sasaeai_desktop.domain.money import balance_words
from sasaeai_desktop.services.money import accounts, computing
from sasaeai_desktop.services.money.accounts import ProgrammeAccount
from sasaeai_desktop.ui.pages.money.words import PROGRAMMES, number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed

_KINDS = ("money_year", "grant", "grant_rule", "ledger_line", "session", "attendance", "visit")


@dataclass(frozen=True, slots=True)
class _Read:
    account: ProgrammeAccount
    computed: Computed | None


class GrantPage(SavingPage):
    """A programme's grant.

    Args:
        context: what a page works with.
        year: fiscal year.
        programme: code of the programme shown first.
    """

    object_name = "money_grant"
    title = "助成金の申請と計算"

    def __init__(self, context: PageContext, year: int, programme: str) -> None:
        super().__init__(context)
        self._year = year
        self._computed: Computed | None = None
        self.set_heading("助成金の申請と計算", year_label(year))
        self.set_primary("助成金を保存する", icon="check", action=self._save)
        self.add_outline("計算書", name="money_grant_print", icon="printer", action=self.print_page)
        self.errors = ErrorSummary(name="money_grant_errors")
        self.which = PickField("事業", PROGRAMMES, name="money_grant_which")
        self.which.set_value(programme)
        self.which.changed.connect(self._load)
        self.applied_on = EraDateField(
            "申請した日", name="money_grant_applied_on", today=context.today, required=False
        )
        self.applied = number_field("申請の額", "money_grant_applied")
        self.decided_on = EraDateField(
            "決定の日", name="money_grant_decided_on", today=context.today, required=False
        )
        self.granted = number_field("決定の額", "money_grant_granted")
        self.towns = number_field("町内会の数", "money_grant_towns", unit="", chars=4)
        self.returned = number_field(
            "返納の額", "money_grant_returned", support="空けておくと、使わなかった分になります。"
        )
        self.returned_on = EraDateField(
            "返納した日", name="money_grant_returned_on", today=context.today, required=False
        )
        self.steps = Panel(name="money_grant_steps", gap=4)
        self.take = Button("計算した額を 申請の額にする", name="money_grant_take", on_click=self._take)
        self.balance = Panel(name="money_grant_balance", gap=4)
        self._columns = Columns(right_width=560, left_least=460)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(12)
        right.setSpacing(12)
        for field in (self.which, self.applied, self.applied_on, self.granted, self.decided_on):
            left.addWidget(field)
        left.addStretch(1)
        beside: tuple[QWidget, ...] = (
            self.steps,
            self.take,
            self.towns,
            self.balance,
            self.returned,
            self.returned_on,
        )
        for part in beside:
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the grant."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def _load(self) -> None:
        desk, year, programme = self.context.desk, self._year, self.which.value()

        def read() -> _Read:
            return _Read(
                accounts.account(desk, year, programme), computing.compute_programme(desk, year, programme)
            )

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if found.account.programme != self.which.value():
            return
        state = found.account.state
        self.applied_on.set_value(state.applied_on)
        self.decided_on.set_value(state.decided_on)
        self.returned_on.set_value(state.returned_on)
        for field, value in (
            (self.applied, state.applied_yen), (self.granted, found.account.granted or None), (self.towns, state.towns),
            (self.returned, state.returned_yen),
        ):  # fmt: skip
            show_number(field, value)
        if self.primary is not None:
            self.primary.setEnabled(True)
        self._computed = found.computed
        self._show_steps()
        clear_layout(self.balance.column)
        self.balance.add(label("返納と繰越", "subsection"))
        for words in balance_words(found.account.balance):
            self.balance.add(label(words, "body", wrap=True))

    def _show_steps(self) -> None:
        clear_layout(self.steps.column)
        self.steps.add(label("市社協のきまりで計算した額", "subsection"))
        self.take.setVisible(self._computed is not None)
        if self._computed is None:
            self.steps.add(
                label("この事業のきまりは、まだ届いていません。市社協のUSBで届きます。", "body", wrap=True)
            )
            return
        *steps, total = self._computed.words
        for words in steps:
            self.steps.add(label(words, "body", wrap=True))
        self.steps.add(label(total, "section", name="money_grant_total"))

    def _take(self) -> None:
        if self._computed is not None:
            show_number(self.applied, self._computed.yen)

    def _save(self) -> None:
        numbers = [self.applied, self.granted, self.towns, self.returned]
        if not check_all([*numbers, self.applied_on, self.decided_on, self.returned_on], self.errors):
            return
        desk, year, programme = self.context.desk, self._year, self.which.value()
        values: dict[str, object] = {
            "applied_on": self.applied_on.value(), "applied_yen": value_of(self.applied),
            "decided_on": self.decided_on.value(), "granted_yen": value_of(self.granted), "towns": value_of(self.towns),
            "returned_yen": value_of(self.returned), "returned_on": self.returned_on.value(),
        }  # fmt: skip
        self.save_asked(
            partial(accounts.grant_questions, desk, year, programme, value_of(self.granted)),
            partial(accounts.save_state, desk, year, programme, values),
            lambda _d: self.leave(),
        )

    def print_page(self) -> None:
        """Show the calculation before printing."""
        desk, year = self.context.desk, self._year

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            return printing.preview(desk, "grant-steps", wanted.Wanted(self.context.today()[:7], year))

        show_form(self, draw, str(year))
