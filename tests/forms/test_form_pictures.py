"""Pages as pictures: reference pages within tolerance, the gallery's pictures up to date, black and white only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import office_samples as office
import pictures
import pypdfium2
import pytest
from form_samples import BLANK, DAY, FILLED, text_of
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import raw

from sasaeai_desktop.forms import (
    provision_ledger,
    recovery_key,
    registry,
    salon_report,
    watch_month_report,
    watcher_list,
)
from sasaeai_desktop.forms.paper import Paper
from sasaeai_desktop.forms.watcher_list import Watched

_TILES = (8, 12)
LIMIT = 4.5  # twice what few shades of grey make of the same page
_OLD = {"visit-sheet", "salon-roster", "card", "card-no-name", "annual-report", "city-table"}


def worst_tile(one: Image.Image, two: Image.Image) -> float:
    """Return the mean difference (0..255) of the tile of the page in which the two differ most.

    Fonts are rasterised a little differently by every version of the library: single dots say nothing.
    """
    assert one.size == two.size
    difference = ImageChops.difference(one, two)
    wide, high = one.width / _TILES[0], one.height / _TILES[1]
    return max(
        ImageStat.Stat(
            difference.crop((round(x * wide), round(y * high), round((x + 1) * wide), round((y + 1) * high)))
        ).mean[0]
        for x in range(_TILES[0])
        for y in range(_TILES[1])
    )


@pytest.mark.parametrize(("form", "page"), pictures.PAGES)
def test_reference_pages_look_as_they_did(form: str, page: int) -> None:
    path = pictures.REFERENCES / f"{form}-{page + 1}.png"
    assert path.stat().st_size <= 60_000
    kept = Image.open(path).convert("L")
    now = pictures.reference_page(form, page)
    assert worst_tile(kept, now) < LIMIT, f"look at {form}, then run python tests/forms/pictures.py"


def test_a_missing_line_or_a_shifted_block_is_noticed() -> None:
    now = pictures.reference_page("register-card", 0)
    missing = now.copy()
    missing.paste(255, (60, 300, 180, 312))  # one row of words
    assert worst_tile(now, missing) > LIMIT
    assert worst_tile(now, ImageChops.offset(now, 1, 0)) > LIMIT


@pytest.mark.parametrize("form", registry.names())
def test_the_gallery_shows_the_form_as_it_is(form: str) -> None:
    kept = Image.open(pictures.GALLERY / f"{form}.png").convert("L")
    assert worst_tile(kept, pictures.gallery_picture(form)) < 12, "run python tests/forms/pictures.py"


@pytest.mark.parametrize("name", FILLED)
def test_a_form_is_black_and_white(name: str) -> None:
    seen = set()
    document = pypdfium2.PdfDocument(FILLED[name]().pdf)
    for page in document:
        for thing in page.get_objects():
            for colour in (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor):
                parts = [raw.c_uint() for _ in range(4)]
                assert colour(thing, *parts)
                seen.add(tuple(part.value for part in parts))
    document.close()
    assert seen <= {(0, 0, 0, 255), (255, 255, 255, 255)}


@pytest.mark.parametrize("name", sorted(FILLED.keys() - _OLD))
def test_ordinary_words_are_large_enough(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[float, str]] = []
    finish_page = Paper.next_page

    def next_page(paper: Paper) -> None:
        sizes.extend((item.size, "".join(piece for _, piece in item.runs)) for item in paper._black)
        finish_page(paper)

    monkeypatch.setattr(Paper, "next_page", next_page)
    FILLED[name]()
    BLANK[name]()
    assert min(sizes) >= (8.0, ""), min(sizes)
    large = [size for size, words in sizes if words.strip() and size >= 10]
    assert len(large) > 0.85 * len(sizes)


# Amounts


def test_five_hundred_people_keep_their_order_and_their_number(tmp_path: Path) -> None:
    people = tuple(Watched(name=f"見守 {n}番", kana="みまもり", number=f"P{n:04}") for n in range(1, 501))
    drawn = watcher_list.draw(replace(office.LIST, people=people), printed_on=DAY)
    text = text_of(drawn, tmp_path)
    places = [text.index(f"見守 {n}番") for n in range(1, 501)]
    assert places == sorted(places)
    assert f"{drawn.pages}／{drawn.pages} ページ" in text
    assert text.count("ふりがな・氏名") == drawn.pages  # the head is repeated


def test_a_month_without_anything_is_still_a_report(tmp_path: Path) -> None:
    empty = watch_month_report.WatchMonth(district="みどりが丘地区社協", month="2024-03", people=0, acts=0)
    drawn = watch_month_report.draw(empty, printed_on=DAY)
    assert drawn.pages == 1
    assert "令和6年3月分(2024)" in text_of(drawn, tmp_path)
    year = salon_report.SalonReport(salon="さくら", year=2023, months=(salon_report.Month(sessions=0),) * 12)
    assert salon_report.draw(year, printed_on=DAY).pages == 1


@pytest.mark.parametrize("lines", [1, 17, 18, 40, 41, 200])
def test_every_worry_and_every_watcher_has_a_row(lines: int, tmp_path: Path) -> None:
    report = replace(
        office.MONTH,
        lines=tuple(replace(office.LINE, name=f"担い手{n:03}号") for n in range(lines)),
        worries=tuple(replace(office.MONTH.worries[0], town=f"第{n:03}町内会") for n in range(lines)),
    )
    text = text_of(watch_month_report.draw(report, printed_on=DAY), tmp_path)
    for n in range(lines):
        assert text.count(f"担い手{n:03}号") == 1
        assert text.count(f"第{n:03}町内会") == 1


def test_no_name_of_a_long_record_is_lost(tmp_path: Path) -> None:
    names = [f"提供 {n}号" for n in range(300)]
    given = replace(office.GIVEN, names="、".join(names))
    text = text_of(
        provision_ledger.draw(replace(office.PROVISIONS, lines=(given,)), printed_on=DAY), tmp_path
    )
    assert all(name in text for name in names)


def test_a_paper_key_has_its_check_symbols_apart(tmp_path: Path) -> None:
    text = text_of(FILLED["recovery-key"](), tmp_path)
    for group in office.KEY.split("-"):
        assert " ".join(group) in " ".join(text.split())
    with pytest.raises(ValueError, match="eight groups"):
        recovery_key.draw(replace(office.PAPER_KEY, key="ABCDE-FGHJK"), printed_on=DAY)
    assert office.KEY not in repr(office.PAPER_KEY)
