"""Kinsoku: no line begins or ends with the wrong sign wherever a right place exists."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai_desktop.forms.breaking import NOT_AT_END, NOT_AT_START, break_lines
from sasaeai_desktop.forms.paper import width_of, wrap

KANJI = "見守訪問票電話姿日木金土町内会班髙﨑𠮷"
SIGNS = "、。・」』）ーっゃゅょ々ァッ！？…「『（"
JAPANESE = st.text(
    st.sampled_from(KANJI + "あいうえおかきくけこ" * 3 + SIGNS + "0123456789-AZ 　"), max_size=200
)


def wide(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def right_place(text: str, at: int) -> bool:
    """Return whether a line may end before ``at``; a blank at the end of a line does not count."""
    return text[at] not in NOT_AT_START | {" ", "\u3000"} and text[:at].rstrip()[-1:] not in NOT_AT_END


def squashed(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "").replace("\n", "")


@settings(max_examples=1000, deadline=None)
@given(JAPANESE, st.integers(12, 40))
def test_lines_keep_the_text_the_width_and_the_rules(text: str, limit: int) -> None:
    lines = break_lines(text, limit, wide)
    assert squashed("".join(lines)) == squashed(text)
    for line in lines:
        assert sum(map(wide, line)) <= limit
    for before, after in pairwise(lines):
        if not before or not after or (before[-1] not in NOT_AT_END and after[0] not in NOT_AT_START):
            continue
        # Wrong only where the whole line offers no right place (a row of 、、、、 longer than the line).
        whole = before + after[0]
        assert not any(right_place(whole, at) for at in range(1, len(whole))), (before, after)


_PROSE = """
見守り 訪問 「こんにちは」と話す。 サロン、 お茶飲み・体操 電話は0166-00-1234。 ちょっと っぽい ー（本人によると） 髙橋さん 𠮷田さん
令和5年10月5日 100%、 ￥1,000 『本』を …… 辻\U000e0100さん 『（「入れ子」）』 々木 です。 ました！？ A-12号室 ※注意 №12 ァッ
"""
WORDS = _PROSE.split()


def test_a_thousand_paragraphs_in_the_papers_own_widths() -> None:
    dice = random.Random(5)
    for _ in range(1000):
        text = "".join(dice.choice(WORDS) for _ in range(dice.randint(5, 40)))
        size, width = dice.choice((9.0, 10.5, 12.0, 13.0, 14.0)), dice.uniform(60, 180)
        lines = wrap(text, size, width)
        assert "".join(lines) == text
        for before, after in pairwise(lines):
            assert before[-1] not in NOT_AT_END, (before, after)
            assert after[0] not in NOT_AT_START, (before, after)
        assert all(width_of(line, size) <= width + 1e-6 for line in lines)


def test_ordinary_prose_breaks_right() -> None:
    text = "「風呂場がこわい」と話す。左の手首に湿布、右は（本人によると）だいじょうぶ。電話は0166-00-1234。"
    assert break_lines(text, 10, wide) == [
        "「風呂場がこわい」と",
        "話す。左の手首に湿",
        "布、右は（本人による",
        "と）だいじょうぶ。電",
        "話は0166-00-1234。",
    ]


def test_line_feeds_blanks_and_nothing() -> None:
    assert break_lines("", 10, wide) == []
    assert break_lines("一行目\n\n三行目　", 10, wide) == ["一行目", "", "三行目"]
    assert break_lines("A < B & C", 20, wide) == ["A < B & C"]


def test_a_selector_stays_with_its_kanji() -> None:
    def shown(char: str) -> float:
        return 0.0 if char == "\U000e0100" else 1.0

    assert break_lines("辻\U000e0100" * 4, 2, shown) == ["辻\U000e0100辻\U000e0100"] * 2
