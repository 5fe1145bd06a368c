"""``python -m tests.twins [--count 10000] [--share 0.03] [--seed 7] [--show]``: recall, precision and time of 名寄せ."""

from __future__ import annotations

import argparse
import time

from sasaeai_desktop.domain.alike import compare, likely_pairs
from tests.twins.planting import entries, register


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--share", type=float, default=0.03)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    rows, planted = register(args.count, args.share, args.seed)
    began, cpu = time.perf_counter(), time.process_time()
    made = entries(rows)
    found = {(int.from_bytes(p.a, "big"), int.from_bytes(p.b, "big")) for p in likely_pairs(made)}
    took, used = time.perf_counter() - began, time.process_time() - cpu
    recall, precision = len(found & planted) / len(planted), len(found & planted) / len(found)
    print(
        f"{args.count} people, {len(planted)} twins: recall {recall:.1%}, precision {precision:.1%}, {took:.1f} s ({used:.1f} s of work)"
    )
    for kind, pairs in (("missed", planted - found), ("wrong", found - planted)) if args.show else ():
        for a, b in sorted(pairs):
            reasons = compare(made[a], made[b]).reasons
            print(kind, sum(r.points for r in reasons), rows[a], rows[b], *reasons, sep="\n   ")
    return 0 if recall >= 0.95 and precision >= 0.9 else 1


if __name__ == "__main__":
    raise SystemExit(main())
