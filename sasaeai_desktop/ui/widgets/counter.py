"""− n ＋: a small number by mouse or keys."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.widgets.buttons import Button


class Counter(QWidget):
    """A number with − and ＋; full-width digits are taken, anything else goes back to the last one.

    Signals:
        changed(int): the new number.

    Args:
        words: what is counted (accessible name; the visible label stands beside).
        name: objectName of the number; the buttons are ``name + "_minus"`` and ``"_plus"``.
    """

    changed = Signal(int)

    def __init__(self, words: str, *, name: str, value: int = 0, least: int = 0, most: int = 999) -> None:
        super().__init__()
        self.setObjectName(f"{name}_counter")
        self._least, self._most, self._value = least, most, value
        self.minus = Button(
            "", name=f"{name}_minus", kind="step", icon="minus", on_click=lambda: self.step(-1)
        )
        self.plus = Button("", name=f"{name}_plus", kind="step", icon="plus", on_click=lambda: self.step(1))
        self.minus.setAccessibleName(f"{words}を1へらす")
        self.plus.setAccessibleName(f"{words}を1ふやす")
        self.line = _Number(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(words)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setText(str(value))
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(lambda: self.line.setText(str(self._value)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.minus, self.line, self.plus):
            row.addWidget(widget)
        self._fit()

    def value(self) -> int:
        """Return the number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number, kept within its bounds, without a signal."""
        self._value = max(self._least, min(self._most, value))
        self.line.setText(str(self._value))

    def step(self, by: int) -> None:
        """Count up or down as the buttons do."""
        before = self._value
        self.set_value(before + by)
        if self._value != before:
            self.changed.emit(self._value)

    def _typed(self, text: str) -> None:
        narrow = unicodedata.normalize("NFKC", text).strip()
        if narrow.isdigit() and self._least <= int(narrow) <= self._most and int(narrow) != self._value:
            self._value = int(narrow)
            self.changed.emit(self._value)

    def _fit(self) -> None:
        self.line.setFont(font("section"))
        self.line.setFixedWidth(px(68))
        for button in (self.minus, self.plus):
            button.setFixedWidth(px(44))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


class _Number(QLineEdit):
    """The number; up and down keys count."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count with the arrow keys."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._counter.step(step)
