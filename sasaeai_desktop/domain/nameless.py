"""Who can be told from a text that shall name nobody: it is held against everyone a district knows.

Pure: what is known comes in as ``Known``, what was found goes out with its place. Letters are compared by the keys of
``domain.kana``; whether a word that is a name stands for a person is judged by what is around it (a name of one kanji or
of two kana only before さん and the like, よしだ only where a word can begin).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

import jaconv

from sasaeai_desktop.domain import ordinary_words as ordinary
from sasaeai_desktop.domain.kana import plain_key, search_key, short_key
from sasaeai_desktop.domain.nameless_numbers import NumberFinder
from sasaeai_desktop.domain.romaji import readings


class Telling(StrEnum):
    """By what somebody could be told."""

    NAME = "name"
    KANA = "kana"
    PHONE = "phone"
    BIRTH = "birth"
    ADDRESS = "address"
    TOWN = "town"
    NUMBER = "number"

    @property
    def words(self) -> str:
        """What it is called on the screen."""
        return {
            "name": "お名前", "kana": "ふりがな", "phone": "電話番号", "birth": "生年月日", "address": "住所",
            "town": "町内会", "number": "管理番号",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A piece of the text by which somebody can be told.

    Attributes:
        start: place of its first sign in the text, from 0.
        end: place behind its last sign.
        text: the piece as it stands there.
        kind: what it is.
    """

    start: int
    end: int
    text: str
    kind: Telling


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of everyone; all as written.

    Attributes:
        names: (name, reading), the reading "" where there is none.
        phones: telephone numbers of any kind.
        births: ISO dates, whole or partial.
        addresses: as written.
        towns: 町内会.
        numbers: 管理番号.
    """

    names: tuple[tuple[str, str], ...] = ()
    phones: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


_TITLES = (
    "さん", "様", "さま", "氏", "ちゃん", "くん", "君", "殿", "先生", "夫妻", "ご夫妻", "夫婦", "ご夫婦", "のお宅", "のおうち", "宅", "家",
    "邸", "ばあちゃん", "じいちゃん", "おばあ", "おじい", "婆", "爺", "のばあ", "のじい", "の奥さん", "の旦那", "のご主人", "のご家族",
)  # fmt: skip
_TITLE = re.compile("|".join(sorted(map(re.escape, _TITLES), key=len, reverse=True)))
_PARTICLES = "がはをのにともへやでね、。・,.「」『』()（）!！?？:：/ 　\n"
_AFTER = (*_PARTICLES, "から", "まで", "より", "だけ", "って", "さえ", "たち")
_BEFORE = _PARTICLES + "かばてっ"
_KIN_SIGNS = "故元前隣同旧主妻夫父母兄姉弟妹嫁孫姓"
_PLACE_SIGNS = "県市町村区郡駅川山橋通条線湖島港道台団病医薬店校園寺館"
_KANJI = re.compile("[々〆\u3400-\u9fff\U00020000-\U0003ffff]")
_KANA = re.compile("[ぁ-ゟー]")
_KATAKANA = re.compile("[ァ-ヿｦ-ﾟ]")
_LATIN = re.compile("[A-Za-zĀ-ſＡ-Ｚａ-ｚ']{4,}")
_DIGITS = re.compile("[0-9０-９〇一二三四五六七八九].*[0-9０-９〇一二三四五六七八九]")
_ASIDE = re.compile("[（(\\[「].*?[）)\\]」]")
_OFFICES = re.compile(
    "所$|センター|病院|医院|居宅|事業|クリニック|施設|ホーム|協議会|本部|支部|会$|[0-9A-Za-z]"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Telling
    whole: bool
    family: bool


class Finder:
    """Looks for people in texts; made once for what is known.

    Args:
        known: everyone and everything.
    """

    def __init__(self, known: Known) -> None:
        self._kept: dict[str, tuple[str, str]] = {}
        self._by_key: dict[Callable[[str], str], dict[str, _Token]] = {search_key: {}, plain_key: {}}
        split = [_parts(name) for name, _ in known.names]
        families = frozenset(parts[0] for parts in split if len(parts) > 1)
        readings_known = [_parts(reading) for _, reading in known.names]
        for (name, _), parts in zip(known.names, split, strict=True):
            self._learn(parts if " " in name or "\u3000" in name else _parts(name, families), Telling.NAME)
        for parts in readings_known:
            self._learn(parts, Telling.KANA)
        self._short = {short_key(p) for p in {p for parts in readings_known for p in parts}} - ordinary.KIN
        self._numbers = NumberFinder(known.phones, known.births, known.addresses)
        self._towns = dict.fromkeys(filter(None, map(_town_key, known.towns)), Telling.TOWN)
        self._codes = [
            n for n in known.numbers if len(n) > 2 and re.search("[A-Za-z]", n) and re.search("[0-9]", n)
        ]

    def _learn(self, parts: list[str], kind: Telling) -> None:
        """Learn what somebody is called by; a word that is a name and a reading, too, is told as it was learned first."""
        words = [("".join(parts), True, True)] if parts else []
        if len(parts) > 1:
            words += [(part, False, at == 0) for at, part in enumerate(parts)]
        for word, whole, family in words:
            strong, plain = self._keys_of(word)
            if strong in ordinary.KIN:
                continue
            told = whole and len(parts) > 1
            for key, tokens in ((strong, self._by_key[search_key]), (plain, self._by_key[plain_key])):
                known = tokens.get(key)
                if known is None:
                    tokens[key] = _Token(kind, told, family)
                elif (told and not known.whole) or (family and not known.family):
                    tokens[key] = _Token(known.kind, told or known.whole, family or known.family)

    def _keys_of(self, word: str) -> tuple[str, str]:
        """Return both keys of a word; family and given names come again and again."""
        if word not in self._kept:
            self._kept[word] = (search_key(word), plain_key(word))
        return self._kept[word]

    def may_hold(self, text: str) -> bool:
        """Say quickly whether looking closer is worth it: a name, a house or a town stands in it, or digits do."""
        if _DIGITS.search(text) or _LATIN.search(text):
            return True
        for key_of, tokens in self._by_key.items():
            key = key_of(text)
            if any(token in key for token in tokens):
                return True
        if self._towns:
            key = _place_key(text)
            if any(town in key for town in self._towns):
                return True
        return self._numbers.may_name_a_house(text)

    def find(self, text: str) -> list[Found]:
        """Return everything by which somebody can be told, in order; of pieces within each other the longest."""
        found = [
            *self._find_names(text),
            *self._find_latin(text),
            *self._find_towns(text),
            *self._find_codes(text),
        ]
        found += [Found(s, e, text[s:e], Telling(kind)) for s, e, kind in self._numbers.find(text)]
        found.sort(key=lambda f: (f.start - f.end, f.start))
        kept: list[Found] = []
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in kept):
                kept.append(one)
        return sorted(kept)

    def _find_names(self, text: str) -> Iterable[Found]:
        for key_of, tokens in self._by_key.items():
            whole = key_of(text)
            held = [(token, what) for token, what in tokens.items() if token in whole]
            if not held:
                continue  # where each sign stands in the key takes far longer than to see that nobody does
            key, ends = _places(text, key_of)
            for token, what in held:
                at = key.find(token)
                while at >= 0:
                    start, end = bisect_right(ends, at) - 1, bisect_left(ends, at + len(token))
                    place = _Place(text, start, end)
                    if place.exact and _is_person(place, token, what):
                        yield Found(start, end, text[start:end], what.kind)
                    at = key.find(token, at + 1)

    def _find_latin(self, text: str) -> Iterable[Found]:
        """Give names in Latin letters: Tanaka-san, SATOU."""
        tokens = self._by_key[search_key]
        for run in _LATIN.finditer(text):
            keys = {key for reading in readings(run[0]) for key in (search_key(reading), short_key(reading))}
            if any(key in tokens or key in self._short for key in keys if len(key) > 1):
                yield Found(run.start(), run.end(), run[0], Telling.KANA)

    def _find_towns(self, text: str) -> Iterable[Found]:
        if self._towns:
            key, ends = _places(text, _place_key)
            for town in self._towns:
                at = key.find(town)
                while at >= 0:
                    start, end = bisect_right(ends, at) - 1, bisect_left(ends, at + len(town))
                    yield Found(start, end, text[start:end], Telling.TOWN)
                    at = key.find(town, at + 1)

    def _find_codes(self, text: str) -> Iterable[Found]:
        wide = unicodedata.normalize("NFKC", text).casefold()
        if len(wide) != len(text):
            return
        for code in (folded for known in self._codes if (folded := known.casefold()) in wide):
            for hit in re.finditer(f"(?<![0-9a-z]){re.escape(code)}(?![0-9a-z])", wide):
                yield Found(hit.start(), hit.end(), text[hit.start() : hit.end()], Telling.NUMBER)


class _Place:
    """A piece of a text and what stands around it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        while start < end and text[start] in " 　\n・":
            start += 1
        while end < len(text) and text[end] in "ﾞﾟ\u3099\u309a":
            end += 1
        self.exact = start < end
        self.text = text[start:end]
        self.before = text[start - 1 : start]
        after = text[end : end + 12]
        self.after = _hiragana(after.lstrip(" 　・"))
        self.title = bool(_TITLE.match(self.after))
        self.kanji = bool(_KANJI.search(self.text))
        katakana = [bool(_KATAKANA.match(sign)) for sign in self.text if sign not in " 　・ーｰﾞﾟ"]
        self.katakana = (
            all(katakana) and not _KATAKANA.match(self.before or " ") and not _KATAKANA.match(after or " ")
        )
        self.may_begin = not self.before or self.before in _BEFORE or not _KANA.match(_hiragana(self.before))
        self.begins = not self.before or self.before in "、。「『(（ 　\n・のとはが"
        self.may_end = not self.after or self.after.startswith(_AFTER) or not _KANA.match(self.after)


