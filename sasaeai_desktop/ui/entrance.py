"""The window before and after the desk: unlocking, はじめて, and the last backup."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from sasaeai_desktop.ui.logo import PROGRAM
from sasaeai_desktop.ui.theme.install import dress
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import MessageStrip, ProgressPanel

WIDE, HIGH = 1366, 768
"""The shared laptop of the shared design, in px."""


class Entrance(QMainWindow):
    """Holds one screen at a time, with a strip above it for what went wrong.

    Signals:
        closed(): the person closed the window.
        painted(): the window was seen for the first time.
    """

    closed = Signal()
    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("entrance")
        self.setWindowTitle(PROGRAM)
        self.message = MessageStrip(name="entrance_message")
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.message)
        self._seen = False
        self._screen: QWidget | None = None
        self._work: ProgressPanel | None = None
        self.setCentralWidget(ground)
        dress(self)

    def show_screen(self, screen: QWidget) -> None:
        """Show another screen in place of the present one."""
        self.message.hide()
        self.hide_work()
        if self._screen is not None:
            self._column.removeWidget(self._screen)
            self._screen.hide()
            self._screen.deleteLater()
        self._screen = screen
        self._column.addWidget(screen, 1)

    def screen_shown(self) -> QWidget | None:
        """Return the screen that is shown."""
        return self._screen

    def show_screen_words(self, words: str) -> None:
        """Show one sentence in the middle, while something is done that cannot be left."""
        said = label(words, "section", name="entrance_words")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_screen(said)

    def show_work(self, heading: str, doing: str, step: int, total: int) -> None:
        """Show below the screen how far work is that cannot be left; ``step`` 0 while nobody knows."""
        if self._work is None:
            self._work = ProgressPanel(name="entrance_work")
            self._column.addWidget(self._work)
        if self._work.isHidden():
            self._work.start(heading, doing)
            self._work.cancel.hide()
        self._work.advance(step, total if step else 0)

    def hide_work(self) -> None:
        """The work is done, or failed."""
        if self._work is not None:
            self._work.hide()

    def show_words(self, what: str, todo: str = "") -> None:
        """Say what went wrong above the screen."""
        self.message.show_words(what, todo)

    def offer_end(self, end: Callable[[], object]) -> None:
        """Let the person read, and end by a button."""
        screen = QWidget()
        column = QVBoxLayout(screen)
        button = OutlineButton("おわる", name="entrance_end", on_click=end)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        what, todo = self.message.what.text(), self.message.todo.text()
        self.show_screen(screen)
        self.message.show_words(what, todo)

    def show_large(self) -> None:
        """Fill a laptop's screen; stay at its size on a larger one."""
        room = QApplication.primaryScreen().availableGeometry()
        self.resize(min(WIDE, room.width()), min(HIGH, room.height()))
        if room.width() <= WIDE:
            self.showMaximized()
        else:
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that the window is there, when all in it is painted too."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: Any) -> None:
        """Tell that the person is leaving."""
        super().closeEvent(event)
        self.closed.emit()
