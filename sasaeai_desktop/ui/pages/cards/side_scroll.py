"""A column that scrolls by itself while it stands beside another, and is as high as its content below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sasaeai_desktop.ui.theme.metrics import px


class SideScroll(QScrollArea):
    """Keeps the page from scrolling as a whole, so that the buttons at its foot stay in sight.

    Args:
        ground: what scrolls; it has a layout.
        stacked: whether the columns stand below each other now; then the page scrolls.
        name: objectName.
    """

    def __init__(self, ground: QWidget, stacked: Callable[[], bool], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground, self._stacked = ground, stacked
        self.setWidget(ground)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the content changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Return the least size: the page around asks for it and would scroll otherwise."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the height that the place asks for."""
        if not self._stacked():
            return QSize(px(200), px(200))
        layout = self._ground.layout()
        wide = max(px(300), self.width() - 16)
        whole = layout.totalHeightForWidth(wide) if layout is not None else 0
        return QSize(px(200), max(whole, self._ground.minimumSizeHint().height()) + px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
