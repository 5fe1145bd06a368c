"""Every click of the window, with ten years of a large district and all its programmes, or with a city of several years.

    python -m tests.benchmarks.clicks_side clicks FOLDER [--list]   FOLDER is a data folder; passphrase as for ``window_side``
    python -m tests.benchmarks.clicks_side memory FOLDER            3,000 clicks over every page, and the memory they leave
    python -m tests.benchmarks.clicks_side school FOLDER            writes ten years of four schools into FOLDER

Goes through every tab, every page that opens from it and every page behind those, and presses each button, choice and
list row by its objectName, on a copy; ``ROUNDS`` times, in one window. What a click takes is processor time of all threads
from the press until the page or dialog that it opened is drawn and nothing waits any more: what the worker reads for it
counts, waiting for other programs of the machine does not. Left out are the system's own file dialogs, and work that shows
its progress and やめる (``ProgressPanel``: writing a stick, a backup). Beside it
stands how long the window did not answer: the longest stretch for which its thread did not come back to the event loop, in
that thread's processor time and by the clock (where a dialog opens, all that its opening took). Prints one JSON line: "p50",
"p95" and "worst" of the clicks' medians in ms, "first95" and "first" the same of each click's first time, "own95" and "own"
of the window's thread alone, "held95" and "held" of the longest stretch, "clock95" and "clock" the same by the clock,
"clicks" how many; with ``--list`` every one above 50. ``memory`` prints in MB what the process holds once unlocked
("unlocked"), after every page was opened once ("once") and after ``ACTS`` clicks ("end").
"""

from __future__ import annotations

import json
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety.setup import open_desk
from sasaeai_desktop.ui import walk
from sasaeai_desktop.ui.desk_window import LOAD_BEHIND_MS, DeskWindow
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.widgets.states import ProgressPanel
from tests.benchmarks.application import as_the_program_does
from tests.benchmarks.measure import resident_mb
from tests.benchmarks.programmes_side import heavy_school

ROUNDS = 2
ACTS = 3000
DEPTH = 3
CALM_MS = 40  # longer than any timer with which a page waits for its painting
IDLE_S = 0.0003  # a round of events that takes less did nothing
LIMIT_MS = 50


@dataclass
class Click:
    """What one click took each time, in ms: all threads, the window's own, its longest stretch, and that by the clock."""

    whole: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)

    @property
    def usual(self) -> float:
        """Return the median of what it took, in ms."""
        return statistics.median(self.whole)


class Stopwatch:
    """Processor time since it was made, of all threads and of this one."""

    def __init__(self) -> None:
        self._whole, self._own, self._clock = time.process_time(), time.thread_time(), time.perf_counter()

    def read(self) -> tuple[float, float]:
        """Return both in ms."""
        return 1000 * (time.process_time() - self._whole), 1000 * (time.thread_time() - self._own)

    def clock(self) -> float:
        """Return ms by the clock."""
        return 1000 * (time.perf_counter() - self._clock)


class Stretch:
    """The longest time that something done in between took, in ms of this thread and by the clock."""

    def __init__(self) -> None:
        self.held = self.clock = 0.0

    def do(self, act: Callable[[], object]) -> float:
        """Do something without going back to the event loop; returns its own processor time in s."""
        own, clock = time.thread_time(), time.perf_counter()
        act()
        own, clock = time.thread_time() - own, time.perf_counter() - clock
        self.held, self.clock = max(self.held, 1000 * own), max(self.clock, 1000 * clock)
        return own


class ClickWalk(walk.Walk):
    """Presses everything and keeps what it took.

    Attributes:
        clicks: by page and objectName.
        long: clicks that begin work which shows its progress.
        acts: how many clicks there were, each time counted.
    """

    look_ms = CALM_MS

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, Path(), 20, "")
        self.clicks: dict[str, Click] = {}
        self.long: set[str] = set()
        self._drawn: tuple[float, float] | None = None
        self._began, self._stretch = Stopwatch(), Stretch()
        self._working, self._seen_after = False, math.inf
        self._calm: QWidget | None = None
        self.acts = 0

    def settle(self) -> None:
        """Wait until nothing is under way, and note when the last thing that was done ended."""
        quiet = time.monotonic()
        while time.monotonic() - quiet < CALM_MS / 1000:
            busy = self._busy()
            own = self._stretch.do(self._round)
            if busy or self._busy() or own > IDLE_S:
                quiet, self._last = time.monotonic(), self._began.read()
            time.sleep(0.001)  # as the event loop sleeps

    def _round(self) -> None:
        self._app.processEvents()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def sit_down(self, desk: Desk) -> DeskWindow:
        """Open the window of a desk and look at its first page until the others are loaded behind it."""
        window = self.open_window(desk)
        window.show_like(window)
        began = time.monotonic()
        while time.monotonic() - began < LOAD_BEHIND_MS / 1000 + 1:
            self.settle()
        return window

    def once_through(self, window: DeskWindow) -> None:
        """Press everything on every page."""
        self._seen = {tab.name for tab in window.tab_list}
        for at, tab in enumerate(window.tab_list):
            self._tab_name = tab.name
            self.take(f"tab {tab.name}", lambda at=at: window.tabs.go_to(at))  # type: ignore[misc]  # bound
            self._steps(window, window.current_page(), "", DEPTH)

    def take(self, name: str, act: Callable[[], object]) -> None:
        """Do one thing and keep what it took until all was drawn."""
        self._working, self._drawn, self._calm, self._began = False, None, None, Stopwatch()
        self._stretch, self._seen_after = Stretch(), math.inf
        self.acts += 1
        self._stretch.do(act)
        self._last = self._began.read()
        self.settle()
        if self._working:
            self.long.add(name)
            return
        whole, own = self._drawn or self._last
        if whole >= 0:
            click = self.clicks.setdefault(name, Click())
            click.whole.append(whole)
            click.own.append(own)
            click.held.append(min(own, self._stretch.held))
            click.clock.append(min(self._seen_after, self._stretch.clock))

    def work_began(self) -> None:
        """Work that shows its progress was begun by this click."""
        self._working = True

    def _steps(self, window: DeskWindow, page: Page, prefix: str, depth: int) -> None:
        for step in walk.as_they_come(page, pressable):
            target = walk.find_on(page, step)
            if target is None:
                continue
            with self.dialogs(page.object_name, step):
                self.take(f"{page.object_name} {step}", lambda at=target: walk.press(at))  # type: ignore[misc]
            after = window.current_page()
            if after is page:
                continue
            if after.object_name not in self._seen:
                self._seen.add(after.object_name)
                if depth > 1:
                    self._steps(window, after, prefix, depth - 1)
            if not self._back(window, page):
                return

    def _met(self, dialog: QWidget, _where: str, _step: str) -> bool:
        """Note what was taken until a dialog is drawn: what the worker found may come a look later."""
        if self._calm is not dialog:
            self._calm = dialog
            return False
        if self._drawn is None:
            self._drawn = (-1, -1) if isinstance(dialog, QFileDialog) else self._began.read()
            self._seen_after = self._began.clock()
        return True


