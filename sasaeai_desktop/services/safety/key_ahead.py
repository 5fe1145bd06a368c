"""The key is worked out of a passphrase before anything that it opens is loaded.

Argon2id takes a quarter of a second outside of Python, which can import the services meanwhile. Nothing is opened here,
and nothing is told: the count of wrong passphrases is asked first by ``tries.unlock_all``, as ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.vault import slots, store
from sasaeai_desktop.vault.slots import Derived


def derive(paths: AppPaths, passphrase: str) -> Callable[[], Derived]:
    """Begin on a thread of its own, and return what waits for it (``tries.unlock_all``)."""
    derived: Derived = {}

    def work() -> None:
        with suppress(UserError):  # what is wrong with the slots is told where they are opened
            for slot in store.load(paths)["slots"]:
                if slot.get("type") == slots.USER:
                    slots.open_user(slot, passphrase, derived)

    thread = threading.Thread(target=work, name="key", daemon=True)
    thread.start()

    def wait() -> Derived:
        thread.join()
        return derived

    return wait
