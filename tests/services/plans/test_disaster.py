"""安否確認: opened, ticked with one key, counted live, merged with the sibling's ticks, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.plans import SafetyEvent, SafetyTick
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.plans import disaster, plans
from sasaeai_desktop.services.plans.plans import PlanDraft


def clocked(desk, time):
    return replace(desk, clock=Clock(now=lambda: datetime.fromisoformat(f"2026-06-11T{time}:00+09:00")))


@pytest.fixture
def four(desk, town):
    people = [
        town.watched("一番 花", "いちばん はな", town="さくら", group="1班"),
        town.watched("二番 花", "にばん はな", town="さくら", group="2班"),
        town.watched("三番 花", "さんばん はな", town="さくら", group="2班"),
        town.watched("四番 花", "よんばん はな", town="さくら", group="10班"),
    ]
    consents.set_consent(desk, people[2], "evacuation", "given", form="written", giver="self")
    plans.save_plan(desk, people[2], PlanDraft(needs=("walk",), place="公民館"))
    return people


def test_those_most_in_need_stand_first_by_group_and_a_tick_is_undone(desk, four):
    with pytest.raises(InputError, match="始まっていません"):
        disaster.tick(desk, four[0], "safe")
    disaster.open_event(clocked(desk, "07:00"), "snow")
    with pytest.raises(InputError, match="もう始まって"):
        disaster.open_event(desk, "quake")
    board = disaster.board(desk)
    assert [r.name for r in board.rows] == ["三番 花", "二番 花", "一番 花", "四番 花"]
    assert (board.title, board.left, board.rows[0].needs, board.rows[0].place) == (
        "大雪・暴風雪（6月11日）", 4, "歩く", "公民館",
    )  # fmt: skip
    assert disaster.paper_title(board.event) == "大雪・暴風雪（令和8年6月11日）"  # a paper is kept for years
    disaster.tick(clocked(desk, "07:10"), four[2], "help", seen_by="山田さん")
    disaster.tick(clocked(desk, "07:30"), four[0], "safe")
    disaster.tick(clocked(desk, "07:40"), four[2], "safe")
    board = disaster.board(desk)
    assert (board.safe, board.help, board.unknown, board.left) == (2, 0, 0, 2)
    assert (board.rows[0].seen, board.rows[0].looks) == ("7時40分　佐々木 恵子", 2)
    assert (board.minutes_half, board.minutes_all) == (30, None)
    undoing.undo_last(desk)
    assert disaster.board(desk).help == 1


def test_the_siblings_ticks_merge_and_both_are_kept(desk, desks, carried, four):
    disaster.open_event(clocked(desk, "07:00"), "quake", "早朝の地震")
    other = desks.new("B")
    carried(desk, other)
    disaster.tick(clocked(desk, "07:10"), four[0], "unknown", "佐藤")
    disaster.tick(clocked(other, "07:25"), four[0], "safe", "鈴木")
    disaster.tick(clocked(desk, "07:05"), four[1], "safe")
    carried(other, desk)
    carried(desk, other)
    boards = [disaster.board(d) for d in (desk, other)]
    assert [(b.safe, b.left, b.title) for b in boards] == [(2, 2, "早朝の地震（6月11日）")] * 2
    assert {r.name: r.state for r in boards[0].rows} == {r.name: r.state for r in boards[1].rows}
    with desk.database.read() as session:
        assert len(select(session, SafetyTick, "AND person = ?", (four[0],))) == 2


def test_what_reaches_the_council_is_counts(desk, desks, carried, four):
    event = disaster.open_event(clocked(desk, "07:00"), "quake", "田中さん宅の前の道").result
    for person, state in zip(four, ("safe", "safe", "help", "unknown"), strict=True):
        disaster.tick(clocked(desk, "07:20"), person, state)
    disaster.close_event(clocked(desk, "09:00"))
    council = desks.new("A", code="00", council=True)
    carried(desk, council)
    with council.database.read() as session:
        assert select(session, SafetyTick) == []
        (held,) = select(session, SafetyEvent)
    assert (held.id, held.name) == (event, "")
    assert (held.people, held.safe, held.help, held.unknown) == (4, 2, 1, 1)
    assert (held.minutes_half, held.minutes_all, held.closed_time) == (20, None, "09:00")
    assert disaster.current_event(desk) is None


def test_of_several_looks_in_one_minute_the_last_counts(desk, four):
    disaster.open_event(desk, "snow")
    for state in ("help", "unknown", "safe"):
        disaster.tick(desk, four[0], state)
    assert disaster.board(desk).safe == 1
    assert (
        disaster.time_after("2026-06-01T10:05", "2026-06-01", "09:00") == "09:00"
    )  # a paper of an earlier hour
    assert disaster.time_after("2026-06-01T10:06", "2026-06-01", "10:05") == "10:07"
