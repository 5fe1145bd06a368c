"""A part of a scanned page, with frames round the boxes in question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sasaeai_desktop.domain.paper_boxes import Rect
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.painted import grow_with_text

_PAGE_WIDTH = 210.0  # mm


class Pictures:
    """The pages of a sheet, decoded when they are first shown."""

    def __init__(self, pages: Mapping[int, bytes]) -> None:
        self._pages = pages
        self._images: dict[int, QImage] = {}

    def page(self, number: int) -> QImage:
        """Return a page; an empty picture for one that was not scanned."""
        if number not in self._images:
            self._images[number] = QImage.fromData(self._pages.get(number, b""))
        return self._images[number]


class Picture(QWidget):
    """Shows a part of a page as large as fits.

    Args:
        words: accessible name.
        name: objectName.
        high: height at 小 in px.
    """

    def __init__(self, words: str, *, name: str, high: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._high = high
        self._image = QImage()
        self._part: Rect = (0, 0, 1, 1)
        self._frames: Sequence[tuple[Rect, bool]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, image: QImage, part: Rect, frames: Sequence[tuple[Rect, bool]] = ()) -> None:
        """Show a part.

        Args:
            image: the upright page.
            part: in mm.
            frames: boxes in mm, True for the one that is asked about now.
        """
        self._image, self._part, self._frames = image, part, frames
        self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size."""
        return QSize(px(300), px(self._high))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(px(160), px(self._high))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the part, then the frames."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        x, y, wide, high = self._part
        scale = min(self.width() / wide, self.height() / high)
        shown = QRectF(0, 0, wide * scale, high * scale)
        shown.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        if not self._image.isNull():
            dots = self._image.width() / _PAGE_WIDTH
            painter.drawImage(shown, self._image, QRectF(x * dots, y * dots, wide * dots, high * dots))
        painter.setPen(pen(c.LINE, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(shown.adjusted(0.5, 0.5, -0.5, -0.5))
        for (left, top, width, height), here in self._frames:
            box = QRectF(
                shown.x() + (left - x) * scale, shown.y() + (top - y) * scale, width * scale, height * scale
            )
            self._frame(painter, box, here=here)

    def _frame(self, painter: QPainter, box: QRectF, *, here: bool) -> None:
        """Yellow within black: seen on white paper as on black print."""
        around = box.adjusted(-3, -3, 3, 3)
        painter.setPen(pen("#000000", 7 if here else 4))
        painter.drawRoundedRect(around, 3, 3)
        painter.setPen(pen(c.YELLOW, 4 if here else 2))
        painter.drawRoundedRect(around, 3, 3)
        if here or box.width() < px(18):
            return
        side = min(px(18), box.height() * 0.7)
        tag = QRectF(around.right() - side, around.top() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.YELLOW))
        painter.drawEllipse(tag)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        shown = font("label")
        shown.setPixelSize(max(10, round(side * 0.8)))
        painter.setFont(shown)
        painter.setPen(QColor("#000000"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, "？")


def around(rect: Rect, more_x: float, more_y: float) -> Rect:
    """Return a rectangle with more of the page round it, in mm."""
    x, y, wide, high = rect
    return x - more_x, y - more_y, wide + 2 * more_x, high + 2 * more_y
