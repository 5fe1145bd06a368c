"""名寄せ: pairs with their reasons, choices side by side, and being two again."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db import state
from sasaeai_desktop.domain.alike import compare, likely_pairs
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.people import merging, person_page, twins
from tests.twins.planting import Row, entries, register


def score(**other: str) -> tuple[int, list[str]]:
    one = Row(
        "大野 悦子",
        "おおの えつこ",
        "1940-03-12",
        "female",
        "0166-22-1234",
        "",
        "5条通4丁目893番地の1",
        "川端町内会",
    )
    values = {name: getattr(one, name) for name in Row.__dataclass_fields__}
    a, b = entries([one, Row(**{**values, **other})])
    likeness = compare(a, b)
    return likeness.score, [r.words for r in likeness.reasons]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": "大野 悅子"}, "氏名が字の形だけちがう"),
        ({"name": "ｵｵﾉ ｴﾂｺ", "kana": ""}, "ふりがなが同じ"),
        ({"kana": "おうの えつこ"}, "ふりがなが同じ"),
        ({"kana": "おおの えつか"}, "ふりがなが1字ちがう"),
        ({"birth": "1940-12-03"}, "生年月日の 月と日が入れかわっている"),
        ({"birth": "1941-03-12"}, "生年月日が1字ちがう"),
        ({"birth": "1940-03"}, "生年月日が合う"),
        ({"phone": "0166(22)1234"}, "電話が同じ"),
        ({"address": "5条4丁目893-1"}, "住所が同じ"),
    ],
)
def test_reasons_speak_for_themselves(other: dict[str, str], words: str) -> None:
    points, said = score(**other)
    assert words in said
    assert points > 9


def test_a_couple_and_people_of_one_name_are_two() -> None:
    assert score(name="大野 弘", kana="おおの ひろし", birth="1938-05-01", sex="male")[0] < 5
    elsewhere = {
        "birth": "1951-11-30",
        "phone": "0166-99-0000",
        "address": "1条1丁目1番地",
        "town": "東町内会",
    }
    assert score(**elsewhere)[0] < 5


def test_of_planted_twins_nearly_all_are_found_and_few_others() -> None:
    """A smaller register; ten thousand people: ``python -m tests.twins``."""
    rows, planted = register(1500, 0.03, seed=11)
    found = {(int.from_bytes(p.a, "big"), int.from_bytes(p.b, "big")) for p in likely_pairs(entries(rows))}
    assert len(found & planted) >= 0.95 * len(planted)
    assert len(found & planted) >= 0.9 * len(found)


def test_choices_are_shown_and_parting_leaves_no_trace(desk, town) -> None:
    first = town.person("安部 はつ", "あべ はつ", town="川端町内会", phone="0166-22-1111", birth="1940-03-02")
    second = town.person(
        "阿部 ハツ", "あべ はつ", town="川端町内会", address="5条4丁目1番地", birth="1940-03-02"
    )
    with reading(desk) as session:
        before = state.state_hash(session, open_only=False)
    (pair,) = twins.likely_twins(desk)
    assert (
        pair.words == "氏名が1字ちがう（+2）・ふりがなが同じ（+4）・生年月日が同じ（+6）・町内会が同じ（+1）"
    )
    assert [c.field for c in merging.differing(desk, first, second)] == ["number", "name"]
    done = merging.merge_people(desk, first, second, {"name": second, "number": first})
    person = person_page.person_view(desk, first).person
    assert (person.name, person.number, person.phone, person.address) == (
        "阿部 ハツ", "A-0001", "0166-22-1111", "5条4丁目1番地",
    )  # fmt: skip
    assert twins.likely_twins(desk) == []
    merging.unmerge(desk, done.result)
    with reading(desk) as session:
        assert state.state_hash(session, open_only=False) == before
    assert person_page.person_view(desk, first).person.name == "安部 はつ"
    merging.merge_people(desk, first, second, {"name": first})
    assert person_page.person_view(desk, second).person.name == "安部 はつ"
    merging.unmerge(desk, merging.merge_between(desk, second, first))
    with pytest.raises(InputError):
        merging.merge_between(desk, first, second)


def test_who_is_typed_again_is_known(desk, town) -> None:
    known = town.person("大野 悅子", "おおの えつこ", phone="0166-22-1234")
    alike = twins.twins_of(desk, {"name": "大野悦子", "kana": "おうの えつこ"})
    assert [(row.id, words) for row, words in alike] == [
        (known, "氏名が字の形だけちがう（+6）・ふりがなが同じ（+4）")
    ]
    assert twins.twins_of(desk, {"name": "大野悦子", "kana": "おうの えつこ"}, but=[known]) == []
    assert twins.twins_of(desk, {"name": "田中 一"}) == []
