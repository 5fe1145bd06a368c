"""Memory: when Python looks for garbage, and what is given back to the system.

It looks seldom while the program starts, and never again through what the start has made. A search through everything
holds the window for up to a tenth of a second. Nearly all that lives was imported, stays until the end, and need
not be looked through. And it looks on the window's thread alone: an object of Qt that the worker throws away takes Qt's
lock and then wants Python's, one that the window throws away at that moment the other way round, and both wait for ever.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_LOOK_MS = 500
_NEW_OBJECTS = 20_000  # Python's own 700 would search some hundred times during the start alone


def seldom() -> None:
    """Search only after many new objects; called before the imports."""
    gc.set_threshold(_NEW_OBJECTS, 10, 10)


def here_alone(owner: QObject) -> None:
    """Search on this thread alone from now on, as long as ``owner`` lives; it is the window's."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - this module is there before Qt is (``lean_pyside``)

    gc.disable()
    timer = QTimer(owner, interval=_LOOK_MS)
    timer.timeout.connect(look)
    timer.start()


@contextmanager
def on_request() -> Iterator[None]:
    """Search only where ``look`` is called, until the end: for who walks through windows without an event loop."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        look()
        if before:
            gc.enable()


def look() -> None:
    """Search if there are so many new objects that Python itself would."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


def leave_what_is_loaded() -> None:
    """Leave what was loaded up to now out of every later search; only the first call does anything."""
    if gc.get_freeze_count() == 0:
        gc.freeze()


def give_back() -> None:
    """Give what lies free back to the system; on the worker, after something large was thrown away.

    Debian's C library keeps for later what was freed: 25 MB of all that was printed once, 65 MB of a check. It takes 10 ms.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only when it is called

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
