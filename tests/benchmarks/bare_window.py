"""Baseline: a bare PySide6 window with as many tabs as ours. Prints its first paint and memory.

Run through ``measure.fresh``: time counts from the start of the process, interpreter and imports included.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTabWidget

from tests.benchmarks.measure import resident_mb, since_spawn

TABS = ("きょう", "見守り", "サロン", "つながりカード", "名簿", "報告・印刷", "USB受け渡し")


class _Window(QMainWindow):
    """Seven tabs with a label each."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: float | None = None
        self.cpu = 0.0
        tabs = QTabWidget()
        for name in TABS:
            tabs.addTab(QLabel(name), name)
        self.setCentralWidget(tabs)
        self.resize(1366, 768)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Note the first paint, and let the children paint before measuring memory."""
        super().paintEvent(event)
        if self.painted is None:
            self.painted, self.cpu = since_spawn(), time.process_time()
            QTimer.singleShot(50, QApplication.quit)


def main() -> None:
    """Show the window once."""
    app = QApplication(sys.argv[:1])
    window = _Window()
    window.show()
    app.exec()
    print(json.dumps({"paint": window.painted, "cpu": window.cpu, "rss": resident_mb()}))


if __name__ == "__main__":
    main()
