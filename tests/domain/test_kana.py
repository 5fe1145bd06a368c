"""Keys: the order of the standard, and that every spelling a volunteer may type finds the name."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sasaeai_desktop.domain.kana import grams, kana_row, plain_key, search_key, short_key, sort_key
from sasaeai_desktop.domain.kanji import VARIANTS

# JIS X 4061-1996, conformance data (kana part); words that differ only in hiragana or katakana may tie here.
STANDARD_ORDER = """
シャーレ シャイ シヤィ シャレ
ちょこ ちよこ チョコレート
てーた テータ テェタ てえた でーた データ デェタ でえた
てーたー テータァ テェター てぇたぁ てえたー でーたー データァ でェたァ デぇタぁ デエタア
ひゆ びゅあ ぴゅあ びゅあー ビュアー ぴゅあー ピュアー ヒュウ ヒユウ ビュウア ビューアー ひゅん ぴゅん
ふーり フーリ ふぅリ ふゥり ふゥリ フウリ ブゥり ぶうり プウリ フーリー フゥリー ふゥりィ フぅりぃ フウリー
フウリー ふうりぃ ブウリイ ぷーりー ぷゥりイ ぷうりー プウリイ
フヽ ふゞ ぶゝ ぶふ ぶフ ブふ ブフ ぶぷ ブぷ ぷゝ ぷヽ ぷふ
さと さど さとう さどう さとうや サトー さとおや
"""

KANA = st.text(st.sampled_from([chr(code) for code in range(0x3041, 0x3097)] + list("ーゝゞ ")), max_size=12)
ANY = st.text(max_size=20) | st.text(
    st.sampled_from(list("たなかガパぁッーゝ々〻-− 　髙邉﨑𠮷神ｶﾞﾊﾟ１2Ａｂ・〜\u3099\u309a\U000e0101")),
    max_size=12,
)


@pytest.mark.parametrize("line", STANDARD_ORDER.split("\n")[1:-1])
def test_order_of_the_standard(line: str) -> None:
    words = line.split()
    katakana = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)} | {"ヽ": "ゝ"})
    for left, right in pairwise(words):
        same = left.translate(katakana) == right.translate(katakana)
        assert (sort_key(left) == sort_key(right)) if same else (sort_key(left) < sort_key(right))


def test_families_stay_together() -> None:
    names = ["たなかい さぶろう", "タナカ ウメ", "ﾀﾅｶ ｲﾁﾛｳ", "たなが あき", "たなか　えい"]
    assert sorted(names, key=sort_key) == [
        "ﾀﾅｶ ｲﾁﾛｳ",
        "タナカ ウメ",
        "たなか　えい",
        "たなが あき",
        "たなかい さぶろう",
    ]


@given(KANA)
def test_hiragana_katakana_and_half_width_are_one(text: str) -> None:
    katakana = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text)
    assert sort_key(katakana) == sort_key(text)
    assert search_key(katakana) == search_key(text)
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(KANA, KANA)
@example("さど", "さとう")
def test_plain_reading_decides_first(left: str, right: str) -> None:
    """濁点 and small kana never decide where the plain readings differ."""
    left, right = left.replace(" ", ""), right.replace(" ", "")
    plain_left, plain_right = sort_key(left).split(" ")[0], sort_key(right).split(" ")[0]
    if plain_left != plain_right:
        assert (sort_key(left) < sort_key(right)) == (plain_left < plain_right)


@given(ANY)
def test_search_key_is_stable_and_solid(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    assert not set(search_key(text)) & set(" \u3000-‐−ー・\u3099\u309a\U000e0101")


@pytest.mark.parametrize(
    "spellings",
    [
        "高橋 髙橋 髙槗",
        "山崎 山﨑 山嵜",
        "斉藤 斎藤 齋藤 齊藤",
        "渡辺 渡邊 渡邉 渡邉\U000e0101",
        "吉田 𠮷田",
        "佐々木 佐佐木",
        "広沢 廣澤 廣沢",
        "小島 小嶋 小嶌",
        "浜国関竜恵真塚柳富鉄徳隆瀬 濱國關龍惠眞\ufa10栁冨鐵德\uf9dc瀨",
        "神祥福靖都飯館鶴 \ufa19\ufa1a\ufa1b\ufa1c\ufa26\ufa2a\ufa2c\ufa2d",
        "さとう サトウ ｻﾄｳ サドゥ さどう",
        "ゆうこ ゆーこ ユーコ ﾕｰｺ ゆ−こ",
        "よしえ ヨシヱ ﾖｼｴ",
        "みすず みすゞ ミスヾ ミスズ",
        "5条通4丁目893 ５条通４丁目８９３",
        "0166-12-3456 ０１６６－１２－３４５６ 0166―12―3456 0166ー12ー3456 0166123456",
        "ABC ａｂｃ Ａｂｃ",
        "コーポ-5 コーポ－５ ｺｰﾎﾟ5 コーポ5",
        "しづえ しずえ シヅエ ｼｽﾞｴ",
        "ちぢみ ちじみ",
        "おおの おうの オーノ おーの",
        "けいこ けえこ ケーコ",
        "さとううめ さとう\u3000うめ サトーウメ",
        "緑が丘 緑ヶ丘 緑ケ丘 緑ヵ丘 緑ガ丘 緑ｹ丘",
        "一之瀬 一ノ瀬 一の瀬",
        "悦子 悅子",
        "八巻 八卷",
        "鉄男 鐵男 鐡男",
        "松田 柗田",
        "映子 暎子",
        "迪子 廸子",
        "壷井 壺井",
        "熙 熈 煕 凞",
        "鶴見 靏見 靎見 鸖見",
        "大窪 大漥",
    ],
)
def test_spellings_of_one_thing_share_a_key(spellings: str) -> None:
    assert len({search_key(spelling) for spelling in spellings.split(" ")}) == 1


def test_blanks_do_not_matter_and_different_names_differ() -> None:
    assert search_key("田中　一郎") == search_key(" 田中 一郎") == search_key("田中一郎")
    keys = {
        search_key(name)
        for name in ("田中", "中田", "田畑", "斉藤", "佐藤", "さと", "さとう", "高木", "高本")
    }
    assert len(keys) == 9


def test_names_that_are_two_stay_two() -> None:
    for pair in (
        "坂本 阪本",
        "苅田 刈田",
        "畑山 畠山",
        "伊藤 伊東",
        "さと さとう",
        "まつ ます",
        "古谷 古屋",
        "太田 大田",
    ):
        one, other = pair.split()
        assert search_key(one) != search_key(other)


def test_a_part_that_begins_within_a_long_vowel_and_a_passport_reading_are_found() -> None:
    assert "うえ" in plain_key("いのうえ")
    assert "うめ" in plain_key("さとう うめ")
    assert short_key("ゆうこ") == short_key("ゆこ") == "ゆこ"
    assert short_key("さとう") == "さと"


def test_each_kanji_stands_in_one_group_only() -> None:
    signs = [sign for group in VARIANTS.split() for sign in group]
    assert len(signs) == len(set(signs))
    assert all(search_key(group[0]) == group[0] for group in VARIANTS.split())


@pytest.mark.parametrize(
    ("reading", "row"),
    [
        ("あべ", "あ"),
        ("ヴァン", "あ"),
        ("がとう", "か"),
        ("ｻﾞｵｳ", "さ"),
        ("っ", "た"),
        ("ぱく", "は"),
        ("ゐのうえ", "わ"),
        ("んじゃめな", "わ"),
        (" ヤマダ", "や"),
        ("山田", ""),
        ("", ""),
        ("Smith", ""),
        ("ーあ", ""),
    ],
)
def test_kana_row(reading: str, row: str) -> None:
    assert kana_row(reading) == row


def test_grams() -> None:
    assert grams("さとう") == {"さ", "と", "う", "さと", "とう"}
    assert grams("さ と") == {"さ", "と", "さと"}
    assert grams("") == frozenset()


@given(ANY, st.data())
def test_grams_find_every_part(text: str, data: st.DataObject) -> None:
    """A search by the grams of a part of a key never loses the person."""
    key = search_key(text)
    start = data.draw(st.integers(0, len(key)))
    assert grams(key[start : data.draw(st.integers(start, len(key)))]) <= grams(key)
