"""使う人と鍵, パソコンの一覧 and サインの言葉, used as a person would."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from sasaeai_desktop.domain.errors import LockedError
from sasaeai_desktop.domain.permissions import Deed, DeskRole, may
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk import backups, codes
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import escrow, setup, users
from sasaeai_desktop.services.usb import bundles, inviting, quarantine, receiving, revoking
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.vault import PRACTICE, keeper
from ui.pages.conftest import Opener
from ui.pages.usb_desk import PASSPHRASE, City, Driver
from ui.rules import faults

OTHER = "kawa-natsu-hebi"


def opened(driver: Driver, city: City, *names: str) -> Any:
    """Walk from USB受け渡し into the settings and on; returns the page reached."""
    driver.usb(city.stick)
    for name in ("usb_settings", *names):
        driver.click(name)
    page: Any = driver.page()
    page.ask = driver.ask
    return page


def words(page: Any) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_second_person_gets_a_passphrase_and_is_taken_off(
    city: City, drive: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = users.add
    monkeypatch.setattr(users, "add", lambda *a, **k: added(*a, **k, kdf=PRACTICE))
    desk = city.open(city.district)
    driver = drive(desk)
    page = opened(driver, city, "settings_keys")
    assert "佐々木 恵子" in words(page)
    driver.click("keys_primary")
    assert driver.seen("keys_old_error")
    page.old.line.setText(PASSPHRASE)
    page.new_name.line.setText("原田 ミツ")
    page.new.first.line.setText(OTHER)
    page.new.again.line.setText(OTHER)
    driver.click("keys_primary")
    assert "原田 ミツ" in words(page)
    assert page.new.first.line.text() == ""
    assert keeper.unlock(desk.paths, OTHER).user in keeper.users(desk.paths)
    driver.click("keys_change_role_1")
    table = {w.objectName(): w.accessibleName() for w in driver.page().findChildren(QWidget)}
    for role in DeskRole:
        for deed in Deed:
            assert table[f"role_{role.value}_{deed.value}"].endswith(
                "できます" if may(role, deed) else "できません"
            )
    assert faults(driver.page()) == []
    driver.page().role.set_value(DeskRole.OFFICE.value)
    driver.click("role_primary")
    assert page.isVisible(), "back where the people are"
    assert page.findChild(QLabel, "keys_role_of_1").text() == "事務局"
    assert [u.role for u in users.users(desk) if not u.me] == ["事務局"]
    page.old.line.setText(PASSPHRASE)
    driver.answer = False
    driver.click("keys_remove_1")
    assert len(keeper.users(desk.paths)) == 2
    driver.answer = True
    driver.click("keys_remove_1")
    assert "原田 ミツさんを、使う人からはずしますか。" in driver.asked[-1][0]
    assert len(keeper.users(desk.paths)) == 1
    assert "原田 ミツ" not in words(page)


def test_a_key_is_entrusted_only_with_a_word_and_helps_once(city: City, drive: Opener) -> None:
    desk = city.open(city.district)
    driver = drive(desk)
    page = opened(driver, city, "settings_keys")
    assert "あずけていません" in words(page)
    page.old.line.setText(PASSPHRASE)
    driver.answer = False
    driver.click("keys_escrow_give")
    assert "見くらべる番号は" in driver.asked[-1][1]
    assert escrow.state(desk).on == ""
    driver.answer = True
    driver.click("keys_escrow_give")
    assert "鍵をあずけています" in words(page)
    assert not driver.seen("keys_escrow_give")
    copy = backups.back_up(desk).path
    council = drive(city.open(city.council))
    there = opened(council, city, "settings_entrusted")
    there.ask_folder = lambda _parent: copy
    council.click("entrusted_primary")
    assert "あずけた鍵です" in words(there)
    key = "-".join(there.key.groups)
    assert faults(there) == []
    page.old.line.setText(PASSPHRASE)
    driver.click("keys_escrow_take_back")
    assert "あずけていません" in words(page)
    with pytest.raises(LockedError):
        keeper.unlock_with_paper(desk.paths, key)


def test_new_keys_by_one_button(city: City, drive: Opener) -> None:
    desk = city.open(city.district)
    driver = drive(desk)
    before = keeper.unlock(desk.paths, PASSPHRASE).data_key
    page = opened(driver, city, "settings_keys")
    page.old.line.setText("chigau-kotoba")
    driver.click("keys_rotate")
    assert keeper.unlock(desk.paths, PASSPHRASE).data_key == before
    assert page.message.isVisible()
    page.old.line.setText(PASSPHRASE)
    driver.click("keys_rotate")
    assert keeper.unlock(desk.paths, PASSPHRASE).data_key != before
    assert not page.message.isVisible()
    assert [p.name for p in people.find_people(desk, "髙橋")] == ["髙橋 昭一郎"]


def lose_a_laptop(city: City) -> Desk:
    """The council knows both laptops of district 07; the second is lost and writes on."""
    city.send_first()
    first = city.open(city.district)
    invited = inviting.invite_sibling(first, city.folder / "i").result
    first.close()
    clock = first.clock
    second = setup.begin_invited(
        app_paths(city.folder / "second"), invited.path.read_bytes(), PASSPHRASE, clock, kdf=PRACTICE
    ).desk
    first = city.open(city.district)
    heard = bundles.export(second, Route.TO_SIBLING, city.folder / "x").result.path
    receiving.import_files(first, [heard])
    told = bundles.export(first, Route.TO_COUNCIL, city.folder / "x").result.path
    first.close()
    council = city.open(city.council)
    sent = bundles.export(second, Route.TO_COUNCIL, city.folder / "y").result.path
    receiving.import_files(council, [told, sent])
    council.close()
    return second


def test_a_lost_laptop_and_what_it_wrote_later(city: City, drive: Opener) -> None:
    lost = lose_a_laptop(city)
    person = people.save_person(lost, None, {"name": "山田 花子", "kana": "やまだ はなこ"}).result
    watching.record_visits(lost, [watching.VisitDraft(person, "2026-06-02", "visit")])
    later = bundles.export(lost, Route.TO_COUNCIL, city.folder / "z").result.path
    desk = city.open(city.council)
    driver = drive(desk)
    page = opened(driver, city, "settings_keys", "keys_laptops")
    assert "みどりが丘地区社協　B" in words(page)
    at = [p.device for p in revoking.laptops(desk) if not p.revoked_on].index(lost.me.device)
    driver.click(f"laptops_revoke_{at}")
    assert "元にはもどせません" in driver.asked[-1][1]
    assert "使わないことにしたパソコン" in words(page)
    driver.tasks.run(lambda: receiving.import_files(desk, [later]))
    driver.settle()
    page.refresh(None)
    driver.settle()
    (item,) = quarantine.items(desk)
    assert "見守りのきろく 1件" in words(page)
    driver.click(f"laptops_keep_{item.n}")
    assert "受け入れないことにしました" in words(page)
    driver.click(f"laptops_release_{item.n}")
    assert quarantine.items(desk)[0].decided == "released"
    assert "受け入れました" in words(page)
    lost.close()


def test_a_district_is_told_whom_to_tell(city: City, drive: Opener) -> None:
    driver = drive(city.open(city.district))
    page = opened(driver, city, "settings_keys", "keys_laptops")
    assert "すぐに市社協へ知らせます" in words(page)
    assert not driver.seen("laptops_revoke_0")


def test_the_council_adds_a_sign(city: City, drive: Opener) -> None:
    desk = city.open(city.council)
    driver = drive(desk)
    page = opened(driver, city, "settings_codes")
    driver.click("codes_primary")
    assert driver.seen("codes_words_error")
    page.words.line.setText("除雪がされていない")
    driver.click("codes_primary")
    assert [s.label for s in codes.signs(desk) if s.group == "home"][-1] == "除雪がされていない"
    assert "除雪がされていない" in words(page)


@pytest.mark.parametrize(("size", "council"), [(20, False), (28, True)])
def test_the_pages_keep_the_rules(qapp, city: City, drive: Opener, size: int, council: bool) -> None:
    lost = lose_a_laptop(city)
    lost.close()
    install(qapp, size)
    driver = drive(city.open(city.council if council else city.district))
    ways = [
        ("settings_keys",),
        ("settings_keys", "keys_laptops"),
        *([("settings_codes",), ("settings_commissioner_words",)] if council else []),
    ]
    for way in ways:
        page = opened(driver, city, *way)
        assert faults(page) == []
        assert driver.window.width() == 1366
        for _ in range(len(way) + 1):
            driver.page().leave()
            driver.settle()


def test_the_council_writes_the_words_of_the_monthly_form(city: City, drive: Opener) -> None:
    desk = city.open(city.council)
    driver = drive(desk)
    page = opened(driver, city, "settings_commissioner_words")
    page.fields["content/housing"].set_value("住まい")
    driver.click("commissioner_words_primary")
    shown = {e.code: e.label for e in codes.entries(desk, codes.COMMISSIONER)}
    assert (shown["content/housing"], shown["content/work"]) == ("住まい", "仕事")
