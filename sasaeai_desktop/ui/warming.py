"""What is made ready while a person looks at the first screen and types.

The worker imports what opening and the first page need, one module after the other. Then the window rehearses its first
page unseen: Qt draws letters, icons and the rules of the stylesheet several times as slowly the first time as the second.
Every step is short, and keys are handled between two of them. A passphrase that comes earlier stops the rest.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from sasaeai_desktop.ui import opening
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.install import dress

if TYPE_CHECKING:  # brings the database, which the first screen does not wait for
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.services.today.worklist import Worklist

PAUSE_MS = 15  # between two steps of the rehearsal
_rehearsed: list[bool] = []  # once in a process is enough


class Warming(QObject):
    """Makes ready what comes after the first screen, until it is done or stopped.

    Signals:
        done(): all of it is ready.
    """

    done = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._wanted = True
        self._modules = list(opening.NEEDED)
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Import the next module, then the one after it, then rehearse."""
        if not self._wanted:
            return
        if self._modules:
            name = self._modules.pop(0)
            self._tasks.run(lambda: importlib.import_module(name), lambda _module: self.begin(), owner=self)
        elif not _rehearsed:
            _rehearsed.append(True)
            self._steps = _rehearsal()
            self._timer.start()

    def stop(self) -> None:
        """Leave the rest: it is wanted now, and loaded where it is wanted."""
        self._wanted = False
        self._timer.stop()
        self._steps = iter(())

    def _step(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()
            self.done.emit()


def _rehearsal() -> Iterator[None]:
    """Build the frame of the window and きょう with invented rows, and draw them nowhere; a step at a time."""
    from sasaeai_desktop.ui.changes import ChangeHub  # noqa: PLC0415 - imported by the worker by now
    from sasaeai_desktop.ui.header import Header  # noqa: PLC0415
    from sasaeai_desktop.ui.page_specs import DISTRICT  # noqa: PLC0415
    from sasaeai_desktop.ui.pages.page import PageContext  # noqa: PLC0415
    from sasaeai_desktop.ui.pages.today.page import TodayPage  # noqa: PLC0415
    from sasaeai_desktop.ui.tabs import TabBar  # noqa: PLC0415
    from sasaeai_desktop.ui.theme.install import install_rest  # noqa: PLC0415
    from sasaeai_desktop.ui.theme.metrics import text_size  # noqa: PLC0415
    from sasaeai_desktop.ui.widgets.status import StatusBar  # noqa: PLC0415

    install_rest(cast("QApplication", QApplication.instance()))
    yield
    tabs = TabBar()
    for tab in DISTRICT:
        tabs.add(tab.title, tab.icon)
        yield
    yield from _drawn(tabs)
    header = Header(text_size())
    header.show_names("地区社協", "名前", "世話係")
    yield
    yield from _drawn(header)
    yield from _drawn(StatusBar())
    work = _invented()
    page = TodayPage(PageContext(cast("Desk", _Nobody()), cast("Tasks", None), ChangeHub(), _no, _no))
    yield
    page.list.show_items(work.people, 0)
    page.panel.show_work(work)
    page.list.show()
    page.panel.show()
    yield
    yield from _drawn(page, page.head, page.panel, page.list)


def _drawn(widget: QWidget, *parts: QWidget) -> Iterator[None]:
    """Dress a widget and draw it, or its parts one after the other."""
    dress(widget)
    yield
    widget.resize(1366, max(60, widget.sizeHint().height()))
    yield
    for part in parts or (widget,):
        part.grab()
        yield
    widget.deleteLater()


def _no(*_words: object) -> None:
    """Take no notice: the rehearsed page has no window."""


class _Nobody:
    """The desk of a rehearsal: it has a day, and nothing else is asked."""

    def today(self) -> str:
        return "2024-06-14"


def _invented() -> Worklist:
    """Return a morning's work of nobody, with every kind of row."""
    from sasaeai_desktop.domain.ids import Id  # noqa: PLC0415 - imported by the worker by now
    from sasaeai_desktop.services.today import worklist as rows  # noqa: PLC0415

    strip = ("met", "away", "due", "") * 7
    people = tuple(
        rows.WorkItem(
            Id(b""), "山田 花子", "緑が丘町", 81, kind, "16日 会えていません", "いつもは 4日に1回", strip, 9
        )
        for kind in (rows.OVERDUE, rows.STAY_AWAY, rows.NEVER, rows.PLANNED)
    )
    cards = rows.WaitingCards(2, 9, True, "2枚　古いものは 9日前")
    return rows.Worklist(
        today="2024-06-14",
        people=people,
        others=1,
        salons=(),
        cards=cards,
        answered=1,
        disaster="",
        plans=(),
        export_words="きのう 書き出しました",
        export_late=False,
        backup_words="きのう 午後5時に取りました",
        backup_fresh=True,
    )
