"""Layouts of the window: a ground that scrolls, and bringing all to rest before anything is painted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_asked: list[bool] = []  # one for each time it was asked for since it began
_ROUNDS = 32  # twice what the deepest page takes: up to the scroll area, down with its width, up again
_PASSES = 16  # more are asked for by nothing that ends


def settle() -> None:
    """Do at once what Qt does in many rounds of the event loop after something new came onto a page.

    A widget added to a layout that is already seen is shown in the next round; then its layout asks the one above
    for room, which asks in the round after that, up to the scroll area. Qt paints between those rounds: rows would
    be seen squashed into the height that the page had before. What arrives meanwhile is settled with it.
    """
    _asked.append(True)
    if len(_asked) > 1:
        return  # by what is just being settled: whoever is at it goes over all once more
    try:
        answered = 0
        while answered < len(_asked) < _PASSES:
            answered = len(_asked)
            _settle()
    finally:
        _asked.clear()


def _settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    for _ in range(_ROUNDS):  # a round without any request costs next to nothing
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def scrolling(ground: QWidget, name: str) -> QScrollArea:
    """Return a frame in which a page's ground scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(ground)
    return area
