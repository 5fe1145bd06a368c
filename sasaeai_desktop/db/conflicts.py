"""What waits for a person: fields with two live values, and records deleted here while edited there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.columns import own_chain_of
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import (
    Head,
    heads_of,
    late_edits,
    notes_what_was_seen,
    pointers,
    stored_heads,
    unseen_at_home,
    winner,
)
from sasaeai_desktop.db.lines import DELETED, SEEN
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


@dataclass(frozen=True, slots=True)
class Disputed:
    """A record that one deleted while another wrote on it; pointers to the changes, newest word first."""

    deleted: tuple[int, ...]
    kept: tuple[int, ...]


def open_conflicts(connection: Connection) -> list[Conflict]:
    """Return every conflict; equal values never ask."""
    # Values are kept in one canonical form, so equal texts are equal values; most twofold heads say the same.
    rows = connection.exec_driver_sql(
        "SELECT h.kind, h.ent, h.field, h.value, h.at FROM "
        "(SELECT ent, field FROM head WHERE field <> '_seen' GROUP BY ent, field HAVING min(value) <> max(value)) s "
        "CROSS JOIN head h ON h.ent = s.ent AND h.field = s.field "
        "ORDER BY h.kind, h.ent, h.field, h.rank DESC, h.lam DESC, h.id DESC"
    )
    grouped: dict[tuple[str, bytes, str], list[tuple[Value, int]]] = {}
    for kind, ent, field, value, at in rows:
        grouped.setdefault((kind, ent, field), []).append((json.loads(value), at))
    found = {key: values for key, values in grouped.items() if _differ([v for v, _ in values])}
    for kind, ent, at in [*_revived(connection), *_written_on(connection)]:
        found.setdefault((kind, ent, DELETED), []).append((True, at))
    return [Conflict(k, Id(e), f, tuple(found[k, e, f])) for k, e, f in sorted(found)]


def _differ(values: Sequence[Value]) -> bool:
    return any(json.dumps(v) != json.dumps(values[0]) for v in values[1:])


def _revived(connection: Connection) -> list[tuple[str, bytes, int]]:
    """Return deletes that are live although the record is shown: somebody edited what the delete had not seen."""
    kinds = connection.exec_driver_sql(
        "SELECT DISTINCT kind FROM head WHERE field = ? AND value = 'true'", (DELETED,)
    ).scalars()
    found: list[tuple[str, bytes, int]] = []
    for kind in list(kinds):
        if kind in KINDS:
            rows = connection.exec_driver_sql(
                f'SELECT h.ent, h.at FROM head h JOIN "{kind}" r ON r.id = h.ent '
                "WHERE h.kind = ? AND h.field = ? AND h.value = 'true' AND r.gone = 0 ORDER BY h.ent, h.at",
                (kind, DELETED),
            )
            found += [(kind, ent, at) for ent, at in rows]
    return found


def _written_on(connection: Connection) -> list[tuple[str, bytes, int]]:
    """Return deletes that hold, of records on which somebody had written words at home that no deleter had seen."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT kind, ent FROM head WHERE field = ? AND value <> 'null' ORDER BY kind, ent", (SEEN,)
    ).all()
    found: list[tuple[str, bytes, int]] = []
    for kind, ent in rows:
        if kind in KINDS and _is_gone(connection, kind, ent):
            by_field = stored_heads(connection, kind, ent)
            if unseen_at_home(connection, kind, by_field):
                found += [(kind, ent, head.at) for head in by_field[DELETED] if head.value is True]
    return found


def _is_gone(connection: Connection, kind: str, ent: bytes) -> bool:
    row = connection.exec_driver_sql(f'SELECT gone FROM "{kind}" WHERE id = ?', (ent,)).first()
    return bool(row and row[0])


def words_unseen(connection: Connection, kind: str, ent: Id) -> list[Head]:
    """Return the words at home on a deleted record that no deleter had seen; empty for one that is shown."""
    if not _is_gone(connection, kind, ent) or not notes_what_was_seen(kind):
        return []
    return unseen_at_home(connection, kind, stored_heads(connection, kind, ent))


def heads_of_field(connection: Connection, kind: str, ent: Id, field: str) -> list[Head]:
    """Return the live heads of one field, the shown one first."""
    found: list[Head] = []
    for chain, at in (pointers(connection, kind, ent) or {}).items():
        found += [h for h in heads_of(connection, kind, ent, chain, at) if h.field == field]
    return sorted(found, key=lambda h: (h.rank, h.lam, h.id), reverse=True)


def disputed(connection: Connection, kind: str, ent: Id) -> Disputed:
    """Return who deleted a record and who wrote on it without having seen that."""
    chain = own_chain_of(kind)
    at = (pointers(connection, kind, ent) or {}).get(chain)
    by_field: dict[str, list[Head]] = {}
    for head in heads_of(connection, kind, ent, chain, at):
        by_field.setdefault(head.field, []).append(head)
    words = by_field.get(DELETED, [])
    deletes = [h for h in words if h.value is True]
    last = winner(deletes)
    late = late_edits(connection, kind, last, by_field) if last else []
    kept = [h for h in words if h.value is not True] + (late or words_unseen(connection, kind, ent))
    return Disputed(
        tuple(h.at for h in sorted(deletes, key=lambda h: h.lam, reverse=True)),
        tuple(dict.fromkeys(h.at for h in sorted(kept, key=lambda h: h.lam, reverse=True))),
    )


def first_written(connection: Connection, kind: str, ent: Id, field: str) -> int:
    """Return a pointer to the change by which a record came, as far as a live head of ``field`` tells; 0: unknown."""
    chain_at = pointers(connection, kind, ent) or {}
    own = chain_at.get(own_chain_of(kind))
    if own:
        return own
    rows = connection.exec_driver_sql(
        "SELECT at FROM head WHERE ent = ? AND field = ? ORDER BY lam LIMIT 1", (ent, field)
    )
    return int(rows.scalar() or 0)
