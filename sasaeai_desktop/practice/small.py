"""One district with content up to today: for 練習モード with its council, and a large one for the benchmarks."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.practice import places
from sasaeai_desktop.practice.cards import with_one_waiting
from sasaeai_desktop.practice.city import PASSPHRASE, mark_as_practice
from sasaeai_desktop.practice.fill import fill_district
from sasaeai_desktop.practice.moved import moved
from sasaeai_desktop.practice.plan import LAST_YEAR, records_of
from sasaeai_desktop.practice.records import DistrictShare, YearFigures
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.vault import PRACTICE

SEED = 12
CODE = "12"
_NAME = "緑が丘"


@dataclass(frozen=True, slots=True)
class Practice:
    """A district and its council.

    Attributes:
        desk: the district's open desk.
        council: where its council lies; it has taken one bundle in.
        passphrase: opens both.
    """

    desk: Desk
    council: AppPaths
    passphrase: str


def build_practice(paths: AppPaths, clock: Clock) -> Practice:
    """Build a small district with a year of content up to today, and its council, within ``paths.data_dir``.

    Both get the cheap practice slots: nothing in them is anybody's, and their passphrase is known.

    Args:
        paths: where the district will lie; nothing may be there yet.
        clock: tells today.

    Raises:
        InputError: something was set up here before.
        DiskError: the disk is full or failed.
    """
    council = app_paths(paths.data_dir / "council")
    begun = setup.begin_council(council, places.COUNCIL_CODE, places.COUNCIL, PASSPHRASE, clock, kdf=PRACTICE)
    passing = paths.data_dir / "sticks"
    try:
        mark_as_practice(begun.desk)
        invited = inviting.invite_district(begun.desk, CODE, _NAME, passing).result
        desk = setup.begin_invited(paths, invited.path.read_bytes(), PASSPHRASE, clock, kdf=PRACTICE).desk
        mark_as_practice(desk)
        today = clock.today()
        fill_district(desk, with_one_waiting(moved(records_of(SEED, _share(1, _SMALL)), today), today))
        exported = bundles.export(desk, Route.TO_COUNCIL, passing).result
        receiving.import_files(begun.desk, [exported.path])
        invited.path.unlink()
    finally:
        begun.desk.close()
    return Practice(desk, council, PASSPHRASE)


def large_district(paths: AppPaths, clock: Clock, years: int = 10) -> Desk:
    """Build a district of 300 watched people, 10,000 acts a year, up to today; returns its open desk.

    Without a council, with the real passphrase slot (``PASSPHRASE``): a benchmark of unlocking needs it.

    Raises:
        InputError: something was set up here before.
        DiskError: the disk is full or failed.
    """
    desk = setup.begin_district(paths, CODE, _NAME, PASSPHRASE, clock).desk
    mark_as_practice(desk)
    fill_district(desk, moved(records_of(SEED, _share(years, _LARGE)), clock.today()))
    return desk


_SMALL = {
    "people": 34,
    "watchers": 14,
    "block_coordinators": 6,
    "area_coordinators": 2,
    "acts": 1300,
    "salons": 3,
    "sessions": 70,
    "participants": 800,
}
_LARGE = {
    "people": 300,
    "watchers": 130,
    "block_coordinators": 45,
    "area_coordinators": 12,
    "acts": 10_000,
    "salons": 9,
    "sessions": 300,
    "participants": 3500,
}


def _share(years: int, figures: dict[str, int]) -> DistrictShare:
    """Return a district that has the same figures every year."""
    yen = {
        "watch_yen": figures["people"] * 1400,
        "salon_yen": figures["sessions"] * 1150,
        "local_yen": 80_000,
        "centre_yen": 30_000,
        "newsletter_yen": 45_000,
    }
    span = range(LAST_YEAR - years + 1, LAST_YEAR + 1)
    each = tuple(YearFigures(year, **figures, **yen) for year in span)
    return DistrictShare(index=0, code=CODE, name=_NAME, style="visits", paper=False, years=each)
