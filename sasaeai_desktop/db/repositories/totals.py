"""How much a file holds, kind by kind: to compare a backup with the present data."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection

_KINDS = (
    ("名簿の方", "person"),
    ("担い手", "volunteer"),
    ("見守りの回数", "visit"),
    ("サロンの開催", "session"),
    ("サロンの出席", "attendance"),
    ("つながりカード", "card"),
)


def totals(connection: Connection) -> list[tuple[str, int]]:
    """Return title and number of each kind of record, deleted ones not counted; last the number of changes."""
    found = [
        (
            title,
            int(connection.exec_driver_sql(f'SELECT count(*) FROM "{kind}" WHERE gone = 0').scalar() or 0),
        )
        for title, kind in _KINDS
    ]
    changes = connection.exec_driver_sql("SELECT coalesce(sum(seq), 0) FROM stream").scalar()
    return [*found, ("書いた回数", int(changes or 0))]
