from __future__ import annotations

from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.today import ahead
from sasaeai_desktop.services.today.worklist import worklist
from sasaeai_desktop.services.watch import registering


def test_an_empty_desk_has_nothing_to_do(desk):
    page = worklist(desk)
    assert (page.people, page.others, page.salons, page.plans) == ((), 0, (), ())
    assert (page.cards.count, page.cards.late) == (0, False)
    assert (page.export_words, page.backup_words) == ("まだ 書き出していません", "まだ 取っていません")


def test_whom_to_think_of_and_why(desk, town):
    late = town.watched("髙橋 昭一郎", "たかはし", every=4, birth="1941-09-01", town="さくら")
    for day in ("2026-05-15", "2026-05-18", "2026-05-22", "2026-05-26"):
        town.visit(late, day)
    less = town.watched("𠮷田 ヨシ江", "よしだ", every=7)
    town.visit(less, "2026-05-31")
    town.visit(less, "2026-06-05", result="absent")
    town.watched("中村 清", "なかむら", start="2026-06-01", every=7)
    plan = town.watched("佐藤 トミ", "さとう", every=7)
    town.visit(plan, "2026-06-08", next_on="2026-06-11", memo="足の痛み")
    fine = town.watched("田中 スミ", "たなか", every=7)
    town.visit(fine, "2026-06-10")
    ill = town.watched("竹内 武", "たけうち", every=4)
    registering.set_case_state(desk, person_page.person_view(desk, ill).case.id, "hospital")
    page = worklist(desk)
    assert [(w.name, w.kind, w.head, w.second) for w in page.people] == [
        ("髙橋 昭一郎", "overdue", "16日 会えていません", "いつもは 4日に1回"),
        ("𠮷田 ヨシ江", "overdue", "11日 会えていません", "いつもは 週に1回"),
        ("中村 清", "never", "まだ訪ねていません", "6月1日に登録した方"),
        ("佐藤 トミ", "planned", "きょうが 訪ねる日", "前回は 足の痛み"),
    ]
    assert page.others == 1
    first, second, third, fourth = page.people
    assert [n for n, s in enumerate(first.strip) if s == "met"] == [0, 3, 7, 11]
    assert (first.gap_from, first.age, first.town) == (11, 84, "さくら")
    assert second.strip[21] == "away"
    assert third.gap_from == 17
    assert (fourth.strip[24], fourth.strip[27], fourth.gap_from) == ("met", "due", -1)
    overdue_in_list = [r.name for r in people.find_people(desk) if r.overdue]
    assert sorted(overdue_in_list) == sorted(w.name for w in page.people if w.kind in ("overdue", "never"))


def test_a_plan_is_done_when_somebody_went_and_coming_ones_are_listed(desk, town):
    done, coming = town.watched("一"), town.watched("二")
    town.visit(done, "2026-06-01", next_on="2026-06-08")
    town.visit(done, "2026-06-09")
    town.visit(coming, "2026-06-10", next_on="2026-06-15")
    page = worklist(desk)
    assert page.people == ()
    assert [(p.name, p.words) for p in page.plans] == [("二", "6月15日 月")]


def test_a_guest_who_stays_away_is_there_once_and_never_counted_with_the_others(desk, town):
    guest, host = town.watched("小林 フミ", every=30), town.person("阿部 ハツ")
    town.visit(guest, "2026-06-01")
    salon = salons.save_salon(desk, None, {"name": "お茶の間サロン さくら"}).result
    for n, day in enumerate(("04-30", "05-07", "05-14", "05-21", "05-28", "06-04")):
        session = salons.plan_session(desk, salon, f"2026-{day}").result
        attending.set_attendance(desk, session, {guest, host} if n < 3 else {host})
    salons.plan_session(desk, salon, "2026-06-12", start="10:00")
    salons.plan_session(desk, salon, "2026-06-18")
    page = worklist(desk)
    assert [(w.name, w.kind, w.head) for w in page.people] == [
        ("小林 フミ", "stay_away", "サロンを3回 お休み")
    ]
    assert page.others == 0
    assert [(s.salon_name, s.date) for s in page.salons] == [("お茶の間サロン さくら", "2026-06-12")]


def test_cards_that_wait(desk, town, on_day):
    draft = cards.CardDraft(facts="困っている", destination="council")
    for day in ("2026-05-20", "2026-06-09"):
        handing.hand_over(on_day(desk, day), cards.write_card(on_day(desk, day), draft).result)
    waiting = worklist(desk).cards
    assert (waiting.count, waiting.oldest_days, waiting.late, waiting.words) == (
        2,
        22,
        True,
        "2枚　古いものは 22日前",
    )


def test_tomorrow_and_next_week_name_salons_and_visits_by_day(desk, town):
    usual = town.person("阿部 ハツ", "あべ はつ")
    registering.start_watch(desk, usual, "2026-01-10", weekdays=("4",))  # Fridays
    promised = town.watched("石川 清子", "いしかわ きよこ")
    town.visit(promised, "2026-06-05", next_on="2026-06-12")
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily"}).result
    salons.plan_session(desk, salon, "2026-06-12", start="10:00")
    (tomorrow,) = ahead.ahead(desk, ahead.TOMORROW)  # today is a Thursday
    assert [s.salon_name for s in tomorrow.sessions] == ["さくら"]
    assert [(v.name, v.why) for v in (*tomorrow.promised, *tomorrow.usual)] == [
        ("石川 清子", "次回予定"), ("阿部 ハツ", "いつもの曜日"),
    ]  # fmt: skip
    week = ahead.ahead(desk, ahead.NEXT_WEEK)
    assert [d.day for d in week] == [f"2026-06-{day}" for day in range(15, 22)]
    assert [len(d.usual) for d in week] == [0, 0, 0, 0, 1, 0, 0]
