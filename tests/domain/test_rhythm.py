"""Who is due, in which words, and which regular guests stay away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.rhythm import (
    absences,
    due,
    parse_rhythm,
    parse_told_rhythm,
    planned_days,
    regular,
    rhythm_words,
    stays_away,
    usual_words,
    waiting_words,
)

Y, N = True, False


@pytest.mark.parametrize(
    ("every", "last", "start", "today", "days", "overdue"),
    [
        (4, "2023-10-01", "2023-04-01", "2023-10-05", 4, False),
        (4, "2023-10-01", "2023-04-01", "2023-10-06", 5, True),
        (7, None, "2023-10-01", "2023-10-08", 7, False),
        (7, None, "2023-10-01", "2023-10-09", 8, True),
        (7, "", "", "2023-10-09", None, False),
        (7, None, "2023-12-01", "2023-10-09", 0, False),
        (None, "2023-09-01", "2023-04-01", "2023-10-01", 30, False),
        (None, None, "2023-09-01", "2023-10-02", 31, True),
        (4, "2023-10-09", "2023-04-01", "2023-10-05", 0, False),
    ],
)
def test_due(
    every: int | None, last: str | None, start: str, today: str, days: int | None, overdue: bool
) -> None:
    state = due(every, last, start, today)
    assert (state.days, state.overdue, state.never) == (days, overdue, not last)


def test_words_of_the_worklist() -> None:
    assert waiting_words(due(4, "2023-10-01", "", "2023-10-17")) == "16日 会えていません"
    assert waiting_words(due(14, "2023-10-14", "", "2023-10-17")) == "3日前に 会えました"  # all is well
    assert waiting_words(due(None, "2023-10-14", "", "2023-10-17")) == "3日 会えていません"
    assert waiting_words(due(4, None, "2023-10-01", "2023-10-17")) == "まだ訪ねていません"
    assert waiting_words(due(4, "2023-10-17", "", "2023-10-17")) == "きょう 会えました"
    assert waiting_words(due(4, "2023-10-16", "", "2023-10-17")) == "きのう 会えました"
    assert usual_words(4) == "いつもは 4日に1回"
    assert usual_words(None) == ""


def test_words_of_a_rhythm() -> None:
    assert [rhythm_words(days) for days in (1, 4, 7, 14, 30, 21, 60, 10, None)] == [
        "毎日",
        "4日に1回",
        "週に1回",
        "2週に1回",
        "月に1回",
        "3週に1回",
        "2か月に1回",
        "10日に1回",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("週2回", 4),
        ("週２回程度", 4),
        ("週に二回", 4),
        ("週1回", 7),
        ("毎週", 7),
        ("週3", 3),
        ("月1回", 30),
        ("月2回", 15),
        ("月4回", 7),
        ("毎日", 1),
        ("隔週", 14),
        ("隔日", 2),
        ("一日おき", 2),
        ("2日おき", 3),
        ("4日に1回", 4),
        ("4日に１回", 4),
        ("7", 7),
        ("１４", 14),
        ("2週間に1回", 14),
        ("2か月に1回", 60),
        ("２ヶ月に１回", 60),
        ("1日2回", 1),
        ("30日", 30),
    ],
)
def test_reading_a_rhythm(text: str, days: int) -> None:
    assert parse_rhythm(text) == days


@pytest.mark.parametrize("text", ["", "適宜", "0", "週0回", "400", "おき", "9" * 5000, "-3"])
def test_what_is_no_rhythm(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_rhythm(text)
    assert caught.value.todo.endswith("入れてください。")


@pytest.mark.parametrize("text", ["2", " ２ "])
def test_a_number_alone_is_asked_about_where_somebody_types_it(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_told_rhythm(text)
    assert "2日に1回か 週2回か" in caught.value.what
    assert parse_told_rhythm("週2回") == parse_rhythm("週2回")


@given(st.integers(1, 366))
def test_every_rhythm_reads_back_from_its_words(days: int) -> None:
    assert parse_rhythm(rhythm_words(days)) == days
    assert parse_rhythm(str(days)) == days


def test_planned_days() -> None:
    assert planned_days("2023-10", ("3",)) == (5, 12, 19, 26)  # Thursdays
    assert planned_days("2024-02", ("0", "6")) == (4, 5, 11, 12, 18, 19, 25, 26)
    assert planned_days("2024-02", ()) == ()
    assert planned_days("2024-02", tuple("0123456")) == tuple(range(1, 30))


@pytest.mark.parametrize(
    ("came", "missed", "was_regular", "away"),
    [
        ([Y] * 8 + [N] * 3, 3, True, True),
        ([Y] * 8 + [N] * 2, 2, True, False),
        ([Y, N] * 4 + [N] * 2, 3, True, True),
        ([N, Y] * 4 + [N] * 3, 3, True, True),
        ([N] * 5 + [Y] * 3 + [N] * 4, 4, False, False),
        ([Y] * 3 + [N] * 3, 3, True, True),
        ([Y] * 2 + [N] * 3, 3, False, False),
        ([Y] * 20 + [N] * 5 + [Y] * 1 + [N] * 3, 3, False, False),
        ([N] * 8, 8, False, False),
        ([Y] * 5, 0, True, False),
        ([], 0, False, False),
    ],
)
def test_staying_away(came: list[bool], missed: int, was_regular: bool, away: bool) -> None:
    assert (absences(came), regular(came), stays_away(came)) == (missed, was_regular, away)


@given(st.lists(st.booleans(), max_size=30))
def test_absences_do_not_change_who_was_regular(came: list[bool]) -> None:
    assert regular([*came, N]) == regular(came)
    assert absences([*came, N]) == absences(came) + 1
    assert absences([*came, Y]) == 0
