"""Which 町内会 somebody meant who writes it another way than the register."""

from __future__ import annotations

import pytest

from sasaeai_desktop.services.people.towns import meant_town

KNOWN = ("緑が丘第1町内会", "緑が丘第2町内会", "14条2丁目町内会", "さくら町内会")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14条2丁目", "14条2丁目町内会"),
        ("１４条２丁目", "14条2丁目町内会"),
        ("さくら", "さくら町内会"),
        ("緑が丘", ""),  # either
        ("さくら町内会", ""),
        ("ひばり町内会", ""),
        ("", ""),
    ],
)
def test_the_one_that_is_near_is_meant(typed: str, meant: str) -> None:
    assert meant_town(typed, KNOWN) == meant
