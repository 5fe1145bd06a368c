"""JSON without room for two readings: what one program accepts, every other must read the same way.

Refused are duplicate keys, floats, NaN and Infinity, lone surrogates, integers beyond 64 bits, nesting
beyond 16 levels, bytes that are no UTF-8, and anything after the value (RFC 8785 and RFC 7493 name the same
dangers). An import parses hundreds of thousands of small lines, so the work stays in the C scanner of the
standard library and the expensive checks run only where a cheap look says they could matter.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from sasaeai_desktop.domain.errors import RefusedError

MAX_DEPTH = 16
_INT_LIMIT = 1 << 63
_SAFE_DIGITS = 18  # any integer written with so many characters fits into 64 bits


def loads(data: bytes) -> Any:
    """Return the value written in ``data``.

    Raises:
        RefusedError: the bytes are not strict JSON (check ``json``).
    """
    try:
        text = data.decode()
        if text[:1] in " \t\r\n":
            text = text.lstrip(" \t\r\n")
        value, end = _scan(text)
        if end != len(text) and text[end:].strip(" \t\r\n"):
            raise ValueError("trailing text")
        if data.count(b"[") + data.count(b"{") > MAX_DEPTH:
            _check_depth(value, MAX_DEPTH)
        if b"\\u" in data:
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise refused() from error
    return value


def dumps(value: object) -> bytes:
    """Return the one canonical form: keys sorted, no blanks, UTF-8 as it is.

    Raises:
        ValueError: the value holds something ``loads`` would refuse; a fault of the caller.
        TypeError: the value is not made of dict, list, str, int, bool and None.
    """
    text = _encode(value)
    # Every float is written with a point or a signed exponent; only then is a second look worth its time.
    if "." in text or "e+" in text or "e-" in text:
        json.loads(text, parse_float=_no_float)
    return text.encode()


def refused() -> RefusedError:
    """Return the error for data that is not strict JSON."""
    return RefusedError(
        "ファイルの中に、読み取れない書き方のところがあります。",
        "送り主に、もう一度書き出してもらってください。",
        check="json",
    )


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate key")
    return result


def _integer(digits: str) -> int:
    number = int(digits)
    if len(digits) > _SAFE_DIGITS and not -_INT_LIMIT <= number < _INT_LIMIT:
        raise ValueError("integer beyond 64 bits")
    return number


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"not allowed: {text[:20]}")


def _check_depth(value: dict[str, Any] | list[Any], left: int) -> None:
    if left == 0:
        raise ValueError("nested too deeply")
    for item in value.values() if isinstance(value, dict) else value:
        if type(item) is dict or type(item) is list:
            _check_depth(item, left - 1)


_scan = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_no_float, parse_int=_integer, parse_constant=_no_float
).raw_decode
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
