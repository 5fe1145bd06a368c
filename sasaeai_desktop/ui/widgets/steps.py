"""Steps in pictures, and forms recognised by their shape."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import BASE, font, px, text_size
from sasaeai_desktop.ui.theme.paint import DONE, elided, paint_sign, pen
from sasaeai_desktop.ui.widgets.painted import PaintedButton, grow_with_text

NOW, NEXT = "now", "next"


class StepCard(QWidget):
    """One of the steps of the USB page: number or ✓, title, sentence, picture.

    Args:
        number: 1, 2, 3.
        title: what is done in this step.
        picture: "papers", "write", "read", "hand", "plug" or "kept".
    """

    def __init__(self, number: int, title: str, picture: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._number, self._title, self._picture = number, title, picture
        self._sentence, self._state = "", NEXT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_state(NEXT, "")

    def show_state(self, state: str, sentence: str) -> None:
        """Show the step as done, now or next, with one short sentence."""
        self._state, self._sentence = state, sentence
        words = {"done": "すみました", NOW: "いまここ", NEXT: "つぎ"}[state]
        self.setAccessibleName(f"{self._number}。{self._title}。{words}。{sentence}")
        self.update()

    def _words_height(self) -> int:
        """Return the height of title and sentence; larger text may need a second line."""
        return px(84) if text_size() == BASE else px(100)

    def sizeHint(self) -> QSize:
        """Return the size; the words grow, the picture stays."""
        return QSize(px(320), self._words_height() + 124)

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(300, self._words_height() + 124)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self._state == NOW
        painter.setPen(pen(c.ACCENT if now else c.WARM, 2))
        painter.setBrush(QColor(c.TINT if now else c.WARM))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        side = px(36)
        self._ring(painter, QRectF(22, px(18), side, side))
        left, right = 22 + side + 14, self.width() - 12
        painter.setPen(QColor(c.INK))
        painter.setFont(font("subsection"))
        if painter.fontMetrics().horizontalAdvance(self._title) > right - left:
            painter.setFont(font("strong"))
        elided(painter, QRectF(left, px(12), right - left, px(34)), self._title)
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        lines = QRectF(left, px(47), right - left, self._words_height() - px(48))
        painter.drawText(lines, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._sentence)
        painter.translate(self.width() / 2, self._words_height() + 56)
        _PICTURES[self._picture](painter)

    def _ring(self, painter: QPainter, box: QRectF) -> None:
        if self._state == "done":
            paint_sign(painter, box, DONE)
            return
        now = self._state == NOW
        painter.setPen(pen(c.ACCENT if now else c.LINE, 2))
        painter.setBrush(QColor(c.ACCENT if now else c.WHITE))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(c.WHITE if now else c.INK))
        painter.setFont(font("strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


def _papers(painter: QPainter) -> None:
    """Three sheets, checked."""
    for angle, x in ((-5, -48), (5, 48), (0, 0)):
        painter.save()
        painter.translate(x, 2 if angle else 0)
        painter.rotate(angle)
        painter.setPen(pen(c.INK2, 2))
        painter.setBrush(QColor(c.WHITE))
        painter.drawRoundedRect(QRectF(-33, -42, 66, 82), 4, 4)
        painter.setPen(pen(c.WRITTEN_LINE, 2.5))
        for at in range(4):
            painter.drawLine(QPointF(-22, -24 + 15 * at), QPointF(22, -24 + 15 * at))
        painter.restore()
    paint_sign(painter, QRectF(23, 20, 30, 30), DONE)


def _stick(painter: QPainter, x: float, y: float) -> None:
    """A USB stick with a lock, its plug to the left."""
    painter.setPen(pen(c.ACCENT, 2))
    painter.setBrush(QColor(c.WHITE))
    painter.drawRect(QRectF(x - 44, y - 10, 26, 20))
    painter.setBrush(QColor(c.TINT2))
    painter.drawRoundedRect(QRectF(x - 20, y - 20, 64, 40), 5, 5)
    painter.drawPixmap(int(x), int(y - 12), pixmap("lock", c.ACCENT, 24))


def _arrow(painter: QPainter, start: float, end: float, y: float) -> None:
    painter.setPen(pen(c.ACCENT, 3))
    head = 9 if end > start else -9
    painter.drawLine(QPointF(start, y), QPointF(end, y))
    painter.drawPolyline([QPointF(end - head, y - 9), QPointF(end, y), QPointF(end - head, y + 9)])


def _laptop(painter: QPainter, x: float) -> None:
    painter.setPen(pen(c.INK2, 2))
    painter.setBrush(QColor(c.WHITE))
    painter.drawRoundedRect(QRectF(x - 55, -44, 110, 72), 5, 5)
    painter.fillRect(QRectF(x - 46, -35, 92, 54), QColor(c.TINT))
    painter.drawRoundedRect(QRectF(x - 67, 30, 134, 9), 4, 4)


def _write(painter: QPainter) -> None:
    """Laptop, arrow to the stick."""
    _laptop(painter, -80)
    _arrow(painter, 8, 42, 14)
    _stick(painter, 108, 14)


def _read(painter: QPainter) -> None:
    """Stick, arrow to the laptop."""
    _laptop(painter, -80)
    _arrow(painter, 42, 8, 14)
    _stick(painter, 108, 14)


def _hand(painter: QPainter) -> None:
    """One person hands the stick to another."""
    painter.setPen(pen(c.INK2, 2))
    painter.setBrush(QColor(c.WHITE))
    for x in (-115, 115):
        painter.drawEllipse(QPointF(x, -22), 18, 18)
        painter.drawChord(QRectF(x - 33, 4, 66, 64), 0, 180 * 16)
    _stick(painter, -14, 10)
    _arrow(painter, 40, 66, 10)


def _plug(painter: QPainter) -> None:
    """A stick in front of the laptop's side."""
    _laptop(painter, -54)
    _stick(painter, 62, 14)


