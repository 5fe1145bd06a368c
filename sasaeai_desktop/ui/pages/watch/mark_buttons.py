"""The four big buttons 訪ねた / 電話した / 姿を見た / いなかった, each with its key on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import CHOSEN, elided, paint_mark, paint_sign, pen
from sasaeai_desktop.ui.widgets.grid_sheet import MARK_WORDS
from sasaeai_desktop.ui.widgets.month_grid import KEYS
from sasaeai_desktop.ui.widgets.painted import PaintedButton

_LEAST = 206  # px at 小 that show the words whole
_ROOMY = 240  # px at 小 for key, mark, words and ✓; in less the ✓ takes the key's place


class MarkButton(PaintedButton):
    """Key cap, mark and words; stays chosen with ✓ when ``checkable``.

    Args:
        mark: 訪 電 姿 不.
        key: the digit that does the same.
        name: objectName.
        high: height at 小 in px.
        checkable: whether it stays chosen.
    """

    def __init__(self, mark: str, key: str, *, name: str, high: int = 48, checkable: bool = False) -> None:
        super().__init__(MARK_WORDS[mark], name=name, high=high, wide=296)
        self.mark, self._key = mark, key
        self.setText(MARK_WORDS[mark])
        self.setAccessibleDescription(f"{key}のキーでも えらべます")
        self.setCheckable(checkable)

    def minimumSizeHint(self) -> QSize:
        """Return the size that shows the words whole."""
        return QSize(px(_LEAST), px(self._high))

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        chosen = self.isChecked()
        if chosen:
            self._ground(painter, box, fill=c.TINT, edge=c.ACCENT, width=3)
        else:
            self._ground(painter, box)
        middle = box.center().y()
        side = px(32)
        cap = QRectF(8, middle - px(15), px(32), px(30))
        disc = px(24)
        narrow = box.width() < px(_ROOMY)
        gap, end = (8, box.width() - 8) if narrow else (13, box.width() - 12)
        if chosen:
            left = cap.center().x() - disc / 2 if narrow else end - disc
            end -= 0 if narrow else disc
            paint_sign(painter, QRectF(left, middle - disc / 2, disc, disc), CHOSEN)
        if not (chosen and narrow):
            self._paint_key(painter, cap)
        left = cap.right() + gap
        paint_mark(painter, QRectF(left, middle - side / 2, side, side), self.mark)
        left += side + gap
        painter.setFont(font("strong" if chosen else "body"))
        painter.setPen(self._ink(c.ACCENT if chosen else c.INK))
        elided(painter, QRectF(left, 0, end - left - 2, box.height()), self.text())

    def _paint_key(self, painter: QPainter, cap: QRectF) -> None:
        painter.setPen(pen(c.LINE))
        painter.setBrush(QColor(c.WARM2))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(font("strong"))
        painter.setPen(QColor(c.INK))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


class MarkButtons(QWidget):
    """The four buttons: in so many columns, or (0) side by side where they fit, else two by two.

    Signals:
        pressed(str): the mark.
    """

    pressed = Signal(str)

    def __init__(self, *, name: str, columns: int = 1, high: int = 48, checkable: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._fitting, self._columns = False, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[str, MarkButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(checkable)
        for key, mark in KEYS.items():
            button = MarkButton(mark, key, name=f"{name}_{key}", high=high, checkable=checkable)
            button.clicked.connect(lambda _checked=False, m=mark: self.pressed.emit(m))
            self._group.addButton(button)
            self.buttons[mark] = button
        self.arrange(columns)

    def minimumSizeHint(self) -> QSize:
        """Return the size of two by two where they fit themselves in: a row of four never widens the page."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), 2 * px(_LEAST) + 8), least.height()) if self._fitting else least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether all four fit side by side."""
        super().resizeEvent(event)
        if self._fitting:
            self.arrange(0)

    def arrange(self, columns: int) -> None:
        """Stand in so many columns; 0: four where they fit, else two."""
        self._fitting = columns == 0
        columns = columns or (4 if self.width() >= 4 * px(_LEAST) + 3 * 8 else 2)
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setSpacing(12 if columns == 2 else 8)
        for at, button in enumerate(self.buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, at // columns, at % columns)

    def chosen(self) -> str:
        """Return the chosen mark, "" when none is."""
        return next((mark for mark, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, mark: str) -> None:
        """Choose a mark without a signal; "" takes the choice back."""
        if mark in self.buttons:
            self.buttons[mark].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
