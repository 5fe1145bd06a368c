"""What every mutation is: a name, a level, and whether a bundle with it may be taken in."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fuzz.drafts import Draft
from tests.fuzz.world import Victim, World

Chance = random.Random


@dataclass(slots=True)
class Case:
    """One attempt.

    Attributes:
        chance: the case's own randomness: seed and number give the same attempt.
        draft: a copy that may be changed.
        victim: who is to take it in.
        world: everyone else.
    """

    chance: Chance
    draft: Draft
    victim: Victim
    world: World


Mutate = Callable[[Case], bytes | None]
"""Changes the draft and returns the file, or None for the draft as it then stands, sealed by its sender."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A way to be wrong.

    Attributes:
        name: level and what.
        mutate: does it.
        harmless: why a bundle with it may be taken in after all; empty when every one must be refused.
    """

    name: str
    mutate: Mutate
    harmless: str = ""


ALL: list[Mutation] = []


def mutation(name: str, harmless: str = "") -> Callable[[Mutate], Mutate]:
    """Register a mutation."""

    def register(mutate: Mutate) -> Mutate:
        ALL.append(Mutation(name, mutate, harmless))
        return mutate

    return register


def junk(chance: Chance, depth: int = 0) -> Any:
    """Return some JSON value that nobody expects where it stands."""
    plain = [None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), "", "x", "0" * 32, "ff" * 16, "a" * 300,
             "\x00", "\x1f", "\x7f", "𠮷", "2024-04-01", "2024-02-30", "----------", "9999-99-99", "-1", "1e9", "٣", "%s",
             "'; --", "../../x", "<b>", "𝟙𝟚", "\u202e", "ー" * 40, "AGE-SECRET-KEY-1", "12", "00", "home"]  # fmt: skip
    if depth < 3 and chance.random() < 0.3:
        many = chance.randrange(4)
        if chance.random() < 0.5:
            return [junk(chance, depth + 1) for _ in range(many)]
        return {
            chance.choice(["a", "heads", "0", "v", ""]) + str(n): junk(chance, depth + 1) for n in range(many)
        }
    return chance.choice(plain)


def bent(chance: Chance, text: bytes) -> bytes:
    """Return bytes with a few of them flipped, cut out, doubled or put in."""
    changed = bytearray(text)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(5):
            case 0 | 1:
                if changed:
                    changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + chance.randrange(1, 30)]
            case 3:
                changed[at:at] = changed[at : at + chance.randrange(1, 30)]
            case _:
                changed[at:at] = chance.choice(
                    (b'"', b"\\", b",", b"}", b"]", b"\x00", b"\xff", b"\t", b"\r", b"1", b" ")
                )
    return bytes(changed)


# JSON that says one thing to one program and another to the next, or is too much for either.
ODD_JSON = (
    b"1.5", b"1e3", b"NaN", b"Infinity", b"-Infinity", b"-0.0", b"9223372036854775808", b"-9223372036854775809",
    b"9" * 5000, b'"\\ud800"', b'"\\udc00x"', b"[" * 20 + b"]" * 20, b"[" * 50_000 + b"]" * 50_000, b'{"a":' * 2000 + b"1" + b"}" * 2000,
    b'{"a":1,"a":2}', b'"\x01"', b'"\xff"', b"'x'", b"01", b"+1", b"0x10", b"tru", b"", b"[1,]", b"// x", b"\xef\xbb\xbf1",
    b'"\xed\xa0\x80"', b"1 2",
)  # fmt: skip
