"""Invitations and registrations: only who was invited, only once changed nothing, only into its district."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.sync import invitation, registration
from sasaeai_desktop.sync.invitation import CouncilInvitation, SiblingInvitation
from sasaeai_desktop.sync.keys import USE_INVITATION, USE_VOUCHER, DeviceKeys

COUNCIL, FIRST, SECOND, THIEF = (DeviceKeys.generate() for _ in range(4))
SECRET = bytes(range(32))


def by_council() -> CouncilInvitation:
    return invitation.invite_district(
        COUNCIL,
        council_code="00",
        council_name="旭川市社会福祉協議会",
        district_code="12",
        district_name="新旭川",
        number=3,
    )


def by_sibling(**known: Any) -> SiblingInvitation:
    return invitation.invite_sibling(
        FIRST, district_code="12", district_name="新旭川", district_secret=SECRET, letter="B", **known
    )


def travelled(sent: invitation.Invitation, keys: DeviceKeys) -> invitation.Invitation:
    return invitation.from_bytes(invitation.to_bytes(sent, keys))


def refused(
    reg: Any, *, secret: bytes | None = None, inviter: bytes | None = None, district: str = "12"
) -> None:
    def judge() -> None:
        claim = registration.read_claim(reg)
        if secret is not None:
            registration.check_secret(claim, secret, district)
        if inviter is not None:
            registration.check_voucher(claim, inviter, district)

    with pytest.raises(RefusedError) as caught:
        judge()
    assert caught.value.check == "reg"


def test_a_district_joins_by_the_councils_invitation() -> None:
    sent = by_council()
    got = travelled(sent, COUNCIL)
    assert got == sent
    assert isinstance(got, CouncilInvitation)
    assert got.issuer.fingerprint == COUNCIL.public.fingerprint
    assert got.file_name == "sasaeai-12.sasaeai-invite"
    claim = registration.read_claim(invitation.accept(got, FIRST))
    registration.check_secret(claim, sent.secret, "12")
    assert (claim.keys, claim.letter, claim.number, claim.invitation) == (FIRST.public, "A", 3, "3")


@pytest.mark.parametrize(
    "known", [{}, {"council_code": "00", "council_name": "市社協", "council": COUNCIL.public}]
)
def test_a_second_laptop_joins_by_its_siblings_invitation(known: dict[str, Any]) -> None:
    sent = by_sibling(**known)
    got = travelled(sent, FIRST)
    assert got == sent
    assert isinstance(got, SiblingInvitation)
    assert (got.district_secret, got.council) == (SECRET, known.get("council"))
    assert got.file_name == "sasaeai-12-B.sasaeai-invite"
    claim = registration.read_claim(invitation.accept(got, SECOND))
    registration.check_voucher(claim, FIRST.public.sign, "12")
    assert (claim.keys, claim.letter, claim.inviter) == (SECOND.public, "B", FIRST.device)
    assert claim.invitation == sent.voucher.hex()


def test_a_registration_survives_the_header_of_a_bundle() -> None:
    sent = by_council()
    reg = strictjson.loads(strictjson.dumps({"reg": invitation.accept(sent, FIRST)}))["reg"]
    registration.check_secret(registration.read_claim(reg), sent.secret, "12")


def test_a_wrong_secret_another_district_and_a_changed_word_are_refused() -> None:
    sent = by_council()
    reg = invitation.accept(sent, FIRST)
    refused(reg, secret=bytes(32))
    refused(reg, secret=sent.secret, district="13")
    thief = invitation.accept(replace(sent, secret=bytes(32)), THIEF)
    for name in reg:
        refused(
            {**reg, name: thief[name]} if thief[name] != reg[name] else {**reg, name: 4}, secret=sent.secret
        )
    refused({**thief, "mac": reg["mac"]}, secret=sent.secret)
    refused({**reg, "letter": "B"}, secret=sent.secret)
    refused({**reg, "number": 4}, secret=sent.secret)


def test_a_voucher_counts_only_whole_and_from_its_inviter() -> None:
    sent = by_sibling()
    reg = invitation.accept(sent, SECOND)
    other = invitation.accept(by_sibling(), THIEF)
    refused(reg, inviter=THIEF.public.sign)
    refused(reg, inviter=FIRST.public.sign, district="13")
    for name in reg:
        changed = {**reg, name: other[name]} if other[name] != reg[name] else {**reg, name: "C"}
        refused(changed, inviter=FIRST.public.sign)
    own_voucher = invitation.invite_sibling(
        THIEF, district_code="12", district_name="", district_secret=SECRET, letter="B"
    )
    refused({**invitation.accept(own_voucher, THIEF), "inviter": FIRST.device}, inviter=FIRST.public.sign)


def test_a_voucher_holder_cannot_name_another_inviter() -> None:
    sent = by_sibling()
    reg = invitation.accept(replace(sent, inviter=THIEF.public), SECOND)
    assert reg["inviter"] == THIEF.device
    refused(reg, inviter=FIRST.public.sign)
    refused(reg, inviter=THIEF.public.sign)


def test_one_kind_of_proof_does_not_pass_for_the_other() -> None:
    council, sibling = by_council(), by_sibling()
    refused(invitation.accept(sibling, SECOND), secret=council.secret)
    refused(invitation.accept(council, FIRST), inviter=FIRST.public.sign)


@pytest.mark.parametrize("reg", [None, [], {}, "x", {"device": 1}, {"sign_key": "00", "age_key": "x"}])
def test_what_is_no_registration_is_refused(reg: Any) -> None:
    refused(reg)


@pytest.mark.parametrize("letter", ["", "a", "../x", "ABC", "Ａ", 5])
def test_a_letter_that_could_not_stand_in_a_file_name_is_refused(letter: Any) -> None:
    refused({**invitation.accept(by_council(), FIRST), "letter": letter})


@pytest.mark.parametrize("code", ["", "../12", "1/2", "新旭川", "1" * 17])
def test_a_code_that_could_not_stand_in_a_file_name_is_refused(code: str) -> None:
    with pytest.raises(InputError):
        invitation.invite_district(
            COUNCIL, council_code="00", council_name="", district_code=code, district_name="", number=1
        )
    with pytest.raises(InputError):
        invitation.invite_sibling(
            FIRST, district_code=code, district_name="", district_secret=SECRET, letter="B"
        )


def check_of(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        invitation.from_bytes(data)
    return caught.value.check


def signed(body: Any, keys: DeviceKeys, **file: Any) -> bytes:
    signature = keys.sign(USE_INVITATION, strictjson.dumps(body)).hex()
    return strictjson.dumps(
        {"format": "sasaeai-invite", "v": 1, "body": body, "signature": signature, **file}
    )


def test_foreign_newer_and_changed_files_are_told_apart() -> None:
    data = invitation.to_bytes(by_council(), COUNCIL)
    file = json.loads(data)
    assert check_of(b"") == check_of(b"PK\x03\x04") == check_of(b"[]") == check_of(b"{}") == "invitation"
    assert check_of(b" " * (65 << 10) + data) == "invitation"
    assert check_of(data[:-5]) == "invitation"
    assert check_of(strictjson.dumps({**file, "v": 2})) == "too_new"
    assert check_of(data.replace("新旭川".encode(), "旧旭川".encode())) == "signature"
    assert check_of(signed(file["body"], THIEF)) == "signature"
    invitation.from_bytes(signed(file["body"], COUNCIL))
    for wrong in (
        {"type": "other"},
        {"number": 0},
        {"secret": "00"},
        {"district": {"code": "../x", "name": "n"}},
        {"district": {"code": "12", "name": "a\nb"}},
        {"council": {**file["body"]["council"], "device": "0" * 16}},
    ):
        assert check_of(signed({**file["body"], **wrong}, COUNCIL)) == "invitation"


def test_a_sibling_file_whose_voucher_the_inviter_never_signed_is_refused() -> None:
    sent = replace(by_sibling(), inviter_signature=FIRST.sign(USE_VOUCHER, b"something else"))
    assert check_of(invitation.to_bytes(sent, FIRST)) == "invitation"


def test_only_the_issuer_writes_the_file_and_secrets_do_not_show() -> None:
    with pytest.raises(ValueError, match="issuer"):
        invitation.to_bytes(by_council(), FIRST)
    sent, sibling = by_council(), by_sibling()
    assert sent.secret.hex() not in repr(sent)
    assert str(sent.secret) not in repr(sent)
    assert str(SECRET) not in repr(sibling)
    assert str(sibling.voucher_seed) not in repr(sibling)
    assert by_council().secret != sent.secret


@pytest.mark.parametrize(
    ("sent", "keys"), [(by_council(), COUNCIL), (by_sibling(council=COUNCIL.public), FIRST)]
)
def test_hundreds_of_damaged_files_are_refused_and_only_refused(sent: Any, keys: DeviceKeys) -> None:
    data = invitation.to_bytes(sent, keys)
    chance = random.Random(7)
    checks: set[str] = set()
    for _ in range(400):
        damaged = bytearray(data)
        at = chance.randrange(len(data))
        damaged[at] ^= 1 << chance.randrange(8)
        if chance.random() < 0.3:
            del damaged[at : at + chance.randrange(1, 30)]
        checks.add(outcome(bytes(damaged), sent))
    assert checks <= {"same", "invitation", "signature", "too_new"}


def outcome(data: bytes, sent: Any) -> str:
    """How a damaged file ends; hex in capitals still says the same."""
    try:
        return "same" if invitation.from_bytes(data) == sent else "ACCEPTED"
    except RefusedError as error:
        return error.check
