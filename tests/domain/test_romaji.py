from __future__ import annotations

import pytest

from sasaeai_desktop.domain.romaji import readings, whole_part


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("satou", "さとう"),
        ("ABE", "あべ"),
        ("Ōno", "おおの"),
        ("ohno", "おうの"),
        ("homma", "ほんま"),
        ("honma", "ほんま"),
        ("kenichi", "けんいち"),
        ("shin'ichi", "しんいち"),
        ("junko", "じゅんこ"),
        ("zyunko", "じゅんこ"),
        ("hattori", "はっとり"),
        ("hotchi", "ほっち"),
        ("tsuchiya", "つちや"),
        ("tutiya", "つちや"),
        ("ｆｕｊｉ", "ふじ"),
        ("さt", "さと"),
        ("n", "の"),
        ("ky", "きょ"),
    ],
)
def test_latin_letters_are_read(typed: str, kana: str) -> None:
    assert kana in readings(typed)


@pytest.mark.parametrize("typed", ["", "さとう", "123", "xq", "abc"])
def test_what_is_no_romaji_has_no_reading(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize(
    ("preedit", "whole"), [("さｔ", "さ"), ("きよｓｈ", "きよ"), ("ｓ", ""), ("さとう", "さとう")]
)
def test_a_letter_that_waits_for_its_vowel_is_left_out(preedit: str, whole: str) -> None:
    assert whole_part(preedit) == whole
