"""A PostgreSQL of one's own for as long as a measurement lasts: a fresh cluster in a temporary folder, on a socket only.

The server never runs as root and needs none of it: started by root, it runs as ``nobody``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PLACES = Path("/usr/lib/postgresql")
NOT_INSTALLED = "PostgreSQL is not installed here (apt-get install postgresql), so nothing was measured."
NO_DRIVER = "psycopg is not installed here (pip install 'psycopg[binary]'), so nothing was measured."
DATABASE = "council"
_OWNER = "sasaeai"
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "60",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_wal_size": "2GB",
    "log_min_messages": "fatal",
    "autovacuum_naptime": "5s",  # what was just taken in is known to the planner soon
}


def binaries() -> Path | None:
    """Return the folder of the newest installed server's programs."""
    found = sorted(PLACES.glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name))
    return found[-1].parent if found else None


def why_not() -> str:
    """Return the sentence that says why nothing can be measured here; empty where it can."""
    if binaries() is None:
        return NOT_INSTALLED
    try:
        import psycopg  # noqa: F401, PLC0415 - only asked for
    except ImportError:
        return NO_DRIVER
    return ""


class Cluster:
    """One server; ``kill`` is a power cut of it, ``start`` its way back."""

    def __init__(self, place: Path) -> None:
        bins = binaries()
        assert bins is not None, NOT_INSTALLED
        self.place, self._bins, self.database = place, bins, DATABASE
        self._server: subprocess.Popen[bytes] | None = None
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(place, nobody.pw_uid, nobody.pw_gid)
        self.run(
            "initdb", "-D", str(self.data), "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )

    @property
    def data(self) -> Path:
        """The cluster's folder."""
        return self.place / "data"

    def run(self, program: str, *words: str) -> str:
        """Run one of the server's programs as its user; returns what it printed."""
        done = subprocess.run(
            [self._bins / program, *words], check=True, capture_output=True, cwd=self.place, **self._as
        )
        return done.stdout.decode()

    def options(self) -> tuple[str, ...]:
        """Return what every client program needs to find the server."""
        return ("-h", str(self.place), "-U", _OWNER)

    def connect(self, **more: Any) -> Any:
        """Return a psycopg connection."""
        import psycopg  # noqa: PLC0415 - present where a cluster is

        return psycopg.connect(host=str(self.place), user=_OWNER, dbname=self.database, **more)

    def start(self) -> None:
        """Start the server and wait until it answers; after ``kill`` it first replays its log."""
        words = [word for item in _SETTINGS.items() for word in ("-c", "=".join(item))]
        self._server = subprocess.Popen(
            [self._bins / "postgres", "-D", self.data, "-k", self.place, *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.place, start_new_session=True, **self._as,
        )  # fmt: skip
        end = time.monotonic() + 60
        while subprocess.run([self._bins / "pg_isready", "-q", "-h", self.place], check=False).returncode:
            assert self._server.poll() is None, "the server did not start"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.05)

    def make(self, database: str = DATABASE) -> None:
        """Make an empty database, in the place of one of that name."""
        self.run("dropdb", *self.options(), "--if-exists", "--force", database)
        self.run("createdb", *self.options(), database)

    def cpu(self) -> float:
        """Return the processor seconds that the server's living processes have used, those that ended included."""
        assert self._server is not None
        return sum(_cpu(pid) for pid in (self._server.pid, *_children(self._server.pid)))

    def kill(self) -> None:
        """End all processes of the server at once, as a power cut would (kill -9 of its process group)."""
        if self._server is not None:
            for child in _children(self._server.pid):
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            self._server.kill()
            self._server.wait()
            self._server = None

    def stop(self) -> None:
        """Shut the server down in order."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(30)
            self._server = None


def _children(parent: int) -> list[int]:
    """Return the processes that a server has started itself (each is a group of its own)."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a running server that is gone, with all its data, at the end."""
    place = Path(tempfile.mkdtemp(prefix="sasaeai-pg-"))  # short: a socket's path has 107 bytes at most
    server = None
    try:
        server = Cluster(place)
        server.start()
        server.make()
        yield server
    finally:
        if server is not None:
            server.kill()
        while place.exists():  # its killed children may still be closing files
            shutil.rmtree(place, ignore_errors=True)
            time.sleep(0.05)
