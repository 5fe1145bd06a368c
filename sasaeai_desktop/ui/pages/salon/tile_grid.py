"""Name tiles in equal columns, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sasaeai_desktop.ui.theme.metrics import px

_GAP = 12
_LEAST = 190  # narrowest tile at 小 that shows a name of six characters


class TileGrid(QWidget):
    """Keeps its tiles in reading order and lays them out anew when the width or 文字の大きさ changes.

    Args:
        name: objectName.
        least: narrowest tile at 小 in px.
    """

    def __init__(self, *, name: str, least: int = _LEAST) -> None:
        super().__init__()
        self._least = least
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._tiles: list[QWidget] = []
        self._columns = 0

    def set_tiles(self, tiles: Sequence[QWidget]) -> None:
        """Show these tiles; those no longer there are deleted."""
        for old in self._tiles:
            self._grid.removeWidget(old)
            if old not in tiles:
                old.hide()
                old.deleteLater()
        self._tiles = list(tiles)
        self._columns = 0
        self._lay()

    def _lay(self) -> None:
        columns = max(1, (self.width() + _GAP) // (px(self._least) + _GAP))
        if columns == self._columns:
            return
        before, self._columns = self._columns, columns
        for tile in self._tiles:
            self._grid.removeWidget(tile)
        for at in range(max(before, columns)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
            tile.show()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how many columns fit."""
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """See how many columns fit at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._columns = 0
            self._lay()
