"""The wheel never changes a box that nobody is in; and what a box drops down can be hit by an unsteady hand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem

from sasaeai_desktop.ui.theme.metrics import TARGET, px


class CalmBox(QComboBox):
    """Ignores the wheel without the focus; the page scrolls instead.

    The wheel must not bring the focus either (Qt's own policy lets it, before the box sees the event). Each box looks
    after itself: a filter over the whole application would be called for every event of every widget, some 6,000
    times while a large form opens.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(_HighRows(self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on to the parent of an unfocused box."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _HighRows(QStyledItemDelegate):
    """Rows of at least 44 px (shared design, ui.md rule 20); the style's own would be as high as their words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the words' width and a row's height."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), px(TARGET)))
