"""The council's side: pages opened for the first time, another text size, check and backup, with a city's year.

    python -m tests.benchmarks.council_side pages COUNCIL PASSPHRASE_FILE     first openings and text sizes, in ms
    python -m tests.benchmarks.council_side check COUNCIL PASSPHRASE_FILE     the whole check, in s
    python -m tests.benchmarks.council_side backup COUNCIL PASSPHRASE_FILE    a backup beside a bare VACUUM INTO, in s

Works on a copy. A page's time runs from the click to the end of the last paint, with what the worker reads for it. Prints
one JSON line; "cpu" figures are processor time, which other programs of the machine do not stretch.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import setup
from tests.benchmarks.floor import connect

Figures = dict[str, float]


def timed(name: str, act: Callable[[], object], scale: float = 1) -> Figures:
    """Do something and return how long it took, by the clock and in processor time."""
    began, own = time.perf_counter(), time.process_time()
    act()
    return {name: scale * (time.perf_counter() - began), f"{name}_cpu": scale * (time.process_time() - own)}


def check(desk: Desk) -> Figures:
    """Check everything once."""
    from sasaeai_desktop.services.safety import checking  # noqa: PLC0415 - the window's side does without

    def act() -> None:
        assert checking.check(desk).problems == []

    return timed("check", act)


def backup(desk: Desk) -> Figures:
    """Take a backup, and the bare copy that it begins with."""
    from sasaeai_desktop.services.desk import backups  # noqa: PLC0415 - the window's side does without

    taken = timed("backup", lambda: backups.back_up(desk))
    db = desk.database.lend_key(lambda key: connect(desk.paths.database, key))
    target = desk.paths.data_dir / "bare.db"
    taken |= timed("vacuum", lambda: db.execute("VACUUM INTO ?", (str(target),)))
    db.close()
    return taken


def pages(opened: Callable[[], Desk]) -> Figures:
    """Open the pages one after the other, then change the size of all text and back."""
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415 - for this side only

    from sasaeai_desktop.ui.desk_window import LOAD_BEHIND_MS, DeskWindow  # noqa: PLC0415
    from sasaeai_desktop.ui.preferences import Preferences  # noqa: PLC0415
    from sasaeai_desktop.ui.tasks import Tasks  # noqa: PLC0415
    from tests.benchmarks.application import as_the_program_does  # noqa: PLC0415

    app = as_the_program_does()
    errors: list[BaseException] = []
    tasks, found = Tasks(show_error=errors.append, crashed=errors.append), list[Desk]()
    tasks.run(opened, found.append)

    def calm(least: float = 0) -> None:
        began, quiet = time.perf_counter(), 0
        while quiet < 3 or time.perf_counter() - began < least:
            app.processEvents()
            quiet = 0 if tasks.busy else quiet + 1
            if tasks.busy:
                time.sleep(0.0005)  # as the event loop sleeps

    calm()
    window = DeskWindow.of(found[0], tasks, Preferences(None))
    place = QWidget()
    place.resize(1366, 768)
    window.show_like(place)
    calm(LOAD_BEHIND_MS / 1000 + 1)  # as while somebody looks at the first page
    taken: Figures = {}

    def click(act: Callable[[], object]) -> Callable[[], None]:
        return lambda: (act(), calm())[1]

    for tab in ("reports", "usb"):
        taken |= timed(tab, click(lambda tab=tab: window.open(tab)), 1000)  # type: ignore[misc]  # bound
    sizes = [timed("size", click(lambda s=s: window.set_text_size(s)), 1000) for s in (24, 28, 20)]  # type: ignore[misc]
    taken |= {name: max(each[name] for each in sizes) for name in sizes[0]}
    tasks.run(found[0].close)
    calm()
    tasks.stop()
    if errors:
        raise errors[0]
    return taken


def main() -> None:
    """Do what was asked for, on a copy."""
    what, folder, secret = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]).read_text().strip()
    with tempfile.TemporaryDirectory(prefix="sasaeai-bench-council-") as scratch:
        copy = app_paths(Path(scratch) / "desk")
        shutil.copytree(folder, copy.data_dir, ignore=shutil.ignore_patterns("backups", "*.lock"))
        if what == "pages":
            print(json.dumps(pages(lambda: setup.open_desk(copy, secret, Clock()))))
            return
        desk = setup.open_desk(copy, secret, Clock())
        print(json.dumps({"check": check, "backup": backup}[what](desk)))
        desk.close()


if __name__ == "__main__":
    main()
