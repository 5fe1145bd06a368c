"""Big buttons to choose from: one of a few, or several of a few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import icon, ratio_of_screen
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.fields import Field
from sasaeai_desktop.ui.widgets.flow import FlowLayout

Choices = Sequence[tuple[str, str]]


class ChoiceButton(Button):
    """A button that stays chosen; ✓ says so as well as the colour. Its width never changes."""

    def __init__(self, text: str, *, name: str, kind: str = "choice") -> None:
        self._measured = ("", QSize())  # of these words, in these letters; layouts ask thousands of times
        super().__init__(text, name=name, kind=kind)
        self.setCheckable(True)
        self.toggled.connect(self._tick)
        self._tick()

    def sizeHint(self) -> QSize:
        """Return the size of the chosen state, so that nothing moves when it is chosen."""
        self.ensurePolished()
        words, size = self._measured
        if words != self.text():
            high = super().sizeHint().height()
            bold = QFont(self.font())
            bold.setBold(True)
            wide = QFontMetrics(bold).horizontalAdvance(self.text())
            size = QSize(wide + px(20) + 8 + 2 * 14, high)
            self._measured = (self.text(), size)
        return QSize(size)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in other letters."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measured = ("", QSize())
        super().changeEvent(event)

    def _tick(self) -> None:
        side = px(20)
        self.setIconSize(QSize(side + 4, side))
        if not self.isChecked():
            if not self.icon().isNull():
                self.setIcon(QIcon())
            return
        self.setIcon(icon("check", c.BLACK if self.hasFocus() else c.ACCENT, side, gap=4))

    def _draw_icon(self) -> None:
        self._tick()


class TickButton(ChoiceButton):
    """A box to tick as on a printed form, its words beside it.

    Attributes:
        mates: boxes that stand in columns with this one; all are as wide as the widest.
        widest: its width in px, 0 until it was asked for.
    """

    def __init__(self, text: str, *, name: str) -> None:
        self.mates: Sequence[TickButton] = ()
        self.widest = 0
        super().__init__(text, name=name, kind="tick")

    def sizeHint(self) -> QSize:
        """Return the size of the ticked state, as wide as its mates."""
        size = super().sizeHint()
        if self.mates:
            if not self.widest:
                self.widest = max(ChoiceButton.sizeHint(mate).width() for mate in self.mates)
            size.setWidth(self.widest)
        return size

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in other letters."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            for mate in self.mates:
                mate.widest = 0
        super().changeEvent(event)

    def _tick(self) -> None:
        side = px(24)
        ink = c.BLACK if self.hasFocus() else c.ACCENT if self.isChecked() else c.LINE
        self.setIconSize(QSize(side + _BESIDE, side))
        self.setIcon(QIcon(_box(side, ink, c.WHITE, self.isChecked(), ratio_of_screen())))


_BESIDE = 8  # px between a box and its words


@lru_cache(maxsize=64)
def _box(side: int, ink: str, ground: str, ticked: bool, ratio: float) -> QPixmap:
    drawn = QPixmap(round((side + _BESIDE) * ratio), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(ink, 2))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(1.5, 1.5, side - 3, side - 3), 4, 4)
    if ticked:
        painter.setPen(pen(ink, max(2.5, side * 0.12)))
        painter.drawPolyline(
            [QPointF(x * side, y * side) for x, y in ((0.24, 0.50), (0.42, 0.70), (0.78, 0.28))]
        )
    painter.end()
    return drawn


class ChoiceField(Field):
    """One of a few, as radio-like buttons; arrow keys move inside, Tab leaves.

    Args:
        choices: (code, words) in order; ``value`` returns the code.
        look: choice (buttons) or tick (the boxes of a printed form).
    """

    def __init__(
        self,
        words: str,
        choices: Choices,
        *,
        name: str,
        required: bool | None = None,
        support: str = "",
        look: str = "choice",
    ) -> None:
        super().__init__(words, name=name, required=required, support=support)
        self.buttons, body = _row_of_buttons(self, choices, name, look)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for button in self.buttons.values():
            self._group.addButton(button)
            button.clicked.connect(self._touched)
        self._finish(body, next(iter(self.buttons.values())))
        _name_buttons(words, self.buttons)

    def value(self) -> str:
        """Return the code chosen, "" when none is."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, code: str) -> None:
        """Choose a code; "" takes the choice back."""
        if code in self.buttons:
            self.buttons[code].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def check(self) -> str:
        """Ask for a choice where one is needed."""
        return f"「{self.words}」をえらんでください。" if self.required and not self.value() else ""

    def _fault_widgets(self) -> tuple[QWidget, ...]:
        return tuple(self.buttons.values())


class MultiChoice(Field):
    """Any number of a few, as chips with ✓, or as boxes to tick (``look="tick"``)."""

    def __init__(
        self,
        words: str,
        choices: Choices,
        *,
        name: str,
        required: bool | None = None,
        support: str = "",
        look: str = "chip",
    ) -> None:
        super().__init__(words, name=name, required=required, support=support)
        self.buttons, body = _row_of_buttons(self, choices, name, look)
        for button in self.buttons.values():
            button.clicked.connect(self._touched)
        boxes = tuple(button for button in self.buttons.values() if isinstance(button, TickButton))
        for box in boxes:
            box.mates = boxes
        self._finish(body, next(iter(self.buttons.values())))
        _name_buttons(words, self.buttons)

    def value(self) -> tuple[str, ...]:
        """Return the codes chosen, in the order shown."""
        return tuple(code for code, button in self.buttons.items() if button.isChecked())

    def set_value(self, codes: Iterable[str]) -> None:
        """Choose exactly these codes."""
        chosen = set(codes)
        for code, button in self.buttons.items():
            button.setChecked(code in chosen)

    def check(self) -> str:
        """Ask for a choice where one is needed."""
        return f"「{self.words}」を1つは えらんでください。" if self.required and not self.value() else ""

    def _fault_widgets(self) -> tuple[QWidget, ...]:
        return tuple(self.buttons.values())


def _row_of_buttons(
    field: Field, choices: Choices, name: str, kind: str
) -> tuple[dict[str, ChoiceButton], QWidget]:
    body = QWidget(field)
    flow = FlowLayout(body, gap=8)
    buttons: dict[str, ChoiceButton] = {}
    for code, shown in choices:
        made = f"{name}_{code}"
        buttons[code] = (
            TickButton(shown, name=made) if kind == "tick" else ChoiceButton(shown, name=made, kind=kind)
        )
    for button in buttons.values():
        flow.addWidget(button)
    return buttons, body


def _name_buttons(words: str, buttons: dict[str, ChoiceButton]) -> None:
    """Give each button its own name back (``Field`` named the first by the label) and the question."""
    for button in buttons.values():
        button.setAccessibleName(button.text())
        button.setAccessibleDescription(words)
