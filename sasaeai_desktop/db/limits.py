"""What a 担い手 sees of the file: own people and what belongs to them, and nothing else, whichever query is asked.

Views of the temporary schema stand before the tables of the same names while such a person reads, so that every query of
every repository, written or still to be written, sees the chosen rows only. A table that nothing is declared for shows
nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Record, fields_of
from sasaeai_desktop.domain.registry import KINDS

_SEEN, _OWN, _ME = "limits_seen", "limits_own", "limits_me"
_IN_SEEN, _IN_OWN, _IS_ME = (f"IN (SELECT id FROM temp.{name})" for name in (_SEEN, _OWN, _ME))

_KINDS = {
    "person": f"id {_IN_SEEN}",
    "merge": f"a {_IN_SEEN} AND b {_IN_SEEN}",
    "volunteer": f"id {_IN_OWN}",
    "role": f"volunteer {_IN_OWN}",
    "sheet": f"watcher {_IN_OWN}",
    "user": f"id {_IS_ME}",
}
_OTHERS = {
    "setting": "1",
    "stream": "1",
    "canon": f"id {_IN_SEEN}",
    "search_key": f"ent {_IN_SEEN}",
    "search_gram": f"ent {_IN_SEEN}",
    "action": f'"by" {_IS_ME}',
    "draft": f'"by" {_IS_ME}',
}


def seen_people(connection: Connection, volunteers: Collection[Id], today: str) -> set[Id]:
    """Return the people whom these volunteers watch today, with everyone merged with them."""
    if not volunteers:
        return set()
    marks = ", ".join("?" * len(volunteers))
    rows = connection.exec_driver_sql(
        f"SELECT person FROM main.assignment WHERE gone = 0 AND volunteer IN ({marks}) "
        "AND coalesce(start, '') <= ? AND (coalesce(\"end\", '') = '' OR \"end\" >= ?) AND person IS NOT NULL",
        (*volunteers, today, today),
    )
    found = {Id(row[0]) for row in rows}
    canon = {Id(a): Id(b) for a, b in connection.exec_driver_sql("SELECT id, canon FROM main.canon")}
    groups = {canon.get(person, person) for person in found}
    return found | groups | {ent for ent, one in canon.items() if one in groups}


def narrow(connection: Connection, me: Id, volunteers: Collection[Id], seen: Collection[Id]) -> None:
    """Put the views before the tables until ``widen``."""
    connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
    for name, ids in ((_SEEN, seen), (_OWN, volunteers), (_ME, [me])):
        connection.exec_driver_sql(f"CREATE TEMP TABLE {name} (id BLOB PRIMARY KEY) WITHOUT ROWID")
        for ent in ids:
            connection.exec_driver_sql(f"INSERT INTO temp.{name} VALUES (?)", (ent,))
    for table in _tables(connection):
        connection.exec_driver_sql(
            f'CREATE TEMP VIEW "{table}" AS SELECT * FROM main."{table}" WHERE {condition(table)}'
        )


def widen(connection: Connection) -> None:
    """Take the views away."""
    for table in _tables(connection):
        connection.exec_driver_sql(f'DROP VIEW IF EXISTS temp."{table}"')
    for name in (_SEEN, _OWN, _ME):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def condition(table: str) -> str:
    """Return which rows of a table a 担い手 sees, as SQL; "0" for none."""
    kind = KINDS.get(table)
    if kind is None:
        return _OTHERS.get(table, "0")
    if table in _KINDS:
        return _KINDS[table]
    if "person" in fields_of(kind):
        return f"person {_IN_SEEN}"
    return "1" if _public(kind) else "0"


def _public(kind: type[Record]) -> bool:
    """Say whether all of a kind is common to every district: codes, districts, devices."""
    return all(field.chain is Chain.COMMON for field in fields_of(kind).values())


def _tables(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [row[0] for row in rows]