def pressable(page: Page) -> list[str]:
    """Return what can be pressed on a page, with the choices that ``walk.steps_of`` leaves out."""
    names = dict.fromkeys(walk.steps_of(page))
    for button in page.findChildren(QAbstractButton):
        if button.isCheckable() and button.isVisible() and button.isEnabled() and button.objectName():
            names.setdefault(button.objectName())
    return [name for name in names if not name.startswith("qt_")]


def figures(clicks: dict[str, Click]) -> dict[str, float]:
    """Return the line of figures."""
    usual = sorted(click.usual for click in clicks.values())
    first = sorted(click.whole[0] for click in clicks.values())
    own, held, clock = (
        sorted(statistics.median(getattr(click, what)) for click in clicks.values())
        for what in ("own", "held", "clock")
    )
    at = int(0.95 * len(usual))
    return {
        "p50": usual[len(usual) // 2],
        "p95": usual[at],
        "worst": usual[-1],
        "first95": first[at],
        "first": first[-1],
        "own95": own[at],
        "own": own[-1],
        "held95": held[at],
        "held": held[-1],
        "clock95": clock[at],
        "clock": clock[-1],
        "clicks": len(usual),
    }


def clicks(walking: ClickWalk, desk: Desk) -> dict[str, float]:
    """Press everything ``ROUNDS`` times and return what it took."""
    window = walking.sit_down(desk)
    for _ in range(ROUNDS):
        walking.once_through(window)
    window.close()
    return figures(walking.clicks)


def memory(walking: ClickWalk, desk: Desk) -> dict[str, float]:
    """Press everything until there were ``ACTS`` clicks and return what the process holds meanwhile, in MB."""
    window = walking.sit_down(desk)
    held = {"unlocked": resident_mb()}
    while walking.acts < ACTS:
        walking.once_through(window)
        held["end"] = resident_mb()
        held.setdefault("once", held["end"])
        print(f"{walking.acts} clicks: {held['end']:.1f} MB", file=sys.stderr)
    window.close()
    return held


def main() -> None:
    """Do what was asked for; the walks on a copy."""
    what, source = sys.argv[1], Path(sys.argv[2])
    if what == "school":
        with closing(open_desk(app_paths(source), PASSPHRASE, Clock())) as desk:
            heavy_school(desk)
        return
    walking = ClickWalk(as_the_program_does())
    start: Callable[..., None] = ProgressPanel.start
    ProgressPanel.start = lambda *given: (walking.work_began(), start(*given))[1]  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory(prefix="sasaeai-bench-clicks-") as folder:
        copy = app_paths(Path(folder) / "desk")
        shutil.copytree(source, copy.data_dir, ignore=shutil.ignore_patterns("backups", "*.lock"))
        with (
            walk.no_other_program(),
            walk.bugs_told(),
            walking.at_desk(walk.Source(copy, PASSPHRASE), Clock()) as desk,
        ):
            print(json.dumps({"clicks": clicks, "memory": memory}[what](walking, desk)))
    if "--list" in sys.argv:
        told(walking)


def told(walking: ClickWalk) -> None:
    """Tell every slow click, the slowest first."""
    slow = [(click.usual, name, click) for name, click in walking.clicks.items() if click.usual > LIMIT_MS]
    for usual, name, click in sorted(slow, reverse=True, key=lambda found: found[0]):
        own, held, first = statistics.median(click.own), statistics.median(click.held), click.whole[0]
        told = f"{usual:8.1f} ms, the window {own:7.1f}, at once {held:7.1f}, first {first:8.1f}  {name}"
        print(told, file=sys.stderr)
    print("work that shows its progress: " + ", ".join(sorted(walking.long)), file=sys.stderr)


if __name__ == "__main__":
    main()
