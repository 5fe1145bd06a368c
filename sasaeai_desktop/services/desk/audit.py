"""The log of who carried something out: local, a hash chain of its own, never synced."""

from __future__ import annotations

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories import access_log
from sasaeai_desktop.services.desk.desk import Desk


def log_access(connection: Connection, desk: Desk, what: str) -> None:
    """Add a line to the local, hash-chained log; ``check`` proves the chain."""
    access_log.append(connection, desk.clock.now().isoformat(timespec="seconds"), desk.user.id, what)
