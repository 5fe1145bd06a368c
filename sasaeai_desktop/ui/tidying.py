"""Memory: when Python looks for garbage, and what is given back to the system.

It looks seldom while the program starts, and never again through what the start has made. A search through everything
holds the window for up to a tenth of a second. Nearly all that lives was imported, stays until the end, and need
not be looked through.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

_NEW_OBJECTS = 20_000  # Python's own 700 would search some hundred times during the start alone


def seldom() -> None:
    """Search only after many new objects; called before the imports."""
    gc.set_threshold(_NEW_OBJECTS, 10, 10)


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
