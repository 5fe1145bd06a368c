"""The order in which houses lie: 町内会, 班, then 番地, numbers in their own order (5条, 16条)."""

from __future__ import annotations

import re
import unicodedata

_KANJI = str.maketrans("〇一二三四五六七八九", "0123456789")
_PARTS = re.compile(r"\d+|\D+")

PlaceKey = tuple[tuple[int, int, str], ...]


def place_key(town: str, group: str, address: str) -> tuple[PlaceKey, PlaceKey, PlaceKey]:
    """Return what people of a round are sorted by; who has no 町内会, 班 or address stands last in its part."""
    return _natural(town), _natural(group), _natural(address)


def _natural(text: str) -> PlaceKey:
    folded = unicodedata.normalize("NFKC", text).translate(_KANJI).strip()
    if not folded:
        return ((2, 0, ""),)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PARTS.findall(folded))
