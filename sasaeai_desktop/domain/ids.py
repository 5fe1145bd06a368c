"""Identifiers of 16 bytes whose leading bytes grow, and keyed ones that two laptops both reach.

Random keys cost three to five times more per insert in the encrypted file, so an id starts with the installation's
tag and a counter and ends in random bits, in the layout of a version 8 UUID (RFC 9562 section 5.8).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import NewType

Id = NewType("Id", bytes)

ID_BYTES = 16
TAG_BYTES = 4
_COUNTER_LIMIT = 1 << 28


def new_id(tag: bytes, counter: int, random: bytes | None = None) -> Id:
    """Return the id for the given counter value.

    Args:
        tag: 4 bytes of this installation.
        counter: 0 .. 2**28 - 1; wraps beyond, the random part keeps ids apart.
        random: 8 bytes; drawn from the system when not given.
    """
    n = counter % _COUNTER_LIMIT
    tail = bytearray(random or os.urandom(8))
    tail[0] = 0x80 | (tail[0] & 0x3F)
    middle = bytes(((n >> 20) & 0xFF, (n >> 12) & 0xFF, 0x80 | ((n >> 8) & 0x0F), n & 0xFF))
    return Id(tag + middle + bytes(tail))


def keyed_id(secret: bytes, *parts: str, prefix: bytes = b"") -> Id:
    """Return the id that everyone who holds ``secret`` reaches for the same ``parts``.

    Args:
        secret: the district secret (32 bytes).
        parts: kind and natural key, already normalised.
        prefix: up to 4 leading bytes that grow (a day number), to keep inserts local.
    """
    text = "\x1f".join(parts).encode()
    digest = hmac.new(secret, text, hashlib.sha256).digest()
    raw = bytearray((prefix + digest)[:ID_BYTES])
    raw[6] = 0x80 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return Id(bytes(raw))


def from_hex(text: str) -> Id:
    """Return the id written as 32 lower-case hex digits.

    Raises:
        ValueError: the text is not exactly that.
    """
    raw = bytes.fromhex(text)
    if len(raw) != ID_BYTES or raw.hex() != text:
        raise ValueError("not an id")
    return Id(raw)
