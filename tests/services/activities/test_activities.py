"""会議・行事・広報・研修: called off with a reason and what replaced it, completions and refreshers, 相談窓口."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.activities import Activity
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.activities import activities, counters, trainings
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.groups import groups, network
from sasaeai_desktop.services.people import merging
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.services.salon import salons


def act(desk, title, day, kind="meeting", state="held", **values):
    said = {"type": kind, "state": state, "date": day, "title": title, **values}
    return activities.save_activity(desk, None, said).result


@pytest.fixture
def bodies(desk):
    found = []
    for name, kind in (("北一条町内会", "town"), ("民児協", "commissioners"), ("寿会", "seniors")):
        found.append(
            groups.save_group(desk, None, {"name": name, "type": kind, "chief": f"{name}の長"}).result
        )
    return found


def test_a_forum_is_postponed_with_its_reason_and_what_replaced_it(desk, bodies):
    act(desk, "全体会議", "2026-04-10", participants=18, bodies=tuple(sorted(bodies[:2])))
    forum = act(desk, "まちづくりフォーラム", "2026-05-20", "event", "postponed", reason="感染症のため")
    later = act(desk, "まちづくりフォーラム", "2026-06-10", "event", participants=80)
    activities.save_activity(desk, forum, {"replaced_by": later})
    row = activities.activity_row(desk, forum)
    assert (row.state, row.replaced_by) == ("延期", "6月10日 まちづくりフォーラム")
    year = reports.annual(desk, 2026)
    event = {"held": 1, "postponed": 1, "cancelled": 0, "participants": 80, "copies": 0, "completed": 0}
    assert year.activities["event"] == event
    assert (year.activities["meeting"]["held"], year.groups) == (1, {"groups": 3, "bodies_attending": 2})
    for path in ("activities.event.participants", "groups.bodies_attending", "activities.meeting.held"):
        traced = reports.trace(desk, path, 2026)
        assert sum(r["count"] for r in traced["records"]) == traced["value"] > 0
    for said, words in (
        ({"state": "held", "date": "2026-06-12"}, "まだ来ていない日"), ({"state": "cancelled", "reason": ""}, "理由"),
        ({"title": " "}, "名称"), ({"replaced_by": later}, "この活動になっています"), ({"copies": -1}, "部数"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words):
            activities.save_activity(desk, later, said)
    assert printing.preview(desk, "meeting-minutes", Wanted("2026-05", 2026, activity=forum)).pages == 1
    activities.delete_activity(desk, forum)
    assert len(activities.list_activities(desk, 2026, "event")) == 1
    undoing.undo_last(desk)
    assert len(activities.list_activities(desk, 2026, "event")) == 2


def test_who_completed_a_training_and_when_it_is_due_again(desk, town):
    course = act(desk, "地域サポーター養成講座", "2023-07-31", "training", refresher_months=35)
    one, two = town.volunteer("赤井 一", "あかい"), town.volunteer("井上 二", "いのうえ")
    twin = town.volunteer("赤井 いち", "あかい")
    trainings.set_completed(desk, course, {one, two, twin})
    merging.merge_people(desk, one, twin)
    assert reports.annual(desk, 2023).activities["training"]["completed"] == 2
    (mine,) = trainings.courses_of(desk, twin)
    assert (mine.title, mine.date, mine.again_on) == ("地域サポーター養成講座", "2023-07-31", "2026-06-30")
    assert [(t.name, c.again_on) for t, c in trainings.due(desk)] == [
        ("赤井 一", "2026-06-30"),
        ("井上 二", "2026-06-30"),
    ]
    again = act(desk, "地域サポーター養成講座", "2026-06-01", "training", refresher_months=35)
    trainings.set_completed(desk, again, {two})
    assert [t.name for t, _ in trainings.due(desk)] == ["赤井 一"]
    trainings.set_completed(desk, again, set())
    assert len(trainings.due(desk)) == 2
    meeting = act(desk, "役員会", "2026-06-01")
    with pytest.raises(InputError, match="研修だけ"):
        trainings.set_completed(desk, meeting, {two})


def test_a_flag_makes_a_counter_and_cards_that_come_by_it_are_counted(desk, town):
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily"}).result
    who = town.person("田中 スミ")
    cards.write_card(
        desk, cards.CardDraft(written_on="2026-05-30", salon=salon, person=who, facts="屋根の雪")
    )
    counters.open_counter(desk, salon, "2026-06-01")
    counters.open_counter(desk, salon, "2026-06-05")
    cards.write_card(desk, cards.CardDraft(written_on="2026-06-06", salon=salon, person=who, facts="買い物"))
    (row,) = counters.counter_rows(desk, 2026)
    assert (row.open, row.since, row.flags, row.flag_on, row.cards) == (
        True,
        "2026-06-01",
        2,
        "2026-06-05",
        1,
    )
    assert reports.annual(desk, 2026).counters == {"in_force": 1, "flags": 2, "cards": 1}
    counters.close_counter(desk, salon)
    (row,) = counters.counter_rows(desk, 2026)
    in_force = [reports.annual(desk, year).counters["in_force"] for year in (2026, 2027)]
    assert (row.open, in_force) == (False, [1, 0])


def test_titles_and_texts_stay_at_home_and_the_counts_arrive(desk, desks, carried, bodies):
    council = desks.new(council=True)
    texts = {"contents": "ひみつ", "place": "ひみつの家", "observers": "ひみつ"}
    act(desk, "ひみつの会", "2026-05-20", participants=7, bodies=(bodies[0],), **texts)
    groups.tie(desk, bodies[0], bodies[1], "ひみつの用事")
    carried(desk, council)
    assert reports.annual(council, 2026).activities["meeting"]["participants"] == 7
    with reading(council) as session:
        (there,) = select(session, Activity)
        names = session.exec_driver_sql("SELECT name, chief, phone FROM body ORDER BY name").all()
        assert session.exec_driver_sql("SELECT count(*) FROM body_link").scalar() == 0
    assert (there.title, there.contents, there.place, there.observers) == ("", "", "", "")
    assert {tuple(n) for n in names} == {(n, None, None) for n in ("北一条町内会", "寿会", "民児協")}
    found = network.network(desk, 2026)
    assert [(n.name, n.acts) for n in found.nodes] == [("北一条町内会", 1), ("民児協", 0), ("寿会", 0)]
