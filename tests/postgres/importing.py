"""All bundles of a city taken in, one transaction each: what the file's way costs, and PostgreSQL's."""

from __future__ import annotations

import time
from pathlib import Path

from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import receiving
from tests.postgres import ways
from tests.postgres.cluster import cluster
from tests.postgres.desks import file_desk, no_backups, server_desk
from tests.postgres.moving import move


def _take(desk: Desk, files: list[Path]) -> tuple[float, float, int]:
    """Return seconds, processor seconds of this process, and changes."""
    start, busy = time.perf_counter(), time.process_time()
    taken = receiving.import_files(desk, files).result
    assert all(t.state == "applied" for t in taken), [t for t in taken if t.state != "applied"]
    return time.perf_counter() - start, time.process_time() - busy, sum(t.changes for t in taken)


def report(city: Path) -> None:
    """Import on both sides; the same state must stand on both."""
    no_backups()
    files = sorted((city / "bundles").glob("*.age"))
    with cluster() as server, file_desk(city / "council-before") as desk:
        move(desk.database, server)
        there = server_desk(desk, server)
        with server.connect() as connection:
            wal = "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"
            before = connection.execute(wal).fetchone()[0]
        mine = _take(desk, files)
        busy = server.cpu()
        its = _take(there, files)
        busy = server.cpu() - busy
        with server.connect() as connection:
            written = float(connection.execute(wal).fetchone()[0] - before)
        print(f"{len(files)} bundles, {mine[2]} changes")
        print(f"file:   {mine[0]:6.1f} s by the clock, {mine[1]:6.1f} s of processor")
        print(
            f"server: {its[0]:6.1f} s by the clock, {its[1]:6.1f} s of processor + {busy:.1f} s of the server's"
        )
        ratio = (its[1] + busy) / mine[1]
        print(
            f"ratio of processor time {ratio:.2f}, of the clock {its[0] / mine[0]:.2f}; log written {written / 1e6:.0f} MB"
        )
        print(f"same state: {ways.state_hash(desk) == ways.state_hash(there)}")
        print(f"problems at the server: {ways.CHECKS['check: whole'](there)}")
