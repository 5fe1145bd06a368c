"""Fifty power cuts during an import: of the server, and of the desk that writes. Each bundle must be there whole, or not.

Bundles are taken in by the order of their names, so the number of them in the log says exactly which rows must be there:
what one undisturbed import held after each of them.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import receiving
from tests.postgres import ways
from tests.postgres.cluster import Cluster, cluster
from tests.postgres.desks import file_desk, no_backups, server_desk
from tests.postgres.moving import move

_MOMENTS = int(os.environ.get("SASAEAI_MOMENTS", "50"))
_HELD = (
    "SELECT (SELECT count(*) FROM bundle_log WHERE direction = 'in'), (SELECT coalesce(sum(seq), 0) FROM stream), "
    "(SELECT coalesce(sum(last - first + 1), 0) FROM segment), (SELECT count(*) FROM visit), "
    '(SELECT count(*) FROM session), (SELECT count(*) FROM "case"), (SELECT count(*) FROM card)'
)


def _held(server: Cluster) -> tuple[int, ...]:
    with server.connect() as connection:
        return tuple(int(n) for n in connection.execute(_HELD).fetchone())


def _writer(desk: Desk, server: Cluster, files: list[Path], told: Any) -> None:
    """Import in a process of its own; tells of every bundle when its commit has come back."""
    no_backups()
    there = server_desk(desk, server)
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - it dies of its server's death, and need not say so
    for n, file in enumerate(files, 1):
        receiving.import_file(there, file)
        told.send(n)


def _begin(desk: Desk, server: Cluster, files: list[Path]) -> tuple[Any, Any]:
    ours, its = multiprocessing.get_context("fork").Pipe(duplex=False)
    writer = multiprocessing.get_context("fork").Process(target=_writer, args=(desk, server, files, its))
    writer.start()
    its.close()
    return writer, ours


def _acknowledged(told: Any) -> int:
    last = 0
    try:
        while told.poll():
            last = told.recv()
    except EOFError:
        pass
    return last


def _again(server: Cluster) -> None:
    server.run("dropdb", *server.options(), "--if-exists", "--force", "council")
    server.run("createdb", *server.options(), "-T", "before", "council")


def report(city: Path) -> None:
    """Kill and look."""
    chance = random.Random(17)
    files = sorted((city / "bundles").glob("*.age"))
    with cluster() as server, file_desk(city / "council-before") as desk:
        move(desk.database, server)
        server.run("createdb", *server.options(), "-T", "council", "before")
        whole = [_held(server)]
        start = time.perf_counter()
        there = server_desk(desk, server)
        for file in files:
            receiving.import_file(there, file)
            whole.append(_held(server))
        seconds = time.perf_counter() - start
        wanted = ways.state_hash(there)
        there.database.close()
        assert [held[0] for held in whole] == list(range(len(files) + 1))
        lost = torn = unequal = behind = 0
        places: set[int] = set()
        for moment in range(_MOMENTS):
            _again(server)
            writer, told = _begin(desk, server, files)
            time.sleep(chance.uniform(0.0, seconds))
            if moment % 2:
                server.kill()
                writer.join(20)
            writer.kill()  # -9; it may have ended by itself when its server did
            writer.join()
            said = _acknowledged(told)
            if moment % 2:
                server.start()
            held = _held(server)
            places.add(held[0])
            torn += held != whole[held[0]]
            lost += held[0] < said
            behind += held[0] > said
            there = server_desk(desk, server)
            for file in files:  # the same sticks again
                receiving.import_file(there, file)
            unequal += ways.state_hash(there) != wanted or (
                moment % 10 == 0 and bool(ways.CHECKS["check: whole"](there))
            )
            there.database.close()
            print(f"  {moment + 1}: {held[0]} of {len(files)} bundles held, {said} told", flush=True)
        print(
            f"{_MOMENTS} kills (half the server, half the writer), {len(files)} bundles, {len(places)} different places"
        )
        print(f"torn bundles: {torn}; acknowledged and lost: {lost}; committed but not told: {behind}")
        print(f"not the same state after the same sticks were taken again: {unequal}")
