"""A card that looks like its paper: white, thin edge, offset edge, written lines, a date stamp."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.labels import Paragraph, clear_layout, label
from sasaeai_desktop.ui.widgets.painted import grow_with_text


class PaperCard(QWidget):
    """A sheet of paper on the desk; put labels and fields on it.

    Methods: ``add_heading``, ``add_line``, ``add_written``, ``add`` (any widget), ``set_stamp``, ``clear``.
    """

    def __init__(self, *, name: str = "paper") -> None:
        super().__init__()
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 18, 28, 20)
        self.column.setSpacing(2)
        self._stamp: DateStamp | None = None
        self._written: list[WrittenLine] = []

    def clear(self) -> None:
        """Take everything off the paper."""
        self._written = []
        clear_layout(self.column)
        self.set_stamp(None)

    def add(self, widget: QWidget) -> None:
        """Put a widget below."""
        self.column.addWidget(widget)

    def add_heading(self, title: str, number: str = "") -> None:
        """Write the form's title and number."""
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(label(title, "section"))
        row.addWidget(label(number, "second"))
        row.addStretch(1)
        self.column.addLayout(row)

    def add_line(self, words: str, value: str, right: str = "", *, bold: bool = False) -> None:
        """Write a label, a value and what stands at the right, on a line."""
        line = WrittenLine()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 5)
        row.setSpacing(12)
        head = label(words, "second")
        head.setMinimumWidth(px(92))
        row.addWidget(head)
        row.addWidget(label(value, "strong" if bold else "body", wrap=True), 1)
        if right:
            row.addWidget(label(right, "strong"))
        self.column.addWidget(line)
        self._written.append(line)
        self._make_room()

    def add_written(self, words: str, text: str) -> None:
        """Write a small label and below it the text, a written line under each of its lines."""
        self.column.addWidget(label(words, "second"))
        self.column.addWidget(WrittenText(text))

    def set_stamp(self, stamp: DateStamp | None) -> None:
        """Stamp the upper right corner, or take the stamp away."""
        if self._stamp is not None:
            self._stamp.deleteLater()
        self._stamp = stamp
        self._make_room()
        if stamp is not None:
            stamp.setParent(self)
            stamp.resize(stamp.sizeHint())
            stamp.show()
            self._place_stamp()

    def _make_room(self) -> None:
        """Keep the words of the first two lines out of the stamp's corner, and the rule of the first."""
        room = px(110) if self._stamp is not None else 0
        for at, line in enumerate(self._written[:2]):
            line.make_room(room, shorten=at == 0)

    def _place_stamp(self) -> None:
        if self._stamp is not None:
            self._stamp.move(self.width() - self._stamp.width() - 24, 12)

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the stamp in its corner."""
        self._place_stamp()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper and its offset edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(0.5, 0.5, self.width() - 4, self.height() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.PAPER_EDGE))
        painter.drawRoundedRect(sheet.translated(3, 3), 4, 4)
        painter.setPen(pen(c.EDGE))
        painter.setBrush(QColor(c.WHITE))
        painter.drawRoundedRect(sheet, 4, 4)


class WrittenLine(QWidget):
    """A row with the written line of a form below it."""

    def __init__(self) -> None:
        super().__init__()
        self._short = 0

    def make_room(self, room: int, *, shorten: bool) -> None:
        """Keep ``room`` px at the right free of words, and of the line too if ``shorten``."""
        self._short = room if shorten else 0
        if (row := self.layout()) is not None:
            row.setContentsMargins(0, 2, room, 5)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        QPainter(self).fillRect(0, self.height() - 1, self.width() - self._short, 1, QColor(c.WRITTEN_LINE))


class WrittenText(Paragraph):
    """Text of several lines on written lines, as by hand on the form."""

    def line_height(self) -> int:
        """Return the distance of the written lines."""
        return px(34)

    def _under(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(QRectF(0, box.bottom() - 2, box.width(), 1), QColor(c.WRITTEN_LINE))


class DateStamp(QWidget):
    """A round date stamp in accent, turned 7 degrees.

    Args:
        top: who (市社協).
        date: short date (8.5.30).
        bottom: what (受付).
    """

    def __init__(self, top: str, date: str, bottom: str) -> None:
        super().__init__()
        self._top, self._date, self._bottom = top, date, bottom
        self.setAccessibleName(f"{top} {date} {bottom}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 98 px, grown with the text, and room for the turn."""
        return QSize(px(102), px(102))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ring, bars and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(-7)
        radius, half = px(48), px(17)
        painter.setPen(pen(c.ACCENT, 2))
        painter.drawEllipse(QPointF(0, 0), radius, radius)
        reach = (radius**2 - half**2) ** 0.5
        painter.drawLine(QPointF(-reach, -half), QPointF(reach, -half))
        painter.drawLine(QPointF(-reach, half), QPointF(reach, half))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(font("second"))
        painter.drawText(QRectF(-radius, -half - px(27), 2 * radius, px(26)), middle, self._top)
        painter.drawText(QRectF(-radius, half, 2 * radius, px(26)), middle, self._bottom)
        date = QFont(font("strong"))
        date.setPixelSize(px(23))
        painter.setFont(date)
        painter.drawText(QRectF(-radius, -half, 2 * radius, 2 * half), middle, self._date)
