"""How a new device proves that it was invited: the ``reg`` block of its bundles.

Invited by the council, it holds the one-time secret and shows it by an HMAC over its new keys. Invited by a
sibling, it holds a voucher key that the sibling has signed, and signs its new keys with it, so that everyone
who knows the sibling can check the chain without having seen the invitation. A device whose keys ended (a person
was taken off) announces its new ones in words signed by the old, with the tips where the old ones end.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.sync.keys import USE_SUCCESSION, USE_VOUCHER, DeviceKeys, PublicKeys, device_id, verify

SECRET_BYTES = 32
_MAX_TEXT = 200
_MAC_DOMAIN = b"sasaeai-reg-v1\0"
# Codes and letters become part of file names, so they are checked before anything else looks at them.
_CODE = re.compile(r"[0-9A-Za-z-]{1,16}")
_LETTER = re.compile(r"[A-Z]{1,2}")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_SUCCESSION = ("device", "sign_key", "age_key", "letter", "former", "on", "tips")
"""What of a succession is signed; the former keys, of which the id is made, stand beside it."""

Registration = dict[str, Any]


@dataclass(frozen=True)
class Claim:
    """What a registration says; true only after one of the two checks.

    Attributes:
        keys: the new device's public keys.
        letter: its letter.
        number: number of the council's invitation, 0 for a sibling.
        voucher: hex of the voucher's public key, "" when invited by the council.
        inviter: device id of the inviting laptop, "" when invited by the council.
        proofs: the MAC, the inviter's and the voucher's signatures, or the former device's.
        former_keys: public keys that ended with these, None for a device that was invited.
        on: day of that, by its clock.
        tips: where the former keys end, as ``vouched.to_text`` writes it.
    """

    keys: PublicKeys
    letter: str
    number: int
    voucher: str
    inviter: str
    proofs: tuple[bytes, ...] = field(repr=False)
    former_keys: PublicKeys | None = None
    on: str = ""
    tips: str = ""

    @property
    def former(self) -> str:
        """Id of the device whose keys ended, "" for one that was invited."""
        return self.former_keys.device if self.former_keys else ""

    @property
    def invitation(self) -> str:
        """What must be used once only: the invitation's number, the voucher, or the former device."""
        return succession_of(self.former) if self.former else self.voucher or str(self.number)


def succession_of(former: str) -> str:
    """Return what stands in place of an invitation for a device that took a former one's place."""
    return f"former:{former}"


def read_claim(reg: Any) -> Claim:
    """Return what a ``reg`` block says; nothing of it is proven yet.

    Raises:
        RefusedError: it is not a registration (check ``reg``).
    """
    try:
        keys = PublicKeys.from_dict({"sign": reg["sign_key"], "age": reg["age_key"]})
        letter = letter_in(reg)
        if reg["device"] != keys.device:
            raise ValueError("device id does not fit its key")
        if "former" in reg:
            former = PublicKeys.from_dict({"sign": reg["former_sign_key"], "age": reg["former_age_key"]})
            on, tips = text_in(reg, "on"), reg["tips"]
            if reg["former"] != former.device or not _DAY.fullmatch(on) or not isinstance(tips, str):
                raise ValueError("not a succession")
            return Claim(keys, letter, 0, "", "", (bytes.fromhex(reg["signature"]),), former, on, tips)
        if "mac" in reg:
            return Claim(keys, letter, number_in(reg), "", "", (bytes.fromhex(reg["mac"]),))
        proofs = (bytes.fromhex(reg["inviter_signature"]), bytes.fromhex(reg["voucher_signature"]))
        voucher = secret_in(reg, "voucher").hex()
        return Claim(keys, letter, 0, voucher, text_in(reg, "inviter"), proofs)
    except (KeyError, TypeError, ValueError, RefusedError) as error:
        raise _unproven() from error


def check_secret(claim: Claim, secret: bytes, district: str) -> None:
    """Prove a claim by the one-time secret of the invitation ``claim.number``.

    Args:
        claim: from ``read_claim``.
        secret: as kept by the council for this number.
        district: code of the district that was invited.

    Raises:
        RefusedError: the sender does not hold the secret, or changed something (check ``reg``).
    """
    reg = {**_base(claim), "number": claim.number}
    if claim.voucher or not hmac.compare_digest(claim.proofs[0], mac(secret, reg, district)):
        raise _unproven()


