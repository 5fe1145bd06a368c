"""領収書: those of a month by number; a spoilt one is crossed out with a reason and keeps its number."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.help import Receipt
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk.common import last_of_month, month_day
from sasaeai_desktop.services.help import receipts
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.theme.paint import OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed


class ReceiptsPage(Page):
    """The receipts of one month.

    Args:
        context: what a page works with.
        month: "2026-06".
    """

    object_name = "help_receipts"
    title = "領収書"

    def __init__(self, context: PageContext, month: str) -> None:
        super().__init__(context)
        self._month = month
        self._held: dict[Id, Receipt] = {}
        self.set_heading("領収書", wareki(month))
        self.add_outline(
            "領収書を印刷する", name="help_receipts_print", icon="printer", action=self.print_page
        )
        self.list = RowList("この月の領収書", name="help_receipts_list")
        self.list.moved.connect(self._chosen)
        self.list.opened.connect(self._chosen)
        self.facts = label("", "body", wrap=True, name="help_receipts_facts")
        self.why = LineField("書き損じの理由", name="help_receipts_why", chars=18, required=True)
        self.cross = Button("書き損じにする", name="help_receipts_void", on_click=self._void)
        columns = Columns(right_width=440, left_least=560)
        columns.left.setSpacing(8)
        columns.right.setSpacing(12)
        columns.left.addWidget(label("領収書を押すと、右に出ます", "label"))
        columns.left.addWidget(self.list, 1)
        for part in (self.facts, self.why, self.cross):
            columns.right.addWidget(part)
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the receipts."""
        if changes is None or changes.touches("help_receipt"):
            first, last = f"{self._month}-01", last_of_month(self._month)
            self.run(partial(receipts.list_receipts, self.context.desk, first, last), self._show)

    def _show(self, found: list[Receipt]) -> None:
        self._held = {r.id: r for r in found}
        self.set_heading("領収書", f"{wareki(self._month)}　{len(found)}枚")
        self.list.set_rows(
            [
                PersonRow(
                    r.id, f"{r.number}　{r.addressee}", f"{month_day(r.date)}　{r.what}",
                    "書き損じ" if r.void else f"{r.yen or 0:,}円", OPEN if r.void else "",
                )
                for r in found
            ]
        )  # fmt: skip
        self._chosen(self.list.current_key())

    def _chosen(self, key: object) -> None:
        held = self._held.get(key) if isinstance(key, bytes) else None  # type: ignore[call-overload]  # an id is bytes
        if held is None:
            self.facts.setText(
                "領収書が ありません。" if not self._held else "左の一覧で、領収書を押してください。"
            )
        elif held.void:
            self.facts.setText(
                f"領収書 {held.number}　書き損じ\n理由　{held.void}\nこの番号は、もう使いません。"
            )
        else:
            self.facts.setText(
                f"領収書 {held.number}　{held.yen or 0:,}円\n宛名　{held.addressee}\n但し　{held.what}"
            )
        for part in (self.why, self.cross):
            part.setVisible(held is not None and not held.void)

    def _void(self) -> None:
        key = self.list.current_key()
        fault = self.why.check()
        self.why.set_error(fault)
        if fault or not isinstance(key, bytes):
            return
        self.act(
            partial(receipts.void_receipt, self.context.desk, Id(key), self.why.value()),
            lambda _done: self.why.set_value(""),
        )

    def print_page(self) -> None:
        """Show the month's receipts before printing, spoilt ones crossed out."""
        desk, month = self.context.desk, self._month

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            return printing.preview(desk, "receipt", wanted.Wanted(month, fiscal_year(f"{month}-01")))

        show_form(self, draw, month)
