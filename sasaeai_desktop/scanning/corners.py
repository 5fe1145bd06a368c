"""The corner codes of a scan: what they say and where they lie, also in a noisy or crooked one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter

from sasaeai_desktop.scanning.geometry import FlatError, Point, crossing, mapped, page_to_scan

LONG_EDGE = 2600  # pixels in which codes are looked for: A4 at 222 dpi
_CORNER = 0.26  # of the picture's width and height: where the codes of a whole page lie
_FILLS = 0.5  # of the picture between four codes: there is no room for another page
_REACH = 15.0  # mm round the middle of a corner that may be missing; the code itself is 14 mm wide


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its text, its middle and its corners (in its own order, from its own top left) in pixels."""

    text: str
    middle: Point
    corners: tuple[Point, Point, Point, Point]


def find_codes(scan: Image.Image) -> list[Code]:
    """Return the QR codes of a scan; when there is none, a softened picture is tried too."""
    factor = max(1.0, max(scan.size) / LONG_EDGE)
    near = scan if factor <= 1 else scan.resize(_shrunk(scan.size, factor), Image.Resampling.BOX)
    found = _in_corners(near, factor)
    if found:
        return found
    for picture, by in _views(near, factor):
        found = _read(picture, 0, 0, by)
        if found:
            break
    return found


def _shrunk(size: tuple[int, int], factor: float) -> tuple[int, int]:
    return max(1, round(size[0] / factor)), max(1, round(size[1] / factor))


def _in_corners(near: Image.Image, factor: float) -> list[Code]:
    """Return the four codes of a page that fills the picture; [] for any other picture.

    A quarter of the picture is looked at, which is how one page usually lies on the glass.
    """
    wide, high = round(near.width * _CORNER), round(near.height * _CORNER)
    found: list[Code] = []
    for top in (0, near.height - high):
        for left in (0, near.width - wide):
            part = near.crop((left, top, left + wide, top + high))
            codes = _read(part, left * factor, top * factor, factor)
            if len(codes) != 1:
                return []
            found += codes
    a, b, c, d = (code.middle for code in found)
    across, down = min(b[0] - a[0], d[0] - c[0]), min(c[1] - a[1], d[1] - b[1])
    filled = across * down >= _FILLS * near.width * near.height * factor**2
    return found if filled else []


def _views(near: Image.Image, factor: float) -> Iterator[tuple[Image.Image, float]]:
    yield near, factor
    yield near.filter(ImageFilter.GaussianBlur(1.2)), factor
    if max(near.size) > 1200:
        yield near.reduce(2), factor * 2


def look_again(
    scan: Image.Image, wanted: Mapping[int, Point], found: Mapping[int, Code]
) -> Iterator[tuple[int, Code]]:
    """Look for the missing corners of a page where the others say that they lie.

    Args:
        scan: the picture.
        wanted: middles of the four codes on the page in millimetres.
        found: the codes found so far, by corner.
    """
    half = 7.0  # half the edge of a code in mm
    known: dict[int, Point] = {}
    places: dict[int, Point] = {}
    for corner, code in list(found.items())[:1]:
        x, y = wanted[corner]
        for at, (dx, dy) in enumerate(((-half, -half), (half, -half), (half, half))):
            known[at], places[at] = code.corners[at], (x + dx, y + dy)
    if len(found) > 1:  # two middles lie farther apart than the corners of one code: a better lever
        known, places = _by_middles(wanted, found)
    try:
        map_ = page_to_scan(places, known)
    except FlatError:
        return
    for corner in wanted:
        if corner not in found:
            yield from ((corner, code) for code in _closely(scan, map_, wanted[corner]))


def _by_middles(
    wanted: Mapping[int, Point], found: Mapping[int, Code]
) -> tuple[dict[int, Point], dict[int, Point]]:
    names = sorted(found)[:3]
    known = {n: found[n].middle for n in names}
    places = {n: wanted[n] for n in names}
    if len(names) == 2:
        first, second = names
        # A turned copy of the way between both gives the third point of a similarity.
        (x1, y1), (x2, y2) = known[first], known[second]
        (a1, b1), (a2, b2) = places[first], places[second]
        known[0], places[0] = (x1 - (y2 - y1), y1 + (x2 - x1)), (a1 - (b2 - b1), b1 + (a2 - a1))
    return known, places


def _closely(scan: Image.Image, map_: tuple[float, ...], middle: Point) -> list[Code]:
    x, y = middle
    reach = [mapped(map_, x + dx, y + dy) for dx in (-_REACH, _REACH) for dy in (-_REACH, _REACH)]
    box = (
        max(0, int(min(p[0] for p in reach))),
        max(0, int(min(p[1] for p in reach))),
        min(scan.width, int(max(p[0] for p in reach))),
        min(scan.height, int(max(p[1] for p in reach))),
    )
    if box[2] - box[0] < 40 or box[3] - box[1] < 40 or (box[2] - box[0]) * (box[3] - box[1]) > 4_000_000:
        return []
    part = scan.crop(box)
    large = part.resize((part.width * 2, part.height * 2), Image.Resampling.BICUBIC)
    tries = (
        (part, 1.0),
        (large, 0.5),
        (large.filter(ImageFilter.GaussianBlur(2.2)), 0.5),
        (part.filter(ImageFilter.MedianFilter(3)), 1.0),
    )
    for picture, factor in tries:
        for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
            found = _read(picture, box[0], box[1], factor, binarizer)
            if found:
                return found
    return []


def _read(
    picture: Image.Image,
    left: float,
    top: float,
    factor: float,
    binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage,
) -> list[Code]:
    codes: Iterable[zxingcpp.Barcode] = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.barcode_formats_from_str("QRCode"), try_invert=False, binarizer=binarizer
    )
    return [_code(code, left, top, factor) for code in codes]


def _code(code: zxingcpp.Barcode, left: float, top: float, factor: float) -> Code:
    at = code.position
    ends = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    a, b, c, d = ((left + p.x * factor, top + p.y * factor) for p in ends)
    return Code(code.text, crossing((a, b, c, d)), (a, b, c, d))
