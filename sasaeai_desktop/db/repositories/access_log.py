"""The log of who carried something out: local, and hash-chained, each line vouching for the one before."""

from __future__ import annotations

import hashlib

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.domain.ids import Id


def append(connection: Connection, at: str, by: Id, what: str) -> None:
    """Add a line.

    Args:
        connection: a write transaction.
        at: ISO time.
        by: the person at the desk.
        what: what was carried out; no names, they stand in the 第三者提供記録.
    """
    last = connection.exec_driver_sql("SELECT link FROM access_log ORDER BY n DESC LIMIT 1").scalar()
    connection.exec_driver_sql(
        "INSERT INTO access_log (at, by, what, link) VALUES (?, ?, ?, ?)",
        (at, by, what, _link(last or b"", at, by, what)),
    )


def problems(connection: Connection) -> list[str]:
    """Return the lines that do not follow from the one before: something was changed or taken out there."""
    found: list[str] = []
    before = b""
    for n, at, by, what, link in connection.exec_driver_sql(
        "SELECT n, at, by, what, link FROM access_log ORDER BY n"
    ):
        if link != _link(before, at, by, what):
            found.append(f"access log: line {n} does not follow")
        before = link
    return found


def _link(before: bytes, at: str, by: bytes, what: str) -> bytes:
    return hashlib.sha256(before + f"{at}\x1f{by.hex()}\x1f{what}".encode()).digest()
