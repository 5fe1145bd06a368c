"""Wait for the worker before the window goes."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer

from sasaeai_desktop.ui.tasks import Tasks

_LONGEST_MS = 5000


def finish(tasks: Tasks) -> None:
    """Let the worker end what it was given, for some seconds at most; the window stays painted meanwhile."""
    if not tasks.busy:
        return
    loop = QEventLoop()
    tasks.idle.connect(loop.quit)
    QTimer.singleShot(_LONGEST_MS, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
