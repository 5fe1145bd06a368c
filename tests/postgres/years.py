"""Ten years of a city on both sides: how long the report takes. The nine other years are copies with other dates and ids.

Only what the report counts is copied, straight into the tables: no journal stands behind it, and nothing but the report
is measured on it.
"""

from __future__ import annotations

import time
from pathlib import Path

from sasaeai_desktop.services.desk.desk import Desk
from tests.postgres import ways
from tests.postgres.cluster import cluster
from tests.postgres.desks import file_desk, server_desk
from tests.postgres.moving import move

_DATED = {"visit": ("date",), "session": ("date",), "attendance": (), "tally": ("month",)}
_REFERS = {"attendance": "session"}
_YEARS = 10


def _copies(desk: Desk, table: str) -> list[tuple[object, ...]]:
    with desk.database.read() as session:
        result = session.exec_driver_sql(f'SELECT * FROM "{table}"')
        names = list(result.keys())
        rows = result.fetchall()
    at, days = names.index("id"), [names.index(n) for n in _DATED[table]]
    ref = names.index(_REFERS[table]) if table in _REFERS else None
    made = []
    for back in range(1, _YEARS):
        for row in rows:
            copy = list(row)
            copy[at] = _other(row[at], back)
            for n in days:
                copy[n] = (
                    f"{int(row[n][:4]) - back}{row[n][4:].replace('-02-29', '-02-28')}" if row[n] else row[n]
                )
            if ref is not None and row[ref]:
                copy[ref] = _other(row[ref], back)
            made.append(tuple(copy))
    return made


def _other(ident: bytes, back: int) -> bytes:
    return bytes([ident[0] ^ back, *ident[1:]])


def _lengthen(desk: Desk) -> int:
    added = 0
    for table in _DATED:
        rows = _copies(desk, table)
        with desk.database.transaction() as connection, desk.database.journal_writing():
            marks = ", ".join("?" * len(rows[0]))
            connection.exec_driver_sql(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        added += len(rows)
    return added


def report(city: Path) -> None:
    """Measure a middle year's report with ten years on file."""
    with cluster() as server, file_desk(city / "council") as desk:
        added = _lengthen(desk)
        seconds = time.perf_counter()
        counts = move(desk.database, server)
        seconds = time.perf_counter() - seconds
        there = server_desk(desk, server)
        with server.connect() as connection:
            size = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
        print(
            f"{added} rows added; visits {counts['visit']}; move {seconds:.0f} s; server {size / 1e6:.0f} MB"
        )
        for name in ("report: the year", "report: its months", "inbox", "cards: list"):
            for side, who in (("file", desk), ("server", there)):
                times = []
                for _ in range(6):
                    start = time.perf_counter()
                    last = ways.PAGES[name](who)
                    times.append(1000 * (time.perf_counter() - start))
                print(f"  {name:20} {side:7} least {min(times):7.1f}   median {sorted(times)[3]:7.1f} ms")
                if name == "report: the year":
                    print("    acts", last["watch"]["acts"])
