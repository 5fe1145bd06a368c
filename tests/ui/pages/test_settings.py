"""このパソコンのせってい, used as a person would."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QProgressBar

from sasaeai_desktop.db import fold
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.vault import keeper
from ui.pages.conftest import Opener
from ui.pages.test_trust import opened
from ui.pages.usb_desk import PASSPHRASE, City


def test_a_new_paper_key_is_shown_and_printed(
    city: City, drive: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(PrintPreview, "exec", lambda preview: shown.append(preview.windowTitle()))
    desk = city.open(city.district)
    driver = drive(desk)
    page = opened(driver, city)
    driver.click("settings_paper")
    assert not driver.seen("settings_recovery")
    page.old.line.setText(PASSPHRASE)
    driver.click("settings_paper")
    assert len(page.recovery.groups) == 8
    driver.click("settings_recovery_print")
    assert len(shown) == 1
    assert "復旧キー" in shown[0]
    key = "-".join(page.recovery.groups)
    assert keeper.unlock_with_paper(desk.paths, key).data_key


def test_every_part_that_is_shipped_is_named_with_its_licence(city: City, drive: Opener) -> None:
    driver = drive(city.open(city.district))
    opened(driver, city)
    driver.click("settings_licences")
    assert "LGPL" in driver.text("licences_notice")
    said = driver.words("licences_table")
    for part in ("PySide6_Essentials 6.", "LGPL-3.0", "SQLCipher", "BIZ UDPGothic", "OFL-1.1"):
        assert part in said
    driver.click("licences_texts")  # from the source tree there is no such folder: said, and nothing opens
    assert "パッケージ" in driver.text("licences_where")


def test_a_long_check_can_be_stopped_and_done_again(
    city: City, drive: Opener, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Desk] = []

    def endless(desk: Desk, watch: fold.Watch) -> None:
        begun.append(desk)
        while True:
            watch(1, 3)

    driver = drive(city.open(city.district))
    opened(driver, city)
    with monkeypatch.context() as long:
        long.setattr(checking, "check", endless)
        for _ in range(2):  # pressed twice, it is one check
            driver.find("settings_check", QAbstractButton).click()
        qtbot.waitUntil(lambda: driver.find("settings_progress_bar", QProgressBar).maximum() == 3)
        driver.click("settings_progress_cancel")
    assert len(begun) == 1
    assert driver.text("settings_check_words").startswith("と中で やめました。")
    assert not driver.seen("settings_progress")
    driver.click("settings_check")
    assert driver.text("settings_check_words") == "こわれているところは ありませんでした。"
    assert not driver.seen("settings_progress")
