"""How the text of one cell becomes a value and back, for plain texts, numbers, dates and phones.

A parser gets a cleaned text that is not empty and raises ``BadCell`` with a plain sentence that names what is
accepted and never repeats the cell itself: reasons go into a file that may lie on a stick.

Cells and their values: TEXT (free text), COMMON_TEXT (a text that comes again, 町内会), NAME, KANA, PHONE, POSTAL,
NUMBER_TEXT (管理番号) and DISTRICT (地区番号) are texts, "" when empty; NUMBER_LIST and WORDS are tuples of texts; WHOLE is
an int or None, YEAR a fiscal year, RHYTHM days between contacts or None; DATE is ISO, BIRTH a day, month or year,
MONTH "2023-10", TIME "09:30".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sasaeai_desktop.domain import rhythm, wareki
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.judging import RULES
from sasaeai_desktop.exchange.folding import (
    content_key,
    hiragana,
    kana_key,
    matching_key,
    narrow_marks,
    widen_kana,
    without_blanks,
)


class BadCell(ValueError):  # noqa: N818 - a finding about the file, not a failure
    """A cell that cannot be taken; its text is the reason, in plain Japanese."""


class Doubt(BadCell):
    """A cell that is possible but unlikely: asked about, and taken as ``value`` when confirmed.

    Attributes:
        code: of the rule, as in ``domain.judging``.
        value: what it would be.
    """

    def __init__(self, code: str, value: Any) -> None:
        super().__init__(RULES[code].words)
        self.code = code
        self.value = value


class Holds(Enum):
    """What the cells of a column hold, for what a spreadsheet may have made of them."""

    FREE = "free"  # sentences: anything may stand there
    WORDS = "words"  # numbers of people, names, places: never a day
    DAY = "day"
    MONTH = "month"
    CLOCK = "clock"
    COUNT = "count"
    CHOICE = "choice"


def _same(value: Any) -> str:
    return str(value)


def _content(value: Any) -> str:
    return content_key(str(value))


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of cell.

    Attributes:
        parse: cleaned text that is not empty -> value; raises BadCell.
        show: value -> text of an exported cell.
        key: value -> text that is equal for equal content.
        empty: the value of an empty cell.
        holds: what it is about.
    """

    parse: Callable[[str], Any]
    show: Callable[[Any], str] = _same
    key: Callable[[Any], str] = _same
    empty: Any = ""
    holds: Holds = Holds.CHOICE

    @property
    def strict(self) -> bool:
        """Whether it takes only texts of a certain shape."""
        return self.holds not in (Holds.FREE, Holds.WORDS)


_QUOTED = re.compile("「([^」]*)」")


def _reason(error: InputError, text: str) -> str:
    """Return what the domain says about a cell, without the sentence that repeats it."""
    repeats_it = text[:20] in error.what or any(not q.isdigit() for q in _QUOTED.findall(error.what))
    return ("読み取れません。" if repeats_it else error.what) + error.todo


def _domain(parser: Callable[[str], Any]) -> Callable[[str], Any]:
    """Wrap a parser of the domain so that it raises BadCell."""

    def parse(text: str) -> Any:
        try:
            return parser(text)
        except InputError as error:
            raise BadCell(_reason(error, text)) from error

    return parse


_DAY_HEAD = re.compile(r"^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2} +(?=[0-9]{1,2}:)")
_TIME_SPAN = re.compile("[~〜～]")
_EXCEL_MONTH = re.compile(r"^([A-Z][a-z]{2})-([0-9]{2})$")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _month(text: str) -> str:
    """Return a month; Excel shows a typed 2023-10 as Oct-23."""
    found = _EXCEL_MONTH.match(text)
    if found and found.group(1) in _MONTHS:
        return f"20{found.group(2)}-{_MONTHS.index(found.group(1)) + 1:02}"
    return wareki.parse_month(text)


def _time(text: str) -> str:
    """Return a time of day; Excel may put the day before it, and of 10:00～11:00 it is the beginning."""
    return wareki.parse_time(_DAY_HEAD.sub("", _TIME_SPAN.split(text, maxsplit=1)[0].strip() or text))


_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+$")
_SCIENTIFIC_REASON = "Excelが数字を縮めて書いています。セルの書式を「文字列」にして、入れ直してください。"


def _number_text(text: str) -> str:
    """Return a managing number as it is kept: the office's own text, digits narrowed."""
    number = narrow_marks(text)
    if _SCIENTIFIC.search(number):
        raise BadCell(_SCIENTIFIC_REASON)
    return number


