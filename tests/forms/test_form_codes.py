"""Corner codes: what they say, and that the paper shows exactly their modules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from form_samples import DAY, ROSTER, SHEET, STRAINED_VISITS, VISITS
from hypothesis import given
from hypothesis import strategies as st
from programme_samples import LONG_SAFETY

from sasaeai_desktop.forms import codes, safety_list, salon_roster, visit_sheet
from sasaeai_desktop.forms.codes import SheetCode
from sasaeai_desktop.forms.raster import Picture, pages_as_pictures

CORNERS = ((10, 8), (186, 8), (10, 275), (186, 275))


@given(
    st.sampled_from(sorted(codes.FORMS)),
    st.binary(min_size=8, max_size=8),
    st.integers(1, codes.LAST_PAGE),
    st.integers(1, 4),
)
def test_text_reads_back(form: str, mark: bytes, page: int, corner: int) -> None:
    code = SheetCode(form, mark.hex(), page, corner)
    text = codes.encode(code)
    assert len(text) == 20
    assert codes.decode(text) == code


@given(st.text(max_size=30))
def test_foreign_text_is_not_ours(text: str) -> None:
    found = codes.decode(text)
    assert found is None or codes.encode(found) == text


def test_what_cannot_be_coded_is_refused() -> None:
    assert codes.decode(codes.encode(SheetCode("visit-sheet", codes.BLANK, 1, 1))[:-1] + "5") is None
    for form, mark, page in (
        ("card", codes.BLANK, 1),
        ("visit-sheet", "00", 1),
        ("visit-sheet", codes.BLANK, 1296),
    ):
        with pytest.raises(ValueError, match="no such code"):
            codes.encode(SheetCode(form, mark, page, 1))


@given(st.binary(min_size=8, max_size=8))
def test_rectangles_cover_the_black_modules_once(mark: bytes) -> None:
    text = codes.encode(SheetCode("visit-sheet", mark.hex(), 1, 1))
    rows = codes.matrix(text)
    assert [len(row) for row in rows] == [21] * 21
    drawn = [[0] * 21 for _ in range(21)]
    for x, y, width, height in codes.rectangles(text):
        for row in drawn[y : y + height]:
            for column in range(x, x + width):
                row[column] += 1
    assert drawn == [list(row) for row in rows]


def _modules(picture: Picture, left: float, top: float) -> list[list[int]]:
    """Read 21 x 21 modules of 14 mm off a page picture, one dot in the middle of each."""
    scale = picture.width / 210
    step = codes.SIZE / 21

    def dark(x: float, y: float) -> int:
        at = (int(y * scale) * picture.width + int(x * scale)) * 3
        return int(picture.data[at] < 128)

    return [[dark(left + (x + 0.5) * step, top + (y + 0.5) * step) for x in range(21)] for y in range(21)]


@pytest.mark.parametrize(
    ("form", "pdf"),
    [
        ("visit-sheet", visit_sheet.draw(STRAINED_VISITS, printed_on=DAY).pdf),
        ("salon-roster", salon_roster.draw(ROSTER, printed_on=DAY).pdf),
        ("safety-list", safety_list.draw(replace(LONG_SAFETY, sheet_id=SHEET), printed_on=DAY).pdf),
    ],
)
def test_the_paper_shows_form_sheet_page_and_corner(form: str, pdf: bytes) -> None:
    for page, picture in enumerate(pages_as_pictures(pdf, 200), start=1):
        for corner, (left, top) in enumerate(CORNERS, start=1):
            text = codes.encode(SheetCode(form, SHEET[-16:], page, corner))
            assert _modules(picture, left, top) == [list(row) for row in codes.matrix(text)]


def test_a_sheet_without_an_id_says_so() -> None:
    assert codes.mark_of("") == codes.BLANK
    assert codes.mark_of(VISITS.sheet_id) == SHEET[16:]
