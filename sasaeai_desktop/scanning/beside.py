"""A page judged in a second process: what goes there and what comes back, as plain values.

Judging is Python's own work, of which two threads do no more than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PIL import Image

from sasaeai_desktop.domain.paper_boxes import PageBoxes, TickBox, WrittenArea
from sasaeai_desktop.scanning.judge import BoxRead, Verdict
from sasaeai_desktop.scanning.reading import PageFound, PageName, PageRead, read_page
from sasaeai_desktop.scanning.signs import Sign

SCANS = "scans"
"""What the program calls a second process by that judges pages."""


def given(found: PageFound, layout: PageBoxes) -> tuple[Any, ...]:
    """Return a page and its boxes, to be handed over."""
    assert found.flat is not None, "too few corners"
    boxes = [(box.key, box.rect, box.group, box.rivals, box.sure) for box in layout.boxes]
    areas = [(area.key, area.rect) for area in layout.areas]
    return _name(found.name), found.corners, found.flat.size, found.flat.tobytes(), boxes, areas


def done(_task: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """Judge what was handed over, in the second process."""
    name, corners, size, pixels, boxes, areas = values
    found = PageFound(PageName(*name), corners, Image.frombytes("L", size, pixels))
    layout = PageBoxes(tuple(TickBox(*box) for box in boxes), tuple(WrittenArea(*area) for area in areas))
    read = read_page(found, layout)
    return name, [_box(box) for box in read.boxes], list(read.written), read.picture, read.unsure


def page_of(answer: Sequence[Any]) -> PageRead:
    """Return what came back as the page that it is."""
    name, boxes, written, picture, unsure = answer
    return PageRead(PageName(*name), tuple(_read(*box) for box in boxes), frozenset(written), picture, unsure)


def _name(name: PageName) -> tuple[str, str, int, str]:
    return name.form, name.mark, name.page, name.layout


def _box(box: BoxRead) -> tuple[Any, ...]:
    sign = None if box.sign is None else box.sign.value
    return box.key, box.verdict.value, box.likely, box.measure, box.why, box.shift, sign, box.wide


def _read(key: Any, verdict: str, likely: Any, measure: Any, why: Any, shift: Any, sign: str | None, wide: Any) -> BoxRead:  # fmt: skip
    return BoxRead(
        key, Verdict(verdict), likely, measure, why, shift, None if sign is None else Sign(sign), wide
    )
