"""How long a test of the window waits for the worker before it gives up."""

from __future__ import annotations

import os
import time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from sasaeai_desktop.ui.filling import Filling

PATIENCE = int(os.environ.get("SASAEAI_PATIENCE", "1"))
"""Times the usual; more where each file that is opened takes long, as under wine beside other programs."""


def breathe() -> None:
    """Let the worker work for 2 ms, then the window handle its events.

    ``QTest.qWait(2)`` keeps Python to itself while it sleeps: under Windows each file that the worker opens then waits 10 ms.
    """
    time.sleep(0.002)
    QTest.qWait(0)


def is_filled(window: QWidget) -> bool:
    """Whether every list of a window is there to its end, or the window is gone."""
    return not isValid(window) or not any(filling.under_way for filling in window.findChildren(Filling))
