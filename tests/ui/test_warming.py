"""What is made ready while a person types: no key is lost by it, and a passphrase that comes early does not wait for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.ui import warming
from sasaeai_desktop.vault import PRACTICE
from ui.test_program import CLOCK, PASSPHRASE, Life


@pytest.fixture
def life(qapp, tmp_path: Path, monkeypatch):
    setup.begin_district(
        app_paths(tmp_path), "07", "みどりが丘", PASSPHRASE, CLOCK, kdf=PRACTICE
    ).desk.close()
    monkeypatch.setattr(warming, "_rehearsed", [])  # as in a new process
    made = Life(qapp, app_paths(tmp_path))
    yield made
    made.close()


def test_no_key_is_lost_while_the_rest_is_made_ready(life: Life, monkeypatch) -> None:
    steps: list[str] = []
    rehearsal = warming._rehearsal

    def counted():
        yield from ((steps.append("step"), step)[1] for step in rehearsal())
        steps.append("end")

    monkeypatch.setattr(warming, "_rehearsal", counted)
    life.program.start()
    life.program.entrance.showNormal()
    line = life.find("unlock_passphrase")
    typed = ""
    while "end" not in steps:
        letter = PASSPHRASE[len(typed) % len(PASSPHRASE)]
        before = len(steps)
        QTest.keyClick(line, letter)
        typed += letter
        assert line.text() == typed
        QTest.qWait(1)
        assert len(steps) - before <= 2  # keys come between two steps, not after all of them
    assert len(typed) > 10
    assert life.program._waiting_window is not None  # the last step builds it
    QTest.keyClicks(line, "end")
    assert line.text() == f"{typed}end"
    seen = [w.objectName() for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert seen == ["entrance"]  # nothing of the rehearsal was ever shown


def test_a_passphrase_that_comes_first_stops_the_rest(life: Life) -> None:
    life.program.start()
    life.program.entrance.showNormal()
    line: QWidget = life.find("unlock_passphrase")
    QTest.keyClicks(line, PASSPHRASE)
    QTest.keyClick(line, Qt.Key.Key_Return)
    life.settle()
    assert life.program.window is not None
    assert not life.program.door.warming._timer.isActive()


@pytest.mark.parametrize("last", [(False, False), (True, False), (False, True)])
def test_the_window_that_was_built_while_the_key_was_worked_out_is_shown_if_it_is_for_such_a_desk(
    life: Life, last: tuple[bool, bool]
) -> None:
    life.program.preferences.opened = last
    life.program.start()
    life.program.entrance.showNormal()
    life.program._build_waiting_window()
    waiting = life.program._waiting_window
    assert waiting is not None
    assert not waiting.isVisible()
    line: QWidget = life.find("unlock_passphrase")
    QTest.keyClicks(line, "wrong")
    QTest.keyClick(line, Qt.Key.Key_Return)
    life.settle()
    assert life.program._waiting_window is waiting  # for the next try
    QTest.keyClicks(line, PASSPHRASE)
    QTest.keyClick(line, Qt.Key.Key_Return)
    life.settle()
    window = life.program.window
    assert (window is waiting) == (last == (False, False))
    assert window is not None
    assert window.isVisible()
    assert window.windowTitle().endswith("みどりが丘")
    assert window.findChild(QLabel, "organisation").text() == "みどりが丘"
    assert life.find("today_heading").text()
    assert life.program.preferences.opened == (False, False)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window]
