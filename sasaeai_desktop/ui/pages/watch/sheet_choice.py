"""Which paper sheet: by its number, or by month and watcher."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.watch import sheets
from sasaeai_desktop.services.watch.sheets import SheetLine, SheetView
from sasaeai_desktop.ui.drafts import shelf_of
from sasaeai_desktop.ui.pages.heavy import push_scan
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.watch.months import MonthField, month_of_sheets
from sasaeai_desktop.ui.pages.watch.printing import print_sheet
from sasaeai_desktop.ui.pages.watch.round_order import RoundPage
from sasaeai_desktop.ui.pages.watch.sheet import SheetPage
from sasaeai_desktop.ui.pages.watch.words import month_words
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState


class SheetChoice(Page):
    """The sheets of a month; a click opens one."""

    object_name = "sheets"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._lines: dict[Id, SheetLine] = {}
        today = context.today()
        self.set_heading("紙の訪問票から入力", "行を押すと、その票が開きます", below=True)
        self.set_primary("えらんだ票を入力する", icon="pencil", action=self._open_framed)
        self.add_outline("まわる順", name="sheets_round", icon="list", action=self._round)
        self.add_outline("紙を読み取る", name="sheets_scan", icon="upload", action=self._scan)
        self.month = MonthField(month_of_sheets(today), today, name="sheets_month")
        self.month.changed.connect(lambda _month: self.refresh(None))
        self.list = RowList("この月の訪問票", name="sheets_list")
        self.list.setMinimumHeight(px(240))  # four rows, also where the number's panel lies below
        self.list.opened.connect(self._open_watcher)
        self.none = EmptyState(
            "table",
            "この月の票は ありません",
            "見守る方の担い手が決まると、担い手ごとの訪問票が ここに並びます。",
            name="sheets_empty",
        )
        self.none.hide()
        columns = Columns(right_width=400, left_least=560, gap=32)
        columns.left.addWidget(self.month)
        columns.left.addSpacing(12)
        columns.left.addWidget(self.list, 1)
        columns.left.addWidget(self.none, 1)
        columns.right.addWidget(self._by_number())
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)

    def _by_number(self) -> Panel:
        panel = Panel(name="sheets_number_panel", gap=12)
        self.number = LineField(
            "票の番号", name="sheets_number", chars=8, support="紙の右上に印刷してある番号です（例 0512）。"
        )
        self.number.line.returnPressed.connect(self._open_number)
        row = QHBoxLayout()
        row.addWidget(
            OutlineButton("この番号の票を開く", name="sheets_open_number", on_click=self._open_number)
        )
        row.addStretch(1)
        panel.add(label("番号で開く", "subsection"), self.number)
        panel.add_layout(row)
        return panel

    def refresh(self, changes: Changes | None) -> None:
        """Read the month again."""
        if changes is not None and not changes.touches("visit", "sheet", "assignment", "case", "person"):
            return
        desk, month = self.context.desk, self.month.value()
        self.context.tasks.run(
            lambda: sheets.sheets_of_month(desk, month), lambda lines: self._show(month, lines), owner=self
        )

    def _show(self, month: str, lines: list[SheetLine]) -> None:
        if month != self.month.value():
            return
        self._lines = {line.watcher: line for line in lines}
        self.list.set_rows([self._row(line) for line in lines])
        if lines and self.list.current_key() is None:
            self.list.setCurrentIndex(self.list.rows.index(0))
        self.list.setVisible(bool(lines))
        self.none.setVisible(not lines)
        if self.primary is not None:
            self.primary.setVisible(bool(lines))

    def _row(self, line: SheetLine) -> PersonRow:
        number = f"・票の番号 {line.number}" if line.number else ""
        second = f"見守る方 {line.people}人{number}"
        if self._half_done(line):
            return PersonRow(line.watcher, line.watcher_name, second, badge="書きかけ")
        right = f"入力 {line.marks}回" if line.marks else "まだ"
        return PersonRow(line.watcher, line.watcher_name, second, right, "done" if line.marks else "open")

    def _half_done(self, line: SheetLine) -> bool:
        """Say whether marks of this round wait to be saved."""
        mine = (line.watcher.hex(), self.month.value())
        sheet = line.sheet.hex() if line.sheet is not None else "-"
        kept = (draft.parts for draft in shelf_of(self.context).all())
        return any(p[0] == "sheet" and (p[1] == sheet or p[2:] == mine) for p in kept)

    # Opening

    def _scan(self) -> None:
        """Read scanned sheets instead of typing them."""
        push_scan(self)

    def _round(self) -> None:
        """Change the order of the framed 担い手's round."""
        key = self.list.current_key()
        if isinstance(key, bytes):
            self.push(RoundPage(self.context, Id(key)))

    def _open_framed(self) -> None:
        key = self.list.current_key()
        if key is not None:
            self._open_watcher(key)

    def _open_watcher(self, watcher: object) -> None:
        line = self._lines.get(watcher)  # type: ignore[call-overload]  # keys of the list are ids
        if line is None:
            return
        desk, month = self.context.desk, self.month.value()
        self.message.hide()
        self.context.tasks.run(
            lambda: sheets.look_at(desk, line.watcher, month), self._open, self._failed, owner=self
        )

    def _open_number(self) -> None:
        number = self.number.value()
        if not number:
            self.number.set_error("「票の番号」を入れてください。")
            return
        self.number.clear_error()
        desk, month = self.context.desk, self.month.value()
        self.context.tasks.run(
            lambda: sheets.open_sheet(desk, number, month), self._open, self._number_failed, owner=self
        )

    def _number_failed(self, error: UserError) -> None:
        month = month_words(self.month.value())
        self.number.set_error(f"{month}に、その番号の票は ありません。月と番号を たしかめてください。")
        del error

    def _open(self, view: SheetView) -> None:
        self.push(SheetPage(self.context, view))

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)

    def print_page(self) -> None:
        """Print the framed sheet."""
        key = self.list.current_key()
        if key in self._lines:
            print_sheet(self, self._lines[key].watcher, self.month.value())  # type: ignore[index]  # as above
