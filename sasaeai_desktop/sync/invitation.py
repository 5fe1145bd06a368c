"""The invitation file: how a district's first laptop learns of the council, and a second one of the first.

The file is signed by its issuer, whose fingerprint people compare on paper. It holds secrets (the one-time
secret of the council, or the district's secret and a voucher key), so it belongs into one hand. What comes
back is the ``reg`` block of ``registration``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.sync.keys import USE_INVITATION, USE_VOUCHER, DeviceKeys, PublicKeys, verify
from sasaeai_desktop.sync.registration import (
    SECRET_BYTES,
    Registration,
    code_in,
    join_words,
    letter_in,
    mac,
    number_in,
    secret_in,
    text_in,
    voucher_words,
)

SUFFIX = ".sasaeai-invite"
FORMAT = "sasaeai-invite"
VERSION = 1
MAX_BYTES = 64 << 10


@dataclass(frozen=True)
class CouncilInvitation:
    """The council invites a district's first laptop.

    Attributes:
        council_code: the council's own code ("00").
        council_name: its name.
        council: public keys of the council's computer.
        district_code: code of the invited district.
        district_name: its name.
        number: number of the invitation; each is used once.
        secret: the one-time secret (32 bytes).
    """

    council_code: str
    council_name: str
    council: PublicKeys
    district_code: str
    district_name: str
    number: int
    secret: bytes = field(repr=False)

    @property
    def issuer(self) -> PublicKeys:
        """Who made the file; its fingerprint is on the paper."""
        return self.council

    @property
    def file_name(self) -> str:
        """The name of the invitation file."""
        return f"sasaeai-{self.district_code}{SUFFIX}"


@dataclass(frozen=True)
class SiblingInvitation:
    """A laptop invites another laptop of its district.

    Attributes:
        district_code: code of their district.
        district_name: its name.
        district_secret: what keyed ids are made with (32 bytes).
        council_code: "" while the district knows no council.
        council_name: likewise.
        council: public keys of the council's computer, None while unknown.
        inviter: public keys of the inviting laptop.
        letter: letter of the new laptop.
        voucher_seed: one-time Ed25519 private key (32 bytes).
        inviter_signature: the inviter's signature over the voucher's public key, the district and the letter.
    """

    district_code: str
    district_name: str
    district_secret: bytes = field(repr=False)
    council_code: str
    council_name: str
    council: PublicKeys | None
    inviter: PublicKeys
    letter: str
    voucher_seed: bytes = field(repr=False)
    inviter_signature: bytes

    @property
    def issuer(self) -> PublicKeys:
        """Who made the file; its fingerprint is on the paper."""
        return self.inviter

    @property
    def voucher(self) -> bytes:
        """The voucher's public key; each is used once."""
        return _voucher_key(self.voucher_seed).public_key().public_bytes_raw()

    @property
    def file_name(self) -> str:
        """The name of the invitation file."""
        return f"sasaeai-{self.district_code}-{self.letter}{SUFFIX}"


Invitation = CouncilInvitation | SiblingInvitation


def invite_district(
    keys: DeviceKeys,
    *,
    council_code: str,
    council_name: str,
    district_code: str,
    district_name: str,
    number: int,
) -> CouncilInvitation:
    """Return a new invitation by the council; it keeps number and secret until the laptop is registered.

    Raises:
        InputError: the district's code cannot stand in a file name.
    """
    _check_code(district_code)
    return CouncilInvitation(
        council_code=council_code,
        council_name=council_name,
        council=keys.public,
        district_code=district_code,
        district_name=district_name,
        number=number,
        secret=os.urandom(SECRET_BYTES),
    )


def invite_sibling(
    keys: DeviceKeys,
    *,
    district_code: str,
    district_name: str,
    district_secret: bytes,
    letter: str,
    council_code: str = "",
    council_name: str = "",
    council: PublicKeys | None = None,
) -> SiblingInvitation:
    """Return a new invitation by a laptop of the same district.

    Raises:
        InputError: the district's code cannot stand in a file name.
    """
    _check_code(district_code)
    voucher = Ed25519PrivateKey.generate()
    public = voucher.public_key().public_bytes_raw()
    return SiblingInvitation(
        district_code=district_code,
        district_name=district_name,
        district_secret=district_secret,
        council_code=council_code,
        council_name=council_name,
        council=council,
        inviter=keys.public,
        letter=letter,
        voucher_seed=voucher.private_bytes_raw(),
        inviter_signature=keys.sign(USE_VOUCHER, voucher_words(public.hex(), district_code, letter)),
    )


def to_bytes(invitation: Invitation, keys: DeviceKeys) -> bytes:
    """Return the invitation file, signed by its issuer."""
    if keys.public != invitation.issuer:
        raise ValueError("only the issuer signs its invitation")
    body = _body(invitation)
    signature = keys.sign(USE_INVITATION, strictjson.dumps(body))
    return strictjson.dumps({"format": FORMAT, "v": VERSION, "body": body, "signature": signature.hex()})


