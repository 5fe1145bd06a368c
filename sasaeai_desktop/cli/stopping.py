"""Ctrl+C, as whoever presses it means it."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Hears Ctrl+C, and remembers that it was pressed.

    Python raises ``KeyboardInterrupt`` wherever it happens to be. Inside a finalizer it goes no further: what is raised
    after it, by whoever misses what the finalizer left undone, is no fault of the program.

    Attributes:
        asked: it was pressed.
    """

    def __init__(self) -> None:
        self.asked = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear it while a command works; only the main thread can."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        told, before = sys.unraisablehook, signal.signal(signal.SIGINT, self._pressed)
        sys.unraisablehook = lambda lost: None if lost.exc_type is KeyboardInterrupt else told(lost)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
            sys.unraisablehook = told

    def _pressed(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        raise KeyboardInterrupt
