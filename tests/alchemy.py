"""The product's database through SQLAlchemy's own engine: what it finds and refuses must be the same."""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from sasaeai_desktop.db.engine import Database


class ThroughSqlalchemy(Database):
    """One file, or one database in memory, of which ``_connect`` makes the driver's connection."""

    def _make_engine(self) -> Engine:  # type: ignore[override]
        engine = create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            module=sqlcipher,
            hide_parameters=True,
            poolclass=StaticPool,
        )
        event.listen(engine, "begin", _on_begin)
        return engine

    def _driver(self) -> Any:
        return self.engine.raw_connection().driver_connection


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
