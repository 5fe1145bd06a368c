"""Baseline: a bare executemany into an sqlcipher file with our settings (shared sync page, section 6).

    python -m tests.benchmarks.floor FILE HEXKEY TABLE...   copies tables of a file into an equal new one
    python -m tests.benchmarks.floor --plan [SEED]          the practice city's rows in plain tables

Prints the seconds from opening the new file to the end of its commit; reading the rows is not in it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from zlib import crc32

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


def write(folder: Path, tables: Iterable[Table]) -> float:
    """Write the tables in one transaction into a new file in ``folder`` and return the seconds it took."""
    listed = list(tables)
    began = time.perf_counter()
    db = connect(folder / "floor.db", bytes(range(32)))
    db.execute("BEGIN IMMEDIATE")
    for table in listed:
        for statement in table.ddl:
            db.execute(statement)
        if table.rows:
            marks = ",".join("?" * len(table.rows[0]))
            db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)
    db.execute("COMMIT")
    taken = time.perf_counter() - began
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


def plan_tables(seed: int) -> list[Table]:
    """Return what the council would hold of a practice city, as plain tables under 16-byte ids that grow."""
    from sasaeai_desktop.practice.plan import city_plan, district_plan  # noqa: PLC0415 - only for this way

    plan = city_plan(seed)
    rows: dict[str, list[tuple[Any, ...]]] = {
        n: [] for n in ("visit", "tally", "salon_session", "attendance", "watch_case", "role")
    }
    for share in plan.districts:
        made = district_plan(plan, share.index)
        ticks = count(1)
        ids: dict[str, bytes] = {}

        def of(key: str, prefix: int = share.index, ids: dict[str, bytes] = ids, ticks: Any = ticks) -> bytes:
            if key not in ids:
                ids[key] = (
                    prefix.to_bytes(4, "big")
                    + next(ticks).to_bytes(4, "big")
                    + crc32(key.encode()).to_bytes(8, "big")
                )
            return ids[key]

        code = share.code
        rows["visit"] += [
            (of(f"visit{n}"), code, v.date, of(v.person), v.method, v.result)
            for n, v in enumerate(made.visits)
        ]
        rows["tally"] += [
            (of(f"tally{n}"), code, of(t.person), of(t.watcher), t.month, t.method, t.count)
            for n, t in enumerate(made.tallies)
        ]
        rows["salon_session"] += [
            (
                of(s.key),
                code,
                of(s.salon),
                s.date,
                s.cancelled,
                s.elderly,
                s.disabled,
                s.children,
                s.guardians,
                s.others,
                s.staff,
            )
            for s in made.sessions
        ]
        rows["attendance"] += [
            (of(f"attendance{n}"), code, of(a.session), of(a.person)) for n, a in enumerate(made.attendance)
        ]
        rows["watch_case"] += [
            (of(f"case{n}"), code, of(c.person), c.start, c.end, c.state, c.state_on)
            for n, c in enumerate(made.cases)
        ]
        rows["role"] += [
            (of(f"role{n}"), code, of(r.volunteer), r.role, r.start, r.end) for n, r in enumerate(made.roles)
        ]
    return [Table(name, (_plain(name, len(many[0])),), many) for name, many in rows.items()]


def _plain(name: str, columns: int) -> str:
    rest = ", ".join(f"c{n}" for n in range(1, columns))
    return f"CREATE TABLE {name} (id BLOB PRIMARY KEY, {rest}) WITHOUT ROWID"


def main() -> None:
    """Write once and print the figures."""
    if sys.argv[1] == "--plan":
        tables = plan_tables(int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    else:
        tables = read(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3:])
    with tempfile.TemporaryDirectory() as folder:
        seconds = write(Path(folder), tables)
    print(json.dumps({"seconds": seconds, "rows": sum(len(t.rows) for t in tables)}))


if __name__ == "__main__":
    main()
