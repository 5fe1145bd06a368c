"""Long work over a page: what is happening, how far it is, and やめる; quick work shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.states import ProgressPanel

PATIENCE = 400  # ms until the dialog is shown


class Working(QDialog):
    """Runs a function on the worker and closes itself when it has ended.

    Args:
        page: whose work it is; its strip shows what went wrong.
        heading: what is being done (印刷の用意をしています).
    """

    def __init__(self, page: Page, heading: str) -> None:
        super().__init__(page)
        self.setObjectName("working")
        self.setWindowTitle(heading)
        self.setMinimumWidth(px(560))
        self._page = page
        self._job: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.panel = ProgressPanel(name="working")
        self.panel.start(heading)
        self.panel.cancelled.connect(self._cancel)
        column.addWidget(self.panel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self.open)

    def run(self, work: Callable[[Callable[[int, int], None]], Any], done: Callable[[Any], object]) -> None:
        """Start the work.

        Args:
            work: called on the worker with ``report(done, total)``; calling that is where やめる takes effect.
            done: takes the result, on the GUI thread, once the dialog is gone.
        """

        def finished(result: Any) -> None:
            self._end()
            done(result)

        def failed(error: UserError) -> None:
            self._end()
            self._page.show_error(error)

        def stopped() -> None:
            self._end()
            self._page.context.note("と中で やめました")

        self._timer.start()
        self._job = self._page.context.tasks.run(
            work, finished, failed, self._advance, on_cancel=stopped, owner=self
        )

    def _advance(self, step: int, total: int, _doing: str) -> None:
        self.panel.advance(step, total, f"{min(step + 1, total)} / {total}")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._timer.stop()
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc mean やめる; the dialog stays until the work has ended."""
        if event.key() == Qt.Key.Key_Escape:
            self.panel.cancel.click()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Treat the window's own cross as やめる."""
        self.panel.cancel.click()
