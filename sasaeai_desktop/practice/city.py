"""``sasaeai demo``: a whole city of installations whose figures are known before the council counts them."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.practice.counting.tools import Figures
from sasaeai_desktop.practice.expected import Expected, count
from sasaeai_desktop.practice.fill import fill_council, fill_district
from sasaeai_desktop.practice.plan import LAST_YEAR, city_plan, district_plan, grants_of
from sasaeai_desktop.practice.records import CityPlan, DistrictPlan
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.vault import PRACTICE, REAL, Kdf

Progress = Callable[[int, int], None]
"""Called with (steps done, steps)."""

PASSPHRASE = "midorino-renshu-2023"  # noqa: S105 - of invented people, and written beside them
TODAY = f"{LAST_YEAR + 1}-04-10"  # when the year is over and everyone brings their stick
_MARK = "practice.txt"
_ABOUT = (
    "sasaeai demo: 練習用の、作りものの町です。ここに出てくる人や住所は、どれも本当のものではありません。\n"
)
_MOST_PROCESSES = 4
_FEW = 3  # districts for which it is not worth starting processes


@dataclass(frozen=True, slots=True)
class CityBuilt:
    """What lies in the demo's folder.

    Attributes:
        council: data folder of the council, after it took in every bundle.
        council_before: the same just before its first import.
        districts: data folders of the districts with a program, by number.
        bundles: their bundles to the council, by number.
        passphrase: opens them all.
        expected: the last year as counted while generating, in the shape of ``report annual --json``.
    """

    out: Path
    council: Path
    council_before: Path
    districts: tuple[Path, ...]
    bundles: tuple[Path, ...]
    passphrase: str
    expected: Figures


class FiguresDifferError(Exception):
    """The council's report is not what was counted while generating: a fault of the program."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One district to be built, as it goes to another process."""

    out: Path
    seed: int
    districts: int
    years: int
    index: int
    invitation: Path


@dataclass(frozen=True, slots=True)
class _District:
    """What came of a job."""

    code: str
    bundle: Path
    counted: dict[int, Figures]


def build_city(
    out: Path,
    seed: int = 5,
    districts: int = 49,
    years: int = 1,
    progress: Progress | None = None,
) -> CityBuilt:
    """Build a city of separate installations, and let the council take all bundles in.

    The council's and district 01's passphrase slots are as hard to guess as real ones. The other laptops get
    the cheap practice slots: their passphrase lies beside them in plain text anyway, and this saves seconds.

    Args:
        out: an empty or new folder, or a former demo, which is replaced.
        seed: the same one gives the same people and figures.
        districts: how many; the last one reports on paper (unless it is the only one).
        years: fiscal years, the last one 2023.
        progress: called with (steps done, steps).

    Raises:
        InputError: the folder holds something else, or the numbers make no city.
        DiskError: the disk is full or failed.
        FiguresDifferError: the council's report is not what was counted while generating.
    """
    if districts < 1 or years < 1:
        raise InputError(
            "地区と年度は、1つ以上いります。", "--districts と --years に 1 以上の数を入れてください。"
        )
    try:
        return _build(out, city_plan(seed, districts, years), progress or (lambda _done, _steps: None))
    except OSError as error:
        raise disk_error(error, "書き出す場所") from error


def _build(out: Path, plan: CityPlan, progress: Progress) -> CityBuilt:
    _clear(out)
    clock = clock_at(TODAY)
    jobs, steps = _begin_council(out, plan, clock)
    expected = Expected(plan)
    found: dict[str, _District] = {}
    for share in plan.districts:
        if share.paper:
            expected.add(district_plan(plan, share.index))
    for done in _run(jobs):
        found[done.code] = done
        expected.put(done.code, done.counted)
        progress(len(found), steps)
    shutil.copytree(out / "council", out / "council-before", copy_function=shutil.copyfile)
    files = [found[code].bundle for code in sorted(found)]
    _take_in(out, plan, clock, files, expected, progress=lambda n: progress(len(found) + n, steps))
    for passing in ("invitations", "sticks"):
        shutil.rmtree(out / passing)
    report = expected.report(LAST_YEAR)
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (out / "expected.json").write_text(text + "\n", encoding="utf-8")
    return CityBuilt(
        out=out,
        council=out / "council",
        council_before=out / "council-before",
        districts=tuple(out / _folder(code) for code in sorted(found)),
        bundles=tuple(files),
        passphrase=PASSPHRASE,
        expected=report,
    )


def _folder(code: str) -> str:
    return f"district-{code}"


# -- the folder ----------------------------------------------------------------------------------------------


