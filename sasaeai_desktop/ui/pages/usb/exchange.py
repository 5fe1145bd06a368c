"""One way out and in: three steps, what would be inside, what was confirmed, writing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.services import bundles, ledger
from sasaeai_desktop.services.bundles import Exported
from sasaeai_desktop.services.desk import Done
from sasaeai_desktop.services.ledger import Outlook, Route
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb import words as w
from sasaeai_desktop.ui.pages.usb.drives import Stick, sticks
from sasaeai_desktop.ui.pages.usb.parts import StepRow, Table, show_contents, show_handed
from sasaeai_desktop.ui.pages.usb.place import ask_place
from sasaeai_desktop.ui.pages.usb.receive import ReceivePage
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import EmptyState, ProgressPanel
from sasaeai_desktop.ui.widgets.steps import NOW, StepCard

_LOOK_EVERY_MS = 3000  # a stick put in is seen within this


class ExchangePage(Page):
    """Writing to one receiver and receiving; subclasses say who it is.

    Attributes:
        find_sticks: which sticks are in; a test may say so itself.
        ask_place: asks where to; returns None after やめる.
        ask: asks before names or figures leave the laptop.
    """

    object_name = "exchange"
    route = Route.TO_COUNCIL
    code = ""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.find_sticks: Callable[[], list[Stick]] = sticks
        self.ask_place: Callable[[QWidget, str, list[Stick]], Path | None] = ask_place
        self.ask = confirm
        self._sticks: list[Stick] = []
        self.outlook: Outlook | None = None
        self._written: Exported | None = None
        self.set_primary("USBに書き出す", icon="usb", action=self.write)
        self.add_outline(
            "USBから受け取る", name=f"{self.object_name}_receive", icon="download", action=self.receive
        )
        self.progress = ProgressPanel(name=f"{self.object_name}_progress")
        self.body.addWidget(self.progress)
        self._make_steps()
        self._make_tables()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look_for_sticks)

    def _make_steps(self) -> None:
        name = self.object_name
        self.steps = (
            StepCard(1, "中身をたしかめる", "papers", name=f"{name}_step_1"),
            StepCard(2, "USBをさして 書き出す", "write", name=f"{name}_step_2"),
            StepCard(3, "わたして 受領をもらう", "hand", name=f"{name}_step_3"),
        )
        self._whole = QWidget()
        self._inner = QVBoxLayout(self._whole)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(20)
        self._inner.addWidget(StepRow(self.steps))
        self.body.addWidget(self._whole)

    def _make_tables(self) -> None:
        self.contents_table = Table("中に入るもの", name=f"{self.object_name}_contents")
        self.receipts_table = Table("受領のきろく", name=f"{self.object_name}_receipts")
        self._columns = Columns(right_width=424, left_least=780)
        self._columns.left.addWidget(self.contents_table)
        self._columns.left.addStretch(1)
        self._columns.right.addWidget(self.receipts_table)
        self._columns.right.addStretch(1)
        self._inner.addWidget(self._columns)
        self._empty = self.make_empty()
        self._empty.hide()
        self.body.addWidget(self._empty)
        self.more = QVBoxLayout()
        self.body.addLayout(self.more)
        self.body.addStretch(1)

    def make_empty(self) -> EmptyState:
        """Say what is missing while there is nobody to write to."""
        raise NotImplementedError

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Count anew what would be inside; every change may be in the next bundle."""
        if changes is None or changes.ids or changes.label:
            desk, route, code = self.context.desk, self.route, self.code
            self.run(lambda: ledger.outlook(desk, route, code), self._show)

    def _show(self, outlook: Outlook) -> None:
        self.outlook = outlook
        known = outlook.contents is not None
        self._whole.setVisible(known)
        self._empty.setVisible(not known)
        if self.primary is not None:
            self.primary.setVisible(known)
        self.set_heading(self.title, f"{self._receiver()}へ わたす" if known else "")
        if outlook.contents is None:
            return
        self._show_contents(outlook)
        self._show_receipts(outlook)
        self._show_steps()

    def _show_contents(self, outlook: Outlook) -> None:
        assert outlook.contents is not None
        self.contents_table.clear()
        lines = w.content_lines(outlook.contents)
        show_contents(self.contents_table, lines)
        if not lines:
            self.contents_table.add_words("新しいきろくは ありません。受け取ったしるしだけが入ります。")
        self.contents_table.add_words(w.place_words(outlook), "lock", name=f"{self.object_name}_lock")
        if outlook.contents.names and self.route is not Route.TO_SIBLING:
            link = LinkButton("入るお名前を見る", name=f"{self.object_name}_names", on_click=self._show_names)
            self.contents_table.rows.addWidget(link)

    def _show_names(self) -> None:
        if self.outlook and self.outlook.contents:
            names = self.outlook.contents.names
            self.ask(self, f"{len(names)}人の お名前が入ります", "、".join(names), verb="わかりました")

    def _show_receipts(self, outlook: Outlook) -> None:
        self.receipts_table.clear()
        line = label(w.receipt_line(outlook.unconfirmed, outlook.confirmed_on), "second", wrap=True)
        line.setObjectName(f"{self.object_name}_unconfirmed")
        line.setContentsMargins(4, 8, 4, 8)
        self.receipts_table.rows.addWidget(line)
        show_handed(self.receipts_table, outlook.handed)

    def _show_steps(self) -> None:
        if self.outlook is None or self.outlook.contents is None:
            return
        first, second, third = self.steps
        count = self.outlook.contents.changes
        first.show_state(
            "done", f"新しいきろくが {count:,}件 あります" if count else "新しいきろくは ありません"
        )
        if self.outlook.on_the_way:
            second.show_state("done", "書き出しました")
            third.show_state(NOW, f"いまここ　{self._receiver()}の方に わたします")
            return
        stick = self._sticks[0].name if len(self._sticks) == 1 else ""
        ready = f"いまここ　USB「{stick}」が 入っています" if stick else "いまここ　USBを さしてください"
        second.show_state(NOW if count else "next", ready if count else "新しいきろくが できてから")
        third.show_state("next", f"つぎ　{self._receiver()}の方に わたします")

    def _receiver(self) -> str:
        if self.route is Route.TO_COUNCIL:
            return "市社協"
        return self.outlook.receiver if self.outlook else ""

    # Sticks

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while the page is seen."""
        super().showEvent(event)
        self._timer.start()
        self._look_for_sticks()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        super().hideEvent(event)
        self._timer.stop()

    def _look_for_sticks(self) -> None:
        if not self.context.tasks.busy:
            self.run(self.find_sticks, self._take_sticks)

    def _take_sticks(self, found: list[Stick]) -> None:
        if found != self._sticks:
            self._sticks = found
            self._show_steps()

    # Out

    def write(self) -> None:
        """Ask where to, show whose names would leave, then write."""
        if self.outlook is None or self.outlook.contents is None:
            return
        self.run(self.find_sticks, self._choose_place)

    def _choose_place(self, found: list[Stick]) -> None:
        self._take_sticks(found)
        place = self.ask_place(self, "どこに 書き出しますか", found)
        if place is None or self.outlook is None or self.outlook.contents is None:
            return
        contents = self.outlook.contents
        stick = next((s.name for s in found if s.path == place), str(place))
        if contents.route is Route.TO_SIBLING:
            detail = (
                f"{contents.changes:,}件。名簿のお名前も すべて入ります。もう1台のパソコンだけが開けます。"
            )
        elif contents.names:
            detail = f"{contents.changes:,}件。同意のある{len(contents.names)}人の お名前が入ります：{w.names_words(contents.names)}"
        else:
            detail = f"{contents.changes:,}件。お名前は 入りません。"
        if self.ask(
            self, f"{contents.receiver}への きろくを「{stick}」に書き出します", detail, verb="書き出す"
        ):
            self._write_to(place)

    def _write_to(self, place: Path) -> None:
        desk, route, code = self.context.desk, self.route, self.code
        self.progress.start("USBに書き出しています", "終わるまで USBを ぬかないでください。")
        self.progress.cancel.hide()  # one transaction: a second or two, whole or not at all
        self.context.tasks.run(
            lambda: bundles.export(desk, route, place, code), self._wrote, self._failed, owner=self
        )

    def _wrote(self, done: Done[Exported]) -> None:
        self._written = done.result
        what = f"{done.result.changes:,}件を「{done.result.path.name}」に書き出しました。{w.TAKE_OUT}"
        self.progress.finish("書き出しました", what)
        self.message.hide()
        self.context.changed(done.changes)
        self.refresh(None)

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self.show_error(error)

    # In

    def receive(self) -> None:
        """Look at a stick and take in what is for us."""
        page = ReceivePage(self.context)
        page.find_sticks, page.ask_place = self.find_sticks, self.ask_place
        self.push(page)
