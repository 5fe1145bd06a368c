"""きょう: who is on the list, and one click from there to the work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.today import worklist as listing
from sasaeai_desktop.services.today.worklist import worklist
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.ui.pages.today.rows import CallList, CallRow
from sasaeai_desktop.ui.theme.install import install
from ui.pages.watch_desk import Driver, Round, copied, driven, empty_desk, small_round
from ui.rules import faults


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Round:
    made = small_round(tmp_path_factory.mktemp("round"))
    made.desk.close()
    return made


@pytest.fixture
def here(built: Round, tmp_path: Path) -> Round:
    return copied(built, tmp_path / "desk")


@pytest.fixture
def desk(here: Round, show) -> Iterator[Driver]:
    yield from driven(here.desk, show)


@pytest.fixture
def first_day(tmp_path: Path, show) -> Iterator[Driver]:
    yield from driven(empty_desk(tmp_path), show)


def _words(driver: Driver) -> str:
    return "\n".join(
        label.text() for label in driver.find("today_people").findChildren(QLabel) if label.isVisible()
    )


def test_overdue_and_never_visited_people_are_listed_and_counted(desk: Driver, here: Round) -> None:
    assert desk.text("today_heading") == "6月11日"
    assert desk.text("today_weekday") == "木曜日"
    words = _words(desk)
    assert "髙橋 昭一郎" in words
    assert "16日 会えていません" in words
    assert "いつもは 4日に1回" in words
    assert "中村 清" in words
    assert "まだ訪ねていません" in words
    assert "田中 スミ" not in words
    assert desk.text("today_count") == f"{len(worklist(here.desk).people)}人" == "2人"
    assert desk.text("today_others") == "ほかの1人は、いつものとおりです。"


def test_a_recorded_visit_takes_the_person_off_the_list_and_undo_puts_them_back(
    desk: Driver, here: Round
) -> None:
    desk.click("today_0_record")
    assert "髙橋 昭一郎" in desk.text("record_heading")
    desk.click("record_mark_1").click("record_primary")
    assert desk.page().objectName() == "today"
    assert "髙橋 昭一郎" not in _words(desk)
    assert desk.text("status_what") == "髙橋 昭一郎さんの訪問をきろくしました"
    watching.delete_visit(here.desk, watching.timeline(here.desk, here.takahashi)[0].id)
    desk.page().refresh(None)
    desk.settle()
    assert "髙橋 昭一郎" in _words(desk)


def test_the_rows_at_the_right_open_their_pages(desk: Driver) -> None:
    desk.click("today_cards").click("today_usb").click("today_salon")
    assert desk.opened == [("cards", None), ("usb", None), ("salon", None)]
    desk.click("today_primary")
    assert desk.page().objectName() == "watch"
    assert desk.find("watch_find").hasFocus()


def test_a_backup_is_two_clicks_away(desk: Driver, here: Round) -> None:
    desk.click("today_backup").click("backup_primary")
    assert "令和8年6月11日" in desk.text("backup_0")
    desk.window.open_page("today")
    desk.page().leave()
    desk.settle()
    assert worklist(here.desk).backup_fresh


def test_the_first_day_says_what_to_do_first(first_day: Driver, qtbot) -> None:
    assert not first_day.seen("today_people")
    first_day.click("today_import")
    assert first_day.opened == [("people", "import")]
    first_day.click("today_empty_start")
    qtbot.keyClicks(first_day.find("person_name"), "A")
    qtbot.keyClick(first_day.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    first_day.settle()
    assert first_day.page().objectName() == "today"
    assert first_day.seen("today_people")


@pytest.mark.parametrize("size", [20, 28])
def test_the_page_keeps_the_rules(qapp, desk: Driver, size: int) -> None:
    install(qapp, size)
    desk.settle()
    assert desk.window.width() == 1366
    assert faults(desk.page()) == []


def work_items(first: int, count: int) -> tuple[listing.WorkItem, ...]:
    return tuple(
        listing.WorkItem(
            Id(bytes([n]) * 16),
            "山田 花子",
            "緑が丘町",
            81,
            listing.OVERDUE,
            "16日 会えていません",
            "いつもは 4日に1回",
            ("met",) * 28,
            9,
        )
        for n in range(first, first + count)
    )


def test_a_long_list_comes_some_at_a_time(show, qtbot) -> None:
    listed = CallList()
    show(listed)
    listed.show_items(work_items(0, 50), 3)

    def rows() -> int:
        return len(listed.findChildren(CallRow))

    more = listed.findChild(QAbstractButton, "today_more")
    for shown, words in ((12, "つぎの24人を見る（あと38人）"), (36, "あと14人を見る"), (50, "")):
        qtbot.waitUntil(lambda n=shown: rows() == n)
        assert more.isVisible() == bool(words)
        assert not words or more.text() == words
        more.click()
    row = listed.findChild(CallRow, "today_49")
    assert row.height() >= row.layout().totalHeightForWidth(row.width())


def test_rows_of_people_of_whom_nothing_changed_stay(show, qtbot) -> None:
    listed = CallList()
    show(listed)
    listed.show_items(work_items(0, 5), 3)
    qtbot.waitUntil(lambda: listed.findChild(CallRow, "today_4") is not None)
    third = listed.findChild(CallRow, "today_2")
    third.findChild(QAbstractButton, "today_2_record").setFocus()
    listed.show_items(work_items(1, 6), 3)  # the first was visited, two came
    qtbot.waitUntil(lambda: listed.findChild(CallRow, "today_5") is not None)
    assert listed.findChild(CallRow, "today_1") is third
    assert third.findChild(QAbstractButton, "today_1_record").hasFocus()
    rows = sorted(listed.findChildren(CallRow), key=lambda row: row.y())
    assert [row.objectName() for row in rows] == [f"today_{at}" for at in range(6)]
