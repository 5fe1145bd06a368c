"""A small sample of what `python -m tests.scanning --sheets 200` measures, and pages that are hard to lay flat."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from sasaeai_desktop.forms import codes, visit_sheet
from sasaeai_desktop.forms.visit_sheet import VisitSheet, WatchedPerson
from sasaeai_desktop.scanning import geometry
from sasaeai_desktop.scanning.ink import strokes_of
from sasaeai_desktop.scanning.judge import Verdict
from sasaeai_desktop.scanning.reading import PageRead, find_pages, read_page
from tests.scanning.filled import roster_pages, visit_pages
from tests.scanning.measuring import measure
from tests.scanning.pen import Pen
from tests.scanning.scanner import DRAWN_DPI, Scanner, rendered

MONTH = "2024-05"
LAYOUT = visit_sheet.boxes(MONTH)
TICKED = (("mark", 0, 1, 0), ("mark", 0, 16, 2), ("mark", 3, 17, 0), ("mark", 3, 31, 2), ("mark", 1, 9, 1))


@pytest.mark.parametrize(("make", "sheets"), [(visit_pages, 2), (roster_pages, 1)])
def test_what_is_drawn_is_what_is_read(make, sheets: int) -> None:
    """The best guess is right nearly everywhere, and nothing wrong is taken for sure."""
    chance = random.Random(11)
    score = measure(make(chance, strange=0.05, faint=0.3, sheets=sheets), Scanner(), chance)
    assert (score.unread, score.unsure, score.accepted_wrong) == (0, 0, 0)
    assert score.boxes > 80
    assert score.right >= score.boxes * 0.997
    assert score.missed == 0
    assert score.needless <= score.boxes * 0.01


@pytest.fixture(scope="module")
def filled() -> Image.Image:
    people = tuple(WatchedPerson(name=f"阿部 {n}") for n in "一二三四")
    sheet = VisitSheet(sheet_id="0123456789abcdef8123456789abcdef", month=MONTH, people=people)
    page = rendered(visit_sheet.draw(sheet, printed_on="2024-05-01").pdf)[0]
    pen = Pen(page, DRAWN_DPI, random.Random(1))
    for box in LAYOUT.boxes:
        if box.key in TICKED:
            pen.check(box.rect, "レ")
    return page


def _read(scan: Image.Image) -> PageRead:
    (found,) = find_pages(scan.convert("L"), codes.decode, codes.MIDDLES)
    return read_page(found, LAYOUT)


def _ticked(read: PageRead) -> set[object]:
    return {box.key for box in read.boxes if box.verdict is Verdict.TICKED}


def test_three_corners_are_enough_and_two_are_not(filled: Image.Image) -> None:
    scan = Scanner(dust=0).scan(filled, random.Random(3))
    high, wide = scan.height // 8, scan.width // 6
    for corner in ((0, 0), (scan.width - wide, scan.height - high)):
        torn = scan.convert("L")
        torn.paste(235, (*corner, corner[0] + wide, corner[1] + high // 2 if corner[1] == 0 else scan.height))
        read = _read(torn)
        assert _ticked(read) == set(TICKED)
        assert read.unsure == ""
    torn = scan.convert("L")
    torn.paste(235, (0, 0, scan.width, high // 2))
    (found,) = find_pages(torn, codes.decode, codes.MIDDLES)
    assert (found.corners, found.flat) == (2, None)


def test_a_photograph_taken_aslant_is_laid_flat(filled: Image.Image) -> None:
    page = filled.resize((1240, 1754), Image.Resampling.LANCZOS)
    wide, high = page.size
    corners = {1: (60.0, 40.0), 2: (wide - 20.0, 90.0), 3: (10.0, high - 60.0), 4: (wide - 80.0, high - 10.0)}
    ends = {1: (0.0, 0.0), 2: (210.0, 0.0), 3: (0.0, 297.0), 4: (210.0, 297.0)}
    photo = Image.new("L", page.size, 90)
    back = {n: (x / geometry.SCALE, y / geometry.SCALE) for n, (x, y) in corners.items()}
    whole = {n: (x * wide / 210, y * high / 297) for n, (x, y) in ends.items()}
    bent = page.transform(
        page.size, Image.Transform.PERSPECTIVE, geometry.page_to_scan(back, whole), Image.Resampling.BICUBIC, fillcolor=90
    )  # fmt: skip
    photo.paste(bent)
    assert _ticked(_read(photo)) == set(TICKED)


def test_two_sheets_on_one_glass_are_two_pages(filled: Image.Image) -> None:
    both = Image.new("L", (filled.width * 2, filled.height), 255)
    other = VisitSheet(sheet_id="f" * 32, month=MONTH)
    both.paste(filled, (0, 0))
    both.paste(rendered(visit_sheet.draw(other, printed_on="2024-05-01").pdf)[0], (filled.width, 0))
    found = find_pages(both, codes.decode, codes.MIDDLES)
    reads = {page.name.mark: read_page(page, LAYOUT) for page in found}
    assert _ticked(reads["8123456789abcdef"]) == set(TICKED)
    assert _ticked(reads["f" * 16]) == set()


def test_lines_that_are_elsewhere_make_the_page_unsure(filled: Image.Image) -> None:
    moved = filled.copy()
    grid = filled.crop((650, 390, 2400, 3200))
    ImageDraw.Draw(moved).rectangle((650, 390, 2400, 3200), fill=255)
    moved.paste(grid.resize((grid.width, round(grid.height * 0.6))), (650, 390))
    assert _read(moved).unsure == "lines"


def test_a_fork_is_one_stroke_and_two_dots_are_two() -> None:
    picture = Image.new("L", (7, 5), 0)
    for x, y in ((0, 0), (4, 0), (1, 1), (3, 1), (2, 2), (6, 4)):
        picture.putpixel((x, y), 255)
    strokes = sorted(strokes_of(picture), key=lambda s: -s.pixels)
    assert [(s.pixels, s.left, s.top, s.right, s.bottom) for s in strokes] == [
        (5, 0, 0, 5, 3),
        (1, 6, 4, 7, 5),
    ]
