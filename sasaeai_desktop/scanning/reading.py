"""A picture from a scanner -> its pages with what stands in their boxes."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PIL import Image, ImageChops

from sasaeai_desktop.domain.paper_boxes import Key, PageBoxes, Rect
from sasaeai_desktop.scanning import corners, geometry, register
from sasaeai_desktop.scanning.corners import Code
from sasaeai_desktop.scanning.ink import Ink, Window, ink_of
from sasaeai_desktop.scanning.joining import inner
from sasaeai_desktop.scanning.judge import BoxRead, judge

_AROUND = (
    1,
    2,
    4,
    3,
)  # the corners clockwise; anticlockwise it is the back of thin paper that shows the front
_BLANK_GRAIN, _BLANK_DARK, _BLANK_SHARE = 4, 0.72, 0.0004  # pixels, of the paper's brightness, of the page
LEAST_INK = 0.8  # mm2 in an area before it counts as written on
_FAR = 1.1  # mm: a grid that lies farther off its place makes the page unsure
_KEPT, _QUALITY = (
    2,
    75,
)  # by how much the kept picture is reduced, its JPEG quality: pencil is still to be seen


class CornerCode(Protocol):
    """What a corner's text says; the form knows its grammar."""

    @property
    def form(self) -> str:
        """Name of the form."""

    @property
    def mark(self) -> str:
        """End of the sheet's id, hex."""

    @property
    def page(self) -> int:
        """From 1."""

    @property
    def corner(self) -> int:
        """From 1 to 4."""

    @property
    def layout(self) -> str:
        """Version of the form's geometry."""


@dataclass(frozen=True, slots=True)
class PageName:
    """Which page of which sheet."""

    form: str
    mark: str
    page: int
    layout: str


@dataclass(frozen=True, slots=True)
class PageFound:
    """A page in a scan, not yet judged.

    Attributes:
        name: which page it is.
        corners: how many of the four codes were read.
        flat: the upright page; None with too few corners.
        behind: the codes are those of the other side, seen through thin paper.
    """

    name: PageName
    corners: int
    flat: Image.Image | None
    behind: bool = False


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page with what stands on it.

    Attributes:
        boxes: what every box holds.
        written: areas that somebody wrote in.
        picture: the upright page as JPEG.
        unsure: "", "corner" (one code was not read and the lines lie far off), "lines" (the printed lines
            were not found where they belong).
    """

    name: PageName
    boxes: tuple[BoxRead, ...]
    written: frozenset[Key]
    picture: bytes
    unsure: str = ""


def find_pages(
    scan: Image.Image, decode: Callable[[str], CornerCode | None], middles: Mapping[int, tuple[float, float]]
) -> list[PageFound]:
    """Return the pages of ours in a scan: usually one, none for a foreign paper, two on a double page.

    Args:
        scan: grey.
        decode: says what a code's text means; None for a foreign code.
        middles: middle of each corner's code on the page, in millimetres.
    """
    pages: dict[PageName, dict[int, Code]] = defaultdict(dict)
    for code in corners.find_codes(scan):
        said = decode(code.text)
        if said is not None:
            pages[_name(said)].setdefault(said.corner, code)
    found: list[PageFound] = []
    for name, codes in pages.items():
        while len(codes) < 4:
            more = [
                (said.corner, code)
                for corner, code in corners.look_again(scan, middles, codes)
                if (said := decode(code.text)) and _name(said) == name and said.corner == corner
            ]
            codes.update(more)
            if not more:
                break
        behind = geometry.is_mirrored([codes[corner].middle for corner in _AROUND if corner in codes])
        flat = None if behind else _flat(scan, codes, middles)
        found.append(PageFound(name, len(codes), flat, behind))
    return found


def is_blank(scan: Image.Image) -> bool:
    """Say whether a scan shows an empty page: the other side of a sheet, also where that shines through."""
    counts = scan.reduce(_BLANK_GRAIN).histogram()
    total = sum(counts)
    paper, seen = 255, 0
    while paper and seen < total // 2:
        seen += counts[paper]
        paper -= 1
    return sum(counts[: max(0, round(paper * _BLANK_DARK))]) < _BLANK_SHARE * total


def _name(said: CornerCode) -> PageName:
    return PageName(said.form, said.mark, said.page, said.layout)


def _flat(
    scan: Image.Image, codes: Mapping[int, Code], middles: Mapping[int, tuple[float, float]]
) -> Image.Image | None:
    if len(codes) < 3:
        return None
    try:
        map_ = geometry.page_to_scan(middles, {corner: code.middle for corner, code in codes.items()})
    except geometry.FlatError:
        return None
    return geometry.upright(scan, map_)


def read_page(found: PageFound, layout: PageBoxes) -> PageRead:
    """Judge all boxes of a page that has an upright picture."""
    assert found.flat is not None, "too few corners"
    blank = [inner(box.rect) for box in layout.boxes]
    ink = ink_of(found.flat, blank)
    shifts, seen = register.all_shifts(ink, layout.boxes)
    far = max((max(abs(x), abs(y)) for x, y in shifts), default=0) > _FAR * geometry.SCALE
    unsure = "lines" if not seen else "corner" if found.corners < 4 and far else ""
    read = judge(ink, layout.boxes, shifts)
    written = frozenset(area.key for area in layout.areas if _written(ink, area.rect))
    return PageRead(found.name, tuple(read), written, _jpeg(found.flat), unsure)


def _pixels(rect: Rect) -> Window:
    x, y, width, height = (round(part * geometry.SCALE) for part in rect)
    return x, y, x + width, y + height


def _written(ink: Ink, rect: Rect) -> bool:
    strokes = ink.strokes(_pixels(rect))
    return sum(s.area for s in strokes if s.length > 0.9) >= LEAST_INK


def _jpeg(page: Image.Image) -> bytes:
    file = io.BytesIO()
    page.reduce(_KEPT).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def overlaid(one: PageRead, two: PageRead) -> bytes:
    """Return one picture (JPEG) with the ink of two scans of the same page."""
    first, second = (Image.open(io.BytesIO(page.picture)).convert("L") for page in (one, two))
    file = io.BytesIO()
    ImageChops.darker(first, second).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def doubtful(boxes: Iterable[BoxRead]) -> int:
    """Return how many boxes a person has to look at."""
    return sum(1 for box in boxes if box.verdict.value == "doubtful")
