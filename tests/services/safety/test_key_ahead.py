"""The key worked out beforehand: it saves the second guess, and changes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import LockedError, RefusedError, WrongPassphraseError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.safety import key_ahead, setup, tries
from sasaeai_desktop.vault import slots
from sasaeai_desktop.vault.slots import PRACTICE

CLOCK = clock_at("2026-06-11")
PASSPHRASE = "みどりの おか 12"


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    found = app_paths(tmp_path / "desk")
    setup.begin_district(found, "07", "みどりが丘", PASSPHRASE, CLOCK, kdf=PRACTICE).desk.close()
    return found


@pytest.fixture
def guesses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    real = slots._passphrase_key

    def counted(slot: slots.Slot, passphrase: str) -> bytes:
        made.append(passphrase)
        return real(slot, passphrase)

    monkeypatch.setattr(slots, "_passphrase_key", counted)
    return made


def test_what_was_worked_out_before_is_not_worked_out_again(paths: AppPaths, guesses: list[str]) -> None:
    derived = key_ahead.derive(paths, PASSPHRASE)
    setup.open_desk(paths, PASSPHRASE, CLOCK, derived=derived).close()
    assert guesses == [PASSPHRASE]


def test_a_wrong_one_counts_as_ever_and_many_make_it_wait(paths: AppPaths, guesses: list[str]) -> None:
    for _ in range(tries.FREE):
        with pytest.raises(WrongPassphraseError):
            setup.open_desk(paths, "wrong", CLOCK, derived=key_ahead.derive(paths, "wrong"))
    assert tries.tries_of(paths).wrong == tries.FREE
    with pytest.raises(LockedError, match="まちがい"):
        setup.open_desk(paths, PASSPHRASE, CLOCK, derived=key_ahead.derive(paths, PASSPHRASE))


def test_what_was_worked_out_of_another_passphrase_opens_nothing(paths: AppPaths) -> None:
    with pytest.raises(WrongPassphraseError):
        setup.open_desk(paths, PASSPHRASE, CLOCK, derived=key_ahead.derive(paths, "wrong"))


def test_damaged_slots_are_told_where_they_are_opened(paths: AppPaths) -> None:
    for file in (paths.vault, paths.vault_copy):
        file.write_bytes(b"{")
    derived = key_ahead.derive(paths, PASSPHRASE)
    assert derived() == {}
    with pytest.raises(RefusedError):
        setup.open_desk(paths, PASSPHRASE, CLOCK, derived=derived)
