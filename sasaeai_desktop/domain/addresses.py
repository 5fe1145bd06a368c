"""Addresses as search sees them: no parser (5条通4丁目893番地の1 is like nothing elsewhere), only one way to write the numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sasaeai_desktop.domain import kana

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_NUMERAL = re.compile(
    "[〇零一二三四五六七八九十百]+(?=条|丁目|番|号|線|第?[0-9]|区|町内|自治|$)|(?<=第)[一二三四五六七八九十]+"
)
_DASHES = re.compile("(?<=[0-9])\\s*[-‐‑‒–—―−─━ーｰ－~〜～]+\\s*(?=[0-9])")
_JOINT = re.compile("(?<=[0-9])(丁目の?|丁|番地の|番地|番の?|号棟|号室|号|の|之)(?=[0-9])")
_TAIL = re.compile("(?<=[0-9])(丁目|丁|番地|番|号棟|号室|号)")
_ROAD = re.compile("(?<=条)通り?")
_NUMBERS = re.compile("[0-9]+(?:条|-)?(?:[東西南北](?=[0-9]))?(?:[0-9]+(?:条|-)?(?:[東西南北](?=[0-9]))?)*")


def number_words(text: str) -> str:
    """An address with its numbers in one form: 5条通4丁目893番地の1, 五条四丁目８９３の１ and 5条4-893-1 are the last.

    Letters stay as they are, except for their widths.
    """
    wide = unicodedata.normalize("NFKC", text)
    wide = _ROAD.sub("", _NUMERAL.sub(_arabic, wide))
    return _TAIL.sub("", _DASHES.sub("-", _JOINT.sub("-", wide)))


def address_key(text: str) -> str:
    """The search key of an address: numbers in one form, then as ``kana.search_key``."""
    return kana.search_key(number_words(text))


def digits(text: str) -> str:
    """Only the digits of a telephone number, in half width; +81 becomes 0."""
    wide = unicodedata.normalize("NFKC", text).strip()
    found = re.sub("[^0-9]", "", wide)
    return f"0{found[2:]}" if wide.startswith("+81") else found


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart as far as it can be.

    Attributes:
        area: key of what stands before the numbers (緑が丘), "" for 5条通4丁目 alone.
        numbers: the row of numbers (3, 2, 1, 5).
        house: key of what follows them (コーポ旭), "" when nothing.
    """

    area: str
    numbers: tuple[int, ...]
    house: str


def place_of(text: str) -> Place:
    """Take an address apart at its first row of numbers."""
    words = number_words(text)
    row = _NUMBERS.search(words)
    if row is None:
        return Place(kana.search_key(words), (), "")
    found = _row(row)
    house = re.sub("[0-9-]+(号室|号|階)?", "", kana.search_key(words[row.end() :]))
    return Place(kana.search_key(words[: row.start()]), found, house)


def numbers_of(text: str) -> tuple[int, ...]:
    """Return the first row of numbers of an address, as ``place_of`` does, without reading what is around it."""
    row = _NUMBERS.search(number_words(text))
    return _row(row) if row else ()


def _row(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall("[0-9]{1,9}", found[0]))


def _arabic(found: re.Match[str]) -> str:
    """A kanji numeral below a thousand as digits; digit by digit where it has neither 十 nor 百."""
    text = found[0]
    if "十" not in text and "百" not in text:
        return text.translate(_DIGITS)
    total = 0
    for unit, worth in (("百", 100), ("十", 10)):
        if unit in text:
            head, _, text = text.partition(unit)
            total += worth * (int(head.translate(_DIGITS)) if head else 1)
    return str(total + (int(text.translate(_DIGITS)) if text and text not in "十百" else 0))
