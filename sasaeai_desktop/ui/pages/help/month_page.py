"""1か月のお金: what came in, what each helper gets, what the association keeps; receipts; the month is settled here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk.common import last_of_month, month_day
from sasaeai_desktop.services.help import acts, receipts, settling
from sasaeai_desktop.services.help.acts import ActRow
from sasaeai_desktop.services.help.settling import Account
from sasaeai_desktop.ui.pages.help.receipts_page import ReceiptsPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import month_stepper
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed

_KINDS = ("help_act", "help_settlement", "help_receipt", "help_member", "person", "volunteer")


@dataclass(frozen=True, slots=True)
class _Read:
    month: str
    account: Account
    acts: list[ActRow]


class MonthPage(Page):
    """A month's money; pressing an act that was paid in cash makes its receipt."""

    object_name = "help_money"
    title = "1か月のお金"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("1か月のお金")
        self.set_primary("この月を精算する", icon="check", action=self._settle)
        self.add_outline("精算書", name="help_money_print", icon="printer", action=self.print_page)
        self.add_outline("領収書の一覧", name="help_money_receipts", icon="list", action=self._receipts)
        self.month = month_stepper("help_money_month", context.today()[:7])
        self.month.changed.connect(self._load)
        self.sums = label("", "section", wrap=True, name="help_money_sums")
        self.helpers = RowList("協力会員へ渡す金額", name="help_money_helpers")
        self.list = RowList("この月の実施", name="help_money_acts")
        self.list.opened.connect(self._receipt)
        self._columns = Columns(right_width=480, left_least=520)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        right.setSpacing(8)
        left.addWidget(label("この月の実施（押すと 領収書を作ります）", "label"))
        left.addWidget(self.list, 1)
        right.addWidget(label("協力会員へ渡す金額", "label"))
        right.addWidget(self.helpers, 1)
        self.body.addWidget(self.month)
        self.body.addWidget(self.sums)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the month."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def _load(self) -> None:
        desk, month = self.context.desk, self.month.value()

        def read() -> _Read:
            held = acts.acts_between(desk, f"{month}-01", last_of_month(month))
            return _Read(month, settling.account(desk, month), held)

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if found.month != self.month.value():
            return
        a = found.account
        settled = f"　{wareki(a.settled_on)}に精算しました" if a.settled_on else "　まだ精算していません"
        changed = "（そのあとに変わりました）" if a.changed else ""
        self.set_heading("1か月のお金", f"{wareki(found.month)}{settled}{changed}")
        self.sums.setText(
            f"料金 {a.charged:,}円（現金 {a.cash:,}・利用券 {a.tickets:,}・まだ {a.unpaid:,}）"
            f"　協力会員へ {a.to_helpers:,}円　会の分 {a.kept:,}円"
        )
        self.helpers.set_rows(
            [
                PersonRow(
                    h.member, h.name or "名簿にない方", f"{len(h.lines)}回　{h.minutes}分", f"{h.yen:,}円"
                )
                for h in a.helpers
            ]
        )
        self.list.set_rows(
            [
                PersonRow(
                    r.act.id, r.who or "名前のない方",
                    f"{month_day(r.act.date)}　{r.work}　{'・'.join(r.helpers)}",
                    f"{r.act.charged_yen or 0:,}円" + (f"　領収書 {r.act.receipt}" if r.act.receipt else ""),
                )
                for r in found.acts
            ]
        )  # fmt: skip

    def _settle(self) -> None:
        self.act(partial(settling.settle, self.context.desk, self.month.value()))

    def _receipt(self, act: Id) -> None:
        self.act(partial(receipts.issue_receipt, self.context.desk, [act]))

    def _receipts(self) -> None:
        self.push(ReceiptsPage(self.context, self.month.value()))

    def print_page(self) -> None:
        """Show the settlement before printing."""
        desk, month = self.context.desk, self.month.value()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            return printing.preview(desk, "help-settlement", wanted.Wanted(month, fiscal_year(f"{month}-01")))

        show_form(self, draw, month)
