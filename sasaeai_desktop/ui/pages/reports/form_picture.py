"""A form's first page as a small picture that can be pressed, its name below."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import elided, pen
from sasaeai_desktop.ui.widgets.painted import PaintedButton

_WIDE, _HIGH = 112, 158  # px of the sheet


@lru_cache(maxsize=64)
def _picture(form: str) -> QPixmap:
    """Load the picture of a form; a form without one is a white sheet."""
    path = resource(f"forms/{form}.png")
    return QPixmap(str(path)) if path.is_file() else QPixmap()


class FormPicture(PaintedButton):
    """A small sheet, and the form's name below it.

    Args:
        form: name of the form.
        title: short name.
    """

    def __init__(self, form: str, title: str, *, name: str) -> None:
        super().__init__(title, name=name, high=_HIGH + 44, wide=132)
        self._form, self._title = form, title

    def sizeHint(self) -> QSize:
        """Return the sheet and one line of words."""
        return QSize(max(px(132), _WIDE + 12), _HIGH + 8 + px(34))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a picture does not shrink."""
        return self.sizeHint()

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        sheet = QRectF(round(box.center().x() - _WIDE / 2), 4, _WIDE, _HIGH)
        if self.hasFocus() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.YELLOW if self.hasFocus() else c.TINT))
            painter.drawRoundedRect(box, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.PAPER_EDGE))
        painter.drawRoundedRect(sheet.translated(3, 3), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = _picture(self._form)
        if picture.isNull():
            painter.fillRect(sheet, QColor(c.WHITE))
        else:
            painter.drawPixmap(sheet, picture, QRectF(picture.rect()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(c.EDGE))
        painter.drawRoundedRect(sheet, 2, 2)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK))
        line = QRectF(0, _HIGH + 8, box.width(), box.height() - _HIGH - 10)
        elided(painter, line, self._title, align=Qt.AlignmentFlag.AlignHCenter)
