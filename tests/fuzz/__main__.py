"""The nightly run: ``python -m tests.fuzz --cases 20000 [--seed 5] [--jobs 4] [--only TEXT] [--keep FOLDER]``.

Ends with 1 when a bundle was accepted that must be refused, when anything but a plain refusal was raised, when a refusal
changed data, when a bundle taken in left the tables apart from the journal or a page that no longer opens, or when a
bomb took too much memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz import bombs, files
from tests.fuzz.judging import MUTATIONS, Verdict, some


def table(verdicts: Sequence[Verdict]) -> str:
    """Return a line per class: how many, refused by which checks, and what was taken in and why it may be."""
    lines = []
    for how in MUTATIONS:
        of_class = [v for v in verdicts if v.name == how.name]
        if not of_class:
            continue
        outcomes = Counter(v.outcome for v in of_class)
        refused = sum(n for o, n in outcomes.items() if o.startswith("refused"))
        checks = ", ".join(
            f"{o.partition(' ')[2]} {n}" for o, n in outcomes.most_common() if o.startswith("refused")
        )
        taken = len(of_class) - refused
        lines.append(f"{how.name:<62}{len(of_class):>6} {refused:>6} refused {taken:>6} taken  {checks}")
        if how.harmless:
            lines.append(f"{'':<8}may be taken in: {how.harmless}")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the cases, the files and the bombs, and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--only", default="", help="only mutations whose name holds this")
    parser.add_argument("--keep", type=Path, help="a folder for the bundles that went wrong")
    args = parser.parse_args(argv)
    began = time.perf_counter()
    shares = [(n, args.jobs, args.cases, args.seed, args.only) for n in range(args.jobs)]
    with multiprocessing.get_context("spawn").Pool(args.jobs) as pool:
        done = [pair for part in pool.map(some, shares) for pair in part]
    wrong = [(n, v) for n, v in sorted(done, key=lambda pair: pair[0]) if v.fault]
    print(table([v for _, v in done]))
    taken = Counter("refused" if v.outcome.startswith("refused") else v.outcome for _, v in done)
    print(
        f"bundles: {len(done)} cases {dict(taken)}, {len(wrong)} wrong, {time.perf_counter() - began:.0f} s"
    )
    faults = [f"case {n} [{v.name}] at {v.victim}: {v.outcome}\n{v.fault}" for n, v in wrong]
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
        for n, v in wrong:
            (args.keep / f"{n}-{v.victim}.age").write_bytes(v.blob)
    if not args.only:
        faults += files.report(args.cases // 10, args.seed) + bombs.report()
    told = {
        fault.partition("[")[2].partition("]")[0] + fault.strip().rpartition("\n")[2]: fault
        for fault in faults
    }
    for fault in list(told.values())[:40]:  # one of each sort
        print(fault, file=sys.stderr)
    print(f"{len(faults)} faults")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
