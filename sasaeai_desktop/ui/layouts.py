"""Layouts of the window: a ground that scrolls, and bringing all to rest before anything is painted."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

PAINTED_MS = 30
"""What comes so much later comes after what was just shown is painted: Qt waits a few before it paints, and hears no timer then."""

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
    for resting in _resting:  # its second turn was queued by the first
        QCoreApplication.sendPostedEvents(resting, QEvent.Type.MetaCall)
    for _ in range(_ROUNDS):  # a round without any request costs next to nothing
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def fill_at_once(layout: QLayout) -> None:
    """Lay a seen layout out once for all that is put into it now.

    Qt shows each new widget in the next round of the event loop, and lays all out anew before it shows the next: a
    hundred rows of two paragraphs took half a second. The layout rests until the last of them is shown.
    """
    holder = layout.parentWidget()
    whole = holder.layout() if holder is not None and holder.isVisible() else None
    if whole is not None and whole.isEnabled():
        whole.setEnabled(False)
        if not _resting:
            _resting.append(_Resting())
        _resting[0].begin(whole)


class _Resting(QObject):
    """Layouts that rest; each is woken behind the calls that were queued when it began, and in the round after it."""

    _queued = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._queued.connect(self._turn, Qt.ConnectionType.QueuedConnection)

    def begin(self, layout: QLayout) -> None:
        self._queued.emit(layout, False)

    def _turn(self, layout: QLayout, last: bool) -> None:
        if not last:
            self._queued.emit(layout, True)
        elif shiboken6.isValid(layout):
            layout.setEnabled(True)
            layout.invalidate()
            layout.activate()


_resting: list[_Resting] = []  # one, once there is an application


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
