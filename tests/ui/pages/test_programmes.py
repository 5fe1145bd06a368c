"""その他の活動 by native events: how many clicks and keys the main task of each programme takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.domain import judging
from sasaeai_desktop.exchange.kinds.registry import KIND_NAMES, offered
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.groups import groups
from sasaeai_desktop.services.help import (
    acts,
    matching,
    members,
    prices,
    receipts,
    requests,
    settling,
    tickets,
)
from sasaeai_desktop.services.help.members import MemberDraft
from sasaeai_desktop.services.help.requests import RequestDraft
from sasaeai_desktop.services.money import accounts
from sasaeai_desktop.services.people import consents, volunteers
from sasaeai_desktop.services.plans import disaster, plans
from sasaeai_desktop.services.school import days, schools
from sasaeai_desktop.services.watch import registering
from sasaeai_desktop.ui import questions
from sasaeai_desktop.ui.help.topics import help_of
from sasaeai_desktop.ui.pages.help.calendar_page import HelpCalendarPage
from sasaeai_desktop.ui.pages.help.page import HelpPage
from sasaeai_desktop.ui.pages.help.receipts_page import ReceiptsPage
from sasaeai_desktop.ui.pages.help.terms_page import TermsPage
from sasaeai_desktop.ui.pages.money.grant_page import GrantPage
from sasaeai_desktop.ui.pages.plans.plan_form import PlanFormPage
from sasaeai_desktop.ui.pages.plans.safety import SafetyPage
from sasaeai_desktop.ui.pages.programmes.page import ProgrammesPage
from sasaeai_desktop.ui.pages.school.page import SchoolPage
from ui.rules import faults

from .desk_room import TODAY, Room, new_room

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path)
    for guest in made.guests:
        registering.start_watch(made.desk, guest, "2026-01-10", every_days=7)
    yield made
    made.tasks.stop()
    made.desk.close()


class Hand:
    """Counts what a person does with mouse and keys."""

    def __init__(self, room: Room) -> None:
        self.room, self.count = room, 0

    def click(self, name: str) -> None:
        self.count += 1
        self.room.click(name)

    def row(self, name: str, at: int) -> None:
        self.count += 1
        rows = self.room.find(QListView, name)
        assert isinstance(rows, QListView)
        place = rows.visualRect(rows.model().index(at, 0)).center()
        self.room.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        self.room.settle()

    def key(self, key: Qt.Key) -> None:
        self.count += 1
        self.room.qtbot.keyClick(QApplication.focusWidget(), key)
        self.room.settle()


def test_a_person_is_ticked_with_one_key(room: Room, show: Show) -> None:
    room.show(show, SafetyPage)
    hand = Hand(room)
    hand.click("safety_snow")
    assert (hand.count, room.words("safety_counts")) == (1, "無事 0人　支援が必要 0人　不明 0人　まだ 4人")
    hand.count = 0
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_2)
    hand.key(Qt.Key.Key_3)
    assert (hand.count, room.words("safety_counts")) == (3, "無事 1人　支援が必要 1人　不明 1人　まだ 1人")
    assert {r.state for r in disaster.board(room.desk).rows[:3]} == {"safe", "help", "unknown"}
    undoing.undo_last(room.desk)
    assert disaster.board(room.desk).left == 2


def test_a_request_is_matched_in_five_clicks_and_a_month_settled(room: Room, show: Show) -> None:
    desk = room.desk
    members.save_user(desk, room.guests[2], MemberDraft(works=("snow",)))
    helper = volunteers.save_volunteer(
        desk, None, {"name": "近井 一", "kana": "ちかい", "town": "川端町内会"}
    ).result
    members.save_helper(desk, helper, MemberDraft())
    prices.save_rule(desk, None, {"name": "基本", "unit": "half_hour", "yen": 300, "helper_percent": 80})
    room.show(show, HelpPage)
    hand = Hand(room)
    hand.click("help_primary")
    hand.row("help_request_list", 0)
    hand.click("help_request_work_snow")
    hand.click("help_request_primary")
    assert room.page().object_name == "help_one"
    hand.row("help_one_list", 0)
    (row,) = requests.waiting_requests(desk)
    assert (hand.count, row.helpers, row.state) == (5, "近井 一", "調整中")
    assert matching.suggestions(desk, row.request.id)[0].reasons[0] == "どの作業も できる方"
    hand.click("help_one_primary")
    minutes = room.page().findChild(QWidget, "help_act_minutes")
    room.qtbot.keyClicks(minutes, "50")
    room.settle()
    assert room.words("help_act_price") == "600円"
    hand.click("help_act_primary")
    assert (hand.count, requests.waiting_requests(desk)) == (7, [])
    assert settling.account(desk, TODAY[:7]).to_helpers == 480


def test_a_school_day_of_twelve_takes_thirteen_keys(room: Room, show: Show) -> None:
    desk = room.desk
    school = schools.save_school(desk, None, {"name": "東五条小", "points": "校門前"}).result
    for n in range(12):
        ent = volunteers.save_volunteer(
            desk, None, {"name": f"隊員 {n:02}", "kana": f"たいいん{n:02}"}
        ).result
        schools.set_post(desk, school, ent, badge=str(n + 1))
    room.show(show, SchoolPage)
    hand = Hand(room)
    for _ in range(12):
        hand.key(Qt.Key.Key_Space)
    assert room.words("school_total") == "6月12日（金）　12人"
    hand.count += 1
    room.page().save()  # Ctrl+S
    room.settle()
    assert (hand.count, days.day_view(desk, school, TODAY).total) == (13, 12)
    hand.key(Qt.Key.Key_Space)
    room.page().save()
    room.settle()
    assert days.day_view(desk, school, TODAY).total == 11


def test_a_plan_begins_with_the_consent_and_offers_supporters(room: Room, show: Show) -> None:
    desk, person = room.desk, room.guests[0]
    near = volunteers.save_volunteer(
        desk, None, {"name": "近井 一", "kana": "ちかい", "town": "川端町内会"}
    ).result
    registering.assign(desk, person, near, "2026-02-01")
    room.show(show, lambda context: PlanFormPage(context, person))
    assert "同意が まだありません" in room.page().band.sentence.text()
    consents.set_consent(desk, person, "evacuation", "given", form="written", giver="self")
    room.page().refresh(None)
    room.settle()
    hand = Hand(room)
    hand.click("plan_hint_0")
    hand.click("plan_needs_walk")
    hand.click("plan_form_primary")
    view = plans.plan_view(desk, person)
    assert view.plan is not None
    assert (hand.count, view.plan.needs, [s.name for s in view.supporters]) == (3, ("walk",), ["近井 一"])


def test_the_tiles_say_how_things_stand_and_keep_the_rules(room: Room, show: Show) -> None:
    page = room.show(show, ProgrammesPage)
    tile = page.findChild(QAbstractButton, "programmes_plans")
    assert tile.accessibleDescription() == "計画のある方 0人　まだの方 4人"
    assert faults(page) == []
    for name, title in (
        ("plans", "避難計画"),
        ("help", "おたすけ"),
        ("school", "登校見守り"),
        ("money", "お金（収支・助成金）"),
        ("activities", "会議・行事・広報・研修"),
        ("groups", "団体・ネットワーク"),
        ("goals", "計画目標"),
        ("commissioner", "民生委員 活動記録"),
    ):
        room.click(f"programmes_{name}")
        assert (room.page().title, faults(room.page())) == (title, [])
        room.page().leave()
        room.settle()
    disaster.open_event(room.desk, "drill")
    page.refresh(None)
    room.settle()
    assert "訓練" in page.band.sentence.text()


def test_a_repeated_request_stands_on_each_of_its_days(room: Room, show: Show) -> None:
    members.save_user(room.desk, room.guests[2], MemberDraft(works=("garbage",)))
    page = room.show(show, HelpCalendarPage)
    room.click("help_calendar_primary")
    form = room.page()
    form.list.choose(room.guests[2])
    for name in ("work_garbage", "repeat_weekly"):
        room.click(f"help_request_{name}")
    assert not form.until.isHidden()
    form.until.set_value("2026-06-26")
    form.time.set_value("8:30")
    room.click("help_request_primary")
    assert (room.page().object_name, faults(room.page())) == ("help_one", [])
    room.page().leave()
    room.settle()
    assert room.words("help_calendar_day") == "6月12日（金）　1件"
    said = {d: page.calendar.cell(f"2026-06-{d}").accessibleName() for d in (12, 18, 19, 26)}
    assert [d for d, words in said.items() if "ゴミ出し" in words] == [12, 19, 26]
    room.qtbot.mouseClick(page.calendar.cell("2026-06-26"), Qt.MouseButton.LeftButton)
    assert (room.words("help_calendar_day"), faults(page)) == ("6月26日（金）　1件", [])
    assert requests.waiting_requests(room.desk)[0].request.wanted_time == "08:30"


def test_a_table_of_a_programme_is_taken_in_from_where_one_looks_for_it(
    room: Room, show: Show, tmp_path: Path
) -> None:
    path = tmp_path / "団体.csv"
    page = room.show(show, ProgrammesPage)
    room.click("programmes_import")
    page = room.page()
    codes = [page.kind.box.itemData(n) for n in range(page.kind.box.count())]
    assert set(codes) == set(KIND_NAMES) - {"grant-rules"}  # a council's own
    assert next(name for name, _ in offered()) == "people"
    assert codes.index("plans") < codes.index("people")
    path.write_text(
        "管理番号,名称,種別\nG1,みどり町内会,町内会\nG2,みどり老人クラブ,老人クラブ\n", encoding="utf-8"
    )
    page.kind.set_value("groups")
    page._path = path
    room.click("table_in_primary")
    room.click("table_take")
    assert (len(groups.list_groups(room.desk)), faults(page)) == (2, [])
    steps = " ".join(step.text for step in help_of(page.help_name()).steps)
    for words in (
        "列の読み方を見る・直す",
        "この読み方で ためしなおす",
        "このまま取り込む",
        "良い行だけ取り込む",
    ):
        assert f"「{words}」" in steps
        assert any(b.text() == words for b in page.findChildren(QAbstractButton)) or "このまま" in words


def test_what_is_unlikely_is_asked_before_it_is_saved(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, asked, say = room.desk, [], [False]
    monkeypatch.setattr(questions, "confirm", lambda _p, words, _d, verb: bool(asked.append(words)) or say[0])
    page = room.show(show, TermsPage)
    page.count.set_value("2000")
    page.face.set_value("100")
    room.click("terms_issue")
    assert (tickets.ticket_page(desk).issued, len(asked)) == (0, 1)
    accounts.save_state(desk, 2026, "salon", {"granted_yen": 30_000})
    grant = room.show(show, lambda context: GrantPage(context, 2026, "salon"))
    for answer, kept in ((False, 30_000), (True, 300_000)):
        say[0] = answer
        grant.granted.set_value("300,000")
        room.click("money_grant_primary")
        assert accounts.account(desk, 2026, "salon").granted == kept
    assert asked[1:] == [judging.RULES["grant_changed"].words] * 2


def test_tickets_come_back_and_a_spoilt_receipt_keeps_its_number(room: Room, show: Show) -> None:
    desk = room.desk
    user = members.save_user(desk, room.guests[0], MemberDraft()).result
    tickets.issue(desk, 10, 100)
    tickets.sell(desk, user, 4)
    page = room.show(show, TermsPage)
    assert "（4枚）" in page.user.box.currentText()
    room.qtbot.keyClicks(page.count.line, "3")
    room.click("terms_back")
    assert (tickets.ticket_page(desk).left, tickets.ticket_page(desk).stock, faults(page)) == (1, 9, [])
    prices.save_rule(desk, None, {"name": "基本", "unit": "act", "yen": 500, "helper_percent": 100})
    request = requests.receive(desk, RequestDraft(person=room.guests[0], work="snow")).result
    near = volunteers.save_volunteer(desk, None, {"name": "近井 一", "kana": "ちかい"}).result
    helper = members.save_helper(desk, near, MemberDraft()).result
    draft = acts.ActDraft(request=request, date=TODAY, minutes=20, rule="基本", pay="cash", helpers=(helper,))
    act = acts.complete(desk, draft).result
    receipts.issue_receipt(desk, [act])
    page = room.show(show, lambda context: ReceiptsPage(context, TODAY[:7]))
    hand = Hand(room)
    hand.row("help_receipts_list", 0)
    room.click("help_receipts_void")
    assert page.why.error == "「書き損じの理由」を入れてください。"
    page.why.set_value("宛名ちがい")
    room.click("help_receipts_void")
    assert ("宛名ちがい" in room.words("help_receipts_facts"), faults(page)) == (True, [])
    receipts.issue_receipt(desk, [act])
    assert [(r.number, bool(r.void)) for r in receipts.list_receipts(desk)] == [
        ("A-0001", True),
        ("A-0002", False),
    ]
    undoing.undo_last(desk)
    undoing.undo_last(desk)
    assert [bool(r.void) for r in receipts.list_receipts(desk)] == [False]


def test_an_incident_on_the_way_to_school_is_kept_and_found_again(room: Room, show: Show) -> None:
    school = schools.save_school(room.desk, None, {"name": "東五条小", "points": "校門前"}).result
    page = room.show(show, SchoolPage)
    page.incident.set_value("自転車と ぶつかりそうになった")
    room.click("school_primary")
    assert days.day_view(room.desk, school, TODAY).incident == "自転車と ぶつかりそうになった"
    page.date.set_value("2026-06-11")
    page.date.changed.emit()
    room.settle()
    assert page.incident.value() == ""
    room.click("school_cancelled")
    room.click("school_primary")
    assert days.day_view(room.desk, school, "2026-06-11").cancelled
    room.click("school_incident_1")
    assert (page.date.value(), page.incident.value(), faults(page)) == (
        TODAY,
        "自転車と ぶつかりそうになった",
        [],
    )
