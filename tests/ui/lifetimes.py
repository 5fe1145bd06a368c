"""Opening and leaving pages and dialogs again and again: nothing of them may stay."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QThread
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.walk import Walk, as_they_come, find_on, press

WARM = 2
QUIET_MS = 12
LATER_MS = 200
SPARE_KB = 24  # per opening, averaged: what the allocator and Qt's caches take on their way to their size


@dataclass(frozen=True, slots=True)
class Count:
    """What there is now: PySide's wrappers, Qt's widgets, the process's memory."""

    wrappers: int
    widgets: int
    kilobytes: int

    @classmethod
    def now(cls) -> Count:
        settle_garbage()
        status = Path("/proc/self/statm")
        pages = int(status.read_text("ascii").split()[1]) if status.exists() else 0
        return cls(len(shiboken6.getAllValidWrappers()), len(QApplication.allWidgets()), pages * 4)

    def grown(self, before: Count, rounds: int) -> str:
        """Return what grew with every round, "" when nothing did."""
        said = []
        for name in ("wrappers", "widgets"):
            more = getattr(self, name) - getattr(before, name)
            if more >= rounds:
                said.append(f"{more / rounds:.1f} {name}")
        more = self.kilobytes - before.kilobytes
        if rounds >= 20 and more > rounds * SPARE_KB:
            said.append(f"{more / rounds:.0f} KB")
        return ", ".join(said)


@contextmanager
def accessibility(*, on: bool) -> Iterator[None]:
    """As a screen reader makes it, or any UI Automation client."""
    before = QAccessible.isActive()
    QAccessible.setActive(on)
    try:
        yield
    finally:
        QAccessible.setActive(before)


class LifeWalk(Walk):
    """Presses what opens something, goes back, and does it again.

    Attributes:
        found: what stayed behind, each beginning with the page and what was pressed on it.
        opened: what was opened over and over.
    """

    def __init__(self, app: QApplication, out: Path, rounds: int) -> None:
        super().__init__(app, out, 20, "")
        self._rounds = rounds
        gc.collect()
        gc.freeze()  # what was imported is not looked through again and again
        self.found: list[str] = []
        self.opened: list[str] = []

    def _picture(self, widget: QWidget, name: str) -> None:
        """Look at nothing."""

    def settle(self) -> None:
        """Wait until nothing is under way; nothing is painted here."""
        whole, quiet = QElapsedTimer(), QElapsedTimer()
        whole.start()
        quiet.start()
        while quiet.elapsed() < QUIET_MS and whole.elapsed() < 20_000:
            busy = self._busy()
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if busy:
                QThread.msleep(1)  # the worker needs Python too
            if busy or self._busy():
                quiet.restart()

    def _steps(self, window: DeskWindow, page: Page, prefix: str, depth: int) -> None:
        for step in as_they_come(page):
            fresh = self.try_step(window, page, step, prefix)
            if fresh and depth > 1:
                target = find_on(page, step)
                if target is None:
                    continue
                press(target)
                self.settle()
                self._steps(window, window.current_page(), prefix, depth - 1)
            if not self._back(window, page):
                return

    def try_step(self, window: DeskWindow, page: Page, step: str, prefix: str = "") -> bool:
        """Press something; where it opens a page or a dialog for the first time, again and again."""
        name, seen = f"{prefix}{page.object_name} {step}", len(self._seen)
        after = self._once(window, page, step)
        if after is None:
            return False
        fresh = after is not page and after.object_name not in self._seen
        if fresh:
            self._seen.add(after.object_name)
        if len(self._seen) == seen:
            return False  # it opened nothing new
        del after
        self.opened.append(name)
        print(name, flush=True)  # a crash leaves no list
        for _ in range(WARM):
            self._once(window, page, step)
        # What the program loads once, at leisure, may fall into the first count; what stays each time is there again.
        if self._grows(window, page, step) and (said := self._grows(window, page, step)):
            self.found.append(f"{name}: {said}")
            print(self.found[-1], flush=True)
        return fresh

    def _grows(self, window: DeskWindow, page: Page, step: str) -> str:
        """Open it as often as asked; returns what stayed behind, "" when nothing did."""
        before, kinds = Count.now(), _kinds()
        for _ in range(self._rounds):
            self._once(window, page, step)
        said = Count.now().grown(before, self._rounds)
        if said:  # what the worker had in its hands at that moment is gone a little later; what stays, stays
            QThread.msleep(LATER_MS)
            self.settle()
            said = Count.now().grown(before, self._rounds)
        return f"{said} ({dict((_kinds() - kinds).most_common(6))})" if said else ""

    def _once(self, window: DeskWindow, page: Page, step: str) -> Page | None:
        target = find_on(page, step)
        if target is None:
            return None
        with self.dialogs(page.object_name, step):
            press(target)
            self.settle()
        after = window.current_page()
        self._back(window, page)
        return after


def settle_garbage() -> None:
    """Let go of what nobody holds: what Python frees may leave Qt something to delete, and the other way round."""
    for _ in range(3):
        gc.collect()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def _kinds() -> Counter[str]:
    return Counter(type(thing).__name__ for thing in shiboken6.getAllValidWrappers())
