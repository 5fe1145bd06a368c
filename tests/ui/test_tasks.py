"""The one worker thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from sasaeai_desktop.domain.errors import DiskError, UserError
from sasaeai_desktop.ui import tidying
from sasaeai_desktop.ui.tasks import Tasks


class Told:
    def __init__(self) -> None:
        self.errors: list[UserError] = []
        self.crashes: list[BaseException] = []


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def tasks(qapp, told: Told) -> Iterator[Tasks]:
    made = Tasks(show_error=told.errors.append, crashed=told.crashes.append)
    yield made
    made.stop()


def test_results_come_back_in_order_on_this_thread(qtbot, tasks: Tasks) -> None:
    results: list[tuple[int, int, int]] = []
    for n in range(20):
        tasks.run(
            lambda n=n: (n, threading.get_ident()),
            lambda r: results.append((*r, threading.get_ident())),
        )
    assert tasks.busy
    with qtbot.waitSignal(tasks.idle):
        pass
    assert [r[0] for r in results] == list(range(20))
    assert len({r[1] for r in results}) == 1  # one worker, so the database connection has one owner
    here = threading.get_ident()  # names would not do: Python 3.13 gives Qt's thread a new one each time
    assert {r[2] for r in results} == {here}
    assert here not in {r[1] for r in results}


def _fail(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_a_user_error_goes_to_who_asked_else_to_the_window(qtbot, tasks: Tasks, told: Told) -> None:
    mine: list[UserError] = []
    asked, general, bug = DiskError("USBが一杯です。"), DiskError("USBがぬけました。"), ZeroDivisionError()
    tasks.run(_fail(asked), on_error=mine.append)
    tasks.run(_fail(general))
    tasks.run(_fail(bug), on_error=mine.append)
    with qtbot.waitSignal(tasks.idle):
        pass
    assert (mine, told.errors, told.crashes) == ([asked], [general], [bug])


def test_progress_comes_and_cancel_ends_at_the_next_step(qtbot, tasks: Tasks) -> None:
    steps: list[tuple[int, int, str]] = []
    done: list[object] = []
    ended: list[str] = []
    go = threading.Event()

    def work(report: Callable[[int, int, str], None]) -> None:
        report(1, 3, "まとめています")
        go.wait(5)
        report(2, 3, "書き出しています")

    job = tasks.run(
        work, done.append, progress=lambda *s: steps.append(s), on_cancel=lambda: ended.append("x")
    )
    qtbot.waitUntil(lambda: bool(steps))
    job.cancel()
    with qtbot.waitSignal(tasks.idle):
        go.set()
    assert (steps, done, ended) == ([(1, 3, "まとめています")], [], ["x"])


def test_nobody_is_called_who_is_gone(qtbot, tasks: Tasks, told: Told) -> None:
    owner = QObject()
    done: list[object] = []
    gone = threading.Event()
    tasks.run(lambda: gone.wait(5), done.append, owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(tasks.idle):
        gone.set()
    qtbot.wait(10)
    assert done == []


def test_stop_waits_for_the_work(qapp, told: Told) -> None:
    made = Tasks(show_error=told.errors.append, crashed=told.crashes.append)
    ran: list[int] = []
    made.run(lambda: ran.append(1))
    made.run(lambda report: report(0, 0, ""), progress=lambda *_s: None)
    made.stop()
    made.stop()
    assert told.crashes == []


class _Ring(QObject):
    """Refers to itself, so that only a search for garbage finds it; notes on which thread it goes."""

    def __init__(self, gone: list[int]) -> None:
        super().__init__()
        self.itself, self._gone = self, gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


def test_what_is_qts_is_never_thrown_away_by_the_worker(qtbot, tasks: Tasks) -> None:
    """There it takes Qt's lock and then Python's, the window the other way round: two runs of the tests stood still."""
    owner, gone = QObject(), list[int]()
    gc.enable()  # as Python begins
    tidying.here_alone(owner)
    _Ring(gone)
    with qtbot.waitSignal(tasks.idle):
        tasks.run(lambda: [[] for _ in range(300_000)])
    gc.collect()
    assert gone == [threading.get_ident()]
