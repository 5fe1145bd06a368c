"""名簿: found, read, consents recorded, roles begun and ended, look-alikes settled, tables in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import consents, people, person_page, volunteers
from sasaeai_desktop.ui.pages.people import erase
from sasaeai_desktop.ui.pages.people.consent import ConsentPage
from sasaeai_desktop.ui.pages.people.hand_on import HandOnPage
from sasaeai_desktop.ui.pages.people.helper_record import HelperRecordPage
from sasaeai_desktop.ui.pages.people.history import HistoryPage
from sasaeai_desktop.ui.pages.people.merge import MergePage
from sasaeai_desktop.ui.pages.people.page import PeoplePage
from sasaeai_desktop.ui.pages.people.record import RecordPage
from sasaeai_desktop.ui.pages.people.retention import RetentionPage
from sasaeai_desktop.ui.pages.people.table_in import TableInPage
from sasaeai_desktop.ui.pages.people.table_out import TableOutPage
from sasaeai_desktop.ui.theme.install import install
from ui.keys import compose, write
from ui.rules import faults

from .desk_room import TODAY, Room, new_room

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path / "desk")
    yield made
    made.tasks.stop()
    made.desk.close()


@pytest.fixture
def register(room: Room, show: Show) -> PeoplePage:
    page = room.show(show, PeoplePage)
    assert isinstance(page, PeoplePage)
    return page


def names(part: QWidget) -> list[str]:
    model = part.list.rows
    return [model.index(at).data() for at in range(model.rowCount())]


def open_record(room: Room, register: PeoplePage, at: int) -> RecordPage:
    register.show_subject(room.guests[at])
    room.settle()
    page = room.page()
    assert isinstance(page, RecordPage)
    return page


def test_a_person_is_found_while_the_kana_is_still_being_typed(room: Room, register: PeoplePage) -> None:
    assert names(register.residents) == ["阿部 ハツ", "小林 フミ", "髙橋 昭一郎", "渡邉 弘"]
    compose(register.residents.field, "たか")
    room.settle()
    assert names(register.residents) == ["髙橋 昭一郎"]
    compose(register.residents.field, "")
    room.click("residents_kana_か")
    assert names(register.residents) == ["小林 フミ"]
    assert room.words("residents_count") == "1人"


def test_ages_and_telephones_stand_in_columns_and_narrow_the_list(room: Room, register: PeoplePage) -> None:
    people.save_person(room.desk, None, {"name": "若い 方", "kana": "わかい かた", "birth": "2000-05-01"})
    people.save_person(room.desk, None, {"name": "鈴木 なし", "kana": "すずき なし"})
    register.residents.search()
    room.settle()
    rows = register.residents.list.rows
    first = rows.row(rows.index(0))
    assert first is not None
    assert first.cells == ("86歳", "0166-00-1234")
    assert "0166-00-1234" in first.words  # read aloud as well
    register.residents.phone.set_value("no")
    register.residents.phone.changed.emit()
    room.settle()
    assert names(register.residents) == ["鈴木 なし", "若い 方"]
    box = room.find(QComboBox, "residents_age")
    assert box.view().sizeHintForRow(0) >= 44  # type: ignore[attr-defined]  # a box
    box.setFocus()
    for _ in range(6):
        room.qtbot.keyClick(box, Qt.Key.Key_Down)
    register.residents.age.changed.emit()
    room.settle()
    assert names(register.residents) == ["鈴木 なし"]  # whose age nobody knows


def test_an_oral_consent_names_who_heard_it_and_can_be_taken_back(room: Room, register: PeoplePage) -> None:
    open_record(room, register, 0)
    room.click("consent_refer_record")
    page = room.page()
    assert isinstance(page, ConsentPage)
    room.click("consent_primary")
    assert "えらんで" in room.words("consent_state_error")
    room.click("consent_state_given")
    room.click("consent_form_oral")
    room.find(QLineEdit, "consent_heard_by").clear()
    room.find(QLineEdit, "consent_date_month").setText("13")
    room.click("consent_primary")
    assert "『月』は1から12" in room.words("consent_date_error")
    assert "聞いた方のお名前" in room.words("consent_heard_by_error")
    room.find(QLineEdit, "consent_date_month").setText("６")
    write(room.find(QLineEdit, "consent_heard_by"), "原田 智子")
    room.click("consent_primary")
    assert isinstance(room.page(), RecordPage)
    assert room.words("consent_refer_state") == "あり"
    written = person_page.person_view(room.desk, room.guests[0]).consent_records[Purpose.REFER]
    assert (written.form, written.giver, written.heard_by, written.date) == (
        "oral",
        "self",
        "原田 智子",
        TODAY,
    )
    told = room.changes[-1]
    assert told.action is not None
    undoing.undo(room.desk, told.action)
    room.page().refresh(None)
    room.settle()
    assert room.words("consent_refer_state") == "未確認"


def test_a_consent_is_revoked_by_one_click(room: Room, register: PeoplePage) -> None:
    consents.set_consent(room.desk, room.guests[1], "watch", "given", form="written", giver="self")
    open_record(room, register, 1)
    room.click("consent_watch_revoke")
    assert room.words("consent_watch_state") == "なし"
    assert consents.consent_of(room.desk, room.guests[1], "watch") == ConsentState.REFUSED


def test_what_was_typed_waits_after_going_back(room: Room, register: PeoplePage) -> None:
    open_record(room, register, 0)
    room.click("record_member_new")
    write(room.find(QLineEdit, "member_name"), "阿部 次郎")
    room.click("member_form_back")
    room.click("record_member_new")
    assert room.find(QLineEdit, "member_name").text() == "阿部 次郎"
    room.click("member_form_primary")
    room.click("record_member_new")
    assert room.find(QLineEdit, "member_name").text() == ""
    members = person_page.person_view(room.desk, room.guests[0]).members
    assert [m.name for m in members] == ["阿部 次郎"]


def test_the_history_says_in_words_what_changed(room: Room, register: PeoplePage) -> None:
    people.save_person(room.desk, room.guests[0], {"phone": "0166-99-0000"})
    consents.set_consent(room.desk, room.guests[0], "watch", "given", form="written", giver="self")
    open_record(room, register, 0)
    room.click("record_history")
    page = room.page()
    assert isinstance(page, HistoryPage)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert any("電話を「0166-00-1234」から「0166-99-0000」にしました" in words for words in said)
    assert any("同意の形「書面」" in words and "令和8年6月12日" in words for words in said)


def test_a_deleted_person_leaves_the_record_and_comes_back(room: Room, register: PeoplePage) -> None:
    page = open_record(room, register, 3)
    room.click("record_delete")
    assert room.page() is register
    assert names(register.residents) == ["阿部 ハツ", "小林 フミ", "髙橋 昭一郎"]
    assert room.changes[-1].action is not None
    done = undoing.undo(room.desk, room.changes[-1].action)
    room.context().changed(done.changes)
    room.settle()
    assert "渡邉 弘" in names(register.residents)
    assert page is not room.page()


def test_someone_with_records_is_not_deleted(room: Room, register: PeoplePage) -> None:
    page = open_record(room, register, 0)
    room.click("record_delete")
    assert room.page() is page
    assert "消せません" in page.message.what.text()


def test_a_new_volunteer_gets_roles_and_one_ends(room: Room, register: PeoplePage) -> None:
    room.click("part_helpers")
    room.click("people_primary")
    room.click("helper_form_primary")
    assert room.words("helper_name_error") == "！ 「氏名」を入れてください。"
    write(room.find(QLineEdit, "helper_name"), "佐藤 ミツ")
    room.click("helper_roles_watcher")
    room.click("helper_roles_salon_host")
    room.find(QAbstractButton, "helper_form_primary").click()
    room.click("helper_form_primary")  # a second press while the first one writes
    page = room.page()
    assert isinstance(page, HelperRecordPage)
    assert len(volunteers.find_volunteers(room.desk)) == 2
    assert page.heading.text() == "佐藤 ミツ さん"
    room.click("role_0_end")
    room.click("role_last_yesterday")
    room.click("role_end_primary")
    # began today: it cannot have ended yesterday
    assert "前です" in room.page().message.what.text()
    room.click("role_last_today")
    room.click("role_end_primary")
    assert room.page() is page
    held = {r.name: r.roles for r in volunteers.find_volunteers(room.desk, on="2026-06-13")}
    assert len(held["佐藤 ミツ"]) == 1


def test_the_list_of_volunteers_is_of_a_day_and_a_role(room: Room, register: PeoplePage) -> None:
    helper = volunteers.find_volunteers(room.desk)[0].id
    volunteers.add_role(room.desk, helper, "watcher", "2024-04-01", "2025-03-31")
    room.click("part_helpers")
    box = room.find(QComboBox, "helpers_role")
    box.setCurrentIndex(box.findData("watcher"))
    box.activated.emit(box.currentIndex())
    room.settle()
    assert names(register.helpers) == []
    day = room.find(QLineEdit, "helpers_day")
    day.setText("Ｒ６．５．１")
    day.editingFinished.emit()
    room.settle()
    assert names(register.helpers) == ["原田 智子"]
    day.setText("R6.13.1")
    day.editingFinished.emit()
    assert "1から12" in room.words("helpers_day_error")


def test_look_alikes_become_one_or_stay_two_and_both_can_be_taken_back(
    room: Room, register: PeoplePage
) -> None:
    twin = people.save_person(
        room.desk, None, {"name": "安部 はつ", "kana": "あべ はつ", "town": "川端町内会"}
    )
    room.context().changed(twin.changes)
    room.settle()
    assert register.choices["twice"].text() == "二重登録かもしれません 1"
    room.click("part_twice")
    room.click("pair_0_different")
    assert register.choices["twice"].text() == "二重登録かもしれません"
    assert register.twice.empty.isVisible()
    room.click("settled_0_again")
    room.click("pair_0_same")
    assert isinstance(room.page(), MergePage)  # the names are written in two ways
    room.page().choices["name"].buttons[twin.result.hex()].click()
    room.click("people_merge_primary")
    assert [p.name for p in people.find_people(room.desk, "あべ")] == ["安部 はつ"]
    open_record(room, register, 0)
    room.click("merge_0_undo")
    assert {p.name for p in people.find_people(room.desk, "あべ")} == {"阿部 ハツ", "安部 はつ"}


def test_who_is_in_the_register_already_is_said_before_a_second_entry(
    room: Room, register: PeoplePage
) -> None:
    before = len(people.find_people(room.desk))
    room.click("people_primary")
    room.find(QLineEdit, "person_name").setText("安部 ハツ")
    room.find(QLineEdit, "person_kana").setText("あべ はつ")
    room.find(QLineEdit, "person_town").setText("川端町内会")
    room.click("person_form_primary")
    assert "阿部 ハツ" in room.words("person_known_words")
    assert len(people.find_people(room.desk)) == before
    room.click("person_form_primary")
    assert len(people.find_people(room.desk)) == before + 1


TABLE = """管理番号,氏名,ふりがな,生年月日,性別
X1,田中 花子,たなか はなこ,S15.3.2,女
X2,佐藤 次郎,さとう じろう,昭和65年1月1日,男
"""


def test_a_table_is_rehearsed_first_and_bad_rows_keep_all_out(
    room: Room, register: PeoplePage, tmp_path: Path
) -> None:
    path = tmp_path / "名簿.csv"
    path.write_text(TABLE, encoding="utf-8")
    page = TableInPage(room.context(), ask_file=lambda _p: str(path))
    register.push(page)
    room.click("table_in_primary")
    assert "えらんでありません" in page.message.what.text()
    room.click("table_choose")
    room.click("table_in_primary")
    assert room.words("table_counts").startswith("読んだ行 2　新しい 1")
    said = " ".join(label.text() for label in page.result.rejected.findChildren(QLabel))
    assert "3行目　生年月日" in said
    assert "平成2年1月1日ではありませんか" in said
    assert not page.result.take.isVisible()
    assert len(people.find_people(room.desk)) == 4
    room.click("table_take_good")
    assert room.words("table_heading") == "✓ 取り込みました"
    assert [p.name for p in people.find_people(room.desk, "たなか")] == ["田中 花子"]
    assert room.changes[-1].action is not None
    path.write_text(TABLE.replace("昭和65年", "昭和15年"), encoding="utf-8")
    room.click("table_in_primary")
    assert "変わらない 1" in room.words("table_counts")
    room.click("table_take")
    assert len(people.find_people(room.desk)) == 6


def test_an_offices_own_list_shows_how_it_is_read_and_asks_by_reason(
    room: Room, register: PeoplePage, tmp_path: Path
) -> None:
    path = tmp_path / "会員.csv"
    path.write_text(
        "お名前,ヨミ,誕生日,TEL,区分\n森 花,モリ ハナ,2015/3/2,0166-00-0009,親\n", encoding="utf-8"
    )
    page = TableInPage(room.context(), ask_file=lambda _p: str(path))
    register.push(page)
    room.click("table_choose")
    room.click("table_in_primary")
    assert "お名前 → 氏名" in room.words("table_columns_words")
    assert "使わない列：区分" in room.words("table_columns_words")
    assert room.words("table_heading") == "たしかめたい行が 1行 あります"
    assert not page.result.take.isVisible()
    room.click("table_columns_open")
    field = page.columns.findChild(QComboBox, "table_column_4")
    assert field is not None
    field.setCurrentIndex(field.findData("備考"))
    field.activated.emit(field.currentIndex())
    room.click("table_columns_retry")
    assert "区分 → 備考" in room.words("table_columns_words")
    room.click("table_confirm_era_missing")
    room.click("table_take")
    (found,) = people.find_people(room.desk, "もり")
    person = person_page.person_view(room.desk, found.id).person
    assert (person.kana, person.phone, person.note, person.birth) == (
        "もり はな",
        "0166-00-0009",
        "親",
        "2015-03-02",
    )


def test_a_table_with_names_leaves_only_after_a_yes(room: Room, register: PeoplePage, tmp_path: Path) -> None:
    path = tmp_path / "住民.xlsx"
    answers, asked = [False, True], []

    def ask(_parent: QWidget, question: str, detail: str) -> bool:
        asked.append(question + detail)
        return answers.pop(0)

    page = TableOutPage(room.context(), ask=ask, ask_path=lambda *_a: str(path))
    register.push(page)
    room.click("table_out_primary")
    assert not path.exists()
    assert "お名前・住所・電話" in asked[0]
    room.click("table_out_primary")
    assert path.exists()
    assert room.words("out_progress_doing") == "住民.xlsx　4行"
    box = room.find(QComboBox, "out_kind")
    box.setCurrentIndex(box.findData("salons"))
    box.activated.emit(box.currentIndex())
    room.click("table_out_primary")
    assert len(asked) == 2  # salons carry no names of people: nothing to ask


@pytest.mark.parametrize("size", [20, 24, 28])
def test_the_rules_hold_at_every_size(room: Room, register: PeoplePage, size: int, qapp) -> None:
    install(qapp, size)
    twin = people.save_person(room.desk, None, {"name": "安部 はつ", "kana": "あべ はつ", "birth": "1940-03"})
    room.context().changed(twin.changes)
    helper = volunteers.find_volunteers(room.desk)[0].id
    volunteers.add_role(room.desk, helper, "watcher", "2024-04-01")
    found: list[str] = []

    def look(*clicks: str) -> None:
        for name in clicks:
            room.click(name)
        room.qtbot.wait(1)
        found.extend(faults(room.page()))

    look()
    look("part_helpers")
    look("part_twice")
    look("pair_0_same")
    look("people_merge_back", "people_retention")
    look("retention_back", "people_import")
    look("table_in_back", "people_export")
    look("table_out_back", "part_residents")
    open_record(room, register, 0)
    look()
    look("record_history")
    look("person_history_back", "consent_watch_record")
    look("consent_state_given", "consent_form_oral", "consent_giver_proxy", "consent_primary")
    look("consent_back", "record_member_new")
    look("member_form_back", "record_move")
    room.click("move_away_back")
    room.click("person_record_back")
    register.helpers.opened.emit(helper)
    room.settle()
    look()
    look("helper_record_primary")
    look("role_form_back", "role_0_end")
    look("role_end_back", "helper_hand_on")
    look("hand_on_back", "helper_edit")
    assert found == []
    assert room.stack is not None
    assert room.stack.width() == 1366  # nothing pushed the window wider


def test_a_person_is_erased_after_a_reason_and_a_second_yes(
    room: Room, register: PeoplePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_page: QWidget, question: str, _detail: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(erase, "_ask", answer)
    open_record(room, register, 0)
    room.click("record_erase")
    page = room.page()
    assert isinstance(page, erase.ErasePage)
    assert faults(page) == []
    room.click("erase_primary")
    assert asked == []
    write(room.find(QLineEdit, "erase_reason"), "ご本人の求めによる")
    room.click("erase_primary")
    assert names(register.residents) == ["阿部 ハツ", "小林 フミ", "髙橋 昭一郎", "渡邉 弘"]
    room.click("erase_primary")
    assert asked == ["阿部 ハツさんの記録を消去しますか"] * 2
    assert "消去し" in room.changes[-1].label
    assert room.changes[-1].action is None
    register.refresh(None)
    room.settle()
    assert names(register.residents) == ["小林 フミ", "髙橋 昭一郎", "渡邉 弘"]


def test_a_helper_hands_on_in_one_page(room: Room, register: PeoplePage) -> None:
    old = volunteers.find_volunteers(room.desk)[0].id
    new = volunteers.save_volunteer(room.desk, None, {"name": "工藤 ひとみ", "kana": "くどう ひとみ"})
    volunteers.add_role(room.desk, old, "watcher", "2024-04-01")
    room.context().changed(new.changes)
    room.click("part_helpers")
    register._open_helper(old)
    room.settle()
    room.click("helper_hand_on")
    page = room.page()
    assert isinstance(page, HandOnPage)
    room.click("hand_on_primary")
    assert "引き継ぐ方" in room.words("hand_on_to_error")
    page.to.set_raw(new.result.hex())
    page.day.set_value("2026-07-01")
    room.click("hand_on_primary")
    held = {r.name: r.roles for r in volunteers.find_volunteers(room.desk, on="2026-07-01")}
    assert held["工藤 ひとみ"] == ("担い手",)
    assert [n for n, roles in held.items() if roles] == ["工藤 ひとみ"]


def test_years_of_keeping_are_decided_and_what_is_over_goes_after_a_yes(
    room: Room, register: PeoplePage
) -> None:
    listed = {"name": "市 花子", "kana": "いち はなこ", "source": "city_list", "return_due": "2026-07-01"}
    people.save_person(room.desk, None, listed)
    asked: list[str] = []
    room.page().push(
        RetentionPage(
            room.context(), ask=lambda _page, question, _detail: bool(asked.append(question)) or True
        )
    )
    room.settle()
    page = room.page()
    page.years["visit"].set_value("0")
    room.click("retention_visit_set")
    assert "1年から30年まで" in page.message.what.text()
    page.years["visit"].set_value("7")
    room.click("retention_visit_set")
    assert page.years["visit"].value() == "7"
    room.click("retention_city_list_go")
    assert asked == ["市から借りた名簿を1件 返しましたか"]
    assert "ありません" in room.words("retention_city_list_due")
