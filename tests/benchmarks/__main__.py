"""The table of ratios: ``python -m tests.benchmarks [GROUP ...] [--no-anki]``; no group means all but ``years``."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import anki_packages, product, tables_side
from tests.benchmarks.measure import Figures, Line, fresh, medians, module, published, table

GROUPS = (
    "import",
    "known",
    "tables",
    "window",
    "gui",
    "clicks",
    "memory",
    "council",
    "service",
    "forms",
    "scan",
)
LONG = ("years",)
"""Only where they are named: they take long to make."""
YEARS = 10


def imports(folder: Path, rounds: int, seed: int, *, anki: bool) -> list[Line]:
    """Compare the import of a city's bundles with a bare executemany and with Anki."""
    ours = product.city_import(folder, seed)
    path, key, names = ours.projected
    floor = module("floor", str(path), key.hex(), *names)
    sides: dict[str, Callable[[], Figures]] = {"floor": lambda: fresh(floor)}
    about = ""
    if anki:
        command = anki_packages.prepare(folder, ours.changes)
        about = (
            f"anki {anki_packages.version(command)}, {sum(ours.changes)} notes, {len(ours.changes)} packages"
        )
        sides["anki"] = lambda: anki_packages.run(command)
    sides |= {"service": ours.service, "command": ours.command}
    taken = medians(rounds, sides)
    service, bare = taken["service"]["seconds"], taken["floor"]["seconds"]
    rows = f"{int(taken['floor']['rows'])} rows"
    worked, least = taken["service"]["cpu"], taken["floor"]["cpu"]
    beside, peak = taken["service"]["second_cpu"], taken["service"]["peak"] + taken["service"]["second_peak"]
    lines = [Line("bundle import, service / executemany", service, bare, 1.8, note=rows)]
    lines.append(Line("the same in the writer's processor time", worked, least, 1.8))
    lines.append(Line("the same with the second process's", worked + beside, least, None))
    lines.append(Line("memory while a city is imported, both processes", peak, None, 200, unit="MB"))
    if anki:
        theirs, whole = taken["anki"], taken["command"]["wall"]
        lines += [
            Line("bundle import, command / Anki", whole, theirs["wall"], 0.7, note=about),
            Line("bundle import, service / Anki's calls", service, theirs["seconds"], None),
        ]
    return lines


def years(folder: Path, rounds: int, seed: int) -> list[Line]:
    """Compare a city's tenth year of bundles with its first; takes a quarter of an hour to make."""
    taken = medians(rounds, {"ours": product.years_import(folder, seed, YEARS)})["ours"]
    note = f"{taken['changes']:.0f} changes in the end, {taken['peak']:.0f} MB"
    return [
        Line("a change of the tenth year / of the first", taken["last"], taken["first"], 1.2, "µs", note),
        Line("the same in processor time", taken["last_cpu"], taken["first_cpu"], 1.2, "µs"),
        Line("annual report with ten years on file", taken["report"], None, 60, unit="ms"),
        Line("the same in processor time", taken["report_cpu"], None, 60, unit="ms"),
    ]


def known(folder: Path, rounds: int, seed: int) -> list[Line]:
    """Time bundles that bring nothing new."""
    service, command = product.known_import(folder, seed)
    taken = medians(rounds, {"service": service, "command": command})
    each = taken["service"]
    note = f"slowest {each['slowest']:.3f} s"
    return [
        Line("a bundle with nothing new, service", each["each"], None, 0.3, note=note),
        Line(
            "a bundle with nothing new, command",
            taken["command"]["each"],
            None,
            0.3,
            note="48 files in one call",
        ),
        Line("memory for bundles with nothing new", each["peak"], None, 300, unit="MB"),
    ]


def tables(folder: Path, rounds: int) -> list[Line]:
    """Compare reading and parsing 100,000 visits with python-calamine's reading alone."""
    book = str(folder / "visits.xlsx")
    fresh(module("tables_side", "make", book))
    python, script = published(folder, "python-calamine"), str(Path(tables_side.__file__))
    sides = {
        "ours": lambda: fresh(module("tables_side", "ours", book)),
        "theirs": lambda: fresh([python, script, "theirs", book]),
    }
    taken = medians(rounds, sides)
    ours, theirs = taken["ours"], taken["theirs"]
    name = "100,000 visits of an xlsx parsed / read by calamine"
    return [
        Line(name, ours["seconds"], theirs["seconds"], 2.5),
        Line("the same in processor time", ours["cpu"], theirs["cpu"], 2.5),
        Line("memory for 100,000 visits of an xlsx", ours["peak"], None, 300, unit="MB"),
    ]


