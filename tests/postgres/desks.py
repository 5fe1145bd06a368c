"""Desks to measure with: a council's own file (always a copy of it), and the same council over PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import TODAY
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety.setup import open_desk
from tests.postgres.cluster import Cluster
from tests.postgres.database import PostgresDatabase


@contextmanager
def file_desk(folder: Path) -> Iterator[Desk]:
    """Open a copy of a demo's data folder."""
    with tempfile.TemporaryDirectory(prefix="sasaeai-desk-") as place:
        paths = app_paths(Path(place) / "copy")
        shutil.copytree(folder, paths.data_dir, ignore=shutil.ignore_patterns("backups", "*.lock"))
        passphrase = (folder.parent / "passphrase.txt").read_text(encoding="utf-8").strip()
        with closing(open_desk(paths, passphrase, clock_at(TODAY))) as desk:
            yield desk


def no_backups() -> None:
    """Take no backup before an import on either side: PostgreSQL's is pg_dump, measured by itself."""
    backups.changed_since_backup = lambda desk: False
    backups.replace_old_backups = lambda desk: 0


def server_desk(desk: Desk, cluster: Cluster) -> Desk:
    """Return the same council, with the same person at it, over PostgreSQL."""
    return replace(desk, database=PostgresDatabase(cluster), lock=None, seen=set())
