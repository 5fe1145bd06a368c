"""The top line: what program, whose desk, who sits here, 文字の大きさ, さがす."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from sasaeai_desktop.ui.logo import PROGRAM, Logo
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import BASE, TEXT_SIZES, control, px, text_size
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.labels import label, restyle, upright
from sasaeai_desktop.ui.widgets.search import SearchField
from sasaeai_desktop.ui.widgets.signs import IconLabel

_GAP = 18


class Header(QWidget):
    """One low line at every size; what does not fit gives way: the names first, then the words before 小 中 大.

    Signals:
        names_hidden(bool): the names have no room here (the status line tells them then).
        text_size_chosen(int): 20, 24 or 28.
        theme_chosen(str): light or contrast.
        find_requested(str): Enter in さがす.
    """

    text_size_chosen = Signal(int)
    theme_chosen = Signal(str)
    find_requested = Signal(str)
    names_hidden = Signal(bool)

    def __init__(self, text_size: int, theme: str = c.LIGHT) -> None:
        super().__init__()
        self.setObjectName("header")
        self._left, self._names, self._right = QWidget(), QWidget(), QWidget()
        self._fill_left()
        self._fill_names()
        self._fill_right(text_size, theme)
        row = _line(self)
        row.setContentsMargins(24, 4, 22, 4)
        row.setSpacing(_GAP)
        row.addWidget(self._left)
        row.addWidget(self._names)
        row.addStretch(1)
        row.addWidget(self._right)
        self.names_shown = True
        self._fit()
        self._arrange()

    def _fill_left(self) -> None:
        row = _line(self._left)
        self._logo = Logo()
        row.addWidget(self._logo)
        self._program = label(PROGRAM, "subsection" if text_size() > BASE else "section")
        row.addWidget(self._program)

    def _fill_names(self) -> None:
        self._organisation = label("", "second", name="organisation")
        self._user = label("", "second", tone="ink", name="user")
        self._role = label("", "second")
        self._role.hide()
        row = _line(self._names)
        row.setSpacing(18)
        row.addWidget(upright(height=20))
        row.addWidget(self._organisation)
        row.addSpacing(4)
        row.addWidget(IconLabel("person", 22, colour=c.INK2))
        row.addWidget(self._user)
        row.addWidget(self._role)

    def _fill_right(self, text_size: int, theme: str) -> None:
        row = _line(self._right)
        row.setSpacing(8)
        self._caption = label("文字の大きさ", "second")
        row.addWidget(self._caption)
        group = QButtonGroup(self)
        self._size_buttons: dict[int, Button] = {}
        for size, words in TEXT_SIZES:
            button = Button(words, name=f"text_size_{size}", kind="size")
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
            kind="size",
            on_click=self._theme_pressed,
            hint="黒い地に 白い文字で出します。もう一度 押すと もどります",
        )
        self.theme_button.setCheckable(True)
        self.theme_button.setChecked(theme == c.CONTRAST)
        row.addWidget(self.theme_button)
        row.addSpacing(8)
        self.find_field = SearchField("さがす", name="find", lead="さがす")
        self.find_field.setProperty("low", "true")
        self.find_field.submitted.connect(self.find_requested)
        row.addWidget(self.find_field)

    def _theme_pressed(self) -> None:
        self.theme_chosen.emit(c.CONTRAST if self.theme_button.isChecked() else c.LIGHT)

    def show_names(self, organisation: str, user: str, role: str) -> None:
        """Say whose desk it is, and who sits there as what."""
        self._organisation.setText(organisation)
        self._user.setText(user)
        self._role.setText(role)
        self._role.setVisible(bool(role))
        self._arrange()

    def show_choices(self, text_size: int, theme: str) -> None:
        """Show what is in force, wherever it was chosen."""
        for size, button in self._size_buttons.items():
            button.setChecked(size == text_size)
        self.theme_button.setChecked(theme == c.CONTRAST)

    def _fit(self) -> None:
        for button in self._size_buttons.values():
            button.setFixedWidth(control(44))
        if not self.find_field.minimumWidth():
            self.find_field.setFixedWidth(px(180) + 68)
        self._program.setProperty("role", "subsection" if text_size() > BASE else "section")
        restyle(self._program)

    def minimumSizeHint(self) -> QSize:
        """Return the width of what never gives way: too many words never widen the window beyond the screen."""
        wide = self._right.sizeHint().width() + self._logo.sizeHint().width() + 3 * _GAP + 46
        if not self._caption.isHidden():
            wide -= self._caption.sizeHint().width() + 8
        return QSize(wide, super().minimumSizeHint().height())

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
        """Show what there is room for."""
        room = max(self.width(), 700) - 46 - 3 * _GAP
        caption = self._caption.sizeHint().width() + 8
        wide, spare = px(180) + 68, px(60)  # of さがす, which gives some room to the names
        rest = self._right.sizeHint().width() - self.find_field.minimumWidth()
        right = rest - (0 if self._caption.isHidden() else caption) + wide
        program = self._program.sizeHint().width() + 12
        logo = self._logo.sizeHint().width()
        words = right + logo + program <= room
        sizes = right + logo + program + caption <= room
        fixed = right - wide + logo + program + caption + self._names.sizeHint().width() + _GAP
        names = fixed + wide - spare <= room
        finding = room - fixed if names else wide
        self.find_field.setFixedWidth(max(wide - spare, min(wide, finding)))
        for widget, shown in ((self._program, words), (self._caption, sizes), (self._names, names)):
            if widget.isHidden() == shown:
                widget.setVisible(shown)
        if names != self.names_shown:
            self.names_shown = names
            self.names_hidden.emit(not names)


def _line(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    return row
