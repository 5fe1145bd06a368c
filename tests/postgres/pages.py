"""The queries of pages, by twenty desks at once, without twenty Python programs beside the server: replayed by pgbench.

Each page's statements are written down as the product sends them, then 20 clients open a page every two seconds each:
first alone, then while a desk takes in all bundles of the city. That is what a server for desks on computers of their own
would have to do.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import psycopg

from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import receiving
from tests.postgres import database, ways
from tests.postgres.cluster import Cluster, cluster
from tests.postgres.desks import file_desk, no_backups, server_desk
from tests.postgres.moving import move
from tests.postgres.together import LISTS, at

_CLIENTS, _A_SECOND = 20, 10
_SECONDS = int(os.environ.get("SASAEAI_SECONDS", "60"))


def _scripts(there: Desk, server: Cluster) -> dict[str, Path]:
    """Write the statements of each page as a script of pgbench."""
    sent: list[str] = []
    before = database.SEND

    def note(cursor: Any, text: str, values: Any) -> None:
        sent.append(psycopg.ClientCursor(cursor.connection).mogrify(text, values or None))
        before(cursor, text, values)

    found = {}
    for number, name in enumerate(LISTS):
        sent.clear()
        database.SEND = note
        ways.PAGES[name](there)
        database.SEND = before
        lines = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", *sent, "COMMIT"]
        lines = [" ".join(line.split()) for line in lines if not line.startswith("SET TRANSACTION")]
        path = server.place / f"page{number}.sql"
        path.write_text("".join(f"{line};\n" for line in lines if line), encoding="utf-8")
        found[name] = path
    return found


def _replay(server: Cluster, scripts: dict[str, Path]) -> None:
    words = [word for path in scripts.values() for word in ("-f", str(path))]
    for old in server.place.glob("pages.*"):
        old.unlink()
    busy, start = server.cpu(), time.time()
    server.run(
        "pgbench", *server.options(), "-n", "-c", str(_CLIENTS), "-j", "1", "-T", str(_SECONDS), "-R", str(_A_SECOND),
        "-l", "--log-prefix", str(server.place / "pages"), *words, server.database,
    )  # fmt: skip
    busy = (server.cpu() - busy) / (time.time() - start)
    times: list[list[float]] = [[] for _ in scripts]
    for log in server.place.glob("pages.*"):
        for line in log.read_text(encoding="utf-8").splitlines():
            # client, number, microseconds from when it was due, script, ...; what it waited to begin is the last field
            fields = line.split()
            times[int(fields[3])].append((int(fields[2]) - int(fields[6])) / 1e6)
    for name, of_page in zip(scripts, times, strict=True):
        print(
            f"    {name:28}{len(of_page):6}   median {at(0.5, of_page):7.1f}   95th {at(0.95, of_page):7.1f} ms"
        )
    whole = [t for of_page in times for t in of_page]
    print(
        f"    {'all':28}{len(whole):6}   median {at(0.5, whole):7.1f}   95th {at(0.95, whole):7.1f} ms",
        flush=True,
    )
    print(f"    server's processor time {busy:.2f} cores, load {os.getloadavg()[0]:.1f}", flush=True)


def report(city: Path) -> None:
    """Replay on a whole council, then on one that is being filled."""
    no_backups()
    files = sorted((city / "bundles").glob("*.age"))
    with cluster() as server, file_desk(city / "council") as desk:
        move(desk.database, server)
        scripts = _scripts(server_desk(desk, server), server)
        print(f"{_CLIENTS} clients, {_A_SECOND} pages a second, {_SECONDS} s, nobody writes:")
        _replay(server, scripts)
        with file_desk(city / "council-before") as before:
            move(before.database, server)
            there = server_desk(before, server)
            took: list[float] = []

            def take() -> None:
                start = time.perf_counter()
                receiving.import_files(there, files)
                took.append(time.perf_counter() - start)

            writer = threading.Thread(target=take)
            writer.start()
            print("the same while a desk takes in all bundles:")
            _replay(server, scripts)
            writer.join()
            print(f"    the bundles took {took[0]:.0f} s")
