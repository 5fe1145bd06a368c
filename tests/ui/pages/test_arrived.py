"""ほかの人が変えたところ, a new laptop and an erasure that waits, as a person meets them after taking a stick in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel

from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.people import erasing, people
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.ui.pages.inbox.arrived import ArrivedPage
from sasaeai_desktop.ui.pages.inbox.page import InboxPage
from sasaeai_desktop.ui.pages.trust.laptops import LaptopsPage
from sasaeai_desktop.vault import PRACTICE
from ui.pages.conftest import Opener
from ui.pages.usb_desk import PASSPHRASE, City
from ui.rules import faults


def words(page: Any) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_what_a_second_laptop_did_is_seen_and_decided(city: City, drive: Opener, tmp_path: Path) -> None:
    desk = city.open(city.district)
    people.save_person(desk, None, {"name": "小林 キミ", "kana": "こばやし きみ"})
    invited = inviting.invite_sibling(desk, tmp_path / "invitations").result.path.read_bytes()
    paths = app_paths(tmp_path / "second")
    second = setup.begin_invited(paths, invited, PASSPHRASE, desk.clock, kdf=PRACTICE).desk
    stick = tmp_path / "between"
    receiving.import_files(desk, [bundles.export(second, Route.TO_SIBLING, stick).result.path])
    receiving.import_files(second, [bundles.export(desk, Route.TO_SIBLING, stick).result.path])
    first, other, *_ = people.find_people(second, "")
    people.save_person(second, other.id, {"name": other.name, "kana": other.kana, "phone": "0166-99-9999"})
    erasing.erase_person(second, first.id, "ご本人の求め")
    receiving.import_files(desk, [bundles.export(second, Route.TO_SIBLING, stick).result.path])
    second.close()
    driver = drive(desk)
    driver.usb(city.stick)
    seen = {}
    for kind in (ArrivedPage, InboxPage, LaptopsPage):
        page = driver.page()
        made = kind(page.context)
        page.push(made)
        driver.settle()
        seen[kind] = words(made)
        assert faults(made) == []
        if kind is InboxPage:
            driver.click("inbox_0_take_1")
            assert "覚えのあるパソコン" in words(made.window())
            driver.click("inbox_0_take_1")
            assert first.name not in [p.name for p in people.find_people(desk, "")]
    assert "電話を「0166-99-9999」に" in seen[ArrivedPage]
    assert "消去を 申し出ました" in seen[ArrivedPage]
    assert first.name in seen[InboxPage]
    assert "新しいパソコンが 仲間に入りました" in seen[InboxPage]
    assert seen[LaptopsPage].count("見くらべる番号") >= 2
