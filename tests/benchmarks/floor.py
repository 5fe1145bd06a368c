"""Baseline: a bare executemany into an sqlcipher file with our settings (shared sync page, section 6).

    python -m tests.benchmarks.floor FILE HEXKEY TABLE...   copies tables of a file into an equal new one

Prints the seconds from opening the new file to the end of its commit; reading the rows is not in it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

CACHE_KIB = 64 * 1024  # as the council's import


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write: its DDL as in the product's file (indexes too), and its rows."""

    name: str
    ddl: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def connect(path: Path, key: bytes, *, cache_kib: int = CACHE_KIB) -> Any:
    """Open an sqlcipher file with a raw key and the product's settings."""
    db = dbapi2.connect(str(path), isolation_level=None)
    for pragma in (
        f"key = \"x'{key.hex()}'\"",
        "cipher_compatibility = 4",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        f"cache_size = -{cache_kib}",
    ):
        db.execute(f"PRAGMA {pragma}")
    return db


def write(folder: Path, tables: Iterable[Table]) -> dict[str, float]:
    """Write the tables in one transaction into a new file in ``folder``: "seconds", "cpu" (its processor time)."""
    listed = list(tables)
    began, own = time.perf_counter(), time.process_time()
    db = connect(folder / "floor.db", bytes(range(32)))
    db.execute("BEGIN IMMEDIATE")
    for table in listed:
        for statement in table.ddl:
            db.execute(statement)
        if table.rows:
            marks = ",".join("?" * len(table.rows[0]))
            db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)
    db.execute("COMMIT")
    taken = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - own}
    db.close()
    return taken


def read(path: Path, key: bytes, names: Iterable[str]) -> list[Table]:
    """Return tables of a file, with their indexes and rows in the order they are stored."""
    db = connect(path, key)
    tables = []
    for name in names:
        ddl = db.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type <> 'trigger'",
            (name,),
        )
        statements = sorted(
            (row[0] for row in ddl), key=lambda sql: not sql.upper().startswith("CREATE TABLE")
        )
        tables.append(Table(name, tuple(statements), db.execute(f'SELECT * FROM "{name}"').fetchall()))
    db.close()
    return tables


def main() -> None:
    """Write once and print the figures."""
    tables = read(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3:])
    with tempfile.TemporaryDirectory() as folder:
        taken = write(Path(folder), tables)
    print(json.dumps({**taken, "rows": sum(len(t.rows) for t in tables)}))


if __name__ == "__main__":
    main()
