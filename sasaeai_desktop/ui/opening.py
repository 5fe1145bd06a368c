"""What the window has its worker do around one desk: opening it, putting it away, closing it.

Importing the services takes longer than all the rest, so they are imported here, on the worker, never by the window.
"""

from __future__ import annotations

import importlib
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sasaeai_desktop.domain.clock import Clock
    from sasaeai_desktop.paths import AppPaths
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.ui.tasks import Report

_PAGES = ("sasaeai_desktop.ui.desk_window", "sasaeai_desktop.ui.pages.today.page")
NEEDED = (
    "sasaeai_desktop.domain.registry",
    "sasaeai_desktop.services.desk.desk",
    "sasaeai_desktop.services.safety.key_ahead",
    "sasaeai_desktop.services.safety.setup",
    "cryptography.hazmat.primitives.asymmetric.padding",  # and this package for its backend
    *_PAGES,
    "sasaeai_desktop.services.desk.drafts",
    "sasaeai_desktop.services.inbox.finding",
)
"""Modules that opening and the first page need, in the order in which they are wanted."""


def open_desk(paths: AppPaths, passphrase: str, clock: Clock, user: str, report: Report) -> Desk:
    """Open a desk (``setup.open_desk``); ``report`` is told how far an older program's data are."""
    from sasaeai_desktop.services.safety import key_ahead  # noqa: PLC0415 - on the worker

    derived = key_ahead.derive(paths, passphrase)
    from sasaeai_desktop.services.safety import setup  # noqa: PLC0415 - while the key is worked out

    threading.Thread(target=_import_pages, name="pages", daemon=True).start()
    return setup.open_desk(
        paths,
        passphrase,
        clock,
        user=user,
        progress=lambda done, total: report(done, total, ""),
        bare=True,
        derived=derived,
    )


def take_up(desk: Desk) -> None:
    """Let SQLAlchemy take over what was asked of the driver directly until the first page stood (``Database``)."""
    desk.database.take_up()


def pages_loaded() -> bool:
    """Say whether all that the first page needs is imported."""
    return all(module in sys.modules for module in _PAGES)


def _import_pages() -> None:
    for module in _PAGES:
        importlib.import_module(module)


def open_desk_with_paper(paths: AppPaths, key: str, passphrase: str, clock: Clock, report: Report) -> Desk:
    """Open a desk with its paper key (``access.open_desk_with_paper``)."""
    from sasaeai_desktop.services.safety import access  # noqa: PLC0415 - on the worker

    return access.open_desk_with_paper(
        paths, key, passphrase, clock, progress=lambda done, total: report(done, total, "")
    )


def put_away(desk: Desk) -> None:
    """Close the file and forget its key (``locking.put_away``)."""
    from sasaeai_desktop.services.safety import locking  # noqa: PLC0415 - on the worker

    locking.put_away(desk)


def come_back(desk: Desk, passphrase: str, name: str) -> Desk:
    """Open a desk again that was put away (``locking.come_back``)."""
    from sasaeai_desktop.services.safety import locking  # noqa: PLC0415 - on the worker

    return locking.come_back(desk, passphrase, name)


def come_back_with_paper(desk: Desk, key: str, passphrase: str) -> Desk:
    """Open a desk again with its paper key (``locking.come_back_with_paper``)."""
    from sasaeai_desktop.services.safety import locking  # noqa: PLC0415 - on the worker

    return locking.come_back_with_paper(desk, key, passphrase)


def restore(desk: Desk, backup: Path, passphrase: str, clock: Clock) -> None:
    """Close a desk and put a checked backup in its place (``restoring.restore``)."""
    from sasaeai_desktop.services.safety import restoring  # noqa: PLC0415 - on the worker

    desk.close()
    restoring.restore(desk.paths, backup, passphrase, clock)


def restore_newest(paths: AppPaths, passphrase: str, clock: Clock) -> None:
    """Put the newest backup in place of files that are not as they were left."""
    from sasaeai_desktop.services.safety import restoring  # noqa: PLC0415 - on the worker

    newest = restoring.newest(paths)
    restoring.restore(paths, restoring.prepare(paths, newest, passphrase), passphrase, clock)


def as_it_is(paths: AppPaths, passphrase: str, clock: Clock) -> None:
    """Go on with files that are not as they were left (``restoring.as_it_is``)."""
    from sasaeai_desktop.services.safety import restoring  # noqa: PLC0415 - on the worker

    restoring.as_it_is(paths, passphrase, clock)


def close(desk: Desk) -> None:
    """Back up what changed and close; closing happens whatever the backup does."""
    from sasaeai_desktop.services.desk import backups  # noqa: PLC0415 - on the worker

    try:
        if backups.changed_since_backup(desk) and not desk.me.practice:
            backups.back_up(desk, "exit")
    finally:
        desk.close()
