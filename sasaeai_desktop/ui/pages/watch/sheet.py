"""紙の訪問票から入力: the stamp card at the left, person, day and keys at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.domain.holidays import holidays_of
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.watch import sheet_marks
from sasaeai_desktop.services.watch.sheets import SheetView
from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.watch.key_panel import KeyPanel
from sasaeai_desktop.ui.pages.watch.printing import print_sheet
from sasaeai_desktop.ui.pages.watch.sheet_marks import SheetMarks
from sasaeai_desktop.ui.pages.watch.sign_dialog import SignDialog
from sasaeai_desktop.ui.pages.watch.tally import TallyPage, round_subjects
from sasaeai_desktop.ui.pages.watch.words import day_words, mark_of
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.grid_sheet import MARK_WORDS
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.month_grid import MonthGrid


class SheetPage(Page):
    """One watcher's month, typed in as it stands on the paper."""

    object_name = "sheet"

    def __init__(self, context: PageContext, view: SheetView) -> None:
        super().__init__(context)
        self.marks = SheetMarks.of(view)
        self._just: tuple[int, int] | None = None  # the mark typed last, until the cursor is moved by hand
        self._jumping = False
        number = f"　票の番号 {view.number}" if view.number else ""
        about = f"{wareki(view.month)}分（{view.month[:4]}）　担い手 {view.watcher_name}さん{number}"
        self.set_heading("紙の訪問票から入力", about, below=True)
        self.set_primary("この票を保存する", icon="check", action=self._save)
        self.add_outline("回数だけ入れる", name="sheet_tally", icon="list", action=self._tally)
        self.grid = MonthGrid(name="sheet_grid")
        self.entered = label("", "second", name="sheet_count")
        self.keys = KeyPanel(clear=self._clear, signs=self._signs_here)
        self.keys.buttons.pressed.connect(self.grid.set_mark)
        # Where both do not fit the keys go below, and the cells grow with their digits.
        # 736: the month with its narrowest cells; a day beyond the edge could not be seen.
        columns = Columns(right_width=344, left_least=736, gap=16, left_grows=True)
        columns.arranged.connect(lambda stacked: self.keys.arrange(flat=stacked))
        self.keys.arrange(flat=columns.stacked())
        columns.left.addWidget(self._scrolled(), 1)
        columns.left.addLayout(self._legend())
        columns.right.addWidget(self.keys)
        columns.right.addStretch(1)
        self.body.setContentsMargins(12, 0, 22, 4)
        self.body.addWidget(columns, 1)
        self.grid.mark_changed.connect(self._marked)
        self.grid.cursor_moved.connect(self._moved)
        self.grid.signs_requested.connect(self._ask_signs)
        self.grid.show_month(view.month, self.marks.grid_rows(), holidays_of(view.month))
        self._count()
        subjects = round_subjects(context, "sheet", view)
        self.begin_draft("sheet", *subjects, state=self.marks.state, show=self._show_state)

    # Building

    def _scrolled(self) -> QScrollArea:
        area = _Area()
        area.setObjectName("sheet_area")
        area.setAccessibleName("紙の訪問票")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(px(120))
        area.setWidget(self.grid)
        return area

    def _legend(self) -> QHBoxLayout:
        planned = QWidget()
        inside = QHBoxLayout(planned)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(_Swatch())
        inside.addWidget(label("予定の日", "second"))
        flow = FlowLayout(gap=32, line_gap=2)
        for widget in (planned, self.entered, label("矢印キーで、どの日へも動けます。", "second")):
            flow.addWidget(widget)
        around = QHBoxLayout()
        around.setContentsMargins(12, 6, 16, 0)
        around.addLayout(flow)
        return around

    def showEvent(self, event: QShowEvent) -> None:
        """The grid takes the keys: typing marks is all this page is for."""
        super().showEvent(event)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # Typing

    def _last_day(self) -> int:
        """Return the last day that may have a mark: today, in the present month."""
        today = self.context.today()
        return int(today[8:10]) if self.marks.view.month == today[:7] else 31

    def _marked(self, row: int, day: int, mark: str) -> None:
        if mark and day > self._last_day():
            self._refuse(row, day)
            return
        self.message.hide()
        self._just, self._jumping = ((row, day), True) if mark else (None, False)
        self.marks.set_mark(row, day, mark)
        self.grid.set_concern(row, day, on=self.marks.concern(row, day))
        self.entry_made()
        self._count()

    def _refuse(self, row: int, day: int) -> None:
        """Take the mark of a day still to come off again."""
        self.grid.rows[row].marks.pop(day, None)
        self.message.show_error(
            InputError(
                f"{day_words(self._date(day))}は、きょうより先の日です。", "きょうまでの日に入れてください。"
            )
        )

    def _date(self, day: int) -> str:
        return f"{self.marks.view.month}-{day:02}"

    def _moved(self, row: int, day: int) -> None:
        if not self._jumping:
            self._just = None
        self._jumping = False
        shown = self.marks.view.rows[row]
        self.keys.who.setText(f"{shown.name}さん")
        self.keys.day.setText(day_words(self._date(day)))
        self._show_note(row, day)

    def _show_note(self, row: int, day: int) -> None:
        held = self.marks.first(row, day)
        many = len(self.marks.acts[row].get(day, ()))
        words = f"この日のきろくは {many}つあります。" if many > 1 else "気になることがあれば"
        if held is not None and held.memo:
            words = f"メモ　{held.memo}"
        if self._just not in (None, (row, day)):
            words = self._just_words()
        self.keys.note.setText(words)
        self.keys.clear.setVisible(held is not None)

    def _just_words(self) -> str:
        """Say whose 様子 the 4 would note: that of the mark just typed, though the cursor has gone on.

        Who it is about is said once the cursor stands at somebody else: two lines push the panel below the edge.
        """
        assert self._just is not None, "asked by whoever knows it"
        at, day = self._just
        held = self.marks.first(at, day)
        mark = MARK_WORDS[mark_of(held.method, held.result)] if held is not None else ""
        here = self.grid.cursor_cell().row == at
        who = "" if here else f"{self.marks.view.rows[at].name}さん "
        return f"{who}{int(self.marks.view.month[5:7])}月{day}日（{mark}）の様子なら"

    def _count(self) -> None:
        open_days = self.marks.open_days(min(self._last_day(), 31))
        self.entered.setText(f"入力 {self.marks.count()}回 ／ 残り {open_days}日")

    def _clear(self) -> None:
        self.grid.set_mark("")
        cell = self.grid.cursor_cell()
        self._show_note(cell.row, cell.day)

    def _signs_here(self) -> None:
        cell = self.grid.cursor_cell()
        self._ask_signs(cell.row, cell.day)

    def _ask_signs(self, row: int, day: int) -> None:
        row, day = self._just or (row, day)
        held = self.marks.first(row, day)
        if held is None:
            self.message.show_words(
                f"{day_words(self._date(day))}には、まだ印がありません。",
                "さきに 1・2・3・0 のどれかを押してから、様子をえらんでください。",
            )
            return
        self.message.hide()
        name = self.marks.view.rows[row].name
        dialog = SignDialog(self, f"{name}さん　{day_words(self._date(day))}", held)
        if ask(dialog):
            self.marks.set_condition(row, day, *dialog.noted())
            self.grid.set_concern(row, day, on=self.marks.concern(row, day))
            self.entry_made()
            self._show_note(row, day)

    # Drafts and saving

    def _show_state(self, state: dict[str, Any]) -> None:
        view = self.marks.view
        self.marks.show_state(state)
        self.grid.show_month(view.month, self.marks.grid_rows(), holidays_of(view.month))
        self._count()

    def _save(self) -> None:
        if not self.marks.changed():  # looking at a sheet makes none, also where the button is pressed
            self.context.note("変えたところは ありません")
            self.leave()
            return
        desk, view, all_marks = self.context.desk, self.marks.view, list(self.marks.sheet_marks())
        self.message.hide()
        if self.primary is not None:
            self.primary.setEnabled(False)  # pressed twice saves once
        self.context.tasks.run(
            lambda: sheet_marks.save_round(desk, view, all_marks), self._saved, self._failed, owner=self
        )

    def _saved(self, done: Done[int]) -> None:
        self.forget_draft()
        self.leave()
        self.context.changed(done.changes)

    def _failed(self, error: UserError) -> None:
        if self.primary is not None:
            self.primary.setEnabled(True)
        self.message.show_error(error)

    def _tally(self) -> None:
        self.push(TallyPage(self.context, self.marks.view))

    def print_page(self) -> None:
        """Print this sheet."""
        print_sheet(self, self.marks.view.watcher, self.marks.view.month)


class _Area(QScrollArea):
    """As high as the page leaves it; Qt would ask for a height of its own and make the whole page scroll."""

    def sizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(px(560), px(120))


class _Swatch(QWidget):
    """The ground of a planned day."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(24, 24)
        self.setAccessibleName("予定の日の色")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw one empty planned cell."""
        painter = QPainter(self)
        painter.setPen(QColor(c.EDGE))
        painter.setBrush(QColor(c.PLAN))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
