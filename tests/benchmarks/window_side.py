"""The product's window, started as a person starts it: ``main`` with a data folder, in a fresh process.

    python -m tests.benchmarks.window_side unlock FOLDER     to the first paint of the unlock screen
    python -m tests.benchmarks.window_side today FOLDER      passphrase in SASAEAI_PASSPHRASE, to a filled きょう
    python -m tests.benchmarks.window_side enter FOLDER      looks for 3 s, types the passphrase, Enter, to a filled きょう
    python -m tests.benchmarks.window_side keys FOLDER       types from the first paint on, while the rest is loaded
    python -m tests.benchmarks.window_side large FOLDER      makes ten years of a large district for all of them

Nothing of the program is changed but the event loop's start, which lets us watch paint events. Time counts from
the start of the process, in ``enter`` from the key Enter. Prints "paint" in s, "cpu" (the same in processor time of
all threads, which other programs do not stretch), "rss" in MB, and what Argon2id alone takes here ("argon2",
"argon2_cpu", s). ``keys`` prints how long a key waited and was handled in ms: "p50", "p95", "worst".
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import resident_mb, since_spawn

UNLOCK = ("unlock", "unlock_open")
TODAY = ("today_people", "today_0")
"""What must be painted, and what must be in it by then: the unlock screen; きょう with its first person."""

LOOK_MS = 5
LOOKING_MS = 3000  # a person reads the screen and reaches for the keys
KEY_MS = 120  # between two keys of a quick typist
QUICK_KEY_MS = 20  # between two keys that look for the longest wait
SETTLE_MS = 300  # the other pages' modules come in behind the first one
GIVE_UP_MS = 60_000
SECRET = "SASAEAI_PASSPHRASE"

Figures = dict[str, float]


def at_start(act: Callable[[], object]) -> None:
    """Do something when the program's event loop starts."""
    from sasaeai_desktop.ui import lean_pyside  # noqa: PLC0415

    lean_pyside.load()  # as the program does, which would come too late for it
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - the program imports Qt when it is its turn
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    loop: Callable[[], int] = QApplication.exec

    def watched() -> int:
        act()
        QTimer.singleShot(GIVE_UP_MS, QApplication.quit)
        return loop()

    QApplication.exec = staticmethod(watched)  # type: ignore[method-assign]  # the one thing that is changed


def when_painted(place: str, content: str, act: Callable[[], object]) -> None:
    """Do something when a widget was painted with its content for the first time."""
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    class Watch(QObject):
        """Watches one widget only: a filter on all events would be measured with them."""

        def eventFilter(self, seen: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and seen.findChild(QWidget, content) is not None:
                seen.removeEventFilter(self)
                QTimer.singleShot(0, act)  # when the content is painted too
            return False

    def look() -> None:
        shown = (window for window in QApplication.topLevelWidgets() if window.isVisible())
        for window in shown:  # a rehearsed page, or a window that waits, is nobody's to see
            found = window if window.objectName() == place else window.findChild(QWidget, place)
            if found is not None:
                found.installEventFilter(seeing)
                return
        QTimer.singleShot(LOOK_MS, look)

    seeing = Watch(QApplication.instance())
    look()


def field() -> Any:
    """Return the line for the passphrase."""
    from PySide6.QtWidgets import QApplication, QLineEdit  # noqa: PLC0415

    found = (w.findChild(QLineEdit, "unlock_passphrase") for w in QApplication.topLevelWidgets())
    return next(line for line in found if line is not None)


class Typist:
    """Types a text key by key and keeps how long each key waited for the window and was handled (ms)."""

    def __init__(self, text: str, every: int, done: Callable[[], object]) -> None:
        from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415

        self._left, self._every, self._done = list(text), every / 1000, done
        self.waits: list[float] = []
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, singleShot=True)
        self._timer.timeout.connect(self._strike)
        self._plan(time.perf_counter() + self._every)

    def _plan(self, due: float) -> None:
        self._due = due
        self._timer.start(max(0, round((due - time.perf_counter()) * 1000)))

    def _strike(self) -> None:
        from PySide6.QtTest import QTest  # noqa: PLC0415

        QTest.keyClicks(field(), self._left.pop(0))
        now = time.perf_counter()
        self.waits.append((now - self._due) * 1000)
        if self._left:
            self._plan(max(self._due + self._every, now))
        else:
            self._done()


