"""`python -m tests.scanning --sheets 200`: accuracy and speed of reading synthetic scans.

Every fourth sheet lies upside down, a third is filled in with a faint pencil, one is a salon roster in five.
`--bank 200` draws the bank of signs (four of five are no tick) instead, at 200 dpi, then all kinds of
dirt, and all ways a page may come to the computer.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tests.scanning.bank import STRANGE
from tests.scanning.carried import CARRIED, fax
from tests.scanning.dirt import DIRT
from tests.scanning.filled import Filled, roster_pages, visit_pages
from tests.scanning.measuring import Score, measure
from tests.scanning.pen import HANDS
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


def bank(chance: random.Random) -> Iterator[Filled]:
    """Yield pages full of signs that are no tick, visit sheets and rosters in turn."""
    while True:
        yield from visit_pages(chance, strange=0.8, faint=0.2)
        yield from roster_pages(chance, strange=0.8, faint=0.2)


def spoilt(chance: random.Random, kind: str) -> Iterator[Filled]:
    """Yield pages with plain ticks on which something lies that is no sign."""
    while True:
        for make in (visit_pages, roster_pages):
            page = next(make(chance, strange=0.0, faint=0.2))
            yield replace(page, page=DIRT[kind](page.page, chance))


def measure_bank(pages: int, seed: int, *, wrong: bool) -> None:
    """Print what comes of the bank, and of each kind of dirt on a tenth as many pages."""
    chance = random.Random(seed)
    score = measure(islice(bank(chance), pages), Scanner(), chance)
    print(f"== bank of {len(STRANGE)} signs, {len(HANDS)} hands", *score.lines()[:-1], sep="\n  ", flush=True)
    if wrong:
        print(*score.wrong, sep="\n    ", flush=True)
    few = max(2, pages // 10)
    for kind in DIRT:
        chance = random.Random(f"{seed} {kind}")
        print_line(kind, measure(islice(spoilt(chance, kind), few), Scanner(), chance))
    for way, carry in CARRIED.items():
        chance = random.Random(f"{seed} {way}")
        faint = 0.0 if carry is fax else 0.2  # a FAX does not carry a faint pencil at all
        print_line(way, measure(islice(mixed(chance, 0.2, faint), few), Scanner(), chance, carry))


def print_line(kind: str, score: Score) -> None:
    """Print what came of a kind of dirt, or of a way to the computer."""
    print(
        f"  {kind}: {score.boxes} boxes ({score.unread} pages unread), taken for sure {score.taken}, ticks {score.ticks} "
        f"(missed {score.missed}, asked about {score.asked}), asked about in vain {score.needless - score.asked}",
        flush=True,
    )


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
    parser.add_argument(
        "--bank", type=int, default=0, metavar="PAGES", help="measure the bank of signs instead"
    )
    parser.add_argument("--wrong", action="store_true", help="list what was misread")
    args = parser.parse_args()
    if args.bank:
        measure_bank(args.bank, args.seed, wrong=args.wrong)
        return
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
