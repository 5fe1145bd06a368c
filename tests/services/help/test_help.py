"""おたすけ: asked, matched with reasons and fairly, done, paid, receipted, settled to the yen."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import HelpAct, HelpMember, HelpRequest, Receipt, Settlement, Tickets
from sasaeai_desktop.services.desk import undoing
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
from sasaeai_desktop.services.help.acts import ActDraft
from sasaeai_desktop.services.help.members import MemberDraft
from sasaeai_desktop.services.help.requests import RequestDraft
from sasaeai_desktop.services.people import erasing, volunteers


@pytest.fixture
def sumi(town):
    return town.person("田中 スミ", "たなか すみ", town="さくら町内会", group="3班")


@pytest.fixture
def helpers(desk, town):
    def helper(name, kana, town_name, **agreed):
        ent = town.volunteer(name, kana)
        volunteers.save_volunteer(desk, ent, {"town": town_name})
        return members.save_helper(desk, ent, MemberDraft(**agreed)).result

    return [
        helper("近井 一", "ちかい はじめ", "さくら町内会", works=("snow", "garbage"), group="2班"),
        helper("遠山 二", "とおやま じ", "川端町内会", weekdays=("0",)),
        helper("料理 三", "りょうり さん", "さくら町内会", works=("shopping",)),
    ]


def stored(desk, kind, where=""):
    with desk.database.read() as session:
        return select(session, kind, where)


def asked(desk, person, work="snow", **more):
    return requests.receive(
        desk, RequestDraft(person=person, work=work, wanted_on="2026-06-11", **more)
    ).result


def test_a_request_goes_from_received_to_settled(desk, sumi, helpers):
    prices.save_rule(
        desk, None, {"name": "基本", "unit": "half_hour", "yen": 300, "free_minutes": 0, "helper_percent": 70}
    )
    request = asked(desk, sumi)
    hints = matching.suggestions(desk, request)
    assert [(h.name, h.reasons) for h in hints] == [
        ("近井 一", ("除雪が できる方", "同じ町内会・となりの班", "この3か月で 0回（いちばん少ない）")),
        ("遠山 二", ("どの作業も できる方", "木曜日は むずかしい方", "この3か月で 0回（いちばん少ない）")),
    ]  # fmt: skip
    requests.match(desk, request, [hints[0].member])
    row = requests.request_row(desk, request)
    assert (row.state, row.helpers, row.who.name, row.request.matched_on) == (
        "調整中",
        "近井 一",
        "田中 スミ",
        "2026-06-11",
    )
    draft = ActDraft(request=request, start="08:00", end="08:50", rule="基本", expenses=55, pay="cash")
    ent = acts.complete(desk, draft).result
    (act,) = stored(desk, HelpAct)
    assert (act.charged_yen, act.cash_yen, act.helper_yen, act.minutes) == (655, 655, 475, 50)
    assert requests.request_row(desk, request).state == "実施"
    assert receipts.issue_receipt(desk, [ent]).changes.label == "領収書 A-0001（655円）を作りました"
    with pytest.raises(InputError, match="もう領収書"):
        receipts.issue_receipt(desk, [ent])
    month = settling.settle(desk, "2026-06").result
    assert (month.charged, month.cash, month.to_helpers, month.kept, month.unpaid) == (655, 655, 475, 180, 0)
    assert [(h.name, h.yen, h.minutes, len(h.lines)) for h in month.helpers] == [("近井 一", 475, 50, 1)]
    assert [(s.month, s.kept_yen) for s in stored(desk, Settlement)] == [("2026-06", 180)]
    with pytest.raises(InputError, match="領収書を出している"):
        acts.delete_act(desk, ent)
    (paper,) = stored(desk, Receipt)
    receipts.void_receipt(desk, paper.id, "宛名のまちがい")
    acts.delete_act(desk, ent)
    after = settling.account(desk, "2026-06")
    assert (after.acts, after.changed, requests.request_row(desk, request).state) == (0, True, "調整中")


def test_who_helped_least_is_asked_first_and_who_is_busy_last(desk, town, sumi, helpers):
    other = town.volunteer("近田 四", "ちかだ し")
    volunteers.save_volunteer(desk, other, {"town": "さくら町内会"})
    fourth = members.save_helper(desk, other, MemberDraft(group="2班")).result
    first = asked(desk, sumi)
    requests.match(desk, first, [helpers[0]])
    acts.complete(desk, ActDraft(request=first, date="2026-06-10"))
    assert [h.member for h in matching.suggestions(desk, asked(desk, sumi))][:2] == [fourth, helpers[0]]
    second = asked(desk, sumi)
    requests.match(desk, second, [fourth])
    hints = matching.suggestions(desk, asked(desk, sumi))
    assert hints[0].member == helpers[0]
    assert "その日は ほかの予定があります" in next(h for h in hints if h.member == fourth).reasons


def test_one_click_makes_the_days_snow_round(desk, desks, carried, town, sumi, helpers):
    aki = town.person("秋田 アキ", "あきた あき", town="川端町内会")
    members.save_user(desk, sumi, MemberDraft(works=("snow", "shopping")))
    members.save_user(desk, aki, MemberDraft(works=("shopping",)))
    other = desks.new("B")
    carried(desk, other)
    made = requests.snow_round(desk).result
    assert len(made) == 1
    assert requests.request_row(desk, made[0]).helpers == "近井 一"
    assert requests.snow_round(desk).result == []
    assert requests.snow_round(other).result == made  # both laptops reach the same requests
    members.save_user(desk, aki, MemberDraft(works=("snow",)))
    assert len(requests.snow_round(desk).result) == 1
    undoing.undo_last(desk)
    assert [r.words for r in requests.waiting_requests(desk)] == ["除雪　6月11日"]


def test_tickets_are_issued_sold_used_returned(desk, sumi, helpers):
    prices.save_rule(desk, None, {"name": "1回", "unit": "act", "yen": 550})
    user = members.save_user(desk, sumi, MemberDraft()).result
    with pytest.raises(InputError, match="手もと"):
        tickets.sell(desk, user, 1)
    tickets.issue(desk, 50, 100)
    tickets.sell(desk, user, 8)
    request = asked(desk, sumi, "garbage", repeat="weekly", until="2026-06-30")
    requests.match(desk, request, helpers[:1])
    ent = acts.complete(desk, ActDraft(request=request, rule="1回", pay="ticket")).result
    (act,) = stored(desk, HelpAct)
    assert (act.tickets, act.ticket_yen, act.cash_yen, act.helper_yen) == (5, 500, 50, 550)
    held = requests.request_row(desk, request)
    assert (held.state, held.request.wanted_on) == ("調整中", "2026-06-18")
    with pytest.raises(InputError, match="足りません"):
        acts.complete(desk, ActDraft(request=request, rule="1回", pay="ticket"))
    tickets.give_back(desk, user, 2)
    page = tickets.ticket_page(desk)
    assert (page.issued, page.sold, page.used, page.returned, page.left, page.stock) == (50, 8, 5, 2, 1, 44)
    assert [(h.name, h.left) for h in page.holders] == [("田中 スミ", 1)]
    acts.delete_act(desk, ent)
    assert tickets.ticket_page(desk).used == 0
    assert len(stored(desk, Tickets)) == 3


def test_the_calendar_shows_each_day_of_a_repeat(desk, sumi, helpers):
    request = asked(desk, sumi, "garbage", repeat="weekly", until="2026-07-02")
    requests.match(desk, request, helpers[:1])
    acts.complete(desk, ActDraft(request=request))
    days = requests.calendar(desk, "2026-06")
    assert [(d.date, d.work, d.who, d.helpers, d.done) for d in days] == [
        ("2026-06-11", "ゴミ出し", "田中 スミ", "近井 一", True),
        ("2026-06-18", "ゴミ出し", "田中 スミ", "近井 一", False),
        ("2026-06-25", "ゴミ出し", "田中 スミ", "近井 一", False),
    ]


def test_what_could_not_be_done_says_why(desk, sumi):
    request = asked(desk, sumi, "weeding")
    with pytest.raises(InputError, match="理由"):
        requests.refuse(desk, request, "")
    requests.refuse(desk, request, "nobody", "草刈り機を使える方がいない")
    with pytest.raises(InputError, match="もう「不可」"):
        requests.match(desk, request, [b"x" * 16])


def test_who_asked_and_who_helped_stay_at_home(desk, desks, carried, sumi, helpers):
    request = asked(desk, sumi)
    requests.match(desk, request, helpers[:1])
    acts.complete(desk, ActDraft(request=request))
    council = desks.new("A", code="00", council=True)
    carried(desk, council)
    (act,), (held,) = stored(council, HelpAct), stored(council, HelpRequest)
    people = {m.person for m in stored(council, HelpMember)} | {
        m.volunteer for m in stored(council, HelpMember)
    }
    assert people == {None}
    assert sumi not in (act.user, held.user, *act.helpers)
    assert (held.number, held.helpers, act.note) == ("", (), "")
    erasing.erase_person(desk, sumi, "本人の申し出")
    (kept,) = stored(desk, HelpAct)
    assert (kept.user, kept.helpers, kept.minutes) == (act.user, act.helpers, act.minutes)
    assert {m.person for m in stored(desk, HelpMember, "AND side = 'user'")} == {None}