def _clear(out: Path) -> None:
    """Make the folder ready; a former demo in it is removed, anything else stays and stops us."""
    if out.exists() and not out.is_dir():
        raise InputError(f"「{out}」はフォルダーではありません。", "べつの場所をえらんでください。")
    inside = list(out.iterdir()) if out.exists() else []
    if inside and not _is_former_demo(out):
        raise InputError(
            f"「{out}」には、もう何か入っています。", "空のフォルダーか、新しい名前をえらんでください。"
        )
    for path in inside:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != _MARK:
            path.unlink()
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).write_text(_ABOUT, encoding="utf-8")
    (out / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    (out / "bundles").mkdir()


def _is_former_demo(out: Path) -> bool:
    """Say whether the folder holds a demo and nothing of anybody's own beside it."""
    files = {_MARK, "passphrase.txt", "expected.json"}
    ours = files | {"bundles", "invitations", "sticks", "council", "council-before"}
    mark = out / _MARK
    return (
        mark.is_file()
        and mark.read_text(encoding="utf-8", errors="replace") == _ABOUT
        and all(p.name in ours or p.name.startswith("district-") for p in out.iterdir())
    )


# -- the council ---------------------------------------------------------------------------------------------


def _begin_council(out: Path, plan: CityPlan, clock: Clock) -> tuple[list[_Job], int]:
    """Set the council up, invite every district with a program, and type in grants and papers.

    Returns:
        The districts to build, and how many steps there are in all.
    """
    begun = setup.begin_council(
        app_paths(out / "council"), plan.council_code, plan.council_name, PASSPHRASE, clock, kdf=REAL
    )
    desk = begun.desk
    jobs = []
    try:
        mark_as_practice(desk)
        for share in plan.districts:
            if not share.paper:
                invited = inviting.invite_district(desk, share.code, share.name, out / "invitations")
                jobs.append(
                    _Job(
                        out, plan.seed, len(plan.districts), len(plan.years), share.index, invited.result.path
                    )
                )
        fill_council(desk, _council_plans(plan))
    finally:
        desk.close()
    return jobs, 2 * len(jobs) + 1


def _council_plans(plan: CityPlan) -> Iterator[DistrictPlan]:
    """What the council types: all of a paper district's plan, of the others the grants alone."""
    for share in plan.districts:
        if share.paper:
            yield district_plan(plan, share.index)
        else:
            yield DistrictPlan(share, grants=tuple(grants_of(share)))


def _take_in(
    out: Path,
    plan: CityPlan,
    clock: Clock,
    files: list[Path],
    expected: Expected,
    *,
    progress: Callable[[int], None],
) -> None:
    desk = setup.open_desk(app_paths(out / "council"), PASSPHRASE, clock)
    try:
        for taken in receiving.import_files(desk, files, lambda done, _files: progress(done)).result:
            if taken.state != "applied" or taken.conflicts:
                raise FiguresDifferError(f"{taken.path.name}: {taken.state} {taken.check} {taken.conflicts}")
        for year in plan.years:
            _compare(reports.annual(desk, year).to_json(), expected.report(year), str(year))
    finally:
        desk.close()
    progress(len(files) + 1)


def _compare(report: Any, wanted: Any, path: str) -> None:
    """Find the first figure that differs.

    Raises:
        FiguresDifferError: there is one; its key path is named.
    """
    if isinstance(wanted, dict) and isinstance(report, dict):
        for key in sorted(wanted.keys() | report.keys()):
            _compare(report.get(key), wanted.get(key), f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(report, list) and len(wanted) == len(report):
        for n, (mine, other) in enumerate(zip(report, wanted, strict=True)):
            _compare(mine, other, f"{path}[{n}]")
    elif report != wanted:
        raise FiguresDifferError(f"{path}: the report says {report!r}, generated was {wanted!r}")


def mark_as_practice(desk: Desk) -> None:
    """Let an installation say everywhere that its people are invented."""
    with acting(desk, "練習モードにしました") as session:
        settings.put(session.connection, "practice", "1")
    desk.me = replace(desk.me, practice=True)


# -- districts -----------------------------------------------------------------------------------------------


def _run(jobs: list[_Job]) -> Iterator[_District]:
    """Build the districts, several at a time where the machine can; one after the other where it cannot."""
    left = {job.index: job for job in jobs}
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES, len(jobs))
    if processes > 1 and len(jobs) > _FEW:
        try:
            for index, done in _in_processes(jobs, processes):
                del left[index]
                yield done
        except (BrokenProcessPool, PermissionError, NotImplementedError):
            pass  # no processes to be had here: the rest is built below
    for job in left.values():
        yield _build_district(job)


def _in_processes(jobs: list[_Job], processes: int) -> Iterator[tuple[int, _District]]:
    # "spawn" is the one way that every system has, and copies no open database into the child.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        running = {pool.submit(_build_district, job): job.index for job in jobs}
        for future in as_completed(running):
            yield running[future], future.result()


def _build_district(job: _Job) -> _District:
    """Set a district's laptop up by its invitation, fill it, and write its bundle to the council."""
    plan = city_plan(job.seed, job.districts, job.years)
    made = district_plan(plan, job.index)
    code = made.share.code
    paths = app_paths(job.out / _folder(code))
    stick = job.out / "sticks" / code
    for half_made in (paths.data_dir, stick):  # when a process was lost
        shutil.rmtree(half_made, ignore_errors=True)
    desk = _open_invited(paths, job.invitation, REAL if job.index == 0 else PRACTICE)
    try:
        fill_district(desk, made)
        # A folder of its own, as a stick is one's own: writing clears away what was left unfinished in it.
        exported = bundles.export(desk, Route.TO_COUNCIL, stick).result
    finally:
        desk.close()
    bundle = job.out / "bundles" / exported.path.name
    exported.path.replace(bundle)
    return _District(code, bundle, count(made, plan.years))


def _open_invited(paths: AppPaths, invitation: Path, kdf: Kdf) -> Desk:
    desk = setup.begin_invited(paths, invitation.read_bytes(), PASSPHRASE, clock_at(TODAY), kdf=kdf).desk
    mark_as_practice(desk)
    return desk
