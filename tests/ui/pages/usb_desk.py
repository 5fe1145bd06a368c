"""A council and a district that it invited, each with its real window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.services.watch.registering import CaseDraft
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.pages.usb.drives import Stick
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.vault import PRACTICE
from ui.patience import PATIENCE, breathe, is_filled

TODAY = "2026-06-11"
PASSPHRASE = "mikan-taiko-yuki"
W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class City:
    """Two installations, closed; ``card`` was handed over with its name."""

    folder: Path
    council: AppPaths
    district: AppPaths
    card: Id

    def copied(self, folder: Path) -> City:
        """The same for one test, which may change it."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return City(folder, app_paths(folder / "council"), app_paths(folder / "district"), self.card)

    def open(self, paths: AppPaths) -> Desk:
        return setup.open_desk(paths, PASSPHRASE, clock_at(TODAY))

    @property
    def stick(self) -> Path:
        folder = self.folder / "stick"
        folder.mkdir(exist_ok=True)
        return folder

    def send_first(self) -> None:
        """Let the council take the district's first bundle in, so that both know each other."""
        desk = self.open(self.district)
        path = bundles.export(desk, Route.TO_COUNCIL, self.folder / "first").result.path
        desk.close()
        desk = self.open(self.council)
        assert receiving.import_files(desk, [path]).result[0].state == "applied"
        desk.close()


def build_city(folder: Path) -> City:
    """One watched person with two visits, and one card with consent that waits for its answer."""
    clock = clock_at(TODAY)
    council, district = app_paths(folder / "council"), app_paths(folder / "district")
    begun = setup.begin_council(
        council, "00", "みどり市社協", PASSPHRASE, clock, person="市の担当", kdf=PRACTICE
    )
    invited = inviting.invite_district(begun.desk, "07", "みどりが丘地区社協", folder).result
    begun.desk.close()
    desk = setup.begin_invited(
        district, invited.path.read_bytes(), PASSPHRASE, clock, person="佐々木 恵子", kdf=PRACTICE
    ).desk
    person = people.save_person(desk, None, {"name": "髙橋 昭一郎", "kana": "たかはし しょういちろう"}).result
    registering.start_watches(desk, [CaseDraft(person=person, start="2026-04-01", every_days=4)])
    watching.record_visits(desk, [VisitDraft(person, day, "visit") for day in ("2026-05-26", "2026-06-01")])
    draft = CardDraft(
        person=person,
        trigger="self",
        troubles=("care",),
        facts="玄関で ころんだ。",
        consent="given",
        consent_giver="self",
    )
    card = cards.write_card(desk, draft).result
    handing.hand_over(desk, card)
    desk.close()
    return City(folder, council, district, card)


class Driver:
    """A desk's real window, driven as by a person."""

    def __init__(self, desk: Desk, show: Callable[[QWidget], QWidget]) -> None:
        self.desk = desk
        self.crashes: list[BaseException] = []
        self.errors: list[UserError] = []
        self.asked: list[tuple[str, str]] = []
        self.answer = True
        self.asked_to_close: list[str] = []
        self.closing = "skip"
        self.closed = False
        self.tasks = Tasks(show_error=self.errors.append, crashed=self.crashes.append)
        self.window = DeskWindow.of(desk, self.tasks, Preferences(None))
        show(self.window)
        self.window.start()
        self.settle()

    def settle(self) -> Driver:
        """Wait until the worker has nothing to do."""
        for _ in range(5000 * PATIENCE):
            breathe()
            if not self.tasks.busy and is_filled(self.window):
                break
        for _ in range(10):  # layouts ask for room in several rounds
            QTest.qWait(1)
        if self.crashes:
            raise self.crashes[0]
        return self

    def ask(self, _parent: object, question: str, detail: str = "", *, verb: str) -> bool:
        """Stand in for the person at a confirming dialog."""
        self.asked.append((question, f"{detail} [{verb}]"))
        return self.answer

    def usb(self, stick: Path) -> Any:
        """Open the USB tab with one stick in the laptop."""
        page: Any = self.window.open_page("usb")
        page.find_sticks = lambda: [Stick(stick, "KINGSTON", 1 << 30)]
        page.ask = self.ask
        page.ask_closing = lambda _parent, month: self.asked_to_close.append(month) or self.closing
        self.settle()
        return page

    def page(self) -> Page:
        return self.window.current_page()

    def find(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]  # any widget by default
        found = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        assert found, f"{name} is not on the screen"
        return found[0]

    def seen(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> Driver:
        self.find(name).click()  # type: ignore[attr-defined]  # names of buttons are given here
        return self.settle()

    def text(self, name: str) -> str:
        return self.find(name).text()  # type: ignore[attr-defined]  # names of labels are given here

    def words(self, name: str) -> str:
        """Everything that is written inside a widget."""
        inside = self.find(name).findChildren(QWidget)
        return "\n".join(w.text() for w in inside if w.isVisible() and hasattr(w, "text"))

    def close(self) -> None:
        """Close desk and worker; twice does no harm."""
        if not self.closed:
            self.closed = True
            self.settle()
            self.tasks.run(self.desk.close)
            self.settle()
            self.tasks.stop()
