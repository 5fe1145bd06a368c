"""Two columns that become one when the text is large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.ui.theme.metrics import px


class Columns(QWidget):
    """Left and right side by side; the right one moves below the left one where both do not fit.

    Fill ``left`` and ``right`` (QVBoxLayout), or hand over widgets.

    Args:
        right_width: width of the right column at 小 in px; it grows with the text while side by side.
        left_least: least width of the left column at 小 in px.
        gap: px between the columns.
        left_grows: the left one takes the height that is left where they stand below each other.

    Signals:
        arranged(bool): they stand below each other now, or beside each other.
    """

    arranged = Signal(bool)

    def __init__(
        self, *, right_width: int = 424, left_least: int = 560, gap: int = 24, left_grows: bool = False
    ) -> None:
        super().__init__()
        self._left_grows = left_grows
        self._right_width, self._left_least, self._gap = right_width, left_least, gap
        self._left_box, self._right_box = QWidget(), QWidget()
        self.left, self.right = QVBoxLayout(self._left_box), QVBoxLayout(self._right_box)
        for column in (self.left, self.right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        self._stacked: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._arrange()

    def stacked(self) -> bool:
        """Say whether the columns stand below each other now."""
        return bool(self._stacked)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider column: a narrower place stacks them, it never widens the window."""
        wide = max(self._left_box.minimumSizeHint().width(), self._right_box.minimumSizeHint().width())
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether both fit."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """See whether both still fit when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange(again=True)

    def _arrange(self, *, again: bool = False) -> None:
        room = self.width() if self.isVisible() or self.width() > 640 else 1320
        stacked = px(self._right_width) + px(self._left_least) + self._gap > room
        if stacked == self._stacked and not again:
            return
        self._stacked = stacked
        self._grid.removeWidget(self._left_box)
        self._grid.removeWidget(self._right_box)
        self._grid.addWidget(self._left_box, 0, 0)
        if stacked:
            self._grid.addWidget(self._right_box, 1, 0)
            self._right_box.setMinimumWidth(0)
            self._right_box.setMaximumWidth(16_777_215)
        else:
            self._grid.addWidget(self._right_box, 0, 1)
            self._right_box.setFixedWidth(px(self._right_width))
        self._grid.setColumnStretch(0, 1)
        above = not stacked or self._left_grows
        self._grid.setRowStretch(0, 1 if above else 0)
        self._grid.setRowStretch(1, 0 if above else 1)
        self._grid.setAlignment(self._left_box, Qt.AlignmentFlag(0))
        self.arranged.emit(stacked)
