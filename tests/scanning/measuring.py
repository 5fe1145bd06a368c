"""Counts how well synthetic scans are read."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sasaeai_desktop.domain.paper_boxes import Key
from sasaeai_desktop.forms import codes
from sasaeai_desktop.scanning import files
from sasaeai_desktop.scanning.judge import Verdict
from sasaeai_desktop.scanning.reading import PageRead, find_pages, read_page
from tests.scanning.bank import CHECKS, STRANGE
from tests.scanning.carried import Carry
from tests.scanning.filled import Filled
from tests.scanning.scanner import Scanner


@dataclass(slots=True)
class Score:
    """What came of many pages.

    Attributes:
        boxes: judged boxes (small ones, which a person always confirms, are apart).
        right: boxes whose best guess is what was drawn, doubtful or not.
        accepted_wrong: boxes taken for sure and wrong; a 不 or a crossed-out tick taken for a tick is wrong.
        doubtful: boxes left for a person.
        needless: doubtful ones that hold a plain tick or nothing.
        ticks: plain ticks drawn; ``missed`` of them were taken for empty for sure, ``asked`` left for a person.
        odd: signs drawn that are no tick; ``taken`` of them for sure.
        unread: pages whose codes were not read; unsure: pages marked as a whole.
    """

    pages: int = 0
    unread: int = 0
    unsure: int = 0
    boxes: int = 0
    right: int = 0
    accepted_wrong: int = 0
    doubtful: int = 0
    needless: int = 0
    ticks: int = 0
    missed: int = 0
    asked: int = 0
    odd: int = 0
    taken: int = 0
    seconds: float = 0.0
    cpu: float = 0.0  # seconds of this process alone, whatever else the machine does
    slowest: float = 0.0
    by_shape: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[int, Key, str, str]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the figures in words."""
        boxes = max(1, self.boxes)
        share, each = 100 / boxes, 1000 / max(1, self.pages)
        return [
            f"pages {self.pages}, unread {self.unread}, unsure {self.unsure}, boxes {self.boxes}",
            f"right {share * self.right:.3f} %, accepted though wrong {self.accepted_wrong}",
            f"doubtful {share * self.doubtful:.3f} % (needlessly {share * self.needless:.3f} %)",
            f"ticks {self.ticks}: missed {self.missed}, doubtful {100 * self.asked / max(1, self.ticks):.3f} %",
            f"no ticks {self.odd}: taken for sure {self.taken}",
            f"{each * self.seconds:.0f} ms a page ({each * self.cpu:.0f} of it at work), slowest {1000 * self.slowest:.0f}",
            " ".join(f"{name}:{count}" for name, count in sorted(self.by_shape.items())),
        ]


def measure(
    pages: Iterable[Filled], scanner: Scanner, chance: random.Random, carry: Carry | None = None
) -> Score:
    """Scan and read pages, and compare with the truth; ``carry`` puts each into a file first, and all that is read."""
    score = Score()
    for number, filled in enumerate(pages):
        scan = scanner.scan(filled.page, chance, upside_down=number % 4 == 3).convert("L")
        with TemporaryDirectory() as folder:
            path = Path(folder) / "scan"
            if carry is not None:
                carry(scan, chance, path)
            begun, busy = time.perf_counter(), time.process_time()
            seen = [scan] if carry is None else files.pages_of(path)
            found = [
                page
                for one in seen
                for page in find_pages(one, codes.decode, codes.MIDDLES)
                if not page.behind
            ]
        score.pages += 1
        if len(found) != 1 or found[0].flat is None:
            score.unread += 1
            continue
        read = read_page(found[0], filled.layout)
        took = time.perf_counter() - begun
        score.cpu += time.process_time() - busy
        score.seconds, score.slowest = score.seconds + took, max(score.slowest, took)
        score.unsure += bool(read.unsure)
        _compare(score, number, filled, read)
    return score


def _compare(score: Score, number: int, filled: Filled, read: PageRead) -> None:
    sure = {box.key for box in filled.layout.boxes if box.sure}
    for one in read.boxes:
        if one.key not in sure:
            score.by_shape["small boxes with ink"] += one.verdict is not Verdict.EMPTY
            continue
        shape = filled.truth.get(one.key, "")
        score.boxes += 1
        right = one.likely == bool(shape)
        score.right += right
        odd = shape in STRANGE or one.key in filled.doubled
        plain = bool(shape) and not odd
        score.ticks += plain
        score.missed += plain and one.verdict is Verdict.EMPTY
        score.asked += plain and one.verdict is Verdict.DOUBTFUL
        score.odd += shape in STRANGE
        score.taken += one.verdict is Verdict.TICKED and (shape in STRANGE or not shape)
        if one.verdict is Verdict.DOUBTFUL:
            score.doubtful += 1
            score.needless += not odd
            if shape in CHECKS or not shape:
                score.by_shape[f"{shape or 'empty'}?{one.why}"] += 1
        elif one.verdict is Verdict.TICKED if odd else not right:
            score.accepted_wrong += 1
        if not right or (odd and one.verdict is Verdict.TICKED):
            score.wrong.append((number, one.key, shape or "empty", one.verdict.value))
