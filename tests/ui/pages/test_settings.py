"""このパソコンのせってい, used as a person would."""

from __future__ import annotations

import pytest

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
