"""The GUI thread over a driven session with ten years of a large district (300 people, 100,000 acts).

    python -m tests.benchmarks.gui_side FOLDER     FOLDER is made by ``window_side large``; passphrase as there

A person goes through all tabs, finds people by typing, records visits, types a paper sheet, taps a salon's
tiles and scrolls. Every key, click and page change is one step. What a step takes is the longest stretch for
which the GUI thread did not come back to its event loop, from the key to the painted result: the handling of
the key itself, or one round of events afterwards (several may fall into one round, so this errs to the worse
side). What the worker does beside counts as far as it holds the interpreter. Prints one JSON line: "p50",
"p95", "worst" in ms, "cpu95" (the same in processor time of the GUI thread, which other programs of the
machine do not stretch), "steps", "rss" in MB; with ``--list`` also the slowest steps.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.services.safety.setup import open_desk
from sasaeai_desktop.ui.desk_window import LOAD_BEHIND_MS, DeskWindow
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from tests.benchmarks.application import as_the_program_does
from tests.benchmarks.measure import resident_mb

ROUNDS = 3
PATIENCE_S = 20.0


class Driver:
    """Does steps and keeps how long each held the GUI thread."""

    def __init__(self, app: QApplication, window: DeskWindow, tasks: Tasks) -> None:
        self._app, self.window, self._tasks = app, window, tasks
        self.steps: list[tuple[float, str]] = []
        self.cpu: list[float] = []

    def step(self, name: str, act: Callable[[], object]) -> None:
        """Do one thing and wait until it is painted."""
        longest, cpu = _timed(act)
        began, calm = time.perf_counter(), 0
        while calm < 3 and time.perf_counter() - began < PATIENCE_S:
            took, own = _timed(self._app.processEvents)
            longest, cpu = max(longest, took), max(cpu, own)
            if self._tasks.busy:
                calm = 0
                time.sleep(0.0005)  # as the event loop sleeps; the worker needs the interpreter
            else:
                calm += 1
        self.steps.append((longest * 1000, name))
        self.cpu.append(cpu * 1000)

    def find(self, name: str) -> QWidget:
        """Return what is shown under this name."""
        return next(w for w in self.window.findChildren(QWidget, name) if w.isVisible())

    def click(self, name: str) -> None:
        """Press a button."""
        target = self.find(name)
        assert isinstance(target, QAbstractButton), name
        self.step(f"click {name}", target.click)

    def keys(self, target: QWidget, text: str, words: str) -> None:
        """Type letter by letter."""
        for letter in text:
            self.step(f"key in {words}", lambda k=letter: QTest.keyClicks(target, k))

    def key(self, target: QWidget, key: Qt.Key, words: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.step(f"{words}", lambda: QTest.keyClick(target, key))

    def tab(self, name: str) -> None:
        """Change the page."""
        self.step(f"tab {name}", lambda: self.window.open(name))


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    began, own = time.perf_counter(), time.thread_time()
    act()
    return time.perf_counter() - began, time.thread_time() - own


def drive(d: Driver) -> None:
    """One morning at the desk."""
    for tab in d.window.tab_list:
        d.tab(tab.name)
    d.tab("watch")
    search = d.find("watch_find")
    d.keys(search, "sato", "見守り search")
    d.key(search, Qt.Key.Key_Backspace, "backspace in 見守り search", 4)
    rows = d.find("watch_list")
    d.key(rows, Qt.Key.Key_Down, "down in 見守り list", 5)
    d.key(rows, Qt.Key.Key_Return, "open a person")
    d.step("page down in 見守り list", lambda: QTest.keyClick(rows, Qt.Key.Key_PageDown))
    _record(d)
    _sheet(d)
    d.tab("salon")
    _salon(d)
    d.tab("people")
    find = d.find("residents_find")
    d.keys(find, "ta", "名簿 search")
    d.key(find, Qt.Key.Key_Backspace, "backspace in 名簿 search", 2)
    d.tab("cards")
    d.click("cards_primary")
    d.step("leave the card", d.window.current_page().leave)
    d.tab("reports")
    d.tab("usb")
    d.tab("today")


def _record(d: Driver) -> None:
    d.click("watch_primary")
    page = d.window.current_page()
    d.key(page, Qt.Key.Key_1, "mark a visit")
    memo = d.find("record_memo")
    d.keys(memo, "niwa no mame", "memo")
    d.step("save a visit", page.save)
    d.step("元にもどす", d.window.undo_last)


def _sheet(d: Driver) -> None:
    d.click("watch_sheets")
    rows = d.find("sheets_list")
    d.key(rows, Qt.Key.Key_Return, "open a sheet")
    grid = d.find("sheet_grid")
    d.key(grid, Qt.Key.Key_1, "mark in the grid", 30)
    d.step("leave the sheet", d.window.current_page().leave)
    d.step("leave the sheets", d.window.current_page().leave)


def _salon(d: Driver) -> None:
    sessions = [
        w for w in d.window.findChildren(QAbstractButton) if w.isVisible() and "session_" in w.objectName()
    ]
    if not sessions:
        return
    d.step("open a session", sessions[0].click)
    tiles = [
        w
        for w in d.window.findChildren(QAbstractButton)
        if w.isVisible() and w.objectName().startswith("guest_")
    ]
    for tile in tiles[:10]:
        d.step("tap a tile", tile.click)
    d.step("leave the session", d.window.current_page().leave)


def main() -> None:
    """Drive, and print the figures."""
    source = Path(sys.argv[1])
    app = as_the_program_does()
    with tempfile.TemporaryDirectory(prefix="sasaeai-bench-gui-") as folder:
        copy = app_paths(Path(folder) / "desk")
        shutil.copytree(source, copy.data_dir, ignore=shutil.ignore_patterns("backups", "*.lock"))
        figures, steps = _session(app, copy)
    print(json.dumps(figures))
    if "--list" in sys.argv:
        for took, name, cpu in sorted(steps, reverse=True)[:40]:
            print(f"{took:7.1f} ms  {cpu:7.1f} ms of its own  {name}", file=sys.stderr)


def _session(app: QApplication, paths: object) -> tuple[dict[str, float], list[tuple[float, str, float]]]:
    errors: list[BaseException] = []
    tasks = Tasks(show_error=errors.append, crashed=errors.append)
    found: list[DeskWindow] = []
    tasks.run(
        lambda: open_desk(paths, PASSPHRASE, Clock()),  # type: ignore[arg-type]  # AppPaths
        lambda desk: found.append(DeskWindow.of(desk, tasks, Preferences(None))),
    )
    while not found and not errors:
        app.processEvents()
    window = found[0]
    place = QWidget()
    place.resize(1366, 768)
    window.show_like(place)
    driver = Driver(app, window, tasks)
    began = time.perf_counter()
    while tasks.busy or time.perf_counter() - began < LOAD_BEHIND_MS / 1000 + 1:
        app.processEvents()  # the first page stands and the others are loaded, as while somebody looks at きょう
        time.sleep(0.001)
    rss = resident_mb()
    for _ in range(ROUNDS):
        drive(driver)
    tasks.run(window.desk.close)
    while tasks.busy:
        app.processEvents()
    tasks.stop()
    if errors:
        raise errors[0]
    took = sorted(step for step, _ in driver.steps)
    figures = {
        "p50": took[len(took) // 2],
        "p95": took[int(len(took) * 0.95)],
        "worst": took[-1],
        "cpu95": sorted(driver.cpu)[int(len(took) * 0.95)],
        "steps": float(len(took)),
        "rss": rss,
    }
    return figures, [(*step, cpu) for step, cpu in zip(driver.steps, driver.cpu, strict=True)]


if __name__ == "__main__":
    main()
