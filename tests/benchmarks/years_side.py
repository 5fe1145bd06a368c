"""A city over many years: does a bundle cost as much in the tenth year as in the first?

    python -m tests.benchmarks.years_side make CITY FOLDER YEARS     a city's districts go on so many years, a bundle each year
    python -m tests.benchmarks.years_side run CITY FOLDER            the council takes all of them in, year after year

Each further year of a district is what it did in the first one, on days of that year: acts, sessions and attendance, which
are nearly all that a district sends. ``run`` prints for the first and the last year what a change of its 48 bundles costs, in
microseconds of the writer's processor time and by the clock, without the backup that is made first; then the annual report's
median in ms, and how many changes are held.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record, fields_of
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import TODAY
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, receiving
from tests.benchmarks.measure import peak_mb

FIRST = int(TODAY[:4])
_REPORTS = 11


def later(day: str, years: int) -> str:
    """Return the same day so many years later; a leap day becomes the one before."""
    rest = day[4:].replace("-02-29", "-02-28")
    return f"{int(day[:4]) + years}{rest}" if day else day


def go_on(session: WriteSession, first: dict[type[Record], list[Record]], years: int) -> None:
    """Write a district's acts of the first year once more, so many years later."""
    held: dict[Id, Id] = {}

    def rows(kind: type[Record]) -> Iterator[tuple[Id, dict[str, object]]]:
        for record in first[kind]:
            values = {name: getattr(record, name) for name in fields_of(kind)}
            if "date" in values:
                values["date"] = later(str(values["date"]), years)
            if kind is Attendance:
                values["session"] = held.get(values["session"], values["session"])  # type: ignore[call-overload]  # an id
            held[record.id] = session.new_id()
            yield held[record.id], values

    for kind in (Visit, Session, Attendance):
        session.record_many(kind, list(rows(kind)))


def all_is_held(desk: Desk) -> None:
    """Note that the council holds all that was sent, as its own stick would say."""
    with acting(desk, "", undoable=False) as session:
        connection = session.connection
        sent = [s for s in streams.all_streams(connection) if s.mine and s.audience in ("open", "shared")]
        have = json.dumps({s.name: [[s.seq, s.tip.hex()]] for s in sent})
        (council,) = (p for p in peers.all_peers(connection) if p.council)
        peers.save(connection, replace(council, have=have))


def make(city: Path, folder: Path, years: int) -> None:
    """Let copies of all districts go on, and keep their bundles by year."""
    secret = (city / "passphrase.txt").read_text().strip()
    for source in sorted(city.glob("district-*")):
        desk_folder = folder / source.name
        shutil.copytree(source, desk_folder, ignore=shutil.ignore_patterns("backups", "*.lock"))
        with closing(setup.open_desk(app_paths(desk_folder), secret, clock_at(TODAY))) as desk:
            with reading(desk) as session:
                first: dict[type[Record], list[Record]] = {
                    kind: list(base.select(session, kind)) for kind in (Visit, Session, Attendance)
                }
            for year in range(1, years):
                desk.clock = clock_at(later(TODAY, year))
                all_is_held(desk)
                with acting(desk, "1年分をきろくしました") as session:
                    go_on(session, first, year)
                bundles.export(desk, Route.TO_COUNCIL, folder / "sticks" / str(FIRST + year))
        shutil.rmtree(desk_folder)


def run(city: Path, folder: Path) -> dict[str, float]:
    """Take everything in, year after year, as one sitting of a council each."""
    secret = (city / "passphrase.txt").read_text().strip()
    with tempfile.TemporaryDirectory() as scratch:
        council = Path(scratch) / "council"
        shutil.copytree(city / "council-before", council)
        taken: list[tuple[float, float]] = []
        for year, stick in enumerate([city / "bundles", *sorted((folder / "sticks").iterdir())]):
            files = sorted(stick.glob("*.age"))
            with closing(setup.open_desk(app_paths(council), secret, clock_at(later(TODAY, year)))) as desk:
                began, own = time.perf_counter(), time.process_time()
                backups.back_up(desk, "import")  # otherwise the first bundle would wait for it
                backup = time.process_time() - own
                began, own = time.perf_counter(), time.process_time()
                results = receiving.import_files(desk, files).result
                cpu, seconds = time.process_time() - own, time.perf_counter() - began
            assert all(r.state == "applied" for r in results), [r for r in results if r.state != "applied"]
            came = sum(r.changes for r in results)
            taken.append((1e6 * cpu / came, 1e6 * seconds / came))
            print(
                f"{FIRST + year}: {came} changes, {cpu:.2f} s CPU; backup {backup:.2f}",
                file=sys.stderr,
                flush=True,
            )
        last_day = clock_at(later(TODAY, len(taken) - 1))
        with closing(setup.open_desk(app_paths(council), secret, last_day)) as desk:
            report, own_report = [], []
            for _ in range(_REPORTS):
                began, own = time.perf_counter(), time.process_time()
                reports.annual(desk, FIRST + len(taken) - 2).to_json()
                report.append(1000 * (time.perf_counter() - began))
                own_report.append(1000 * (time.process_time() - own))
            with reading(desk) as session:
                changes = sum(s.seq for s in streams.all_streams(session))
    return {
        "first_cpu": taken[0][0], "last_cpu": taken[-1][0], "first": taken[0][1], "last": taken[-1][1],
        "report": statistics.median(report), "report_cpu": statistics.median(own_report),
        "changes": changes, "peak": peak_mb(),
    }  # fmt: skip


def main() -> None:
    """Do what was asked for."""
    what, city, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if what == "make":
        make(city, folder, int(sys.argv[4]))
        return
    print(json.dumps(run(city, folder)))


if __name__ == "__main__":
    main()
