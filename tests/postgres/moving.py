"""The same tables on PostgreSQL, and a council's file moved into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from sasaeai_desktop.db import tables
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.schema import GUARDED_TABLES
from tests.postgres.cluster import Cluster

_COUNTED = ("action", "access_log", "bundle_log", "quarantine")  # whose ``n`` SQLite gives by itself
_FUNCTIONS = """
CREATE FUNCTION instr(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) > 0';
CREATE FUNCTION hex(bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT upper(encode($1, 'hex'))$$;
CREATE FUNCTION date(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$SELECT to_char($1::date + $2::interval, 'YYYY-MM-DD')$$;
CREATE FUNCTION json_each(text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE AS
  'SELECT jsonb_array_elements_text($1::jsonb)';
CREATE FUNCTION json_extract(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$SELECT jsonb_path_query_first($1::jsonb, $2::jsonpath) #>> '{}'$$;
CREATE VIEW sqlite_master AS
  SELECT 'table'::text AS type, tablename::text AS name, ''::text AS sql FROM pg_tables WHERE schemaname = 'public';
CREATE FUNCTION smaller(bytea, bytea) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS 'SELECT CASE WHEN $1 < $2 THEN $1 ELSE $2 END';
CREATE FUNCTION larger(bytea, bytea) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS 'SELECT CASE WHEN $1 > $2 THEN $1 ELSE $2 END';
CREATE FUNCTION plus(bigint, boolean) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1 + coalesce($2::int, 0)';
CREATE AGGREGATE sum(boolean) (SFUNC = plus, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE min(bytea) (SFUNC = smaller, STYPE = bytea, SORTOP = <);
CREATE AGGREGATE max(bytea) (SFUNC = larger, STYPE = bytea, SORTOP = >);
CREATE AGGREGATE group_concat(text) (SFUNC = textcat, STYPE = text);
CREATE FUNCTION journal_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('sasaeai.journal', true) IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION 'only the journal writes %', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
"""
"""What SQLite has and PostgreSQL 15 has not; and the guards' question."""


def _declared() -> list[Table]:
    """Return the product's tables with PostgreSQL's types: 64 bits, and texts ordered by their bytes."""
    metadata = MetaData()
    made = []
    for table in tables.metadata.sorted_tables:
        copy = table.to_metadata(metadata)
        for column in copy.columns:
            if isinstance(column.type, Integer):
                column.type = BigInteger()
            elif isinstance(column.type, Text):
                column.type = Text(collation="C")
            else:
                assert isinstance(column.type, LargeBinary), column
            column.autoincrement = copy.name in _COUNTED and column.primary_key
        made.append(copy)
    return made


def make_tables(cluster: Cluster, *, indexes: bool = True) -> list[str]:
    """Make functions, tables and guards in an empty database; returns the tables' names."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # as SQLAlchemy has it
    declared = _declared()
    with cluster.connect() as connection:
        connection.execute(_FUNCTIONS)
        for table in declared:
            connection.execute(str(CreateTable(table).compile(dialect=dialect)))
            if indexes:
                _make_indexes(connection, table)
        for name in GUARDED_TABLES:
            connection.execute(
                f'CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{name}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION journal_only()"
            )
    return [table.name for table in declared]


def _make_indexes(connection: Any, table: Table) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for index in sorted(table.indexes, key=lambda each: str(each.name)):
        connection.execute(str(CreateIndex(index).compile(dialect=dialect)))


def _rows(database: Database, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{name}"' for name in columns)
    with database.read() as session:
        for row in session.exec_driver_sql(f'SELECT {names} FROM "{table}"'):
            yield tuple(row)


def move(database: Database, cluster: Cluster) -> dict[str, int]:
    """Copy every row of a council's file into an empty database in one transaction; returns rows by table."""
    cluster.make()
    make_tables(cluster, indexes=False)
    counts: dict[str, int] = {}
    with cluster.connect() as connection:
        connection.execute("SET LOCAL sasaeai.journal = 'open'")
        for table in _declared():
            columns = [column.name for column in table.columns]
            names = ", ".join(f'"{name}"' for name in columns)
            with connection.cursor().copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                n = 0
                for row in _rows(database, table.name, columns):
                    copy.write_row(row)
                    n += 1
            counts[table.name] = n
            _make_indexes(connection, table)
            if table.name in _COUNTED:
                connection.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'n'), (SELECT coalesce(max(n), 0) + 1 FROM {table.name}))"
                )
    with cluster.connect(autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return counts


def counts_in(cluster: Cluster) -> dict[str, int]:
    """Return the rows of every table as the server counts them."""
    with cluster.connect() as connection:
        return {
            table.name: connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            for table in _declared()
        }
