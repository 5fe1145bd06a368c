"""Device keys: each signature holds for one use only, ids follow from keys."""

from __future__ import annotations

import hashlib
import re

import pytest

from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.sync import keys

USES = (keys.USE_BUNDLE, keys.USE_TIP, keys.USE_VOUCHER, keys.USE_INVITATION)


def test_a_signature_holds_for_its_use_its_message_and_its_key_only() -> None:
    mine, other = keys.DeviceKeys.generate(), keys.DeviceKeys.generate()
    signature = mine.sign(keys.USE_TIP, b"tip")
    assert keys.verify(mine.public.sign, keys.USE_TIP, b"tip", signature)
    for use in USES:
        assert keys.verify(mine.public.sign, use, b"tip", signature) is (use == keys.USE_TIP)
    assert not keys.verify(mine.public.sign, keys.USE_TIP, b"tap", signature)
    assert not keys.verify(other.public.sign, keys.USE_TIP, b"tip", signature)
    assert not keys.verify(mine.public.sign, keys.USE_TIP, b"tip", signature[:-1])
    assert not keys.verify(b"short", keys.USE_TIP, b"tip", signature)


def test_no_use_is_the_beginning_of_another() -> None:
    assert not any(a != b and b.startswith(a) for a in USES for b in USES)


def test_keys_survive_being_written_and_the_id_follows_from_the_signing_key() -> None:
    mine = keys.DeviceKeys.generate()
    again = keys.DeviceKeys.from_dict(mine.to_dict())
    assert again == mine
    assert keys.PublicKeys.from_dict(mine.public.to_dict()) == mine.public
    assert mine.device == hashlib.sha256(mine.public.sign).hexdigest()[:16]
    assert again.public.device == mine.device


def test_secret_keys_do_not_show_in_a_traceback() -> None:
    mine = keys.DeviceKeys.generate()
    assert mine.age_secret not in repr(mine)
    assert mine.seed.hex() not in repr(mine)
    assert str(mine.seed) not in repr(mine)


def test_the_fingerprint_is_six_groups_of_five_digits_over_both_keys() -> None:
    a, b = keys.DeviceKeys.generate().public, keys.DeviceKeys.generate().public
    assert re.fullmatch(r"\d{5}( \d{5}){5}", a.fingerprint)
    mixed = keys.PublicKeys(sign=a.sign, age=b.age)
    assert len({a.fingerprint, b.fingerprint, mixed.fingerprint}) == 3
    fixed = keys.PublicKeys(sign=bytes(32), age="age1x")
    assert keys.fingerprint(fixed) == "31116 62735 37068 50370 89011 98508"  # printed on paper: never changes


@pytest.mark.parametrize(
    "change",
    [
        {"sign": "00"},
        {"sign": None},
        {"sign": "zz" * 32},
        {"sign": "AB" * 32},
        {"age": "age1abc"},
        {"age": "AGE-SECRET-KEY-1"},
        {"age": 5},
    ],
)
def test_damaged_public_keys_are_refused(change: dict[str, object]) -> None:
    data: dict[str, object] = {**keys.DeviceKeys.generate().public.to_dict(), **change}
    with pytest.raises(RefusedError) as caught:
        keys.PublicKeys.from_dict(data)
    assert caught.value.check == "keys"
    with pytest.raises(RefusedError):
        keys.PublicKeys.from_dict([data])


def test_damaged_secret_keys_are_refused() -> None:
    good = keys.DeviceKeys.generate().to_dict()
    for bad in ({**good, "seed": "00"}, {**good, "age_secret": "x"}, {"seed": good["seed"]}, "x"):
        with pytest.raises(RefusedError):
            keys.DeviceKeys.from_dict(bad)
