"""Signs and marks drawn by several widgets, the same everywhere and as on paper."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from sasaeai_desktop.domain.plain import plain
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font

ATTENTION = "attention"  # ！ yellow disc, black sign
DONE = "done"  # ✓ green disc, white tick
OPEN = "open"  # ○ empty ring
CHOSEN = "chosen"  # ✓ accent disc
SIGN_WORDS = {ATTENTION: "注意", DONE: "すみ", OPEN: "まだ", CHOSEN: "えらんだ", "": ""}

MARKS = ("訪", "電", "姿", "不")


def pen(colour: str, width: float = 1.0) -> QPen:
    """Return a solid pen with round ends."""
    made = QPen(QColor(colour), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return made


def paint_sign(painter: QPainter, box: QRectF, sign: str) -> None:
    """Draw a ！ ✓ ○ disc that fills the square ``box``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = box.width()
    if sign == OPEN:
        painter.setPen(pen(c.LINE, 2))
        painter.setBrush(QColor(c.WHITE))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        ground = {ATTENTION: c.YELLOW, DONE: c.GREEN, CHOSEN: c.ACCENT}[sign]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(box)
        if sign == ATTENTION:
            _bang(painter, box)
        else:
            painter.setPen(pen(c.WHITE, max(2.0, side * 0.09)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            points = ((0.28, 0.52), (0.43, 0.67), (0.73, 0.35))
            painter.drawPolyline([QPointF(box.x() + x * side, box.y() + y * side) for x, y in points])
    painter.restore()


def _bang(painter: QPainter, box: QRectF) -> None:
    side, middle = box.width(), box.center().x()
    painter.setPen(pen(c.BLACK, max(2.0, side * 0.11)))
    painter.drawLine(QPointF(middle, box.y() + side * 0.27), QPointF(middle, box.y() + side * 0.54))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.BLACK))
    dot = side * 0.07
    painter.drawEllipse(QPointF(middle, box.y() + side * 0.72), dot, dot)


def paint_mark(painter: QPainter, box: QRectF, mark: str, *, concern: bool = False) -> None:
    """Draw 訪 電 姿 or 不 in the square ``box``; ``concern`` adds the ！ at its corner."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring, ground, ink = {
        "訪": (c.ACCENT, c.ACCENT, c.WHITE),
        "電": (c.ACCENT, c.WHITE, c.ACCENT),
        "姿": (c.TINT2, c.TINT2, c.ACCENT),
    }.get(mark, (c.LINE, c.WHITE, c.INK))
    inner = box.adjusted(1, 1, -1, -1)
    painter.setPen(pen(ring, 2))
    painter.setBrush(QBrush(QColor(ground)))
    if mark == "姿":
        painter.drawRoundedRect(inner, 4, 4)
    else:
        painter.drawEllipse(inner)
    letters = QFont(font("strong"))
    letters.setPixelSize(max(18, round(box.height() * 0.58)))
    painter.setFont(letters)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)
    if concern:
        side = box.width() * 0.56
        paint_sign(painter, QRectF(box.right() - side * 0.6, box.y() - side * 0.35, side, side), ATTENTION)
    painter.restore()


def paint_focus(
    painter: QPainter,
    box: QRect | QRectF,
    *,
    radius: float = 8,
    ground: bool = False,
    on_yellow: bool = False,
) -> None:
    """Draw the 4 px focus frame inside ``box``, with the yellow ground if asked (``on_yellow``: it is there already)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(c.BLACK if ground or on_yellow else c.FOCUS), 4))
    painter.setBrush(QColor(c.YELLOW) if ground else QBrush(Qt.BrushStyle.NoBrush))
    painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), radius, radius)
    painter.restore()


def elided(painter: QPainter, box: QRectF, text: str, *, align: Qt.AlignmentFlag | None = None) -> None:
    """Draw one line of text in ``box``, vertically centred, ending in … where it does not fit."""
    side = align or Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(plain(text), Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
