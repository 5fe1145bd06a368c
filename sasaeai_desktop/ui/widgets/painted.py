"""The base of buttons that draw themselves: size grown with the text, hover, focus frame, Space and Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.theme.paint import paint_focus, pen
from sasaeai_desktop.ui.widgets.lines import keep_word


class PaintedButton(QAbstractButton):
    """A clickable picture with words; subclasses draw in ``_paint`` and give ``_wide`` and ``_high`` at 小.

    Args:
        words: accessible name.
        name: objectName.
        high: height at 小 in px.
        wide: width hint at 小 in px.
    """

    def __init__(self, words: str, *, name: str, high: int, wide: int = 200) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._high, self._wide = high, wide
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size, grown with the text."""
        return QSize(px(self._wide), px(self._high))

    def minimumSizeHint(self) -> QSize:
        """Return the least size: the full height, and half the width."""
        return QSize(px(self._wide // 2), px(self._high))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new size when 文字の大きさ changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take in the word that is still being typed somewhere first."""
        keep_word()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter work as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button, then the focus frame over its border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, QRectF(self.rect()))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), on_yellow=True)

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError

    def _ground(
        self, painter: QPainter, box: QRectF, *, fill: str = "", edge: str = "", width: float = 1
    ) -> None:
        """Draw the rounded ground: tint when hovered, yellow when focused."""
        fill, edge = fill or c.WHITE, edge or c.LINE
        ground = c.YELLOW if self.hasFocus() else c.TINT if self.underMouse() and fill == c.WHITE else fill
        half = width / 2
        painter.setPen(pen(edge, width))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), 8, 8)

    def _ink(self, colour: str) -> QColor:
        """Return a text colour that can be read on the present ground (black on the yellow of the focus)."""
        return QColor(c.BLACK if self.hasFocus() else colour)


def grow_with_text(widget: QWidget, event: QEvent) -> None:
    """Call from ``changeEvent`` of a painted widget whose size depends on 文字の大きさ."""
    if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
        widget.updateGeometry()
        widget.update()
