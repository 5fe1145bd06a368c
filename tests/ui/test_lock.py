"""席をはなれる: the desk is closed, its key forgotten, and everything stands as it was afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import LockedError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.desk import drafts
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.idle import SLEPT_S, IdleWatch
from sasaeai_desktop.ui.pages.watch.record import RecordPage
from sasaeai_desktop.vault import PRACTICE
from ui.test_program import CLOCK, PASSPHRASE, Life


class Clocks:
    """A steady clock and a wall clock that only move when told."""

    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 1_700_000_000.0

    def go(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qapp, clocks: Clocks) -> Iterator[Callable[..., tuple[IdleWatch, list[int]]]]:
    made: list[IdleWatch] = []

    def build(minutes: int = 10, busy: Callable[[], bool] = bool) -> tuple[IdleWatch, list[int]]:
        idle = IdleWatch(
            qapp, minutes=lambda: minutes, busy=busy, steady=lambda: clocks.steady, wall=lambda: clocks.wall
        )
        due: list[int] = []
        idle.due.connect(lambda: due.append(1))
        idle.start()
        made.append(idle)
        return idle, due

    yield build
    for idle in made:
        idle.stop()


def _minutes(idle: IdleWatch, clocks: Clocks, count: int) -> None:
    for _ in range(count * 12):
        clocks.go(5)
        idle.look()


def test_ten_minutes_without_a_key_lock_and_a_key_begins_them_anew(
    watch: Any, clocks: Clocks, qapp: QApplication
) -> None:
    idle, due = watch()
    _minutes(idle, clocks, 9)
    QApplication.sendEvent(
        QWidget(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    )
    _minutes(idle, clocks, 9)
    assert due == []
    _minutes(idle, clocks, 1)
    assert due == [1]


def test_never_means_never_and_long_work_postpones(watch: Any, clocks: Clocks) -> None:
    idle, due = watch(minutes=0)
    _minutes(idle, clocks, 60)
    assert due == []
    working = [True]
    idle, due = watch(busy=lambda: working[0])
    _minutes(idle, clocks, 11)
    assert due == []
    working[0] = False
    idle.look()
    assert due == [1]


@pytest.mark.parametrize("runs_on", ["both clocks", "the wall clock only"])
def test_a_laptop_that_slept_is_locked_when_it_wakes(watch: Any, clocks: Clocks, runs_on: str) -> None:
    idle, due = watch()
    clocks.wall += SLEPT_S + 10
    if runs_on == "both clocks":
        clocks.steady += SLEPT_S + 10
    idle.look()
    assert due == [1]


# -- the whole program ------------------------------------------------------------------------------------------------


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return app_paths(tmp_path / "desk")


@pytest.fixture
def paper(paths: AppPaths) -> str:
    begun = setup.begin_district(
        paths, "07", "みどりが丘", PASSPHRASE, CLOCK, person="佐々木 恵子", kdf=PRACTICE
    )
    person = people.save_person(begun.desk, None, {"name": "髙橋 昭一郎", "kana": "たかはし"}).result
    watching.record_visit(begun.desk, VisitDraft(person, "2026-06-01", "visit"))
    begun.desk.close()
    return begun.paper_key


@pytest.fixture
def life(qapp, paper: str, paths: AppPaths) -> Iterator[Life]:
    made = Life(qapp, paths).start().unlock(PASSPHRASE)
    yield made
    made.close()


def _write(life: Life) -> RecordPage:
    desk, window = life.program.desk, life.program.window
    person = people.find_people(desk)[0].id
    page = RecordPage(window.current_page().context, person)
    window.current_page().push(page)
    life.settle()
    page.form.press("電")
    page.form.memo.area.setPlainText("声は元気そう")
    return page


def test_the_same_page_with_the_same_words_stands_there_after_unlocking(life: Life, paths: AppPaths) -> None:
    page = _write(life)
    database = life.program.desk.database
    life.program.window.lock_requested.emit()
    life.settle()
    assert not life.program.window.isVisible()
    assert "書きかけは とってあります" in life.screen().notice.text()
    assert database._key == ""
    with pytest.raises(LockedError):  # no second copy gets in while nobody is there
        setup.open_desk(paths, PASSPHRASE, CLOCK)
    life.program.window, window = None, life.program.window  # what can be found now is the unlock screen
    life.find("unlock_passphrase").setText("tigau-kotoba")
    life.program.window = window
    life.screen()._submit()
    life.settle()
    assert "合いことばが ちがいます" in life.screen().error.text()
    life.screen().line.setText(PASSPHRASE)
    life.screen()._submit()
    life.settle()
    assert life.program.window.isVisible()
    assert life.program.window.current_page() is page
    assert page.form.memo.area.toPlainText() == "声は元気そう"
    assert [d.kind for d in drafts.kept(life.program.desk)] == ["record"]
    life.click("record_primary")
    assert watching.timeline(life.program.desk, page._person)[0].memo == "声は元気そう"
    assert not drafts.kept(life.program.desk)


def test_work_asked_for_while_locked_is_done_afterwards(life: Life) -> None:
    life.program.lock()
    life.settle()
    found: list[object] = []
    life.program.tasks.run(lambda: people.find_people(life.program.desk), found.append)
    life.settle()
    assert found == []
    life.screen().line.setText(PASSPHRASE)
    life.screen()._submit()
    life.settle()
    assert len(found) == 1


def test_the_lock_waits_for_work_under_way(life: Life) -> None:
    life.program.tasks.run(lambda: None)
    life.program.lock()
    assert not life.program.locked
    assert "おわったら 閉じます" in life.find("status_when").text()
    life.settle()
    assert life.program.locked
    assert "閉じます" not in life.program.window.status.when.text()  # nor when somebody comes back


def test_the_paper_key_opens_a_locked_desk_too(life: Life, paper: str) -> None:
    page = _write(life)
    life.program.lock()
    life.settle()
    life.program.door.unlock_with_paper(life.screen(), paper, "atarasii-kotoba")
    life.settle()
    assert life.program.window.current_page() is page


def test_a_locked_window_can_be_closed_and_loses_nothing(life: Life, paths: AppPaths) -> None:
    _write(life)
    life.program.lock()
    life.settle()
    life.program.entrance.close()
    life.settle()
    assert life.ended
    desk = setup.open_desk(paths, PASSPHRASE, clock_at("2026-06-11"))
    assert [d.kind for d in drafts.kept(desk)] == ["record"]
    desk.close()


def test_practice_is_never_locked(life: Life) -> None:
    life.program.desk.me = type(life.program.desk.me)(
        False, "07", "みどりが丘", life.program.desk.me.device, "A", b"", practice=True
    )
    life.program.lock()
    life.settle()
    assert not life.program.locked


def test_an_open_dialog_is_put_aside_too(life: Life) -> None:
    QTimer.singleShot(100, life.program.lock)
    life.program.window.show_help("today")  # stays in its own loop until the dialog is gone
    life.settle()
    assert life.program.locked
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [life.program.entrance]