def windows(folder: Path, rounds: int) -> list[Line]:
    """Compare our window with a bare one of as many tabs."""
    sides = {
        "bare": lambda: fresh(module("bare_window")),
        "unlock": product.unlock_screen(folder),
        "today": product.today_page(folder),
        "enter": product.enter_pressed(folder),
        "keys": product.keys_meanwhile(folder),
    }
    taken = medians(rounds, sides)
    bare, page, keys = taken["bare"], taken["today"], taken["keys"]
    lines = [*_ratios("first paint, unlock screen / bare window", taken["unlock"], bare, 1.2)]
    lines += _ratios("start to usable きょう less Argon2id / bare", page, bare, 3.5)
    lines += _ratios("Enter to usable きょう less Argon2id / bare", taken["enter"], bare, 0.8)
    note = f"median {keys['p50']:.1f}, worst {keys['worst']:.1f} ms"
    lines += [
        Line("keys while the rest is loaded, 95th percentile", keys["p95"], None, 20, unit="ms", note=note),
        Line("memory after unlock / bare window", page["rss"], bare["rss"], 1.8, unit="MB"),
    ]
    return lines


def _ratios(name: str, ours: Figures, bare: Figures, limit: float) -> list[Line]:
    """Return a line by the clock, and one in processor time, which other programs of the machine do not stretch."""
    about = f"Argon2id {ours['argon2']:.3f} s" if "argon2" in ours else ""
    waited = ours["paint"] - ours.get("argon2", 0)
    worked = ours["cpu"] - ours.get("argon2_cpu", 0)
    return [
        Line(name, waited, bare["paint"], limit, note=about),
        Line("the same in processor time", worked, bare["cpu"], limit),
    ]


def gui(folder: Path, rounds: int) -> list[Line]:
    """Tell how long keys, clicks and page changes hold the GUI thread, with ten years of a large district."""
    taken = medians(rounds, {"ours": product.gui_thread(folder)})["ours"]
    note = f"{taken['steps']:.0f} steps, median {taken['p50']:.0f}, worst {taken['worst']:.0f} ms"
    return [
        Line(
            "GUI thread, 95th percentile of keys and page changes",
            taken["p95"],
            None,
            50,
            unit="ms",
            note=note,
        ),
        Line("the same in its own processor time", taken["cpu95"], None, 50, unit="ms"),
    ]


def clicks(folder: Path, rounds: int, seed: int) -> list[Line]:
    """Tell what every click takes, of a large district with ten years and of the city's council."""
    sides = {
        "a district's, ten years": product.every_click(folder),
        "a council's": product.every_click_of_a_council(folder, seed),
    }
    lines = []
    for whose, taken in medians(rounds, sides).items():
        note = f"{taken['clicks']:.0f} clicks, median {taken['p50']:.0f}, the first time {taken['first95']:.0f} ms"
        lines += [
            Line(f"every click of {whose}, 95th percentile", taken["p95"], None, 50, unit="ms", note=note),
            Line("the same, the window's own part", taken["own95"], None, 50, unit="ms"),
            Line("the slowest of them", taken["worst"], None, 80, unit="ms"),
            Line("until the window answers again, 95th percentile", taken["held95"], None, 50, unit="ms"),
            Line("the slowest of them", taken["held"], None, 80, unit="ms"),
            Line("the first by the clock", taken["clock95"], None, 50, unit="ms"),
            Line("the slowest by the clock", taken["clock"], None, 80, unit="ms"),
        ]
    return lines


def memory(folder: Path, rounds: int) -> list[Line]:
    """Tell by how much 3,000 clicks over every page grow what the process holds."""
    taken = medians(rounds, {"ours": product.long_use(folder)})["ours"]
    note = f"{taken['unlocked']:.0f} MB once unlocked"
    return [
        Line(
            "memory after 3,000 clicks / every page opened once", taken["end"], taken["once"], 1.1, "MB", note
        )
    ]


