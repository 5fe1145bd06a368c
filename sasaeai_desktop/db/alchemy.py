"""The encrypted file through SQLAlchemy: how the program asks it, but for the window's way to its first page (``connection``)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import StaticPool

from sasaeai_desktop.db.connection import Engine

# What goes wrong in the pool is raised as well, or is a Ctrl+C that met it: nobody at the desk reads its log.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())


def engine_over(connect: Callable[[], Any]) -> Engine:
    """Return SQLAlchemy's engine over one connection of the driver.

    Args:
        connect: opens and prepares it, or gives one that is open already.

    Returns:
        What has the face of ``connection.Engine`` as far as this program uses it (``tests/db/test_connection.py``).
    """
    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, module=sqlcipher, hide_parameters=True, poolclass=StaticPool
    )
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "handle_error", _as_it_was, retval=True)
    return cast("Engine", engine)


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _as_it_was(context: ExceptionContext) -> BaseException:
    """Raise what the driver raised: whoever catches it need not know who asked."""
    return context.original_exception
