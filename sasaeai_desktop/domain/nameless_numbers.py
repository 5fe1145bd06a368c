"""The numbers by which somebody can be told: telephone, birth date, address; in any way of writing them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from sasaeai_desktop.domain import addresses
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.kana import search_key
from sasaeai_desktop.domain.wareki import parse_date, parse_month

_PHONE = re.compile(r"\+?[0-9](?:[-()\s./・,_ー‐‑‒–—―−ｰのノ]{0,3}[0-9]){4,}")
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LEAST = 6  # 22-1234: digits of a telephone number without its area code
_ERA = "(?:明治|大正|昭和|平成|令和|[明大昭平令MTSHRmtshr])"
_NUMBER = "(?:[0-9]{1,4}|元|[一二三四五六七八九十〇]{1,5})"
_DAY = re.compile(
    rf"{_ERA}?\.?\s*{_NUMBER}\s*[年./-]\s*(?P<month>{_NUMBER})\s*[月./-]\s*(?P<day>{_NUMBER})日?|(?<![0-9])(?:18|19|20)[0-9]{{6}}(?![0-9])|[MTSHRmtshr][0-9]{{6}}(?![0-9])"
)
_MONTH = re.compile(rf"{_ERA}?\s*{_NUMBER}年\s*{_NUMBER}月(?=\s*(?:生|うまれ))")
_MONTH_DAY = rf"(?P<month>{_NUMBER})月(?P<day>{_NUMBER})日"
_BIRTHDAYS = (
    re.compile(rf"{_MONTH_DAY}(?=\s*(?:生|うまれ|が?誕生|の誕生))"),
    re.compile(rf"(?<=誕生日[はがも]){_MONTH_DAY}"),
)


class NumberFinder:
    """Looks for numbers of people.

    Args:
        phones: as written.
        births: ISO dates, whole or partial.
        known_addresses: as written.
    """

    def __init__(self, phones: Iterable[str], births: Iterable[str], known_addresses: Iterable[str]) -> None:
        self._phones = {d for phone in phones for d in _digits_of(phone) if len(d) >= _LEAST}
        self._locals = {local for phone in phones if (local := _local(phone))}
        self._days = {birth for birth in births if len(birth) == 10}
        self._months = {birth[:7] for birth in births if len(birth) >= 7}
        self._birthdays = {birth[5:] for birth in self._days}
        self._places = [addresses.place_of(address) for address in known_addresses if address.strip()]
        self._rows = {row for place in self._places for row in _rows_of(place.numbers)}
        self._areas = {place.area for place in self._places if len(place.area) > 1}
        self._houses = {place.house for place in self._places if len(place.house) > 2}

    def may_name_a_house(self, text: str) -> bool:
        """Say whether the name of somebody's house stands in a text: コーポ旭の方; the one thing here without digits."""
        key = search_key(text) if self._houses else ""
        return any(house in key for house in self._houses)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give (start, end, kind) of every number that is somebody's."""
        wide = _same_length(text)
        yield from self._find_phones(wide)
        yield from self._find_births(wide)
        yield from self._find_addresses(wide)

    def _find_phones(self, wide: str) -> Iterator[tuple[int, int, str]]:
        for run in _PHONE.finditer(wide.translate(_KANJI_DIGITS)):
            row = addresses.digits(run[0])
            if row in self._locals or any(
                (len(row) >= _LEAST and phone.endswith(row)) or phone in row for phone in self._phones
            ):
                yield run.start(), run.end(), "phone"

    def _find_births(self, wide: str) -> Iterator[tuple[int, int, str]]:
        for hit in _DAY.finditer(wide):
            # Telephone numbers look like days: 66-22-1234 need not be read in every era.
            if self._may_be_birthday(hit) and any(day in self._days for day in _days(hit[0])):
                yield hit.start(), hit.end(), "birth"
        for hit in _MONTH.finditer(wide):
            if _read(parse_month, hit[0]) in self._months:
                yield hit.start(), hit.end(), "birth"
        for hit in (hit for way in _BIRTHDAYS for hit in way.finditer(wide)):
            read = _read(
                parse_date, f"2000年{hit['month']}月{hit['day']}日"
            )  # a leap year: all days are in it
            if read[5:] in self._birthdays:
                yield hit.start(), hit.end(), "birth"

    def _may_be_birthday(self, hit: re.Match[str]) -> bool:
        """Say whether month and day can be somebody's; in kanji they always may."""
        month, day = hit["month"] or "", hit["day"] or ""
        if month.isascii() and day.isascii() and month and day:
            return f"{int(month):02}-{int(day):02}" in self._birthdays
        return bool(self._days)

    def _find_addresses(self, wide: str) -> Iterator[tuple[int, int, str]]:
        for hit in _ADDRESS.finditer(wide):
            numbers = addresses.numbers_of(hit[0])
            if numbers not in self._rows:
                continue  # what stands before it is dear to read
            before = search_key(wide[max(0, hit.start() - 12) : hit.start()])
            if any(_same_place(place, numbers, before) for place in self._places):
                area = next((a for a in sorted(self._areas, key=len, reverse=True) if before.endswith(a)), "")
                yield max(0, hit.start() - len(area)), hit.end(), "address"
        if self._houses:
            key = search_key(wide)
            for house in self._houses:
                if house in key:
                    at = next((p for p in range(len(wide)) if search_key(wide[p:]).startswith(house)), 0)
                    yield at, min(len(wide), at + len(house)), "address"


