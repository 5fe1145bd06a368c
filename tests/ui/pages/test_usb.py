"""USB受け渡し: from the laptop to the stick to the council and back, as two people would do it."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from sasaeai_desktop import disk
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.cards import answering
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, closing, custody, ledger, receiving, revoking
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.ui.pages.usb import drives
from sasaeai_desktop.ui.pages.usb.closing_dialog import ClosingDialog
from sasaeai_desktop.ui.pages.usb.drives import Stick, sticks
from sasaeai_desktop.ui.pages.usb.place import PlaceDialog, ask_place
from sasaeai_desktop.ui.theme.install import dress, install
from sasaeai_desktop.ui.walk import no_other_program
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
    assert answering.council_cards(council.desk)[0].name == "髙橋 昭一郎"
    answering.answer_card(council.desk, city.card, "supported", "介護の窓口につなぎました。")
    council.page().leave()
    council.settle()
    assert "いまここ" in council.find("usb_step_3").accessibleName()  # the answer waits to be handed back
    council.click("usb_write")
    assert "みどりが丘地区社協" in council.asked[-1][1]
    assert f"「{city.stick.name}」に書き出しました" in council.text("usb_progress_doing")

    laptop.click("usb_receive")
    assert laptop.page().objectName() == "usb_receive_page"
    laptop.click("usb_receive_page_primary")
    assert "つながりカードの返事が 1枚 届きました" in laptop.text("usb_receive_progress_doing")
    receiving = laptop.page()
    laptop.click("usb_receive_answers")
    assert "介護の窓口につなぎました。" in laptop.words("open_card")  # the very card that was answered
    laptop.window.open("usb")
    assert laptop.settle().page() is receiving
    laptop.click("usb_receive_arrived")
    assert laptop.page().objectName() == "arrived"
    laptop.page().leave()
    laptop.settle()
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


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (errno.ENOSPC, "あきが足りない"),
        (errno.EROFS, "書きこみが止められています"),
        (errno.ENODEV, "ぬけているかもしれません"),
    ],
)
def test_a_stick_that_is_full_locked_or_pulled_while_writing_is_told_and_the_next_one_carries_all(
    city: City, drive: Opener, monkeypatch: pytest.MonkeyPatch, fault: int, said: str
) -> None:
    laptop = drive(city.open(city.district))
    laptop.usb(city.stick)
    before = bundles.contents(laptop.desk, Route.TO_COUNCIL).changes

    def fails(_self: object, _file: object, _data: bytes) -> None:
        raise OSError(fault, "as the system says")

    with monkeypatch.context() as failing:
        failing.setattr(disk.RealFs, "write", fails)
        laptop.click("usb_primary")
    assert said in laptop.text("usb_message_what")
    assert not laptop.seen("usb_progress")
    assert not laptop.seen("usb_after")
    assert list(city.stick.glob("*")) == []
    laptop.click("usb_primary")
    council = city.open(city.council)
    assert receiving.inspect(council, next(city.stick.glob("*.age"))).changes >= before
    council.close()


class _Stopped(Exception):  # noqa: N818 - what the person did, as the worker tells it
    pass


def test_yameru_before_the_file_is_written_leaves_nothing_on_the_stick(
    city: City, drive: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = city.open(city.district)

    def stop(doing: str) -> None:
        if doing.startswith("USB"):
            raise _Stopped

    with pytest.raises(_Stopped):
        bundles.export(desk, Route.TO_COUNCIL, city.stick, step=stop)
    desk.close()
    laptop = drive(city.open(city.district))
    page = laptop.usb(city.stick)
    numbers, pressed = bundles._next_numbers, threading.Event()

    def waiting(desk: Desk, folder: Path, count: int) -> list[int]:
        assert pressed.wait(10)
        return numbers(desk, folder, count)

    def press() -> None:
        page.progress.cancelled.emit()
        pressed.set()

    monkeypatch.setattr(bundles, "_next_numbers", waiting)
    page.progress.start = lambda *_words: QTimer.singleShot(0, press)
    laptop.click("usb_primary")
    assert ledger.handed_over(laptop.desk) == []
    assert list(city.stick.iterdir()) == []
    assert "USBには 何も書いていません" in page.progress.doing.text()


def test_a_month_that_ended_is_closed_before_it_leaves(city: City, drive: Opener) -> None:
    laptop = drive(city.open(city.district))
    page = laptop.usb(city.stick)
    assert laptop.text("usb_subheading") == "5月分を 市社協へ わたす"
    assert laptop.text("usb_close_month") == "5月の月締めをする"
    laptop.closing = "stop"
    laptop.click("usb_primary")
    assert laptop.asked == []
    laptop.closing = "close"
    laptop.click("usb_primary")
    assert laptop.seen("usb_after")
    assert not laptop.seen("usb_close_month")
    assert [(c.month, c.figures["acts"]) for c in closing.closings(laptop.desk)] == [("2026-05", 1)]
    laptop.click("usb_primary")
    assert laptop.asked_to_close == ["5月", "5月"]
    council = drive(city.open(city.council))
    council.usb(city.stick)
    council.click("usb_primary")
    council.click("usb_receive_page_primary")
    council.page().leave()
    council.settle().click("usb_traffic")
    assert "令和8年5月　みどりが丘地区社協\n数え直して 合っています" in council.words("traffic_months")
    assert page.outlook is not None


def test_the_closing_is_asked_with_the_safe_answer_first_in_hand(qtbot) -> None:
    dialog = ClosingDialog(None, "5月")
    qtbot.addWidget(dialog)
    dress(dialog)
    dialog.show()
    assert faults(dialog) == []
    assert dialog.stop.isDefault()
    dialog.skip.click()
    assert dialog.choice == "skip"
    dialog.close_first.click()
    assert dialog.choice == "close"


def test_no_stick_then_one_then_somebody_elses(city: City, drive: Opener) -> None:
    desk = city.open(city.district)
    path = bundles.export(desk, Route.TO_COUNCIL, city.stick).result.path
    desk.close()
    laptop = drive(city.open(city.district))
    page = laptop.usb(city.stick)
    page.find_sticks = list
    laptop.click("usb_receive")
    receive: Any = laptop.page()
    assert laptop.seen("usb_receive_none")
    assert "いまここ" in laptop.find("usb_receive_step_1").accessibleName()
    stick = Stick(city.stick, "KINGSTON", 1 << 30)
    receive.find_sticks = lambda: [stick]
    receive.watch.start()
    laptop.settle()
    assert not laptop.seen("usb_receive_none")
    assert "このパソコンが書き出したファイルだけ" in laptop.words("usb_receive_wrong")
    receive.find_sticks = list
    receive.watch.start()
    laptop.settle()
    foreign = city.folder / "foreign"
    foreign.mkdir()
    shutil.copy(path, foreign)
    other = setup.begin_district(
        app_paths(city.folder / "x"), "09", "川端", PASSPHRASE, clock_at(TODAY), kdf=PRACTICE
    ).desk
    stranger = drive(other)
    stranger.window.open_page("usb", "receive")
    away: Any = stranger.settle().page()
    away.find_sticks = lambda: [Stick(foreign, "ADATA", 1)]
    away.watch.start()
    stranger.settle()
    assert "ほかの相手あてです" in stranger.words("usb_receive_wrong")
    assert not stranger.seen("usb_receive_page_primary")


def test_what_lies_on_a_stick_is_told_with_day_count_and_names_before_it_is_taken(
    city: City, drive: Opener
) -> None:
    desk = city.open(city.district)
    bundles.export(desk, Route.TO_COUNCIL, city.stick)
    desk.close()
    council = drive(city.open(city.council))
    council.usb(city.stick)
    council.click("usb_primary")
    said = council.text("usb_file_1_inside")
    assert "に書き出したもの" in said
    assert "お名前 1人（髙橋 昭一郎）" in said
    assert "みどりが丘地区社協から　1番" in council.text("usb_file_1")
    council.click("usb_receive_page_primary")
    assert "安全に取り外してください" in council.text("usb_receive_after_heading")


def test_what_left_is_kept_in_both_books_and_the_others_word_is_awaited(city: City, drive: Opener) -> None:
    laptop = drive(city.open(city.district))
    laptop.usb(city.stick)
    laptop.click("usb_primary")
    laptop.click("usb_custody")
    assert laptop.text("custody_0_first") == "みどり市社協へ"
    second = laptop.text("custody_0_second")
    assert "「KINGSTON」" in second
    assert "佐々木 恵子" in second
    assert "お名前 1人：髙橋 昭一郎" in second
    assert "受領は まだ" in laptop.words("custody_table")
    month = laptop.find("custody_month", QComboBox)
    month.setCurrentIndex(month.findData("2026-04"))
    month.activated.emit(month.currentIndex())
    laptop.settle()
    assert laptop.seen("custody_empty")
    laptop.page().leave()
    laptop.click("usb_provisions")
    names = [row.names for row in custody.provisions(laptop.desk)]
    assert "髙橋 昭一郎" in names
    assert laptop.text("provisions_0_first") == "髙橋 昭一郎"
    assert "みどり市社協" in laptop.text("provisions_0_second")
    laptop.page().leave()
    laptop.click("usb_traffic")
    assert "件 未確認" in laptop.text("traffic_0_words")
    assert "6月11日に渡したUSBへの返事が、まだ届いていません" in laptop.text("traffic_0_words")
    laptop.close()
    city.send_first()
    council = drive(city.open(city.council))
    council.window.open_page("districts")
    council.settle().click("districts_traffic")
    assert "最後のUSB 6月11日" in council.text("traffic_0_words")


def test_what_a_stopped_laptop_wrote_later_is_told_with_the_way_to_decide(city: City, drive: Opener) -> None:
    city.send_first()
    council = drive(city.open(city.council))
    council.usb(city.stick)
    council.click("usb_traffic")
    assert not council.seen("traffic_aside")
    assert council.text("traffic_computers") == "2台を 使っています。"
    lost = city.open(city.district)
    revoking.revoke(council.desk, lost.me.device)
    person = people.find_people(lost, "")[0].id
    watching.record_visit(lost, watching.VisitDraft(person, "2026-06-09", "visit"))
    late = bundles.export(lost, Route.TO_COUNCIL, city.stick).result.path
    lost.close()
    council.page().context.changed(receiving.import_files(council.desk, [late]).changes)
    council.settle()
    assert "記録が 1件" in council.words("traffic_aside")
    assert "使わないことにしたものが 1台" in council.text("traffic_computers")
    council.click("traffic_aside_look")
    assert council.page().objectName() == "laptops"


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


def test_a_walk_that_presses_every_button_sees_no_stick_of_this_computer(monkeypatch) -> None:
    here = SimpleNamespace(mountedVolumes=lambda: [_Volume("/media/me/KINGSTON", "KINGSTON")])
    monkeypatch.setattr(drives, "QStorageInfo", here)
    monkeypatch.setattr(drives, "_looking", True)
    assert [s.name for s in sticks(platform="linux")] == ["KINGSTON"]
    with no_other_program():
        assert sticks(platform="linux") == []
    assert len(sticks(platform="linux")) == 1


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
    books = ("usb_traffic", "usb_custody", "usb_provisions", "usb_inbox")
    others = (
        ("usb_settings", "usb_invite", *books)
        if council
        else ("usb_settings", "usb_invite", "usb_sibling", *books)
    )
    for name in others:
        driver.click(name)
        assert faults(driver.page()) == []
        assert driver.window.width() == 1366
        driver.page().leave()
