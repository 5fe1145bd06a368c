"""Faults in what ends secrets and bounds powers; ``keys_machine`` must find each of them (planted as those of ``planted``)."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.db import erasures
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.safety import access, elsewhere, putting_back, resealing
from sasaeai_desktop.services.usb import rekeying, setting_aside
from sasaeai_desktop.sync import powers
from sasaeai_desktop.vault import keeper
from tests.proof.planted import Plant, rewrite, swap


def one_slot_only() -> None:
    """16: a passphrase rewrites its slot, and the data keep their key."""

    def change(desk: Any, old: str, new: str, **more: Any) -> Done[None]:
        key = keeper.unlock(desk.paths, old, desk.user.id.hex()).data_key
        keeper.change_passphrase(desk.paths, key, desk.user.id.hex(), new, **more)
        return Done(None, Changes(label="合いことばを変えました"))

    access.change_passphrase = change


def backups_as_they_were() -> None:
    """16: kept backups keep the slot files of their time."""
    resealing.finish = lambda *_, **__: resealing.Resealed()


def device_keys_stay() -> None:
    """16: somebody is taken off, and the laptop goes on with the keys they may hold."""
    rekeying.renew = lambda desk: desk.me.device


def restored_as_it_was() -> None:
    """16: a backup takes today's place with the slots and the key of its time."""
    putting_back._give_new_key = lambda *_: None


def other_places_are_called_done() -> None:
    """16: a stick in a drawer counts as re-sealed."""
    elsewhere._resealed = lambda *_: True


def escrow_outlives_its_end() -> None:
    """16: what was entrusted keeps its slot when it is taken back."""
    stay = 'if not coming.replaces(s) or s["type"] == "escrow"'
    rewrite(
        keeper,
        "announce_rotation",
        ('content["slots"] if not coming.replaces(s)', f'content["slots"] {stay}'),
    )


def old_tips_do_not_bind() -> None:
    """17: what ended keys sign beyond their tips is taken in like everything else."""
    setting_aside.sort_out = lambda _s, _d, blocks, _l, _b: setting_aside.Sorted(trusted=list(blocks))
    setting_aside.enforce = lambda *_: 0


def council_may_all() -> None:
    """17: what a council sends takes effect, whatever it is."""
    swap(powers.may_write, lambda *_: True)


def asked_is_done() -> None:
    """18: what another laptop erased goes as soon as its bundle comes in."""
    swap(erasures.spoken, lambda _connection: None)


def newest_by_the_clock() -> None:
    """20: backups are put in order by the day that stood on them."""
    backups.in_order = lambda found: sorted(found, key=lambda b: b.made_at, reverse=True)


ALL: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        one_slot_only, backups_as_they_were, device_keys_stay, restored_as_it_was, other_places_are_called_done,
        escrow_outlives_its_end, old_tips_do_not_bind, council_may_all, asked_is_done, newest_by_the_clock,
    )
}  # fmt: skip
