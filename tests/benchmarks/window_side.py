"""The product's window, started as a person starts it: ``main`` with a data folder, in a fresh process.

    python -m tests.benchmarks.window_side unlock FOLDER     to the first paint of the unlock screen
    python -m tests.benchmarks.window_side today FOLDER      passphrase in SASAEAI_PASSPHRASE, to a filled きょう
    python -m tests.benchmarks.window_side large FOLDER      makes ten years of a large district for both

Nothing of the program is changed but the event loop's start, which lets us watch paint events. Time counts from
the start of the process. Prints "paint" in s, "rss" in MB, and what Argon2id alone takes here ("argon2", s).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measure import resident_mb, since_spawn

WATCHED = {"unlock": ("unlock", "unlock_open"), "today": ("today_people", "today_0")}
"""What must be painted, and what must be in it by then: the unlock screen; きょう with its first person."""

LOOK_MS = 5
SETTLE_MS = 300  # the other pages' modules come in behind the first one
GIVE_UP_MS = 60_000


def watch(place: str, content: str, figures: dict[str, float]) -> None:
    """Let the next event loop note when a widget was first painted with its content, and end soon after."""
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415 - the program imports Qt when it is its turn
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    class Watch(QObject):
        """Watches one widget only: a filter on all events would be measured with them."""

        def eventFilter(self, seen: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and seen.findChild(QWidget, content) is not None:
                seen.removeEventFilter(self)
                QTimer.singleShot(0, painted)  # when the content is painted too
            return False

    def painted() -> None:
        figures["paint"] = since_spawn()
        QTimer.singleShot(SETTLE_MS, finish)

    def finish() -> None:
        figures["rss"] = resident_mb()
        QApplication.exit(0)

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            found = window if window.objectName() == place else window.findChild(QWidget, place)
            if found is not None:
                found.installEventFilter(seeing)
                return
        QTimer.singleShot(LOOK_MS, look)

    loop: Callable[[], int] = QApplication.exec
    seeing = Watch()

    def watched() -> int:
        look()
        QTimer.singleShot(GIVE_UP_MS, QApplication.quit)
        return loop()

    QApplication.exec = staticmethod(watched)  # type: ignore[method-assign]  # the one thing that is changed


def argon2(folder: Path) -> float:
    """Return the seconds that Argon2id takes for the slots of this folder."""
    from sasaeai_desktop.paths import app_paths  # noqa: PLC0415
    from sasaeai_desktop.vault import keeper  # noqa: PLC0415

    began = time.perf_counter()
    keeper.unlock(app_paths(folder), os.environ["SASAEAI_PASSPHRASE"])
    return time.perf_counter() - began


def large(folder: Path) -> None:
    """Make ten years of a large district up to today."""
    from sasaeai_desktop.domain.clock import Clock  # noqa: PLC0415
    from sasaeai_desktop.paths import app_paths  # noqa: PLC0415
    from sasaeai_desktop.practice.small import large_district  # noqa: PLC0415

    large_district(app_paths(folder), Clock()).close()


def main() -> None:
    """Do what was asked for."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "large":
        large(folder)
        return
    figures: dict[str, float] = {}
    watch(*WATCHED[what], figures)
    from sasaeai_desktop.__main__ import main as start  # noqa: PLC0415

    code = start(["--data-dir", str(folder)])
    if code or "paint" not in figures:
        raise SystemExit(f"the window ended with {code}, painted: {figures}")
    if what == "today":
        figures["argon2"] = argon2(folder)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
