"""Small facts of this installation only: who it is, its counters, its choices. Never synced."""

from __future__ import annotations

import os

from sasaeai_desktop.db.connection import Connection


def text(connection: Connection, name: str, default: str = "") -> str:
    """Return a setting, or the default."""
    value = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,)).scalar()
    return default if value is None else str(value)


def number(connection: Connection, name: str, default: int = 0) -> int:
    """Return a setting as a whole number."""
    return int(text(connection, name, str(default)))


def put(connection: Connection, name: str, value: str) -> None:
    """Set a setting."""
    connection.exec_driver_sql(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def begin(connection: Connection) -> None:
    """Give a new file its tag for ids and its first incarnation."""
    put(connection, "tag", os.urandom(4).hex())
    put(connection, "incarnation", os.urandom(4).hex())
    put(connection, "lam", "0")
    put(connection, "counter", "0")
