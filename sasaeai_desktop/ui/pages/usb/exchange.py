"""One way out and in: three steps, what would be inside, what was confirmed, writing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.common import months_back
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.usb import bundles, closing, custody, ledger
from sasaeai_desktop.services.usb.bundles import Exported
from sasaeai_desktop.services.usb.ledger import Outlook
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.usb import words as w
from sasaeai_desktop.ui.pages.usb.after import AfterPanel, take_out_steps
from sasaeai_desktop.ui.pages.usb.closing_dialog import CLOSE, SKIP, ask_closing
from sasaeai_desktop.ui.pages.usb.drives import Stick
from sasaeai_desktop.ui.pages.usb.parts import StepRow, Table, show_contents, show_handed
from sasaeai_desktop.ui.pages.usb.place import ask_place
from sasaeai_desktop.ui.pages.usb.receive import ReceivePage
from sasaeai_desktop.ui.pages.usb.stick_watch import StickPage
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.tasks import Job
from sasaeai_desktop.ui.widgets.buttons import LinkButton, OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import EmptyState, HintBand, ProgressPanel
from sasaeai_desktop.ui.widgets.steps import NOW, StepCard

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

_STEPS = 3  # of an export, as it tells them


@dataclass(frozen=True, slots=True)
class Way:
    """What the page shows: the way out, and the month that ended and is not closed yet ("" for none)."""

    outlook: Outlook
    to_close: str


class ExchangePage(StickPage):
    """Writing to one receiver and receiving; subclasses say who it is.

    Attributes:
        ask_place: asks where to; returns None after やめる.
        ask: asks before names or figures leave the laptop.
        ask_closing: asks whether a month that ended is closed before it is written.
    """

    object_name = "exchange"
    route = Route.TO_COUNCIL
    code = ""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.ask_place: Callable[[QWidget, str, list[Stick]], Path | None] = ask_place
        self.ask = confirm
        self.ask_closing: Callable[[QWidget, str], str] = ask_closing
        self.outlook: Outlook | None = None
        self.to_close = ""
        self._written: Exported | None = None
        self.set_primary("USBに書き出す", icon="usb", action=self.write)
        self.add_outline(
            "USBから受け取る", name=f"{self.object_name}_receive", icon="download", action=self.receive
        )
        self.progress = ProgressPanel(name=f"{self.object_name}_progress")
        self._job: Job | None = None
        self.progress.cancelled.connect(self._cancel)
        self.after = AfterPanel(name=f"{self.object_name}_after")
        self.body.addWidget(self.progress)
        self.body.addWidget(self.after)
        self._make_steps()
        self._make_tables()
        self.watch.changed.connect(lambda _found: self._show_steps())

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
        self.closing_band = HintBand("", name=f"{name}_to_close")
        self.closing_button = QuietButton("", name=f"{name}_close_month", row=True, on_click=self.close_month)
        self.closing_band.add_button(self.closing_button)
        self.closing_band.hide()
        self._inner.addWidget(self.closing_band)
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
            to_council = route is Route.TO_COUNCIL
            self.run(
                lambda: Way(
                    ledger.outlook(desk, route, code), custody.month_to_close(desk) if to_council else ""
                ),
                self._show_way,
            )

    def _show_way(self, way: Way) -> None:
        self.to_close = way.to_close
        month = w.month(way.to_close)
        self.closing_band.sentence.setText(f"{month}の月締めが まだです。締めたあとも、きろくは 直せます。")
        self.closing_button.set_words(f"{month}の月締めをする")
        self._show(way.outlook)
        self.closing_band.setVisible(bool(way.to_close) and way.outlook.contents is not None)

    def _show(self, outlook: Outlook) -> None:
        self.outlook = outlook
        known = outlook.contents is not None
        self._whole.setVisible(known)
        self._empty.setVisible(not known)
        if self.primary is not None:
            self.primary.setVisible(known)
        self.set_heading(self.title, self._subtitle() if known else "")
        if outlook.contents is None:
            return
        self._show_contents(outlook)
        self._show_receipts(outlook)
        self._show_steps()

    def _subtitle(self) -> str:
        if self.route is not Route.TO_COUNCIL:
            return f"{self._receiver()}へ わたす"
        last = months_back(self.context.today()[:7], 2)[0]
        return f"{w.month(last)}分を {self._receiver()}へ わたす"

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
            self.ask(self, f"{len(names)}人の お名前が入ります", w.whole_names(names), verb="わかりました")

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
        one = self.watch.sticks[0] if len(self.watch.sticks) == 1 else None
        ready = f"いまここ　「{one.name}」{one.room}" if one else "いまここ　USBを さしてください"
        second.show_state(NOW if count else "next", ready if count else "新しいきろくが できてから")
        third.show_state("next", f"つぎ　{self._receiver()}の方に わたします")

    def _receiver(self) -> str:
        if self.route is Route.TO_COUNCIL:
            return "市社協"
        return self.outlook.receiver if self.outlook else ""

    # Out

    def close_month(self) -> None:
        """Close the month that ended."""
        desk, month = self.context.desk, self.to_close
        if month:
            self.act(lambda: closing.close_month(desk, month))

    def write(self) -> None:
        """Offer the month's closing, ask where to, show whose names would leave, then write."""
        if self.outlook is None or self.outlook.contents is None:
            return
        choice = self.ask_closing(self, w.month(self.to_close)) if self.to_close else SKIP
        if choice == CLOSE:
            desk, month = self.context.desk, self.to_close
            self.act(lambda: closing.close_month(desk, month), lambda _closed: self._look_again())
        elif choice == SKIP:
            self.run(self.find_sticks, self._choose_place)

    def _look_again(self) -> None:
        """Count what is inside once more: the closing goes along."""
        desk, route, code = self.context.desk, self.route, self.code

        def told(outlook: Outlook) -> None:
            self.outlook = outlook
            self.run(self.find_sticks, self._choose_place)

        self.run(lambda: ledger.outlook(desk, route, code), told)

    def _choose_place(self, found: list[Stick]) -> None:
        self.watch.take(found)
        place = self.ask_place(self, "どこに 書き出しますか", found)
        if place is None or self.outlook is None or self.outlook.contents is None:
            return
        contents = self.outlook.contents
        stick = next((s.name for s in found if s.path == place), "")
        question = f"{contents.receiver}への きろくを「{stick or place}」に書き出します"
        if self.ask(self, question, w.leaving_words(contents), verb="書き出す"):
            self._write_to(place, stick)

    def _write_to(self, place: Path, stick: str) -> None:
        desk, route, code = self.context.desk, self.route, self.code
        self.after.hide()
        self.progress.start("USBに書き出しています", "終わるまで USBを ぬかないでください。")

        def work(report: Callable[[int, int, str], None]) -> Done[Exported]:
            done = [0]

            def step(doing: str) -> None:
                report(done[0], _STEPS, doing)
                done[0] += 1

            return bundles.export(desk, route, place, code, stick=stick, step=step)

        self._job = self.context.tasks.run(
            work,
            lambda done: self._wrote(done, stick),
            self._failed,
            self.progress.advance,
            on_cancel=self._stopped,
            owner=self,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _stopped(self) -> None:
        self.progress.finish("書き出すのを やめました", "USBには 何も書いていません。", good=False)

    def _wrote(self, done: Done[Exported], stick: str) -> None:
        self._written = done.result
        more = f" ほか{len(done.result.more)}つ（全部 わたします）" if done.result.more else ""
        what = (
            f"{done.result.changes:,}件を {files.kept_words(done.result.path)}{more}に書き出しました。"
            "読みなおして たしかめました。"
        )
        self.progress.finish("書き出しました", what)
        receipt = OutlineButton(
            "受領書を印刷する",
            name=f"{self.object_name}_receipt_paper",
            icon="printer",
            on_click=self.print_page,
        )
        out = take_out_steps() if stick else ()
        self.after.show_steps(
            (*out, f"{self._receiver()}の方に わたして、受領書に 名前を書いてもらいます。"),
            receipt,
            heading="" if stick else "つぎに すること",
        )
        self.message.hide()
        self.context.changed(done.changes)
        self.refresh(None)

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self.show_error(error)

    def print_page(self) -> None:
        """Show the 受け渡し受領書 of the newest stick before printing."""
        desk = self.context.desk

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab comes with it
            from sasaeai_desktop.services.reports.papers.wanted import Wanted  # noqa: PLC0415

            today = desk.today()
            return printing.preview(desk, "handover-receipt", Wanted(today[:7], fiscal_year(today)))

        show_form(self, draw, self.context.today())

    # In

    def receive(self, place: Path | None = None) -> None:
        """Look at a stick and take in what is for us; ``place`` when somebody pressed a file there."""
        page = ReceivePage(self.context)
        page.find_sticks, page.ask_place = self.find_sticks, self.ask_place
        self.push(page)
        if place is not None:
            page.look(place)
