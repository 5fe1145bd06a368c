"""Loading records of any kind as domain objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sasaeai_desktop.db.columns import records_from
from sasaeai_desktop.db.connection import Connection, Result
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record, fields_of

R = TypeVar("R", bound=Record)

_PART, _PAGE = 1000, 5000


def columns_of(kind: type[Record], alias: str = "") -> str:
    """Return the column list that ``records`` expects, e.g. for a query of one's own."""
    dot = f"{alias}." if alias else ""
    return ", ".join(f'{dot}"{n}"' for n in ("id", "district", *fields_of(kind)))


def records(kind: type[R], rows: Result) -> list[R]:
    """Return rows selected by ``columns_of`` as domain objects."""
    return records_from(kind, rows.all())


def select(
    connection: Connection, kind: type[R], where: str = "", params: tuple[object, ...] = ()
) -> list[R]:
    """Return records that are not deleted.

    Args:
        connection: a read or write session.
        kind: what to load.
        where: more SQL after ``gone = 0``, beginning with AND or ORDER BY; values only through ``params``.
        params: values for the question marks.
    """
    sql = f'SELECT {columns_of(kind)} FROM "{kind.kind}" WHERE gone = 0 {where}'
    return records(kind, connection.exec_driver_sql(sql, params))


def get(connection: Connection, kind: type[R], ent: Id) -> R | None:
    """Return one record, also when it is deleted; None when it is not here."""
    sql = f'SELECT {columns_of(kind)} FROM "{kind.kind}" WHERE id = ?'
    found = records(kind, connection.exec_driver_sql(sql, (ent,)))
    return found[0] if found else None


def has_any(connection: Connection, kind: str) -> bool:
    """Say whether any record of a kind is here; a kind by its name."""
    return connection.exec_driver_sql(f'SELECT 1 FROM "{kind}" WHERE gone = 0 LIMIT 1').first() is not None


def by_ids(connection: Connection, kind: type[R], ids: Iterable[Id]) -> dict[Id, R]:
    """Return records by id; those not here are missing."""
    wanted = list(dict.fromkeys(ids))
    found: dict[Id, R] = {}
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        marks = ", ".join("?" * len(part))
        sql = f'SELECT {columns_of(kind)} FROM "{kind.kind}" WHERE id IN ({marks})'
        found.update((r.id, r) for r in records(kind, connection.exec_driver_sql(sql, tuple(part))))
    return found


def canonical_ids(connection: Connection) -> dict[Id, Id]:
    """Return the canonical id of every merged id."""
    return {Id(a): Id(b) for a, b in connection.exec_driver_sql("SELECT id, canon FROM canon")}


def none_here(connection: Connection, kind: str, ids: Sequence[bytes]) -> bool:
    """Say by one look that no record between the lowest and the highest of these ids is here; a kind by its name.

    Ids that one laptop draws grow, so what it newly sends lies together, behind all that it sent before.
    """
    if not ids:
        return True
    sql = f'SELECT 1 FROM "{kind}" WHERE id BETWEEN ? AND ? LIMIT 1'
    return connection.exec_driver_sql(sql, (min(ids), max(ids))).first() is None


def of_other_districts(connection: Connection, kind: str, ids: Iterable[Id], district: str) -> set[bytes]:
    """Return which of these records stand here as another district's; a kind by its name."""
    wanted = list(ids)
    found: set[bytes] = set()
    if none_here(connection, kind, wanted):
        return found
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        marks = ", ".join("?" * len(part))
        sql = f'SELECT id FROM "{kind}" WHERE district <> ? AND id IN ({marks})'
        found.update(bytes(row[0]) for row in connection.exec_driver_sql(sql, (district, *part)))
    return found


def pages(
    connection: Connection, kind: str, columns: Sequence[str]
) -> Iterator[tuple[Sequence[bytes], dict[str, Sequence[Any]]]]:
    """Give all rows of a kind, deleted ones too, in the order of their ids and so many at a time: ids, and columns by name."""
    listed = ", ".join(f'"{name}"' for name in ("id", *columns))
    first = f'SELECT {listed} FROM "{kind}"'
    rows = connection.exec_driver_sql(f"{first} ORDER BY id LIMIT {_PAGE}").all()
    while rows:
        ids, *held = zip(*rows, strict=True)
        yield ids, dict(zip(columns, held, strict=True))
        sql = f"{first} WHERE id > ? ORDER BY id LIMIT {_PAGE}"
        rows = connection.exec_driver_sql(sql, (rows[-1][0],)).all() if len(rows) == _PAGE else []
