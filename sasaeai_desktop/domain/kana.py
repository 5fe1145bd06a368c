"""Sort and search keys of Japanese names and addresses.

Keys only: a stored name is never rewritten (NFKC alone would change 22 kanji of cp932, 神 祥 福 ... in their
old forms). Two texts that a person at the desk takes for the same have the same search key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import jaconv

from sasaeai_desktop.domain.kanji import VARIANTS

_BLANKS = " \u3000・･\u00b7"
_DASHES = "-‐‑‒–—―⁃−─━ーｰ－﹘﹣~〜～˗➖"
_VOICE_MARKS = "\u3099\u309a"
_SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\u200b-\u200f\u2060\ufeff\u00ad]"
_INVISIBLE = re.compile(_SELECTORS)
_SMALL = str.maketrans("ぁぃぅぇぉゕゖっゃゅょゎ", "あいうえおかけつやゆよわ")
_ROWS = {
    "あ": "あいうえお",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "やゆよ",
    "ら": "らりるれろ",
    "わ": "わゐゑをん",
}
_ROW_OF = {sign: row for row, signs in _ROWS.items() for sign in signs}
_VOWEL_OF = {
    sign: vowel
    for vowel, signs in {
        "あ": "あかさたなはまやらわ",
        "い": "いきしちにひみりゐ",
        "う": "うくすつぬふむゆる",
        "え": "えけせてねへめれゑ",
        "お": "おこそとのほもよろを",
        "ん": "ん",
    }.items()
    for sign in signs
}


def sort_key(kana: str) -> str:
    """The key that orders readings by JIS X 4061: compare keys as plain strings (Python or SQLite BINARY).

    Word by word, so that the たなか stay together before the たなが: first the plain signs (がっこー as
    かつこお), then 清音, 濁音, 半濁音; then long mark, small kana, repeat mark, full kana. Hiragana, katakana
    and half width are the same here: the last tie-break of the standard would part the lists of two typists.
    """
    return " ".join(map(_word_key, _hiragana(kana).replace("・", " ").split()))


@lru_cache(maxsize=8192)  # the same names are put in order again and again
def _word_key(word: str) -> str:
    plain: list[str] = []
    voices: list[str] = []
    kinds: list[str] = []
    for sign in word:
        base, mark = _apart(sign)
        before = plain[-1] if plain else ""
        if sign in _DASHES and before in _VOWEL_OF:
            base, kind = _VOWEL_OF[before], "0"
        elif base == "ゝ" and before in _VOWEL_OF:
            base, kind = before, "2"
        else:
            full = base.translate(_SMALL).casefold()[:1]
            base, kind = full, "3" if full == base else "1" if full in _VOWEL_OF else "4"
        plain.append(base)
        voices.append(str(_VOICE_MARKS.index(mark) + 1) if mark else "0")
        kinds.append(kind)
    return " ".join(("".join(plain), "".join(voices), "".join(kinds)))


@lru_cache(maxsize=8192)  # every look for twins asks for everyone's names
def search_key(text: str) -> str:
    """The key by which names and texts are compared; two that a person takes for the same have the same key.

    Folds kana of every form (濁点, small, old ゐ ゑ を, repeat marks), づ and ず, ぢ and じ, long vowels however they are
    written (おう おお おー, けい けえ), ヶ ケ ヵ が between kanji, ノ and 之, widths, capitals, kanji variants and 々; drops
    blanks, dashes and variation selectors: 0166-12 finds 016612.
    """
    wide = _hiragana(text).translate(_SOUNDS)
    wide = _BETWEEN_KANJI.sub(lambda m: "の" if m[0] in "の之" else "か", wide)
    return _LONG_O.sub(_drawn("お"), _LONG_E.sub(_drawn("え"), _folded(wide)))


def plain_key(text: str) -> str:
    """The key of a text letter by letter: as ``search_key``, but づ stays つ and long vowels stay as written.

    A part of a name that begins in the middle of a long vowel (うえ in いのうえ) is found by this one.
    """
    return _folded(_hiragana(text))


def short_key(text: str) -> str:
    """The search key of a reading without its long vowels, as passports write them: ゆうこ as ゆこ (yuko)."""
    return _LONG.sub(lambda m: m[1] or m[2], search_key(text))


def _folded(wide: str) -> str:
    folded = wide.casefold().translate(_FOLD)
    folded = _DASH.sub("", _LONG_MARK.sub(lambda m: m[1] + _VOWEL_OF[m[1]] * (len(m[0]) - 1), folded))
    return unicodedata.normalize("NFC", _REPEAT.sub(lambda m: m[1] * len(m[0]), folded))


def _drawn(vowel: str) -> Callable[[re.Match[str]], str]:
    return lambda m: m[1] + vowel * len(m[2])


def kana_row(kana: str) -> str:
    """The あかさたな row of a reading, "あ" to "わ" (ん with わ); "" where it does not begin with kana."""
    return _ROW_OF.get(sort_key(kana)[:1], "")


def grams(key: str) -> frozenset[str]:
    """All pieces of one and two signs of a search key, blanks removed."""
    solid = "".join(key.split())
    return frozenset(solid) | frozenset(solid[at : at + 2] for at in range(len(solid) - 1))


def _hiragana(text: str) -> str:
    """Full-width hiragana, composed, without invisible signs; kanji lose only compatibility forms."""
    wide = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return str(jaconv.kata2hira(wide))


def _apart(sign: str) -> tuple[str, str]:
    """A kana without its 濁点 or 半濁点, and that mark or ""; any other sign as it is."""
    parts = unicodedata.normalize("NFD", sign) if "ぁ" <= sign <= "ゞ" else sign
    return parts[0], parts[1:]


def _variant_pairs() -> Iterable[tuple[str, str]]:
    for group in VARIANTS.split():
        for sign in group[1:]:
            yield sign, group[0]


def _fold_table() -> dict[int, str]:
    table = {chr(code): _apart(chr(code))[0].translate(_SMALL) for code in range(ord("ぁ"), ord("ゟ"))}
    table |= {"ゐ": "い", "ゑ": "え", "を": "お", "〻": "々"}
    table |= dict.fromkeys(_DASHES, "-") | {"ー": "ー"} | dict.fromkeys(_BLANKS + _VOICE_MARKS + "\t\r\n", "")
    table |= dict(_variant_pairs())
    return {ord(sign): folded for sign, folded in table.items()}


_FOLD = _fold_table()
# A dash between kana is a long mark badly typed (コ-ポ); before a number or at the end it is a dash.
_LONG_MARK = re.compile("([あ-ん])(?:[ー-]+(?=[あ-ん])|ー+(?![0-9ー]))")
_DASH = re.compile("[ー-]+")
_REPEAT = re.compile("([あ-ん\u3400-\u9fff\U00020000-\U0003ffff])[ゝ々]+")
_SOUNDS = str.maketrans("づぢ", "ずじ")
_KANJI = "々\u3400-\u9fff\U00020000-\U0003ffff"
_BETWEEN_KANJI = re.compile(f"(?<=[{_KANJI}])[ゖけゕかがの之](?=[{_KANJI}])")
_LONG_O = re.compile("([おこそとのほもよろ])([うお]+)")
_LONG_E = re.compile("([えけせてねへめれ])([いえ]+)")
_LONG = re.compile("([おこそとのほもよろ])お+|([うくすつぬふむゆる])う+")