def started(figures: Figures, content: tuple[str, str]) -> None:
    """Note the first paint since the start of the process."""
    at_start(lambda: when_painted(*content, lambda: _painted(figures, since_spawn(), time.process_time())))


def entered(figures: Figures) -> None:
    """Look, type the passphrase, and note the time from Enter."""
    from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415

    secret = os.environ[SECRET]  # the program must not find it

    def enter() -> None:
        began, own = time.perf_counter(), time.process_time()
        when_painted(
            *TODAY, lambda: _painted(figures, time.perf_counter() - began, time.process_time() - own)
        )
        QTest.keyClick(field(), Qt.Key.Key_Return)

    keep: list[Typist] = []

    def type_it() -> None:
        keep.append(Typist(secret, KEY_MS, enter))

    at_start(lambda: when_painted(*UNLOCK, lambda: QTimer.singleShot(LOOKING_MS, type_it)))


def typed(figures: Figures) -> None:
    """Type from the first paint on, as long as a person would look and type, and compare what stands there."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    text = "abcdefghij" * (LOOKING_MS // QUICK_KEY_MS // 10)
    keep: list[Typist] = []

    def done() -> None:
        assert field().text() == text, "a key was dropped"
        waits = sorted(keep[0].waits)
        figures.update(p50=waits[len(waits) // 2], p95=waits[int(len(waits) * 0.95)], worst=waits[-1])
        QApplication.exit(0)

    at_start(lambda: when_painted(*UNLOCK, lambda: keep.append(Typist(text, QUICK_KEY_MS, done))))


def _painted(figures: Figures, seconds: float, cpu: float) -> None:
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    figures.update(paint=seconds, cpu=cpu)

    def finish() -> None:
        figures["rss"] = resident_mb()
        QApplication.exit(0)

    QTimer.singleShot(SETTLE_MS, finish)


def argon2(folder: Path) -> Figures:
    """Return what Argon2id takes for the slots of this folder, by the clock and in processor time (s)."""
    from sasaeai_desktop.paths import app_paths  # noqa: PLC0415
    from sasaeai_desktop.vault import keeper  # noqa: PLC0415

    began, own = time.perf_counter(), time.process_time()
    keeper.unlock(app_paths(folder), os.environ[SECRET])
    return {"argon2": time.perf_counter() - began, "argon2_cpu": time.process_time() - own}


def large(folder: Path) -> None:
    """Make ten years of a large district up to today."""
    from sasaeai_desktop.domain.clock import Clock  # noqa: PLC0415
    from sasaeai_desktop.paths import app_paths  # noqa: PLC0415
    from sasaeai_desktop.practice.small import large_district  # noqa: PLC0415

    large_district(app_paths(folder), Clock()).close()


WATCHERS: dict[str, Callable[[Figures], None]] = {
    "unlock": lambda figures: started(figures, UNLOCK),
    "today": lambda figures: started(figures, TODAY),
    "enter": entered,
    "keys": typed,
}


def main() -> None:
    """Do what was asked for."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "large":
        large(folder)
        return
    secret = os.environ.get(SECRET)
    figures: Figures = {}
    WATCHERS[what](figures)
    if what != "today":
        os.environ.pop(SECRET, None)
    from sasaeai_desktop.__main__ import main as start  # noqa: PLC0415

    code = start(["--data-dir", str(folder)])
    if code or not figures:
        raise SystemExit(f"the window ended with {code}, noted: {figures}")
    if secret is not None and what in ("today", "enter"):  # where it is on the way
        os.environ[SECRET] = secret
        figures |= argon2(folder)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