def check_voucher(claim: Claim, inviter_sign_key: bytes, district: str) -> None:
    """Prove a claim by the voucher that ``claim.inviter`` signed.

    Args:
        claim: from ``read_claim``.
        inviter_sign_key: raw public signing key of the inviter, as known from the roster.
        district: code of the inviter's district.

    Raises:
        RefusedError: a signature does not hold (check ``reg``).
    """
    if not claim.voucher or device_id(inviter_sign_key) != claim.inviter:
        raise _unproven()
    by_inviter, by_voucher = claim.proofs
    reg = {**_base(claim), "voucher": claim.voucher, "inviter": claim.inviter}
    vouched = verify(
        inviter_sign_key, USE_VOUCHER, voucher_words(claim.voucher, district, claim.letter), by_inviter
    )
    joined = verify(bytes.fromhex(claim.voucher), USE_VOUCHER, join_words(reg, district), by_voucher)
    if not (vouched and joined):
        raise _unproven()


def check_succession(claim: Claim, district: str) -> None:
    """Prove a claim by the word of the keys that ended: they belong to ``claim.former``, whoever that is.

    Args:
        claim: from ``read_claim``.
        district: code of its district.

    Raises:
        RefusedError: the signature does not hold (check ``reg``).
    """
    words = {**_base(claim), "former": claim.former, "on": claim.on, "tips": claim.tips}
    former = claim.former_keys
    message = succession_words(words, district)
    if former is None or not verify(former.sign, USE_SUCCESSION, message, claim.proofs[0]):
        raise _unproven()


def succeed(old: DeviceKeys, new: PublicKeys, letter: str, on: str, tips: str, district: str) -> Registration:
    """Return the words in which a device ends its old keys, signed with them for the last time."""
    words = {
        "device": new.device, "sign_key": new.sign.hex(), "age_key": new.age, "letter": letter, "former": old.device,
        "on": on, "tips": tips,
    }  # fmt: skip
    beside = {"former_sign_key": old.public.sign.hex(), "former_age_key": old.public.age}
    return {**words, **beside, "signature": old.sign(USE_SUCCESSION, succession_words(words, district)).hex()}


def succession_words(words: dict[str, Any], district: str) -> bytes:
    """What a device signs when its keys end."""
    return strictjson.dumps(
        {"what": "succession", "district": district, **{name: words[name] for name in _SUCCESSION}}
    )


def _base(claim: Claim) -> dict[str, Any]:
    return {
        "device": claim.keys.device,
        "sign_key": claim.keys.sign.hex(),
        "age_key": claim.keys.age,
        "letter": claim.letter,
    }


def mac(secret: bytes, reg: dict[str, Any], district: str) -> bytes:
    """Return what only a holder of the one-time secret can write under its new keys."""
    words = strictjson.dumps({**reg, "district": district})
    return hmac.new(secret, _MAC_DOMAIN + words, hashlib.sha256).digest()


def voucher_words(voucher: str, district: str, letter: str) -> bytes:
    """What an inviter signs."""
    return strictjson.dumps({"what": "voucher", "voucher": voucher, "district": district, "letter": letter})


def join_words(reg: dict[str, Any], district: str) -> bytes:
    """What the voucher signs."""
    return strictjson.dumps({"what": "join", "district": district, "reg": reg})


def code_in(data: dict[str, Any], name: str) -> str:
    """Return a district's or council's code; raises ValueError."""
    value = data[name]
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise ValueError(f"{name} is no code")
    return value


def letter_in(data: dict[str, Any]) -> str:
    """Return a laptop's letter; raises ValueError."""
    value = data["letter"]
    if not isinstance(value, str) or not _LETTER.fullmatch(value):
        raise ValueError("not a letter")
    return value


def text_in(data: dict[str, Any], name: str) -> str:
    """Return a short text without control characters; raises ValueError."""
    value = data[name]
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        raise ValueError(f"{name} is no short text")
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in value):
        raise ValueError(f"{name} has control characters")
    return value


def number_in(data: dict[str, Any]) -> int:
    """Return an invitation's number; raises ValueError."""
    value = data["number"]
    if type(value) is not int or value < 1:
        raise ValueError("not an invitation's number")
    return value


def secret_in(data: dict[str, Any], name: str) -> bytes:
    """Return 32 bytes written as hex; raises ValueError."""
    value = bytes.fromhex(data[name])
    if len(value) != SECRET_BYTES:
        raise ValueError(f"{name} has another length")
    return value


def _unproven() -> RefusedError:
    return RefusedError(
        "送り主のパソコンは、まだ仲間として登録されていません。招待のしるしも合いません。",
        "送り主に、正しい招待ファイルではじめの準備をしたかどうかを聞いてください。",
        check="reg",
    )
