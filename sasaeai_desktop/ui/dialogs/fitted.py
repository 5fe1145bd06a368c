"""A small dialog that is as high as its lines need, in every text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog


class FittedDialog(QDialog):
    """Qt asks dialogs for the height of one width only; this one asks again whenever its words may break anew."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height of the new width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Take the height of what changed inside."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        column = self.layout()
        if column is not None and column.hasHeightForWidth():
            least = column.totalHeightForWidth(self.width())
            if least != self.minimumHeight():
                self.setMinimumHeight(least)
