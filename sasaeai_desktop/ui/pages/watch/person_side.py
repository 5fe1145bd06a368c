"""One person at the right: ふだんの様子 before any record, the year, and what was seen lately."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.watch.baseline import BaselinePanel
from sasaeai_desktop.ui.pages.watch.timeline_rows import entries_of
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.charts import YearChart
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.timeline import Timeline, TimelineEntry

_POINT = 46
_LEAST = 2


class PersonSide(QWidget):
    """Baseline, year chart and the latest acts; as many acts as the height allows.

    Signals:
        visit_opened(object): an act was clicked.
        history_asked(): 前も見る.
        edit_asked(): ほかも直す beside ふだんの様子.
    """

    visit_opened = Signal(object)
    history_asked = Signal()
    edit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("watch_person")
        self._view: PersonView | None = None
        self._today = ""
        self._shown = -1
        self.below = 0  # px that the page needs below the acts
        self.baseline = BaselinePanel(self.edit_asked.emit)
        self.total = label("", "strong", name="watch_year_total")
        self.chart = YearChart("この1年の見守り", name="watch_year")
        self.timeline = Timeline(name="watch_timeline")
        self.more = LinkButton("前も見る", name="watch_history", on_click=self.history_asked.emit)
        self.timeline.opened.connect(self.visit_opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._top = Columns(right_width=360, left_least=400, gap=32)
        self._top.left.addWidget(self.baseline)
        self._top.left.addStretch(1)
        self._top.right.addLayout(self._year())
        self._top.right.addStretch(1)
        self._top.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column.addWidget(self._top)
        head = QHBoxLayout()
        head.addWidget(label("さいきんの様子", "strong"))
        head.addStretch(1)
        head.addWidget(self.more)
        column.addLayout(head)
        column.addWidget(self.timeline)
        column.addStretch(1)

    def _year(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(label("この1年の見守り", "strong"))
        head.addStretch(1)
        head.addWidget(self.total)
        column.addLayout(head)
        column.addWidget(self.chart)
        return column

    def show_view(self, view: PersonView, today: str) -> None:
        """Show a person."""
        self._view, self._today, self._shown = view, today, -1
        self.baseline.show_text(view.person.baseline)
        self.total.setText(f"{view.year_total}回")
        months = view.months
        self.chart.show_values([m.count for m in months], [m.label for m in months], len(months) - 1)
        self._show_points()

    def _show_points(self) -> None:
        view = self._view
        if view is None:
            return
        count = self._room()
        if count == self._shown:
            return
        self._shown = count
        self.more.setVisible(len(view.visits) > count or bool(view.visits))
        self.timeline.show_entries([*today_entry(view), *entries_of(self._visits()[:count], self._today)])

    def _visits(self) -> tuple[Visit, ...]:
        return self._view.visits if self._view is not None else ()

    def _room(self) -> int:
        """Return how many acts fit below today's line without scrolling, three at least."""
        ground = self.parentWidget()
        view = ground.parentWidget() if ground is not None else None
        high = view.height() if view is not None else self.height()
        top = self._top.heightForWidth(self.width()) if self.width() > 0 else self._top.sizeHint().height()
        used = top + px(44) + 12 + px(_POINT) + self.below
        return max(_LEAST, (high - used) // px(_POINT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the height with acts."""
        super().resizeEvent(event)
        self._show_points()

    def changeEvent(self, event: QEvent) -> None:
        """Count anew when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._shown = -1
            self._show_points()


def today_entry(view: PersonView) -> list[TimelineEntry]:
    """Return today's state as the first point; nothing for someone who is not watched."""
    if not view.state_words:
        return []
    sign = "attention" if view.overdue else "open" if view.days_since is None else "done"
    return [TimelineEntry(None, "きょう", view.state_words, sign=sign)]