def _is_person(place: _Place, key: str, what: _Token) -> bool:
    """Say whether a word that is somebody's name stands for a person here."""
    key = search_key(key)  # of a plain key too: the ordinary words are kept by this one
    if place.title and not what.whole and key in ordinary.NOT_BEFORE_SAN:
        return False
    return _kanji_person(place, key, what) if place.kanji else _kana_person(place, key, what)


def _kanji_person(place: _Place, key: str, what: _Token) -> bool:
    if what.whole and len(key) > 2:
        return True
    joined = bool(_KANJI.match(place.before)) and place.before not in _KIN_SIGNS
    if len(key) == 1:
        house = place.after[:1] in ("家", "宅") and (place.text in ordinary.KANJI_HOUSES or not what.family)
        return place.title and not joined and not house
    if place.title:
        return not joined or not what.family
    said_of = key in ordinary.PLACES and place.after[:1] in tuple("がはとを")
    ordinarily = key in ordinary.ORDINARY_KANJI and not what.whole and not said_of
    return not joined and not ordinarily and place.after[:1] not in tuple(_PLACE_SIGNS)


def _kana_person(place: _Place, key: str, what: _Token) -> bool:
    count = len(key)
    if count < 2:
        return False
    if what.whole and count > 3:
        return place.may_begin or place.title or count > 5
    if place.title:
        return count > 2 or place.may_begin or place.katakana
    if place.katakana:
        return key not in ordinary.ORDINARY_KATAKANA and place.may_end
    if key in ordinary.ORDINARY_HIRAGANA or not place.may_end or count < 3:
        return False
    return place.may_begin if count > 3 else place.begins and bool(place.after)


