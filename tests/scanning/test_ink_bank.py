"""Signs that are no tick, dirt, and paper that is not flat: a sample of what `python -m tests.scanning --bank` measures."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from sasaeai_desktop.forms import codes
from sasaeai_desktop.scanning.filled import light_places
from sasaeai_desktop.scanning.ink import strokes_above
from sasaeai_desktop.scanning.judge import Verdict
from sasaeai_desktop.scanning.reading import find_pages, is_blank, read_page
from sasaeai_desktop.scanning.signs import Sign, sign_of
from tests.scanning.__main__ import spoilt
from tests.scanning.bank import CHECKS, NO_TICKS, STRANGE
from tests.scanning.carried import CARRIED
from tests.scanning.dirt import DIRT
from tests.scanning.filled import Filled, roster_pages, visit_pages
from tests.scanning.measuring import measure
from tests.scanning.pen import HANDS, Pen
from tests.scanning.scanner import DRAWN_DPI, Scanner


def test_the_bank_holds_forty_signs_and_twenty_hands() -> None:
    assert len(NO_TICKS) >= 40
    assert {"―", "／", "＼", "✕", "〃", "↓", "欠", "休", "不", "入院"} <= set(STRANGE)
    assert {"レ", "✓", "○", "◎", "●", "■"} <= set(CHECKS)
    assert len(HANDS) >= 20


@pytest.mark.parametrize("make", [visit_pages, roster_pages])
def test_no_sign_that_is_no_tick_is_taken_for_one(make) -> None:
    chance = random.Random(31)
    score = measure(make(chance, strange=0.8, faint=0.2, sheets=2), Scanner(), chance)
    assert (score.unread, score.unsure, score.accepted_wrong) == (0, 0, 0)
    assert score.odd > 40


@pytest.mark.parametrize("kind", sorted(DIRT))
def test_dirt_is_no_tick(kind: str) -> None:
    chance = random.Random(kind)
    page = next((visit_pages if len(kind) % 2 else roster_pages)(chance, strange=0.0, faint=0.2))
    spoilt = Filled(DIRT[kind](page.page, chance), *_rest(page))
    score = measure([spoilt], Scanner(), chance)
    assert (score.unread, score.taken, score.missed) == (0, 0, 0)
    assert score.asked < score.ticks / 2


@pytest.mark.parametrize(("seed", "pages"), [("93002 shadow", 2), ("93013 marker", 1)])
def test_what_is_as_dark_as_the_pencil_and_goes_on_over_the_lines_is_no_filled_box(
    seed: str, pages: int
) -> None:
    chance = random.Random(seed)
    score = measure(islice(spoilt(chance, seed.split()[1]), pages), Scanner(), chance)
    assert (score.unread, score.taken, score.missed) == (0, 0, 0)
    assert score.asked < score.ticks / 2


def _rest(page: Filled) -> tuple[object, ...]:
    return page.layout, page.truth, page.faint, page.doubled, page.written


@pytest.fixture(scope="module")
def roster() -> tuple[Filled, Image.Image]:
    chance = random.Random(5)
    page = next(roster_pages(chance, strange=0.0, faint=0.0))
    return page, Scanner(dust=0).scan(page.page, chance).convert("L")


@pytest.mark.parametrize("way", sorted(CARRIED))
def test_whatever_way_a_page_comes_it_is_read(way: str) -> None:
    chance = random.Random(way)
    score = measure(roster_pages(chance, strange=0.1, faint=0.0), Scanner(dust=0), chance, CARRIED[way])
    assert (score.pages, score.unread, score.unsure) == (1, 0, 0)
    assert (score.accepted_wrong, score.missed) == (0, 0)
    assert score.asked <= 0.15 * score.ticks


def test_the_back_of_thin_paper_is_no_page_of_ours(roster) -> None:
    _, scan = roster
    soft = ImageOps.mirror(scan).filter(ImageFilter.GaussianBlur(2))
    back = soft.point([252 - round((255 - v) * 0.12) for v in range(256)])
    assert is_blank(back)
    assert not is_blank(scan)
    found = find_pages(back, codes.decode, codes.MIDDLES)
    assert all(page.behind and page.flat is None for page in found)
    assert [page.behind for page in find_pages(ImageOps.mirror(scan), codes.decode, codes.MIDDLES)] == [True]


def _drawn(*lines: tuple[tuple[int, int], ...], width: int = 4) -> Sign:
    """Return what lines (in pixels of the page, eight a millimetre) are taken for."""
    page = Image.new("L", (80, 80), 0)
    draw = ImageDraw.Draw(page)
    for line in lines:
        draw.line(line, fill=255, width=width, joint="curve")
    return sign_of([sorted(part.runs) for part in strokes_above(page, 100)])


def test_a_check_opens_leans_right_and_stands_on_its_corner() -> None:
    assert _drawn(((20, 20), (22, 60), (50, 34))) is Sign.CHECK
    assert _drawn(((20, 20), (22, 60), (46, 40))) is Sign.CHECK  # a short kick, wide open
    odd = {
        "half of an arrow": (((20, 20), (27, 60), (34, 39)),),
        "an arrow to the right": (((12, 30), (55, 52)), ((50, 30), (55, 52), (45, 55))),
        "two lines that stand on a third": (((20, 20), (27, 58)), ((38, 20), (38, 58)), ((24, 59), (40, 59))),
        "the trough of a wave": (((20, 42), (38, 48), (56, 41)),),
        "Y": (((16, 20), (30, 36), (36, 60)), ((42, 14), (32, 36))),
        "Y on a short leg": (((14, 20), (30, 46)), ((46, 18), (30, 46), (31, 60))),
        "〃 whose lines touch": (((24, 20), (26, 60)), ((46, 22), (28, 60))),
        "a struck check": (((20, 20), (22, 60), (50, 34)), ((10, 40), (70, 38))),
    }
    assert {name: _drawn(*lines).is_tick for name, lines in odd.items()} == dict.fromkeys(odd, False)


def test_two_thick_lines_that_touch_are_no_filled_box() -> None:
    for lines, tick in (((20, 27), False), ((20, 27, 34), True)):
        leaning = [((x + 6, 22), (x, 46)) for x in lines]
        assert _drawn(*leaning, width=11).is_tick is tick


def test_a_stamp_is_no_double_ring() -> None:
    """Within ◎ is a ring or a spot, within 印 are strokes."""
    for inner, tick in ("ring", True), ("spot", True), ("strokes", False):
        page = Image.new("L", (80, 80), 0)
        draw = ImageDraw.Draw(page)
        draw.ellipse((12, 12, 66, 66), outline=255, width=3)
        if inner == "strokes":
            for line in ((28, 28, 50, 27), (39, 24, 39, 54), (28, 40, 50, 39), (30, 53, 50, 52)):
                draw.line(line, fill=255, width=3)
        else:
            draw.ellipse((30, 30, 48, 48), outline=255, width=3 if inner == "ring" else 12)
        assert sign_of([sorted(part.runs) for part in strokes_above(page, 100)]).is_tick is tick


def test_short_gaps_tell_a_stamp_that_ran_from_a_hatched_spot() -> None:
    for gaps, written in (
        (((22, 30, 56, 30), (24, 42, 54, 42)), 0),
        (((28, 26, 34, 29), (44, 26, 50, 29)), 2),
    ):
        page = Image.new("L", (80, 80), 0)
        draw = ImageDraw.Draw(page)
        draw.ellipse((16, 12, 62, 58), fill=255)
        for gap in gaps:
            draw.rectangle(gap, fill=0)
        places = light_places([part.runs for part in strokes_above(page, 100)])
        assert [(place.is_short, place.is_streak) for place in places] == [(bool(written), not written)] * 2


def test_a_ring_is_judged_beside_the_other_ones_of_the_page() -> None:
    """A hand's 0 is much narrower than its ○; one narrow ring by itself may be either."""
    chance = random.Random(3)
    page = next(roster_pages(chance, strange=0.0, faint=0.0))
    came = [box for box in page.layout.boxes if box.key[0] == "came"]
    for wide, others, tick in ((0.87, 0.95, True), (0.87, 1.25, False), (0.87, 0.0, False)):
        paper = page.page.copy()
        draw = ImageDraw.Draw(paper)
        for at, box in enumerate(came):
            x, y, w, h = (part * DRAWN_DPI / 25.4 for part in box.rect)
            draw.rectangle((x + 8, y + 8, x + w - 8, y + h - 8), fill=255)
            if at < (8 if others else 1):
                across, half = x + w / 2, 24 * (others if at else wide)
                draw.ellipse(
                    (across - half, y + h / 2 - 24, across + half, y + h / 2 + 24), outline=30, width=5
                )
        (found,) = find_pages(paper, codes.decode, codes.MIDDLES)
        verdicts = {one.key: one.verdict for one in read_page(found, page.layout).boxes}
        assert (verdicts[came[0].key] is Verdict.TICKED) is tick, (wide, others)


