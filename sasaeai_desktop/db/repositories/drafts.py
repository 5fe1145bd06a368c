"""What was typed and is not saved yet. Local to this laptop, inside the encrypted file, never synced."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.domain.ids import Id


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One kept form; ``about`` is the person it speaks of, so that an erasure finds it.

    Attributes:
        name: what the form is for; one draft per name.
        by: who typed it.
        about: the person it is about, None when it is about nobody or about many.
        at: when it was kept, ISO.
        content: JSON text.
    """

    name: str
    by: Id
    about: Id | None
    at: str
    content: str


def put(connection: Connection, row: DraftRow) -> None:
    """Keep a form in place of what was kept of it before."""
    connection.exec_driver_sql(
        'INSERT INTO draft (name, "by", about, at, content) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE'
        ' SET "by" = excluded."by", about = excluded.about, at = excluded.at, content = excluded.content',
        (row.name, row.by, row.about, row.at, row.content),
    )


def remove(connection: Connection, name: str) -> None:
    """Forget a form."""
    connection.exec_driver_sql("DELETE FROM draft WHERE name = ?", (name,))


def of_user(connection: Connection, user: Id) -> list[DraftRow]:
    """Return a person's forms, the latest first."""
    rows = connection.exec_driver_sql(
        'SELECT name, "by", about, at, content FROM draft WHERE "by" = ? ORDER BY at DESC, name', (user,)
    )
    return [DraftRow(r[0], Id(r[1]), Id(r[2]) if r[2] is not None else None, r[3], r[4]) for r in rows]