_N = "(?:[0-9]+|[一二三四五六七八九十百]+(?=条|丁目|番|号))"
_JOIN = r"(?:条通り?|条|丁目の?|丁|番地の|番地|番の?|号棟|号室|号|の|ノ|[-‐‑‒–—―−─━ーｰ~〜])?[東西南北]?"
_ADDRESS = re.compile(rf"{_N}(?:{_JOIN}{_N})*(?:条|丁目|番地|番|号室|号)?")


def _same_place(place: addresses.Place, numbers: tuple[int, ...], before: str) -> bool:
    """Say whether a row of numbers is that of an address, whole or shortened.

    Alone it is from three numbers on, or two of which one is large; behind the name of the place its beginning is enough.
    """
    count = len(numbers)
    if not numbers or count > len(place.numbers):
        return False
    if len(place.area) > 1 and before.endswith(place.area):
        return place.numbers[:count] == numbers
    inside = any(place.numbers[at : at + count] == numbers for at in range(len(place.numbers) - count + 1))
    return inside and (count > 2 or (count == 2 and max(numbers) >= 100))


def _rows_of(numbers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Give every row of numbers that stands in an address: 3, 3-12, 12."""
    for start in range(len(numbers)):
        for end in range(start + 1, len(numbers) + 1):
            yield numbers[start:end]


def _digits_of(phone: str) -> list[str]:
    """Return the numbers in a telephone field, which may hold several."""
    return [
        addresses.digits(part) for part in re.split("[、,;／]|(?<=[0-9])[ 　]+(?=0)", phone) if part.strip()
    ]


def _local(phone: str) -> str:
    """Return a number without its area code, where the field shows which that is; "" for a short one."""
    groups = [g for g in re.split("[^0-9]+", unicodedata.normalize("NFKC", phone)) if g]
    local = "".join(groups[1:])
    return local if len(groups) == 3 and len(local) >= 5 and groups[0].startswith("0") else ""


def _days(text: str) -> Iterator[str]:
    """Give what a date may mean: as written, and without an era as a year of 昭和 or 大正."""
    read = _read(parse_date, text)
    if read:
        yield read
    if re.match("[0-9]{1,2}[年./-]", text):
        yield from filter(None, (_read(parse_date, era + text) for era in ("昭和", "大正", "平成")))


def _read(parse: object, text: str) -> str:
    assert callable(parse)
    try:
        return str(parse(re.sub(r"\s+", "", text)))
    except InputError:
        return ""


def _same_length(text: str) -> str:
    """Half-width digits and signs, one for one, so that places stay as they are."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    signs = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, signs, strict=True))
