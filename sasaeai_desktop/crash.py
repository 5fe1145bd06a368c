"""What is left when the program breaks: a small log in the data folder, shown at the next start.

The log says where in our code it happened and with which type of error. It never holds the error's own words,
local values or SQL parameters: those may carry somebody's name.
"""

from __future__ import annotations

import faulthandler
import re
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PureWindowsPath
from types import TracebackType
from typing import TextIO

from sasaeai_desktop import __version__
from sasaeai_desktop.paths import AppPaths

MAX_BYTES = 64 * 1024  # of one log; then it moves to the second name and the older one goes
MAX_FRAMES = 40  # of one entry, the innermost ones
_LOG = "crash.log"
_OLDER = "crash-1.log"
_HARD = "crash-hard.log"  # written by faulthandler while the process dies
_SEEN = "crash-seen.txt"
# Windows tells faulthandler of every exception of the system, also of those that a library then handles (a printer's
# driver, COM): only the ones that it calls by a name end a process.
# These are texts: compiled while the program starts, they would hold the first screen up.
_ENTRY = r"(?m)^(?=Fatal Python error|Windows fatal exception)"
_HANDLED = r"(?i)Windows fatal exception: code 0x(?!c0000374|c0000409|c000001d)"
_FILE = r'File "([^"\n]+)"'

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]
"""What is called after an entry was written, with what ``sys.excepthook`` gets."""


@dataclass(frozen=True)
class Crash:
    """The latest crash that nobody was told of.

    Attributes:
        log: the file to send to whoever helps.
        text: its last entry; no names in it.
        hard: the process itself died (no Python error).
    """

    log: Path
    text: str
    hard: bool = False


class CrashLog:
    """Writes the crash log of one installation; keep it referenced while the program runs."""

    def __init__(
        self, paths: AppPaths, now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    ) -> None:
        self._folder = paths.log
        self._now = now
        self._hard: TextIO | None = None

    def install(self, then: Hook | None = None) -> None:
        """Catch what nobody caught, in every thread, and have a dying process say where it was.

        Args:
            then: called after an entry was written, e.g. to tell the person; gets what an excepthook gets.

        Raises:
            OSError: the log folder cannot be written to.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        hard = self._folder / _HARD
        if hard.exists() and hard.stat().st_size > MAX_BYTES:
            hard.unlink()
        self._hard = hard.open("a", encoding="utf-8")
        faulthandler.enable(self._hard, all_threads=True)

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                return
            self.write(error)
            if then is not None:
                then(kind, error, trace)

        def thread_hook(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                hook(args.exc_type, args.exc_value, args.exc_traceback)

        sys.excepthook = hook
        threading.excepthook = thread_hook

    def close(self) -> None:
        """Give the hooks back, at a clean end."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._hard is not None:
            faulthandler.disable()
            self._hard.close()
            self._hard = None

    def write(self, error: BaseException) -> Path:
        """Append an entry about an error and return the log's path; a full disk is no second crash."""
        path = self._folder / _LOG
        entry = f"== {self._now():%Y-%m-%d %H:%M:%S} sasaeai {__version__}, {_system()}\n{describe(error)}\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size + len(entry) > MAX_BYTES:
                path.replace(self._folder / _OLDER)
            with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(entry)
        except OSError:
            print("crash log could not be written", file=sys.stderr)
        return path


def describe(error: BaseException) -> str:
    """Return types and places of an error and its causes: never its words, which may hold a name."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)[-MAX_FRAMES:]
        lines = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        kind = type(current)
        parts.append("\n".join([*lines, f"{kind.__module__}.{kind.__qualname__}{_number(current)}"]))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\ncaused by:\n".join(parts)


def last_crash(paths: AppPaths) -> Crash | None:
    """Return the latest crash that was not shown yet, and remember that it is shown now."""
    found: Crash | None = None
    seen = _marks(paths.log / _SEEN)
    for name in (_LOG, _HARD):
        path = paths.log / name
        try:
            size = path.stat().st_size
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        hard = name == _HARD
        if hard:
            text, size = _tidy_hard_log(path, text, size)
        if size and seen.get(name) != size:
            found = Crash(path, text[-4000:] if hard else "== " + text.rsplit("== ", 1)[-1], hard)
        seen[name] = size
    if found is not None:
        _remember(paths.log / _SEEN, seen)
    return found


def _tidy_hard_log(path: Path, text: str, size: int) -> tuple[str, int]:
    """Take out of the dying process's log what ended nothing, and the folders that may hold a login name.

    Returns:
        The text and the size of what is left.
    """
    entries = [entry for entry in re.split(_ENTRY, text) if entry.strip() and not re.match(_HANDLED, entry)]
    tidy = "".join(re.sub(_FILE, lambda m: f'File "{_short(m[1])}"', entry) for entry in entries)
    if tidy == text:
        return text, size
    try:
        path.write_text(tidy, encoding="utf-8", newline="")
    except OSError:
        return tidy, size
    return tidy, len(tidy.encode("utf-8"))


def _marks(path: Path) -> dict[str, int]:
    """Return how long each log was when it was last shown."""
    marks: dict[str, int] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, size = line.partition(" ")
            marks[name] = int(size)
    except (OSError, ValueError):
        return {}
    return marks


def _remember(path: Path, marks: dict[str, int]) -> None:
    try:
        path.write_text("".join(f"{name} {size}\n" for name, size in marks.items()), encoding="utf-8")
    except OSError:
        return  # it is shown once more; nothing worse


def _number(error: BaseException) -> str:
    """Return the system's error number, which says much and names nobody."""
    number = getattr(error, "errno", None)
    return f" errno {number}" if isinstance(number, int) else ""


def _short(filename: str) -> str:
    """Return a path without the folders before the package: they may hold a person's login name."""
    parts = (PureWindowsPath(filename) if "\\" in filename else Path(filename)).parts
    for mark in ("sasaeai_desktop", "site-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) :])
    return parts[-1] if parts else ""


def _system() -> str:
    return f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro} {sys.platform}"
