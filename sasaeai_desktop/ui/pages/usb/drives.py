"""Which USB sticks are in the laptop now."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStorageInfo

from sasaeai_desktop import windows

_looking = True  # whether the computer is asked
_LINUX_MOUNTS = ("/media/", "/run/media/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Stick:
    """A removable drive; ``name`` as its owner called it, else its letter; ``free`` in bytes."""

    path: Path
    name: str
    free: int
    read_only: bool = False

    @property
    def room(self) -> str:
        """Say how much room there is, or that nothing can be written."""
        if self.read_only:
            return "読むことだけ できます（書きこみが止められています）"
        gigabytes = self.free / 1e9
        return f"あき {gigabytes:,.1f} GB" if gigabytes >= 0.1 else f"あき {self.free / 1e6:,.1f} MB"


class Volume(Protocol):
    """What is asked of Qt's QStorageInfo."""

    def rootPath(self) -> str:  # noqa: N802 - Qt's name
        """Where it is mounted."""

    def displayName(self) -> str:  # noqa: N802
        """Its label."""

    def bytesAvailable(self) -> int:  # noqa: N802
        """Room in bytes."""

    def isReady(self) -> bool:  # noqa: N802
        """Whether a medium is inside."""

    def isReadOnly(self) -> bool:  # noqa: N802
        """Whether it can only be read."""


@contextmanager
def pulled_out() -> Iterator[None]:
    """Take every stick for pulled out: whoever presses all buttons by program writes onto none that happens to be in."""
    global _looking  # noqa: PLW0603 - one computer, one set of drives
    before, _looking = _looking, False
    try:
        yield
    finally:
        _looking = before


def sticks(volumes: Iterable[Volume] | None = None, platform: str = sys.platform) -> list[Stick]:
    """Return the removable drives that are ready.

    Args:
        volumes: what the system has mounted; asked for when None.
        platform: as ``sys.platform``.
    """
    found = []
    if volumes is None:
        volumes = QStorageInfo.mountedVolumes() if _looking else ()
    for volume in volumes:
        root = volume.rootPath()
        if volume.isReady() and _removable(root, platform):
            name = volume.displayName() or Path(root).name
            called = name if name != root else Path(root).name or root
            found.append(Stick(Path(root), called, volume.bytesAvailable(), volume.isReadOnly()))
    return sorted(found, key=lambda s: str(s.path))


def _removable(root: str, platform: str) -> bool:
    if platform == "win32":
        return windows.is_stick(root)
    return root.startswith(_LINUX_MOUNTS)