def _postal(text: str) -> str:
    """Return a postal code as 070-8525; zeros that Excel dropped in front come back."""
    bare = without_blanks(narrow_marks(text)).removeprefix("〒").removesuffix(".0")
    found = re.fullmatch(r"([0-9]{1,3})-([0-9]{4})", bare)
    if found:
        return f"{found.group(1):0>3}-{found.group(2)}"
    if re.fullmatch(r"[0-9]{5,7}", bare):
        digits = bare.zfill(7)
        return f"{digits[:3]}-{digits[3:]}"
    raise BadCell("郵便番号は 070-8525 のように、7つの数字で入れてください。")


_PHONE_WORDS = re.compile(r"^(?:TEL|Tel|tel|℡|電話(?:番号)?|携帯)[:：. ]*|\((?:自宅|携帯|固定|本人)\)$")
_NO_PHONE = frozenset({"なし", "無し", "無", "-", "ー", "―"})


def _phone(text: str) -> str:
    """Return a phone number; the 0 that Excel dropped in front comes back. Words beside it (娘) are kept."""
    phone = _PHONE_WORDS.sub("", _PHONE_WORDS.sub("", narrow_marks(text))).strip()
    if phone in _NO_PHONE:
        return ""
    groups = re.findall(r"[0-9]+", phone)
    count = sum(map(len, groups))
    if _SCIENTIFIC.search(phone):
        raise BadCell(_SCIENTIFIC_REASON)
    if count < 3:
        raise BadCell("電話番号は 0166-12-3456 のように、数字で入れてください。")
    if not re.fullmatch(r"[0-9()\-. ]+", phone):
        return phone
    if count > 13:
        raise BadCell("電話番号の数字が多すぎます。1つだけ入れてください。")
    lost_zero = count in (9, 10) and not groups[0].startswith("0")
    return ("0" if lost_zero else "") + "-".join(groups)


_UNITS = re.compile(r"(人|名|回|円|件|番)$")
_COUNTED = re.compile(r"^第(?=[0-9]+回?$)")  # 第3回
_FREE_OF_CHARGE = frozenset(("無料", "無し", "なし"))


def _whole(text: str) -> int | None:
    """Return a whole number from 0 up; 12人, 1,200円 and 3.0 are understood, a mere dash is no number."""
    bare = without_blanks(narrow_marks(text)).lstrip("¥￥\\").replace(",", "").removesuffix("-")
    if bare in _FREE_OF_CHARGE:
        return 0
    bare = _COUNTED.sub("", bare)
    bare = re.sub(r"\.0+$", "", _UNITS.sub("", bare))
    if bare in ("", "ー", "―", "－"):
        return None
    if not re.fullmatch(r"[0-9]{1,12}", bare):
        raise BadCell("0か、それより大きい整数 (例 12) を入れてください。")
    return int(bare)


_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_YEAR = re.compile(r"(令和|平成|昭和|[rhs])?\.?([0-9]{1,4}|元)(年度?)?(\([0-9]{4}\))?$")


def _fiscal_year(text: str) -> int:
    """Return a fiscal year's first calendar year: 2023, 2023年度, 令和5年度, R5, 令和元年度."""
    found = _YEAR.match(matching_key(text).removesuffix(".0"))
    if found:
        base = _ERAS.get(found.group(1) or "", 0)
        year = base + (1 if found.group(2) == "元" else int(found.group(2)))
        if 1950 <= year <= 2100:
            return year
    raise BadCell("年度は 2023 や 令和5年度 のように入れてください。")


def _district(text: str) -> str:
    """Return a district code; Excel makes 01 a 1."""
    code = _number_text(text)
    return code.zfill(2) if code.isdigit() else code


def _show_number(value: int | None) -> str:
    return "" if value is None else str(value)


def _show_rhythm(value: int | None) -> str:
    return "" if value is None else rhythm.rhythm_words(value)


def _name_key(value: str) -> str:
    return without_blanks(content_key(value))


_LIST_MARKS = re.compile("[・･;；,，、\n]+")
_STRONG_MARKS = re.compile("[;；\n]+")
_WEAK_MARKS = re.compile("[・･,，、]+")


def _unique(parts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.strip() for p in parts if p.strip()))


def _numbers(text: str) -> tuple[str, ...]:
    return _unique([_number_text(part) for part in _LIST_MARKS.split(text)])