def test_drops_of_coffee_are_no_filled_boxes_and_one_that_a_pencil_filled_is() -> None:
    chance = random.Random(6)
    page = next(roster_pages(chance, strange=0.0, faint=1.0))
    came = [box for box in page.layout.boxes if box.key[0] == "came" and box.key not in page.truth]
    *drops, filled = came[:9]
    layer = Image.new("L", page.page.size, 255)
    for at, box in enumerate(drops):
        x, y, wide, high = (part * DRAWN_DPI / 25.4 for part in box.rect)
        across, down, radius = x + wide / 2, y + high / 2, 18 + 2 * at
        ends = (across - radius, down - radius, across + radius, down + radius)
        ImageDraw.Draw(layer).ellipse(ends, fill=165, outline=155, width=3)
    paper = ImageChops.multiply(page.page, layer.filter(ImageFilter.GaussianBlur(2)))
    pen = Pen(paper, DRAWN_DPI, chance)
    pen.grey, pen.width = 140, 0.5
    pen.check(filled.rect, "■")
    (found,) = find_pages(Scanner(dust=0).scan(paper, chance).convert("L"), codes.decode, codes.MIDDLES)
    verdicts = {one.key: one.verdict for one in read_page(found, page.layout).boxes}
    assert {verdicts[box.key] for box in drops} == {Verdict.DOUBTFUL}
    assert verdicts[filled.key] is Verdict.TICKED


