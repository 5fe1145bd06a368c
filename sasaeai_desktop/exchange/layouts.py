"""Cell formats of Excel: which numbers are days or clocks, and how a number is shown.

Source: ECMA-376 part 1, 18.8.30; the formats 27-36 and 50-58 are those of Japanese Excel, which writes no code for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAYS = frozenset({14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 59)})
_CLOCKS = frozenset({18, 19, 20, 21, 32, 33, 45, 46, 47})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKET = re.compile(r"\[([^\]]*)\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_GENERAL = re.compile(r"general|g/標準|standard", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(_.|\*.)|([0#?])|(\.)|(,)|([-/ ()（）－]|[^\x00-\x7f])|(.)')


@dataclass(frozen=True, slots=True)
class Layout:
    """A cell format: ``day`` and ``clock`` say what its numbers are; ``code`` shows other numbers."""

    day: bool = False
    clock: bool = False
    code: str = ""


def layout_of(number: int, code: str) -> Layout:
    """Return a format by its id and its code ("" where the file gives none)."""
    if not code:
        return Layout(number in _DAYS, number in _CLOCKS or number == 22)
    bare = _QUOTED.sub("", code)
    if _GENERAL.search(bare):
        return Layout(code=code if '"' in code or "\\" in code else "")
    elapsed = bool(_ELAPSED.search(bare))
    letters = _BRACKET.sub("", bare).split(";")[0].lower().replace("e+", "").replace("e-", "")
    signs = set(letters)
    day = bool(signs & set("ydga") or ("e" in signs) or ("m" in signs and not signs & set("hs")))
    clock = elapsed or bool(signs & set("hs"))
    return Layout(day and not elapsed, clock, "" if day or clock or letters.strip() == "@" else code)


def shown(value: float, code: str) -> str:
    """Return a whole number as its format shows it, "" where the format shows nothing but the number.

    Zeros in front, and literal texts in quotes or after a backslash: T007, 3班, 070-8525. Thousands are not parted.
    """
    section = _section(value, code)
    tokens = _TOKEN.findall(_BRACKET.sub("", section))
    places = sum(1 for t in tokens if t[3])
    if not places or any(t[4] or t[7] for t in tokens):
        return ""
    digits = str(abs(int(value)))
    needed = sum(1 for t in tokens if t[3] == "0")
    plain = not any(t[0] or t[1] or t[6] for t in tokens)
    if plain and (needed < 2 or any(t[5] for t in tokens)):
        return ""
    return ("-" if value < 0 else "") + _filled(tokens, digits, places)


def _filled(tokens: list[tuple[str, ...]], digits: str, places: int) -> str:
    """Put the digits into their places from the right; what is too long stands in the first place."""
    over = len(digits) - places
    queue = list(digits[max(over, 0) :].rjust(places))
    text = digits[:over] if over > 0 else ""
    out: list[str] = []
    started = False
    for quoted, escaped, _skip, place, _dot, _comma, literal, _other in tokens:
        if place:
            sign = queue.pop(0)
            if not started:
                out.append(text)
                started = True
            out.append(sign if sign != " " else "0" if place == "0" else "")
        else:
            out.append(quoted or escaped or literal)
    return "".join(out)


def _section(value: float, code: str) -> str:
    """Return the part of a format that holds for a value; conditions such as [<=999] are looked at."""
    sections = code.split(";")
    if len(sections) == 1:
        return code
    for section in sections[:2]:
        condition = next((m for b in _BRACKET.findall(section) if (m := _CONDITION.fullmatch(b))), None)
        if condition and _holds(value, condition[1], float(condition[2])):
            return section
        if condition is None and section is sections[0] and not any("[<" in s or "[>" in s for s in sections):
            return section if value >= 0 else sections[1]
    return sections[min(2, len(sections) - 1)]


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<=": value <= limit, ">=": value >= limit, "<": value < limit, ">": value > limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip
