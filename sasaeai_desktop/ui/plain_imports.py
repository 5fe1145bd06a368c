"""Give back Python's own ``import``, which PySide6 replaces.

PySide6 looks through the source of every module that is imported after it, for its switchable features
(``from __feature__ import snake_case``), and Python keeps those sources in memory. Nothing here uses such
features; without that search the window opens earlier and holds some 20 MB less.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - replaces the import while it is imported itself


def use() -> None:
    """Import plainly from here on; nothing happens where this PySide6 replaces nothing."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
