"""サロン: a month, a session ticked and saved, nothing tapped is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.services.desk.common import days_before
from sasaeai_desktop.services.salon import attending, guests, salons
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.drafts import shelf_of
from sasaeai_desktop.ui.pages.salon.page import SalonPage
from sasaeai_desktop.ui.pages.salon.session import SessionPage
from sasaeai_desktop.ui.pages.salon.session_row import SessionButton
from sasaeai_desktop.ui.pages.salon.tally import State, Tally
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.widgets.tiles import NameTile
from ui.keys import write
from ui.rules import faults

from .desk_room import TODAY, Room, new_room

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path)
    yield made
    made.tasks.stop()
    made.desk.close()


@pytest.fixture
def session(room: Room, show: Show) -> SessionPage:
    top = room.show(show, SalonPage)
    top.show_subject(room.sessions[-1])
    room.settle()
    page = room.page()
    assert isinstance(page, SessionPage)
    return page


def on_file(room: Room) -> Session:
    return guests.open_session(room.desk, room.sessions[-1]).session


def test_the_month_shows_sessions_by_word_and_who_stays_away(room: Room, show: Show) -> None:
    extra = salons.plan_session(room.desk, room.salon, "2026-05-30").result
    salons.cancel_session(room.desk, extra, "大雨のため")
    page = room.show(show, SalonPage)
    said = page.shown_month.calendar.cell(TODAY).accessibleName()
    assert "きょう" in said
    room.click("salon_as_rows")
    names = [b.accessibleName() for b in page.findChildren(SessionButton)]
    assert [("開きました" in n, "きょう" in n) for n in names] == [(True, False), (False, True)]
    assert "小林 フミ" in page.findChild(QWidget, "away_0").accessibleName()
    room.click("salon_before")
    names = [b.accessibleName() for b in page.findChildren(SessionButton)]
    assert room.words("salon_month") == "令和8年5月"
    assert "開きました" in names[0]
    assert "中止" in names[-1]
    room.click("away_0")
    assert room.opened == [("watch", room.guests[1])]


def test_a_day_of_the_calendar_opens_its_session_or_a_new_one(room: Room, show: Show, qtbot: QtBot) -> None:
    page = room.show(show, SalonPage)
    calendar = page.shown_month.calendar
    cell = calendar.cell(TODAY)
    cell.setFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Right)
    assert calendar.cell("2026-06-13").hasFocus()
    cell.click()
    room.settle()
    opened = room.page()
    assert isinstance(opened, SessionPage)
    opened.leave()
    room.settle()
    qtbot.mouseClick(calendar.cell("2026-06-13"), Qt.MouseButton.LeftButton)
    room.settle()
    focused = QApplication.focusWidget()
    assert focused is None or "back" not in focused.objectName()  # nobody meant もどる
    plan = room.page()
    assert plan.object_name == "plan"
    assert plan.date.value() == "2026-06-13"


def test_a_day_with_several_sessions_lets_choose(room: Room, show: Show) -> None:
    other = salons.save_salon(room.desk, None, {"name": "歌の会", "type": "other"}).result
    for salon in (room.salon, other):
        salons.plan_session(room.desk, salon, "2026-06-20")
    page = room.show(show, SalonPage)
    page.shown_month.calendar.cell("2026-06-20").click()
    room.settle()
    buttons = page.findChildren(SessionButton)
    assert [b.isVisible() for b in buttons] == [True, True]
    assert room.words("salon_day_heading") == "6月20日（土）の開催"
    buttons[1].click()
    room.settle()
    assert isinstance(room.page(), SessionPage)


def test_the_total_follows_each_tap_and_is_saved_once(room: Room, session: SessionPage) -> None:
    before = len(room.changes)
    room.click("everyone")
    assert room.words("total") == "2"  # 小林 フミ stays away and is not ticked
    room.click("guest_1")
    room.click("count_elderly_plus")
    room.click("count_elderly_plus")
    room.click("count_staff_plus")
    room.click("program_0")
    write(room.find(QLineEdit, "fee"), "１００")
    assert room.words("total") == "5"
    assert room.words("figures_split") == "お名前3＋人数だけ2"
    assert room.words("fee_sum") == "500円"
    assert room.words("saved_state") == "未保存"
    assert len(room.changes) == before  # no service was called for a tap
    room.click("session_primary")
    assert room.words("saved_state") == "✓ 保存ずみ"
    view = guests.open_session(room.desk, room.sessions[-1])
    assert (view.named, view.total, view.session.staff, view.session.fee) == (3, 5, 1, 100)
    assert view.session.program == ("お茶飲み",)


def test_twenty_five_regulars_take_at_most_eight_clicks_when_two_are_missing(
    session: SessionPage, room: Room
) -> None:
    room.click("everyone")
    room.click("guest_0")
    room.click("session_primary")
    assert guests.open_session(room.desk, room.sessions[-1]).named == 1


@pytest.mark.parametrize("way", ["back", "other page", "window closed"])
def test_taps_are_never_lost(room: Room, session: SessionPage, way: str) -> None:
    room.click("guest_0")
    assert room.stack is not None
    if way == "back":
        room.click("session_back")
    elif way == "other page":
        room.stack.root()
        room.settle()
    else:
        room.stack.close()  # ends the worker too
    view = guests.open_session(room.desk, room.sessions[-1])
    assert [g.name for g in view.regulars if g.present] == ["阿部 ハツ"]


def test_what_changes_meanwhile_keeps_the_taps(room: Room, session: SessionPage) -> None:
    room.click("guest_0")
    done = attending.set_attendance(room.desk, room.sessions[-1], [room.guests[2]])
    room.hub.announce(done.changes)
    room.settle()
    ticked = [t.person for t in session.findChildren(NameTile) if t.isChecked()]
    assert sorted(ticked) == ["阿部 ハツ", "髙橋 昭一郎"]
    assert room.words("total") == "2"


def test_rebase_keeps_local_counts_and_takes_new_ones() -> None:
    tally = Tally()
    tally.start(State(counts=(("elderly", 1), ("children", 0))))
    tally.counts["elderly"] = 4
    tally.rebase(State(counts=(("elderly", 2), ("children", 3))))
    assert (tally.counts["elderly"], tally.counts["children"]) == (4, 3)
    assert tally.unsaved


def test_a_new_guest_by_name_and_one_of_the_register(room: Room, session: SessionPage) -> None:
    room.click("new_guest")
    room.click("new_add")
    assert "お名前" in room.words("new_name_error")
    write(room.find(QLineEdit, "new_name"), "﨑山 キク")
    write(room.find(QLineEdit, "new_kana"), "さきやま きく")
    room.qtbot.keyClick(room.find(QLineEdit, "new_kana"), Qt.Key.Key_Return)
    room.settle()
    assert room.words("total") == "1"
    room.click("new_guest")
    write(room.find(QLineEdit, "new_name"), "わたなべ")
    room.qtbot.waitUntil(lambda: session.findChild(QWidget, "known_0") is not None, timeout=3000)
    room.click("known_0")
    assert room.words("total") == "2"
    room.click("session_primary")
    view = guests.open_session(room.desk, room.sessions[-1])
    assert {g.name for g in view.sometimes if g.present} == {"﨑山 キク", "渡邉 弘"}
    assert [g.newcomer for g in view.sometimes if g.name == "﨑山 キク"] == [True]


def test_a_draft_ends_with_the_new_guest_and_never_takes_back_who_was_recorded_since(
    room: Room, session: SessionPage
) -> None:
    assert session.draft is not None
    room.click("new_guest")
    write(room.find(QLineEdit, "new_name"), "﨑山 キク")
    session.draft.keep()
    kept = session._state()
    assert len(shelf_of(session.context).all()) == 1
    room.qtbot.keyClick(room.find(QLineEdit, "new_name"), Qt.Key.Key_Return)
    room.settle()
    assert shelf_of(session.context).all() == []
    session._show_state(kept)  # as after a power cut
    room.settle()
    assert room.words("total") == "1"
    assert not session.tally.unsaved


def test_stay_away_hint_opens_the_person(room: Room, session: SessionPage) -> None:
    room.click("tell_watch_0")
    assert room.opened == [("watch", room.guests[1])]


def test_cancelling_takes_a_reason_and_back(room: Room, session: SessionPage) -> None:
    room.click("session_cancel")
    write(room.find(QLineEdit, "cancel_reason"), "大雨のため")
    room.click("cancel_do")
    assert (on_file(room).cancelled, on_file(room).cancel_reason) == (True, "大雨のため")
    assert "大雨のため" in room.words("cancelled_words")
    room.click("cancel_undo")
    assert not on_file(room).cancelled


def test_deleting_goes_back_and_can_be_undone(room: Room, session: SessionPage) -> None:
    room.click("session_delete")
    assert isinstance(room.page(), SalonPage)
    assert len(salons.sessions_of_month(room.desk, "2026-06")) == 1
    assert room.changes[-1].action is not None


def test_a_session_with_people_is_not_deleted_but_says_what_to_do(room: Room, session: SessionPage) -> None:
    room.click("guest_0")
    room.click("session_primary")
    room.click("session_delete")
    assert "中止" in room.words("session_message_todo")


def test_planning_asks_for_what_is_missing_then_opens_the_session(room: Room, show: Show) -> None:
    room.show(show, SalonPage)
    room.click("salon_primary")
    write(room.find(QLineEdit, "plan_start"), "25時")
    room.click("plan_primary")
    assert "開催日" in room.words("plan_date_error")
    assert room.words("plan_start_error")
    room.find(QLineEdit, "plan_start").clear()
    write(room.find(QLineEdit, "plan_start"), "１３時半")
    room.click("plan_date_yesterday")
    room.click("plan_primary")
    assert isinstance(room.page(), SessionPage)
    rows = [r for r in salons.sessions_of_month(room.desk, "2026-06") if r.date == "2026-06-11"]
    assert [(r.start, r.venue) for r in rows] == [("13:30", "さくら会館")]


def test_what_is_to_come_has_its_button_and_many_days_their_way_beside_it(room: Room, show: Show) -> None:
    room.show(show, SalonPage)
    room.click("salon_primary")
    room.click("plan_repeat")
    room.click("repeat_weekday_0")
    room.click("repeat_primary")
    assert isinstance(room.page(), SalonPage)
    room.click("salon_primary")
    room.click("plan_date_tomorrow")
    room.click("plan_primary")
    assert isinstance(room.page(), SalonPage)
    planned = {r.date for r in salons.sessions_of_month(room.desk, TODAY[:7])}
    assert days_before(TODAY, -1) in planned


def test_a_day_that_is_taken_is_told_and_nothing_typed_is_lost(room: Room, show: Show) -> None:
    room.show(show, SalonPage)
    room.click("salon_primary")
    room.click("plan_date_today")
    room.click("plan_primary")
    assert "もう開催があります" in room.words("plan_message_what")
    assert room.find(QLineEdit, "plan_date_day").text() == str(int(TODAY[-2:]))


def test_a_salon_is_registered(room: Room, show: Show) -> None:
    room.show(show, SalonPage)
    room.click("salon_new")
    room.click("salon_form_primary")
    assert "サロンの名称" in room.words("salon_name_error")
    write(room.find(QLineEdit, "salon_name"), "川端いきいき")
    room.click("salon_form_primary")
    assert [s.name for s in salons.list_salons(room.desk)] == ["お茶の間サロン さくら", "川端いきいき"]
    room.click("salon_1")
    assert room.words("one_salon_heading") == "川端いきいき"


@pytest.mark.parametrize("size", [20, 28])
def test_the_rules_hold(qapp, room: Room, show: Show, size: int) -> None:
    install(qapp, size)
    page = room.show(show, SalonPage)
    assert faults(page) == []
    page.show_subject(room.sessions[-1])
    room.settle()
    room.click("new_guest")
    assert faults(room.page()) == []
    room.click("session_edit")
    assert faults(room.page()) == []


def test_a_form_left_half_typed_gives_it_back(room: Room, show: Show) -> None:
    room.show(show, SalonPage)
    room.click("salon_primary")
    write(room.find(QLineEdit, "plan_start"), "10時")
    room.click("plan_back")
    room.click("salon_primary")
    assert room.find(QLineEdit, "plan_start").text() == "10時"
    room.click("plan_date_yesterday")
    room.click("plan_primary")
    room.click("session_back")
    room.click("salon_primary")
    assert room.find(QLineEdit, "plan_start").text() == ""


def test_the_roster_is_shown_before_printing(
    room: Room, session: SessionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []

    def look(preview: PrintPreview) -> int:
        titles.append(preview.windowTitle())
        return 0

    monkeypatch.setattr(PrintPreview, "exec", look)
    session.print_page()
    room.settle()
    assert titles == ["印刷の前に見る　サロン出席表"]


def test_the_roster_is_printed_where_the_salon_is_looked_at(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    monkeypatch.setattr(PrintPreview, "exec", lambda preview: titles.append(preview.windowTitle()) or 0)
    room.show(show, SalonPage)
    room.click("salon_0")
    room.click("one_salon_roster")
    assert titles == ["印刷の前に見る　サロン出席表"]


def test_a_year_is_planned_by_its_rule_with_the_days_seen_before(room: Room, show: Show) -> None:
    room.show(show, SalonPage)
    room.click("salon_0")
    room.click("one_salon_repeat")
    room.click("repeat_primary")
    assert "「何曜日」" in room.words("repeat_weekday_error")
    room.click("repeat_weekday_0")
    room.click("repeat_weeks_3")
    assert room.words("repeat_words") == "毎月 第3月曜　10回"
    assert "7月20日" in room.words("repeat_days")
    box = room.find(QCheckBox, "repeat_holidays")
    box.click()  # type: ignore[attr-defined]  # a box
    room.settle()
    assert "7月20日" not in room.words("repeat_days")  # 海の日
    planned = room.words("repeat_words").rpartition("　")[2]
    room.click("repeat_primary")
    (change,) = [c for c in room.changes if "毎月" in c.label]
    assert change.label == f"お茶の間サロン さくらの開催を 毎月 第3月曜に {planned} 入れました"
