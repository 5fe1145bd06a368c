"""お願いのこよみ: what is asked for and what was done, day by day; a repeated request stands on each of its days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.help import requests
from sasaeai_desktop.services.help.requests import CalendarDay
from sasaeai_desktop.ui.pages.help.request_form import RequestFormPage
from sasaeai_desktop.ui.pages.help.request_page import RequestPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import month_stepper
from sasaeai_desktop.ui.pages.salon import words as w
from sasaeai_desktop.ui.pages.salon.calendar import CellWords, DaySession, MonthCalendar
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList

_KINDS = ("help_request", "help_act", "help_member", "person", "volunteer", "alias")
_CELLS = CellWords("お願いはありません", "この日のお願いを 右に出します", "この日を えらびます")


@dataclass(frozen=True, slots=True)
class DayRequest(DaySession):
    """One request in a cell: the family name and how it stands."""

    work: str = ""

    def short(self) -> str:
        """Return the family name: a cell is narrow."""
        return self.salon.split()[0] if self.salon.split() else self.work

    def stands(self) -> str:
        """Return how it stands, in words."""
        return {w.HELD: "済み", w.PLANNED: "決まり", w.MISSING: "まだ"}[self.state]

    def words(self) -> str:
        """Return it as a screen reader says it."""
        return "、".join(t for t in (self.salon, self.work, self.stands()) if t)

    def figure(self) -> str:
        """Return nothing: one request is one."""
        return ""


def state_of(day: CalendarDay) -> str:
    """Return which sign a request has on one of its days."""
    if day.done:
        return w.HELD
    return w.PLANNED if day.helpers else w.MISSING


class HelpCalendarPage(Page):
    """A month at the left, the chosen day's requests at the right; a row opens its request."""

    object_name = "help_calendar"
    title = "お願いのこよみ"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._days: list[CalendarDay] = []
        self._day = context.today()
        self.set_heading("お願いのこよみ")
        self.set_primary("お願いを受け付ける", icon="plus", action=self._receive)
        self.month = month_stepper("help_calendar_month", context.today()[:7])
        self.month.changed.connect(self._turned)
        self.calendar = MonthCalendar(name="help_calendar_grid", cells=_CELLS)
        self.calendar.day_chosen.connect(self._choose)
        self.day_words = label("", "subsection", name="help_calendar_day")
        self.list = RowList("この日のお願い", name="help_calendar_list")
        self.list.opened.connect(self._open)
        columns = Columns(right_width=440, left_least=620)
        columns.left.setSpacing(8)
        columns.right.setSpacing(8)
        columns.left.addWidget(self.month)
        columns.left.addWidget(self.calendar)
        columns.left.addStretch(1)
        columns.right.addWidget(self.day_words)
        columns.right.addWidget(self.list, 1)
        self.body.addWidget(columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the month."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def _load(self) -> None:
        self.run(partial(requests.calendar, self.context.desk, self.month.value()), self._show)

    def _turned(self) -> None:
        month, today = self.month.value(), self.context.today()
        self._day = today if today[:7] == month else f"{month}-01"
        self._load()

    def _show(self, found: list[CalendarDay]) -> None:
        if any(not day.date.startswith(self.month.value()) for day in found):
            return  # another month was chosen meanwhile
        self._days = found
        waiting = sum(not day.done and not day.helpers for day in found)
        self.set_heading("お願いのこよみ", f"行く方が まだ {waiting}件" if waiting else "")
        cells = [(day.date, DayRequest(day.who or day.work, state_of(day), 0, day.work)) for day in found]
        self.calendar.show_month(self.month.value(), cells, self.context.today())
        self._show_day()

    def _choose(self, day: str) -> None:
        self._day = day
        self._show_day()

    def _show_day(self) -> None:
        here = [day for day in self._days if day.date == self._day]
        self.day_words.setText(
            f"{w.day_words(self._day)}　{len(here)}件"
            if here
            else f"{w.day_words(self._day)}　お願いは ありません"
        )
        self.list.set_rows([_row(day) for day in here])

    def _open(self, request: Id) -> None:
        self.push(RequestPage(self.context, request))

    def _receive(self) -> None:
        self.push(RequestFormPage(self.context, opened=self._open, day=self._day))


def _row(day: CalendarDay) -> PersonRow:
    if day.done:
        right, sign = "済み", DONE
    else:
        right, sign = (f"{day.helpers}さん", OPEN) if day.helpers else ("行く方が まだ", ATTENTION)
    return PersonRow(day.request, day.who or "名前のない方", day.work, right, sign)
