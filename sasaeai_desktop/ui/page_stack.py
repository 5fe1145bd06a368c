"""One tab: its page, and the sub-pages opened over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.widgets.states import ProgressPanel


class PageStack(QStackedWidget):
    """Built when first shown; the page on top is the one the keys go to.

    Signals:
        turned(): a sub-page was opened.

    Args:
        build: makes the tab's own page.
    """

    turned = Signal()

    def __init__(self, build: Callable[[], Page]) -> None:
        super().__init__()
        self._build = build
        self._held_back = False

    @property
    def at_root(self) -> bool:
        """Whether the tab's own page is on top."""
        return self.count() <= 1

    def top(self) -> Page:
        """Return the page on top, building the tab's own page if nothing was there."""
        if self.count() == 0:
            self._take(self._build())
        page = self.currentWidget()
        assert isinstance(page, Page)
        return page

    def root(self) -> Page:
        """Close every sub-page and return the tab's own page."""
        while self.top() and self.count() > 1:
            self._drop()
        return self.top()

    def forget(self) -> None:
        """Throw the tab's own page away with all it shows; it is built anew when it is wanted.

        An open form stays, and so does a page on which somebody typed something or work goes on.
        """
        if self.count() == 1 and self.top().draft is None and not _in_use(self.top()):
            page = self.top()
            self._drop()
            QCoreApplication.sendPostedEvents(
                page, QEvent.Type.DeferredDelete
            )  # now: it would still be dressed anew

    def enter(self) -> None:
        """The tab is shown: let its top page catch up; what was said on it before speaks of something else."""
        self.top().message.hide()
        if not self._held_back:
            self.top().catch_up()

    @contextmanager
    def entered_later(self) -> Iterator[None]:
        """Let the top page catch up only in the end: what is opened meanwhile may lie over the tab's own page."""
        self._held_back = True
        try:
            yield
        finally:
            self._held_back = False
        self.top().catch_up()

    def go_home(self) -> None:
        """Close every sub-page (each keeps its draft) and show the tab's own page."""
        if self.at_root:
            return
        self.root()
        self.enter()
        self.turned.emit()

    def note_changes(self, changes: Changes) -> None:
        """Pass changes on to every page that was built."""
        for at in range(self.count()):
            page = self.widget(at)
            if isinstance(page, Page):
                page.note_changes(changes)

    def _take(self, page: Page) -> None:
        page.pushed.connect(self._push)
        page.left.connect(self._leave)
        self.addWidget(page)
        self.setCurrentWidget(page)

    def _push(self, page: Page) -> None:
        self._take(page)
        self.turned.emit()
        page.catch_up()

    def _leave(self) -> None:
        if self.count() > 1:
            self._drop()
            self.top().catch_up()

    def _drop(self) -> None:
        page = self.top()
        focused = QApplication.focusWidget()
        if focused is not None and page.isAncestorOf(focused):
            focused.clearFocus()  # Qt would hand it to whatever comes next, in the header
        self.removeWidget(page)
        page.deleteLater()


def _in_use(page: Page) -> bool:
    """Say whether somebody typed something on a page, or work goes on there or has just told how it ended."""
    lines, areas = page.findChildren(QLineEdit), page.findChildren(QPlainTextEdit)
    return (
        any(line.isModified() for line in lines)
        or any(area.document().isModified() for area in areas)
        or any(not progress.isHidden() for progress in page.findChildren(ProgressPanel))
    )
