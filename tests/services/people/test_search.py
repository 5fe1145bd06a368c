"""Finding people by whatever is known of them, and what is offered when nobody is found."""

from __future__ import annotations

import pytest

from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.watch import registering
from tests.services.conftest import Town


@pytest.fixture
def three(town: Town) -> Town:
    town.person(
        "佐藤 春子", "さとう はるこ", town="川端町内会", address="5条通4丁目893番地の1", phone="0166-22-1234", mobile="09011112222"
    )  # fmt: skip
    town.person(
        "佐藤 進", "さとう すすむ", town="緑が丘町内会", address="東光3条2丁目1番5号", phone="0166225678"
    )
    town.person("井上 しづえ", "いのうえ しづえ", town="東光町内会")
    return town


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("佐藤 川端", ["佐藤 春子"]),
        ("川端　さとう", ["佐藤 春子"]),
        ("さとう 東光", ["佐藤 進"]),
        ("5条通4丁目", ["佐藤 春子"]),
        ("５条４丁目８９３", ["佐藤 春子"]),
        ("893の1", ["佐藤 春子"]),
        ("22-5678", ["佐藤 進"]),
        ("0166(22)1234", ["佐藤 春子"]),
        ("090-1111-2222", ["佐藤 春子"]),
        ("緑ヶ丘", ["佐藤 進"]),
        ("satou", ["佐藤 進", "佐藤 春子"]),
        ("ｓａｔｏ haru", ["佐藤 春子"]),
        ("inoue", ["井上 しづえ"]),
        ("うえ", ["井上 しづえ"]),
        ("しずえ", ["井上 しづえ"]),
        ("しつえ", ["井上 しづえ"]),
        ("さt", ["佐藤 進", "佐藤 春子"]),
        ("佐藤 東京", []),
    ],
)
def test_every_word_narrows_the_list(three: Town, typed: str, names: list[str]) -> None:
    assert [row.name for row in people.find_people(three.desk, typed)] == names


def test_a_word_may_be_the_name_of_a_watcher(three: Town) -> None:
    watcher = three.volunteer("原田 ミツ", "はらだ みつ")
    person = people.find_people(three.desk, "佐藤 進")[0].id
    registering.start_watch(three.desk, person, "2026-01-01")
    registering.assign(three.desk, person, watcher, "2026-01-01")
    for typed in ("原田 緑が丘", "harada さとう"):
        assert [row.name for row in people.find_people(three.desk, typed)] == ["佐藤 進"]
    assert [row.name for row in people.find_people(three.desk, "はらだ", by_watcher=True)] == ["佐藤 進"]
    assert people.find_people(three.desk, "はらだ 川端") == []


def test_who_is_near_is_offered_where_nobody_is_found(three: Town) -> None:
    assert next(row.name for row in people.near_people(three.desk, "さたう はるこ")) == "佐藤 春子"
    assert [row.name for row in people.near_people(three.desk, "いのうう しづえ")] == ["井上 しづえ"]
    assert people.near_people(three.desk, "わ") == []
    assert people.near_people(three.desk, "ポポヴィッチ") == []
