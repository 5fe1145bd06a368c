"""Looking inside a data folder and its window; always at a copy, so nothing in the folder changes.

    python -m tests.look tree DIR [PAGE]         the widgets of a page, as Qt holds them
    python -m tests.look profile DIR [PAGE]      where the time goes while a page opens, in the window and on the worker
    python -m tests.look sql DIR "SELECT ..."    rows of the encrypted file
    python -m tests.look line DIR [STREAM SEQ]   the streams, or one line of a journal: its head, what it writes, what it replaces

DIR is a data folder (``sasaeai demo --out /tmp/city --districts 2`` makes some). The passphrase comes from
SASAEAI_PASSPHRASE, else from passphrase.txt beside DIR, where a demo keeps it.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.engine import Database, ReadSession
from sasaeai_desktop.db.lines import decode_lines
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.vault import keeper

_SHOWN = 25  # rows of a profile


def passphrase_of(folder: Path) -> str:
    """Return the passphrase of a data folder."""
    beside = folder.parent / "passphrase.txt"
    return os.environ.get("SASAEAI_PASSPHRASE") or beside.read_text(encoding="utf-8").strip()


@contextmanager
def copied(folder: Path) -> Iterator[AppPaths]:
    """Give a copy of a data folder."""
    with TemporaryDirectory(prefix="sasaeai-look-") as place:
        paths = app_paths(Path(place) / "copy")
        shutil.copytree(folder, paths.data_dir, ignore=shutil.ignore_patterns("backups", "*.lock"))
        yield paths


@contextmanager
def opened(folder: Path) -> Iterator[ReadSession]:
    """Give a connection to the file, as it is: an older program's file is not brought up to date."""
    with copied(folder) as paths:
        key = keeper.unlock(paths, passphrase_of(folder)).data_key
        with closing(Database(paths.database, key)) as database, database.read() as session:
            yield session


def sql(folder: Path, statement: str) -> None:
    """Print the rows of a SELECT; ids as hex."""
    with opened(folder) as session:
        result = session.exec_driver_sql(statement)
        print("\t".join(result.keys()))
        for row in result:
            print("\t".join(v.hex() if isinstance(v, bytes) else str(v) for v in row))


def line(folder: Path, name: str = "", seq: str = "") -> None:
    """Print the streams, or one change of one of them."""
    with opened(folder) as session:
        held = streams.all_streams(session)
        if not name:
            for stream in held:
                print(f"{stream.seq:>8}  {stream.name}")
            return
        stream = next(s for s in held if s.name == name)
        at = int(seq)
        found = streams.lines_between(session, stream.number, at, at)
        (change,), before = decode_lines(name, stream.number, at, found)
        print(f"id    {change.id.hex()}\nprev  {before.hex()}\nabout {change.kind}/{change.ent.hex()}")
        print(f"on    {change.on}\nby    {change.by}\nact   {change.act}")
        for field, (value, replaced) in change.w.items():
            print(f"  {field} = {value!r}" + (f"   replaces {' '.join(replaced)}" if replaced else ""))


def window(folder: Path, page: str, *, profiled: bool) -> None:
    """Open a page without a screen; print its widgets, or what opening it cost."""
    from PySide6.QtCore import QObject  # noqa: PLC0415 - only for the window
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415

    from sasaeai_desktop.ui import screenshots  # noqa: PLC0415
    from sasaeai_desktop.ui.tasks import Tasks  # noqa: PLC0415

    here, there = cProfile.Profile(), cProfile.Profile()

    def walk_tree(widget: QObject, depth: int) -> None:
        name = f"#{widget.objectName()}" if widget.objectName() else ""
        box = widget.geometry() if isinstance(widget, QWidget) else None
        place = f"  {box.x()},{box.y()} {box.width()}x{box.height()}" if box else ""
        hidden = "  hidden" if isinstance(widget, QWidget) and not widget.isVisible() else ""
        print(f"{'  ' * depth}{type(widget).__name__}{name}{place}{hidden}")
        for child in widget.children():
            if isinstance(child, QWidget):
                walk_tree(child, depth + 1)

    class Look(screenshots.Walk):
        def tab(self, desk, name: str, prefix: str, depth: int) -> None:  # type: ignore[no-untyped-def]
            shown = self.open_window(desk)
            self.settle()  # the first tab, and what is loaded behind it
            if profiled:
                Tasks.run = run  # type: ignore[method-assign]
                here.enable()
            opened_page = shown.open_page(name)
            self.settle()
            here.disable()
            Tasks.run = whole  # type: ignore[method-assign]
            if not profiled:
                walk_tree(opened_page, 0)
            shown.close()

    whole = Tasks.run

    def run(self: Tasks, function, *args, **kwargs):  # type: ignore[no-untyped-def]
        return whole(self, lambda *told: there.runcall(function, *told), *args, **kwargs)

    with copied(folder) as paths:
        look = Look(screenshots.dressed(20), paths.data_dir, 20, page)
        source = screenshots.Source(paths, passphrase_of(folder))
        look.through(source, screenshots.practice_day(""), depth=0)
    for title, profile in (("window", here), ("worker", there)) if profiled else ():
        print(f"-- {title} --")
        pstats.Stats(profile).sort_stats("cumulative").print_stats("sasaeai_desktop", _SHOWN)


def main() -> None:
    """Do what was asked for."""
    what, folder, *rest = sys.argv[1:] or ["", ""]
    if what == "sql":
        sql(Path(folder), *rest)
    elif what == "line":
        line(Path(folder), *rest)
    elif what in ("tree", "profile"):
        window(Path(folder), *(rest or ["today"]), profiled=what == "profile")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
