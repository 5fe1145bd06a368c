"""When nobody has used the window for a while, or the laptop slept, the desk is locked."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOOK_MS = 5_000
SLEPT_S = 60.0  # the clock cannot jump so far between two looks unless the laptop slept (or was set)

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Tells when to lock.

    Signals:
        due(): nobody is there any more.

    Args:
        app: whose events count as signs of life.
        minutes: returns the minutes without input after which to lock; 0 for never.
        busy: says whether long work is under way, which postpones the lock.
        steady: a clock in seconds that only runs while the laptop is awake.
        wall: a clock in seconds that runs on while it sleeps.
    """

    due = Signal()

    def __init__(
        self,
        app: QApplication,
        *,
        minutes: Callable[[], int],
        busy: Callable[[], bool],
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(app)
        self._app, self._minutes, self._busy, self._steady, self._wall = app, minutes, busy, steady, wall
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._last_input = steady()
        self._looked = (steady(), wall())
        self._slept = False

    def start(self) -> None:
        """Begin to watch, from now on."""
        self._last_input = self._steady()
        self._looked = (self._steady(), self._wall())
        self._slept = False
        self._app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer (locked, or closed)."""
        self._app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a sign of life; nothing is held back.

        One is enough until the next look: the filter is called for every event of every widget, some 6,000 times while
        a large form opens, so it goes away until then. The lock may come ``LOOK_MS`` early by that.
        """
        if event.type() in _SIGNS_OF_LIFE:
            self._last_input = self._steady()
            self._app.removeEventFilter(self)
        return False

    def look(self) -> None:
        """See whether it is time, and wait for the next sign of life."""
        self._app.installEventFilter(self)
        before, self._looked = self._looked, (self._steady(), self._wall())
        # Some systems let the steady clock run while they sleep, others do not: either jump says it.
        jump = max(now - then for now, then in zip(self._looked, before, strict=True))
        self._slept = self._slept or jump > SLEPT_S + LOOK_MS / 1000
        minutes = self._minutes()
        idle = self._steady() - self._last_input
        if minutes and (self._slept or idle >= minutes * 60) and not self._busy():
            self.due.emit()
