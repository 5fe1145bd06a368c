"""The sessions of a month, as a calendar or as a list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.services.salon.salons import SessionRow
from sasaeai_desktop.ui.pages.salon import words as w
from sasaeai_desktop.ui.pages.salon.calendar import DaySession, MonthCalendar
from sasaeai_desktop.ui.pages.salon.session_row import SessionButton
from sasaeai_desktop.ui.theme.metrics import text_size
from sasaeai_desktop.ui.widgets.buttons import Button, step_buttons
from sasaeai_desktop.ui.widgets.choices import ChoiceButton
from sasaeai_desktop.ui.widgets.labels import clear_layout, label

_LARGE = 28  # 大: a week of a calendar fills the screen, the list tells more


class SalonMonth(QWidget):
    """A month bar, and below it the calendar or the list by week.

    In the calendar a day with one session opens it, a day with several shows them below, an empty day is for a new one.

    Signals:
        turned(int): so many months on.
        now_requested(): 今月.
        session_chosen(bytes): a session's id.
        day_chosen(str): an empty day's ISO date.
    """

    turned = Signal(int)
    now_requested = Signal()
    session_chosen = Signal(object)
    day_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SessionRow] = []
        self._today = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self.calendar = MonthCalendar()
        self.calendar.day_chosen.connect(self._press_day)
        column.addWidget(self.calendar)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addStretch(1)

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        before, after = step_buttons("salon", "前の月", "次の月", self.turned.emit)
        self._label = label("", "section", name="salon_month")
        self._note = label("", "second", name="salon_month_note")
        self._now = Button("今月", name="salon_now", kind="small", on_click=self.now_requested.emit)
        for widget in (before, self._label, after):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self._note, 1)
        row.addWidget(self._now)
        self._ways = QButtonGroup(self)
        for name, words in (("calendar", "こよみ"), ("rows", "一覧")):
            way = ChoiceButton(words, name=f"salon_as_{name}")
            way.setChecked((name == "rows") == (text_size() >= _LARGE))
            self._ways.addButton(way)
            row.addWidget(way)
        self._as_rows = way
        self._ways.buttonClicked.connect(self._show_way)
        return bar

    def show_month(self, month: str, rows: list[SessionRow], today: str) -> None:
        """Show a month's sessions.

        Args:
            month: "2026-06".
            rows: its sessions, in order.
            today: ISO date.
        """
        self._rows, self._today = rows, today
        self._label.setText(w.month_words(month))
        self._now.setVisible(month != today[:7])
        held = [r for r in rows if w.state_of_row(r, today) == w.HELD]
        self._note.setText(f"{len(held)}回　{sum(r.total for r in held)}人" if held else "")
        self.calendar.show_month(
            month,
            [(r.date, DaySession(r.salon_name, w.state_of_row(r, today), r.total)) for r in rows],
            today,
        )
        self._show_way()

    def _show_way(self) -> None:
        as_rows = self._as_rows.isChecked()
        self.calendar.setVisible(not as_rows)
        clear_layout(self._list)
        if as_rows:
            self._show_weeks()
        elif not self._rows:
            self._say("この月の開催は まだ登録されていません。日を押すと、その日の開催を登録できます。")

    def _show_weeks(self) -> None:
        if not self._rows:
            self._say("この月の開催は まだ登録されていません。")
        week = ""
        for at, row in enumerate(self._rows):
            if w.monday_of(row.date) != week:
                week = w.monday_of(row.date)
                if at:
                    self._list.addSpacing(8)
                self._list.addWidget(label(w.week_words(row.date), "second"))
            self._add_session(at, row)

    def _press_day(self, day: str) -> None:
        found = [(at, row) for at, row in enumerate(self._rows) if row.date == day]
        if not found:
            self.day_chosen.emit(day)
        elif len(found) == 1:
            self.session_chosen.emit(found[0][1].id)
        else:
            clear_layout(self._list)
            self._list.addSpacing(12)
            self._list.addWidget(label(f"{w.day_words(day)}の開催", "subsection", name="salon_day_heading"))
            for at, row in found:
                self._add_session(at, row)

    def _add_session(self, at: int, row: SessionRow) -> None:
        second = "　".join(t for t in (w.span_words(row.start, row.end), row.venue) if t)
        state = w.state_of_row(row, self._today)
        button = SessionButton(
            row.date, weekday(row.date), row.salon_name, second, state, row.total, name=f"session_{at}"
        )
        button.clicked.connect(partial(self._open, row.id))
        self._list.addWidget(button)

    def _open(self, session: Id, _checked: bool = False) -> None:
        self.session_chosen.emit(session)

    def _say(self, words: str) -> None:
        self._list.addSpacing(8)
        self._list.addWidget(label(words, "body", wrap=True, name="salon_no_session"))
