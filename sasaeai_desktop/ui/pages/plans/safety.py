"""安否確認: begun with one button, ticked with one key per person, counted live."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.plans import Disaster, Safety
from sasaeai_desktop.services.plans import disaster
from sasaeai_desktop.services.plans.disaster import Board, SafetyRow
from sasaeai_desktop.ui.pages.heavy import push_scan
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.plans.summary import SummaryPage
from sasaeai_desktop.ui.pages.salon.tile_grid import TileGrid
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed

_KINDS = ("safety_event", "safety_tick", "evacuation_plan", "case", "person", "alias")
_KEYS = {Qt.Key.Key_1: Safety.SAFE, Qt.Key.Key_2: Safety.HELP, Qt.Key.Key_3: Safety.UNKNOWN}
_SIGNS = {Safety.SAFE.value: DONE, Safety.HELP.value: ATTENTION, Safety.UNKNOWN.value: OPEN, "": ""}


class SafetyList(RowList):
    """The people; 1, 2 or 3 ticks the framed one.

    Signals:
        ticked(object, str): key of the row and code of ``Safety``.
    """

    ticked = Signal(object, str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with one key."""
        state = _KEYS.get(Qt.Key(event.key()))
        if state is not None and self.current_key() is not None:
            self.ticked.emit(self.current_key(), state.value)
            return
        super().keyPressEvent(event)


class SafetyPage(Page):
    """The open event, or the choice that begins one."""

    object_name = "safety"
    title = "安否確認"
    icon = "bang"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._board: Board | None = None
        self.set_heading("安否確認")
        self._paper = self.add_outline(
            "一覧を印刷する", name="safety_print", icon="printer", action=self.print_page
        )
        self._scan = self.add_outline(
            "紙を読み取る", name="safety_scan", icon="upload", action=self._read_paper
        )
        self._sum = self.add_outline(
            "本部へのまとめ", name="safety_summary", icon="document-chart", action=self._summary
        )
        self._end = self.add_outline(
            "安否確認を終える", name="safety_close", icon="check", action=self._close
        )
        self.ask = label(
            "何がありましたか。押すと、見守りの方みんなの安否確認が始まります。", "section", wrap=True
        )
        self.begin = TileGrid(name="safety_begin", least=240)
        self.begin.set_tiles(
            [
                Button(
                    d.label, name=f"safety_{d.value}", kind="outline", on_click=partial(self._open, d.value)
                )
                for d in Disaster
            ]
        )
        self.counts = label("", "section", name="safety_counts", wrap=True)
        self.by = LineField(
            "だれが見ましたか（空けておくと、いま使っている方）", name="safety_by", chars=12, required=False
        )
        self.list = SafetyList("確かめる方の一覧", name="safety_list")
        self.list.ticked.connect(self._tick)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for n, state in enumerate(Safety, 1):
            row.addWidget(
                Button(
                    f"{n}　{state.label}", name=f"safety_tick_{state.value}", kind="outline",
                    on_click=partial(self._tick_current, state.value), hint=f"キー {n} でも きろくできます",
                )
            )  # fmt: skip
        row.addWidget(label("えらんだ方を、数字のキー 1・2・3 でも きろくできます。", "second"), 1)
        for part in (self.ask, self.begin, self.counts, self.list, self.buttons, self.by):
            self.body.addWidget(part, 1 if part is self.list else 0)
        self.body.addStretch(0)
        self._show_parts(open_event=False)

    def _show_parts(self, *, open_event: bool) -> None:
        for start in (self.ask, self.begin):
            start.setVisible(not open_event)
        for part in (
            self.counts,
            self.list,
            self.buttons,
            self.by,
            self._paper,
            self._scan,
            self._sum,
            self._end,
        ):
            part.setVisible(open_event)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the open event."""
        if changes is None or changes.touches(*_KINDS):
            desk = self.context.desk

            def read() -> Board | None:
                return disaster.board(desk) if disaster.current_event(desk) else None

            self.run(read, self._show)

    def _show(self, board: Board | None) -> None:
        first, self._board = self._board is None, board
        self._show_parts(open_event=board is not None)
        if board is None:
            self.set_heading("安否確認")
            return
        self.set_heading(f"安否確認　{board.title}", f"{len(board.rows)}人")
        self.counts.setText(
            f"無事 {board.safe}人　支援が必要 {board.help}人　不明 {board.unknown}人　まだ {board.left}人"
        )
        self.list.set_rows([_row(r) for r in board.rows])
        if first or self.list.current_key() is None:
            self._frame_next(None)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _frame_next(self, after: Id | None) -> None:
        """Frame the next person nobody has looked at, below the one just ticked."""
        if self._board is None:
            return
        rows = list(self._board.rows)
        start = next((n + 1 for n, r in enumerate(rows) if r.person == after), 0)
        left = [r for r in rows[start:] + rows[:start] if not r.state and r.person != after]
        if left:
            self.list.choose(left[0].person)

    # What can be done

    def _open(self, kind: str) -> None:
        self.act(partial(disaster.open_event, self.context.desk, kind))

    def _tick_current(self, state: str) -> None:
        person = self.list.current_key()
        if isinstance(person, bytes):
            self._tick(Id(person), state)

    def _tick(self, person: Id, state: str) -> None:
        self._frame_next(person)
        self.act(partial(disaster.tick, self.context.desk, person, state, self.by.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 tick wherever the focus is, but in the field of who saw it."""
        state = _KEYS.get(Qt.Key(event.key()))
        typing = isinstance(self.focusWidget(), QLineEdit)
        if state is not None and self._board is not None and not typing:
            self._tick_current(state.value)
            return
        super().keyPressEvent(event)

    def _close(self) -> None:
        self.act(partial(disaster.close_event, self.context.desk), lambda _board: self.leave())

    def _read_paper(self) -> None:
        push_scan(self)

    def _summary(self) -> None:
        if self._board is not None:
            self.push(SummaryPage(self.context, self._board.event.id))

    def print_page(self) -> None:
        """Show the list to be ticked by hand."""
        desk, today = self.context.desk, self.context.today()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            return printing.preview(desk, "safety-list", wanted.Wanted(today[:7], fiscal_year(today)))

        show_form(self, draw, today)


def _row(row: SafetyRow) -> PersonRow:
    second = "　".join(
        w
        for w in (
            f"{row.town}{row.group}",
            f"できない: {row.needs}" if row.needs else "",
            row.phone,
            row.help_words,
            row.place,
        )
        if w
    )
    state = label_of(Safety, row.state) if row.state else "まだ"
    right = f"{state}　{row.seen}".strip()
    return PersonRow(row.person, row.name, second, right, _SIGNS[row.state])
