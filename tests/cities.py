"""``python -m tests.cities 20``: so many random cities report what was counted over lists while they were invented.

Of every city the council's years and each district's own; other seeds than the tests'. Exit code 1 when one differs.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import TODAY, build_city
from sasaeai_desktop.practice.expected import Expected
from sasaeai_desktop.practice.plan import city_plan, district_plan
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety.setup import open_desk


def differing(seed: int, districts: int, years: int) -> Iterator[str]:
    """Build a city and yield each report of it that differs from the outside count."""
    plan = city_plan(seed, districts, years)
    expected = Expected(plan)
    for share in plan.districts:
        expected.add(district_plan(plan, share.index))
    with tempfile.TemporaryDirectory(prefix="sasaeai-cities-") as scratch:
        built = build_city(Path(scratch) / "city", seed, districts, years)
        folders = [("00", built.council), *((f.name.removeprefix("district-"), f) for f in built.districts)]
        for code, folder in folders:
            with closing(open_desk(app_paths(folder), built.passphrase, clock_at(TODAY))) as desk:
                for year in plan.years:
                    wanted = (
                        expected.report(year) if desk.me.council else expected.district_report(year, code)
                    )
                    if reports.annual(desk, year).to_json() != wanted:
                        yield f"seed {seed}: {code} of {districts} districts, {year}"


def main(cities: int, seed: int) -> int:
    """Build so many cities; print each, and what differs."""
    chance = random.Random(seed)
    wrong: list[str] = []
    for number in range(1, cities + 1):
        shape = chance.randrange(1_000_000), chance.randint(2, 4), chance.randint(1, 2)
        found = list(differing(*shape))
        wrong += found
        print(
            f"{number} of {cities}: seed {shape[0]}, {shape[1]} districts, {shape[2]} years: {found or 'equal'}",
            flush=True,
        )
    print(f"{cities} cities, {len(wrong)} reports that differ")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*(int(n) for n in (sys.argv[1:] + ["20", "11"][len(sys.argv) - 1 :]))))
