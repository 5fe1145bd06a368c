"""練習モード: opened from the real desk, begun anew, seen from the council, ended; the real records stay untouched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.ui.first_run import practising
from sasaeai_desktop.ui.first_run.wizard import FirstRun
from sasaeai_desktop.ui.unlock import UnlockScreen
from sasaeai_desktop.vault import PRACTICE
from ui.test_program import CLOCK, PASSPHRASE, Life


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return app_paths(tmp_path / "desk")


@pytest.fixture
def life(qapp, paths: AppPaths) -> Iterator[Life]:
    made = Life(qapp, paths)
    yield made
    made.close()


def _yes() -> None:
    """Press the verb of the question that is about to be asked."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.do.click()  # type: ignore[attr-defined]


def _names(life: Life) -> set[str]:
    return {row.name for row in people.find_people(life.program.desk, limit=500)}


def test_practice_from_the_real_desk_and_back(life: Life, paths: AppPaths) -> None:
    begun = setup.begin_district(paths, "07", "みどりが丘", PASSPHRASE, CLOCK, person="佐々木", kdf=PRACTICE)
    people.save_person(begun.desk, None, {"name": "髙橋 昭一郎", "kana": "たかはし"})
    real = checking.check(begun.desk).state_hash
    begun.desk.close()
    life.start().unlock(PASSPHRASE)
    life.program.window.open("usb")
    life.settle().click("usb_settings").click("settings_practice")
    assert life.find("practice_words").text().startswith("練習モード")
    assert not life.program.window.status.lock_button.isVisible()
    people.save_person(life.program.desk, None, {"name": "練習 太郎"})
    assert "練習 太郎" in _names(life)
    assert "髙橋 昭一郎" not in _names(life)
    QTimer.singleShot(50, _yes)
    life.click("practice_again")
    assert "練習 太郎" not in _names(life)
    life.click("practice_other_role")
    assert life.program.desk.me.council
    assert life.program.desk.me.practice
    assert life.find("practice_other_role").text() == "地区社協の練習にかえる"
    life.click("practice_end")
    assert isinstance(life.screen(), UnlockScreen)
    life.program.window = None
    life.unlock(PASSPHRASE)
    assert _names(life) == {"髙橋 昭一郎"}
    assert checking.check(life.program.desk).state_hash == real


def test_practice_from_the_first_screen_ends_there(life: Life) -> None:
    life.start().click("first_practice")
    assert life.find("practice_band")
    life.click("practice_end")
    assert isinstance(life.screen(), FirstRun)


def test_what_is_no_practice_is_never_thrown_away(paths: AppPaths) -> None:
    other = app_paths(paths.data_dir / practising.FOLDER)
    setup.begin_district(other, "07", "みどりが丘", PASSPHRASE, CLOCK, kdf=PRACTICE).desk.close()
    with pytest.raises(RefusedError):
        practising.throw_away(paths)
    with pytest.raises(RefusedError):
        practising.open_practice(paths, CLOCK)
    assert other.database.exists()


def test_half_a_practice_is_made_anew(paths: AppPaths) -> None:
    practising.open_practice(paths, CLOCK).close()
    council = app_paths(paths.data_dir / practising.FOLDER / "council")
    council.vault.unlink()
    practising.open_practice(paths, CLOCK, council=True).close()
    assert council.vault.exists()
