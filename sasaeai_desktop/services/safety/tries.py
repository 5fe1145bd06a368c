"""Wrong passphrases make the next one wait, longer each time, also after a restart.

Whoever may write into the data folder can copy the key file and guess elsewhere, at the price that Argon2id sets; this is
against fingers at the keyboard.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import DiskError, LockedError, WrongPassphraseError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.vault import keeper
from sasaeai_desktop.vault.keeper import Unlocked
from sasaeai_desktop.vault.slots import Derived

FREE = 4
"""So many wrong ones are only told; from then on each doubles the time to wait."""

LONGEST = 300
_FILE = "tries.json"


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passphrases since the last right one, and when the last of them was (ISO)."""

    wrong: int = 0
    at: str = ""


def tries_of(paths: AppPaths) -> Tries:
    """Return how many there were."""
    try:
        found = json.loads(_file(paths).read_text(encoding="utf-8"))
        return Tries(int(found["wrong"]), str(found["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Tries()


def unlock_all(
    paths: AppPaths,
    passphrase: str,
    clock: Clock,
    user: str | None = None,
    *,
    derived: Callable[[], Derived] = dict,
) -> list[Unlocked]:
    """Return everyone whose passphrase this is; two people may have chosen the same without knowing.

    Args:
        paths: the installation.
        passphrase: as typed.
        clock: the time.
        user: opaque id of the only person to try; None tries everyone.
        derived: returns what was worked out of the passphrase before (``key_ahead.derive``).

    Raises:
        WrongPassphraseError: it is nobody's.
        LockedError: it is too early for another try; says how long to wait.
        RefusedError: both copies of the slot file are damaged.
    """
    before = tries_of(paths)
    left = _seconds_left(before, clock.now())
    if left > 0:
        raise LockedError(
            "合いことばの まちがいが つづいています。", f"{left}秒 まってから、もう一度 入れてください。"
        )
    try:
        found = keeper.unlock_all(paths, passphrase, user, derived=derived())
    except WrongPassphraseError:
        _write(paths, Tries(before.wrong + 1, clock.now().isoformat(timespec="seconds")))
        raise
    with contextlib.suppress(OSError):
        _file(paths).unlink(missing_ok=True)
    return found


def unlock(paths: AppPaths, passphrase: str, clock: Clock, user: str) -> Unlocked:
    """As ``unlock_all`` for one person."""
    return unlock_all(paths, passphrase, clock, user)[0]


def _seconds_left(tries: Tries, now: datetime) -> int:
    beyond = tries.wrong - FREE
    if beyond < 0 or not tries.at:
        return 0
    wait = min(LONGEST, 2**beyond)
    gone = (now - datetime.fromisoformat(tries.at)).total_seconds()
    # A clock that was put back must not lock anybody out for years.
    return int(min(wait, wait - gone)) if gone >= 0 else 0


def _write(paths: AppPaths, tries: Tries) -> None:
    with contextlib.suppress(DiskError, OSError):
        safe_write(_file(paths), json.dumps({"wrong": tries.wrong, "at": tries.at}).encode())


def _file(paths: AppPaths) -> Path:
    return paths.data_dir / _FILE
