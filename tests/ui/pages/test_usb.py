"""USB受け渡し: from the laptop to the stick to the council and back, as two people would do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services import bundles, cards, ledger, receiving, setup
from sasaeai_desktop.services.desk import Desk
from sasaeai_desktop.services.ledger import Route
from sasaeai_desktop.ui.pages.usb.drives import Stick, sticks
from sasaeai_desktop.ui.pages.usb.place import PlaceDialog, ask_place
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.vault import PRACTICE
from ui.pages.usb_desk import PASSPHRASE, TODAY, City, Driver
from ui.rules import faults

Opener = Callable[[Desk], Driver]


def test_what_leaves_with_names_is_said_before_it_is_written(city: City, drive: Opener) -> None:
    laptop = drive(city.open(city.district))
    laptop.usb(city.stick)
    said = laptop.words("usb_contents")
    assert "見守りの回数\n2回\nお名前は 入りません" in said
    assert "同意のある1人の お名前が入ります" in said
    assert "市社協だけが開けます" in said
    laptop.answer = False
    laptop.click("usb_primary")
    question, detail = laptop.asked[0]
    assert "みどり市社協" in question
    assert "KINGSTON" in question
    assert "髙橋 昭一郎" in detail
    assert "[書き出す]" in detail
    assert list(city.stick.iterdir()) == []


def test_a_bundle_goes_out_and_is_confirmed_when_the_council_answers(city: City, drive: Opener) -> None:
    laptop = drive(city.open(city.district))
    laptop.usb(city.stick)
    first = laptop.text("usb_unconfirmed")
    assert "件 未確認 - 受領確認は まだありません" in first
    laptop.click("usb_primary")
    assert "読みなおして たしかめました" in laptop.text("usb_progress_doing")
    assert "安全に取り外してください" in laptop.text("usb_after_heading")
    assert laptop.asked_to_close == ["5月"]
    assert [p.name for p in city.stick.glob("*.age")] == ["sasaeai-07-A-0001.age"]
    assert "受領は まだです" in laptop.words("usb_receipts")
    assert "いまここ" in laptop.find("usb_step_3").accessibleName()

    council = drive(city.open(city.council))
    council.usb(city.stick)
    council.click("usb_primary")
    assert council.find("usb_file_1", QCheckBox).isChecked()
    council.click("usb_receive_page_primary")
    assert "受け取りました" in council.words("usb_receive_progress")
    assert cards.council_cards(council.desk)[0].name == "髙橋 昭一郎"
    cards.answer_card(council.desk, city.card, "supported", "介護の窓口につなぎました。")
    council.page().leave()
    council.settle().click("usb_write")
    assert "みどりが丘地区社協" in council.asked[-1][1]

    laptop.click("usb_receive")
    assert laptop.page().objectName() == "usb_receive_page"
    laptop.click("usb_receive_page_primary")
    assert "つながりカードの返事が 1枚 届きました" in laptop.words("usb_receive_page")
    laptop.page().leave()
    laptop.settle()
    assert "受領ずみ" in laptop.words("usb_receipts")
    assert "最後の受領確認 6月11日" in laptop.text("usb_unconfirmed")


def test_a_damaged_and_a_foreign_file_are_named_and_nothing_is_taken(city: City, drive: Opener) -> None:
    desk = city.open(city.district)
    path = bundles.export(desk, Route.TO_COUNCIL, city.stick).result.path
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    (city.stick / "sasaeai-07-A-0009.age").write_bytes(bytes(data))
    (city.stick / "broken.age").write_bytes(b"nothing of ours")
    council = drive(city.open(city.council))
    council.usb(city.stick)
    council.click("usb_primary")
    listed = council.words("usb_receive_page")
    assert "受け取れるファイル　1つ" in listed
    assert "broken.age" in listed
    council.click("usb_receive_page_primary")
    assert len(ledger.received(council.desk)) == 1
    desk.close()


def test_a_full_or_missing_place_is_said_in_words(city: City, drive: Opener) -> None:
    laptop = drive(city.open(city.district))
    blocked = city.folder / "file"
    blocked.write_text("")
    laptop.usb(blocked)
    laptop.click("usb_primary")
    assert laptop.text("usb_message_what")
    assert not laptop.seen("usb_progress")


def test_the_other_laptop_gets_everything_after_an_invitation(city: City, drive: Opener) -> None:
    laptop = drive(city.open(city.district))
    laptop.usb(city.stick)
    laptop.click("usb_invite")
    laptop.page().find_sticks = lambda: [Stick(city.stick, "KINGSTON", 1)]  # type: ignore[attr-defined]
    laptop.click("usb_invite_page_primary")
    number = laptop.text("usb_invite_page_result_number")
    assert len(number.split("　")) == 6
    file = next(city.stick.glob("*.sasaeai-invite"))
    seen, data = ledger.look_at_invitation(file)
    assert seen.sibling
    assert seen.fingerprint.replace(" ", "　") == number
    other = setup.begin_invited(
        app_paths(city.folder / "b"), data, PASSPHRASE, clock_at(TODAY), kdf=PRACTICE
    ).desk
    bundle = bundles.export(other, Route.TO_SIBLING, city.stick).result.path
    other.close()
    laptop.page().leave()
    laptop.click("usb_sibling")
    assert laptop.seen("usb_sibling_empty")
    receiving.import_files(laptop.desk, [bundle])
    laptop.page().refresh(None)
    laptop.settle()
    assert "お名前が入ります" in laptop.words("usb_sibling_page_contents")


def test_a_district_on_its_own_learns_how_to_join(tmp_path: Path, city: City, drive: Opener) -> None:
    desk = setup.begin_district(
        app_paths(tmp_path / "alone"), "07", "みどりが丘", PASSPHRASE, clock_at(TODAY), kdf=PRACTICE
    ).desk
    laptop = drive(desk)
    laptop.usb(tmp_path)
    assert laptop.seen("usb_empty")
    laptop.click("usb_empty_start")
    page = laptop.page()
    page.ask_file = lambda _parent: next(city.folder.glob("*.sasaeai-invite"))  # type: ignore[attr-defined]
    laptop.click("usb_join_choose")
    assert "みどり市社協から、みどりが丘地区社協（07番）への招待です" in laptop.text(
        "usb_join_result_heading"
    )
    laptop.click("usb_join_page_primary")
    assert laptop.seen("usb_contents")
    assert not laptop.seen("usb_join")


class _Volume:
    def __init__(self, root: str, name: str, *, ready: bool = True) -> None:
        self._root, self._name, self._ready = root, name, ready

    def rootPath(self) -> str:  # noqa: N802 - Qt's name
        return self._root

    def displayName(self) -> str:  # noqa: N802 - Qt's name
        return self._name

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        return 1

    def isReady(self) -> bool:  # noqa: N802 - Qt's name
        return self._ready

    def isReadOnly(self) -> bool:  # noqa: N802 - Qt's name
        return False


def test_only_removable_drives_that_are_ready_are_offered() -> None:
    volumes = [
        _Volume("/", "system"),
        _Volume("/home", "home"),
        _Volume("/media/sasaki/KINGSTON", "KINGSTON"),
        _Volume("/run/media/sasaki/A", ""),
        _Volume("/media/sasaki/gone", "gone", ready=False),
    ]
    assert [s.name for s in sticks(volumes, "linux")] == ["KINGSTON", "A"]


def test_one_stick_is_taken_without_asking_and_several_are_offered(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    one, two = Stick(Path("/media/one"), "ひとつ", 1), Stick(Path("/media/two"), "ふたつ", 1)
    assert ask_place(parent, "どこに", [one]) == one.path
    dialog = PlaceDialog(parent, "どこに", [one, two])
    dialog.findChild(QWidget, "place_2").click()  # type: ignore[attr-defined]
    assert dialog.chosen == two.path


@pytest.mark.parametrize("size", [20, 28])
@pytest.mark.parametrize("council", [False, True])
def test_the_pages_keep_the_rules(qapp, city: City, drive: Opener, size: int, council: bool) -> None:
    city.send_first()
    install(qapp, size)
    driver = drive(city.open(city.council if council else city.district))
    driver.usb(city.stick)
    assert faults(driver.page()) == []
    others = ("usb_settings", "usb_invite") if council else ("usb_settings", "usb_invite", "usb_sibling")
    for name in others:
        driver.click(name)
        assert faults(driver.page()) == []
        assert driver.window.width() == 1366
        driver.page().leave()
