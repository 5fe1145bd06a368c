"""The wheel never changes a box that nobody is in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox, QScrollBar


class WheelGuard(QObject):
    """Application-wide event filter: an unfocused combo, spin box or slider ignores the wheel."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the wheel on to the parent of an unfocused box."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QComboBox | QAbstractSpinBox | QAbstractSlider)
            and not isinstance(watched, QScrollBar)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return False


def guard_wheel(app: QApplication) -> None:
    """Install the filter once."""
    if app.property("wheel_guard") is None:
        guard = WheelGuard(app)
        app.installEventFilter(guard)
        app.setProperty("wheel_guard", guard)
