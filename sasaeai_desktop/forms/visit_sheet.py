"""見守り訪問票: one watcher's month, four people a page, a zone of 8.9 x 6 mm per day and method.

Order: who, plan, ふだんの様子, days, ！, memo. The 32nd cell holds 計, which checks the typing. `boxes` tells
where everything lies that a pen fills in, for whoever reads a scan.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import jpholiday

from sasaeai_desktop.domain.paper_boxes import PageBoxes, TickBox, WrittenArea
from sasaeai_desktop.domain.signs import load_signs, paper_signs
from sasaeai_desktop.domain.wareki import wareki, weekday
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.paper import BLOCK, FINE, GROUP, HEAVY, MM, Drawn, Paper, Rect, width_of, wrap

NAME = "visit-sheet"
TITLE = "見守り訪問票"
PER_PAGE = 4

TOP, PITCH = 33.2, 59.7  # first block's grid, distance of blocks
GRID, COLUMN, COLUMNS = 57.6, 8.9, 16
STRIP, ZONE, ZONES = 4.2, 6.0, 3
HALF = STRIP + ZONE * ZONES
LEFT, RIGHT = 10.0, 200.0
PERSON = 38.5  # room of the person's column
_SIGN_X = (17.4, 42.9, 67.8, 87.7)
_SIGN_END = (41.5, 66.5, 86.5, 118.0)
_SIGN_Y = (79.1 - TOP, 84.7 - TOP)
_SIGN_BOX = 4.6
_MEMO = 120.0
_DOTTED = (1.6, 1.6)


def _default_signs() -> tuple[str, ...]:
    return tuple(sign.short for sign in paper_signs(load_signs()))


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchedPerson:
    """One block; every text may be "" and is then left to be written by hand.

    Attributes:
        name: as written.
        kana: ふりがな.
        about: one line, "82歳・女・一人暮らし".
        place: one line, "さくら町内会3班".
        plan: 予定 in words, "月・木曜".
        planned: days of the month, printed white on black.
        usual: ふだんの様子, two lines of about 13 characters, or three small ones.
    """

    name: str = ""
    kana: str = ""
    about: str = ""
    place: str = ""
    plan: str = ""
    planned: frozenset[int] = frozenset()
    usual: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitSheet:
    """One watcher's month.

    Attributes:
        sheet_id: 32 hex digits of the Sheet record; "" on a blank form.
        number: 票の番号, "0512".
        district: "みどりが丘地区社協".
        watcher: name of the 担い手.
        month: "2026-05"; "" leaves month, weekdays and holidays open.
        people: in round order; every page holds four.
        coordinator: name of the 世話係 to call.
        coordinator_phone: their phone.
        stamps: captions of the stamp boxes, at most two.
        signs: short words beside the eight tick boxes.
    """

    sheet_id: str = ""
    number: str = ""
    district: str = ""
    watcher: str = ""
    month: str = ""
    people: tuple[WatchedPerson, ...] = ()
    coordinator: str = ""
    coordinator_phone: str = ""
    stamps: tuple[str, ...] = ("世話係 印", "事務局 印")
    signs: tuple[str, ...] = field(default_factory=_default_signs)


def blank() -> VisitSheet:
    """Return the sheet with everything left open."""
    return VisitSheet()


def pages(sheet: VisitSheet) -> int:
    """Return how many pages a sheet takes."""
    return max(1, -(-len(sheet.people) // PER_PAGE))


def draw(sheet: VisitSheet, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one sheet; see `draw_all`."""
    return draw_all([sheet], printed_on=printed_on, invariant=invariant)


