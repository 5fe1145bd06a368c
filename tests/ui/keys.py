"""Typing as a person with a Japanese keyboard does; QTest itself knows ASCII only."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(widget: QWidget, preedit: str) -> None:
    """Show what the input method has not fixed yet."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def write(widget: QWidget, text: str) -> None:
    """Fix a text, sign by sign."""
    for sign in text:
        event = QInputMethodEvent()
        event.setCommitString(sign)
        QApplication.sendEvent(widget, event)
