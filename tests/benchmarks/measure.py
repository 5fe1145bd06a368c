"""Fresh processes, medians, and the table of ratios."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPAWNED = "BENCH_SPAWNED"  # monotonic seconds at which the parent started this process

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Attributes:
        product: what the product took, or None while that side is not hooked up.
        baseline: what it is divided by; None for an absolute limit (in the unit of ``product``).
        limit: the most that the issue allows, None where it names none.
    """

    name: str
    product: float | None
    baseline: float | None
    limit: float | None
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Product over baseline, or the product itself where the limit is absolute."""
        if self.product is None or self.baseline is None:
            return self.product
        return self.product / self.baseline


@cache
def _bytecode() -> str:
    """Return a folder for compiled modules: an installed program starts from those, and so must both sides here."""
    folder = tempfile.mkdtemp(prefix="sasaeai-bench-pyc-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def fresh(args: Sequence[str], env: Mapping[str, str] | None = None) -> Figures:
    """Run a fresh process and return the figures of its last JSON line, and "wall", its whole life (s).

    Raises:
        RuntimeError: the process failed; its error output is in the message.
    """
    cached = _bytecode()
    began = time.monotonic()
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ours = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": cached, SPAWNED: repr(began)}
    full = {**inherited, **(env or {}), **ours}
    done = subprocess.run(args, cwd=ROOT, env=full, capture_output=True, text=True, check=False)
    wall = time.monotonic() - began
    if done.returncode:
        raise RuntimeError(f"{args[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"')]
    return {**(json.loads(lines[-1]) if lines else {}), "wall": wall}


def module(name: str, *args: str) -> list[str]:
    """Return the command line of a script of this folder."""
    return [sys.executable, "-m", f"tests.benchmarks.{name}", *args]


def published(folder: Path, package: str) -> str:
    """Return the Python of a venv in ``folder`` that has a published package.

    Raises:
        RuntimeError: it could not be installed (no package index within reach).
    """
    home = folder / f"venv-{package}"
    venv.create(home, with_pip=True)
    python = str(home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    done = subprocess.run(
        [python, "-m", "pip", "install", "-q", package], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"pip install {package}: {done.stderr[-500:]}")
    return python


def since_spawn() -> float:
    """Return the seconds since the parent started this process: interpreter start and imports included."""
    return time.monotonic() - float(os.environ[SPAWNED])


def medians(rounds: int, sides: Mapping[str, Callable[[], Figures]]) -> dict[str, Figures]:
    """Run every side in turn, ``rounds`` times, and return the median of each figure.

    Taking turns lets a slow minute of the machine fall on all sides alike. One round before is not counted.
    """
    taken: dict[str, list[Figures]] = {name: [] for name in sides}
    for n in range(rounds + 1):
        for name, run in sides.items():
            figures = run()
            if n:
                taken[name].append(figures)
    return {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        for name, runs in taken.items()
    }


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{value:.1f} {unit}" if unit in {"MB", "ms"} else f"{value:.3f} {unit}"


def table(lines: Sequence[Line]) -> str:
    """Return the table: product, baseline, ratio, limit, and whether it holds."""
    rows = [("what", "product", "baseline", "ratio", "at most", "")]
    for line in lines:
        absolute = line.baseline is None
        ratio = line.ratio
        verdict = ""
        if ratio is not None and line.limit is not None:
            verdict = "ok" if ratio <= line.limit else "TOO MUCH"
        limit = (
            "-" if line.limit is None else _number(line.limit, line.unit) if absolute else f"{line.limit:g}"
        )
        shown = "-" if ratio is None or absolute else f"{ratio:.2f}"
        rows.append(
            (
                line.name,
                _number(line.product, line.unit),
                _number(line.baseline, line.unit),
                shown,
                limit,
                " ".join(filter(None, (verdict, line.note))),
            )
        )
    widths = [max(len(row[n]) for row in rows) for n in range(5)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(row[n].rjust(widths[n]) for n in range(1, 5)), row[5]]).rstrip()
        for row in rows
    )


def resident_mb() -> float:
    """Return this process's resident memory in MB (Linux), or its peak elsewhere."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    if sys.platform == "win32":
        return float("nan")
    import resource  # noqa: PLC0415 - not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def peak_mb(process: str = "self") -> float:
    """Return the most memory this process, or another by its number, ever held, in MB.

    Linux' ru_maxrss would begin at what the parent held when it forked.
    """
    status = Path("/proc", process, "status")
    if status.exists():
        (line,) = (each for each in status.read_text().splitlines() if each.startswith("VmHWM:"))
        return int(line.split()[1]) / 1e3
    return resident_mb()
