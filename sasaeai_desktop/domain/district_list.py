"""A list of districts as an office has it at hand: a line each, its number and its name."""

from __future__ import annotations

import re
import unicodedata

from sasaeai_desktop.domain.errors import InputError

LONGEST_CODE = 8
"""Letters of a district's number, as a laptop can begin with."""

_LINE = re.compile(r"(?P<code>\S+?)\s*[,、，:：;\t ]\s*(?P<name>\S.*)")


def read_districts(text: str) -> list[tuple[str, str]]:
    """Return (code, name) of each line 「12 新旭川」; also with a comma or a tab between, and in full width.

    Raises:
        InputError: a line is no number with a name, or a number stands there twice; the line is named.
    """
    found: dict[str, str] = {}
    for at, line in enumerate(text.splitlines(), 1):
        words = line.replace("　", " ").strip()
        if not words:
            continue
        match = _LINE.fullmatch(words)
        code = unicodedata.normalize("NFKC", match["code"]) if match else ""
        if match is None or not (code.isascii() and code.isalnum() and len(code) <= LONGEST_CODE):
            raise InputError(
                f"{at}行目「{words[:20]}」の 番号と名前が読み取れません。",
                "1行に1つの地区を「12 新旭川」のように入れてください。",
            )
        if code in found:
            raise InputError(f"{at}行目の番号「{code}」が 2回あります。", "どちらかの行を直してください。")
        found[code] = match["name"].strip()
    if not found:
        raise InputError(
            "地区が まだ入っていません。", "1行に1つの地区を「12 新旭川」のように入れてください。"
        )
    return list(found.items())
