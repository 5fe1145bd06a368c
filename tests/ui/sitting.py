"""One session at a desk in the program's own window, from unlocking to whatever ends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from ui.patience import PATIENCE, breathe


class Sitting:
    """One session at the desk, from unlocking to whatever ends it."""

    def __init__(self, desk: Desk, show: Callable[[QWidget], QWidget]) -> None:
        self.crashes: list[BaseException] = []
        self.desk = desk
        self.tasks = Tasks(show_error=self.crashes.append, crashed=self.crashes.append)
        self.window = DeskWindow.of(desk, self.tasks, Preferences(None))
        show(self.window)
        self.window.activateWindow()
        self.window.start()
        self.settle()

    def settle(self) -> Sitting:
        quiet = 0
        for _ in range(5000 * PATIENCE):
            breathe()
            quiet = 0 if self.tasks.busy else quiet + 1
            if quiet == 3:  # what is done may still have to be heard, and may ask for more
                break
        if self.crashes:
            raise self.crashes[0]
        return self

    def page(self) -> Page:
        return self.window.current_page()

    def click(self, name: str) -> Sitting:
        found = [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"{name} is not on the screen"
        found[0].click()  # type: ignore[attr-defined]  # names of buttons are given
        return self.settle()

    def end(self) -> None:
        self.tasks.stop()
        self.desk.close()
