"""Going through one window after the other as a person would, without a screen.

Each tab is shown, then whatever its buttons and lists open, one step further from each page that was opened. What is
done with what is seen is up to the walk: ``screenshots`` draws it, the tests judge it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt looks for a screen

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QListView, QWidget

from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.ui import tidying
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.entrance import HIGH, WIDE
from sasaeai_desktop.ui.page_specs import tabs_of
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.pages.usb.drives import pulled_out
from sasaeai_desktop.ui.paper_unlock import PaperUnlock
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme import palette
from sasaeai_desktop.ui.theme.install import dress
from sasaeai_desktop.ui.unlock import UnlockScreen

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Desk

_NUMBER = re.compile("[0-9]+")
DEPTH = 2  # pages opened from a tab, and from those
SETTLE_MS = 60  # quiet time after which a page counts as painted
PATIENCE_MS = 20_000
COUNCIL = "council-"
PRACTICE_DAY = "2024-03-15"  # the practice city's records end with that month


@dataclass(frozen=True, slots=True)
class Source:
    """An installation to walk through; ``prefix`` of its pictures."""

    paths: AppPaths
    passphrase: str
    prefix: str = ""


class Walk:
    """Goes through one window after the other and writes what it sees.

    Attributes:
        look_ms: how long after one look for a dialog comes the next.
    """

    look_ms = SETTLE_MS

    def __init__(self, app: QApplication, out: Path, text: int, only: str) -> None:
        self._app, self.out, self._text, self._only = app, out, text, only
        self.written: list[Path] = []
        self._failure: BaseException | None = None
        self._tasks: Tasks | None = None
        self._seen: set[str] = set()  # names of pages, and types and titles of dialogs
        self._tab_name = ""

    def first_screens(self) -> None:
        """Show what comes before unlocking."""
        for name, screen in (("unlock", UnlockScreen("みどりが丘地区社協")), ("unlock-paper", PaperUnlock())):
            self._show(screen)
            self._picture(screen, name)
            screen.close()
        self._first_run()

    def _first_run(self) -> None:
        """Show the steps of はじめて, with a key that opens nothing."""
        from sasaeai_desktop.ui.first_run.wizard import FirstRun  # noqa: PLC0415 - not in every window

        tasks = Tasks(show_error=self._fail, crashed=self._fail)
        first = FirstRun(tasks, app_paths(self.out), clock_at(PRACTICE_DAY))
        first.paper.key.show_key("-".join(("00000",) * 8))
        steps = (first.who, first.how, first.file, first.district, first.council, first.person, first.paper)
        for at, step in enumerate(steps, 1):
            first.show_step(step)
            self._show(first)
            self._picture(first, f"first-{at}")
        first.close()
        tasks.stop()

    def through(self, source: Source, clock: Clock, depth: int = DEPTH) -> None:
        """Open an installation and show all of its tabs."""
        with self.at_desk(source, clock) as desk:
            names = [tab.name for tab in tabs_of(council=desk.me.council)]
            self._seen = set(names)
            for name in [self._only] if self._only in names else names:
                self.tab(desk, name, source.prefix, 0 if self._only == name else depth)

    @contextmanager
    def at_desk(self, source: Source, clock: Clock) -> Iterator[Desk]:
        """Give the open desk of an installation; raises at the end what broke on the worker."""
        from sasaeai_desktop.services.safety.setup import open_desk  # noqa: PLC0415 - heavy

        found: list[Desk] = []
        self._failure = None
        with tidying.on_request():
            self._tasks = Tasks(show_error=self._fail, crashed=self._fail)
            try:
                self._tasks.run(lambda: open_desk(source.paths, source.passphrase, clock), found.append)
                while not found and self._failure is None:
                    self.settle()  # an older file is folded anew first, which may take long
                if self._failure is not None:
                    raise self._failure
                yield found[0]
            finally:
                for desk in found:
                    self._tasks.run(desk.close)
                self.settle()
                self._tasks.stop()
        self._raise_bug()

    def _raise_bug(self) -> None:
        """Raise what broke on the worker: its page is an empty picture."""
        if self._failure is not None and not isinstance(self._failure, UserError):
            raise self._failure

    def open_window(self, desk: Desk) -> DeskWindow:
        """Show an installation's window."""
        assert self._tasks is not None
        preferences = Preferences(None)
        preferences.text_size, preferences.theme = self._text, palette.theme
        window = DeskWindow.of(desk, self._tasks, preferences)
        self._show(window)
        window.start()
        return window

    def tab(self, desk: Desk, name: str, prefix: str, depth: int) -> None:
        """Show one tab, and what its buttons open."""
        window = self.open_window(desk)
        self._tab_name = name
        page = window.open_page(name)
        self.settle()
        self._picture(window, f"{prefix}{name}")
        if depth:
            self._steps(window, page, prefix, depth)
        window.close()
        window.deleteLater()

    def _steps(self, window: DeskWindow, page: Page, prefix: str, depth: int) -> None:
        """Press everything on a page, and go into what opens for the first time."""
        for step in as_they_come(page):
            target = find_on(page, step)
            if target is None:
                continue
            with self.dialogs(f"{prefix}{page.object_name}", step):
                press(target)
                self.settle()
            after = window.current_page()
            if after is page:
                self._chosen(window, target, f"{prefix}{page.object_name}-{step}")
                continue
            if after.object_name not in self._seen:
                self._seen.add(after.object_name)
                self._picture(window, f"{prefix}{after.object_name}")
                if depth > 1:
                    self._steps(window, after, prefix, depth - 1)
            if not self._back(window, page):
                return

    def _chosen(self, window: DeskWindow, target: QWidget, name: str) -> None:
        """Write a page again whose list now has something chosen."""
        if isinstance(target, QListView) and name not in self._seen:
            self._seen.add(name)
            self._picture(window, name)

    def _back(self, window: DeskWindow, page: Page) -> bool:
        """Return to a page; False when it is gone."""
        for _ in range(DEPTH + 2):
            now = window.current_page()
            if now is page:
                break
            with self.dialogs("", ""):
                if now.back_button.isVisible():
                    now.leave()
                else:
                    window.open_page(self._tab_name)
                self.settle()
        return window.current_page() is page

    @contextmanager
    def dialogs(self, where: str, step: str) -> Iterator[None]:
        """Meet every dialog that opens meanwhile, and close it."""
        timer = QTimer()
        timer.setInterval(self.look_ms)

        def look() -> None:
            dialog = self._app.activePopupWidget() or self._app.activeModalWidget()
            if dialog is None or self._busy() or not self._met(dialog, where, step):
                return
            if isinstance(dialog, QDialog):
                dialog.reject()
            else:
                dialog.close()

        timer.timeout.connect(look)
        timer.start()
        try:
            yield
        finally:
            timer.stop()

    def _met(self, dialog: QWidget, where: str, step: str) -> bool:
        """Write a dialog that is met for the first time; returns whether it may be closed now."""
        mark = f"{type(dialog).__name__} {dialog.windowTitle()}"
        if where and mark not in self._seen:
            self._seen.add(mark)
            self._picture(dialog, f"{where}-{step}")
        return True

    def _show(self, widget: QWidget) -> None:
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
        widget.resize(WIDE, HIGH)
        if not widget.styleSheet():
            dress(widget)  # what the program shows within a window
        widget.show()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way and nothing was painted for a moment."""
        whole, quiet = QElapsedTimer(), QElapsedTimer()
        whole.start()
        quiet.start()
        while quiet.elapsed() < SETTLE_MS and whole.elapsed() < PATIENCE_MS:
            before = self._busy()  # its result may come within the next line, and take long to be shown
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            tidying.look()
            if before or self._busy():
                quiet.restart()

    def _busy(self) -> bool:
        return self._tasks is not None and self._tasks.busy

    def _picture(self, widget: QWidget, name: str) -> None:
        if self._only and self._only not in (name, name.removeprefix(COUNCIL)):
            return
        path = self.out / f"{name}.png"
        if not widget.grab().save(str(path), "PNG"):
            raise OSError(f"picture not written: {path.name}")
        self.written.append(path)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError) or self._failure is None:
            self._failure = error


def steps_of(page: Page) -> list[str]:
    """Return the names of what can be pressed on a page now, in the order of the window."""
    names: dict[str, None] = {}
    for button in page.findChildren(QAbstractButton):
        usable = button.isVisible() and button.isEnabled() and not button.isCheckable()
        if usable and button.objectName() and button is not page.back_button:
            names.setdefault(button.objectName())
    for rows in page.findChildren(QListView):
        if rows.isVisible() and rows.objectName() and rows.model() and rows.model().rowCount():
            names.setdefault(rows.objectName())
    return [name for name in names if not name.startswith("qt_")]


def as_they_come(page: Page, pressable: Callable[[Page], list[str]] = steps_of) -> Iterator[str]:
    """Yield what can be pressed, then what appeared since (a person's side after a row was chosen).

    One of each numbered row is enough.
    """
    done: set[str] = set()
    while True:
        fresh = next((name for name in pressable(page) if _NUMBER.sub("", name) not in done), None)
        if fresh is None:
            return
        done.add(_NUMBER.sub("", fresh))
        yield fresh


def find_on(page: Page, name: str) -> QWidget | None:
    """Return a widget of a page that can be pressed now."""
    found = page.findChild(QWidget, name)
    return found if found is not None and found.isVisible() and found.isEnabled() else None


def press(target: QWidget) -> None:
    """Press a button, or the first row of a list."""
    if isinstance(target, QAbstractButton):
        target.click()
    elif isinstance(target, QListView):
        target.setCurrentIndex(target.model().index(0, 0))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))


class _Nobody(QObject):
    """Takes files and addresses that a button would open in another program."""

    @Slot(QUrl)
    def take(self, _url: QUrl) -> None:
        """Do nothing."""


@contextmanager
def no_other_program() -> Iterator[None]:
    """Keep buttons from opening other programs, and from writing onto a stick that is in this computer."""
    nobody = _Nobody()
    for scheme in ("file", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, nobody, "take")  # type: ignore[arg-type]  # the stub is wrong
    try:
        with pulled_out():
            yield
    finally:
        for scheme in ("file", "http", "https"):
            QDesktopServices.unsetUrlHandler(scheme)


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


@contextmanager
def bugs_told() -> Iterator[None]:
    """Raise at the end what a slot raised: Qt itself only prints it and goes on."""
    raised: list[BaseException] = []
    before: Hook = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: raised.append(error)
    try:
        yield
    finally:
        sys.excepthook = before
    if raised:
        raise raised[0]
