"""The tab bar: icon above word, so that eight fit at every text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import paint_focus

_MARGIN = 24


class TabBar(QTabBar):
    """Big painted tabs across the window; arrow keys move, Alt+1..8 jump (the window's shortcuts)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName("画面をえらぶ")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icons: list[str] = []

    def add(self, words: str, icon: str) -> None:
        """Add a tab at the right."""
        self._icons.append(icon)
        at = self.addTab(words)
        self.setAccessibleTabName(at, words)
        self.setTabToolTip(at, f"Alt+{at + 1}")

    def sizeHint(self) -> QSize:
        """Return the width of the window and the height of icon, word and bar."""
        return QSize(px(1320), self._high())

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest bar."""
        return QSize(600, self._high())

    def _high(self) -> int:
        return 44 + px(36)

    def tabSizeHint(self, index: int) -> QSize:
        """Return equal tabs where the words fit, else each its word and an equal share of the rest."""
        room = self.width() - 2 * _MARGIN + 2
        metrics = QFontMetrics(_bold())
        words = [metrics.horizontalAdvance(self.tabText(at)) + 8 for at in range(self.count())]
        equal = room // max(1, self.count())
        if max(words) + 16 <= equal:
            return QSize(equal, self._high())
        spare = max(0, room - sum(words)) // max(1, self.count())
        return QSize(words[index] + spare, self._high())

    def resizeEvent(self, event: QEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()
            self.updateGeometry()

    def _lay_out(self) -> None:
        if self.count():
            # Qt lays tabs out again only when one of them changes.
            self.setTabText(0, self.tabText(0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rule below, then each tab."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(c.RULE))
        hovered = self.tabAt(self.mapFromGlobal(self.cursor().pos()))
        for at in range(self.count()):
            self._tab(painter, at, hovered=at == hovered)

    def _tab(self, painter: QPainter, at: int, *, hovered: bool) -> None:
        chosen, focused = at == self.currentIndex(), at == self.currentIndex() and self.hasFocus()
        box = QRectF(self.tabRect(at)).translated(_MARGIN - 1, 0)
        if focused:
            paint_focus(painter, box.adjusted(2, 1, -2, -1), ground=True)
        elif hovered and not chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.TINT))
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), 8, 8)
        colour = c.BLACK if focused else c.ACCENT if chosen else c.INK2
        picture = pixmap(self._icons[at], colour, 32, c.TINT2 if chosen and not focused else "none")
        painter.drawPixmap(QPointF(box.center().x() - 16, 6), picture)
        painter.setFont(_bold() if chosen else font("body"))
        painter.setPen(QPen(QColor(colour if focused or chosen else c.INK)))
        painter.drawText(
            QRectF(box.x() - 4, 38, box.width() + 8, px(36)), Qt.AlignmentFlag.AlignCenter, self.tabText(at)
        )
        if chosen:
            wide = max(
                min(133.0, box.width() - 12), QFontMetrics(_bold()).horizontalAdvance(self.tabText(at))
            )
            bar = QRectF(box.center().x() - wide / 2, self.height() - 4, wide, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.BLACK if focused else c.ACCENT))
            painter.drawRoundedRect(bar, 2, 2)


def _bold() -> QFont:
    return font("strong")
