"""The product's side of each comparison.

Each function makes what it needs in the run's folder and returns what the runner times in turn with the baseline.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import PASSPHRASE, TODAY, CityBuilt, build_city
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, receiving
from sasaeai_desktop.vault import keeper
from tests.benchmarks.measure import Figures, fresh, module


@dataclass(frozen=True, slots=True)
class CityImport:
    """The city's bundles and a council that has not seen them.

    Attributes:
        service: imports all bundles through the service, with full verification: "seconds", "peak" in MB.
        command: runs the whole import command in a fresh process: "wall".
        projected: the council's file after an import, its raw key, the tables that were filled.
        changes: number of changes of each bundle.
    """

    service: Callable[[], Figures]
    command: Callable[[], Figures]
    projected: tuple[Path, bytes, tuple[str, ...]]
    changes: tuple[int, ...]


def city_import(folder: Path, seed: int) -> CityImport:
    """Make the practice city in ``folder`` and return how to import it."""
    built = city_of(folder, seed)
    key = keeper.unlock(app_paths(built.council), built.passphrase).data_key
    secret = built.out / "passphrase.txt"
    side = module("import_side", str(built.council_before), str(built.out / "bundles"), str(secret))

    def command() -> Figures:
        with tempfile.TemporaryDirectory() as scratch:
            council = Path(scratch) / "council"
            shutil.copytree(built.council_before, council)
            given = ["--data-dir", str(council), "--passphrase-file", str(secret), "--json"]
            program = [sys.executable, "-m", "sasaeai_desktop", "bundle", "import"]
            return fresh([*program, *map(str, built.bundles), *given])

    return CityImport(
        service=lambda: fresh(side),
        command=command,
        projected=(built.council / "desk.db", key, _filled_tables(built)),
        changes=_changes(built),
    )


def known_import(folder: Path, seed: int) -> tuple[Callable[[], Figures], Callable[[], Figures]]:
    """Let every district export once more with nothing new in it; return what imports those, by service and command.

    The council has not answered, so the districts send everything again.
    """
    built = city_of(folder, seed)
    sticks, secret = folder / "again", built.out / "passphrase.txt"
    for district in built.districts:
        with closing(_open(district, built.passphrase)) as desk:
            bundles.export(desk, Route.TO_COUNCIL, sticks)
    side = module("import_side", str(built.council), str(sticks), str(secret), "again")
    files = sorted(map(str, sticks.glob("*.age")))

    def command() -> Figures:
        with tempfile.TemporaryDirectory() as scratch:
            council = Path(scratch) / "council"
            shutil.copytree(built.council, council)
            given = ["--data-dir", str(council), "--passphrase-file", str(secret), "--json"]
            taken = fresh([sys.executable, "-m", "sasaeai_desktop", "bundle", "import", *files, *given])
            return {"each": taken["wall"] / len(files)}

    return lambda: fresh(side), command


def years_import(folder: Path, seed: int, years: int) -> Callable[[], Figures]:
    """Return what takes so many years of the city in: as ``years_side run`` prints."""
    city, made = str(city_of(folder, seed).out), str(folder / "years")
    fresh(module("years_side", "make", city, made, str(years)))
    return lambda: fresh(module("years_side", "run", city, made))


def city_of(folder: Path, seed: int) -> CityBuilt:
    """Return the practice city, made once per run."""
    built = _cities.get((folder, seed))
    if built is None:
        built = _cities[folder, seed] = build_city(folder / "city", seed)
    return built


_cities: dict[tuple[Path, int], CityBuilt] = {}


def _filled_tables(built: CityBuilt) -> tuple[str, ...]:
    """Return the projected tables that the import filled: one per kind of record."""
    with closing(_open(built.council, built.passphrase)) as desk, reading(desk) as session:
        return tuple(
            kind
            for kind in KINDS
            if session.exec_driver_sql(f'SELECT 1 FROM "{kind}" LIMIT 1').first() is not None
        )


def _changes(built: CityBuilt) -> tuple[int, ...]:
    with closing(_open(built.council, built.passphrase)) as desk:
        return tuple(receiving.inspect(desk, path).changes for path in built.bundles)


def _open(folder: Path, passphrase: str) -> Desk:
    return setup.open_desk(app_paths(folder), passphrase, clock_at(TODAY))


def unlock_screen(folder: Path) -> Callable[[], Figures]:
    """Return what starts the window up to the unlock screen's first paint: "paint" in s, "rss" in MB."""
    side = module("window_side", "unlock", str(large_district(folder)))
    return lambda: fresh(side)


