"""市社協へのあずけ: a key of a district's vault in a box that only the council's key opens.

The box stands in the district's own slot file and goes nowhere by itself: the council can use it only when somebody brings
it that file (from a locked computer, or from a backup). What is inside names the slot it belongs to, so that no box passes
for another's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyrage

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import InputError, RefusedError

_FORMAT = "sasaeai-escrow-v1"
_MOST = 1 << 13


@dataclass(frozen=True, slots=True)
class Boxed:
    """What a box holds.

    Attributes:
        slot: id of the slot that the key opens.
        code: of the district.
        name: of the district.
        on: ISO day on which it was agreed to.
        key: the slot's key (20 bytes).
    """

    slot: str
    code: str
    name: str
    on: str
    key: bytes = field(repr=False)


def seal(boxed: Boxed, recipient: str) -> str:
    """Return the box as hex, for the council's public age key.

    Raises:
        ValueError: that is no such key.
    """
    words = {"format": _FORMAT, "slot": boxed.slot, "code": boxed.code, "name": boxed.name, "on": boxed.on,
             "key": boxed.key.hex()}  # fmt: skip
    try:
        to = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise ValueError("no public key") from error
    return bytes(pyrage.encrypt(json.dumps(words, ensure_ascii=False).encode(), [to])).hex()


def open_box(box: str, slot: str, identities: Sequence[str]) -> Boxed:
    """Open the box of a slot with the council's secret keys.

    Raises:
        InputError: it is sealed to somebody else.
        RefusedError: it is damaged, or another slot's (check ``escrow``).
    """
    try:
        blob = bytes.fromhex(box)
        mine = [pyrage.x25519.Identity.from_str(each) for each in identities]
        plain = pyrage.decrypt(blob, mine) if len(blob) <= _MOST else b""
    except (ValueError, pyrage.DecryptError) as error:
        raise InputError(
            "この鍵は、この市社協のパソコンに あずけられたものではありません。",
            "あずけた先の市社協のパソコンで ためすか、地区の復旧キーの紙をさがしてください。",
        ) from error
    try:
        words = strictjson.loads(plain)
        if words["format"] != _FORMAT or words["slot"] != slot:
            raise _damaged()
        code, name, on = (str(words[each]) for each in ("code", "name", "on"))
        return Boxed(slot, code, name, on, key=bytes.fromhex(words["key"]))
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged() from error


def _damaged() -> RefusedError:
    return RefusedError(
        "あずけた鍵が、こわれているか、べつの控えのものです。",
        "ほかの日の控えで、もう一度ためしてください。",
        check="escrow",
    )
