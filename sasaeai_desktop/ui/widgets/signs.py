"""Small painted signs: ！ ✓ ○ discs, the marks 訪 電 姿 不, and icons standing alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.theme.paint import SIGN_WORDS, paint_mark, paint_sign


class _Square(QWidget):
    """A fixed square that grows with the text."""

    def __init__(self, side: int, words: str) -> None:
        super().__init__()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Return the side, grown with the text."""
        return QSize(px(self._side), px(self._side))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new size when 文字の大きさ changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def _box(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)


class Sign(_Square):
    """A disc ！ (attention), ✓ (done), ○ (open) or ✓ (chosen); "" draws nothing but keeps the place."""

    def __init__(self, sign: str = "attention", side: int = 28) -> None:
        super().__init__(side, SIGN_WORDS.get(sign, sign))
        self.sign = sign

    def set_sign(self, sign: str) -> None:
        """Show another sign."""
        self.sign = sign
        self.setAccessibleName(SIGN_WORDS.get(sign, sign))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc."""
        if self.sign:
            paint_sign(QPainter(self), self._box(), self.sign)


class Mark(_Square):
    """訪 電 姿 or 不, with the ！ at its corner when 気になる."""

    def __init__(self, mark: str, *, concern: bool = False, side: int = 32) -> None:
        super().__init__(side, mark + ("、気になる" if concern else ""))
        self.mark = mark
        self.concern = concern

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        box = self._box()
        paint_mark(
            QPainter(self),
            box.adjusted(1, 3, -3, -1) if self.concern else box,
            self.mark,
            concern=self.concern,
        )


class IconLabel(_Square):
    """An icon standing alone, on a disc if ``ground`` names a colour."""

    def __init__(
        self, name: str, side: int = 28, *, colour: str = "", ground: str = "", fill: str = "none"
    ) -> None:
        super().__init__(side, "")
        # Kept by token, so that a change of theme changes them.
        self._name, self._colour = name, c.token(colour or c.INK)
        self._ground, self._fill = c.token(ground), c.token(fill)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc, if any, and the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        if self._ground:
            painter.setPen(QColor(c.value(self._ground)))
            painter.setBrush(QColor(c.value(self._ground)))
            painter.drawEllipse(box)
        side = round(box.width() * (0.58 if self._ground else 1))
        at = box.center().toPoint()
        painter.drawPixmap(
            at.x() - side // 2,
            at.y() - side // 2,
            pixmap(self._name, c.value(self._colour), side, c.value(self._fill)),
        )