def _kept(painter: QPainter) -> None:
    """A laptop that has it."""
    _laptop(painter, 0)
    paint_sign(painter, QRectF(28, 4, 36, 36), DONE)


_PICTURES = {
    "papers": _papers,
    "write": _write,
    "read": _read,
    "hand": _hand,
    "plug": _plug,
    "kept": _kept,
}


class FormThumbnail(PaintedButton):
    """A small sheet that shows the shape of a form, its name below.

    Args:
        title: name of the form.
        shape: "grid", "lines", "chart", "ticks", "report" or "card".
    """

    def __init__(self, title: str, shape: str, *, name: str) -> None:
        super().__init__(title, name=name, high=196, wide=132)
        self._title, self._shape = title, shape

    def sizeHint(self) -> QSize:
        """Return the sheet of 112 x 152 and one line of words."""
        return QSize(max(px(132), 124), 160 + px(34))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a thumbnail does not shrink."""
        return self.sizeHint()

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        sheet = QRectF(box.center().x() - 56, 4, 112, 152)
        if self.hasFocus() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.YELLOW if self.hasFocus() else c.TINT))
            painter.drawRoundedRect(box, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.PAPER_EDGE))
        painter.drawRoundedRect(sheet.translated(3, 3), 2, 2)
        painter.setPen(pen(c.EDGE))
        painter.setBrush(QColor(c.WHITE))
        painter.drawRoundedRect(sheet, 2, 2)
        painter.save()
        painter.translate(sheet.topLeft())
        painter.fillRect(QRectF(12, 12, 54, 6), QColor(c.INK2))
        _SHAPES[self._shape](painter)
        painter.restore()
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK))
        line = QRectF(0, 160, box.width(), box.height() - 162)
        elided(painter, line, self._title, align=Qt.AlignmentFlag.AlignHCenter)


def _lines(painter: QPainter, top: int, bottom: int, step: int, left: int = 12) -> None:
    for y in range(top, bottom, step):
        painter.fillRect(QRectF(left, y, 100 - left, 1), QColor(c.EDGE))


def _cells(painter: QPainter, top: int, rows: int, columns: int, high: float) -> None:
    painter.setPen(pen(c.EDGE, 1))
    left, wide = 12, 88
    for row in range(rows + 1):
        painter.drawLine(QPointF(left, top + row * high), QPointF(left + wide, top + row * high))
    for column in range(columns + 1):
        x = left + column * wide / columns
        painter.drawLine(QPointF(x, top), QPointF(x, top + rows * high))


def _grid(painter: QPainter) -> None:
    for block, dots in enumerate(((1, 4), (7,), (3,))):
        top = 38 + 38 * block
        painter.fillRect(QRectF(12, top - 8, 28, 4), QColor(c.WRITTEN_LINE))
        _cells(painter, top, 2, 10, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.ACCENT))
        for at in dots:
            painter.drawEllipse(QPointF(12 + 8.8 * (at + 0.5), top + 4.5), 3.4, 3.4)


def _form_lines(painter: QPainter) -> None:
    for y in range(30, 130, 15):
        painter.fillRect(QRectF(12, y, 24, 4), QColor(c.WRITTEN_LINE))
        painter.fillRect(QRectF(42, y + 6, 58, 1), QColor(c.EDGE))


def _chart(painter: QPainter) -> None:
    for at, high in enumerate((22, 35, 30, 40, 31, 37)):
        painter.fillRect(QRectF(14 + 14.5 * at, 86 - high, 9, high), QColor(c.ACCENT if at == 3 else c.BAR))
    _lines(painter, 86, 144, 14)


def _ticks(painter: QPainter) -> None:
    _cells(painter, 30, 9, 8, 12)
    painter.setPen(pen(c.ACCENT, 1.6))
    for row, column in ((0, 3), (2, 5), (3, 6), (5, 4), (6, 5), (8, 3)):
        x, y = 12 + 11 * column + 3, 30 + 12 * row + 6
        painter.drawPolyline([QPointF(x, y), QPointF(x + 2, y + 2.5), QPointF(x + 6, y - 3)])


def _report(painter: QPainter) -> None:
    _lines(painter, 32, 98, 13)
    painter.setPen(pen(c.EDGE))
    painter.drawRect(QRectF(12, 104, 39, 34))
    painter.drawRect(QRectF(60, 104, 39, 34))


def _card(painter: QPainter) -> None:
    painter.setPen(pen(c.ACCENT, 1.4))
    painter.drawEllipse(QPointF(89, 20), 10, 10)
    painter.drawLine(QPointF(79, 20), QPointF(99, 20))
    for y in (36, 50, 64):
        painter.fillRect(QRectF(12, y, 20, 4), QColor(c.WRITTEN_LINE))
        painter.fillRect(QRectF(38, y + 5, 62, 1), QColor(c.EDGE))
    painter.setPen(pen(c.EDGE))
    painter.drawRect(QRectF(12, 82, 88, 34))
    painter.drawLine(QPointF(12, 99), QPointF(100, 99))
    painter.drawRect(QRectF(12, 122, 88, 17))


_SHAPES = {
    "grid": _grid,
    "lines": _form_lines,
    "chart": _chart,
    "ticks": _ticks,
    "report": _report,
    "card": _card,
}
