"""地区: what came in, what is missing, a paper typed in, a district invited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.desk.drafts import kept
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.ui.pages import continuing
from sasaeai_desktop.ui.pages.districts.statement import StatementPage
from sasaeai_desktop.ui.pages.usb.drives import Stick
from sasaeai_desktop.ui.theme.install import install
from ui.pages.usb_desk import City, Driver
from ui.rules import faults

Opener = Callable[[Desk], Driver]


def _row(driver: Driver, code: str) -> str:
    return driver.find(f"district_{code}").accessibleName()


def test_missing_and_received_are_told_apart(city: City, drive: Opener) -> None:
    before = drive(city.open(city.council))
    assert _row(before, "07") == "07 みどりが丘地区社協、見守り 未提出、サロン 未提出、最後のUSB まだ"
    assert "まだの地区：みどりが丘地区社協" in before.text("districts_missing")
    before.close()
    city.send_first()
    council = drive(city.open(city.council))
    council.page().turn(1)  # type: ignore[attr-defined]  # the visits lie in the year that began in April
    council.settle()
    assert "見守り 2回、サロン 0回、最後のUSB 6月11日" in _row(council, "07")
    assert council.text("districts_waiting") == "返事を待つカード　1枚"
    council.click("districts_card_1")
    assert council.page().objectName() == "cards"


def test_a_paper_is_typed_in_corrected_and_undone(city: City, drive: Opener) -> None:
    council = drive(city.open(city.council))
    council.click("districts_paper")
    page = council.page()
    assert isinstance(page, StatementPage)
    council.click("statement_primary")
    assert "「地区」を入れてください。" in council.words("statement_district_field")
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
    for name in ("districts_paper", "districts_invite", "district_07"):
        council.click(name)
        assert faults(council.page()) == []
        assert council.window.width() == 1366
        council.page().leave()
