"""Summaries that shall name nobody: what is found in them, where, and what is left alone."""

from __future__ import annotations

import pytest

from sasaeai_desktop.domain.nameless import Finder, Known
from tests.nameless.measure import measure

FINDER = Finder(
    Known(
        names=(
            ("試野 悅子", "ためしの えつこ"),
            ("林 清", "はやし きよし"),
            ("森 春", "もり はる"),
            ("八卷 しづえ", "やまき しづえ"),
            ("上田 ウメ", "うえだ うめ"),
            ("奥 拓", "おく たく"),
            ("石川 次男", "いしかわ つぎお"),
            ("山田太郎（長男）", ""),
            ("長男", ""),
            ("佐藤 ゆう子", "さとう ゆうこ"),
            ("みどり病院 受付", ""),
        ),
        phones=("0166-22-1234", "09011112222", "011-222-3333 090-4444-5555"),
        births=("1940-03-02", "1941-05", "1950"),
        addresses=("緑が丘3条2丁目1番5号", "5条通4丁目893番地の1", "緑町12番地 コーポ旭203号室"),
        towns=("緑が丘町内会", "川端町内会", "中央第1町内会", "東町内会"),
        numbers=("A-0001", "12"),
    )
)


@pytest.mark.parametrize(
    ("text", "piece", "kind"),
    [
        *[
            (f"電話は{p}へ", p, "phone")
            for p in (
                "0166-22-1234",
                "0166(22)1234",
                "0166.22.1234",
                "0166/22/1234",
                "22-1234",
                "+81-166-22-1234",
                "0166 22 1234",
                "0166221234",
                "０１６６ー２２ー１２３４",
                "〇一六六-二二-一二三四",
                "1111-2222",
                "090 1111 2222",
                "222-3333",
                "4444-5555",
            )
        ],
        *[
            (f"{b}の方", b, "birth")
            for b in (
                "昭和15年3月2日",
                "S15.3.2",
                "昭15.3.2",
                "1940/3/2",
                "19400302",
                "昭和十五年三月二日",
                "１９４０年３月２日",
                "15年3月2日",
            )
        ],
        ("3月2日生まれ", "3月2日", "birth"),
        ("誕生日は3月2日", "3月2日", "birth"),
        ("昭和16年5月生まれ", "昭和16年5月", "birth"),
        *[
            (f"住まいは{a}。", a, "address")
            for a in (
                "緑が丘3条2丁目1番5号",
                "緑が丘3条2丁目1-5",
                "緑ヶ丘３条２丁目",
                "3条2丁目1-5",
                "893番地の1",
                "5条4丁目893",
                "五条四丁目八百九十三番地",
                "コーポ旭",
            )
        ],
        ("緑ヶ丘町内会の方", "緑ヶ丘", "town"),
        ("緑ガ丘の方", "緑ガ丘", "town"),
        ("中央第一町内会", "中央第一", "town"),
        ("東町内会の方", "東町内会", "town"),
        *[
            (f"{n}さんが転んだ", n, "name")
            for n in (
                "試野悅子",
                "悦子",
                "悅子",
                "林",
                "森",
                "春",
                "八巻",
                "八卷",
                "しずえ",
                "しづゑ",
                "ｼﾂﾞｴ",
                "シヅエ",
                "石川",
                "太郎",
                "ゆう子",
            )
        ],
        *[
            (f"{k}さんが転んだ", k, "kana")
            for k in ("エツコ", "えつこ", "ｴﾂｺ", "はやし", "もり", "はる", "いしかわ", "ゆーこ", "サトー")
        ],
        ("林のお宅", "林", "name"),
        ("林宅で", "林", "name"),
        ("隣のうえださんと", "うえだ", "kana"),
        ("ウメが転んだ", "ウメ", "name"),
        ("悦子が転んだ", "悦子", "name"),
        ("悦 子さん", "悦 子", "name"),
        ("もりはる、80代", "もりはる", "kana"),
        ("Hayashiさん", "Hayashi", "kana"),
        ("sato yuko", "sato", "kana"),
        ("石川が来ない", "石川", "name"),
        ("コーポ旭の方", "コーポ旭", "address"),
        ("川端の方", "川端", "town"),
        ("番号はA-0001", "A-0001", "number"),
        ("番号はａ－０００１", "ａ－０００１", "number"),
    ],
)
def test_somebody_is_found_where_they_stand(text: str, piece: str, kind: str) -> None:
    found = FINDER.find(text)
    assert FINDER.may_hold(text), "an erasure would not look closer"
    assert [(f.text, f.kind.value) for f in found][:1] == [(piece, kind)]
    assert text[found[0].start : found[0].end] == piece


@pytest.mark.parametrize(
    "text",
    [
        "森の中の林で、春から足が悪い。",
        "奥さんと、たくさん話した。みなさん元気。",
        "次男さんと長男さんが来る。",
        "石川の病院へ移る。",
        "小林さんとは別。",
        "実家に帰る。",
        "はるばる来た。",
        "もりだくさん。",
        "おおもりさん。",
        "中央の病院が遠い。",
        "東の部屋。",
        "2023年10月5日に1-5人で。",
        "9時30分、10分ほど。",
        "1950年ごろの家。",
        "昭和15年ごろの家。",
        "3月2日に訪ねた。",
        "家賃120,000円。",
        "22番の1234。",
        "12番の方。",
        "さとうが足りない。",
        "病院の受付で。",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert FINDER.find(text) == []


def test_nothing_is_found_where_nothing_is_known() -> None:
    assert Finder(Known()).find("田中さん 0166-22-1234") == []


def test_of_generated_summaries_nearly_all_that_name_someone_are_stopped() -> None:
    """A sample; the whole is ``python -m tests.nameless``."""
    result = measure(150, seed=3)
    assert result.good, (result.missed, result.wrong)