def gui_thread(folder: Path) -> Callable[[], Figures]:
    """Return what drives the window for a morning: "p50", "p95", "worst", "cpu95" in ms, "steps", "rss"."""
    side = module("gui_side", str(large_district(folder)))
    return lambda: fresh(side)


def today_page(folder: Path) -> Callable[[], Figures]:
    """Return what starts the window, passphrase supplied, up to a usable きょう: "paint", "rss", "argon2"."""
    side = module("window_side", "today", str(large_district(folder)))
    return lambda: fresh(side, {"SASAEAI_PASSPHRASE": PASSPHRASE})


def enter_pressed(folder: Path) -> Callable[[], Figures]:
    """Return what looks at the screen, types the passphrase and presses Enter, up to a usable きょう: as ``today_page``."""
    side = module("window_side", "enter", str(large_district(folder)))
    return lambda: fresh(side, {"SASAEAI_PASSPHRASE": PASSPHRASE})


def keys_meanwhile(folder: Path) -> Callable[[], Figures]:
    """Return what types while the rest is loaded: "p50", "p95", "worst" in ms."""
    side = module("window_side", "keys", str(large_district(folder)))
    return lambda: fresh(side)


def large_district(folder: Path) -> Path:
    """Return ten years of a large district, made once per run."""
    made = folder / "large"
    if not made.exists():
        fresh(module("window_side", "large", str(made)))
    return made


def every_click(folder: Path) -> Callable[[], Figures]:
    """Return what presses everything, with ten years and all programmes: the figures of ``clicks_side clicks``."""
    side = module("clicks_side", "clicks", str(busy_district(folder)))
    return lambda: fresh(side)


def every_click_of_a_council(folder: Path, seed: int) -> Callable[[], Figures]:
    """Return what presses everything in the window of the city's council: as ``every_click``."""
    side = module("clicks_side", "clicks", str(city_of(folder, seed).council))
    return lambda: fresh(side)


def long_use(folder: Path) -> Callable[[], Figures]:
    """Return what clicks 3,000 times over every page: "unlocked", "once", "end" in MB."""
    side = module("clicks_side", "memory", str(busy_district(folder)))
    return lambda: fresh(side)


def busy_district(folder: Path) -> Path:
    """Return ten years of a large district with four busy schools, made once per run."""
    made = folder / "busy"
    if not made.exists():
        shutil.copytree(large_district(folder), made)
        fresh(module("clicks_side", "school", str(made)))
    return made


def annual_report(folder: Path, seed: int) -> Callable[[], Figures]:
    """Return what asks the service for the city's annual report: "ms"."""
    built = city_of(folder, seed)
    side = module("service_side", "annual", str(built.council), str(built.out / "passphrase.txt"))
    return lambda: fresh(side)


def council(folder: Path, seed: int, what: str) -> Callable[[], Figures]:
    """Return what the city's council does: "pages", "check" or "backup" of ``council_side``."""
    built = city_of(folder, seed)
    side = module("council_side", what, str(built.council), str(built.out / "passphrase.txt"))
    return lambda: fresh(side)


def unlock_beyond_argon2(folder: Path) -> Callable[[], Figures]:
    """Return what opens the desk that ``search`` made: "ms" beyond the passphrase's own time."""
    side = module("service_side", "unlock", str(folder / "search"), str(folder / "search-passphrase.txt"))
    return lambda: fresh(side)


def search(folder: Path) -> Callable[[], Figures]:
    """Return what searches as someone types over 10,000 people: "ms", the median of a keystroke."""
    secret = folder / "search-passphrase.txt"
    secret.write_text("benchmark")
    places = (str(folder / "search"), str(secret))
    fresh(module("service_side", "fill", *places))
    side = module("service_side", "search", *places)
    return lambda: fresh(side)
