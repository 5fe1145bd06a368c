"""What each form says."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from form_samples import (
    CARD,
    CITY,
    DAY,
    NAMELESS,
    PEOPLE,
    REPORT,
    ROSTER,
    STRAINED_CARD,
    STRAINED_ROSTER,
    VISITS,
    text_of,
)

from sasaeai_desktop.forms import annual_report, card, card_no_name, city_table, salon_roster, visit_sheet
from sasaeai_desktop.forms.figures import grant_total
from sasaeai_desktop.forms.raster import Picture, page_count, page_image, pages_as_pictures
from sasaeai_desktop.forms.salon_roster import EARLY_NAMES, NAMES, Guest

_LIGHT = bytes(range(128, 256))


def _darkness(picture: Picture, box: tuple[float, float, float, float]) -> float:
    """Return the share of dark dots inside a box in mm."""
    scale = picture.width / 210
    x, y, width, height = (round(value * scale) for value in box)
    starts = ((line * picture.width + x) * 3 for line in range(y, y + height))
    rows = (picture.data[start : start + width * 3 : 3] for start in starts)
    return sum(len(row.translate(None, _LIGHT)) for row in rows) / (width * height)


# Visit sheet


@pytest.mark.parametrize(
    ("month", "days", "holidays"),
    [("2023-02", 28, 2), ("2024-02", 29, 3), ("2023-11", 30, 2), ("2023-10", 31, 1)],
)
def test_days_of_the_month(month: str, days: int, holidays: int, tmp_path: Path) -> None:
    drawn = visit_sheet.draw(replace(VISITS, month=month, people=()), printed_on=DAY)
    text = text_of(drawn, tmp_path)
    # Four blocks; the legend's sample day is 14木.
    assert text.count("祝") == holidays * 4
    assert len(re.findall(r"30 ?[月火水木金土日祝]", text)) == (4 if days >= 30 else 0)
    assert len(re.findall(r"29 ?[月火水木金土日祝]", text)) == (4 if days >= 29 else 0)
    assert text.count("計") == 4


def test_planned_days_are_black_and_zones_are_empty() -> None:
    picture = page_image(visit_sheet.draw(VISITS, printed_on=DAY).pdf, 0, 1654)  # 200 dpi
    for day in range(1, 32):
        x, y, width, height = visit_sheet.zone(0, day, 0)
        assert (width, height) >= (8.9, 6.0)
        strip = _darkness(picture, (x + 0.5, y - 3.9, width - 1, 3.6))
        assert (strip > 0.5) == (day in PEOPLE[0].planned), day
        for block in range(4):
            for method in range(3):
                x, y, width, height = visit_sheet.zone(block, day, method)
                assert _darkness(picture, (x + 0.85, y + 0.7, 7.2, 4.6)) == 0
    for block in range(4):
        for sign in range(8):
            x, y, width, height = visit_sheet.sign_box(block, sign)
            assert _darkness(picture, (x + 0.5, y + 0.5, width - 1, height - 1)) == 0
            assert _darkness(picture, (x - 0.2, y - 0.2, width + 0.4, 0.4)) > 0.3


def test_many_people_take_many_pages_and_keep_their_order(tmp_path: Path) -> None:
    people = tuple(replace(PEOPLE[0], name=f"担当 {n}番") for n in range(1, 501))
    drawn = visit_sheet.draw(replace(VISITS, people=people), printed_on=DAY)
    assert drawn.pages == 125
    text = text_of(drawn, tmp_path)
    assert [int(n) for n in re.findall(r"担当 (\d+)番", text)] == list(range(1, 501))
    assert "125/125" in text
    assert text.count("おかしいと思ったら") == 125


def test_a_batch_counts_pages_per_sheet(tmp_path: Path) -> None:
    sheets = [replace(VISITS, number=f"{n:04}", people=PEOPLE * 2) for n in range(3)]
    drawn = visit_sheet.draw_all(iter(sheets), printed_on=DAY)
    assert drawn.pages == 6
    assert text_of(drawn, tmp_path).count("2/2") == 3


# Salon roster


@pytest.mark.parametrize("guests", [0, 1, 13, 14, 20, 21, 33, 34, 100])
def test_every_guest_has_one_row(guests: int) -> None:
    roster = replace(ROSTER, regulars=tuple(Guest(name=str(n)) for n in range(guests)), occasional=())
    pages = salon_roster.plan(roster)
    rows = [row for page in pages for row in page.rows if row.kind == "guest"]
    assert [row.index for row in rows] == list(range(guests or NAMES))
    new = [row.index for page in pages for row in page.rows if row.kind == "new"]
    assert new == list(range(guests or NAMES, (guests or NAMES) + 2 * len(pages)))
    for page in pages:
        names = [row for row in page.rows if row.kind == "guest"]
        last = page is pages[-1]
        assert 1 <= len(names) <= (NAMES if last else EARLY_NAMES)
        assert any(row.kind == "total" for row in page.rows) == last
        assert all(row.height >= 9 for row in page.rows)
        assert page.rows[-1].top + page.rows[-1].height < 274  # the codes begin at 275
        for upper, lower in pairwise(page.rows):
            assert upper.top + upper.height <= lower.top


def test_more_days_than_columns_go_on_a_further_page(tmp_path: Path) -> None:
    days = tuple(f"2023-{month:02}-{day:02}" for month in (4, 5) for day in range(1, 11))
    roster = replace(ROSTER, sessions=days)
    pages = salon_roster.plan(roster)
    assert [day for page in pages for day in page.days if day] == list(days)
    assert salon_roster.draw(roster, printed_on=DAY).pages == 2
    few = salon_roster.plan(STRAINED_ROSTER)[0]
    assert few.width >= 16
    assert "令和7年12月〜令和8年2月" not in text_of(
        salon_roster.draw(STRAINED_ROSTER, printed_on=DAY), tmp_path
    )


# Cards


def test_card_has_a_copy_for_each_side(tmp_path: Path) -> None:
    drawn = card.draw(CARD, printed_on=DAY)
    text = text_of(drawn, tmp_path)
    assert drawn.pages == 2
    for words in ("控", "送付", "この紙は地区で保管します", "この紙はつなぎ先へ渡します"):
        assert words in text
    assert card.draw(CARD, printed_on=DAY, copies=("送付",)).pages == 1


def test_the_answer_strip_has_the_number_and_no_name(tmp_path: Path) -> None:
    drawn = card.draw(CARD, printed_on=DAY, copies=("送付",))
    cut = round(204.6 / 25.4 * 72)
    strip = text_of(drawn, tmp_path, "-y", str(cut), "-x", "0", "-W", "596", "-H", "842")
    assert CARD.number in strip
    assert "について" in strip
    for secret in (CARD.name, CARD.kana, CARD.phone, CARD.town, CARD.facts[:8]):
        assert secret not in strip


def test_long_texts_are_printed_whole(tmp_path: Path) -> None:
    drawn = card.draw(STRAINED_CARD, printed_on=DAY, copies=("控",))
    assert drawn.pages > 1
    text = re.sub(r"\s", "", text_of(drawn, tmp_path, "-f", "2"))
    assert text.count("「風呂場がこわい」と、") == 30
    assert text.count("手すりの相談") == 20
    assert "ぜんぶは2ページ" in text_of(drawn, tmp_path, "-l", "1")


def test_the_nameless_card_has_no_place_for_a_name(tmp_path: Path) -> None:
    known = {field.name for field in fields(card_no_name.NamelessCard)}
    assert not known & {"name", "kana", "town", "phone", "facts"}
    text = text_of(card_no_name.draw(NAMELESS, printed_on=DAY), tmp_path)
    assert "名前なし" in text
    assert "氏名" not in text
    assert NAMELESS.summary[:20] in text
    assert "名前・住所・電話を書いていない" in text


# Year tables


def test_city_table_shows_the_reference_figures(tmp_path: Path) -> None:
    text = text_of(city_table.draw(CITY, printed_on=DAY), tmp_path)
    for figure in (
        "3,418",
        "1,570",
        "649",
        "261",
        "124,624",
        "4,710,007",
        "136",
        "4,081",
        "40,746",
        "4,720,359",
    ):
        assert figure in text
    assert "16,074,334" in text  # all grants
    assert "令和5年度" in text
    assert "2023年4月1日から2024年3月31日まで" in text


def test_districts_show_their_state_in_words_and_silence_without_figures(tmp_path: Path) -> None:
    drawn = city_table.draw(CITY, printed_on=DAY)
    assert drawn.pages == 3
    lines = text_of(drawn, tmp_path, "-f", "2").splitlines()

    def line_of(code: str) -> str:
        return next(line for line in lines if line.split()[:1] == [code])

    assert "0回" in line_of("01")
    assert "1,001" in line_of("01")
    assert "未提出" in line_of("02")
    assert "1,002" not in line_of("02")
    assert "未実施" in line_of("03")
    assert "1,003" not in line_of("03")
    assert re.search(r"紙.*1,004", line_of("04"))
    assert re.search(r"提出.*1,005.*0回.*2,005", line_of("05"))
    assert any("合計" in line and "124,624" in line and "40,746" in line for line in lines)


def test_notes_tell_the_three_kinds_of_nothing_apart(tmp_path: Path) -> None:
    text = text_of(city_table.draw(CITY, printed_on=DAY), tmp_path, "-l", "1")
    assert "見守りは48地区(うち紙の報告10)、0回 11、未実施 11、未提出 11。" in text
    only = replace(CITY, districts=CITY.districts[3:4])
    assert "未提出はありません。" in text_of(city_table.draw(only, printed_on=DAY), tmp_path, "-l", "1")


def test_district_report_lists_months_and_salons(tmp_path: Path) -> None:
    text = text_of(annual_report.draw(REPORT, printed_on=DAY), tmp_path)
    for words in ("年間実績報告書", "みどりが丘地区社協", "髙橋 弘", "お茶の間サロン さくら", "特記事項"):
        assert words in text
    assert "2,520" in text  # twelve months of 210 acts
    assert re.search(r"うち 行動パターン\s+24,624", text)


def test_grants_add_up_and_stay_open_when_unknown() -> None:
    assert grant_total({"watch.grant_yen": 1, "salon.grant_yen": 2}, ()) == 3
    assert grant_total({}, ()) is None


# Pictures


def test_page_pictures_have_the_size_asked_for() -> None:
    pdf = visit_sheet.draw(visit_sheet.blank(), printed_on=DAY).pdf
    assert page_count(pdf) == 1
    picture = page_image(pdf, 0, 500)
    assert picture.width == 500
    assert picture.height == pytest.approx(500 * 297 / 210, abs=1)
    assert len(picture.data) == picture.width * picture.height * 3
    assert picture.data[:3] == b"\xff\xff\xff"
    assert [p.width for p in pages_as_pictures(pdf, 72)] == [pytest.approx(595, abs=1)]
    with pytest.raises(IndexError):
        page_image(pdf, 1, 500)
