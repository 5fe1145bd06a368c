"""Widths, blanks and marks: what Excel and Japanese input do to a cell, undone without touching a kanji.

A stored text is never put through NFC or NFKC as a whole: that silently rewrites compatibility kanji
(神 祥 福 ...). Only runs of half-width kana are widened, and only numbers, dates and phones are narrowed.
"""

from __future__ import annotations

import re
import unicodedata

_HALF_KANA = re.compile("[\u30a1-\u30fa]?[\uff61-\uff9f]+")
_BLANKS = " \t\n\r\v\f\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff"
_INNER_BLANKS = re.compile(f"[{_BLANKS}]+")
_EDGE_BLANKS = re.compile(f"^[{_BLANKS}]+|[{_BLANKS}]+$")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NEWLINES = re.compile("\r\n?")
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# What people type between digits where a hyphen belongs: dashes, minus, the long vowel mark.
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u30fc\uff70\u2500\ufe63"
_WIDE_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x00A0: 0x20}
_DASH_BETWEEN = re.compile(f"(?<=[0-9A-Za-z)])[{_HYPHENS}](?=[0-9A-Za-z(])")


def clean(text: str) -> str:
    """Return a text without blanks at its ends and without control characters; newlines become LF."""
    if text.isascii() and text.isprintable():
        return text.strip()
    if "\r" in text:
        text = _NEWLINES.sub("\n", text)
    return _EDGE_BLANKS.sub("", _CONTROLS.sub("", text))


def _widen_run(found: re.Match[str]) -> str:
    wide = unicodedata.normalize("NFKC", found.group())
    return wide.replace("\u3099", "゛").replace("\u309a", "゜")


def widen_kana(text: str) -> str:
    """Return the text with half-width kana made full width (ｶﾞ becomes ガ), everything else as it is."""
    if not _HALF_KANA.search(text):
        return text
    return _HALF_KANA.sub(_widen_run, text)


def narrow_marks(text: str) -> str:
    """Return a managing number, phone or postal code in plain width, with plain hyphens between digits.

    Half-width kana are widened; kanji and the long vowel mark inside words stay as they are.
    """
    if text.isascii():
        return text
    return _DASH_BETWEEN.sub("-", widen_kana(text.translate(_WIDE_ASCII)))


def without_blanks(text: str) -> str:
    """Return the text without any blank."""
    return _INNER_BLANKS.sub("", text)


def matching_key(text: str) -> str:
    """Return a key by which labels and headers are recognised: plain width, no blanks. Never stored."""
    return without_blanks(unicodedata.normalize("NFKC", text)).lower()


def content_key(text: str) -> str:
    """Return a key for comparing two free texts: width and runs of blanks do not matter. Never stored."""
    if text.isascii() and " " not in text and "\n" not in text:
        return text
    return _INNER_BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def hiragana(text: str) -> str:
    """Return a reading as the list keeps it: hiragana, plain blanks."""
    return _INNER_BLANKS.sub(" ", widen_kana(text)).translate(_HIRAGANA)


def kana_key(text: str) -> str:
    """Return a key for comparing readings: hiragana and katakana are one, no blanks. Never stored."""
    return without_blanks(unicodedata.normalize("NFKC", text)).translate(_HIRAGANA)


_SAID_BESIDE = re.compile(r"[(（][^()（）無否未不ない?？]*[)）]$")  # 同意（なし） says no
_ENDINGS = re.compile(r"(のため|により|による|でした|です|世帯|済み|済|した)$")


def core_word(text: str) -> str:
    """Return a word without what is said beside it: 有（口頭）, 死亡のため, 不在でした."""
    bare = _SAID_BESIDE.sub("", text.strip()).strip()
    return _ENDINGS.sub("", bare) or text
