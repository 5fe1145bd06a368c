"""The two keys of a device: Ed25519 to sign with, age (X25519) to be written to.

Every signature covers a prefix that names its use, so a signed tip can never be passed off as a signed
bundle. The device id is derived from the signing key, so nobody can take another's id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sasaeai_desktop.domain.errors import RefusedError

USE_BUNDLE = b"sasaeai-bundle-v1\0"
USE_TIP = b"sasaeai-tip-v1\0"
USE_VOUCHER = b"sasaeai-voucher-v1\0"
USE_INVITATION = b"sasaeai-invitation-v1\0"
USE_REVOCATION = b"sasaeai-revocation-v1\0"
USE_UPDATE = b"sasaeai-update-v1\0"
USE_SUCCESSION = b"sasaeai-succession-v1\0"
_USE_FINGERPRINT = b"sasaeai-fingerprint-v1\0"

SIGNATURE_BYTES = 64
DEVICE_ID_DIGITS = 16


@dataclass(frozen=True)
class PublicKeys:
    """What others know of a device.

    Attributes:
        sign: raw Ed25519 public key (32 bytes).
        age: age recipient, ``age1...``.
    """

    sign: bytes
    age: str

    @cached_property
    def device(self) -> str:
        """The device id: 16 hex digits."""
        return device_id(self.sign)

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits to compare on paper."""
        return fingerprint(self)

    def to_dict(self) -> dict[str, str]:
        """Return the keys as strings for JSON or the database."""
        return {"sign": self.sign.hex(), "age": self.age}

    @classmethod
    def from_dict(cls, data: Any) -> PublicKeys:
        """Read what ``to_dict`` wrote.

        Raises:
            RefusedError: it is not that (check ``keys``).
        """
        sign, age = _strings(data, "sign", "age")
        library = _age()
        try:
            raw = bytes.fromhex(sign)
            Ed25519PublicKey.from_public_bytes(raw)
            recipient = str(library.x25519.Recipient.from_str(age))
        except (ValueError, library.RecipientError) as error:
            raise _bad_keys() from error
        if raw.hex() != sign or recipient != age:
            raise _bad_keys()
        return cls(sign=raw, age=age)


@dataclass(frozen=True)
class DeviceKeys:
    """The secret keys of a device; they live in the encrypted database only.

    Attributes:
        seed: Ed25519 private key (32 bytes).
        age_secret: age identity, ``AGE-SECRET-KEY-1...``.
    """

    seed: bytes = field(repr=False)
    age_secret: str = field(repr=False)

    @classmethod
    def generate(cls) -> DeviceKeys:
        """Return fresh keys from the system's randomness."""
        return cls(
            seed=Ed25519PrivateKey.generate().private_bytes_raw(),
            age_secret=str(_age().x25519.Identity.generate()),
        )

    @cached_property
    def public(self) -> PublicKeys:
        """The public half."""
        identity = _age().x25519.Identity.from_str(self.age_secret)
        return PublicKeys(sign=self._private.public_key().public_bytes_raw(), age=str(identity.to_public()))

    @property
    def device(self) -> str:
        """The device id: 16 hex digits."""
        return self.public.device

    def sign(self, use: bytes, message: bytes) -> bytes:
        """Return the signature (64 bytes) over ``message`` for one use (``USE_...``)."""
        return self._private.sign(use + message)

    def to_dict(self) -> dict[str, str]:
        """Return the secret keys as strings, for the encrypted database."""
        return {"seed": self.seed.hex(), "age_secret": self.age_secret}

    @classmethod
    def from_dict(cls, data: Any) -> DeviceKeys:
        """Read what ``to_dict`` wrote.

        Raises:
            RefusedError: it is not that (check ``keys``).
        """
        seed, age_secret = _strings(data, "seed", "age_secret")
        try:
            keys = cls(seed=bytes.fromhex(seed), age_secret=age_secret)
            keys.public  # noqa: B018  # reads both keys now, not at first use
        except (ValueError, _age().IdentityError) as error:
            raise _bad_keys() from error
        return keys

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def device_of(data: Any) -> str:
    """Return the id of the device whose secret keys ``to_dict`` wrote, without reading the key that others write to.

    Raises:
        RefusedError: it is not that (check ``keys``).
    """
    (seed,) = _strings(data, "seed")
    try:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    except ValueError as error:
        raise _bad_keys() from error
    return device_id(key.public_key().public_bytes_raw())


def device_id(sign_key: bytes) -> str:
    """Return the id of the device with this raw public signing key: 16 hex digits."""
    return hashlib.sha256(sign_key).hexdigest()[:DEVICE_ID_DIGITS]


def verify(sign_key: bytes, use: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether ``signature`` over ``message`` for this use is by the holder of ``sign_key``."""
    try:
        Ed25519PublicKey.from_public_bytes(sign_key).verify(signature, use + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(keys: PublicKeys) -> str:
    """Return six groups of five digits (about 99 bits) over both public keys, for people to compare."""
    digest = hashlib.sha256(_USE_FINGERPRINT + keys.sign + keys.age.encode()).digest()
    groups = (int.from_bytes(digest[i * 5 : i * 5 + 5], "big") % 100_000 for i in range(6))
    return " ".join(f"{group:05d}" for group in groups)


def _age() -> Any:
    """Return the library of the age format: most days at the desk go by without a bundle."""
    import pyrage  # noqa: PLC0415 - a megabyte, and on the way to the first page

    return pyrage


def _strings(data: Any, *names: str) -> tuple[str, ...]:
    """Return the named texts of a dict, or refuse."""
    if not isinstance(data, dict):
        raise _bad_keys()
    values = tuple(data.get(name) for name in names)
    if not all(isinstance(value, str) for value in values):
        raise _bad_keys()
    return values  # type: ignore[return-value]  # just checked


def _bad_keys() -> RefusedError:
    return RefusedError(
        "ファイルの中の鍵が読み取れません。",
        "ファイルを作った人に、もう一度作ってもらってください。",
        check="keys",
    )
