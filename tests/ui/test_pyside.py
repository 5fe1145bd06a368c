"""PySide6 6.12 aborts on Python 3.11 after some 5,000 void calls (None loses references): hence the pin."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for _ in range(20000):
    label.setText("x")
print("survived")
"""


def test_twenty_thousand_void_calls_do_not_abort() -> None:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "survived"), done.stderr[-500:]
