"""Steps in pictures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import BASE, font, line_px, px, text_size
from sasaeai_desktop.ui.theme.paint import DONE, elided, paint_sign, pen
from sasaeai_desktop.ui.widgets.labels import broken_lines
from sasaeai_desktop.ui.widgets.painted import grow_with_text

NOW, NEXT = "now", "next"
_LEAST = 284  # px: three and the signs between them stand beside each other on a screen of 1024
_PICTURE_WIDE = 308  # px: laptop, arrow and stick
_BESIDE = 36  # px at 小 of the disc left of the words


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
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum
        )  # as high as its neighbours
        self.show_state(NEXT, "")

    def show_state(self, state: str, sentence: str) -> None:
        """Show the step as done, now or next, with one short sentence."""
        self._state, self._sentence = state, sentence
        words = {"done": "すみました", NOW: "いまここ", NEXT: "つぎ"}[state]
        self.setAccessibleName(f"{self._number}。{self._title}。{words}。{sentence}")
        self.updateGeometry()
        self.update()

    def _words_height(self) -> int:
        """Return the height of title and sentence; larger text may need more lines of each."""
        usual = px(84) if text_size() == BASE else px(100)
        return max(usual, self._sentence_top() + len(self._sentence_lines()) * _line_of("second") + 6)

    def _sentence_top(self) -> int:
        return px(47) + (len(self._title_lines()) - 1) * line_px("strong")

    def _room(self) -> int:
        return self.width() - px(_BESIDE) - 36 - 12

    def _sentence_lines(self) -> list[str]:
        return broken_lines(self._sentence, font("second"), self._room())

    def _title_lines(self) -> list[str]:
        """Return the title as it is written in the present width: large in one line, else smaller, at last in two."""
        room = self._room()
        if QFontMetrics(font("subsection")).horizontalAdvance(self._title) <= room:
            return [self._title]
        return broken_lines(self._title, font("strong"), room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height of the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size; the words grow, the picture stays."""
        return QSize(px(320), self._words_height() + 124)

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(_LEAST, self._words_height() + 124)

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
        title = self._title_lines()
        for at, words in enumerate(title):
            elided(painter, QRectF(left, px(12) + at * line_px("strong"), right - left, px(34)), words)
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        step = _line_of("second")
        for at, words in enumerate(self._sentence_lines()):
            place = QRectF(left, self._sentence_top() + at * step, right - left, step)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words.strip())
        painter.translate(self.width() / 2, self._words_height() + 56)
        fitting = min(1.0, (self.width() - 16) / _PICTURE_WIDE)
        painter.scale(fitting, fitting)
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


def _line_of(role: str) -> int:
    return QFontMetrics(font(role)).height()


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
