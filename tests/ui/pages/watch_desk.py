"""A small district with four people as in the pictures, and a real window over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.services.watch.registering import AssignmentDraft, CaseDraft
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.main_window import MainWindow, PageSpec
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.today.page import TodayPage
from sasaeai_desktop.ui.pages.watch.page import WatchPage
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.vault.slots import PRACTICE
from ui.patience import PATIENCE, breathe, is_filled

TODAY = "2026-06-11"
W = TypeVar("W", bound=QWidget)


def empty_desk(folder: Path) -> Desk:
    """A district on its first day."""
    return setup.begin_district(
        app_paths(folder),
        "07",
        "みどりが丘地区社協",
        "あいことば",
        clock_at(TODAY),
        person="佐々木 恵子",
        kdf=PRACTICE,
    ).desk


@dataclass
class Round:
    """Who is there."""

    desk: Desk
    takahashi: Id  # 16 days unseen, every 4 days
    tanaka: Id  # seen today
    nakamura: Id  # never visited
    takeuchi: Id  # in hospital
    watcher: Id


def copied(built: Round, folder: Path) -> Round:
    """The same district in another folder, open: a test may change it."""
    shutil.copytree(built.desk.paths.data_dir, folder, dirs_exist_ok=True)
    return replace(built, desk=setup.open_desk(app_paths(folder), "あいことば", clock_at(TODAY)))


def small_round(folder: Path) -> Round:
    """Four watched people and one watcher; the round on paper is Tuesdays and Fridays for the first."""
    desk = empty_desk(folder)
    watcher = volunteers.save_volunteer(desk, None, {"name": "原田 ミツ", "kana": "はらだ みつ"}).result
    names = (
        ("髙橋 昭一郎", "たかはし しょういちろう", "さくら町内会"),
        ("田中 スミ", "たなか すみ", "さくら町内会"),
        ("中村 清", "なかむら きよし", "川端町内会"),
        ("竹内 武", "たけうち たけし", "ひばり町内会"),
    )
    ids = people.save_people(desk, [{"name": n, "kana": k, "town": t} for n, k, t in names]).result
    registering.start_watches(
        desk,
        [
            CaseDraft(person=ids[0], start="2025-04-01", every_days=4, weekdays=("1", "4")),
            CaseDraft(person=ids[1], start="2025-04-01", every_days=4),
            CaseDraft(person=ids[2], start="2026-06-01", every_days=7),
            CaseDraft(person=ids[3], start="2025-04-01", every_days=7, state="hospital"),
        ],
    )
    registering.assign_many(
        desk, [AssignmentDraft(i, watcher, "2025-04-01", order=n) for n, i in enumerate(ids)]
    )
    watching.record_visits(
        desk,
        [
            VisitDraft(ids[0], "2026-05-26", "visit", watchers=(watcher,), memo="庭の豆に水やり中。"),
            VisitDraft(ids[1], TODAY, "phone", watchers=(watcher,)),
        ],
    )
    return Round(desk, *ids, watcher)


class Driver:
    """A window over a desk, driven as by a person; crashes of the worker are raised where one waits."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.crashes: list[BaseException] = []
        self.errors: list[UserError] = []
        self.changes: list[Changes] = []
        self.opened: list[tuple[str, object]] = []
        self.hub = ChangeHub()
        self.hub.changed.connect(self.changes.append)
        self.tasks = Tasks(show_error=self.errors.append, crashed=self.crashes.append)
        context = PageContext(desk, self.tasks, self.hub, self._open, self._note)
        specs = [
            PageSpec("today", "きょう", "sun", lambda: TodayPage(context)),
            PageSpec("watch", "見守り", "house-heart", lambda: WatchPage(context)),
        ]
        self.window = MainWindow(specs, hub=self.hub, preferences=Preferences(None))
        self.window.show_names("みどりが丘", "佐々木")

    def _open(self, name: str, subject: object) -> object:
        if name in ("today", "watch"):
            return self.window.open_page(name, subject)
        self.opened.append((name, subject))
        return None

    def _note(self, words: str) -> None:
        self.window.note(words)

    def start(self, show: Callable[[QWidget], QWidget]) -> Driver:
        show(self.window)
        self.window.start()
        return self.settle()

    def settle(self) -> Driver:
        """Wait until the worker has nothing to do."""
        for _ in range(5000 * PATIENCE):
            breathe()
            if not self.tasks.busy and is_filled(self.window):
                break
        QTest.qWait(2)
        if self.crashes:
            raise self.crashes[0]
        return self

    def page(self) -> Page:
        return self.window.current_page()

    def find(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]  # any widget by default
        """The visible widget of this name."""
        found = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        assert found, f"{name} is not on the screen"
        return found[0]

    def seen(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> Driver:
        self.find(name).click()  # type: ignore[attr-defined]  # names of buttons are given here
        return self.settle()

    def key(self, key: Qt.Key) -> Driver:
        """Press a key as a person does: it goes to whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        return self.settle()

    def text(self, name: str) -> str:
        return self.find(name).text()  # type: ignore[attr-defined]  # names of labels are given here

    def close(self) -> None:
        self.tasks.stop()
        self.desk.close()


def driven(desk: Desk, show: Callable[[QWidget], QWidget]) -> Iterator[Driver]:
    """For a fixture: a started window that is closed at the end."""
    made = Driver(desk).start(show)
    yield made
    made.close()
