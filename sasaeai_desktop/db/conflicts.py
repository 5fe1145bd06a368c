"""What waits for a person: fields with two live values, and records deleted here while edited there."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from sasaeai_desktop.db.lines import DELETED
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Value
from sasaeai_desktop.domain.registry import KINDS


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field whose live values differ; field ``_del`` means "deleted here, edited there".

    Attributes:
        values: the live values with the change each stands in (pointer), the shown one first.
    """

    kind: str
    ent: Id
    field: str
    values: tuple[tuple[Value, int], ...]


def open_conflicts(connection: Connection) -> list[Conflict]:
    """Return every conflict; equal values never ask."""
    rows = connection.exec_driver_sql(
        "SELECT kind, ent, field, value, at FROM head WHERE (ent, field) IN ("
        "SELECT ent, field FROM head GROUP BY ent, field HAVING count(DISTINCT value) > 1) "
        "ORDER BY kind, ent, field, rank DESC, lam DESC, id DESC"
    )
    grouped: dict[tuple[str, bytes, str], list[tuple[Value, int]]] = {}
    for kind, ent, field, value, at in rows:
        grouped.setdefault((kind, ent, field), []).append((json.loads(value), at))
    for kind, ent, value, at in _revived(connection):
        grouped.setdefault((kind, ent, DELETED), []).append((value, at))
    return [Conflict(k, Id(e), f, tuple(values)) for (k, e, f), values in grouped.items()]


def _revived(connection: Connection) -> list[tuple[str, bytes, Value, int]]:
    """Return deletes that are live although the record is shown: somebody edited what the delete had not seen."""
    found: list[tuple[str, bytes, Value, int]] = []
    rows = connection.exec_driver_sql(
        "SELECT kind, ent, at FROM head WHERE field = ? AND value = 'true'", (DELETED,)
    ).all()
    for kind, ent, at in rows:
        if (
            kind in KINDS
            and not connection.exec_driver_sql(f'SELECT gone FROM "{kind}" WHERE id = ?', (ent,)).scalar()
        ):
            found.append((kind, ent, True, at))
    return found
