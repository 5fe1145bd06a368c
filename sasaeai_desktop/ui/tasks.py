"""The only threading of the window: one worker thread beside the GUI, for the database and for long work.

``run`` sends a function to the worker; result, error and progress come back on the GUI thread. Order is kept,
and one thread owns the database connection, so no lock is needed anywhere else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.layouts import PAINTED_MS, settle

Report = Callable[[int, int, str], None]


class Cancelled(Exception):  # noqa: N818 - what the person did, no error
    """Raised inside the work by ``report`` after やめる."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One piece of work; ``cancel`` ends it at its next ``report``, or before it starts."""

    function: Callable[..., Any]
    on_done: Callable[[Any], object] | None
    on_error: Callable[[UserError], object] | None
    on_progress: Callable[[int, int, str], object] | None
    on_cancel: Callable[[], object] | None
    owner: QObject | None
    stopped: threading.Event

    def cancel(self) -> None:
        """Ask the work to end."""
        self.stopped.set()

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits for the result."""
        return self.owner is None or shiboken6.isValid(self.owner)


class _Worker(QObject):
    """Lives on the worker thread."""

    done = Signal(object, object)
    failed = Signal(object, object)
    moved = Signal(object, int, int, str)

    @Slot(object)
    def work(self, job: Job) -> None:
        """Do one job and tell how it ended."""

        def report(step: int, total: int, doing: str = "") -> None:
            if job.stopped.is_set():
                raise Cancelled
            self.moved.emit(job, step, total, doing)

        try:
            if job.stopped.is_set():
                raise Cancelled
            result = job.function(report) if job.on_progress is not None else job.function()
        except BaseException as error:  # noqa: BLE001 - whatever it was, it is told on the GUI thread
            self.failed.emit(job, error)
        else:
            self.done.emit(job, result)


class Tasks(QObject):
    """The worker thread and what happens with its results.

    Args:
        show_error: shows a ``UserError`` that nobody else takes (the message strip of the window).
        crashed: takes every other exception (crash log and the sentence where it is).
    """

    _sent = Signal(object)
    idle = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        show_error: Callable[[UserError], object],
        crashed: Callable[[BaseException], object],
    ) -> None:
        super().__init__(parent)
        self.show_error, self.crashed = show_error, crashed
        self._open: set[Job] = set()
        self._held: list[Job] | None = None
        self._thread = QThread(self)
        self._thread.setObjectName("database")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._sent.connect(self._worker.work)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)
        self._worker.moved.connect(self._on_moved)
        self._thread.start()

    def run(
        self,
        function: Callable[..., Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[UserError], object] | None = None,
        progress: Callable[[int, int, str], object] | None = None,
        *,
        on_cancel: Callable[[], object] | None = None,
        owner: QObject | None = None,
        through: bool = False,
    ) -> Job:
        """Do something on the worker thread.

        Args:
            function: called without arguments, or with ``report(step, total, doing)`` when ``progress`` is
                given; calling ``report`` is also where やめる takes effect.
            on_done: takes the result, on the GUI thread.
            on_error: takes a ``UserError``; without it the window shows it. Never gets other exceptions.
            progress: takes (step, total, doing), on the GUI thread.
            on_cancel: called when the work ended because of ``cancel``.
            owner: the page or dialog that asked; nothing is called once it is gone.
            through: do it also while the rest is held back (``hold``).
        """
        job = Job(function, on_done, on_error, progress, on_cancel, owner, threading.Event())
        if self._held is not None and not through:
            self._held.append(job)
            return job
        self._open.add(job)
        self._sent.emit(job)
        return job

    def after_painting(self, act: Callable[[], object], owner: QObject) -> None:
        """Do something on the GUI thread when what was just shown is painted; there is work under way until then.

        What the worker does beside the painting holds it up: both want the interpreter.
        """
        job = Job(act, None, None, None, None, owner, threading.Event())
        self._open.add(job)

        def now() -> None:
            if job.wanted:
                act()
                settle()
            self._close(job)

        QTimer.singleShot(PAINTED_MS, self, now)

    def hold(self) -> None:
        """Hold new work back: the desk's file is closed from here on."""
        if self._held is None:
            self._held = []

    def release(self, *, drop: bool = False) -> None:
        """Do what was held back, in its order; or drop it, when its window is gone."""
        waiting, self._held = self._held or [], None
        for job in [] if drop else waiting:
            self._open.add(job)
            self._sent.emit(job)

    @property
    def busy(self) -> bool:
        """Whether work is under way or waiting."""
        return bool(self._open)

    def stop(self) -> None:
        """Cancel what is under way and end the thread; call before the database is closed."""
        for job in self._open:
            job.cancel()
        self._thread.quit()
        self._thread.wait()

    @Slot(object, object)
    def _on_done(self, job: Job, result: object) -> None:
        self._close(job)
        if job.wanted and job.on_done is not None:
            job.on_done(result)
            settle()

    @Slot(object, object)
    def _on_failed(self, job: Job, error: BaseException) -> None:
        self._close(job)
        if isinstance(error, Cancelled):
            if job.wanted and job.on_cancel is not None:
                job.on_cancel()
        elif not isinstance(error, UserError):
            self.crashed(error)
        elif job.wanted and job.on_error is not None:
            job.on_error(error)
        else:
            self.show_error(error)

    @Slot(object, int, int, str)
    def _on_moved(self, job: Job, step: int, total: int, doing: str) -> None:
        if job.wanted and job.on_progress is not None and not job.stopped.is_set():
            job.on_progress(step, total, doing)

    def _close(self, job: Job) -> None:
        self._open.discard(job)
        if not self._open:
            self.idle.emit()
