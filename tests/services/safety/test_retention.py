"""保存と廃棄: what may go after its years, that it goes from the file while counts stay, and the record of it."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.activities import Activity
from sasaeai_desktop.domain.commissioner import CommissionerCount
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.goals import Goal, GoalYear
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.help import HelpAct, HelpMember, HelpRequest, Receipt
from sasaeai_desktop.domain.keeping import Disposal
from sasaeai_desktop.domain.money import LedgerLine, ReceiptPicture
from sasaeai_desktop.domain.plans import EvacuationPlan, PlanCopy, PlanLink, PlanSupporter
from sasaeai_desktop.domain.retention import CLASSES, over_before
from sasaeai_desktop.domain.school import SchoolDay
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.cards import answering, cards
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk.desk import acting
from sasaeai_desktop.services.money import year_closing
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.safety import checking, retention
from sasaeai_desktop.services.watch import registering, watching


def due(desk, code):
    return next(c for c in retention.review(desk) if c.record_class.code == code)


def test_years_are_counted_from_the_next_first_of_april():
    assert over_before("2029-04-01", 5) > "2023-10-05" >= over_before("2029-03-31", 5)
    assert over_before("2025-04-01", 1) > "2024-03-31" >= over_before("2025-03-31", 1)
    assert over_before("2026-04-01", 1) > "2024-04-01" >= over_before("2026-03-31", 1)


@pytest.fixture
def town_of_old(desk, town, on_day):
    old = on_day(desk, "2019-04-01")
    gone = town.person("高木 ヨシ", "たかぎ よし", phone="0166-22-1111")
    case = registering.start_watch(old, gone, "2019-04-01").result
    registering.end_watch(on_day(desk, "2020-05-01"), case, "facility", "2020-05-01")
    still = town.watched("森 春", "もり はる")
    for person, day in ((gone, "2019-10-01"), (still, "2019-11-01"), (still, "2026-05-01")):
        watching.record_visit(desk, watching.VisitDraft(person, day, "visit", memo="新聞がたまっていた"))
    card = cards.write_card(
        on_day(desk, "2019-06-01"), CardDraft(troubles=("health",), facts="鍋をこがした")
    ).result
    answering.close_card(on_day(desk, "2019-12-01"), card)
    return gone, still, card


def test_what_is_over_goes_and_counts_stay(desk, town_of_old, on_day):
    _, still, _ = town_of_old
    april = on_day(desk, "2026-04-10")
    before = reports.annual(april, 2019).to_json()
    assert [d.name for d in due(april, "person").first] == ["高木 ヨシ"]
    assert [d.since for d in due(april, "visit").first] == ["2019-10-01", "2019-11-01"]
    assert len(due(april, "card").first) == 1
    assert due(on_day(desk, "2026-03-31"), "person").first == ()
    assert retention.dispose(april, "visit", witness="原田 ミツ").result == 2
    assert retention.dispose(april, "person").result == 1
    assert retention.dispose(april, "card").result == 1
    for code in ("person", "visit", "card"):
        assert due(april, code).first == ()
    with pytest.raises(InputError):
        retention.dispose(april, "person")
    with desk.database.read() as session:
        memos = {v.date: v.memo for v in select(session, Visit)}
        written = select(session, Disposal, "ORDER BY id")
    assert memos == {"2019-10-01": "", "2019-11-01": "", "2026-05-01": "新聞がたまっていた"}
    over = "5年を過ぎたため"
    assert [(d.of, d.count, d.how, d.why, d.witness) for d in written] == [
        ("visit", 2, "消去", over, "原田 ミツ"), ("person", 1, "消去", over, ""), ("card", 1, "消去", over, ""),
    ]  # fmt: skip
    assert people.find_people(april, "高木") == []
    assert person_page.person_view(april, still).person.name == "森 春"
    assert reports.annual(april, 2019).to_json() == before
    assert checking.check(desk).problems == []
    assert printing.print_form(april, "disposal", year=2026).pages == 1


def test_for_whom_something_was_done_since_stays(desk, town_of_old, on_day):
    gone, _, _ = town_of_old
    cards.write_card(
        on_day(desk, "2023-05-01"), CardDraft(person=gone, troubles=("health",), facts="訪ねて来た")
    )
    assert due(on_day(desk, "2026-04-10"), "person").first == ()
    assert [d.since for d in due(on_day(desk, "2029-04-10"), "person").first] == ["2020-05-01"]


def test_the_years_are_the_offices_own(desk, town_of_old, on_day):
    april = on_day(desk, "2026-04-10")
    retention.set_years(desk, "visit", 7)
    assert (due(april, "visit").years, due(april, "visit").first) == (7, ())
    for code, years in (("visit", 0), ("visit", 31), ("nothing", 5)):
        with pytest.raises(InputError):
            retention.set_years(desk, code, years)


def test_a_list_of_the_city_is_given_back(desk, town):
    person = town.person("林 清", "はやし きよし", source="city_list", return_due="2026-07-01")
    town.person("辻 誠", "つじ まこと", source="city_list", return_due="2027-03-31")
    assert [d.name for d in due(desk, "city_list").first] == ["林 清"]
    assert retention.dispose(desk, "city_list").result == 1
    assert person_page.person_view(desk, person).person.return_due == ""
    with desk.database.read() as session:
        (written,) = select(session, Disposal)
    assert (written.how, written.count) == ("返却", 1)


PROGRAMMES = ("plan", "help", "school", "money", "activity", "group", "goal", "commissioner")


@pytest.fixture
def old_programmes(desk, town, on_day):
    """Of each programme something of 2014 with words, beside something that is still in use."""
    person = town.person("高木 ヨシ", "たかぎ よし")
    with acting(desk, "") as session:

        def put(kind, **values):
            ent = session.new_id()
            session.record(kind, ent, values)
            return ent

        copy = put(PlanCopy, name="高木 ヨシ", made_on="2014-05-01")
        plan = put(
            EvacuationPlan,
            person=person,
            made_on="2014-05-01",
            ended_on="2014-10-05",
            version=1,
            place="小学校",
        )
        put(PlanSupporter, plan=plan, start="2014-05-01", name="森 春")
        put(PlanLink, plan=plan, copy=copy, to="市社協", date="2014-05-02")
        put(EvacuationPlan, person=person, made_on="2014-11-01", version=1, place="中学校")
        user = put(HelpMember, side="user", person=person, start="2014-04-01", end="2014-12-01")
        request = put(
            HelpRequest,
            user=user,
            work="snow",
            state="done",
            received_on="2014-12-01",
            number="A-1",
            note="裏口から",
        )
        put(
            HelpAct,
            request=request,
            user=user,
            date="2014-12-02",
            minutes=30,
            work="snow",
            charged_yen=500,
            cash_yen=500,
            helper_yen=500,
            rule="除雪",
            pay="cash",
            note="鍵は玄関",
        )
        put(Receipt, number="1", date="2014-12-02", addressee="高木 ヨシ", yen=500, what="除雪として")
        put(SchoolDay, date="2014-06-02", unnamed=3, incident="小学生がころんだ")
        line = put(
            LedgerLine,
            year=2014,
            programme="salon",
            side="expense",
            account="supplies",
            yen=300,
            date="2014-06-01",
            text="茶菓",
            payee="山本商店",
            receipt="1",
        )
        put(ReceiptPicture, line=line, jpeg="AAAA")
        put(
            Activity,
            type="meeting",
            state="held",
            date="2014-06-05",
            title="役員会",
            number="A-9",
            contents="話したこと",
        )
        put(
            Body, name="さくら老人クラブ", type="seniors", start="2010-04-01", end="2014-08-01", chief="林 清"
        )
        put(Body, name="民児協", type="commissioners", start="2010-04-01", chief="辻 誠")
        goal = put(Goal, plan="第4期", code="1", title="つながる", target=3)
        put(GoalYear, item=goal, year=2014, reached=2, note="三丁目で")
        put(CommissionerCount, volunteer=user, month="2014-06", category="content/housing", count=2)
    year_closing.close_year(desk, 2014)
    return plan


def test_the_programmes_words_go_with_their_years_and_their_counts_stay(desk, old_programmes):
    assert all(c.why for c in CLASSES)
    before = reports.annual(desk, 2014).to_json()
    found = {c: sorted(d.name for d in due(desk, c).first) for c in PROGRAMMES}
    assert found == {
        "plan": ["高木 ヨシ"], "help": ["", "A-1", "高木 ヨシ"], "school": [""], "money": ["", "1", "茶菓"],
        "activity": ["役員会"], "group": ["さくら老人クラブ"], "goal": [""], "commissioner": ["2014-06"],
    }  # fmt: skip
    retention.set_years(desk, "school", 12)
    assert due(desk, "school").first == ()
    retention.set_years(desk, "school", 5)
    for code in PROGRAMMES[:-1]:
        assert retention.dispose(desk, code).result == len(found[code])
    assert reports.annual(desk, 2014).to_json() == before
    assert retention.dispose(desk, "commissioner").result == 1
    assert [due(desk, code).first for code in PROGRAMMES] == [()] * len(PROGRAMMES)
    with desk.database.read() as session:
        assert [(p.place, p.ended_on) for p in select(session, EvacuationPlan, "ORDER BY made_on")] == [
            ("", "2014-10-05"), ("中学校", ""),
        ]  # fmt: skip
        assert [s.name for s in select(session, PlanSupporter)] == [""]
        assert [c.name for c in select(session, PlanCopy)] in ([], [""])
        assert [(a.note, a.rule, a.charged_yen) for a in select(session, HelpAct)] == [("", "除雪", 500)]
        assert [(r.addressee, r.number, r.yen) for r in select(session, Receipt)] == [("", "1", 500)]
        assert [(x.text, x.payee, x.yen) for x in select(session, LedgerLine)] == [("", "", 300)]
        assert [p.jpeg for p in select(session, ReceiptPicture)] in ([], [""])
        assert [(a.title, a.contents) for a in select(session, Activity)] == [("役員会", "")]
        assert [(y.reached, y.note) for y in select(session, GoalYear)] == [(2, "")]
        assert {b.name: b.chief for b in select(session, Body)} == {"さくら老人クラブ": "", "民児協": "辻 誠"}
        assert [d.of for d in select(session, Disposal, "ORDER BY id")] == list(PROGRAMMES)
    assert year_closing.closed(desk, 2014).later == ()
    assert checking.check(desk).problems == []
