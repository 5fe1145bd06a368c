"""Tab goes as one reads, whatever was built first: heading, then column by column."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

# Found by identity: to ask for a bit of it took longer than all the rest, for each of a form's widgets.
_STOPS = (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus)


class TabOrder:
    """The order of the stops on one page; it is set again only where it became another one."""

    def __init__(self) -> None:
        self._stops: list[QWidget] = []

    def bring(self, layout: QLayout) -> None:
        """Bring Tab into the order of a layout and all that it holds."""
        stops = _stops_in(layout)
        if stops != self._stops:
            self._stops = stops
            for one, following in pairwise(stops):
                QWidget.setTabOrder(one, following)


def _stops_in(layout: QLayout) -> list[QWidget]:
    """Return where Tab stops in a layout and in all that it holds, in its order."""
    found: list[QWidget] = []
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            found += _stops_in(inner)
        if widget is None:
            continue
        if widget.focusPolicy() in _STOPS:
            found.append(widget)
        held = widget.widget() if isinstance(widget, QScrollArea) else widget
        if held is not None and held is not widget and held.focusPolicy() in _STOPS:
            found.append(held)
        below = held.layout() if held is not None else None
        if below is not None:
            found += _stops_in(below)
    return found
