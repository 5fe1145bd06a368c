"""Reading dates, months and times as people type them; the writing side (``eras``) is handed on from here."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from typing import NoReturn

from sasaeai_desktop.domain.eras import (
    ERAS,
    LAST_YEAR,
    WESTERN,
    Era,
    era_on,
    era_parts,
    month_label,
    short_day,
    short_wareki,
    span_of,
    wareki,
    wareki_both,
    wareki_weekday,
    wareki_year,
    weekday,
    western,
    year_both,
)
from sasaeai_desktop.domain.errors import InputError

__all__ = [
    "ERAS",
    "WESTERN",
    "Era",
    "era_on",
    "era_parts",
    "month_label",
    "parse_birth",
    "parse_date",
    "parse_month",
    "parse_parts",
    "parse_time",
    "short_day",
    "short_wareki",
    "span_of",
    "wareki",
    "wareki_both",
    "wareki_weekday",
    "wareki_year",
    "weekday",
    "western",
    "year_both",
]

_DATE_HELP = "「令和5年10月5日」「R5.10.5」「2023-10-05」のように入れてください。"
_BIRTH_HELP = (
    "「昭和15年3月2日」「S15.3.2」「1940-03-02」のように、分からないときは「不詳」と入れてください。"
)
_MONTH_HELP = "「令和5年10月」「R5.10」「2023-10」のように入れてください。"
_TIME_HELP = "「9:30」「14:05」「午後2時」のように入れてください。"

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─━ー〜~"), "-")
_STOPS = dict.fromkeys(map(ord, "。、,・"), ".")
_KANJI_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_NUMERAL = re.compile("[〇一二三四五六七八九十]+")
_CLOCK_TAIL = re.compile(r"(?<=[0-9])(T|\s+)[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9:]+)?$")
_WEEKDAY_TAIL = re.compile(r"\s*(\([月火水木金土日](曜日?)?\)|[月火水木金土日]曜日?)$")
_ERA_HEAD = re.compile(r"(令和|平成|昭和|大正|明治|[令平昭大明RHSTM])\.?")
_TWO_NAMES = re.compile(r"(?P<old>[^・]+?)年?・(?:令和|平成|昭和|大正|[RHST])(?:元|[0-9]+)年?\.?(?P<rest>.*)")
_NUMBERS = re.compile(r"([0-9]{1,8})(?:[年./-]+([0-9]{1,4})(?:[月./-]+([0-9]{1,4})日?)?)?[年月./-]*")
_NO_YEAR = re.compile(r"[0-9]{1,2}月([0-9]{1,2}日?)?")
_UNKNOWN_PART = re.compile(r"(?<![0-9])(年月日|月日|年|月|日)?(不詳|不明|\?+)(月日|月|日)?")
_BIRTH_TAIL = re.compile(r"(ごろ|ころ|頃)?(生まれ|生)?$")
_AGE_TAIL = re.compile(
    r"((?<=.)\(満?[0-9]{1,3}[歳才]?\)|(?<=[^0-9(満])満?[0-9]{1,3}[歳才])$"
)  # 昭和15年3月2日（満83歳）


def parse_date(text: str, *, label: str = "日付") -> str:
    """Read a whole date.

    Args:
        text: S15.3.2, 昭和15年3月2日, 令8.11.22, 1940-03-02, 1940/3/2, 19400302, full width digits, or what
            Excel makes of a date (2023/10/5 0:00:00).
        label: how the field is called in a message.

    Returns:
        The ISO date.

    Raises:
        InputError: with the part that is wrong, or the era that is meant.
    """
    era, parts = _numbers(text, label, _DATE_HELP)
    if len(parts) < 3:
        _require_year(era, parts, label)
        _fail(f"{label}の『{'月' if len(parts) == 1 else '日'}』がありません。", _DATE_HELP)
    return _resolve(era, parts, label)


def parse_birth(text: str, *, label: str = "生年月日") -> str:
    """Read a birth date, whole or partial (昭和15年, 1940年3月); 不詳 and blank give "", an age behind it is left out.

    Raises:
        InputError: as ``parse_date``.
    """
    known = _BIRTH_TAIL.sub("", _UNKNOWN_PART.sub("", _AGE_TAIL.sub("", _clean(text))))
    if not known:
        return ""
    era, parts = _numbers(known, label, _BIRTH_HELP, shown=text)
    return _resolve(era, parts, label)


def parse_month(text: str, *, label: str = "年月") -> str:
    """Read a month: R5.10, 2023/10, 令和5年10月, 202310; of a whole date (Excel's months) its month.

    Raises:
        InputError: with the part that is wrong.
    """
    era, parts = _numbers(re.sub("分$", "", _clean(text)), label, _MONTH_HELP, shown=text)
    if len(parts) == 1 and len(parts[0]) == (4 if era else 6):
        parts = [parts[0][:-2], parts[0][-2:]]
    if len(parts) == 1:
        _require_year(era, parts, label)
        _fail(f"{label}の『月』がありません。", _MONTH_HELP)
    return _resolve(era, parts, label)[:7]


def parse_parts(
    era: str, year: str, month: str, day: str, *, label: str = "日付", partial: bool = False
) -> str:
    """Put the boxes of a date field together.

    Args:
        era: 令和, 平成, ..., or 西暦.
        year: as typed; 元 is the first year.
        month: as typed.
        day: as typed.
        label: how the field is called in a message.
        partial: whether day, or month and day, may be left empty (births).

    Raises:
        InputError: with the box that is wrong.
    """
    parts = [_box(typed, unit, label) for typed, unit in ((year, "年"), (month, "月"), (day, "日"))]
    while partial and len(parts) > 1 and not parts[-1]:
        parts.pop()
    for unit, number in zip("年月日", parts, strict=False):
        if not number:
            _fail(f"{label}の『{unit}』がまだ入っていません。", f"{label}の『{unit}』を入れてください。")
    return _resolve(next((known for known in ERAS if known.name == era), None), parts, label)


def parse_time(text: str, *, label: str = "時刻") -> str:
    """Read a time of day: 9:30, 0930, 930, ９時３０分, 9時半, 午後2時, 14:00:00.

    Returns:
        "HH:MM".

    Raises:
        InputError: with the part that is wrong; 午後12時 is asked back: noon to some, midnight to others.
    """
    clean = _clean(text)
    if not clean:
        _fail(f"{label}がまだ入っていません。", _TIME_HELP)
    half = re.match("(午前|午後|AM|PM)", clean)
    rest = clean[half.end() :] if half else clean
    found = re.fullmatch("([0-9]{1,2})([0-9]{2})", rest) or re.fullmatch(
        "([0-9]{1,2})(?:[:時.]([0-9]{1,2}分?|半)?(?::[0-9]{2})?)?", rest
    )
    if not found:
        _fail_unread(text, label, _TIME_HELP)
    minutes = (found[2] or "0").removesuffix("分")
    hour, minute = int(found[1]), 30 if minutes == "半" else int(minutes)
    if half:
        hour = _half_day(half[1], hour, label)
    if hour > 23:
        _fail(f"{label}の『時』が{hour}です。", f"{label}の『時』は0から23で入れてください。")
    if minute > 59:
        _fail(f"{label}の『分』が{minute}です。", f"{label}の『分』は0から59で入れてください。")
    return f"{hour:02}:{minute:02}"


def _half_day(half: str, hour: int, label: str) -> int:
    if hour == 12:
        _fail(f"{label}の「{half}12時」は昼か夜中か分かりません。", "昼は12:00、夜中は0:00と入れてください。")
    if half in {"午後", "PM"}:
        return hour + 12 if hour < 12 else hour
    if hour > 12:
        _fail(f"{label}が午前{hour}時になっています。", "午前の『時』は0から11で入れてください。")
    return hour


def _clean(text: str) -> str:
    """One spelling for one thing: widths, dashes, kanji numerals; no clock, weekday or blanks."""
    clean = unicodedata.normalize("NFKC", text).strip().upper()
    clean = _WEEKDAY_TAIL.sub("", _CLOCK_TAIL.sub("", clean)).translate(_DASHES)
    clean = re.sub(r"(?<=[0-9])\s+(?=[0-9])", ".", clean)
    clean = re.sub(r"\s+", "", clean).removeprefix(WESTERN)
    return _NUMERAL.sub(_arabic, clean)


def _arabic(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].partition("十")
    if not ten:
        return "".join(str(_KANJI_DIGITS[sign]) for sign in match[0])
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return match[0]
    return str(_KANJI_DIGITS.get(tens, 1) * 10 + _KANJI_DIGITS.get(ones, 0))


def _box(typed: str, unit: str, label: str) -> str:
    number = _clean(typed).removesuffix(unit)
    if unit == "年" and number == "元":
        return "1"
    if number and not re.fullmatch("[0-9]{1,8}", number):
        _fail(f"{label}の『{unit}』に数字でない字があります。", f"『{unit}』は数字で入れてください。")
    return number


def _numbers(text: str, label: str, example: str, *, shown: str = "") -> tuple[Era | None, list[str]]:
    """Split into the era and one to three numbers as typed (year, month, day)."""
    clean = _clean(text)
    if not clean:
        _fail(f"{label}がまだ入っていません。", example)
    both = _TWO_NAMES.fullmatch(clean)
    if both:  # 昭和64年・平成元年1月, as we write a partial date of a year with two names
        clean = f"{both['old']}.{both['rest']}"
    clean = clean.translate(_STOPS)
    head = _ERA_HEAD.match(clean)
    era = next((era for era in ERAS if head and head[1] in (era.name, era.name[0], era.letter)), None)
    rest = clean[head.end() :] if head else clean
    if era and rest.startswith("元"):
        rest = "1" + rest[1:]
    if not era and _NO_YEAR.fullmatch(rest):
        _fail(f"{label}の『年』がありません。", example)
    match = _NUMBERS.fullmatch(rest)
    if not match:
        _fail_unread(shown or text, label, example)
    parts = [part for part in match.groups() if part is not None]
    if len(parts) == 1 and len(parts[0]) == (6 if era else 8):
        parts = [parts[0][:-4], parts[0][-4:-2], parts[0][-2:]]
    return era, parts


def _require_year(era: Era | None, parts: list[str], label: str) -> None:
    """Refuse a western year that has not four digits: which era is meant is the writer's to say."""
    if era or len(parts[0]) == 4:
        return
    if len(parts) == 2:
        _fail(f"{label}の『年』がありません。", "元号と年か、西暦4けたの年から入れてください。")
    if len(parts[0]) > 4:
        _fail(f"{label}の数字のけた数が合いません。", "数字だけのときは「20231005」のように入れてください。")
    _fail(
        f"{label}の『年』の「{parts[0]}」が、昭和か平成か令和か西暦か分かりません。",
        "「S15」「令和5年」のように元号をつけるか、西暦を4けたで入れてください。",
    )


def _resolve(era: Era | None, parts: list[str], label: str) -> str:
    """Check year, month and day as typed and give the whole or partial ISO date."""
    _require_year(era, parts, label)
    year = _year(era, int(parts[0]), label)
    iso = f"{year:04}"
    if len(parts) > 1:
        month = int(parts[1])
        if not 1 <= month <= 12:
            _fail(f"{label}の『月』が{month}です。", f"{label}の『月』は1から12で入れてください。")
        iso += f"-{month:02}"
    if len(parts) > 2:
        day, days = int(parts[2]), monthrange(year, month)[1]
        if not 1 <= day <= days:
            where = f"{year}年2月" if month == 2 else f"{month}月"
            _fail(f"{label}の『日』が{day}です。", f"{where}の『日』は1から{days}で入れてください。")
        iso += f"-{day:02}"
    if era:
        _check_era(era, iso, label)
    elif span_of(iso)[1] < ERAS[-1].first:
        _fail(f"{label}が古すぎます。", "1868年1月25日（明治のはじめ）からの日を入れてください。")
    return iso


def _year(era: Era | None, typed: int, label: str) -> int:
    if era and typed == 0:
        _fail(f"{label}の『年』が0です。", f"{era.name}の『年』は1（元年）からの数で入れてください。")
    year = typed + (era.first.year - 1 if era else 0)
    if not ERAS[-1].first.year <= year <= LAST_YEAR:
        first, last = (1, era.last.year - era.first.year + 1) if era else (ERAS[-1].first.year, LAST_YEAR)
        name = era.name if era else WESTERN
        _fail(f"{label}の『年』が{typed}です。", f"{name}の『年』は{first}から{last}で入れてください。")
    return year


def _check_era(era: Era, iso: str, label: str) -> None:
    """Refuse a day that the era does not have, and name the era that has it."""
    first, last = span_of(iso)
    if first > era.last:
        ends = f"{era.last.year - era.first.year + 1}年{era.last.month}月{era.last.day}日"
        _fail(f"{era.name}は{ends}までです。", f"{wareki(iso)}ではありませんか。")
    if last < era.first:
        begins = f"元年{era.first.month}月{era.first.day}日"
        known = last >= ERAS[-1].first
        ask = f"{wareki(iso)}ではありませんか。" if known else f"{label}を確かめてください。"
        _fail(f"{era.name}は{begins}からです。", ask)


def _fail(what: str, todo: str) -> NoReturn:
    raise InputError(what, todo)


def _fail_unread(text: str, label: str, example: str) -> NoReturn:
    shown = text.strip()
    _fail(f"{label}の「{shown[:20]}{'…' if len(shown) > 20 else ''}」が読み取れません。", example)
