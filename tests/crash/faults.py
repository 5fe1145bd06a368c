"""A stick that fails at each call of an export in turn, with each fault a stick can have."""

from __future__ import annotations

import errno
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from sasaeai_desktop import disk
from sasaeai_desktop.domain.errors import DiskError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.usb import bundles, receiving
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

CALLS = (
    "free",
    "exists",
    "create",
    "write",
    "sync",
    "close",
    "rename",
    "sync_folder",
    "read",
    "remove",
    "parts",
)
FAULTS = {"full": errno.ENOSPC, "broken": errno.EIO, "read-only": errno.EROFS, "pulled": errno.ENODEV}
_ENDS = ("before", "after", "half", "from then on")


class _Stop(BaseException):
    """The program is gone: nothing of it runs any more."""


@contextmanager
def failing(at: int, number: int, how: str) -> Iterator[list[str]]:
    """Let the n-th call to the disk fail; gives the calls made.

    Args:
        at: which call; 0 for none.
        number: the system's error number; 0 for a program that is gone.
        how: before it does anything, after it did, half done (a write), or it and all later ones (a stick that was pulled).
    """
    made: list[str] = []
    files: list[BinaryIO] = []  # that a program which is gone leaves to the system to close

    def planted(name: str, real: Any) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            made.append(name)
            mine = len(made) == at or (0 < at < len(made) and (how == "from then on" or not number))
            if not mine:
                result = real(*args, **options)
                if name == "create":
                    files.append(result)
                return result
            error: BaseException = OSError(number, "planted") if number else _Stop()
            if how == "after" and (result := real(*args, **options)) is not None and name == "create":
                files.append(result)
            elif how == "half" and name == "write":
                real(args[0], args[1][: len(args[1]) // 2])
            raise error

        return call

    try:
        for name in CALLS:
            setattr(disk.REAL, name, planted(name, getattr(disk.REAL, name)))
        yield made
    finally:
        for name in CALLS:
            delattr(disk.REAL, name)
        for file in files:
            with suppress(OSError):
                file.close()


def try_all(folder: Path, every: int = 1) -> tuple[Counter[str], list[str]]:
    """Export with every fault at every call; return how the exports ended, and what is wrong."""
    city = City(folder)
    laptop = city.district("12", "新旭川")
    city.load(laptop, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    city.council.close()
    stick = folder / "stick"
    with failing(0, 0, "before") as made:
        bundles.export(laptop, Route.TO_COUNCIL, stick)
    (whole,) = stick.iterdir()
    expected = _received(city, folder, [whole])
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    tries = [
        (at, name, how) for at in range(1, len(made) + 1) for name in (*FAULTS, "killed") for how in _ENDS
    ]
    for at, name, how in tries[::every]:
        shutil.rmtree(stick, ignore_errors=True)
        end = _exported(laptop, stick, at, FAULTS.get(name, 0), how)
        counts[end] += 1
        told = f"call {at} ({made[at - 1]}) {name}, {how}: {end}"
        try:
            left = [p for p in stick.iterdir() if p.suffix == ".age"] if stick.exists() else []
            if end == "written" and len(left) != 1:
                wrong.append(f"{told}: told as written, but {len(left)} bundles lie there")
            if left and _received(city, folder, left) != expected:
                wrong.append(f"{told}: what lies there is not the whole bundle")
            again = bundles.export(laptop, Route.TO_COUNCIL, stick).result.path
            if _received(city, folder, [again]) != expected:
                wrong.append(f"{told}: the next export does not carry it all")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told with the call
            wrong.append(f"{told}: {error!r}")
    laptop.close()
    return counts, wrong


def _exported(laptop: Desk, stick: Path, at: int, number: int, how: str) -> str:
    try:
        with failing(at, number, how):
            bundles.export(laptop, Route.TO_COUNCIL, stick)
    except DiskError:
        return "told as failed"
    except _Stop:
        return "killed"
    return "written"


def _received(city: City, folder: Path, files: list[Path]) -> str:
    """Let a fresh council take files in; each must be whole. Returns its state."""
    from tests.crash.acts import opened  # noqa: PLC0415 - only where an installation is opened

    place = folder / "receiver"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(city.council.paths.data_dir, place / "data")
    desk = opened(place)
    try:
        for result in receiving.import_files(desk, files).result:
            assert result.state in ("applied", "already"), (result.path.name, result)
        return checking.check(desk).state_hash
    finally:
        desk.close()
