"""`python -m tests.scanning --sheets 200`: accuracy and speed of reading synthetic scans.

Every fourth sheet lies upside down, a third is filled in with a faint pencil, one is a salon roster in five.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from itertools import islice

from tests.scanning.filled import Filled, roster_pages, visit_pages
from tests.scanning.measuring import measure
from tests.scanning.scanner import Scanner

SCANNERS = {
    "200 dpi grey": Scanner(),
    "200 dpi rough": Scanner(turn=3, noise=16, shade=0.25, blur=0.9, dust=150, quality=60),
    "150 dpi grey": Scanner(dpi=150, turn=2),
    "150 dpi rough": Scanner(dpi=150, turn=3, noise=12, shade=0.2, dust=100, quality=60),
    "300 dpi colour": Scanner(dpi=300, colour=True),
    "200 dpi FAX (1 bit)": Scanner(bits=1, shade=0.05, noise=5),
}


def mixed(chance: random.Random, strange: float, faint: float) -> Iterator[Filled]:
    """Yield four visit sheets and one roster, over and over."""
    while True:
        yield from visit_pages(chance, strange=strange, faint=faint, sheets=4)
        yield from roster_pages(chance, strange=strange, faint=faint)


def main() -> None:
    """Print the figures of every scanner."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=200, help="sheets per scanner")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--scanner", default="", help="only those whose name holds this")
    parser.add_argument(
        "--strange", type=float, default=0.02, help="share of 不, crossed-out and doubled days"
    )
    parser.add_argument("--faint", type=float, default=0.33, help="share of sheets in faint pencil")
    parser.add_argument("--wrong", action="store_true", help="list what was misread")
    args = parser.parse_args()
    for name, scanner in SCANNERS.items():
        if args.scanner not in name:
            continue
        faint = 0.0 if scanner.bits == 1 else args.faint  # a FAX does not carry a faint pencil at all
        chance = random.Random(args.seed)
        score = measure(islice(mixed(chance, args.strange, faint), args.sheets), scanner, chance)
        print(f"== {name}: {args.sheets} sheets", *score.lines(), sep="\n  ", flush=True)
        if args.wrong:
            print(*score.wrong, sep="\n    ", flush=True)


if __name__ == "__main__":
    main()