def _words(text: str) -> tuple[str, ...]:
    """Return free words of a list; ・ parts them only where no semicolon does, so ヨガ・体操; is one word."""
    marks = _STRONG_MARKS if _STRONG_MARKS.search(text) else _WEAK_MARKS
    return tuple(sorted(_unique(marks.split(widen_kana(text)))))


def _show_words(value: tuple[str, ...]) -> str:
    text = ";".join(value)
    return text + ";" if len(value) == 1 and _WEAK_MARKS.search(text) else text


def _list_key(value: tuple[str, ...]) -> str:
    return ";".join(sorted(map(content_key, value)))


_BECAME_DATE = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}-(?:%s)|(?:%s)-[0-9]{2}"
    % (("|".join(_MONTHS),) * 2)
)


def _never_a_day(parser: Callable[[str], Any]) -> Callable[[str], Any]:
    """Wrap a parser of short texts: 1-2 that a spreadsheet has made 1月2日 is asked about."""

    def parse(text: str) -> Any:
        if _BECAME_DATE.fullmatch(text):
            raise Doubt("became_date", parser(text))
        return parser(text)

    return parse


def _rhythm(text: str) -> int | None:
    """Return days between contacts; 随時 and its like plan none."""
    if matching_key(text) in _NO_RHYTHM:
        return None
    plain = unicodedata.normalize("NFKC", text)
    for pattern, usual in _RHYTHMS:
        plain = pattern.sub(usual, plain)
    days = _WEEKDAYS.fullmatch(plain)
    if days:
        plain = f"週{len(re.findall('[月火水木金土日]', days[1]))}回"
    return rhythm.parse_rhythm(plain)


_RHYTHMS = (
    (re.compile("([0-9]{1,2}) *[~〜～-] *[0-9]{1,2}(?=回|日)"), r"\1"),  # 週1～2回: at least so often
    (re.compile("([0-9]{1,2})回 */ *(週|月)"), r"\2\1回"),
    (re.compile("(週|月)に?([0-9]{1,2})日"), r"\1\2回"),
    (re.compile("(週|月)に?一[度回]"), r"\g<1>1回"),
)
_WEEKDAYS = re.compile("毎?週((?:[月火水木金土日]曜?日?[・、,と ]*)+)(?:に訪問)?")
_NO_RHYTHM = frozenset(("随時", "必要時", "必要に応じて", "適宜", "不定期", "なし", "未定", "その都度", "-"))

_WESTERN = re.compile(r"[(（] *(?:西暦)?(?:18|19|20)[0-9]{2}年? *[)）]")  # 昭和15年（1940年）
_ERA_CODE = re.compile(r"([1-5])([0-9]{6})")


def _birth(text: str) -> str:
    """Return a birth; a western year in brackets says nothing new, 3150302 is the cities' code for S15.3.2."""
    plain = _WESTERN.sub("", unicodedata.normalize("NFKC", text)).strip()
    code = _ERA_CODE.fullmatch(plain)
    if code:
        return wareki.parse_birth("MTSHR"[int(code[1]) - 1] + code[2])
    return wareki.parse_birth(plain if plain and plain != text else text)


TEXT = Cell(widen_kana, key=_content, holds=Holds.FREE)
COMMON_TEXT = Cell(
    _never_a_day(widen_kana), key=_content, holds=Holds.WORDS
)  # 町内会, 会場: few different ones
NAME = Cell(widen_kana, key=_name_key, holds=Holds.WORDS)
KANA = Cell(hiragana, key=kana_key, holds=Holds.WORDS)
NUMBER_TEXT = Cell(_never_a_day(_number_text), holds=Holds.WORDS)
NUMBER_LIST = Cell(_never_a_day(_numbers), show=";".join, key=_list_key, empty=(), holds=Holds.WORDS)
WORDS = Cell(_words, show=_show_words, key=_list_key, empty=(), holds=Holds.FREE)
POSTAL = Cell(_postal)
PHONE = Cell(_never_a_day(_phone))
WHOLE = Cell(_whole, show=_show_number, key=_show_number, empty=None, holds=Holds.COUNT)
YEAR = Cell(_fiscal_year, holds=Holds.COUNT)
DISTRICT = Cell(_district)
DATE = Cell(_domain(wareki.parse_date), holds=Holds.DAY)
BIRTH = Cell(_domain(_birth), holds=Holds.DAY)
MONTH = Cell(_domain(_month), holds=Holds.MONTH)
TIME = Cell(_domain(_time), holds=Holds.CLOCK)
RHYTHM = Cell(_domain(_rhythm), show=_show_rhythm, key=_show_number, empty=None)
