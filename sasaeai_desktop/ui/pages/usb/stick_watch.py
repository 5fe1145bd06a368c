"""Looking for sticks while a page is seen, on the worker, every few seconds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.drives import Stick, sticks

LOOK_EVERY_MS = 3000  # a stick put in is seen within this


class StickWatch(QObject):
    """Asks which sticks are in and tells when that changed.

    Signals:
        changed(object): list of ``Stick``.

    Args:
        page: whose worker is used; while that is busy nobody asks.
        find: which sticks are in; slow drives answer late, so it runs on the worker.
    """

    changed = Signal(object)

    def __init__(self, page: Page, find: Callable[[], list[Stick]]) -> None:
        super().__init__(page)
        self.sticks: list[Stick] = []
        self._page, self._find = page, find
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Look now and from now on."""
        self._timer.start()
        self._look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def take(self, found: list[Stick]) -> None:
        """Note which sticks are in."""
        if found != self.sticks:
            self.sticks = found
            self.changed.emit(found)

    def _look(self) -> None:
        if not self._page.context.tasks.busy:
            self._page.run(self._find, self.take)


class StickPage(Page):
    """A page that knows which sticks are in while it is seen.

    Attributes:
        find_sticks: which sticks are in; a test may say so itself.
        watch: asks that every few seconds.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.find_sticks: Callable[[], list[Stick]] = sticks
        self.watch = StickWatch(self, self._find)

    def _find(self) -> list[Stick]:
        return self.find_sticks()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while the page is seen."""
        super().showEvent(event)
        self.watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        super().hideEvent(event)
        self.watch.stop()
