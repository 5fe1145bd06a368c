"""たしかめること in the window: from the line on きょう to the click that settles it, and back by 元にもどす."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk import deciding
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.inbox import finding, inbox, settling
from sasaeai_desktop.services.inbox.item import TAKE, Item
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.pages.inbox import page
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.vault import PRACTICE
from ui.pages.usb_desk import PASSPHRASE, City, Driver, build_city
from ui.rules import faults

Opener = Callable[[Desk], Driver]


def disagree(city: City) -> None:
    """Let a second laptop write another phone number and the same visit again; a wrong clock put a visit ahead here."""
    one = city.open(city.district)
    person = people.find_people(one, "")[0].id
    invited = inviting.invite_sibling(one, city.folder).result
    other = setup.begin_invited(
        app_paths(city.folder / "other"),
        invited.path.read_bytes(),
        PASSPHRASE,
        clock_at("2026-07-01"),
        person="三上 和子",
        kdf=PRACTICE,
    ).desk
    carry(city, other, one)
    carry(city, one, other)
    for desk, phone in ((one, "0166-11-1111"), (other, "0166-22-2222")):
        people.save_person(desk, person, {"name": "髙橋 昭一郎", "phone": phone})
        watching.record_visit(desk, VisitDraft(person, "2026-06-05", "visit", memo=phone))
    ahead = replace(one, clock=clock_at("2026-07-01"))
    watching.record_visit(ahead, VisitDraft(person, "2026-06-30", "phone"))
    carry(city, other, one)
    newcomer = next(i for i in inbox.items(one) if i.oddity is finding.Oddity.LAPTOP)
    settling.resolve(one, newcomer.key, settling.Answer(TAKE, 1))  # the second laptop is known here
    for desk in (one, other):
        desk.close()


def carry(city: City, source: Desk, target: Desk) -> None:
    path = bundles.export(source, Route.TO_SIBLING, city.folder / "passing").result.path
    assert receiving.import_files(target, [path]).result[0].state != "refused"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> City:
    made = build_city(tmp_path_factory.mktemp("apart"))
    disagree(made)
    return made


@pytest.fixture
def laptop(apart: City, tmp_path: Path, drive: Opener) -> Driver:
    city = apart.copied(tmp_path / "city")
    return drive(city.open(city.district))


def test_a_line_on_today_opens_the_list_and_one_click_settles_an_item(laptop: Driver) -> None:
    assert "3件" in laptop.find("today_inbox").accessibleName()
    laptop.click("today_inbox")
    assert laptop.text("inbox_subheading") == "3件"
    assert laptop.text("inbox_0_about") == "髙橋 昭一郎さん"
    assert "電話が 2つあります" in laptop.text("inbox_0_title")
    sides = {laptop.text(f"inbox_0_side_{n}"): laptop.text(f"inbox_0_source_{n}") for n in (1, 2)}
    assert sides == {
        "0166-11-1111": "佐々木 恵子　このパソコン　6月11日",
        "0166-22-2222": "三上 和子　パソコンB　7月1日",
    }
    wanted = next(n for n in (1, 2) if laptop.text(f"inbox_0_side_{n}") == "0166-22-2222")
    laptop.click(f"inbox_0_take_{wanted}")
    assert laptop.text("inbox_subheading") == "2件"
    person = people.find_people(laptop.desk, "")[0].id
    assert person_page.person_view(laptop.desk, person).person.phone == "0166-22-2222"
    laptop.window.undo_requested.emit()
    laptop.settle()
    assert laptop.text("inbox_subheading") == "3件"


def test_two_that_look_alike_may_stay_and_a_wrong_day_is_told_beside_its_field(laptop: Driver) -> None:
    laptop.click("today_inbox")
    assert "6月5日の訪問" in laptop.text("inbox_1_about")
    laptop.click("inbox_1_both")
    assert len(watching.visits_of_month(laptop.desk, "2026-06")) == 4
    line = laptop.find("inbox_1_value", QLineEdit)
    laptop.click("inbox_1_type")
    assert "入れてください" in laptop.text("inbox_1_value_error")
    line.setText("R8.6.31")
    laptop.click("inbox_1_type")
    assert laptop.text("inbox_1_value_error")
    assert line.text() == "R8.6.31"
    line.setText("Ｒ８．６．１０")
    laptop.click("inbox_1_type")
    assert laptop.text("inbox_subheading") == "1件"
    assert finding.count(laptop.desk) == 1


def test_more_items_come_below_those_that_are_there_and_none_twice(
    laptop: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "AT_ONCE", 1)
    laptop.click("today_inbox")
    first = laptop.text("inbox_0_title")
    assert laptop.text("inbox_more") == "あと2件を見る"
    for _ in range(2):  # before the worker has answered
        laptop.find("inbox_more", QAbstractButton).click()
    laptop.settle()
    assert laptop.text("inbox_0_title") == first
    assert laptop.seen("inbox_1_title")
    assert laptop.text("inbox_more") == "あと1件を見る"
    laptop.click("inbox_more")
    assert laptop.seen("inbox_2_title")
    assert not laptop.seen("inbox_more")


def test_the_count_on_the_usb_page_is_the_lists_length_and_nothing_left_is_said(laptop: Driver) -> None:
    laptop.window.open_page("usb")
    laptop.settle()
    assert laptop.text("usb_inbox") == "たしかめること 3件"
    laptop.click("usb_inbox")
    for item in inbox.items(laptop.desk):
        done = settling.resolve(laptop.desk, item.key, _any_way(item))
        laptop.window.current_page().context.changed(done.changes)
    laptop.settle()
    assert laptop.seen("inbox_empty")
    laptop.page().leave()
    laptop.settle()
    assert laptop.text("usb_inbox") == "たしかめること"


def _any_way(asked: Item) -> settling.Answer:
    if any(side.verb for side in asked.sides):
        return settling.Answer(TAKE, 1)
    return settling.Answer(deciding.WAIT)


@pytest.mark.parametrize("size", [20, 24, 28])
def test_the_page_keeps_the_rules(qapp, laptop: Driver, size: int) -> None:
    install(qapp, size)
    laptop.click("today_inbox")
    assert faults(laptop.page()) == []
    assert laptop.window.width() == 1366
