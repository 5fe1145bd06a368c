"""Keys: who may open the desk, and with what."""

from __future__ import annotations

from sasaeai_desktop.vault.keeper import (
    Unlocked,
    add_user,
    change_passphrase,
    create,
    exists,
    set_paper_key,
    unlock,
    unlock_with_paper,
    users,
)
from sasaeai_desktop.vault.slots import FLOOR, PRACTICE, REAL, Kdf

__all__ = [
    "FLOOR",
    "PRACTICE",
    "REAL",
    "Kdf",
    "Unlocked",
    "add_user",
    "change_passphrase",
    "create",
    "exists",
    "set_paper_key",
    "unlock",
    "unlock_with_paper",
    "users",
]
