"""見守り: finding, recording in three steps, correcting, the paper sheet, registering."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from sasaeai_desktop.domain.people import ConsentState
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.watch import registering, rounds, sheets, watching
from sasaeai_desktop.ui.pages.watch.sheet import SheetPage
from sasaeai_desktop.ui.pages.watch.sheet_choice import SheetChoice
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.widgets.row_list import RowList
from ui.keys import compose, write
from ui.pages.watch_desk import TODAY, Driver, Round, copied, driven, small_round
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
    for made in driven(here.desk, show):
        made.window.open_page("watch")
        yield made.settle()


def _names(desk: Driver) -> list[str]:
    rows = desk.find("watch_list", RowList).rows
    return [str(rows.data(rows.index(at))) for at in range(rows.rowCount())]


def _person(desk: Driver, person: object) -> Driver:
    desk.window.open_page("watch", person)
    return desk.settle()


def _visits(here: Round, person: object = None) -> list[Visit]:
    return watching.timeline(here.desk, person or here.takahashi)  # type: ignore[arg-type]  # ids of the fixture


# Finding


def test_typing_filters_while_the_input_method_is_still_open(desk: Driver) -> None:
    assert _names(desk) == ["髙橋 昭一郎", "竹内 武", "田中 スミ", "中村 清"]
    compose(desk.find("watch_find"), "たなか")
    desk.settle()
    assert _names(desk) == ["田中 スミ"]
    compose(desk.find("watch_find"), "")
    write(desk.find("watch_find"), "川端")
    desk.settle()
    assert _names(desk) == ["中村 清"]
    desk.click("watch_everyone")
    assert len(_names(desk)) == 4


def test_kana_buttons_and_arrow_keys_walk_to_a_person(desk: Driver, qtbot) -> None:
    desk.click("watch_kana_た")
    assert _names(desk) == ["髙橋 昭一郎", "竹内 武", "田中 スミ"]
    qtbot.keyClick(desk.find("watch_find"), Qt.Key.Key_Down)
    qtbot.keyClick(desk.find("watch_list"), Qt.Key.Key_Down)
    qtbot.keyClick(desk.find("watch_list"), Qt.Key.Key_Return)
    desk.settle()
    assert desk.text("watch_heading") == "竹内 武"
    assert desk.text("watch_state") == "入院中"


def test_somebody_not_watched_is_found_by_name_only(desk: Driver, here: Round) -> None:
    done = people.save_person(here.desk, None, {"name": "小林 フミ", "kana": "こばやし ふみ"})
    desk.hub.announce(done.changes)
    desk.settle()
    assert "小林 フミ" not in _names(desk)
    write(desk.find("watch_find"), "こば")
    desk.settle()
    assert _names(desk) == ["小林 フミ"]
    _person(desk, done.result)
    assert desk.seen("watch_begin")


def test_words_from_the_header_find_and_open_the_first(desk: Driver) -> None:
    desk.page().find_words("ﾅｶﾑﾗ")  # type: ignore[attr-defined]  # the page is 見守り
    desk.settle()
    assert _names(desk) == ["中村 清"]
    assert desk.text("watch_heading") == "中村 清"


def test_the_person_shows_todays_state_before_the_records(desk: Driver, here: Round) -> None:
    _person(desk, here.takahashi)
    assert (
        desk.find("watch_timeline_0")
        .accessibleName()
        .startswith("きょう、16日 会えていません。いつもは 4日に1回。")
    )
    assert (
        desk.find("watch_timeline_1").accessibleName()
        == "5月26日、火、訪、会えた、変わりなし、庭の豆に水やり中。"
    )
    assert desk.text("watch_year_total") == "1回"


# Recording


def test_a_normal_visit_takes_three_clicks(desk: Driver, here: Round) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_primary").click("record_mark_1").click("record_primary")
    visit = _visits(here)[0]
    assert (visit.date, visit.method, visit.result, visit.condition) == (TODAY, "visit", "met", "same")
    assert visit.watchers == (here.watcher,)
    assert desk.find("watch_timeline_0").accessibleName().startswith("きょう、きょう 会えました")


def test_a_normal_call_takes_three_keys(desk: Driver, here: Round, qtbot) -> None:
    _person(desk, here.takahashi)
    qtbot.keyClick(desk.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_Return)
    desk.settle()
    assert (_visits(here)[0].method, _visits(here)[0].result) == ("phone", "met")


def test_zero_means_nobody_was_met_also_on_the_telephone(desk: Driver, here: Round, qtbot) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_primary")
    desk.key(Qt.Key.Key_0)
    desk.click("record_primary").click("watch_primary")
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_0)
    desk.click("record_primary")
    found = {(v.method, v.result) for v in _visits(here)[:2]}
    assert found == {("visit", "absent"), ("phone", "no_answer")}


def test_nothing_is_saved_without_a_mark_or_on_a_day_to_come(desk: Driver, here: Round) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_primary").click("record_primary")
    assert "えらんでください" in desk.text("record_mark_error")
    desk.click("record_mark_1")
    desk.click("record_date_other")
    day = desk.find("record_date_day", QLineEdit)
    day.clear()
    write(day, "１２")
    desk.click("record_primary")
    assert "きょうより先" in desk.text("record_date_error")
    assert day.text() == "１２"
    assert len(_visits(here)) == 1


def test_what_was_typed_waits_after_going_back(desk: Driver, here: Round, qtbot) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_primary").click("record_mark_3")
    write(desk.find("record_memo"), "洗濯物を取り込んでいた")
    qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.page().objectName() == "watch"
    desk.click("watch_primary")
    assert desk.seen("record_hint")
    desk.click("record_primary")
    assert (_visits(here)[0].method, _visits(here)[0].memo) == ("pattern", "洗濯物を取り込んでいた")
    desk.click("watch_primary")
    assert not desk.seen("record_hint")


def test_signs_come_with_a_concern(desk: Driver, here: Round) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_primary").click("record_mark_1")
    assert not desk.seen("record_signs_person_pale_thin")
    desk.click("record_condition_concern").click("record_signs_person_pale_thin").click("record_primary")
    assert (_visits(here)[0].condition, _visits(here)[0].signs) == ("concern", ("pale_thin",))


def test_a_record_is_corrected_and_taken_away(desk: Driver, here: Round) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_timeline_1").click("record_mark_2").click("record_primary")
    assert [(v.date, v.method, v.memo) for v in _visits(here)] == [
        ("2026-05-26", "phone", "庭の豆に水やり中。")
    ]
    desk.click("watch_timeline_1").click("record_delete")
    assert _visits(here) == []
    assert desk.find("watch_timeline_0").accessibleName().startswith("きょう、まだ訪ねていません")


def test_all_records_are_there_page_by_page(desk: Driver, here: Round) -> None:
    watching.record_visits(
        here.desk,
        [
            watching.VisitDraft(here.tanaka, f"2026-{m:02}-{d:02}", "visit")
            for m in (3, 4)
            for d in range(1, 21)
        ],
    )
    _person(desk, here.tanaka)
    desk.click("watch_history").click("history_more")
    assert desk.seen("history_timeline_41")
    assert not desk.seen("history_timeline_42")
    assert not desk.seen("history_more")


# The paper sheet


def _sheet(desk: Driver) -> SheetPage:
    desk.click("watch_sheets")
    choice = desk.page()
    assert isinstance(choice, SheetChoice)
    desk.click("sheets_primary")
    page = desk.page()
    assert isinstance(page, SheetPage)
    return page


def test_a_sheet_is_typed_with_one_key_per_planned_day(desk: Driver, here: Round) -> None:
    page = _sheet(desk)
    assert page.marks.view.month == "2026-05"
    one, two, none = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0
    for key in (one, one, two, none):  # 1, 5, 8 and 12 May are the first planned days
        desk.key(key)
    assert desk.text("sheet_count") == "入力 5回 ／ 残り 4日"
    QTest.keyClick(desk.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    found = [(v.date[8:], v.method, v.result) for v in reversed(_visits(here))]
    assert found == [
        ("01", "visit", "met"), ("05", "visit", "met"), ("08", "phone", "met"), ("12", "visit", "absent"),
        ("26", "visit", "met"),
    ]  # fmt: skip
    assert _visits(here)[0].memo == "庭の豆に水やり中。"  # what was there before is untouched


def test_marks_not_saved_wait_for_the_next_time(desk: Driver, here: Round) -> None:
    page = _sheet(desk)
    QTest.keyClick(page.grid, "3")
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    desk.settle()
    assert len(_visits(here)) == 1
    desk.click("sheets_primary")
    again = desk.page()
    assert isinstance(again, SheetPage)
    assert again.grid.mark_at(0, 1) == "姿"


def test_a_sheet_opens_by_its_number_in_full_width(desk: Driver, here: Round) -> None:
    made = sheets.make_sheet(here.desk, here.watcher, "2026-05").result
    desk.click("watch_sheets")
    write(desk.find("sheets_number"), "９９９９")
    desk.click("sheets_open_number")
    assert "5月分に、その番号の票は ありません" in desk.text("sheets_number_error")
    desk.find("sheets_number", QLineEdit).clear()
    write(
        desk.find("sheets_number"), made.number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    )
    desk.click("sheets_open_number")
    assert desk.page().objectName() == "sheet"


def test_no_mark_on_a_day_to_come(desk: Driver) -> None:
    desk.click("watch_sheets").click("sheets_month_after").click("sheets_primary")
    page = desk.page()
    assert isinstance(page, SheetPage)
    page.grid.set_cursor(0, 12)
    QTest.keyClick(page.grid, "1")
    assert page.grid.mark_at(0, 12) == ""
    assert "きょうより先" in desk.text("sheet_message_what")
    page.grid.set_cursor(0, 11)
    QTest.keyClick(page.grid, "1")
    assert page.grid.mark_at(0, 11) == "訪"


def test_a_month_goes_in_as_counts(desk: Driver, here: Round) -> None:
    _sheet(desk)
    desk.click("sheet_tally").click("tally_2_phone_plus").click("tally_2_phone_plus").click("tally_primary")
    found = watching.tallies_of_month(here.desk, "2026-05")
    assert [(t.person, t.method, t.count) for t in found] == [(here.takeuchi, "phone", 2)]


# Registering


def test_a_new_person_is_registered_with_watch_and_consent(desk: Driver, here: Round) -> None:
    write(desk.find("watch_find"), "いない人")
    desk.click("watch_new").click("person_form_primary")
    assert "氏名" in desk.text("person_name_error")
    write(desk.find("person_name"), "𠮷田 ヨシ江")
    write(desk.find("person_kana"), "よしだ よしえ")
    write(desk.find("person_birth_free"), "S15.3.2")
    write(desk.find("person_rhythm"), "週２回")
    desk.click("person_consent_state_given").click("person_consent_form_written").click("person_form_primary")
    assert desk.text("watch_heading") == "𠮷田 ヨシ江"
    assert desk.find("watch_find").text() == ""  # the list holds who was registered
    found = people.find_people(here.desk, "よしだ")[0]
    view = person_page.person_view(here.desk, found.id)
    assert (view.person.birth, view.age) == ("1940-03-02", 86)
    assert view.case is not None
    assert (view.case.start, view.case.every_days) == (TODAY, 4)
    assert view.consents["watch"] is ConsentState.GIVEN  # type: ignore[index]  # a purpose equals its code
    assert [c.label for c in desk.changes if c.label] == ["𠮷田 ヨシ江さんを登録しました"]
    undoing.undo_last(here.desk)
    assert people.find_people(here.desk, "よしだ") == []


def test_correcting_a_person_changes_only_what_was_changed(desk: Driver, here: Round) -> None:
    before = person_page.person_view(here.desk, here.takahashi)
    _person(desk, here.takahashi)
    desk.click("watch_edit")
    write(desk.find("person_phone"), "0166-12-3456")
    desk.click("person_form_primary")
    after = person_page.person_view(here.desk, here.takahashi)
    assert after.person.phone == "0166-12-3456"
    assert (after.case, after.watchers, after.consent_records) == (
        before.case,
        before.watchers,
        before.consent_records,
    )
    assert len([c for c in desk.changes if c.label]) == 1


def test_a_refused_part_writes_nothing_of_the_form(desk: Driver, here: Round) -> None:
    person = people.save_person(here.desk, None, {"name": "小林 フミ", "kana": "こばやし ふみ"}).result
    _person(desk, person)
    desk.click("watch_begin").click("person_begin_yes")
    write(desk.find("person_phone"), "0166-12-3456")
    registering.start_watch(here.desk, person, "2026-06-01")  # at the other window, meanwhile
    desk.click("person_form_primary")
    assert desk.page().objectName() == "person_form"
    assert desk.seen("person_form_message")
    assert person_page.person_view(here.desk, person).person.phone == ""
    assert [c.label for c in desk.changes if c.label] == []


def test_the_state_changes_and_an_end_needs_its_reason(desk: Driver, here: Round) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_state").click("state_state_hospital").click("state_primary")
    assert desk.text("watch_state") == "入院中"
    desk.click("watch_state").click("state_state_ended").click("state_primary")
    assert "終了の理由" in desk.text("state_reason_error")
    desk.click("state_reason_facility").click("state_primary")
    assert desk.text("watch_state") == "終了"
    assert "髙橋 昭一郎" not in _names(desk)
    case = person_page.person_view(here.desk, here.takahashi).case
    assert case is not None
    assert (case.end, case.end_reason) == (TODAY, "facility")


def test_a_contact_needs_a_name_or_a_number(desk: Driver, here: Round) -> None:
    _person(desk, here.takahashi)
    desk.click("watch_contacts").click("contacts_primary").click("contact_form_primary")
    assert "どちらか" in desk.text("contact_form_message_todo")
    write(desk.find("contact_phone"), "090-1111-2222")
    desk.click("contact_form_primary")
    assert person_page.person_view(here.desk, here.takahashi).contacts[0].phone == "090-1111-2222"
    desk.click("contact_0_remove")
    assert desk.seen("contacts_empty")


# Rules


WAYS = (
    (),
    ("watch_primary", "record_mark_1", "record_condition_concern", "record_more"),
    ("watch_history",),
    ("watch_contacts", "contacts_primary"),
    ("watch_state", "state_state_ended"),
    ("watch_new", "person_consent_state_given"),
    ("watch_sheets",),
    ("watch_sheets", "sheets_primary"),
    ("watch_sheets", "sheets_primary", "sheet_tally"),
)


@pytest.mark.parametrize("size", [20, 28])
def test_pages_keep_the_rules(qapp, desk: Driver, here: Round, size: int) -> None:
    install(qapp, size)
    found: list[str] = []
    for way in WAYS:
        _person(desk, here.takahashi)
        for name in way:
            desk.click(name)
        found += [f"{way}: {fault}" for fault in faults(desk.page())]
        assert desk.window.width() == 1366, way  # nothing is too wide
    assert found == []


def test_the_round_is_moved_by_buttons_and_keys_and_kept(desk: Driver, here: Round) -> None:
    desk.window.open_page("watch")
    desk.click("watch_sheets").click("sheets_round")
    page: Any = desk.page()
    before = [stop.name for stop in page._stops]
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.click("round_down")
    moved = [*before[1:3], before[0], *before[3:]]
    assert [stop.name for stop in page._stops] == moved
    assert "保存する" in page.state.text()
    assert faults(page) == []
    desk.click("round_primary")
    assert [stop.name for stop in rounds.round_now(here.desk, here.watcher).stops] == moved
