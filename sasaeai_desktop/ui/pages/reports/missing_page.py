"""まだ足りないもの: what to mend before the year is handed in, a kind a row; behind it the records, each with its place."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.money import Side
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.money import ledger
from sasaeai_desktop.services.reports.missing import Lack, Record, What, heading, missing
from sasaeai_desktop.services.usb import closing
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.trace_opening import open_record
from sasaeai_desktop.ui.theme.paint import ATTENTION
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState


class MissingPage(Page):
    """A sub-page of 報告・印刷 on a district's desk.

    Args:
        context: what pages work with.
        year: fiscal year.
        what: show the records of this kind; None shows the kinds.
    """

    object_name = "missing"
    title = "まだ足りないもの"

    def __init__(self, context: PageContext, year: int, what: What | None = None) -> None:
        super().__init__(context)
        self._year, self._what = year, what
        self.list = RowList(what.label if what else self.title, name="missing_list")
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "check", "足りないものは ありません",
            "直すところは、もう ありません。" if what else "この年度は そろっています。年間実績報告書を印刷して 出せます。",
            "もどる", self.leave, name="missing_empty",
        )  # fmt: skip
        self.list.hide()
        self.empty.hide()
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)
        self.set_heading(what.label if what else self.title)

    def refresh(self, changes: Changes | None) -> None:
        """Look again: whatever was written may be what was missing."""
        if changes is None or changes.ids or changes.label:
            self.run(partial(missing, self.context.desk, self._year), self._show)

    def _show(self, found: list[Lack]) -> None:
        if self._what is None:
            self.set_heading(self.title, heading(self._year, found))
            rows = [PersonRow(lack, lack.what.label, lack.todo, lack.how_many, ATTENTION) for lack in found]
        else:
            lack = next((each for each in found if each.what is self._what), Lack(self._what, 0))
            self.set_heading(self._what.label, lack.how_many if lack.count else "")
            rows = [PersonRow(record, record.words, right=record.right) for record in lack.records]
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    # Opening

    def _open(self, key: Lack | Record) -> None:
        if isinstance(key, Record):
            self._open_record(key)
        elif key.records:
            self.push(MissingPage(self.context, self._year, key.what))
        elif key.what in (What.LEDGER, What.LEDGER_CHANGED):
            from sasaeai_desktop.ui.pages.money.closing_page import ClosingPage  # noqa: PLC0415 - seldom wanted

            self.push(ClosingPage(self.context, self._year))
        else:
            from sasaeai_desktop.ui.pages.inbox.page import InboxPage  # noqa: PLC0415 - seldom wanted

            self.push(InboxPage(self.context))

    def _open_record(self, record: Record) -> None:
        if record.month:
            self._close_month(record.month)
        elif record.kind == "ledger_line" and record.id:
            self._open_line(record.id)
        elif record.id:
            open_record(self, {"kind": record.kind, "id": record.id.hex()}, record.words)

    def _close_month(self, month: str) -> None:
        asked = f"{wareki(month)}の月締めを しますか。"
        told = "いまの数を書きとめます。あとから直すこともでき、直したことは残ります。月締めは 元にもどせません。"
        if confirm(self, asked, told, verb="月締めをする"):
            desk = self.context.desk
            self.act(lambda: closing.close_month(desk, month))

    def _open_line(self, line: Id) -> None:
        from sasaeai_desktop.ui.pages.money.line_form import LineFormPage  # noqa: PLC0415 - seldom wanted

        desk = self.context.desk
        self.run(
            lambda: ledger.line_row(desk, line),
            lambda row: self.push(LineFormPage(self.context, Side.EXPENSE, self._year, row=row)),
        )
