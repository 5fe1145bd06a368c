"""The table of a night under wine, from pytest's logs: what passed, what failed, and which failures are known to be wine's.

python installer/building/wine_table.py FOLDER-OF-LOGS known_under_wine.txt

Exit code 1 when anything failed that is not known, hung, died, or when something known passed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

_COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
_LAST = re.compile(r"^(=+ )?\d+ (passed|failed|errors?|skipped|deselected).* in [\d.]+s", re.MULTILINE)
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?)(?: - .*)?$", re.MULTILINE)


@dataclass(slots=True)
class Part:
    """What one folder of tests came to.

    Attributes:
        counts: tests by pytest's word for how they went, and "files", "known" and "violations".
    """

    counts: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """Return its line of the table."""
        c = self.counts
        return (f"{name:<16} {c['files']:>5} {c['passed']:>7} {c['failed'] + c['error'] - c['known']:>7} {c['known']:>6} "
                f"{c['skipped']:>8} {c['violations']:>11}")  # fmt: skip


@dataclass(slots=True)
class Night:
    """What a night's logs say.

    Attributes:
        parts: by the folder's name.
        faults: sentences; each is something to look into.
        known: the failures that are wine's, and why.
        twice: files that were run once more, as their first run failed.
    """

    parts: dict[str, Part] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)


def read_night(logs: Path, known: dict[str, str]) -> Night:
    """Read every log of a folder.

    Args:
        logs: one file for each file of tests, named like it with ``+`` for ``/``.
        known: why a test fails under wine and not on Windows, by its id or its file's name.
    """
    night = Night()
    for log in sorted(logs.glob("*.log")):
        name = log.stem.replace("+", "/")
        text = log.read_text(encoding="utf-8", errors="replace").replace("\\", "/")
        part = night.parts.setdefault("/".join(name.split("/")[:2]), Part())
        part.counts["files"] += 1
        if log.with_name(f"{log.name}.first").exists():
            night.twice.append(name)
        part.counts["violations"] += text.count("access violation")
        last = next((m.group() for m in _LAST.finditer(text)), "")
        for number, word in _COUNT.findall(last):
            part.counts[word.removesuffix("s")] += int(number)
        if not last:
            part.counts["failed"] += 1
            how = "hung" if "HUNG" in text.splitlines()[-1:] else "ended without a word"
            _judge(night, part, name, f"{name} {how}", known)
        for test in _FAILED.findall(text):
            _judge(night, part, test, f"{test} failed", known)
        ran = {k for k in known if k.startswith(name)}
        night.faults += [f"{k} is known to fail under wine and passed" for k in ran if k not in night.known]
    return night


def _judge(night: Night, part: Part, test: str, said: str, known: dict[str, str]) -> None:
    plain = test.split("[", maxsplit=1)[0]
    why = known.get(test) or known.get(plain)
    if why is None:
        night.faults.append(said)
    else:
        part.counts["known"] += 1
        night.known[test if test in known else plain] = why


def read_known(text: str) -> dict[str, str]:
    """Read lines of ``test reason``; lines that begin with # are for people."""
    lines = (line.partition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {test: why.strip() for test, _, why in lines}


def main(logs: Path, known: Path) -> int:
    """Print the table and return the exit code."""
    night = read_night(logs, read_known(known.read_text(encoding="utf-8")))
    print("part             files  passed  failed  known  skipped  violations")
    for name, part in night.parts.items():
        print(part.line(name))
    for test, why in night.known.items():
        print(f"known under wine: {test}: {why}")
    for name in night.twice:
        print(f"run twice, the second time counts: {name}")
    for said in night.faults:
        print(said)
    return 1 if night.faults or any(p.counts["violations"] for p in night.parts.values()) else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