def from_bytes(data: bytes) -> Invitation:
    """Return the invitation in a file.

    Raises:
        RefusedError: it is something else or damaged (check ``invitation``), changed by somebody (check
            ``signature``), or made by a newer program (check ``too_new``).
    """
    if len(data) > MAX_BYTES:
        raise _foreign()
    try:
        file = strictjson.loads(data)
    except RefusedError as error:
        raise _foreign() from error
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise _foreign()
    if type(file.get("v")) is int and file["v"] > VERSION:
        raise RefusedError(
            "この招待ファイルは、もっと新しいプログラムで作られています。",
            "このパソコンのプログラムを新しくしてから、もう一度読みこんでください。",
            check="too_new",
        )
    try:
        body = file["body"]
        invitation = _council(body) if body["type"] == "council" else _sibling(body)
        signature = bytes.fromhex(file["signature"])
    except (KeyError, TypeError, ValueError, RefusedError) as error:
        raise _damaged("invitation") from error
    if not verify(invitation.issuer.sign, USE_INVITATION, strictjson.dumps(body), signature):
        raise _damaged("signature")
    return invitation


def accept(invitation: Invitation, keys: DeviceKeys, letter: str = "A") -> Registration:
    """Return the ``reg`` block that makes this device known; it goes into bundles until it is confirmed.

    Args:
        invitation: as read from the file.
        keys: this device's new keys.
        letter: this laptop's letter; a sibling invitation brings its own.
    """
    public = keys.public
    base = {"device": public.device, "sign_key": public.sign.hex(), "age_key": public.age}
    if isinstance(invitation, CouncilInvitation):
        reg = {**base, "letter": letter, "number": invitation.number}
        return {**reg, "mac": mac(invitation.secret, reg, invitation.district_code).hex()}
    reg = {
        **base,
        "letter": invitation.letter,
        "voucher": invitation.voucher.hex(),
        "inviter": invitation.inviter.device,
    }
    signature = _voucher_key(invitation.voucher_seed).sign(
        USE_VOUCHER + join_words(reg, invitation.district_code)
    )
    return {
        **reg,
        "inviter_signature": invitation.inviter_signature.hex(),
        "voucher_signature": signature.hex(),
    }


def _check_code(code: str) -> None:
    try:
        code_in({"code": code}, "code")
    except ValueError as error:
        raise InputError(
            f"地区の番号「{code}」は使えません。", "半角の数字とアルファベットで、8文字までにしてください。"
        ) from error


def _voucher_key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def _body(invitation: Invitation) -> dict[str, Any]:
    district = {"code": invitation.district_code, "name": invitation.district_name}
    known = invitation.council
    council = {
        "code": invitation.council_code,
        "name": invitation.council_name,
        "device": known.device if known else "",
        "keys": known.to_dict() if known else None,
    }
    if isinstance(invitation, CouncilInvitation):
        own: dict[str, Any] = {
            "type": "council",
            "number": invitation.number,
            "secret": invitation.secret.hex(),
        }
    else:
        own = {
            "type": "sibling",
            "letter": invitation.letter,
            "district_secret": invitation.district_secret.hex(),
            "inviter": invitation.inviter.to_dict(),
            "voucher_seed": invitation.voucher_seed.hex(),
            "inviter_signature": invitation.inviter_signature.hex(),
        }
    return {**own, "district": district, "council": council}


def _council(body: dict[str, Any]) -> CouncilInvitation:
    council, district = body["council"], body["district"]
    keys = PublicKeys.from_dict(council["keys"])
    if council["device"] != keys.device:
        raise ValueError("device id does not fit its key")
    return CouncilInvitation(
        council_code=code_in(council, "code"),
        council_name=text_in(council, "name"),
        council=keys,
        district_code=code_in(district, "code"),
        district_name=text_in(district, "name"),
        number=number_in(body),
        secret=secret_in(body, "secret"),
    )


def _sibling(body: dict[str, Any]) -> SiblingInvitation:
    if body["type"] != "sibling":
        raise ValueError("unknown type of invitation")
    council, district = body["council"], body["district"]
    invitation = SiblingInvitation(
        district_code=code_in(district, "code"),
        district_name=text_in(district, "name"),
        district_secret=secret_in(body, "district_secret"),
        council_code=text_in(council, "code"),
        council_name=text_in(council, "name"),
        council=None if council["keys"] is None else PublicKeys.from_dict(council["keys"]),
        inviter=PublicKeys.from_dict(body["inviter"]),
        letter=letter_in(body),
        voucher_seed=secret_in(body, "voucher_seed"),
        inviter_signature=bytes.fromhex(body["inviter_signature"]),
    )
    words = voucher_words(invitation.voucher.hex(), invitation.district_code, invitation.letter)
    if not verify(invitation.inviter.sign, USE_VOUCHER, words, invitation.inviter_signature):
        raise ValueError("the voucher is not signed by the inviter")
    return invitation


def _foreign() -> RefusedError:
    return RefusedError(
        "これは招待ファイルではないか、こわれています。",
        f"名前が「{SUFFIX}」で終わるファイルをえらんでください。",
        check="invitation",
    )


def _damaged(check: str) -> RefusedError:
    return RefusedError(
        "招待ファイルがこわれているか、だれかが書きかえています。",
        "招待した人に、もう一度作ってもらってください。",
        check=check,
    )