def council(folder: Path, rounds: int, seed: int) -> list[Line]:
    """Time what a council waits for: its pages, another text size, check and backup."""
    sides = {what: product.council(folder, seed, what) for what in ("pages", "check", "backup")}
    taken = medians(rounds, sides)
    pages, kept = taken["pages"], taken["backup"]
    lines = []
    for name, key, limit in (
        ("first opening of 報告・印刷, a city's year", "reports", 300),
        ("first opening of USB受け渡し, a city's year", "usb", 200),
        ("another size of all text", "size", 300),
    ):
        note = f"{pages[f'{key}_cpu']:.0f} ms of processor time"
        lines.append(Line(name, pages[key], None, limit, unit="ms", note=note))
    note = f"{taken['check']['check_cpu']:.2f} s of processor time"
    lines.append(Line("check of the city's council", taken["check"]["check"], None, 1.5, note=note))
    lines.append(Line("backup / bare VACUUM INTO", kept["backup"], kept["vacuum"], 1.3))
    lines.append(Line("the same in processor time", kept["backup_cpu"], kept["vacuum_cpu"], 1.3))
    return lines


def services(folder: Path, rounds: int, seed: int) -> list[Line]:
    """Time what has an absolute limit."""
    lines = []
    for name, run, limit in (
        ("annual report of the city", product.annual_report(folder, seed), 50),
        ("search as you type, 10,000 people", product.search(folder), 16),
        ("unlock beyond Argon2id's own time, 10,000 people", product.unlock_beyond_argon2(folder), 200),
    ):
        taken = medians(rounds, {"ours": run})["ours"]
        note = f"first {taken['first']:.1f}, slowest {taken['worst']:.1f} ms"
        lines.append(Line(name, taken["ms"], None, limit, unit="ms", note=note))
    return lines


def forms(rounds: int) -> list[Line]:
    """Compare 500 visit sheets in one PDF with a bare reportlab script; memory and cancel have absolute limits."""
    sides = ("ours", "bare", "cancel")
    taken = medians(rounds, {side: (lambda side=side: fresh(module("forms_side", side))) for side in sides})
    ours, note = taken["ours"], f"{taken['ours']['mb']:.1f} MB of PDF"
    return [
        Line("500 visit sheets / bare reportlab", ours["seconds"], taken["bare"]["seconds"], 0.7, note=note),
        Line("memory of 500 visit sheets", ours["rss"], None, 250, unit="MB"),
        Line("a batch stops after やめる", taken["cancel"]["ms"], None, None, unit="ms"),
    ]


def scans(rounds: int) -> list[Line]:
    """Time reading a scanned page; all its corners, lines and boxes."""
    taken = medians(rounds, {"ours": lambda: fresh(module("scan_side"))})["ours"]
    lines = []
    for dpi in (200, 300):
        note = f"slowest {taken[f'slowest{dpi}']:.0f} ms"
        lines.append(Line(f"reading a page of {dpi} dpi", taken[f"ms{dpi}"], None, 500, unit="ms", note=note))
        lines.append(Line("the same in its own processor time", taken[f"cpu{dpi}"], None, 500, unit="ms"))
    return lines


def main(argv: Sequence[str] | None = None) -> int:
    """Run the groups asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "groups", nargs="*", default=GROUPS, metavar="GROUP", help=", ".join((*GROUPS, *LONG))
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--no-anki", action="store_true", help="where no package index is within reach")
    args = parser.parse_args(argv)
    unknown = set(args.groups) - {*GROUPS, *LONG}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="sasaeai-bench-") as name:
        folder = Path(name)
        if "import" in args.groups:
            lines += imports(folder, args.rounds, args.seed, anki=not args.no_anki)
        if "years" in args.groups:
            lines += years(folder, args.rounds, args.seed)
        if "known" in args.groups:
            lines += known(folder, args.rounds, args.seed)
        if "tables" in args.groups:
            lines += tables(folder, args.rounds)
        if "window" in args.groups:
            lines += windows(folder, args.rounds)
        if "gui" in args.groups:
            lines += gui(folder, args.rounds)
        if "clicks" in args.groups:
            lines += clicks(folder, args.rounds, args.seed)
        if "memory" in args.groups:
            lines += memory(folder, args.rounds)
        if "council" in args.groups:
            lines += council(folder, args.rounds, args.seed)
        if "service" in args.groups:
            lines += services(folder, args.rounds, args.seed)
        if "forms" in args.groups:
            lines += forms(args.rounds)
        if "scan" in args.groups:
            lines += scans(args.rounds)
    where = f"{platform.system()} {platform.machine()}"
    print(f"Python {platform.python_version()}, {where}, medians of {args.rounds}")
    print(table(lines))
    return int(any(n.ratio is not None and n.limit is not None and n.ratio > n.limit for n in lines))


if __name__ == "__main__":
    sys.exit(main())
