"""One slot: the data key, sealed by something that opens it (a passphrase, the paper key).

A slot is a plain dict as it lies in the file, so fields and slot types of a newer program pass through
untouched.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Slot = dict[str, Any]

USER = "user"
PAPER = "paper"

KEY_BYTES = 32
_ID_BYTES = 16
_SALT_BYTES = 16
_NONCE_BYTES = 12
_DOMAIN = "sasaeai-vault-v1"


@dataclass(frozen=True)
class Kdf:
    """What one guess at a passphrase costs (Argon2id, RFC 9106).

    Attributes:
        memory_kib: memory in KiB.
        passes: passes over it.
        lanes: lanes that may run side by side.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def below(self, floor: Kdf) -> bool:
        """Say whether a guess is cheaper than with ``floor``."""
        return self.memory_kib < floor.memory_kib or self.passes < floor.passes


REAL = Kdf()
FLOOR = REAL  # slots below it belong to practice and tests; opening one says so
PRACTICE = Kdf(memory_kib=1024, passes=1, lanes=1)
# A damaged or planted slot must not eat the machine's memory before it turns out to be wrong.
_CEILING = Kdf(memory_kib=1024 * 1024, passes=64, lanes=64)


def seal_user(data_key: bytes, user: str, passphrase: str, kdf: Kdf = REAL) -> Slot:
    """Return a new slot that the passphrase opens."""
    slot: Slot = {
        "id": os.urandom(_ID_BYTES).hex(),
        "type": USER,
        "user": user,
        "kdf": {
            "name": "argon2id",
            "memory": kdf.memory_kib,
            "t": kdf.passes,
            "p": kdf.lanes,
            "salt": os.urandom(_SALT_BYTES).hex(),
        },
    }
    return _sealed(slot, _passphrase_key(slot, passphrase), data_key)


def seal_paper(data_key: bytes, paper_key: bytes) -> Slot:
    """Return a new slot that the paper key opens; it has 160 bits, so no slow function is needed."""
    slot: Slot = {
        "id": os.urandom(_ID_BYTES).hex(),
        "type": PAPER,
        "user": "",
        "kdf": {"name": "hkdf-sha256", "salt": os.urandom(_SALT_BYTES).hex()},
    }
    return _sealed(slot, _paper_slot_key(slot, paper_key), data_key)


def open_user(slot: Slot, passphrase: str) -> bytes | None:
    """Return the data key, or None when the passphrase does not open this slot."""
    return _opened(slot, _passphrase_key, passphrase)


def open_paper(slot: Slot, paper_key: bytes) -> bytes | None:
    """Return the data key, or None when the paper key does not open this slot."""
    return _opened(slot, _paper_slot_key, paper_key)


def kdf_of(slot: Slot) -> Kdf:
    """Return what one guess at this slot's passphrase costs.

    Raises:
        ValueError: the slot says nothing this program understands.
    """
    data = slot["kdf"]
    numbers = [data["memory"], data["t"], data["p"]]
    if data["name"] != "argon2id" or not all(type(number) is int and number > 0 for number in numbers):
        raise ValueError("unknown key derivation")
    kdf = Kdf(*numbers)
    if kdf.memory_kib > _CEILING.memory_kib or kdf.passes > _CEILING.passes or kdf.lanes > _CEILING.lanes:
        raise ValueError("key derivation beyond reason")
    return kdf


def _passphrase_key(slot: Slot, passphrase: str) -> bytes:
    kdf = kdf_of(slot)
    # A passphrase is a key, not a name: full-width typing must open what half-width typing closed.
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    derive = Argon2id(
        salt=bytes.fromhex(slot["kdf"]["salt"]),
        length=KEY_BYTES,
        iterations=kdf.passes,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    )
    return derive.derive(secret)


def _paper_slot_key(slot: Slot, paper_key: bytes) -> bytes:
    if slot["kdf"]["name"] != "hkdf-sha256":
        raise ValueError("unknown key derivation")
    salt = bytes.fromhex(slot["kdf"]["salt"])
    return HKDF(SHA256(), KEY_BYTES, salt, f"{_DOMAIN} paper".encode()).derive(paper_key)


def _sealed(slot: Slot, key: bytes, data_key: bytes) -> Slot:
    if len(data_key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, data_key, _bound(slot))
    return {**slot, "nonce": nonce.hex(), "sealed": sealed.hex()}


def _opened(slot: Slot, derive: Any, secret: Any) -> bytes | None:
    try:
        key = derive(slot, secret)
        data_key = AESGCM(key).decrypt(
            bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealed"]), _bound(slot)
        )
    except (InvalidTag, ValueError, KeyError, TypeError):
        return None  # wrong secret, or a slot in a form this program does not know
    return data_key if len(data_key) == KEY_BYTES else None


def _bound(slot: Slot) -> bytes:
    """Return what a slot's seal also covers, so no slot passes for another's."""
    return "\0".join((_DOMAIN, slot["id"], slot["type"], slot["user"])).encode()
