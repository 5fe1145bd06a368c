"""その他の活動 with ten years of a large district behind it, in a fresh process; passphrase as for `window_side`.

    python -m tests.benchmarks.programmes_side pages FOLDER   what each page reads: "worst" of the medians in ms, "page"

First writes a school's rounds of ten years into a copy: 60,000 people-days. FOLDER is made by
``window_side large``. ``--list`` prints every page.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.help import Side
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.help import acts, matching, members, receipts, requests, settling, tickets
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.plans import disaster, listing, plans
from sasaeai_desktop.services.safety.setup import open_desk
from sasaeai_desktop.services.school import days, schools
from sasaeai_desktop.services.school.days import DayDraft

TIMES = 7
YEARS, STANDING = 10, 8


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Give a copy of the district that may be written into."""
    with tempfile.TemporaryDirectory(prefix="sasaeai-bench-") as scratch:
        mine = Path(scratch) / "desk"
        shutil.copytree(folder, mine)
        yield mine


def heavy_school(desk: Desk) -> None:
    """Write ten years of four schools' school days, eight people each."""
    people = [v.id for v in volunteers.find_volunteers(desk, "")][:40]
    today = date.fromisoformat(desk.today())
    for at in range(4):
        school = schools.save_school(desk, None, {"name": f"第{at + 1}小", "points": "校門前"}).result
        drafts = []
        for back in range(0, 365 * YEARS, 2):
            day = today - timedelta(days=back)
            if day.weekday() < 5 and day.month != 8:
                here = frozenset(people[(at * 8 + n + back) % len(people)] for n in range(STANDING))
                drafts.append(DayDraft(school=school, date=day.isoformat(), present=here))
        days.save_days(desk, drafts)


def readers(desk: Desk) -> dict[str, Callable[[], object]]:
    """Return what the pages read, by name."""
    today, month = desk.today(), desk.today()[:7]
    year = fiscal_year(today)
    disaster.open_event(desk, "snow")
    planned = listing.plan_page(desk).plans
    school = schools.list_schools(desk)[0].id
    waiting = requests.requests_between(desk, "2000-01-01", today)
    return {
        "plans": lambda: listing.plan_page(desk),
        "plan of a person": lambda: plans.plan_view(desk, planned[0].person),
        "safety board": lambda: disaster.board(desk),
        "help, waiting": lambda: requests.waiting_requests(desk),
        "help, a year": lambda: requests.requests_between(desk, f"{year}-04-01", today),
        "help, one": lambda: requests.request_row(desk, waiting[0].request.id),
        "help, suggestions": lambda: matching.suggestions(desk, waiting[0].request.id),
        "help, calendar": lambda: requests.calendar(desk, month),
        "help, members": lambda: members.list_members(desk, Side.USER),
        "help, acts of a month": lambda: acts.acts_between(desk, f"{month}-01", today),
        "help, money": lambda: settling.account(desk, month),
        "help, receipts": lambda: receipts.list_receipts(desk, f"{month}-01", today),
        "help, tickets": lambda: tickets.ticket_page(desk),
        "school, day": lambda: days.day_view(desk, school, today),
        "school, year": lambda: days.year_view(desk, year),
        "school, month": lambda: days.month_grid(desk, school, month),
    }


def pages(folder: Path, *, every: bool) -> None:
    """Print how long the slowest page's reading takes."""
    with copied(folder) as mine, closing(open_desk(app_paths(mine), PASSPHRASE, Clock())) as desk:
        heavy_school(desk)
        found: list[tuple[float, str]] = []
        for name, read in readers(desk).items():
            took = []
            for _ in range(TIMES):
                began = time.perf_counter()
                read()
                took.append(1000 * (time.perf_counter() - began))
            found.append((statistics.median(took), name))
    found.sort(reverse=True)
    if every:
        for median, name in found:
            print(f"{median:7.1f} ms  {name}", file=sys.stderr)
    print(json.dumps({"worst": found[0][0], "page": found[0][1]}))


def main() -> None:
    """Do what was asked for."""
    pages(Path(sys.argv[2]), every="--list" in sys.argv)


if __name__ == "__main__":
    main()
