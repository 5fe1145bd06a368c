"""The top line: what program, whose desk, who sits here, 文字の大きさ, さがす."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from sasaeai_desktop.ui.logo import PROGRAM, Logo
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import TEXT_SIZES, px
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.labels import label, upright
from sasaeai_desktop.ui.widgets.search import SearchField
from sasaeai_desktop.ui.widgets.signs import IconLabel


class Header(QWidget):
    """One line at 小; at 中 and 大 the names go below when they do not fit.

    Signals:
        text_size_chosen(int): 20, 24 or 28.
        theme_chosen(str): light or contrast.
        find_requested(str): Enter in さがす.
    """

    text_size_chosen = Signal(int)
    theme_chosen = Signal(str)
    find_requested = Signal(str)

    def __init__(self, organisation: str, user: str, role: str, text_size: int, theme: str = c.LIGHT) -> None:
        super().__init__()
        self.setObjectName("header")
        self._left, self._names, self._right = QWidget(), QWidget(), QWidget()
        self._fill_left()
        self._fill_names(organisation, user, role)
        self._fill_right(text_size, theme)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 4, 22, 4)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)
        self._two_lines: bool | None = None
        self._arrange()

    def _fill_left(self) -> None:
        row = _line(self._left)
        row.addWidget(Logo())
        row.addWidget(label(PROGRAM, "section"))

    def _fill_names(self, organisation: str, user: str, role: str) -> None:
        row = self._names_row = _line(self._names)
        row.setSpacing(18)
        self._divider = upright(height=20)
        row.addWidget(self._divider)
        row.addWidget(label(organisation, "second", name="organisation"))
        row.addSpacing(4)
        row.addWidget(IconLabel("person", 22, colour=c.INK2))
        row.addWidget(label(user, "second", tone="ink", name="user"))
        if role:
            row.addWidget(label(role, "second"))

    def _fill_right(self, text_size: int, theme: str) -> None:
        row = _line(self._right)
        row.setSpacing(8)
        row.addWidget(label("文字の大きさ", "second"))
        row.addSpacing(4)
        group = QButtonGroup(self)
        self._size_buttons: dict[int, Button] = {}
        for size, words in TEXT_SIZES:
            button = Button(words, name=f"text_size_{size}", kind="choice")
            button.setAccessibleName(f"文字の大きさ {words}")
            button.setCheckable(True)
            button.setChecked(size == text_size)
            button.clicked.connect(lambda _checked=False, s=size: self.text_size_chosen.emit(s))
            group.addButton(button)
            row.addWidget(button)
            self._size_buttons[size] = button
        self.theme_button = Button(
            "黒い画面",
            name="theme",
            kind="choice",
            on_click=self._theme_pressed,
            hint="黒い地に 白い文字で出します。もう一度 押すと もどります",
        )
        self.theme_button.setCheckable(True)
        self.theme_button.setChecked(theme == c.CONTRAST)
        row.addWidget(self.theme_button)
        row.addSpacing(8)
        self.find_field = SearchField("さがす", name="find", lead="さがす")
        self.find_field.submitted.connect(self.find_requested)
        row.addWidget(self.find_field)
        self._fit()

    def _theme_pressed(self) -> None:
        self.theme_chosen.emit(c.CONTRAST if self.theme_button.isChecked() else c.LIGHT)

    def show_choices(self, text_size: int, theme: str) -> None:
        """Show what is in force, wherever it was chosen."""
        for size, button in self._size_buttons.items():
            button.setChecked(size == text_size)
        self.theme_button.setChecked(theme == c.CONTRAST)

    def _fit(self) -> None:
        for button in self._size_buttons.values():
            button.setFixedWidth(px(44))
        self.find_field.setFixedWidth(px(180) + 68)

    def minimumSizeHint(self) -> QSize:
        """Return the width of two lines: too many words for one never widen the window beyond the screen."""
        wide = max(part.minimumSizeHint().width() for part in (self._left, self._names, self._right))
        return QSize(wide + 64, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """See whether one line is still enough when a part grew, as each does in its own time."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether one line is enough."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self._arrange()

    def _arrange(self) -> None:
        parts = (self._left, self._names, self._right)
        wide = sum(part.sizeHint().width() for part in parts) + 90
        if (
            self._two_lines
        ):  # the divider is put away then; without its room the answer would swing to and fro
            wide += 1 + self._names_row.spacing()
        two = wide > max(self.width(), 1000)
        if two == self._two_lines:
            return
        self._two_lines = two
        self._divider.setVisible(not two)
        for part in parts:
            self._grid.removeWidget(part)
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._right, 0, 3)
        if two:
            self._grid.addWidget(self._names, 1, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._names, 0, 1)


def _line(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    return row
