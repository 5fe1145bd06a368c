"""What Latin letters may mean in kana: Hepburn and the letters of an input method, whole or half typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "y": "や.ゆ.よ", "r": "らりるれろ", "l": "らりるれろ", "w": "わ...を", "g": "がぎぐげご",
    "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "f": "..ふ..", "j": ".じ...", "v": "..ゔ..",
}  # fmt: skip
_BESIDE = {
    "ky": "き", "gy": "ぎ", "sy": "し", "sh": "し", "zy": "じ", "jy": "じ", "j": "じ", "ty": "ち", "ch": "ち", "cy": "ち",
    "ny": "に", "hy": "ひ", "by": "び", "py": "ぴ", "my": "み", "ry": "り", "ly": "り", "dy": "ぢ", "f": "ふ",
}  # fmt: skip


def _table() -> dict[str, str]:
    table = {
        head + vowel: sign
        for head, row in _ROWS.items()
        for vowel, sign in zip("aiueo", row, strict=True)
        if sign != "."
    }
    for head, kana in _BESIDE.items():
        small = (
            {"a": "ゃ", "u": "ゅ", "o": "ょ"} if head != "f" else {"a": "ぁ", "i": "ぃ", "e": "ぇ", "o": "ぉ"}
        )
        table |= {head + vowel: kana + sign for vowel, sign in small.items()}
    return table | {
        "shi": "し",
        "chi": "ち",
        "tsu": "つ",
        "she": "しぇ",
        "che": "ちぇ",
        "ji": "じ",
        "wi": "うぃ",
        "we": "うぇ",
    }


_TABLE = _table()
_O_ROW = tuple("おこそとのほもよょろごぞどぼぽ")
_LETTERS = re.compile("[a-z']+")
_MOST = 40  # readings of one word; more are no help


def readings(text: str) -> tuple[str, ...]:
    """All hiragana that a text with Latin letters may stand for; () when it has none, or they are no romaji.

    A consonant at the end that still waits for its vowel stands for its whole row (sat: さた さち さつ さて さと), so
    that a list does not become empty between two keys.

    Examples:
        >>> readings("satou")
        ('さとう',)
        >>> readings("homma")
        ('ほんま',)
        >>> readings("abe3")
        ('あべ3',)
    """
    plain = _letters(text)
    parts: list[tuple[str, ...]] = []
    at = 0
    for run in _LETTERS.finditer(plain):
        found = tuple(dict.fromkeys(_run(run[0], last=run.end() == len(plain))))
        if not found:
            return ()
        parts += [(plain[at : run.start()],), found]
        at = run.end()
    if not parts:
        return ()
    return tuple("".join(way) for way in product(*parts, (plain[at:],)))[:_MOST]


def _letters(text: str) -> str:
    """Half width, small, without long marks: ō is oo."""
    signs: list[str] = []
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower()):
        if sign in "\u0304\u0302" and signs:
            signs.append(signs[-1])
        else:
            signs.append(sign)
    return unicodedata.normalize("NFC", "".join(signs))


def _run(word: str, *, last: bool, kana: str = "") -> Iterator[str]:
    """Give the readings of one run of letters, behind what is read of it already."""
    if not word:
        yield kana
        return
    syllable = next((word[:n] for n in (3, 2, 1) if word[:n] in _TABLE), "")
    if syllable:
        yield from _run(word[len(syllable) :], last=last, kana=kana + _TABLE[syllable])
        if syllable[0] == "n":  # kenichi
            yield from _run(word[1:], last=last, kana=kana + "ん")
        return
    sign, used = _alone(word, kana)
    if used:
        yield from _run(word[used:], last=last, kana=kana + sign)
    elif last:
        yield from (kana + end for end in _ends(word))


def _alone(word: str, kana: str) -> tuple[str, int]:
    """Return the kana of a consonant without a vowel of its own, and how many letters it takes; ("", 0) for none."""
    after = word[1:2]
    if word.startswith("n'"):
        return "ん", 2
    if (word[0] == "n" and after not in ("", "y")) or (word[0] == "m" and after in ("b", "p", "m")):
        return "ん", 1
    if after == word[0] or word.startswith("tch"):
        return "っ", 1
    if word[0] == "h" and kana[-1:] in _O_ROW and after not in tuple("aiueoy"):
        return "う", 1  # Ohno, Satoh
    return "", 0


def _ends(rest: str) -> list[str]:
    """What a syllable that is only begun may become."""
    ends = [sign for letters, sign in _TABLE.items() if letters.startswith(rest)]
    return [*ends, "ん"] if rest == "n" else ends


_HALF = re.compile("[A-Za-zＡ-Ｚａ-ｚ]+$")


def whole_part(preedit: str) -> str:
    """What an input method has finished of a word: 「さｔ」 is さ, 「きよｓｈ」 is きよ, 「ｓ」 is nothing yet."""
    return _HALF.sub("", preedit)
