"""When Python looks for garbage: seldom while the program starts, and never again through what the start has made.

A search through everything holds the window for up to a tenth of a second. Nearly all that lives was imported, stays
until the end, and need not be looked through.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS = 20_000  # Python's own 700 would search some hundred times during the start alone


def seldom() -> None:
    """Search only after many new objects; called before the imports."""
    gc.set_threshold(_NEW_OBJECTS, 10, 10)


def leave_what_is_loaded() -> None:
    """Leave what was loaded up to now out of every later search; only the first call does anything."""
    if gc.get_freeze_count() == 0:
        gc.freeze()
