"""Whoever finds the stick: the file itself, and what can be written without the sender's signing key."""

from __future__ import annotations

import os

from sasaeai_desktop.sync.keys import USE_TIP
from tests.fuzz.drafts import decrypted, encrypted
from tests.fuzz.mutations import ALL, Case, bent, mutation

_HEADER = 400  # so far reaches the age header of one receiver, and a little more


def _place(case: Case, size: int) -> int:
    return case.chance.randrange(min(size, _HEADER) if case.chance.random() < 0.5 else size)


@mutation("cipher: bits flipped")
def _flip(case: Case) -> bytes:
    blob = bytearray(case.victim.blob)
    for _ in range(case.chance.choice((1, 1, 2, 8))):
        blob[_place(case, len(blob))] ^= 1 << case.chance.randrange(8)
    return bytes(blob)


@mutation("cipher: cut off")
def _cut(case: Case) -> bytes:
    return case.victim.blob[: _place(case, len(case.victim.blob))]


@mutation("cipher: a piece taken out")
def _without(case: Case) -> bytes:
    blob, at = case.victim.blob, _place(case, len(case.victim.blob) - 1)
    return blob[:at] + blob[at + case.chance.randrange(1, 60) :]


@mutation("cipher: bytes put in")
def _insert(case: Case) -> bytes:
    blob, at = case.victim.blob, _place(case, len(case.victim.blob))
    return blob[:at] + case.chance.randbytes(case.chance.randrange(1, 40)) + blob[at:]


@mutation("cipher: bytes at the end")
def _more(case: Case) -> bytes:
    return case.victim.blob + case.chance.choice(
        (b"\0", b"\n", os.urandom(20), case.victim.blob, bytes(70_000))
    )


@mutation("cipher: two good bundles spliced")
def _splice(case: Case) -> bytes:
    one, two = case.victim.blob, case.victim.older
    if case.chance.random() < 0.5:
        one, two = two, one
    ends = [blob.index(b"\n--- ") + 48 for blob in (one, two)]  # the MAC's line: 43 characters and its end
    shift = case.chance.choice((0, 0, -1, 1, 16, case.chance.randrange(len(two) - ends[1])))
    spliced = one[: ends[0]] + two[ends[1] + shift :]
    return spliced if spliced not in (case.victim.blob, case.victim.older) else spliced[:-1]


@mutation("cipher: age header rewritten")
def _header(case: Case) -> bytes:
    blob = case.victim.blob
    end = blob.index(b"\n--- ")
    lines, rest = blob[:end].split(b"\n"), blob[end:]
    other = case.victim.older[: case.victim.older.index(b"\n--- ")].split(b"\n")
    at = case.chance.randrange(len(lines))
    match case.chance.randrange(7):
        case 0:
            lines[at] = bent(case.chance, lines[at])
        case 1:
            lines[at:at] = [b"-> X25519 " + b"A" * 43, b"A" * 43] * case.chance.choice((1, 3, 4000))
        case 2:
            del lines[at]
        case 3:
            lines[1:] = other[1:]
        case 4:
            lines[1:] = [b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30", b"A" * 43]
        case 5:
            lines[at] = case.chance.choice(
                (b"", b"-> ", b"-> \xff", b"--- ", b"-> ssh-rsa x", b"age-encryption.org/v2")
            )
        case _:
            lines += [lines[-2], lines[-1][:-1]]
    changed = b"\n".join(lines) + rest
    return changed if changed != blob else blob[:-1]


@mutation("cipher: not age at all")
def _other(case: Case) -> bytes:
    return case.chance.choice((b"", b"\0" * 500, b"PK\x03\x04" + bytes(300), b"age-encryption.org/v1\n", os.urandom(900),
                               b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"age-encryption.org/v1\n--- x\n"))  # fmt: skip


@mutation("outside: the inside bent and encrypted again")
def _bent(case: Case) -> bytes:
    plain = decrypted(case.victim.blob, case.victim.keys.age_secret)
    changed = (
        bent(case.chance, plain[:600]) + plain[600:]
        if case.chance.random() < 0.7
        else bent(case.chance, plain)
    )
    return encrypted(changed if changed != plain else plain + b"\0", case.draft.recipients)


@mutation("outside: signed by a stranger")
def _stranger(case: Case) -> bytes:
    if case.chance.random() < 0.5:
        case.draft.keys = case.world.stranger
    return case.draft.seal(case.world.stranger)


@mutation("outside: signed by another known device")
def _known(case: Case) -> bytes:
    others = [k for k in case.world.others if k.device != case.victim.sender.device]
    return case.draft.seal(case.chance.choice(others))


@mutation("outside: no signature, or one for another use")
def _unsigned(case: Case) -> bytes:
    case.draft.full_header()
    good = case.draft.frame()
    other = case.draft.frame(use=USE_TIP)
    at = next(n for n, (a, b) in enumerate(zip(good, other, strict=True)) if a != b)
    match case.chance.randrange(3):
        case 0:
            return encrypted(other, case.draft.recipients)
        case 1:
            return encrypted(good[:at] + bytes(64) + good[at + 64 :], case.draft.recipients)
        case _:
            return encrypted(good[:at] + good[at + 64 :], case.draft.recipients)


@mutation("outside: any insider's mutation, signed by a stranger")
def _foreign(case: Case) -> bytes:
    inside = [m for m in ALL if m.name.startswith(("header", "block", "line", "body"))]
    case.draft.keys = case.chance.choice([case.world.stranger, case.draft.keys])
    case.chance.choice(inside).mutate(case)
    return case.draft.seal(case.world.stranger)


@mutation("outside: meant for somebody else, encrypted again for me")
def _forwarded(case: Case) -> bytes:
    me = case.victim.keys.device
    others = [v for v in case.world.victims if me not in v.draft.header["to"]]
    other = case.chance.choice(others)
    return encrypted(decrypted(other.blob, other.keys.age_secret), case.draft.recipients)
