"""The paper key as people copy it: 160 bits in eight groups of four symbols and a check symbol.

Crockford's base32 alphabet has no I, L, O and U, so what looks alike is read alike. The check symbol of a
group is a weighted sum over GF(32) that starts from the group's place: it catches every single wrong symbol,
every two symbols swapped inside a group, and every two groups swapped, and says which group to look at.
"""

from __future__ import annotations

import unicodedata

from sasaeai_desktop.domain.errors import InputError

KEY_BYTES = 20
GROUPS = 8
GROUP_SYMBOLS = 4  # and one check symbol
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_ALIKE = {"O": "0", "I": "1", "L": "1"}
# What a Japanese keyboard or a form may put between groups beside blanks and dashes of every kind.
_BETWEEN = "ー−_・.,、。/|"
_WEIGHTS = (2, 3, 4, 5)
_FIELD = 0b100101  # x^5 + x^2 + 1


def write(key: bytes) -> str:
    """Return the key (20 bytes) as eight groups of five symbols, joined by hyphens."""
    if len(key) != KEY_BYTES:
        raise ValueError("a paper key has 20 bytes")
    number = int.from_bytes(key, "big")
    groups = []
    for place in range(GROUPS):
        rest = number >> 20 * (GROUPS - 1 - place)
        values = [rest >> shift & 31 for shift in (15, 10, 5, 0)]
        groups.append("".join(ALPHABET[value] for value in (*values, _check(place, values))))
    return "-".join(groups)


def read(text: str) -> bytes:
    """Return the key that was typed, however it was typed: lower case, full width, with or without blanks.

    Raises:
        InputError: symbols are missing or wrong; the message names the group.
    """
    symbols = _symbols(text)
    length = GROUP_SYMBOLS + 1
    number = 0
    for place in range(GROUPS):
        group = symbols[place * length : (place + 1) * length]
        values = [_VALUE.get(symbol, -1) for symbol in group]
        if len(group) == length and (-1 in values or _check(place, values[:-1]) != values[-1]):
            raise InputError(
                f"復旧キーの{place + 1}番目のまとまりに、書きまちがいがあります。",
                "紙と見くらべて、そのまとまりを入れなおしてください。",
            )
        for value in values[:-1]:
            number = number << 5 | value
    if len(symbols) != GROUPS * length:
        raise InputError(
            f"復旧キーは{GROUPS * length}文字ですが、{len(symbols)}文字入っています。",
            "紙と見くらべて、ぬけや重なりがないか見てください。",
        )
    return number.to_bytes(KEY_BYTES, "big")


def is_whole(text: str) -> bool:
    """Say whether a text is a paper key without a mistake; no passphrase is one by chance, as every group is checked."""
    try:
        read(text)
    except InputError:
        return False
    return True


def _symbols(text: str) -> str:
    """Fold width and case, drop what stands between groups, and read alike what looks alike."""
    kept = []
    for char in unicodedata.normalize("NFKC", text).upper():
        if char.isspace() or char in _BETWEEN or unicodedata.category(char) in {"Pd", "Cf"}:
            continue
        kept.append(_ALIKE.get(char, char))
    return "".join(kept)


def _check(place: int, values: list[int]) -> int:
    """Return the check symbol's value of one group."""
    total = place + 1
    for weight, value in zip(_WEIGHTS, values, strict=True):
        total ^= _times(weight, value)
    return total


def _times(a: int, b: int) -> int:
    """Multiply in GF(32)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= _FIELD
        b >>= 1
    return product
