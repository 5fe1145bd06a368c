"""Somebody at a real keyboard with an input method: what is typed but not fixed must neither vanish nor do anything.

Run by ``ime_desktop.sh`` inside an X session; prints one line per case, exit 1 when one does not hold.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui import tidying
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.install import install, install_rest
from sasaeai_desktop.vault import PRACTICE

ENGINE = os.environ["ENGINE"]
YESTERDAY, TODAY = "2026-06-10", "2026-06-11"
PASSPHRASE = "mikan-taiko-yuki"


class Session:
    """The window and the hands."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication([])
        tidying.here_alone(self.app)
        install(self.app, 20, "light")
        install_rest(self.app)
        self.bugs: list[BaseException] = []
        self.tasks = Tasks(show_error=self.bugs.append, crashed=self.bugs.append)
        paths = app_paths(folder)
        desk = setup.begin_district(
            paths,
            "07",
            "みどりが丘地区社協",
            PASSPHRASE,
            clock_at(YESTERDAY),
            person="佐々木 恵子",
            kdf=PRACTICE,
        ).desk
        names = (
            ("髙橋 昭一郎", "たかはし しょういちろう"),
            ("田中 スミ", "たなか すみ"),
            ("中村 清", "なかむら きよし"),
        )
        ids = people.save_people(desk, [{"name": n, "kana": k} for n, k in names]).result
        watching.record_visits(desk, [VisitDraft(ids[0], "2026-06-01", "visit")])
        desk.close()
        self.desk = setup.open_desk(paths, PASSPHRASE, clock_at(TODAY))
        self.window = DeskWindow.of(self.desk, self.tasks, Preferences(None))
        self.window.resize(1366, 740)
        self.window.show()
        self.window.start()
        self.rest(1.5)
        self.results: list[tuple[str, bool, str]] = []
        self.asked: list[str] = []
        self._watch = QTimer()  # a dialog that asks holds everything else up; somebody says no
        self._watch.timeout.connect(self._refuse)
        self._watch.start(400)

    def _refuse(self) -> None:
        dialog = self.app.activeModalWidget()
        if isinstance(dialog, QDialog):
            self.asked.append(" ".join(word.text() for word in dialog.findChildren(QLabel) if word.text()))
            dialog.reject()

    def rest(self, seconds: float = 0.4) -> None:
        """Let the window and the input method work."""
        end = time.monotonic() + seconds
        while time.monotonic() < end or self.tasks.busy:
            self.app.processEvents()
            time.sleep(0.005)

    def _do(self, *words: str) -> None:
        hand = subprocess.Popen(["xdotool", *words])
        while hand.poll() is None:
            self.app.processEvents()
            time.sleep(0.002)
        self.rest()

    def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            self._do("key", "--clearmodifiers", name)

    def type(self, text: str) -> None:
        """Type letters."""
        self._do("type", "--delay", "60", text)

    def click(self, widget: QWidget) -> None:
        """Press with the mouse, where the widget is brought into sight."""
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        self.rest(0.2)
        at = widget.mapToGlobal(widget.rect().center())
        self._do("mousemove", str(at.x()), str(at.y()), "click", "1")

    def home(self) -> None:
        """Close every sub-page."""
        for _ in range(4):
            if not self.window.current_page().back_button.isVisible():
                return
            self.window.current_page().leave()
            self.rest(0.4)

    def find(self, name: str) -> Any:
        """Return a widget on the screen."""
        return next(w for w in self.window.findChildren(QWidget, name) if w.isVisible())

    def enter(self, field: QWidget) -> None:
        """Click into a field and empty it."""
        self.click(field)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            self.keys("ctrl+a", "BackSpace")

    def case(self, words: str, held: bool, seen: object) -> None:
        """Note one case."""
        self.results.append((words, held, str(seen)))
        print(f"{ENGINE}: {'ok  ' if held else 'FAULT'} {words}　[{seen}]", flush=True)


def word_kept_at_a_click(s: Session) -> None:
    """A word still being typed when a button is clicked."""
    s.window.open_page("people")
    s.rest(1.0)
    s.find("people_primary").click()
    s.rest(1.0)
    page = s.window.current_page()
    lines = [w for w in page.findChildren(QLineEdit) if w.isVisible()]
    name = lines[0]
    s.enter(name)
    s.type("tarou")
    composing = getattr(name, "preedit", "")
    s.click(lines[1])
    kept = name.text()
    s.case("a word under way is composed", composing != "", composing)
    s.case("it is kept when another field is clicked", bool(kept.strip()), kept)
    before = {row.name for row in people.find_people(s.desk)}
    s.enter(name)
    s.type("hanako")
    s.click(page.primary)  # saves the form
    s.rest(1.0)
    new = {(row.name, row.kana) for row in people.find_people(s.desk) if row.name not in before}
    s.case("it is kept when a button is clicked", bool(new), new)
    if s.window.current_page() is page:
        page.leave()
    s.home()


def enter_fixes_and_saves_nothing(s: Session) -> None:
    """Enter that fixes a word."""
    s.window.open_page("people")
    s.rest(0.5)
    before = len(people.find_people(s.desk))
    s.find("people_primary").click()
    s.rest(1.0)
    page = s.window.current_page()
    name = next(w for w in page.findChildren(QLineEdit) if w.isVisible())
    s.enter(name)
    s.type("tarou")
    s.keys("Return")
    here = s.window.current_page() is page and len(people.find_people(s.desk)) == before
    s.case("Enter that fixes a word saves nothing", here and bool(name.text()), name.text())
    s.type("jirou")
    s.keys("Escape")
    s.case("Esc in a word closes no page", s.window.current_page() is page, "")
    s.home()


def digits_without_the_input_method(s: Session) -> None:
    """Day and month take digits at once; 元 can still be written as a year."""
    s.window.open_page("watch")
    s.rest(1.0)
    rows = s.find("watch_list")
    if not rows.model().rowCount():
        s.find("watch_find").setText("たかはし")
        s.rest(1.0)
    rows.setCurrentIndex(rows.model().index(0, 0))
    s.rest(1.0)
    s.find("watch_primary").click()
    s.rest(1.0)
    s.find("record_mark_1").click()
    s.rest(0.5)
    s.find("record_date_other").click()
    s.rest(0.5)
    for part, typed in (("month", "9"), ("day", "7")):
        box = s.find(f"record_date_{part}")
        s.enter(box)
        s.type(typed)
        s.keys("Tab")
        s.case(f"{typed} then Tab is {typed} in the {part} box", box.text() == typed, box.text())
    year = s.find("record_date_year")
    s.enter(year)
    s.type("gannnen")
    composing = getattr(year, "preedit", "")
    s.case("元年 can be typed into the year", composing != "" or "元" in year.text(), composing)
    s.keys("Escape", "Escape")
    s.home()


def filter_keeps_its_result(s: Session) -> None:
    """A live filter while Latin letters stand in the field."""
    s.window.open_page("people")
    s.rest(1.0)
    field = s.find("residents_find")
    rows = s.find("residents_list")
    shown = lambda: [rows.model().index(at, 0).data() for at in range(rows.model().rowCount())]  # noqa: E731
    s.enter(field)
    s.rest(0.5)
    s.type("ta")
    s.rest(0.8)
    two = shown()
    s.case("kana under way filter", two == ["髙橋 昭一郎", "田中 スミ"], two)
    s.type("k")
    s.rest(0.8)
    s.case("a letter that waits for its vowel keeps the result", shown() == two, shown())
    s.type("a")
    s.rest(0.8)
    s.case("the next kana narrows", shown() == ["髙橋 昭一郎"], shown())
    s.keys("Return")
    s.rest(0.8)
    s.case("Enter keeps what was found", "髙橋 昭一郎" in shown(), shown())
    field.clear()


def undo_asks(s: Session) -> None:
    """Ctrl+Z outside of a field does not walk back through earlier records unasked."""
    s.window.open_page("today")
    s.rest(1.0)
    before = (len(people.find_people(s.desk)), _visits(s))
    s.window.setFocus()
    s.keys("ctrl+z", "ctrl+z")
    s.rest(1.0)
    after = (len(people.find_people(s.desk)), _visits(s))
    s.case(
        "Ctrl+Z takes nothing of yesterday back unasked",
        after == before,
        f"{before} -> {after} {s.asked[:1]}",
    )


def _visits(s: Session) -> int:
    return len(watching.visits_of_month(s.desk, "2026-06"))


CASES: tuple[Callable[[Session], None], ...] = (
    undo_asks, filter_keeps_its_result, word_kept_at_a_click, enter_fixes_and_saves_nothing,
    digits_without_the_input_method,
)  # fmt: skip


def main() -> int:
    """Play all cases."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder) / "desk")
        for play in CASES:
            try:
                session.home()
                play(session)
            except Exception as error:  # noqa: BLE001 - the other cases are still worth playing
                session.case(f"{play.__doc__}", held=False, seen=repr(error))
        session.window.hide()
        session.tasks.stop()
        session.desk.close()
    bad = sum(not held for _, held, _ in session.results)
    print(f"{ENGINE}: {len(session.results)} cases, {bad} faults")
    sys.stdout.flush()
    os._exit(bool(bad))


if __name__ == "__main__":
    main()
