"""声をかけたい方: who, why, four weeks at a glance, and the button that records."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.services.today.worklist import NEVER, OVERDUE, PLANNED, STAY_AWAY, WorkItem
from sasaeai_desktop.ui.filling import KeptRows
from sasaeai_desktop.ui.pages.watch.words import short_town
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton, QuietButton
from sasaeai_desktop.ui.widgets.charts import FourWeekStrip
from sasaeai_desktop.ui.widgets.labels import label, restyle, rule
from sasaeai_desktop.ui.widgets.signs import IconLabel, Sign

_ICONS = {STAY_AWAY: "cup", NEVER: "person-plus", PLANNED: "calendar"}
_FIRST = 12
_NEXT = 24  # rows more at each press: hundreds at once would hold the window, and whoever saves a visit waits for them all
_AT_ONCE = 6  # a laptop shows five
_NAME_WIDTH = 160
_GAP = 8  # beyond the ordinary space, left of the button
STRIP_WIDTH = 200
BUTTON_WIDTH = 144


class CallRow(QWidget):
    """One person to think of.

    Signals:
        recorded(): きろくする was pressed.
    """

    recorded = Signal()

    def __init__(self, item: WorkItem) -> None:
        super().__init__()
        self._placed = False  # has a width of its list, before which every height would be a guess
        self._name_box = QWidget()
        _pair(self._name_box, item.name, _where(item), "name")
        words = QWidget()
        _pair(words, item.head, item.second, "strong")
        self._button = button = QuietButton("きろくする", name="", row=True, on_click=self.recorded.emit)
        button.setAccessibleName(f"{item.name}さんを きろくする")
        button.setAccessibleDescription(f"{item.head}。{item.second}")
        said = f"この4週間。{item.head}。{item.second}"
        self._strip = FourWeekStrip(item.strip, gap_from=item.gap_from, words=said, name="")
        self._line = rule("soft")
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(16)
        row.addWidget(_sign_of(item))
        row.addWidget(self._name_box)
        row.addWidget(words, 1)
        row.addWidget(self._strip)
        row.addSpacing(_GAP)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._line)
        self._fit()

    def stand_at(self, at: int, *, last: bool) -> None:
        """Take the names of a place, and the stronger line if it is the last of all."""
        name = f"today_{at}"
        self.setObjectName(name)
        self._button.setObjectName(f"{name}_record")
        self._strip.setObjectName(f"{name}_strip")
        line = "rule" if last else "soft"
        if self._line.property("line") != line:
            self._line.setProperty("line", line)
            restyle(self._line)

    def _fit(self) -> None:
        self._name_box.setFixedWidth(px(_NAME_WIDTH))
        self._button.setFixedWidth(px(BUTTON_WIDTH))
        self._fit_height()

    def _fit_height(self) -> None:
        column = self.layout()
        if column is not None and self._placed:
            self.setFixedHeight(column.totalHeightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        """Say no: the row takes its height when it has its width. A list of rows is asked a hundred times for each."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the new width needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._placed = self.parentWidget() is not None
            self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ, and take the letters of the window it is put into."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


class CallList(QWidget):
    """The rows, a dozen at first, then some more at each press.

    Signals:
        asked(object): id of the person to be recorded.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today_people")
        self._items: tuple[WorkItem, ...] = ()
        self._most = _FIRST
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.count = label("", "body", tone="second", name="today_count")
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(label("声をかけたい方", "section"), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addSpacing(12)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        self._legend = QWidget()
        legend = QHBoxLayout(self._legend)
        legend.setContentsMargins(0, 0, 0, 0)
        legend.addWidget(label("この4週間", "second"))
        legend.addStretch(1)
        legend.addWidget(label("きょう", "second"))
        head.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignBottom)
        self._space = QWidget()
        head.addWidget(self._space)
        column.addLayout(head)
        column.addWidget(rule())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._kept = KeptRows[WorkItem](self, self._rows, self._row, self._number)
        column.addLayout(self._rows)
        self._more = LinkButton("", name="today_more", on_click=self._show_more)
        column.addWidget(self._more)
        self._calm = QHBoxLayout()
        self._calm.setContentsMargins(0, 8, 0, 4)
        self._calm.setSpacing(16)
        self.calm = label("", "body", wrap=True, name="today_others")
        self._calm.addWidget(Sign("done", 28))
        self._calm.addWidget(self.calm, 1)
        column.addLayout(self._calm)
        column.addStretch(1)
        self._fit()

    def show_items(self, items: tuple[WorkItem, ...], others: int) -> None:
        """Show people, and say how the others are."""
        same = items == self._items and self._rows.count() > 0
        self._items = items
        self.count.setText(f"{len(items)}人")
        if items:
            self.calm.setText(
                f"ほかの{others}人は、いつものとおりです。" if others else "ほかの方は いません。"
            )
        else:
            self.calm.setText(_all_well(others))
        self._legend.setVisible(bool(items))
        if not same:  # nearly everything asks for a fresh list, and mostly it is the same one
            self._draw()

    def _draw(self) -> None:
        shown = self._items[: self._most]  # each person once
        self._kept.show({item.person.hex(): item for item in shown}, _AT_ONCE)
        rest = len(self._items) - len(shown)
        words = f"あと{rest}人を見る"
        self._more.set_words(words if rest <= _NEXT else f"つぎの{_NEXT}人を見る（あと{rest}人）")
        self._more.setVisible(rest > 0)

    def _row(self, item: WorkItem) -> QWidget:
        row = CallRow(item)
        row.recorded.connect(lambda: self.asked.emit(item.person))
        return row

    def _number(self, row: QWidget, at: int) -> None:
        assert isinstance(row, CallRow)
        row.stand_at(at, last=at == len(self._items) - 1)

    def _show_more(self) -> None:
        self._most += _NEXT
        self._draw()

    def _fit(self) -> None:
        self._legend.setFixedWidth(max(STRIP_WIDTH, self._legend.sizeHint().width()))
        self._space.setFixedWidth(px(BUTTON_WIDTH) + 16 + _GAP)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ, and take the letters of the window it is put into."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


def _pair(box: QWidget, first: str, second: str, role: str) -> None:
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(label(first, role, wrap=True))
    column.addWidget(label(second, "second", wrap=True))
    column.addStretch(1)


def _where(item: WorkItem) -> str:
    age = f"{item.age}歳" if item.age is not None else ""
    return "・".join(t for t in (short_town(item.town), age) if t)


def _sign_of(item: WorkItem) -> QWidget:
    if item.kind == OVERDUE:
        return Sign("attention", 40)
    return IconLabel(_ICONS.get(item.kind, "bang"), 40, ground=c.WARM2)


def _all_well(people: int) -> str:
    """Say that nobody needs a visit; 「とも」 is said of two and more."""
    if people == 0:
        return "見守りの方は、まだ いません。"
    return f"{people}人とも、いつものとおりです。" if people > 1 else "1人の方も、いつものとおりです。"
