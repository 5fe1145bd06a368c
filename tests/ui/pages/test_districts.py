"""地区: what came in, what is missing, a paper typed in, a district invited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QScrollArea

from sasaeai_desktop.services.cards import answering
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.desk.drafts import kept
from sasaeai_desktop.services.money import rules
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.usb import closing
from sasaeai_desktop.ui.pages import continuing
from sasaeai_desktop.ui.pages.districts.statement import StatementPage
from sasaeai_desktop.ui.pages.money.rules_page import RulesPage
from sasaeai_desktop.ui.pages.usb.drives import Stick
from sasaeai_desktop.ui.theme.install import install
from ui.pages.usb_desk import City, Driver
from ui.rules import faults

Opener = Callable[[Desk], Driver]


def _row(driver: Driver, code: str) -> str:
    return driver.find(f"district_{code}").accessibleName()


def test_missing_and_received_are_told_apart(city: City, drive: Opener) -> None:
    before = drive(city.open(city.council))
    # The row says its months too, and a district whose first USB is awaited stands under きょうすること.
    assert _row(before, "07") == (
        "07 みどりが丘地区社協、見守り 未提出、サロン 未提出、最後のUSB まだ、まだ "
        "4月・5月・6月・7月・8月・9月・10月・11月・12月・1月・2月・3月"
    )
    assert "みどりが丘地区社協" in before.find("districts_silent").accessibleName()
    before.close()
    city.send_first()
    council = drive(city.open(city.council))
    page: Any = council.page()
    assert "まだ届いていません" in page.subheading.text()
    assert "見守り まだ、サロン まだ" in _row(
        council, "07"
    )  # 0回 says nothing of a year of which nothing came
    page.turn(1)  # the visits lie in the year that began in April
    council.settle()
    assert "見守り 2回、サロン 0回、最後のUSB 6月11日、届いた 5月・6月、きろくなし 4月" in _row(council, "07")
    assert page.subheading.text() == "5月分は 1地区のうち 1地区から届きました"
    assert "返事を待つカード　1枚" in council.find("districts_cards").accessibleName()
    council.click("districts_cards")
    assert council.page().objectName() == "cards"


def test_a_closed_month_says_so(city: City, drive: Opener) -> None:
    desk = city.open(city.district)
    closing.close_month(desk, "2026-05")
    desk.close()
    city.send_first()
    council = drive(city.open(city.council))
    council.page().turn(1)  # type: ignore[attr-defined]
    council.settle()
    assert "月締め 5月、届いた 6月、きろくなし 4月" in _row(council, "07")
    council.click("district_07")
    assert "月締め：5月" in council.text("district_months")


def test_a_reply_is_written_with_the_card_beside_it(city: City, drive: Opener) -> None:
    city.send_first()
    council = drive(city.open(city.council))
    council.click("districts_cards").click("cards_primary")
    assert "玄関で ころんだ。" in council.words("answer_card")
    council.click("response_supported").click("answer_template_2").click("answer_template_1")
    council.click("answer_template_1")  # a second press adds nothing
    written = council.page().answer.value()  # type: ignore[attr-defined]
    assert written.count("介護の相談につながりました。") == 1
    assert len(written.splitlines()) == 2
    council.click("answer_primary")
    (card,) = answering.council_cards(council.desk)
    assert (card.card.response, card.card.answer) == ("supported", written)


def test_a_list_of_districts_is_invited_at_once(city: City, drive: Opener) -> None:
    council = drive(city.open(city.council))
    council.click("districts_invite_many")
    page: Any = council.page()
    assert page.districts.value() == "07 みどりが丘地区社協"  # those whose first USB is awaited
    page.find_sticks = lambda: [Stick(city.stick, "KINGSTON", 1)]
    page.districts.set_value("１２　新旭川\n13,若葉\nさくら")
    council.click("district_invite_many_primary")
    assert "3行目「さくら」" in council.words("invite_many_field")
    assert list(city.stick.iterdir()) == []
    page.districts.set_value("１２　新旭川\n13,若葉\n")
    council.click("district_invite_many_primary")
    assert sorted(p.name for p in city.stick.iterdir()) == [
        "sasaeai-12.sasaeai-invite", "sasaeai-13.sasaeai-invite",
    ]  # fmt: skip
    assert "2地区の招待ファイル" in council.text("district_invite_many_result_heading")
    page.leave()
    council.settle()
    assert council.seen("district_13")


def test_a_paper_is_typed_in_corrected_and_undone(city: City, drive: Opener) -> None:
    council = drive(city.open(city.council))
    council.click("districts_paper")
    page = council.page()
    assert isinstance(page, StatementPage)
    council.click("statement_primary")
    assert "「地区」をえらんでください。" in council.words("statement_district_field")
    page.district.set_value("+")
    page.district.changed.emit()
    page.code.set_value("３１")
    page.name.set_value("桜台")
    page.figures["watch.acts"].set_value("千")
    council.click("statement_primary")
    assert "数ではありません" in council.words("statement_watch_acts_field")
    assert page.name.value() == "桜台"
    page.figures["watch.acts"].set_value("１,２００")
    council.click("statement_primary")
    assert "見守り 紙　1,200回" in _row(council, "31")
    assert reports.annual(council.desk, page.year).watch.acts == 1200
    council.click("status_undo")
    assert not council.seen("district_31")


def test_a_half_typed_paper_waits_with_its_year(city: City, drive: Opener) -> None:
    council = drive(city.open(city.council))
    council.page().turn(-1)  # type: ignore[attr-defined]
    council.settle()
    council.click("districts_paper")
    page = council.page()
    assert isinstance(page, StatementPage)
    page.district.set_raw("+")
    page.district.changed.emit()
    page.name.set_raw("桜台")
    page.figures["watch.acts"].set_raw("１,２")
    page.figures["watch.acts"].changed.emit()
    page.leave()
    council.settle()
    (draft,) = kept(council.desk)
    way = continuing.way_of(draft)
    assert way is not None
    again = continuing.build(page.context, draft, way, continuing.load(council.desk, draft, way), page)
    council.settle()
    assert isinstance(again, StatementPage)
    assert (again.year, again.name.value(), again.figures["watch.acts"].raw()) == (page.year, "桜台", "１,２")
    assert not again.name.isHidden()


def test_an_invited_district_shows_its_number_to_compare(city: City, drive: Opener) -> None:
    council = drive(city.open(city.council))
    council.click("districts_invite")
    council.click("district_invite_page_primary")
    assert "「地区の番号」を入れてください。" in council.words("invite_code_field")
    page = council.page()
    page.show_subject(("１２", "若葉"))
    page.find_sticks = lambda: [Stick(city.stick, "KINGSTON", 1)]  # type: ignore[attr-defined]
    council.click("district_invite_page_primary")
    assert [p.name for p in city.stick.iterdir()] == ["sasaeai-12.sasaeai-invite"]
    assert len(council.text("district_invite_page_result_number").split("　")) == 6
    council.settle()
    assert council.text("district_invite_page_result_heading").startswith(
        f"「{city.stick.name}」の「sasaeai-12"
    )
    result = council.find("district_invite_page_result")
    area = council.find("district_invite_page_scroll", QScrollArea)
    assert result.mapTo(area.viewport(), result.rect().bottomLeft()).y() < area.viewport().height()
    sentence = council.find("district_invite_page_result_sentence")
    assert sentence.height() >= sentence.heightForWidth(sentence.width())


def test_searching_opens_the_district(city: City, drive: Opener) -> None:
    council = drive(city.open(city.council))
    council.window.find_words("みどりが丘")
    council.settle()
    assert council.text("district_heading") == "みどりが丘地区社協"
    council.page().leave()
    council.window.find_words("どこにもない")
    council.settle()
    assert "どこにもない" in council.text("status_when")


@pytest.mark.parametrize("size", [20, 28])
def test_the_pages_keep_the_rules(qapp, city: City, drive: Opener, size: int) -> None:
    install(qapp, size)
    council = drive(city.open(city.council))
    assert faults(council.page()) == []
    for name in ("districts_paper", "districts_invite", "districts_invite_many", "district_07"):
        council.click(name)
        assert faults(council.page()) == []
        assert council.window.width() == 1366
        council.page().leave()


def test_rules_of_grants_begin_empty_and_then_say_what_each_district_gets(city: City, drive: Opener) -> None:
    council = drive(city.open(city.council))
    page = RulesPage(council.page().context)
    council.page().push(page)
    council.settle()
    assert council.seen("grant_rules_empty")
    assert not council.seen("grant_rules_list")
    assert faults(page) == []
    year = int(page.year.value())
    done = rules.save_rule(
        council.desk,
        None,
        {"year": year, "programme": "salon", "name": "1回いくら", "unit": "session", "rate": 500},
    )
    page.context.changed(done.changes)
    council.settle()
    assert not council.seen("grant_rules_empty")
    assert council.seen("grant_rules_list")
    assert page.list.model().rowCount() == 1
    assert faults(page) == []
