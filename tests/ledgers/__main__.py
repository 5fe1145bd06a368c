"""``python -m tests.ledgers``: 10,000 random ledgers, none off by a yen."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.ledgers.random_ledgers import differing, write
from tests.services.conftest import Desks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    wrong, done = [], 0
    with tempfile.TemporaryDirectory() as folder:
        desks = Desks(Path(folder))
        while done < args.count:  # a file holds one ledger per programme and year
            part = min(600, args.count - done)
            desk = desks.new()
            wrong += differing(desk, write(desk, part, args.seed + done))
            done += part
        desks.close()
    print("\n".join(wrong[:20]))
    print(f"{done} ledgers, {len(wrong)} off")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
