"""団体・ネットワーク: groups, and who meets whom."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.groups import Body, BodyLink


def bodies(connection: Connection, on: str = "") -> list[Body]:
    """Return groups by kind and name; those in force on a day when given."""
    where, params = "", tuple[str, ...]()
    if on:
        where, params = 'AND ("end" IS NULL OR "end" >= ?)', (on,)
    return select(connection, Body, f"{where} ORDER BY coalesce(number, ''), name, id", params)


def links(connection: Connection) -> list[BodyLink]:
    """Return who meets whom."""
    return select(connection, BodyLink, "AND a IS NOT NULL AND b IS NOT NULL ORDER BY id")
