"""A council's file moved into PostgreSQL: how long it takes, and whether every way of a council says the same there."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sasaeai_desktop.services.desk.desk import Desk
from tests.postgres import ways
from tests.postgres.cluster import Cluster, cluster
from tests.postgres.desks import file_desk, server_desk
from tests.postgres.moving import counts_in, move

_ROUNDS = 5
_OWN = ("undo: last actions", "usb: handed over")  # name random ids and the stick's folder: only counted


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def _compare(name: str, here: Callable[[], Any], there: Callable[[], Any], rounds: int = _ROUNDS) -> bool:
    """Run both sides in turn; print the least times, which other programs stretch least."""
    file, server = [], []
    for _ in range(rounds):
        file.append(_timed(here))
        server.append(_timed(there))
    mine, its = file[-1][0], server[-1][0]
    same = len(mine) == len(its) if name in _OWN else mine == its
    a, b = min(t for _, t in file) * 1000, min(t for _, t in server) * 1000
    print(f"  {'equal ' if same else 'DIFFER'}  {name:28} file {a:8.1f} ms   server {b:8.1f} ms", flush=True)
    return same


def compare_ways(here: Desk, there: Desk, names: dict[str, ways.Way], rounds: int = _ROUNDS) -> int:
    """Compare reading ways of two desks; returns how many differ."""
    found = [_compare(n, lambda w=w: w(here), lambda w=w: w(there), rounds) for n, w in names.items()]
    return found.count(False)


def _dump(server: Cluster, desk: Desk) -> None:
    """Dump the database and restore it into another; compare rows and hash."""
    at = server.place / "council.dump"
    _, out = _timed(lambda: server.run("pg_dump", *server.options(), "-Fc", "-f", str(at), "council"))
    server.make("again")
    _, back = _timed(lambda: server.run("pg_restore", *server.options(), "-d", "again", str(at)))
    kept = server.database
    before = counts_in(server), ways.state_hash(server_desk(desk, server))
    server.database = "again"
    again = counts_in(server), ways.state_hash(server_desk(desk, server))
    server.database = kept
    size = at.stat().st_size / 1e6
    print(f"pg_dump {out:.1f} s, {size:.1f} MB; pg_restore {back:.1f} s; equal: {before == again}")


def report(city: Path) -> None:
    """Move the city's council, compare everything, write on both sides, compare again, dump and restore."""
    with cluster() as server, file_desk(city / "council") as desk:
        busy = time.process_time() + server.cpu()
        counts, seconds = _timed(lambda: move(desk.database, server))
        busy = time.process_time() + server.cpu() - busy
        with server.connect() as connection:
            size = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
        size_here = desk.database.path.stat().st_size
        print(f"move: {sum(counts.values())} rows, {seconds:.1f} s ({busy:.1f} s of processor time)")
        print(
            f"rows equal: {counts == counts_in(server)}; file {size_here / 1e6:.1f} MB, server {size / 1e6:.1f} MB"
        )
        there = server_desk(desk, server)
        wrong = compare_ways(desk, there, ways.PAGES) + compare_ways(desk, there, ways.CHECKS, 2)
        with tempfile.TemporaryDirectory() as to:
            for name, write in ways.WRITES.items():
                wrong += not _compare(
                    name, lambda w=write: w(desk, Path(to) / "a"), lambda w=write: w(there, Path(to) / "b"), 1
                )
        wrong += compare_ways(desk, there, ways.PAGES, 1) + compare_ways(desk, there, ways.CHECKS, 1)
        print(f"{wrong} of all ways differ")
        _dump(server, desk)
