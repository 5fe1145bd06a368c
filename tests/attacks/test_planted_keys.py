"""Invariant 16: faults that would let a secret that ended live on, each found by a row of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.safety import access, elsewhere, escrow, putting_back, resealing
from sasaeai_desktop.services.usb import rekeying, setting_aside
from sasaeai_desktop.vault import keeper, slots, store
from tests.attacks import ended_keys, entrusted
from tests.attacks.attack import Ground


def one_slot_only(patch: pytest.MonkeyPatch) -> None:
    """A passphrase rewrites its slot, and the data keep their key."""

    def change(desk: Any, old: str, new: str, **more: Any) -> Done[None]:
        key = keeper.unlock(desk.paths, old, desk.user.id.hex()).data_key
        keeper.change_passphrase(desk.paths, key, desk.user.id.hex(), new, **more)
        return Done(None, Changes(label="合いことばを変えました"))

    patch.setattr(access, "change_passphrase", change)


def backups_as_they_were(patch: pytest.MonkeyPatch) -> None:
    """Kept backups keep the slot files of their time."""
    patch.setattr(resealing, "finish", lambda *_, **__: resealing.Resealed())


def other_places_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Nobody thinks of the copies on sticks."""
    patch.setattr(elsewhere, "mark_old", lambda _connection: None)


def other_places_are_called_done(patch: pytest.MonkeyPatch) -> None:
    """A stick in a drawer counts as re-sealed."""
    patch.setattr(elsewhere, "_resealed", lambda *_: True)


def device_keys_stay(patch: pytest.MonkeyPatch) -> None:
    """Somebody is taken off, and the laptop goes on with the keys they may hold."""
    patch.setattr(rekeying, "renew", lambda desk: desk.me.device)


def old_tips_do_not_bind(patch: pytest.MonkeyPatch) -> None:
    """What the old keys sign beyond the tips where they end is taken in like everything else."""
    patch.setattr(
        setting_aside, "sort_out", lambda _s, _d, blocks, _l, _b: setting_aside.Sorted(trusted=list(blocks))
    )
    patch.setattr(setting_aside, "enforce", lambda *_: 0)


def only_the_slot_is_taken_back(patch: pytest.MonkeyPatch) -> None:
    """What was entrusted is struck out of the slot file, and the data keep their key."""

    def take_back(desk: Any, _passphrase: str, **_: Any) -> Done[None]:
        content = store.load(desk.paths)
        left = [s for s in content["slots"] if s["type"] != slots.ESCROW]
        store.save(desk.paths, {**content, "slots": left})
        return Done(None, Changes(label="やめました"))

    patch.setattr(escrow, "take_back", take_back)


def used_and_still_good(patch: pytest.MonkeyPatch) -> None:
    """The key that the council told somebody goes on opening."""
    real = keeper.with_passphrase

    def kept(*words: Any, ends_escrow: bool, **more: Any) -> keeper.Next:
        return real(*words, ends_escrow=ends_escrow and False, **more)

    patch.setattr(keeper, "with_passphrase", kept)


def restored_as_it_was(patch: pytest.MonkeyPatch) -> None:
    """A backup takes today's place with the slots and the key of its time."""
    patch.setattr(putting_back, "_give_new_key", lambda *_: None)


PLANTED = [
    (one_slot_only, ended_keys.old_passphrase),
    (backups_as_they_were, ended_keys.kept_backup),
    (other_places_are_forgotten, ended_keys.copy_in_a_second_place),
    (other_places_are_called_done, ended_keys.copy_that_was_not_plugged_in),
    (device_keys_stay, ended_keys.reads_on),
    (device_keys_stay, ended_keys.forges_for_the_council),
    (old_tips_do_not_bind, ended_keys.forges_for_the_council),
    (only_the_slot_is_taken_back, entrusted.taken_back),
    (used_and_still_good, entrusted.lost_everything),
    (restored_as_it_was, ended_keys.restored_from_a_stick),
]


@pytest.fixture
def ground(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Ground]:
    made = Ground(tmp_path, monkeypatch, capsys)
    yield made
    monkeypatch.undo()
    for close in reversed(made.closing):
        close()


@pytest.mark.parametrize(("plant", "row"), PLANTED, ids=lambda each: each.__name__)
def test_a_secret_that_lives_on_is_found(
    plant: Callable[[pytest.MonkeyPatch], None], row: Callable[[Ground], str], ground: Ground
) -> None:
    plant(ground.patch)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        row(ground)
