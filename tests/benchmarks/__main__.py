"""The table of ratios: ``python -m tests.benchmarks [import] [window] [service] [--no-anki]``."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sasaeai_desktop.practice.figures import apportion
from sasaeai_desktop.practice.plan import city_plan
from tests.benchmarks import anki_packages, product
from tests.benchmarks.measure import Figures, Line, fresh, medians, module, table

GROUPS = ("import", "window", "service")


def imports(folder: Path, rounds: int, seed: int, *, anki: bool) -> list[Line]:
    """Compare the import of a city's bundles with a bare executemany and with Anki."""
    ours = product.city_import(folder, seed)
    floor = module("floor", "--plan", str(seed))
    if ours:
        path, key, names = ours.projected
        floor = module("floor", str(path), key.hex(), *names)
    sides: dict[str, Callable[[], Figures]] = {"floor": lambda: fresh(floor)}
    counts = ours.changes if ours else _plan_counts(seed, int(fresh(floor)["rows"]))
    about = "no anki"
    if anki:
        command = anki_packages.prepare(folder, counts)
        about = f"anki {anki_packages.version(command)}, {sum(counts)} notes in {len(counts)} packages"
        sides["anki"] = lambda: anki_packages.run(command)
    if ours:
        sides |= {"service": ours.service, "command": ours.command}
    taken = medians(rounds, sides)
    service, whole = taken.get("service", {}), taken.get("command", {})
    rows = int(taken["floor"]["rows"])
    lines = [
        Line(
            "bundle import, service / executemany",
            service.get("seconds"),
            taken["floor"]["seconds"],
            6,
            note=f"{rows} rows",
        )
    ]
    if anki:
        lines.append(
            Line("bundle import, command / Anki", whole.get("wall"), taken["anki"]["wall"], 1.5, note=about)
        )
        lines.append(
            Line(
                "bundle import, service / Anki's calls",
                service.get("seconds"),
                taken["anki"]["seconds"],
                None,
            )
        )
    return lines


def _plan_counts(seed: int, total: int) -> tuple[int, ...]:
    """Share as many notes as the plan has rows among the packages by the size of their districts."""
    plan = city_plan(seed, anki_packages.PACKAGES)
    return tuple(apportion(total, [d.years[-1].people + 5 for d in plan.districts], 1))


def windows(folder: Path, rounds: int) -> list[Line]:
    """Compare our window with a bare one of as many tabs."""
    unlock, today = product.unlock_screen(folder), product.today_page(folder)
    sides: dict[str, Callable[[], Figures]] = {"bare": lambda: fresh(module("bare_window"))}
    sides |= {name: run for name, run in (("unlock", unlock), ("today", today)) if run}
    taken = medians(rounds, sides)
    bare, first, page = taken["bare"], taken.get("unlock", {}), taken.get("today", {})
    usable = page["paint"] - page["argon2"] if page else None
    return [
        Line("first paint, unlock screen / bare window", first.get("paint"), bare["paint"], 1.2),
        Line("start to usable きょう less Argon2id / bare", usable, bare["paint"], 3),
        Line("memory after unlock / bare window", page.get("rss"), bare["rss"], 2.5, unit="MB"),
    ]


def services(folder: Path, rounds: int, seed: int) -> list[Line]:
    """Time what has an absolute limit."""
    lines = []
    for name, run, limit in (
        ("annual report of the city", product.annual_report(folder, seed), 50),
        ("search as you type, 10,000 people", product.search(folder), 16),
    ):
        taken = medians(rounds, {"ours": run})["ours"]
        note = f"first {taken['first']:.1f}, slowest {taken['worst']:.1f} ms"
        lines.append(Line(name, taken["ms"], None, limit, unit="ms", note=note))
    return lines


def main(argv: Sequence[str] | None = None) -> int:
    """Run the groups asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", default=GROUPS, metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--no-anki", action="store_true", help="where no package index is within reach")
    args = parser.parse_args(argv)
    unknown = set(args.groups) - set(GROUPS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="sasaeai-bench-") as name:
        folder = Path(name)
        if "import" in args.groups:
            lines += imports(folder, args.rounds, args.seed, anki=not args.no_anki)
        if "window" in args.groups:
            lines += windows(folder, args.rounds)
        if "service" in args.groups:
            lines += services(folder, args.rounds, args.seed)
    where = f"{platform.system()} {platform.machine()}"
    print(f"Python {platform.python_version()}, {where}, medians of {args.rounds}")
    print(table(lines))
    return int(any(n.ratio is not None and n.limit is not None and n.ratio > n.limit for n in lines))


if __name__ == "__main__":
    sys.exit(main())
