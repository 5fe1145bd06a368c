"""Signs that are no tick, dirt, and paper that is not flat: a sample of what `python -m tests.scanning --bank` measures."""

from __future__ import annotations

import math
import random

import pytest
from PIL import Image, ImageFilter, ImageOps

from sasaeai_desktop.forms import codes
from sasaeai_desktop.scanning.judge import Verdict
from sasaeai_desktop.scanning.reading import find_pages, is_blank, read_page
from tests.scanning.bank import CHECKS, NO_TICKS, STRANGE
from tests.scanning.dirt import DIRT
from tests.scanning.filled import Filled, roster_pages, visit_pages
from tests.scanning.measuring import measure
from tests.scanning.pen import HANDS
from tests.scanning.scanner import Scanner


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


def _rest(page: Filled) -> tuple[object, ...]:
    return page.layout, page.truth, page.faint, page.doubled, page.written


@pytest.fixture(scope="module")
def roster() -> tuple[Filled, Image.Image]:
    chance = random.Random(5)
    page = next(roster_pages(chance, strange=0.0, faint=0.0))
    return page, Scanner(dust=0).scan(page.page, chance).convert("L")


def _verdicts(page: Filled, scan: Image.Image) -> dict[object, Verdict]:
    (found,) = find_pages(scan, codes.decode, codes.MIDDLES)
    return {one.key: one.verdict for one in read_page(found, page.layout).boxes}


def test_a_page_that_bows_by_a_millimetre_is_read_patch_by_patch(roster) -> None:
    page, scan = roster
    wide, high = scan.size
    mesh = []
    for n in range(60):
        a, b = round(wide * n / 60), round(wide * (n + 1) / 60)
        s, e = (math.sin(math.pi * v / wide) * 1.1 * 200 / 25.4 for v in (a, b))
        mesh.append(((a, 0, b, high), (a, s, a, high + s, b, high + e, b, e)))
    bowed = scan.transform(scan.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=250)
    read = _verdicts(page, bowed)
    assert not [key for key, verdict in read.items() if verdict is Verdict.TICKED and key not in page.truth]
    ticked = sum(read[key] is Verdict.TICKED for key in page.truth)
    assert ticked >= 0.85 * len(page.truth)


def test_the_back_of_thin_paper_is_no_page_of_ours(roster) -> None:
    _, scan = roster
    soft = ImageOps.mirror(scan).filter(ImageFilter.GaussianBlur(2))
    back = soft.point([252 - round((255 - v) * 0.12) for v in range(256)])
    assert is_blank(back)
    assert not is_blank(scan)
    found = find_pages(back, codes.decode, codes.MIDDLES)
    assert all(page.behind and page.flat is None for page in found)
    assert [page.behind for page in find_pages(ImageOps.mirror(scan), codes.decode, codes.MIDDLES)] == [True]
