"""転入の申し送り in both windows: the council offers somebody who moved, the other district puts them on its list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.cards import answering, offering
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.vault import PRACTICE
from ui.pages.usb_desk import PASSPHRASE, TODAY, City, Driver, build_city
from ui.rule_walk import ALL, RuleWalk
from ui.rules import faults

Opener = Callable[[Desk], Driver]


@dataclass
class Move:
    """The council with a card of 髙橋 昭一郎, and 川端 where they moved; 北 reports on paper."""

    city: City
    council: Desk
    second: Desk

    def carry(self) -> None:
        """Bring the council's stick to 川端."""
        path = bundles.export(self.council, Route.TO_DISTRICT, self.city.stick, "31").result.path
        assert receiving.import_files(self.second, [path]).result[0].state == "applied"


@pytest.fixture
def move(tmp_path: Path) -> Iterator[Move]:
    city = build_city(tmp_path / "city")
    city.send_first()
    council = city.open(city.council)
    invited = inviting.invite_district(council, "31", "川端地区社協", city.folder).result
    second = setup.begin_invited(
        app_paths(city.folder / "second"),
        invited.path.read_bytes(),
        PASSPHRASE,
        clock_at(TODAY),
        kdf=PRACTICE,
    ).desk
    with acting(council, "a district on paper") as session:
        session.record(
            District, inviting.district_id("40"), {"code": "40", "name": "北地区社協", "paper": True}
        )
    first = bundles.export(second, Route.TO_COUNCIL, city.stick).result.path
    assert receiving.import_files(council, [first]).result[0].state == "applied"
    made = Move(city, council, second)
    yield made
    council.close()
    second.close()


def choose(window: Driver, code: str) -> None:
    to = window.find("offer_to_field", PickField)
    to.set_value(code)
    to.changed.emit()
    window.settle()


def test_the_council_offers_to_a_district_and_may_take_it_back(move: Move, drive: Opener) -> None:
    window = drive(move.council)
    window.window.open_page("cards")
    window.settle().click("card_offer")
    choose(window, "40")
    assert "紙で" in window.text("offer_how")
    assert window.text("card_offer_page_primary") == "カードを印刷する"
    choose(window, "31")
    assert "髙橋 昭一郎" in window.words("offer_told")
    assert faults(window.page()) == []
    window.click("offer_answer_answer").click("card_offer_page_primary")
    window.click("council_which_all")
    assert window.text("card_offered") == "川端地区社協へ 申し送りました　令和8年6月11日"
    assert answering.council_cards(move.council)[0].card.answer == offering.ANSWER
    window.click("card_offer_back")
    assert not window.seen("card_offered")
    assert window.seen("card_offer")


def test_the_district_puts_them_on_its_list_or_finds_them_there(move: Move, drive: Opener) -> None:
    (card,) = answering.council_cards(move.council)
    offering.offer(move.council, card.card.id, "31")
    here = people.save_person(
        move.second, None, {"name": "髙橋 昭一郎", "kana": "たかはし しょういちろう"}
    ).result
    move.carry()
    window = drive(move.second)
    window.click("today_inbox")
    assert window.text("inbox_0_about").startswith("髙橋 昭一郎")
    assert window.find("inbox_0_type").text() == "受けない"  # type: ignore[attr-defined]  # a button
    window.click("inbox_0_take_1")
    assert "みどりが丘地区社協から 転入の申し送り" in window.words("arrival_told")
    assert faults(window.page()) == []
    window.click("arrival_form_primary")
    assert "もう名簿にいる方かもしれません" in window.text("person_known_words")
    window.click("arrival_same")
    assert window.seen("inbox_empty")
    with move.second.database.read() as session:
        (person,) = select(session, Person)
    assert person.id == here
    assert "玄関で ころんだ。" in person.note
    window.window.undo_requested.emit()
    window.settle()
    assert window.seen("inbox_0")


@pytest.mark.full_rules
def test_both_pages_keep_the_rules_in_every_size_and_theme(
    qapp, move: Move, drive: Opener, tmp_path: Path
) -> None:
    """The walk over the practice data does not reach them: it has one district and no offer."""
    walk = RuleWalk(qapp, tmp_path, ALL)
    window = drive(move.council)
    window.window.open_page("cards")
    window.settle().click("card_offer")
    walk.judge(window.window, "card_offer_page")
    window.click("card_offer_page_back")
    (card,) = answering.council_cards(move.council)
    offering.offer(move.council, card.card.id, "31")
    move.carry()
    window = drive(move.second)
    window.click("today_inbox")
    walk.judge(window.window, "inbox with an offer")
    window.click("inbox_0_take_1")
    walk.judge(window.window, "arrival_form")
    assert walk.found == []
