"""Scrolling to what just appeared or went wrong; the focus stays with the person."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_AIR = 24  # px left free around what is shown


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page until a widget is on the screen."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea):
        parent.ensureWidgetVisible(widget, 0, _AIR)


def bring_soon_into_view(widget: QWidget) -> None:
    """Scroll to a widget that was shown just now, once it has its place."""
    QTimer.singleShot(0, widget, lambda: bring_into_view(widget))
