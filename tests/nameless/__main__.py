"""``python -m tests.nameless [--count 2000] [--seed 7] [--show]``: how many summaries that name someone are stopped."""

from __future__ import annotations

import argparse

from tests.nameless.measure import measure


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true", help="print those judged wrongly")
    args = parser.parse_args()
    result = measure(args.count, args.seed)
    print(
        f"naming someone: {result.stopped} of {result.naming} stopped ({result.stopped / result.naming:.2%})"
    )
    print(f"nameless: {result.alarms} of {result.nameless} stopped ({result.alarms / result.nameless:.2%})")
    if args.show:
        for form, text in (*result.missed, *result.wrong):
            print(f"{form}\t{text}")
    return 0 if result.good else 1


if __name__ == "__main__":
    raise SystemExit(main())