def draw_all(sheets: Iterable[VisitSheet], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many sheets into one file, each with its own page count.

    Args:
        sheets: in the order of printing; an iterator that stops early (cancel) just ends the file.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    for sheet in sheets:
        for page in _pages(paper, sheet, printed_on):
            marks.corner_codes(paper, NAME, sheet.sheet_id, page)
            paper.next_page()
    return paper.finish()


def zone(block: int, day: int, method: int) -> Rect:
    """Return (x, y, width, height) in mm of a day's zone; block 0..3, method 0..2 (訪 電 姿)."""
    column, half = (day - 1, 0) if day <= COLUMNS else (day - 1 - COLUMNS, 1)
    top = TOP + block * PITCH + half * HALF + STRIP + method * ZONE
    return GRID + column * COLUMN, top, COLUMN, ZONE


def sign_box(block: int, sign: int) -> Rect:
    """Return (x, y, width, height) in mm of a tick box; sign 0..7 in the order of `VisitSheet.signs`."""
    x, y = _SIGN_X[sign % 4], _SIGN_Y[sign // 4]
    return x, TOP + block * PITCH + y, _SIGN_BOX, _SIGN_BOX


def boxes(month: str) -> PageBoxes:
    """Return what a pen fills in on every page of a month ("" = all 31 days).

    Keys: ("mark", block, day, method) as `zone`, ("sign", block, sign) as `sign_box`, ("memo", block),
    ("total", block) where 計 is written, ("name", block) for one written in by hand.
    """
    ticks: list[TickBox] = []
    areas: list[WrittenArea] = []
    days = range(1, len(_days(month)) + 1)
    for block in range(PER_PAGE):
        top = TOP + block * PITCH
        for day in days:
            group = block * 3 + (day > COLUMNS)
            for method in range(ZONES):
                key = ("mark", block, day, method)
                ticks.append(TickBox(key, zone(block, day, method), group, ("day", block, day)))
        group = block * 3 + 2
        ticks += [TickBox(("sign", block, n), sign_box(block, n), group, sure=False) for n in range(8)]
        areas += [
            WrittenArea(("memo", block), (_MEMO, top + 49.2, RIGHT - _MEMO, 6.4)),
            WrittenArea(
                ("total", block),
                (RIGHT - COLUMN + 0.8, top + HALF + STRIP + 0.8, COLUMN - 1.6, HALF - STRIP - 4.8),
            ),
            WrittenArea(("name", block), (LEFT, top + 3.4, 31.0, 6.4)),
        ]
    return PageBoxes(tuple(ticks), tuple(areas))


def _pages(paper: Paper, sheet: VisitSheet, printed_on: str) -> Iterator[int]:
    total = pages(sheet)
    nobody = WatchedPerson()
    days = _days(sheet.month)
    for page in range(1, total + 1):
        _draw_head(paper, sheet, f"{page}/{total}")
        here = sheet.people[(page - 1) * PER_PAGE : page * PER_PAGE]
        for block in range(PER_PAGE):
            person = here[block] if block < len(here) else nobody
            top = TOP + block * PITCH
            _draw_person(paper, person, top)
            _draw_days(paper, person.planned, days, top)
            _draw_signs(paper, sheet.signs, block)
            paper.line(LEFT, top + PITCH - 1.5, RIGHT, top + PITCH - 1.5, HEAVY)
        _draw_foot(paper, sheet, printed_on)
        yield page


def _draw_head(paper: Paper, sheet: VisitSheet, count: str) -> None:
    paper.about(sheet.district, wareki(sheet.month) if sheet.month else "")
    x = 28 + paper.text(28, 15.2, TITLE, 23.3, bold=True)
    month = f"{wareki(sheet.month)}分" if sheet.month else "令和　　年　　月分"
    x = x + 2.4 + paper.text(x + 2.4, 15.2, month, 17.3, bold=True)
    if sheet.month:
        paper.text(x + 0.3, 15.0, f"({sheet.month[:4]})", 12.5)
    paper.fit(28, 22.5, sheet.district, 12.5, 40.5, least=9)
    if not sheet.district:
        paper.line(28, 23.4, 57, 23.4)
        paper.text(57.8, 22.5, "地区", 11)
    paper.text(70, 22.5, "担い手", 11)
    used = paper.one_or_two(82.4, 22.6, sheet.watcher, 16, 27, small=8, bold=True) or 25
    if not sheet.watcher:
        paper.line(82, 23.4, 106.5, 23.4)
    paper.text(82.4 + used + 0.7, 22.5, "さん", 11.5)
    paper.text(119.5, 22.4, "票", 10.5)
    paper.fit(124, 22.5, sheet.number, 14, 17, least=9, bold=True)
    paper.text(149.8, 22.4, count, 12, align="right")
    marks.stamps(paper, 152, 8, sheet.stamps[:2], size=10)
    _draw_legend(paper)
    paper.line(LEFT, 31.7, RIGHT, 31.7, HEAVY)


def _draw_legend(paper: Paper) -> None:
    y = 29.3
    marks.visit(paper, 12.4, 27.6)
    paper.text(16, y, "訪ねた", 12.2)
    marks.phone(paper, 34.9, 27.6)
    paper.text(38.7, y, "電話した", 12.2)
    marks.seen(paper, 61.2, 27.6)
    paper.text(65, y, "姿を見た", 12.2)
    paper.text(83.8, y, "日に", 12.2, bold=True)
    marks.tick(paper, 93, 25.2, 4.4, 1.7)
    paper.text(102.5, y, "会えなければ「不」と書く", 12.2)
    paper.area(172.9, 25.5, 9.5, 4.4)
    paper.text(178.7, 29.1, "14", 10.5, bold=True, align="right", white=True)
    paper.text(178.8, 29, "木", 9, bold=True, white=True)
    paper.text(200, y, "予定の日", 11.4, align="right")


def _draw_person(paper: Paper, person: WatchedPerson, top: float) -> None:
    paper.fit(LEFT, top + 2.7, person.kana, 9.4, 40, least=7)
    used = paper.one_or_two(LEFT, top + 9.6, person.name, 18, 31, least=11, small=9.5, bold=True)
    used = used or 31.0
    paper.text(LEFT + used + 1.4, top + 9.5, "さん", 11)
    if person.name:
        paper.fit(LEFT, top + 15.3, person.about, 12.5, PERSON + 0.5, least=9)
        paper.fit(LEFT, top + 20.6, person.place, 12, PERSON + 0.5, least=9)
    else:
        paper.text(LEFT, top + 2.7, "ふりがな", 7.5)
        paper.line(LEFT, top + 10.4, LEFT + used, top + 10.4)
        paper.text(LEFT, top + 15.3, "　　　歳・男　女", 12)
        paper.text(LEFT, top + 20.6, "　　　　町内会　　班", 12)
    marks.tag(paper, LEFT, top + 22.4, "予定", width=8.6, height=4.7, size=10.5)
    paper.fit(20.8, top + 26.5, person.plan, 12.6, 29, least=9, bold=True)
    paper.line(LEFT, top + 29.0, 50, top + 29.0)
    paper.text(LEFT, top + 33.1, "ふだんの様子", 9.7)
    if len(wrap(person.usual, 10.5, 40.2)) <= 2:
        paper.block(LEFT, top + 38.2, person.usual, 12, 40.2, lines=2, leading=5.3, least=10.5)
    else:
        paper.block(LEFT, top + 36.9, person.usual, 9.5, 40.2, lines=3, leading=3.7, least=8)
    for half in (0, 1):
        y = top + half * HALF + STRIP + ZONE / 2
        marks.visit(paper, 54.2, y)
        marks.phone(paper, 54.2, y + ZONE)
        marks.seen(paper, 54.2, y + 2 * ZONE)


@lru_cache(maxsize=24)
def _days(month: str) -> tuple[tuple[int, str, bool], ...]:
    """Return (day, weekday or 祝, is Monday) of a month; 31 days without weekday when the month is open."""
    if not month:
        return tuple((day, "", False) for day in range(1, 32))
    year, number = int(month[:4]), int(month[5:7])
    out = []
    for day in range(1, monthrange(year, number)[1] + 1):
        on = date(year, number, day)
        word = "祝" if jpholiday.is_holiday(on) else weekday(on.isoformat())
        out.append((day, word, on.weekday() == 0))
    return tuple(out)


def _draw_days(
    paper: Paper, planned: frozenset[int], days: tuple[tuple[int, str, bool], ...], top: float
) -> None:
    middle, bottom = top + HALF, top + 2 * HALF
    paper.frame(GRID, top, COLUMN * COLUMNS, 2 * HALF, GROUP)
    paper.line(GRID, middle, RIGHT, middle, GROUP)
    last = GRID + (len(days) - COLUMNS) * COLUMN  # right edge of the month's last day
    total = RIGHT - COLUMN
    for half, end in ((top, RIGHT), (middle, last)):
        paper.line(GRID, half + STRIP, end, half + STRIP)
        for row in (1, 2):
            paper.line(GRID, half + STRIP + row * ZONE, end, half + STRIP + row * ZONE, dash=_DOTTED)
    for day, word, monday in days:
        column, half = (day - 1, top) if day <= COLUMNS else (day - 1 - COLUMNS, middle)
        x = GRID + column * COLUMN
        if column:
            paper.line(x, half, x, half + HALF, HEAVY if monday else FINE)
        _draw_day(paper, x, half, day, word, planned=day in planned)
    if last < total:
        paper.line(last, middle, last, bottom)
    paper.line(total, middle, total, bottom, BLOCK)
    paper.line(total, middle + STRIP, RIGHT, middle + STRIP)
    marks.centred(paper, total + COLUMN / 2, middle + STRIP / 2, "計", 11, bold=True)
    paper.text(total + COLUMN / 2, bottom - 0.9, "回", 9, align="center")


def _draw_day(paper: Paper, x: float, top: float, day: int, word: str, *, planned: bool) -> None:
    """Draw number and weekday as one, in the middle of the cell."""
    if planned:
        paper.area(x, top, COLUMN, STRIP)
    bold = planned or word in {"日", "祝"}
    number = str(day)
    wide = width_of(number, 10.5, bold=True)
    gap = 0.35 if len(number) == 1 else 0.05
    left = x + (COLUMN - wide - (gap + 8 / MM if word else 0)) / 2
    paper.text(left, top + 3.45, number, 10.5, bold=True, white=planned)
    paper.text(left + wide + gap, top + 3.35, word, 8, bold=bold, white=planned)


def _draw_signs(paper: Paper, signs: tuple[str, ...], block: int) -> None:
    top = TOP + block * PITCH
    marks.alert(paper, 12.5, top + 51.2)
    for index, sign in enumerate(signs[:8]):
        x, y, size, _ = sign_box(block, index)
        paper.frame(x, y, size, size, 0.8, radius=0.6)
        paper.fit(x + 5.9, y + 3.7, sign, 10.5, _SIGN_END[index % 4] - x - 5.9, least=8)
    paper.text(_MEMO, top + 48.6, "メモ(何日のことか)", 9)
    paper.line(_MEMO, top + 56.1, RIGHT, top + 56.1)


def _draw_foot(paper: Paper, sheet: VisitSheet, printed_on: str) -> None:
    marks.alert(paper, 31, 275.4)
    paper.text(35, 277.2, "おかしいと思ったら", 13, bold=True)
    paper.text(79, 277.2, "ひとりで家に入らない。二人以上で。", 12)
    paper.text(182, 276.6, f"印刷 {wareki(printed_on)}", 9.2, align="right")
    for x in (71.6, 114.6):
        paper.line(x, 279, x, 289)
    for x, when in (
        (28, "倒れている・意識がない"),
        (75, "異臭・亡くなったかも"),
        (118, "出ない・わからない"),
    ):
        paper.text(x, 282.4, when, 10.5)
        marks.arrow(paper, x, 286.6)
    x = 34.2 + paper.text(34.2, 288.8, "119", 18.5, bold=True)
    paper.text(x + 2, 288.3, "救急", 10.5)
    x = 81.2 + paper.text(81.2, 288.8, "110", 18.5, bold=True)
    paper.text(x + 2, 288.3, "警察", 10.5)
    if sheet.coordinator or sheet.coordinator_phone:
        name, phone = sheet.coordinator, sheet.coordinator_phone
        marks.contact(paper, (124.6, 288.1), name, phone, 12, width=57.4, bold=True)
    else:
        paper.text(124.6, 288.1, "世話係", 12, bold=True)
        paper.line(139, 288.8, 182, 288.8)
