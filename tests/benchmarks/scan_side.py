"""Reading scanned visit sheets: ``python -m tests.benchmarks.scan_side`` prints milliseconds a page, and memory (MB)."""

from __future__ import annotations

import json
import random
import sys

from tests.scanning.filled import visit_pages
from tests.scanning.measuring import measure
from tests.scanning.scanner import Scanner

PAGES = 8


def main() -> None:
    """Read some pages at 200 and at 300 dpi; drawing and spoiling them is not counted."""
    import resource  # noqa: PLC0415 - not on Windows, where this benchmark is not run

    figures: dict[str, float] = {}
    for dpi in (200, 300):
        chance = random.Random(dpi)
        score = measure(visit_pages(chance, strange=0, faint=0, sheets=PAGES), Scanner(dpi=dpi), chance)
        figures[f"ms{dpi}"] = 1000 * score.seconds / score.pages
        figures[f"cpu{dpi}"] = 1000 * score.cpu / score.pages
        figures[f"slowest{dpi}"] = 1000 * score.slowest
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures["rss"] = peak / 1e6 if sys.platform == "darwin" else peak / 1e3
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
