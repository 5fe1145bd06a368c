"""The nightly run: ``python -m tests.crash [--every N] [--rounds N] [--seed N] [--only ACT]``.

Each act is done once under strace; then every folder that a kill or a power cut before each of its calls could leave behind is
laid out, opened and checked. The stick's own calls are made to fail one by one, too. Ends with 1 when a folder was found that
is neither before nor after the act, does not check, or has lost what was acknowledged.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.crash import faults, recording, scenes
from tests.crash.acts import ACTS


def main(argv: Sequence[str] | None = None) -> int:
    """Watch, cut off and check; print a line for each act."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only every so many-th call")
    parser.add_argument("--rounds", type=int, default=4, help="random remains of a power cut for each call")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--only", choices=(*ACTS, "faults"))
    args = parser.parse_args(argv)
    wrong: list[str] = []
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="sasaeai-crash-") as name:
        folder = Path(name)
        names = (args.only,) if args.only else tuple(ACTS)
        if args.only != "faults" and recording.available():
            for scene in scenes.scenes(folder, names):
                found, bad = scenes.try_all(scene, folder / "found", args.seed, args.every, args.rounds)
                wrong += bad
                syncs = sum(op.what == "sync" for op in scene.ops)
                print(
                    f"{scene.name:<12}{len(scene.ops):>5} calls {syncs:>3} syncs {sum(found.values()):>6} states  {dict(found)}"
                )
        elif args.only != "faults":
            print("strace is not here: only the stick's faults are tried")
        if args.only in (None, "faults"):
            counts, bad = faults.try_all(folder / "faults")
            wrong += bad
            print(f"{'faults':<12}{sum(counts.values()):>5} exports {dict(counts)}")
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    print(f"{len(wrong)} faults, {time.perf_counter() - began:.0f} s")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
