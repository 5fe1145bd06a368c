"""Layout of every form, filled, strained and blank: nothing leaves its box or lies on something else."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from form_samples import ALL, BLANK, FILLED, LONG_KANA, LONG_NAME, MODULES, STRAINED, text_of, words_of

from sasaeai_desktop.forms import fonts, registry
from sasaeai_desktop.forms.paper import HEIGHT, MM, Paper, Rect, width_of, wrap

Box = tuple[float, float, float, float, str]


def _rules_of(paper: Paper) -> list[Rect]:
    """Return straight rules and the sides of frames as (left, top, right, bottom), from the page's top."""
    page = HEIGHT * MM
    out = []
    for lines in paper._lines.values():
        out += [(min(a, c), page - max(b, d), max(a, c), page - min(b, d)) for a, b, c, d in lines]
    for frames in paper._frames.values():
        for x, y, *size in frames:
            if len(size) == 3:
                right, top, bottom = x + size[0], page - y - size[1], page - y
                out += [(x, top, right, top), (x, bottom, right, bottom)]
                out += [(x, top, x, bottom), (right, top, right, bottom)]
    return out


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> tuple[list[list[Box]], list[list[Rect]]]:
    """Return two lists that fill with a list per page: texts and rules with their edges in points.

    The kit's own measuring, since pdftotext joins texts that run into each other into one word.
    """
    pages: list[list[Box]] = []
    rules: list[list[Rect]] = []
    finish_page = Paper.next_page

    def next_page(paper: Paper) -> None:
        boxes = []
        for item in paper._black:
            text = "".join(piece for _, piece in item.runs)
            width = fonts.shape(text, item.bold).width * item.size * item.squeeze
            top = HEIGHT * MM - item.y - 0.72 * item.size  # digits and most kana and kanji stay within
            boxes.append((item.x, top, item.x + width, HEIGHT * MM - item.y, text))
        pages.append(boxes)
        rules.append(_rules_of(paper))
        finish_page(paper)

    monkeypatch.setattr(Paper, "next_page", next_page)
    return pages, rules


@pytest.mark.parametrize("name", ALL)
def test_no_text_leaves_its_box_or_meets_another(
    name: str, measured: tuple[list[list[Box]], list[list[Rect]]]
) -> None:
    drawn = ALL[name]()
    assert drawn.outside == []
    pages, rules = measured
    assert len(pages) == len(rules) == drawn.pages
    for page, lines in zip(pages, rules, strict=True):
        texts = [box for box in page if box[4].strip()]
        for one, two in combinations(texts, 2):
            over = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
            assert min(over) < 0.3, (one, two)
        for left, top, right, bottom, text in texts:
            for x1, y1, x2, y2 in lines:
                beside = x2 < left + 0.3 or x1 > right - 0.3
                above_or_below = y2 < top + 0.3 or y1 > bottom - 0.3
                assert beside or above_or_below, (text, (x1, y1, x2, y2))


@pytest.mark.parametrize("name", ALL)
def test_every_word_lies_on_the_page(name: str, tmp_path: Path) -> None:
    drawn = ALL[name]()
    pages = words_of(drawn, tmp_path)
    assert len(pages) == drawn.pages
    for words in pages:
        assert words
        for left, top, right, bottom, word in words:
            assert left > 8, word
            assert right < 595 - 8, word
            assert top > 8, word
            assert bottom < 842 - 4, word


@pytest.mark.parametrize("name", FILLED)
def test_ordinary_data_is_never_cut(name: str) -> None:
    assert FILLED[name]().cut == []
    assert BLANK[name]().cut == []


@pytest.mark.parametrize("name", STRAINED)
def test_names_and_phones_are_never_cut(name: str) -> None:
    cut = STRAINED[name]().cut
    for whole in (LONG_NAME, LONG_KANA, "0166-00-1234", "0166-00-5678", "東旭川南第二-R12-1234"):
        assert not [text for text in cut if whole in text]


@pytest.mark.parametrize("name", FILLED)
def test_day_of_printing_is_on_every_form(name: str, tmp_path: Path) -> None:
    assert "令和6年5月20日" in text_of(FILLED[name](), tmp_path)


def test_the_registry_draws_each_form_blank(tmp_path: Path) -> None:
    assert {m.NAME: m.TITLE for m in MODULES} == registry.TITLES
    for name in registry.names():
        drawn = registry.blank_form(name, printed_on="2024-05-20")
        assert drawn.missing == drawn.outside == drawn.cut == []
        assert registry.TITLES[name].split("（", maxsplit=1)[0] in text_of(drawn, tmp_path)
    with pytest.raises(KeyError):
        registry.blank_form("no-such-form")


def test_listing_the_forms_loads_no_drawing() -> None:
    code = "import sys; from sasaeai_desktop.forms import registry; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]


def test_fit_shrinks_then_narrows_then_cuts(tmp_path: Path) -> None:
    paper = Paper("試し")
    for y, text in enumerate(("山口 節子", "山口 節子の家の人", "山口 節子の家の人たちと近所の人たちみんな")):
        assert paper.fit(20, 50 + 10 * y, text, 14, 24, least=10) <= 24 + 1e-6
    paper.next_page()
    drawn = paper.finish()
    assert drawn.cut == ["山口 節子の家の人たちと近所の人たちみんな"]
    assert re.search(r"山口 +節子の家の人…", text_of(drawn, tmp_path))


def test_a_text_beyond_the_page_is_noticed() -> None:
    paper = Paper("試し")
    paper.text(190, 50, "はみ出す長い文", 12)
    paper.next_page()
    assert paper.finish().outside == ["はみ出す長い文"]


def test_wrapped_lines_are_as_wide_as_told() -> None:
    text = "旭川市東旭川町上兵村5条通4丁目893番地の1、髙橋様方。" * 5
    for size in (9.0, 12.0, 14.5):
        for line in wrap(text, size, 60):
            assert width_of(line, size) <= 60 + 1e-6
