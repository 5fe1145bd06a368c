"""What the signs of a whole sheet say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sasaeai_desktop.scanning.judge import BoxRead, Verdict
from sasaeai_desktop.scanning.reading import PageRead
from sasaeai_desktop.scanning.signs import Sign

_ABSENT = (Sign.CROSS, Sign.LINE)


def said_of(pages: Iterable[PageRead]) -> list[str]:
    """Return what to say of a sheet without any mark, and of one that was scanned in two states."""
    seen = list(pages)
    boxes = [one for page in seen for one in page.boxes]
    said: list[str] = []
    # A printed name fills the place for a written one.
    written = any(key[0] != "name" for page in seen for key in page.written)
    if not written and all(one.verdict is Verdict.EMPTY for one in boxes):
        said.append("この票には、印が 1つもありません。")
    differ = sum(one.why == "twice" for one in boxes)
    if differ:
        said.append(f"同じページが 2枚あり、印のちがうところが {differ}つあります。たしかめてください。")
    return said


def with_absences(pages: Mapping[int, PageRead]) -> dict[int, PageRead]:
    """Say of ✕, ／ and ― on a roster that also holds ○ that they rather mean absent."""
    ringed = any(
        one.sign is Sign.RING and one.verdict is Verdict.TICKED for p in pages.values() for one in p.boxes
    )
    if not ringed:
        return dict(pages)
    return {number: replace(page, boxes=tuple(map(_absent, page.boxes))) for number, page in pages.items()}


def _absent(one: BoxRead) -> BoxRead:
    if one.verdict is not Verdict.DOUBTFUL or one.sign not in _ABSENT:
        return one
    return replace(one, likely=False, why="absent")
