"""The order of a round: sorted by where people live, moved, kept, and printed so."""

from __future__ import annotations

import pytest

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.services.watch import registering, rounds, sheets


@pytest.fixture
def watcher(desk):
    return volunteers.save_volunteer(desk, None, {"name": "原田 ミツ", "kana": "はらだ みつ"}).result


@pytest.fixture
def walked(desk, town, watcher):
    """Three houses of one round, assigned in the order of kana."""
    places = (
        ("阿部 ハツ", "あべ はつ", "16条町内会", "2班", "893番地の10"),
        ("石川 清子", "いしかわ きよこ", "5条町内会", "10班", "4番地"),
        ("上田 弘", "うえだ ひろし", "５条町内会", "2班", "893番地の2"),
    )
    found = [
        town.watched(name, kana, town=where, group=group, address=address)
        for name, kana, where, group, address in places
    ]
    for person in found:
        registering.assign(desk, person, watcher)
    return found


def test_a_round_is_put_in_the_order_of_the_houses_kept_and_undone(desk, watcher, walked):
    before = rounds.round_now(desk, watcher)
    assert [s.name for s in before.stops] == ["阿部 ハツ", "石川 清子", "上田 弘"]
    sorted_stops = rounds.by_place(before.stops)
    # 5条 comes before 16条, 2班 before 10班, also where the digits are wide.
    assert [s.name for s in sorted_stops] == ["上田 弘", "石川 清子", "阿部 ハツ"]
    done = rounds.set_round(desk, watcher, [s.person for s in sorted_stops])
    assert done.changes.label == "原田 ミツさんのまわる順を保存しました"
    assert [s.name for s in rounds.round_now(desk, watcher).stops] == ["上田 弘", "石川 清子", "阿部 ハツ"]
    rows = sheets.look_at(desk, watcher, "2026-06").rows
    assert [row.name for row in rows] == ["上田 弘", "石川 清子", "阿部 ハツ"]
    assert [p.name for p in people.find_people(desk, "はらだ", watched=True)] == [
        "上田 弘",
        "石川 清子",
        "阿部 ハツ",
    ]
    undoing.undo_last(desk)
    assert [s.name for s in rounds.round_now(desk, watcher).stops] == ["阿部 ハツ", "石川 清子", "上田 弘"]


def test_whoever_is_not_named_follows_behind(desk, town, watcher, walked):
    rounds.set_round(desk, watcher, [walked[2]])
    assert [s.name for s in rounds.round_now(desk, watcher).stops] == ["上田 弘", "阿部 ハツ", "石川 清子"]
    with pytest.raises(InputError):
        rounds.set_round(desk, watcher, [town.person("だれか")])