def _parts(name: str, families: AbstractSet[str] = frozenset()) -> list[str]:
    """Return the parts of a name as written: family and given name where they can be told apart."""
    name = _ASIDE.sub("", name).strip(" 　")
    parts = [p for p in re.split("[\\s\u3000・]+", name) if p]
    if not parts or any(_OFFICES.search(p) for p in parts):
        return []
    parts[-1] = re.sub("(さん|様|さま|氏)$", "", parts[-1]) or parts[-1]
    if len(parts) == 1 and len(parts[0]) > 2 and _KANJI.match(parts[0]):
        whole = parts[0]
        at = next((n for n in (3, 2, 1) if whole[:n] in families and len(whole) > n), 2)
        return [whole[:at], whole[at:]]
    return parts


def _places(text: str, key_of: Callable[[str], str]) -> tuple[str, list[int]]:
    """Return the key of a text, and for each place in the text how long the key is up to there."""
    ends = [len(key_of(text[:at])) for at in range(len(text) + 1)]
    for at in range(len(ends) - 2, -1, -1):  # what a later sign takes back belongs to the later sign
        ends[at] = min(ends[at], ends[at + 1])
    return key_of(text), ends


def _hiragana(text: str) -> str:
    return str(jaconv.kata2hira(unicodedata.normalize("NFKC", text)))


_COUNCILS = re.compile("(町内会|町会|自治会|区会|部落会|会)$")
_COMMON_TOWNS = frozenset(
    [
        "中央",
        "第1",
        "第2",
        "第3",
        "第4",
        "第5",
        "東",
        "西",
        "南",
        "北",
        "本町",
        "共和",
        "協同",
        "朝日",
        "平和",
        "若葉",
        "泉",
        "峰",
        "東部",
        "西部",
        "南部",
        "北部",
    ]
)


def _place_key(text: str) -> str:
    return search_key(_numerals(text))


def _town_key(town: str) -> str:
    """Return what of a 町内会 is looked for: without 町内会, unless what is left is an ordinary word."""
    core = _COUNCILS.sub("", town.strip())
    key = _place_key(core)
    return key if len(key) > 1 and key not in _COMMON_TOWNS and not key.isdecimal() else _place_key(town)


_KANJI_NUMBERS = re.compile("(?<=第)[一二三四五六七八九十]+|[一二三四五六七八九十]+(?=[条丁])")


def _numerals(text: str) -> str:
    signs = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"十": "10"}
    return _KANJI_NUMBERS.sub(
        lambda m: "".join(signs[s] for s in m[0]) if len(m[0]) == 1 else m[0],
        unicodedata.normalize("NFKC", text),
    )
