"""控えにもどす: from もしもの控え, from another place, and on a new laptop; what cannot be restored changes nothing."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import checking, restoring, setup
from sasaeai_desktop.ui.dialogs.restore import RestoreDialog
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.unlock import UnlockScreen
from sasaeai_desktop.vault import PRACTICE, keeper
from ui.rules import screen_faults
from ui.test_program import CLOCK, PASSPHRASE, Life


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return app_paths(tmp_path / "desk")


@pytest.fixture
def life(qapp: QApplication, paths: AppPaths) -> Iterator[Life]:
    made = Life(qapp, paths)
    yield made
    made.close()


@pytest.fixture
def paper(paths: AppPaths) -> str:
    """A desk with a backup, and one person entered after it; returns the recovery key."""
    begun = setup.begin_district(paths, "07", "みどりが丘", PASSPHRASE, CLOCK, person="佐々木", kdf=PRACTICE)
    people.save_person(begun.desk, None, {"name": "髙橋 昭一郎", "kana": "たかはし"})
    backups.back_up(begun.desk)
    people.save_person(begun.desk, None, {"name": "あとの 人"})
    begun.desk.close()
    return begun.paper_key


def _names(life: Life) -> set[str]:
    return {row.name for row in people.find_people(life.program.desk)}


def _open_page(life: Life) -> Any:
    life.start().unlock(PASSPHRASE)
    life.program.window.open("usb")
    life.settle().click("usb_settings").click("settings_backup")
    return life.program.window.current_page()


def _answer(life: Life, words: str) -> None:
    life.find("restore_passphrase").setText(words)
    life.click("restore_do")


def test_a_backup_is_restored_and_can_be_taken_back(life: Life, paper: str) -> None:
    _open_page(life)
    assert life.find("backup_0").text().startswith("令和8年6月11日")
    assert "「いま控えを取る」" in life.find("backup_0").text()
    life.click("backup_restore_0")
    _answer(life, PASSPHRASE)
    assert life.program.window is None
    assert isinstance(life.screen(), UnlockScreen)
    assert "もどしました" in life.find("entrance_message_what").text()
    life.unlock(PASSPHRASE)
    assert _names(life) == {"髙橋 昭一郎"}
    assert checking.check(life.program.desk).ok
    aside = next(c for c in restoring.kept_here(life.program.paths) if c.why == "もどす前のきろく")
    life.program.restore(aside.path, PASSPHRASE)
    life.settle().unlock(PASSPHRASE)
    assert _names(life) == {"髙橋 昭一郎", "あとの 人"}


def test_a_wrong_passphrase_changes_nothing_and_the_recovery_key_opens(life: Life, paper: str) -> None:
    _open_page(life)
    life.click("backup_restore_0")
    _answer(life, "")
    assert life.find("restore_passphrase_error").isVisible()
    _answer(life, "tigau-kotoba")
    assert "合いことばがちがいます" in life.find("restore_passphrase_error").text()
    assert _names(life) == {"髙橋 昭一郎", "あとの 人"}
    assert backups.set_aside(life.program.paths) == []
    _answer(life, paper)
    life.unlock(PASSPHRASE)
    assert _names(life) == {"髙橋 昭一郎"}


def test_a_damaged_backup_of_another_place_changes_nothing(life: Life, paper: str, tmp_path: Path) -> None:
    page = _open_page(life)
    stick = tmp_path / "stick"
    shutil.copytree(life.program.paths.backups, stick)
    for file in stick.glob("*/desk.db"):
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)
    page.ask_folder = lambda _parent: stick
    life.click("backup_other")
    _answer(life, PASSPHRASE)
    assert "こわれています" in life.find("restore_passphrase_error").text()
    assert life.program.window is not None
    assert list(life.program.paths.backups.glob("*.part")) == []
    life.click("restore_stop")
    page.ask_folder = lambda _parent: tmp_path
    life.click("backup_other")
    assert "控えがありません" in life.find("backup_message_what").text()


def test_a_full_disk_leaves_the_present_data(life: Life, paper: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    _open_page(life)
    life.click("backup_restore_0")
    monkeypatch.setattr(backups.shutil, "copytree", full)
    _answer(life, PASSPHRASE)
    assert isinstance(life.screen(), UnlockScreen)
    assert "あきが足りない" in life.find("entrance_message_what").text()
    life.unlock(PASSPHRASE)
    assert _names(life) == {"髙橋 昭一郎", "あとの 人"}
    assert backups.set_aside(life.program.paths) == []


def test_a_new_laptop_takes_over_the_folder_of_the_old_one(
    life: Life, paper: str, paths: AppPaths, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    paths.data_dir.rename(old)
    before = {p: p.read_bytes() for p in old.rglob("*") if p.is_file()}
    life.start()
    (tmp_path / "empty").mkdir()
    life.screen().ask_folder = lambda _parent: tmp_path / "empty"
    life.click("first_restore")
    assert "控えがありません" in life.find("first_who_problem").text()
    life.screen().ask_folder = lambda _parent: old
    life.click("first_restore")
    assert life.find("restore_which").count() == 2
    _answer(life, PASSPHRASE)
    life.unlock(PASSPHRASE)
    assert _names(life) == {"髙橋 昭一郎", "あとの 人"}
    assert {p: p.read_bytes() for p in old.rglob("*") if p.is_file()} == before


def test_the_present_data_are_no_backup(paper: str, paths: AppPaths) -> None:
    assert [c.path.parent for c in restoring.kept_in(paths, paths.data_dir)] == [paths.backups]
    shutil.rmtree(paths.backups)
    with pytest.raises(InputError):
        restoring.kept_in(paths, paths.data_dir)
    assert keeper.exists(paths)


@pytest.mark.parametrize("size", [20, 28])
def test_page_and_dialog_keep_the_rules(qapp: QApplication, life: Life, paper: str, size: int) -> None:
    page = _open_page(life)
    life.program.preferences.text_size = size
    install(qapp, size)
    life.settle()
    assert screen_faults(life.program.window) == []
    found = restoring.kept_here(life.program.paths)
    for choices, fresh in ((found, False), (found * 2, True)):
        dialog = RestoreDialog(page, life.program.tasks, life.program.paths, choices, fresh=fresh)
        dialog.show()
        life.settle()
        assert screen_faults(dialog) == []
        dialog.close()
        dialog.deleteLater()


def test_a_backup_is_tried_out_aside(life: Life, paper: str) -> None:
    page = _open_page(life)
    life.click("backup_try")
    life.find("try_passphrase").setText(PASSPHRASE)
    life.click("try_do")
    assert "こわれていません" in life.find("try_state").text()
    assert (life.find("try_1_1").text(), life.find("try_1_2").text()) == ("2", "1")
    life.click("try_stop")
    assert _names(life) == {"髙橋 昭一郎", "あとの 人"}
    assert page.second.text().startswith("このパソコンが")


def test_a_copy_goes_to_another_place_and_the_place_is_remembered(
    life: Life, paper: str, tmp_path: Path
) -> None:
    page = _open_page(life)
    (tmp_path / "stick").mkdir()
    page.ask_folder = lambda _parent: tmp_path / "stick"
    for button in ("backup_copy_to", "backup_copy"):
        life.click(button)
        assert "写しました" in page.second.text()
        assert len(list((tmp_path / "stick").rglob("vault.json"))) == 1


def test_files_not_as_they_were_left_offer_to_go_on(life: Life, paper: str, paths: AppPaths) -> None:
    older = paths.database.read_bytes()
    desk = setup.open_desk(paths, PASSPHRASE, CLOCK)
    people.save_person(desk, None, {"name": "なくなる 人"})
    desk.close()
    paths.database.write_bytes(older)
    life.start().unlock(PASSPHRASE)
    assert "きろくが ありません" in life.find("unlock_error").text()
    life.click("unlock_as_it_is")
    assert _names(life) == {"髙橋 昭一郎", "あとの 人"}
