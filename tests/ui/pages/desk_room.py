"""A real district's desk in a temporary folder, and its pages on a stack, for the tests of サロン and つながりカード."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.page_stack import PageStack
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.vault import PRACTICE
from ui.patience import is_filled

TODAY = "2026-06-12"
GUESTS = (
    ("阿部 ハツ", "あべ はつ"), ("小林 フミ", "こばやし ふみ"), ("髙橋 昭一郎", "たかはし しょういちろう"),
    ("渡邉 弘", "わたなべ ひろし"),
)  # fmt: skip


def crash(error: BaseException) -> None:
    """Let the test fail with what the worker raised."""
    raise error


class Window(PageStack):
    """A stack that is the whole window, and ends the worker when it is closed, as the program's window does."""

    def __init__(self, build: Callable[[], Page], tasks: Tasks) -> None:
        super().__init__(build)
        self._tasks = tasks

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tasks.stop()
        super().closeEvent(event)


@dataclass
class Room:
    """One desk with one tab open."""

    desk: Desk
    qtbot: QtBot
    tasks: Tasks
    stack: PageStack | None = None
    opened: list[tuple[str, object]] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)
    hub: ChangeHub = field(default_factory=ChangeHub)
    guests: list[Id] = field(default_factory=list)
    salon: Id = field(default_factory=lambda: Id(b""))
    sessions: list[Id] = field(default_factory=list)

    def context(self) -> PageContext:
        return PageContext(
            self.desk,
            self.tasks,
            self.hub,
            lambda name, subject: self.opened.append((name, subject)),
            lambda _t: None,
        )

    def show(self, show: Callable[[QWidget], QWidget], build: Callable[[PageContext], Page]) -> Page:
        context = self.context()
        self.stack = Window(lambda: build(context), self.tasks)
        self.hub.changed.connect(self.stack.note_changes)
        self.hub.changed.connect(self.changes.append)
        self.stack.enter()
        show(self.stack)
        self.settle()
        return self.stack.top()

    def page(self) -> Page:
        assert self.stack is not None
        return self.stack.top()

    def settle(self) -> None:
        """Wait until the worker has nothing to do."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=5000)
        self.qtbot.wait(1)
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=5000)
        if self.stack is not None:
            self.qtbot.waitUntil(lambda: is_filled(self.stack), timeout=5000)

    def click(self, name: str) -> None:
        found = self.page().findChild(QAbstractButton, name)
        assert found is not None, name
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self, name: str) -> str:
        found = self.page().findChild(QLabel, name)
        assert found is not None, name
        return found.text()

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.page().findChild(kind, name)
        assert found is not None, name
        return found


def new_room(qtbot: QtBot, folder: Path) -> Room:
    """Four guests, one salon with six held sessions (小林 フミ missed the last three) and one today."""
    paths = app_paths(folder)
    desk = setup.begin_district(
        paths, "07", "みどりが丘地区社会福祉協議会", "あいうえおかきくけこ", clock_at(TODAY), person="佐々木 恵子",
        kdf=PRACTICE,
    ).desk  # fmt: skip
    room = Room(desk, qtbot, Tasks(show_error=crash, crashed=crash))
    for name, kana in GUESTS:
        values = {
            "name": name,
            "kana": kana,
            "town": "川端町内会",
            "birth": "1940-03",
            "phone": "0166-00-1234",
        }
        room.guests.append(people.save_person(desk, None, values).result)
    host = volunteers.save_volunteer(desk, None, {"name": "原田 智子", "kana": "はらだ ともこ"}).result
    room.salon = salons.save_salon(
        desk,
        None,
        {"name": "お茶の間サロン さくら", "type": "daily", "venue": "さくら会館", "hosts": (host,)},
    ).result
    for at, day in enumerate(("05-01", "05-08", "05-15", "05-22", "05-29", "06-05", "06-12")):
        planned = salons.plan_session(
            desk, room.salon, f"2026-{day}", start="10:00", end="11:30", venue="さくら会館"
        )
        room.sessions.append(planned.result)
        if at < 6:
            attending.set_attendance(
                desk, planned.result, [room.guests[0], *([room.guests[1]] if at < 3 else []), room.guests[2]]
            )
    return room
