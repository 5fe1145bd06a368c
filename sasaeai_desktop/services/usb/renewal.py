"""Whether this device's keys have to end (``rekeying``): noted with what calls for it, and asked at every opening."""

from __future__ import annotations

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.services.desk.desk import Desk, reading

DUE = "device_ends"


def call_for(connection: Connection) -> None:
    """Note that this device's keys have to end; ``rekeying.renew`` does it, or the next opening."""
    settings.put(connection, DUE, "1")


def called_for(desk: Desk) -> bool:
    """Say whether that was called for and has not been done."""
    with reading(desk) as session:
        return settings.text(session, DUE) == "1"
