"""The schema: what the migrations make is what the tables declare; released schemas never change."""

from __future__ import annotations

from pathlib import Path

import pytest
from dbdesk import KEY
from sqlalchemy import create_engine

from sasaeai_desktop.db import fold, schema
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.tables import metadata
from sasaeai_desktop.domain.errors import RefusedError

SNAPSHOTS = Path(__file__).parents[1] / "data" / "schema"


def shape(connection: Connection) -> dict[str, object]:
    """Return tables with their columns and indexes with theirs, as SQLite itself sees them."""
    found: dict[str, object] = {}
    names = connection.exec_driver_sql(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    ).all()
    for name, kind in names:
        pragma = "table_info" if kind == "table" else "index_info"
        found[f"{kind} {name}"] = [
            tuple(row[1:]) for row in connection.exec_driver_sql(f'PRAGMA {pragma}("{name}")')
        ]
        if kind == "table":
            listed = connection.exec_driver_sql(
                "SELECT wr FROM pragma_table_list WHERE name = ?", (name,)
            ).scalar()
            found[f"{name} without rowid"] = listed
    return found


def dump(connection: Connection) -> str:
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    )
    return "".join(f"{row[0]};\n" for row in rows)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "a.db", KEY)


def test_the_migrations_make_what_the_tables_declare(database: Database) -> None:
    assert schema.migrate(database) is True
    assert schema.migrate(database) is False
    declared = create_engine("sqlite://")
    metadata.create_all(declared)
    with database.read() as migrated, declared.connect() as made:
        assert shape(migrated) == shape(made)
        assert schema.version_of(migrated) == schema.VERSION
        guards = migrated.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'").scalars()
        assert sorted(guards) == sorted(schema.guard_statements())
    declared.dispose()
    database.close()


def test_released_schemas_are_as_they_were_released(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file is folded anew once, by a program that knows every table; half-way there some are missing.
    monkeypatch.setattr(fold, "rebuild", lambda *_: None)
    for version in range(1, schema.VERSION + 1):
        monkeypatch.setattr(schema, "VERSION", version)
        schema.migrate(database)
        with database.read() as connection:
            assert dump(connection) == (SNAPSHOTS / f"v{version}.sql").read_text(encoding="utf-8")
    database.close()


def test_a_newer_file_is_refused_and_left_alone(database: Database) -> None:
    schema.migrate(database)
    with database.transaction() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(RefusedError) as caught:
        schema.migrate(database)
    assert caught.value.check == "schema_too_new"
    with database.read() as connection:
        assert schema.version_of(connection) == schema.VERSION + 1
    database.close()


def test_a_failed_migration_rolls_back_whole(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    good = schema._statements(1)
    monkeypatch.setattr(schema, "_statements", lambda _number: [*good[:30], "CREATE TABLE person (id)"])
    with pytest.raises(Exception, match="already exists"):
        schema.migrate(database)
    with database.read() as connection:
        assert schema.version_of(connection) == 0
        assert dump(connection) == ""
    monkeypatch.undo()
    assert schema.migrate(database)
    database.close()
