"""What is relied on of PySide6's own inside."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

AFTER = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for _ in range(20000):
    label.setText("x")
print("survived")
"""

LEAN = "from sasaeai_desktop.ui import lean_pyside\nlean_pyside.load()\n"
WRONG = """
import builtins
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for wrong in (
    lambda: label.setText(5),
    lambda: label.setAlignment(4),
    lambda: QRect("no"),
    lambda: QLabel(nothing=1),
    lambda: QTimer.singleShot("soon", app.quit),
    lambda: Qt.AlignmentFlag.Nowhere,
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(QLabel.setText.__doc__)
from PySide6.support.signature.lib import pyi_generator
print(len(pyi_generator.TYPE_MAP), pyi_generator.__name__, __import__ is builtins.__orig_import__)
"""


def run(code: str) -> str:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout


def test_twenty_thousand_void_calls_do_not_abort() -> None:
    """PySide6 6.12 aborts on Python 3.11 after some 5,000 void calls (None loses references): hence the pin."""
    assert run(AFTER).strip() == "survived"


def test_what_is_put_off_at_the_start_says_the_same_as_ever() -> None:
    lean, plain = run(LEAN + WRONG), run(WRONG)
    assert "Supported signatures:\n  PySide6.QtWidgets.QLabel.setText(arg__1: str, /)" in plain
    assert lean == plain.replace(" False\n", " True\n")  # and Python's own import is back


@pytest.mark.parametrize(
    "used", ["", "from PySide6.QtWidgets import QApplication, QLabel\nQLabel(QApplication([]).tr('x'))\n"]
)
def test_the_start_executes_nothing_that_only_developers_need(used: str) -> None:
    left = f"{LEAN}{used}print(len(lean_pyside.LATER), len(lean_pyside._waiting))"
    assert run(left).split() == ["6", "6"]
