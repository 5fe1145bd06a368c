"""Dates as people write them: every spelling, the exact borders of the eras, and messages that help."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.wareki import (
    ERAS,
    era_on,
    era_parts,
    month_label,
    parse_birth,
    parse_date,
    parse_month,
    parse_parts,
    parse_time,
    short_day,
    short_wareki,
    wareki,
    wareki_both,
    wareki_weekday,
    wareki_year,
    weekday,
    western,
    year_both,
)

DAYS = st.dates(date(1868, 1, 25), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "S15.3.2",
        "昭和15年3月2日",
        "昭15.3.2",
        "s15-3-2",
        "S15/03/02",
        "S150302",
        "Ｓ１５．３．２",
        "1940-03-02",
        "1940/3/2",
        "19400302",
        "１９４０年３月２日",
        "1940.3.2",
        "1940/3/2 0:00:00",
        "1940-03-02T00:00:00",
        "1940年3月2日  ",
        "S15 3 2",
        "昭和十五年三月二日",
        "西暦1940年3月2日",
        "1940年3月2日(土)",
        "昭和15年3月2日土曜日",
        "1940ー3ー2",
        "S15。3。2",
        "㍼15年3月2日",
    ],
)
def test_spellings_of_one_day(text: str) -> None:
    assert parse_date(text) == "1940-03-02"
    assert parse_birth(text) == "1940-03-02"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("令8.11.22", "2026-11-22"),
        ("R8.11.22", "2026-11-22"),
        ("令和元年5月1日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("大正15年12月24日", "1926-12-24"),
        ("大正15年12月25日", "1926-12-25"),
        ("昭和元年12月25日", "1926-12-25"),
        ("明治45年7月30日", "1912-07-30"),
        ("大正元年7月30日", "1912-07-30"),
        ("明治元年1月25日", "1868-01-25"),
        ("2024/2/29", "2024-02-29"),
    ],
)
def test_borders_of_the_eras(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("text", "what", "todo"),
    [
        ("昭和64年1月8日", "昭和は64年1月7日までです。", "平成元年1月8日ではありませんか。"),
        ("昭和65年1月1日", "昭和は64年1月7日までです。", "平成2年1月1日ではありませんか。"),
        ("平成31年5月1日", "平成は31年4月30日までです。", "令和元年5月1日ではありませんか。"),
        ("令和元年4月30日", "令和は元年5月1日からです。", "平成31年4月30日ではありませんか。"),
        ("昭和元年12月24日", "昭和は元年12月25日からです。", "大正15年12月24日ではありませんか。"),
        ("大正16年1月1日", "大正は15年12月25日までです。", "昭和2年1月1日ではありませんか。"),
        ("大正元年7月29日", "大正は元年7月30日からです。", "明治45年7月29日ではありませんか。"),
        ("明治元年1月24日", "明治は元年1月25日からです。", "日付を確かめてください。"),
        ("2023/13/1", "日付の『月』が13です。", "日付の『月』は1から12で入れてください。"),
        ("2023/0/1", "日付の『月』が0です。", "日付の『月』は1から12で入れてください。"),
        ("2023/2/29", "日付の『日』が29です。", "2023年2月の『日』は1から28で入れてください。"),
        ("R5.4.31", "日付の『日』が31です。", "4月の『日』は1から30で入れてください。"),
        ("R0.1.1", "日付の『年』が0です。", "令和の『年』は1（元年）からの数で入れてください。"),
        ("昭和1940年3月2日", "日付の『年』が1940です。", "昭和の『年』は1から64で入れてください。"),
        ("1800-01-01", "日付の『年』が1800です。", "西暦の『年』は1868から2100で入れてください。"),
        (
            "15.3.2",
            "日付の『年』の「15」が、昭和か平成か令和か西暦か分かりません。",
            "「S15」「令和5年」のように元号をつけるか、西暦を4けたで入れてください。",
        ),
    ],
)
def test_refusals_name_the_part_and_the_way_out(text: str, what: str, todo: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_date(text)
    assert (caught.value.what, caught.value.todo) == (what, todo)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("10/5", "『年』"),
        ("10月5日", "『年』"),
        ("2023/10", "『日』"),
        ("R5", "『月』"),
        ("2023", "『月』"),
        ("151005", "けた"),
        ("", "まだ入っていません"),
        ("\u3000", "まだ入っていません"),
        ("あした", "「あした」"),
        ("不詳", "「不詳」"),
        ("45204", "けた"),
    ],
)
def test_what_is_missing_is_said(text: str, part: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_date(text, label="訪問した日")
    assert caught.value.what.startswith("訪問した日の" if text.strip("　") else "訪問した日が")
    assert part in caught.value.what
    assert caught.value.todo.endswith("ください。")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1940年", "1940"),
        ("1940", "1940"),
        ("昭和15年", "1940"),
        ("S15", "1940"),
        ("1940年3月", "1940-03"),
        ("S15.3", "1940-03"),
        ("1940/3", "1940-03"),
        ("不詳", ""),
        ("不明", ""),
        ("", ""),
        ("年月日不詳", ""),
        ("昭和15年月日不詳", "1940"),
        ("昭和15年3月不詳", "1940-03"),
        ("昭和15年3月日不詳", "1940-03"),
        ("昭和15年3月?日", "1940-03"),
        ("昭和15年頃", "1940"),
        ("昭和15年3月2日生", "1940-03-02"),
        ("昭和15年3月2日（満83歳）", "1940-03-02"),
        ("S15.3.2 (83)", "1940-03-02"),
        ("1940-03-02 83才", "1940-03-02"),
        ("昭和15年(83歳)", "1940"),
        ("昭和64年", "1989"),
        ("平成元年", "1989"),
        ("昭和64年1月", "1989-01"),
    ],
)
def test_births_may_be_partial(text: str, iso: str) -> None:
    assert parse_birth(text) == iso


@pytest.mark.parametrize(
    "text", ["昭和65年", "昭和64年2月", "15", "194003", "3月2日", "大正生まれ", "83歳", "満83歳", "(83)"]
)
def test_births_are_checked_too(text: str) -> None:
    with pytest.raises(InputError):
        parse_birth(text)


def test_the_year_after_showa_ends() -> None:
    with pytest.raises(InputError) as caught:
        parse_birth("昭和65年")
    assert caught.value.what + caught.value.todo == "昭和は64年1月7日までです。平成2年ではありませんか。"


@pytest.mark.parametrize(
    "text",
    [
        "R5.10",
        "2023/10",
        "令和5年10月",
        "202310",
        "2023-10",
        "R0510",
        "２０２３年１０月",
        "令和5年10月分",
        "2023/10/1 0:00:00",
    ],
)
def test_spellings_of_one_month(text: str) -> None:
    assert parse_month(text) == "2023-10"


@pytest.mark.parametrize("text", ["10月", "5.10", "2023", "R5", "2023/13", "", "来月", "昭和64年2月"])
def test_months_are_checked(text: str) -> None:
    with pytest.raises(InputError):
        parse_month(text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9:30", "09:30"),
        ("0930", "09:30"),
        ("930", "09:30"),
        ("９時３０分", "09:30"),
        ("9時半", "09:30"),
        ("午前9時", "09:00"),
        ("午後2時", "14:00"),
        ("午後2時5分", "14:05"),
        ("14:00:00", "14:00"),
        ("9", "09:00"),
        ("午後0時", "12:00"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("午後14時", "14:00"),
        ("9.05", "09:05"),
        ("９：３０", "09:30"),
        ("1430", "14:30"),
    ],
)
def test_times(text: str, time: str) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("25:00", "『時』"),
        ("24:00", "『時』"),
        ("9:60", "『分』"),
        ("午後12時", "昼か夜中か"),
        ("午前13時", "午前13時"),
        ("", "まだ"),
        ("あさ", "「あさ」"),
        ("12345", "「12345」"),
        ("9:3:", "「9:3:」"),
    ],
)
def test_times_are_checked(text: str, part: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_time(text)
    assert part in caught.value.what


@given(st.times())
def test_every_minute_reads_back(moment: object) -> None:
    clock = f"{moment:%H:%M}"
    assert (
        parse_time(clock) == parse_time(clock.replace(":", "")) == parse_time(f"{moment:%H時%M分}") == clock
    )


@given(DAYS)
def test_every_day_reads_back_from_all_we_write(day: date) -> None:
    iso = day.isoformat()
    for written in (wareki(iso), short_wareki(iso), western(iso), wareki_weekday(iso), iso.replace("-", "")):
        assert parse_date(written) == iso
    for partial in (iso[:4], iso[:7]):
        for written in (wareki(partial), short_wareki(partial), western(partial), partial):
            assert parse_birth(written) == partial
    assert parse_month(month_label(iso[:7])) == iso[:7]
    assert parse_parts(*era_parts(iso)) == iso


@given(
    st.text(max_size=30)
    | st.text(st.sampled_from("令昭和R元年月日0123456789０./-－?・ :時分半午後不詳〇十"), max_size=14)
)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for read in (parse_date, parse_birth, parse_month, parse_time):
        try:
            value = read(text)
        except InputError as error:
            said = (error.what[-1:], error.todo[-1:])
        else:
            said = ("。", "。")
            assert read(value) == value
        assert said == ("。", "。")


def test_the_eras_cover_every_day_once() -> None:
    day = ERAS[-1].first
    while day < date(2030, 1, 1):
        era = era_on(day)
        assert era is not None
        assert era.first <= day <= era.last
        day += timedelta(days=1)
    assert era_on(date(1868, 1, 24)) is None


def test_writing() -> None:
    assert wareki("1989-01-07") == "昭和64年1月7日"
    assert wareki("1989-01-08") == "平成元年1月8日"
    assert wareki("1926-12-25") == "昭和元年12月25日"
    assert wareki("1912-07-30") == "大正元年7月30日"
    assert [wareki("1940-03"), wareki("1940"), wareki("")] == ["昭和15年3月", "昭和15年", ""]
    assert [wareki("1989"), wareki("1989-01"), wareki("1989-02")] == [
        "昭和64年・平成元年",
        "昭和64年・平成元年1月",
        "平成元年2月",
    ]
    assert [wareki_year("2023-10-05"), wareki_year("2023-10"), wareki_year("2019-04")] == [
        "令和5年",
        "令和5年",
        "平成31年",
    ]
    assert [short_wareki("2023-10-05"), short_wareki("2019-05-01"), short_wareki("")] == [
        "R5.10.5",
        "R1.5.1",
        "",
    ]
    assert month_label("2023-10") == "令和5年10月"
    assert [weekday("2023-10-05"), weekday("1940-03"), short_day("2023-10-05")] == ["木", "", "10月5日(木)"]
    assert [year_both("2023-10-05"), wareki_both("1940-03-02")] == ["令和5年(2023)", "昭和15年3月2日(1940年)"]
    assert [western("2023-10-05"), western("1940-03"), western("")] == ["2023年10月5日", "1940年3月", ""]
    assert wareki_weekday("2023-10-05") == "令和5年10月5日(木)"


def test_the_boxes_of_a_date_field() -> None:
    assert parse_parts("令和", "８", "１１", "22日") == "2026-11-22"
    assert parse_parts("令和", "元", "5", "1") == "2019-05-01"
    assert parse_parts("西暦", "1940", "3", "", partial=True) == "1940-03"
    assert parse_parts("昭和", "15", "", "", partial=True) == "1940"
    assert era_parts("1940-03") == ("昭和", "15", "3", "")
    assert era_parts("") == ("", "", "", "")


@pytest.mark.parametrize(
    ("boxes", "part"),
    [
        (("令和", "5", "13", "1"), "『月』"),
        (("令和", "5", "", "1"), "『月』"),
        (("令和", "五年間", "1", "1"), "『年』"),
        (("西暦", "23", "1", "1"), "『年』"),
        (("令和", "5", "2", "30"), "『日』"),
        (("令和", "", "", ""), "『年』"),
    ],
)
def test_the_wrong_box_is_named(boxes: tuple[str, str, str, str], part: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_parts(*boxes)
    assert part in caught.value.what
