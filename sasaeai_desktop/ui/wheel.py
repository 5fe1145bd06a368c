"""The wheel never changes a box that nobody is in."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class CalmBox(QComboBox):
    """Ignores the wheel without the focus; the page scrolls instead.

    Each box looks after itself: a filter over the whole application would be called for every event of every widget,
    some 6,000 times while a large form opens.
    """

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on to the parent of an unfocused box."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
