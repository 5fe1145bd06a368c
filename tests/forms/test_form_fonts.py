"""Fonts: embedded subsets only, text that reads back, 〓 with a report for what no font has."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from form_samples import ALL, CARD, DAY, VISITS, run_poppler, text_of

from sasaeai_desktop.forms import card, fonts, visit_sheet
from sasaeai_desktop.paths import resource


@pytest.mark.parametrize("name", ALL)
def test_every_font_is_an_embedded_subset(name: str, tmp_path: Path) -> None:
    listing = run_poppler("pdffonts", ALL[name]().pdf, tmp_path).splitlines()[2:]
    assert listing
    for line in listing:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line  # emb, sub, uni
        assert "+BIZUDPGothic" in line or "+NotoSansJP" in line


def test_rare_names_read_back(tmp_path: Path) -> None:
    text = text_of(visit_sheet.draw(VISITS, printed_on=DAY), tmp_path)
    for name in ("髙橋 ハツ", "𠮷田 正雄", "﨑山 清子", "渡邊 弘"):
        assert name in text


def test_selectors_are_dropped_and_unknown_signs_reported(tmp_path: Path) -> None:
    data = replace(CARD, name="辻\U000e0100子 塡👨", facts="か\u3099っこう\U000f0000")
    drawn = card.draw(data, printed_on=DAY, copies=("控",))
    text = text_of(drawn, tmp_path)
    assert drawn.missing == ["👨", "\U000f0000"]
    assert "辻子 塡〓" in text
    assert "がっこう〓" in text
    assert "?" not in text


def test_a_stored_name_is_shaped_without_normalising_it() -> None:
    assert fonts.printable("神\ufa19 福") == "神\ufa19 福"  # NFC would turn U+FA19 into another kanji
    assert fonts.shape("神\ufa19", bold=True).missing == ""


def test_width_is_the_sum_of_the_runs() -> None:
    shaped = fonts.shape("𠮷田", bold=False)
    assert [name for name, _ in shaped.runs] == [fonts.FALLBACK, fonts.REGULAR]
    assert shaped.width == pytest.approx(fonts.advance("𠮷", bold=False) + fonts.advance("田", bold=False))


def test_equal_input_gives_equal_bytes() -> None:
    for drawing in ALL.values():
        assert drawing().pdf == drawing().pdf


def test_shipped_fonts_are_the_checked_ones() -> None:
    folder = resource("fonts/CHECKSUMS").parent
    listed = dict(
        reversed(line.split()) for line in (folder / "CHECKSUMS").read_text(encoding="ascii").splitlines()
    )
    assert set(listed) == {path.name for path in folder.glob("*.ttf")}
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    licence = (folder / "OFL.txt").read_text(encoding="utf-8")
    assert "The BIZ UDGothic Project Authors" in licence
    assert "2014-2021 Adobe" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("name", ALL)
def test_a_file_says_whose_it_is_and_in_which_language(name: str) -> None:
    document = pypdfium2.PdfDocument(ALL[name]().pdf)
    said = document.get_metadata_dict()
    document.close()
    assert said["Title"]
    assert said["Subject"].startswith(said["Title"])
    assert said["Author"] not in ("", "anonymous")
    assert said["Creator"] == "ささえあいデスク"
    assert b"/Lang (ja-JP)" in ALL[name]().pdf


def test_the_text_map_is_written_in_blocks_that_other_programs_keep() -> None:
    """Ghostscript drops a map with more than 100 letters in one block: the words would turn into signs."""
    subset = [0, *range(0x4E00, 0x4E00 + 230), 0x20BB7]
    written = fonts._text_map("X", subset)
    numbers = [int(n) for n in re.findall(r"(\d+) beginbfchar", written)]
    assert numbers == [100, 100, 32]
    assert len(re.findall(r"^<[0-9A-F]{2}> <[0-9A-F]{4,}>$", written, re.MULTILINE)) == len(subset)
    assert "<D842DFB7>" in written
