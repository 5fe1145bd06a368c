"""持出管理簿 and 第三者提供記録 on screen: kept by themselves, looked through by year and month, printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.fiscal import fiscal_year, months_of
from sasaeai_desktop.services.desk.common import last_of_month
from sasaeai_desktop.services.usb import custody
from sasaeai_desktop.services.usb.custody import OUT, Carried
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import year_stepper
from sasaeai_desktop.ui.pages.usb.parts import Table, held_row
from sasaeai_desktop.ui.pages.usb.words import day, month, names_words
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.states import EmptyState

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

AT_ONCE = 60
_NAMES = 4  # so many are written out in a row


class BookPage(Page):
    """A list of entries of one fiscal year, or of one of its months; subclasses say which entries."""

    form = ""
    nothing = ("", "")

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._entries: Sequence[Any] = ()
        self._shown = AT_ONCE
        name = self.object_name
        self.set_primary("印刷する", icon="printer", action=self.print_page)
        self.year = year_stepper(f"{name}_year", fiscal_year(context.today()))
        self.month = PickField("どの月", (("", "1年ぜんぶ"),), name=f"{name}_month")
        bar = QWidget()
        flow = FlowLayout(bar, gap=32)
        flow.addWidget(self.year)
        flow.addWidget(self.month)
        self.body.addWidget(bar)
        self.table = Table("", name=f"{name}_table")
        self.body.addWidget(self.table)
        self.more = LinkButton("", name=f"{name}_more", on_click=self._show_more)
        self.more.hide()
        self.body.addWidget(self.more)
        self.empty = EmptyState("list", *self.nothing, name=f"{name}_empty")
        self.empty.hide()
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self.year.changed.connect(self._turn)
        self.month.changed.connect(self._load)
        self._fill_months()

    def read(self, first: str, last: str) -> Sequence[Any]:
        """Return the entries of a span of days, newest first; called on the worker."""
        raise NotImplementedError

    def row(self, entry: Any, at: int) -> QWidget:
        """Return one entry as a row."""
        raise NotImplementedError

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the entries again."""
        if changes is None or changes.ids or changes.label:
            self._load()

    def _turn(self) -> None:
        self._fill_months()
        self._load()

    def _fill_months(self) -> None:
        months = months_of(int(self.year.value()))
        self.month.set_choices((("", "1年ぜんぶ"), *((m, month(m)) for m in months)))

    def span(self) -> tuple[str, str]:
        """Return the first and last day that are looked at."""
        chosen = self.month.value()
        if chosen:
            return f"{chosen}-01", last_of_month(chosen)
        return custody.year_span(int(self.year.value()))

    def _load(self) -> None:
        first, last = self.span()
        self._shown = AT_ONCE
        self.run(lambda: self.read(first, last), self._show)

    def _show(self, entries: Sequence[Any]) -> None:
        self._entries = entries
        self.table.heading.setText(f"{len(entries):,}件")
        self.table.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        self.table.clear()
        for at, entry in enumerate(entries[: self._shown]):
            self.table.rows.addWidget(self.row(entry, at))
        rest = len(entries) - self._shown
        self.more.set_words(f"あと{rest:,}件を見る")
        self.more.setVisible(rest > 0)

    def _show_more(self) -> None:
        self._shown = len(self._entries)
        self._show(self._entries)

    def print_page(self) -> None:
        """Show the year's paper before printing."""
        desk, form = self.context.desk, self.form
        year, chosen = int(self.year.value()), self.month.value()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab comes with it
            from sasaeai_desktop.services.reports.papers.wanted import Wanted  # noqa: PLC0415

            return printing.preview(desk, form, Wanted(chosen or f"{year}-04", year))

        show_form(self, draw, str(year))


class CustodyPage(BookPage):
    """持出管理簿: every stick that left or came."""

    object_name = "custody"
    title = "USB持出管理簿"
    icon = "list"
    form = "usb-ledger"
    nothing = (
        "この間の出し入れは ありません",
        "USBに書き出すか USBから受け取ると、日付・相手・番号・お名前の人数が ここに残ります。",
    )

    def read(self, first: str, last: str) -> Sequence[Carried]:
        """Return the sticks of a span of days."""
        return custody.carried(self.context.desk, first, last)

    def row(self, entry: Carried, at: int) -> QWidget:
        """Show what left or came, with whom, and whether it is confirmed."""
        out = entry.direction == OUT
        row = _dated(entry.at, f"{'わたした' if out else '受け取った'}　{entry.number}番")
        whom = f"{entry.other}{'へ' if out else 'から'}"
        names = f"お名前 {len(entry.names)}人：{names_words(entry.names, _NAMES)}" if entry.names else ""
        if out and not names:
            names = "お名前は 入っていません"
        stick = f"「{entry.stick}」" if entry.stick else ""
        parts = (f"{entry.changes:,}件", stick, entry.by, names)
        _words(row, whom, "　".join(p for p in parts if p), f"custody_{at}")
        if out:
            row.addWidget(Sign("done" if entry.confirmed else "open", 24))
            said = label("受領ずみ" if entry.confirmed else "受領は まだ", "second", tone="ink")
            said.setMinimumWidth(px(104))
            row.addWidget(said)
        return held_row(row)


class ProvisionsPage(BookPage):
    """第三者提供記録: whose names went to whom, why, by whom."""

    object_name = "provisions"
    title = "第三者提供記録"
    icon = "people"
    form = "provision-ledger"
    nothing = (
        "この間に お名前を外へ出したきろくは ありません",
        "お名前の入った紙を印刷したり、同意のあるカードをUSBで わたしたりすると、だれの・何を・だれに・なぜ が ここに残ります。",
    )

    def read(self, first: str, last: str) -> Sequence[Provision]:
        """Return the provisions of a span of days."""
        return custody.provisions(self.context.desk, first, last)

    def row(self, entry: Provision, at: int) -> QWidget:
        """Show whose names went where."""
        row = _dated(entry.date, "")
        parts = (entry.what, f"{entry.to}へ" if entry.to else "", entry.purpose, entry.medium, entry.by)
        names = names_words([n for n in entry.names.split("、") if n]) or "（お名前のきろくなし）"
        _words(row, names, "　".join(p for p in parts if p), f"provisions_{at}")
        return held_row(row)


def _dated(at: str, second: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(4, 6, 4, 6)
    row.setSpacing(16)
    when = label("\n".join(t for t in (day(at), second) if t), "body", wrap=True)
    when.setFixedWidth(px(190))
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _words(row: QHBoxLayout, first: str, second: str, name: str) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(first, "strong", wrap=True, name=f"{name}_first"))
    column.addWidget(label(second, "second", wrap=True, name=f"{name}_second"))
    row.addWidget(holder, 1)
