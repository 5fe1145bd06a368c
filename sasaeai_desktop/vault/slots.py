"""One slot: the data key, for whoever has what opens it (a passphrase, the paper key).

What is typed opens the slot's own private key, and the data key is wrapped to its public half. So a new data key can
be given to everybody without asking for anybody's passphrase. Slots of the first program sealed the data key itself;
they are read, and rewritten when they are opened.

A slot is a plain dict as it lies in the file, so fields and slot types of a newer program pass through
untouched.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Slot = dict[str, Any]

USER = "user"
PAPER = "paper"
ESCROW = "escrow"
"""Opened like the paper by a key that nobody is shown; under the same name the slot keeps the council's box with it."""

KEY_BYTES = 32
_ID_BYTES = 16
_SALT_BYTES = 16
_NONCE_BYTES = 12
_DOMAIN = "sasaeai-vault-v1"
_one_at_a_time = threading.Lock()
"""Two threads that both ask OpenSSL for Argon2id with several lanes get no memory, or wait for each other for ever."""


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
    return _seal_strong(PAPER, data_key, paper_key)


def seal_escrow(data_key: bytes, key: bytes) -> Slot:
    """Return a new slot for what is entrusted to the council; ``key`` has 160 bits like a paper key."""
    return _seal_strong(ESCROW, data_key, key)


def _seal_strong(kind: str, data_key: bytes, paper_key: bytes) -> Slot:
    slot: Slot = {
        "id": os.urandom(_ID_BYTES).hex(),
        "type": kind,
        "user": "",
        "kdf": {"name": "hkdf-sha256", "salt": os.urandom(_SALT_BYTES).hex()},
    }
    return _sealed(slot, _paper_slot_key(slot, paper_key), data_key)


Derived = dict[str, bytes]
"""What a passphrase gave for a slot, by its id: one slot stands in many slot files, and each guess costs."""


def open_user(slot: Slot, passphrase: str, derived: Derived | None = None) -> bytes | None:
    """Return the data key, or None when the passphrase does not open this slot; ``derived`` is read and filled."""

    def derive(of: Slot, secret: str) -> bytes:
        known = {} if derived is None else derived
        name = f"{of['id']} {of['kdf']}"
        if name not in known:
            known[name] = _passphrase_key(of, secret)
        return known[name]

    return _opened(slot, derive, passphrase)


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
    with _one_at_a_time:
        return derive.derive(secret)


def _paper_slot_key(slot: Slot, paper_key: bytes) -> bytes:
    if slot["kdf"]["name"] != "hkdf-sha256":
        raise ValueError("unknown key derivation")
    salt = bytes.fromhex(slot["kdf"]["salt"])
    return HKDF(SHA256(), KEY_BYTES, salt, f"{_DOMAIN} paper".encode()).derive(paper_key)


def has_own_key(slot: Slot) -> bool:
    """Say whether a slot can be given a new data key without opening it."""
    return isinstance(slot.get("public"), str)


def rewrap(slot: Slot, old: bytes, new: bytes) -> Slot:
    """Return the slot with another data key inside, opened by what opened it before.

    Raises:
        ValueError: the slot is of the first form, or its public key is not the one it was made with (somebody who may
            write to the disk wants to be given the key).
    """
    if not has_own_key(slot) or not hmac.compare_digest(str(slot.get("vouched", "")), _vouch(slot, old)):
        raise ValueError("this slot cannot be given a new key")
    return _filled(slot, new)


def _sealed(slot: Slot, key: bytes, data_key: bytes) -> Slot:
    if len(data_key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    private = X25519PrivateKey.generate()
    own = {**slot, "public": private.public_key().public_bytes_raw().hex()}
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, private.private_bytes_raw(), _bound(own))
    return _filled({**own, "nonce": nonce.hex(), "sealed": sealed.hex()}, data_key)


def _filled(slot: Slot, data_key: bytes) -> Slot:
    """Wrap the data key to the slot's public key, and vouch for that public key with it."""
    passing = X25519PrivateKey.generate()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(slot["public"])))
    nonce = os.urandom(_NONCE_BYTES)
    from_key = passing.public_key().public_bytes_raw()
    box = AESGCM(_wrap_key(slot, shared, from_key)).encrypt(nonce, data_key, _bound(slot))
    wrapped = {"from": from_key.hex(), "nonce": nonce.hex(), "box": box.hex()}
    return {**slot, "wrapped": wrapped, "vouched": _vouch(slot, data_key)}


def _wrap_key(slot: Slot, shared: bytes, from_key: bytes) -> bytes:
    salt = from_key + bytes.fromhex(slot["public"])
    return HKDF(SHA256(), KEY_BYTES, salt, f"{_DOMAIN} wrap".encode()).derive(shared)


def _vouch(slot: Slot, data_key: bytes) -> str:
    return hmac.new(data_key, b"sasaeai-vault-slot\0" + _bound(slot), hashlib.sha256).hexdigest()


def _opened(slot: Slot, derive: Any, secret: Any) -> bytes | None:
    try:
        key = derive(slot, secret)
        inside = AESGCM(key).decrypt(
            bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealed"]), _bound(slot)
        )
        data_key = _unwrapped(slot, inside) if has_own_key(slot) else inside
    except (InvalidTag, ValueError, KeyError, TypeError):
        return None  # wrong secret, or a slot in a form this program does not know
    return data_key if len(data_key) == KEY_BYTES else None


def _unwrapped(slot: Slot, private: bytes) -> bytes:
    wrapped = slot["wrapped"]
    from_key = bytes.fromhex(wrapped["from"])
    shared = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(from_key)
    )
    key = _wrap_key(slot, shared, from_key)
    return AESGCM(key).decrypt(bytes.fromhex(wrapped["nonce"]), bytes.fromhex(wrapped["box"]), _bound(slot))


def _bound(slot: Slot) -> bytes:
    """Return what a slot's seal also covers, so no slot passes for another's."""
    parts = (
        _DOMAIN,
        slot["id"],
        slot["type"],
        slot["user"],
        *([slot["public"]] if has_own_key(slot) else []),
    )
    return "\0".join(parts).encode()
