"""The tab bar: icon above word at 小; beside it where the words are larger, so that lists keep their height."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import BASE, control, font, px, text_size
from sasaeai_desktop.ui.theme.paint import paint_focus
from sasaeai_desktop.ui.widgets.lines import keep_word

_MARGIN, _NARROW = 24, 6  # px left and right of all tabs; in a narrow window with large words
_ICON = 32  # px above the word
_BESIDE = 28  # px left of the word
_SPARE = 16  # px around a tab that show where the next one begins


class TabBar(QTabBar):
    """Big painted tabs across the window; arrow keys move, Alt+1..8 jump (the window's shortcuts).

    Signals:
        again(): the tab that is shown was pressed once more: back to its first page.
    """

    again = Signal()

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

    def go_to(self, at: int) -> None:
        """Show a tab, or say that it was asked for again."""
        if at == self.currentIndex():
            self.again.emit()
        elif at < self.count():
            self.setCurrentIndex(at)

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
        return 44 + px(36) if text_size() <= BASE else control(46)

    def _beside(self) -> int:
        """Return the room for an icon left of the word, 0 where it stands above or does not fit beside."""
        if text_size() <= BASE:
            return 0
        metrics = QFontMetrics(_bold())
        words = sum(metrics.horizontalAdvance(self.tabText(at)) for at in range(self.count()))
        room = self.width() - 2 * _MARGIN - words - self.count() * (_BESIDE + 8 + _SPARE)
        return _BESIDE + 8 if room >= 0 else 0

    def _edge(self) -> int:
        """Return the room left and right of all tabs: less where their words would run out of the window."""
        metrics = QFontMetrics(_bold())
        words = sum(metrics.horizontalAdvance(self.tabText(at)) + 8 for at in range(self.count()))
        return _MARGIN if words <= self.width() - 2 * _MARGIN else _NARROW

    def tabSizeHint(self, index: int) -> QSize:
        """Return equal tabs where the words fit, else each its word and an equal share of the rest."""
        room = self.width() - 2 * self._edge() + 2
        metrics = QFontMetrics(_bold())
        beside = self._beside()
        words = [metrics.horizontalAdvance(self.tabText(at)) + 8 + beside for at in range(self.count())]
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel turn no page."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take in the word that is still being typed on the page that is left."""
        keep_word()
        at = self.tabAt(event.position().toPoint())
        if at == self.currentIndex() and event.button() == Qt.MouseButton.LeftButton:
            self.again.emit()
        super().mousePressEvent(event)

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
        box = QRectF(self.tabRect(at)).translated(self._edge() - 1, 0)
        if focused:
            paint_focus(painter, box.adjusted(2, 1, -2, -1), ground=True)
        elif hovered and not chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.TINT))
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), 8, 8)
        colour = c.BLACK if focused else c.ACCENT if chosen else c.INK2
        words, beside = QFontMetrics(_bold()).horizontalAdvance(self.tabText(at)), self._beside()
        above = text_size() <= BASE
        fill = c.TINT2 if chosen and not focused else "none"
        if above:
            picture = pixmap(self._icons[at], colour, _ICON, fill)
            painter.drawPixmap(QPointF(box.center().x() - _ICON / 2, 6), picture)
        elif beside:
            picture = pixmap(self._icons[at], colour, _BESIDE, fill)
            left = box.center().x() - (words + beside) / 2
            painter.drawPixmap(QPointF(left, (self.height() - _BESIDE) / 2 - 1), picture)
        painter.setFont(_bold() if chosen else font("body"))
        painter.setPen(QPen(QColor(colour if focused or chosen else c.INK)))
        place = QRectF(box.x() - 4, 38, box.width() + 8, px(36)) if above else QRectF(box)
        if beside:
            place = QRectF(box.center().x() - (words + beside) / 2 + beside, 0, words + 4, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tabText(at))
        if chosen:
            wide = max(min(133.0, box.width() - 12), float(words + beside))
            bar = QRectF(box.center().x() - wide / 2, self.height() - 4, wide, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.BLACK if focused else c.ACCENT))
            painter.drawRoundedRect(bar, 2, 2)


def _bold() -> QFont:
    return font("strong")
