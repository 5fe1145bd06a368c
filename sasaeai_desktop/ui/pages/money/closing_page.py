"""決算: a year is closed here; what was changed since stands below, never hidden."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.money import accounts, year_closing
from sasaeai_desktop.services.money.accounts import ProgrammeAccount
from sasaeai_desktop.services.money.year_closing import Closed
from sasaeai_desktop.ui.pages.money.words import balance_line
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import AreaField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.summary import check_all

_KINDS = ("money_closing", "ledger_line", "money_year")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Read:
    programmes: list[ProgrammeAccount]
    closed: Closed


class ClosingPage(Page):
    """Close the year, or close it again.

    Args:
        context: what a page works with.
        year: fiscal year.
    """

    object_name = "money_close"
    title = "決算・年度を締める"

    def __init__(self, context: PageContext, year: int) -> None:
        super().__init__(context)
        self._year = year
        self._shown = False
        self.set_primary("この年度を締める", icon="check", action=self._close)
        self.auditors = AreaField(
            "監事のお名前",
            name="money_close_auditors",
            lines=2,
            required=False,
            support="お一人を1行に書きます。決算書にのります。",
        )
        self.audited_on = EraDateField(
            "監査の日", name="money_close_audited_on", today=context.today, required=False
        )
        self.again = QuietButton(
            "締める前に もどす", name="money_close_again", icon="undo", on_click=self._reopen
        )
        self.sums = Panel(name="money_close_sums", gap=4)
        self.later = Panel(name="money_close_later", gap=4)
        self._columns = Columns(right_width=440, left_least=600)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(16)
        right.setSpacing(12)
        left.addWidget(self.sums)
        left.addWidget(self.later)
        left.addStretch(1)
        for part in (self.auditors, self.audited_on, self.again):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the year."""
        if changes is None or changes.touches(*_KINDS):
            desk, year = self.context.desk, self._year
            self.run(
                lambda: _Read(accounts.programmes_of(desk, year), year_closing.closed(desk, year)), self._show
            )

    def _show(self, found: _Read) -> None:
        record = found.closed.record
        words = f"{wareki(record.on)}に締めました" if record else "まだ締めていません"
        self.set_heading("決算・年度を締める", f"{year_label(self._year)}　{words}")
        if record is not None and not self._shown:
            self.auditors.set_value(record.auditors)
            self.audited_on.set_value(record.audited_on)
        self._shown = True
        self.again.setVisible(record is not None)
        clear_layout(self.sums.column)
        self.sums.add(label("事業ごとの決算", "subsection"))
        for programme in found.programmes:
            self.sums.add(
                label(programme.words, "strong"), label(balance_line(programme.balance), "body", wrap=True)
            )
        if not found.programmes:
            self.sums.add(label("この年度の収支は まだありません。", "body"))
        clear_layout(self.later.column)
        self.later.setVisible(record is not None)
        self.later.add(label("締めたあとに変わったこと", "subsection"))
        for sentence in found.closed.later[:_SHOWN]:
            self.later.add(label(sentence, "body", wrap=True))
        rest = len(found.closed.later) - _SHOWN
        if rest > 0:
            self.later.add(label(f"ほか {rest}件。決算書の2枚目に のります。", "body", wrap=True))
        if not found.closed.later:
            self.later.add(label("変わっていません。", "body"))

    def _close(self) -> None:
        if not check_all([self.audited_on]):
            return
        desk, year = self.context.desk, self._year
        self.act(
            partial(
                year_closing.close_year,
                desk,
                year,
                auditors=self.auditors.value(),
                audited_on=self.audited_on.value(),
            )
        )

    def _reopen(self) -> None:
        self.act(partial(year_closing.reopen_year, self.context.desk, self._year))
