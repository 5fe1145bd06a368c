"""The product's side of each comparison.

Each function returns what the runner needs, or None as long as the service it times is not there; the table
then shows the baseline alone. Nothing here guesses a figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import Figures


@dataclass(frozen=True, slots=True)
class CityImport:
    """The city's bundles and a council that has not seen them.

    Attributes:
        service: imports all bundles through the service, with full verification: "seconds".
        command: runs the whole import command in a fresh process: "wall".
        projected: the council's file after an import, its raw key, the tables that were filled.
        changes: number of changes of each bundle.
    """

    service: Callable[[], Figures]
    command: Callable[[], Figures]
    projected: tuple[Path, bytes, tuple[str, ...]]
    changes: tuple[int, ...]


def city_import(folder: Path, seed: int) -> CityImport | None:
    """Make the practice city in ``folder`` and return how to import it."""
    return None


def unlock_screen(folder: Path) -> Callable[[], Figures] | None:
    """Return what starts the window up to the unlock screen's first paint: "paint" in s, "rss" in MB."""
    return None


def today_page(folder: Path) -> Callable[[], Figures] | None:
    """Return what starts the window, passphrase supplied, up to a usable きょう: "paint", "rss", "argon2"."""
    return None


def annual_report(folder: Path) -> Callable[[], Figures] | None:
    """Return what asks the service for the city's annual report: "ms"."""
    return None


def search(folder: Path) -> Callable[[], Figures] | None:
    """Return what searches as someone types over 10,000 people: "ms", the median of a keystroke."""
    return None