def test_where_two_rings_of_cups_cross_is_no_check() -> None:
    chance = random.Random(7)
    page = next(roster_pages(chance, strange=0.0, faint=1.0))
    box = next(box for box in page.layout.boxes if box.key[0] == "came" and box.key not in page.truth)
    x, y, wide, high = (part * DRAWN_DPI / 25.4 for part in box.rect)
    layer = Image.new("L", page.page.size, 255)
    draw = ImageDraw.Draw(layer)
    foot = (x + 0.45 * wide, y + 0.85 * high)
    draw.line((x + 0.15 * wide, y + 0.1 * high, *foot), fill=165, width=18)
    draw.line((x + 0.9 * wide, y + 0.1 * high, *foot), fill=165, width=18)
    paper = ImageChops.multiply(page.page, layer.filter(ImageFilter.GaussianBlur(2)))
    (found,) = find_pages(Scanner(dust=0).scan(paper, chance).convert("L"), codes.decode, codes.MIDDLES)
    verdicts = {one.key: one.verdict for one in read_page(found, page.layout).boxes}
    assert verdicts[box.key] is Verdict.DOUBTFUL


def test_a_page_with_a_pale_tick_in_every_box_is_read() -> None:
    """The grain of the paper is told by the corners of boxes: no box of this page is empty."""
    chance = random.Random(8)
    page = next(roster_pages(chance, strange=0.0, faint=0.0))
    pen = Pen(page.page, DRAWN_DPI, chance)
    pen.grey, pen.width = 150, 0.4
    boxes = [box for box in page.layout.boxes if box.key[0] == "came" and box.key not in page.truth]
    for box in boxes:
        pen.check(box.rect, "✓")
    scan = Scanner(dust=0).scan(page.page, chance).convert("L")
    (found,) = find_pages(scan, codes.decode, codes.MIDDLES)
    read = read_page(found, page.layout)
    empty = [one.key for one in read.boxes if one.key[0] == "came" and one.verdict is Verdict.EMPTY]
    assert empty == []


def test_a_narrow_ring_is_a_nought() -> None:
    for wide, tick in ((30, False), (38, True)):
        page = Image.new("L", (80, 80), 0)
        ImageDraw.Draw(page).ellipse((20, 16, 20 + wide, 58), outline=255, width=4)
        assert sign_of([sorted(p.runs) for p in strokes_above(page, 100)]).is_tick is tick
