"""サロン出席表: a salon's names by its days, ticks by hand, five kinds of counts without names.

The last (usually the only) page holds thirteen names, two new ones, the counts and the total; pages before it
hold twenty names and two new ones. Thirteen days a page, or seven wide columns where there are no more.
`plan` tells where every row and column lies, `boxes` where a pen fills something in, for whoever reads a scan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sasaeai_desktop.domain.paper_boxes import PageBoxes, TickBox, WrittenArea
from sasaeai_desktop.domain.wareki import wareki, wareki_year, weekday
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.paper import BLOCK, FINE, GROUP, HEAVY, MM, Drawn, Paper, width_of

NAME = "salon-roster"
TITLE = "サロン出席表"
NAMES, NEWCOMERS = 13, 2  # rows of the last page
EARLY_NAMES = 20  # rows of a page that has no counts

LEFT, GRID, TOTAL, RIGHT = 10.0, 76.0, 190.4, 200.0
TOP, MONTH_ROW, FIRST_ROW = 32.2, 37.2, 49.8
ROW, AIR, SUM_ROW, BREATH = 9.0, 6.6, 9.6, 3.4
MANY, FEW = 13, 7  # columns: 8.8 mm, or 16.3 mm where no more are needed
_CANCEL, _CANCEL_TOP = 4.6, 44.2  # the box for 中止
COUNTS = ("65歳以上", "障がいのある方", "子ども", "保護者", "その他")


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """A participant known by name."""

    name: str
    kana: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonRoster:
    """A salon's sheet for some months.

    Attributes:
        sheet_id: 32 hex digits of the Sheet record; "" on a blank form.
        number: 票の番号, "0231".
        district: "みどりが丘地区社協".
        salon: name of the salon.
        place: where and when in one line, "さくら会館 金曜10時".
        sessions: planned days, ISO, in order; spare columns are left to write in.
        regulars: いつもの方, in kana order.
        occasional: ときどきの方, in kana order.
        coordinator: name of the 世話係.
        coordinator_phone: their phone.
        stamps: captions of the stamp boxes, at most two.
    """

    sheet_id: str = ""
    number: str = ""
    district: str = ""
    salon: str = ""
    place: str = ""
    sessions: tuple[str, ...] = ()
    regulars: tuple[Guest, ...] = ()
    occasional: tuple[Guest, ...] = ()
    coordinator: str = ""
    coordinator_phone: str = ""
    stamps: tuple[str, ...] = ("世話人 印", "事務局 印")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid.

    Attributes:
        kind: "guest", "new", "count", "total" or "staff".
        top: upper edge in mm.
        height: in mm.
        index: place in regulars + occasional (new ones count on from there), or place in `COUNTS`.
    """

    kind: str
    top: float
    height: float
    index: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What one page holds.

    Attributes:
        page: from 1.
        pages: of the whole sheet.
        days: ISO days of the columns; "" is a spare column.
        width: of a column in mm.
        rows: from the top down.
        heads: (baseline, words, small words) of the groups.
    """

    page: int
    pages: int
    days: tuple[str, ...]
    width: float
    rows: tuple[Row, ...]
    heads: tuple[tuple[float, str, str], ...]

    def column(self, index: int) -> float:
        """Return the left edge of a column."""
        return GRID + index * self.width


def blank() -> SalonRoster:
    """Return the sheet with everything left open."""
    return SalonRoster()


def draw(roster: SalonRoster, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one salon's sheet; see `draw_all`."""
    return draw_all([roster], printed_on=printed_on, invariant=invariant)


def draw_all(rosters: Iterable[SalonRoster], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many sheets into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    for roster in rosters:
        for page in plan(roster):
            _draw_head(paper, roster, page)
            _draw_columns(paper, page)
            for row in page.rows:
                _draw_row(paper, roster, page, row)
            if page.rows[-1].kind == "new":
                below = page.rows[-1].top + ROW + 8
                paper.text(
                    RIGHT, below, f"人数と合計は つぎの紙に書く({page.page}/{page.pages})", 11, align="right"
                )
            _draw_foot(paper, roster, printed_on)
            marks.corner_codes(paper, NAME, roster.sheet_id, page.page)
            paper.next_page()
    return paper.finish()


def plan(roster: SalonRoster) -> tuple[Plan, ...]:
    """Return the pages of a sheet: all names for the first thirteen days, then again for the next ones."""
    columns = FEW if 0 < len(roster.sessions) <= FEW else MANY
    days = [roster.sessions[at : at + columns] for at in range(0, len(roster.sessions), columns)] or [()]
    guests = len(roster.regulars) + len(roster.occasional)
    parts = _parts(guests)
    total = len(days) * len(parts)
    out: list[Plan] = []
    for some in days:
        padded = (*some, *[""] * (columns - len(some)))
        for number, part in enumerate(parts):
            first_new = (guests or NAMES) + number * NEWCOMERS
            rows, heads = _rows(roster, part, first_new, last=number == len(parts) - 1)
            out.append(Plan(len(out) + 1, total, padded, (TOTAL - GRID) / columns, tuple(rows), tuple(heads)))
    return tuple(out)


def boxes(page: Plan) -> PageBoxes:
    """Return what a pen fills in on a page.

    Keys: ("came", row, column) with the row's index (guests, then new ones), ("cancelled", column),
    ("count", kind, column) with the place in `COUNTS`, ("total", 0, column), ("staff", 0, column),
    ("name", row) for a new one's name, ("day", column) above a spare column.
    """
    ticks: list[TickBox] = []
    areas: list[WrittenArea] = []
    group, below = 0, -1.0
    for row in page.rows:
        if row.kind in ("guest", "new"):
            group += round(row.top, 2) != below
            below = round(row.top + row.height, 2)
        if row.kind == "new":
            areas.append(
                WrittenArea(("name", row.index), (17.0, row.top + 0.8, GRID - 18.0, row.height - 1.6))
            )
        for column in range(len(page.days)):
            rect = (page.column(column), row.top, page.width, row.height)
            if row.kind in ("guest", "new"):
                ticks.append(TickBox(("came", row.index, column), rect, group))
            else:
                within = (rect[0] + 0.8, rect[1] + 0.8, rect[2] - 1.6, rect[3] - 1.6)
                areas.append(WrittenArea((row.kind, row.index, column), within))
    for column, day in enumerate(page.days):
        left = page.column(column) + page.width / 2 - _CANCEL / 2
        ticks.append(
            TickBox(("cancelled", column), (left, _CANCEL_TOP, _CANCEL, _CANCEL), group + 1, sure=False)
        )
        if not day:
            area = (page.column(column) + 0.8, MONTH_ROW + 0.5, page.width - 1.6, 6.0)
            areas.append(WrittenArea(("day", column), area))
    return PageBoxes(tuple(ticks), tuple(areas))


def _parts(guests: int) -> list[range]:
    """Return which guests stand on which page; none at all gives thirteen open rows."""
    parts, start = [], 0
    while guests - start > NAMES:
        taken = min(EARLY_NAMES, guests - start - 1)
        parts.append(range(start, start + taken))
        start += taken
    return [*parts, range(start, guests or NAMES)]


def _rows(
    roster: SalonRoster, part: range, first_new: int, *, last: bool
) -> tuple[list[Row], list[tuple[float, str, str]]]:
    regulars, occasional = len(roster.regulars), len(roster.occasional)
    open_form = not regulars + occasional
    border = NAMES if open_form else regulars
    rows: list[Row] = []
    heads: list[tuple[float, str, str]] = []
    y = FIRST_ROW

    def group(words: str, small: str, kind: str, indices: Iterable[int]) -> None:
        nonlocal y
        some = list(indices)
        if not some:
            return
        y += AIR if rows else 0
        heads.append((y - (1.75 if rows else 2.0), words, small))
        for index in some:
            rows.append(Row(kind, y, ROW, index))
            y += ROW

    group(
        "いつもの方", "" if open_form else f"{regulars}人", "guest", range(part.start, min(part.stop, border))
    )
    group("ときどきの方", f"{occasional}人", "guest", range(max(part.start, border), part.stop))
    group("はじめての方", "お名前を書く", "new", range(first_new, first_new + NEWCOMERS))
    if last:
        group("お名前のない参加", "人数を書く", "count", range(len(COUNTS)))
        rows.append(Row("total", y, SUM_ROW))
        rows.append(Row("staff", y + SUM_ROW + BREATH, ROW))
    return rows, heads


def _period(days: tuple[str, ...]) -> tuple[str, str]:
    """Return the months in 和暦 and the Gregorian year of the days."""
    known = [day for day in days if day]
    if not known:
        return "令和　　年　　〜　　月", ""
    first, last = known[0][:7], known[-1][:7]
    if first == last:
        return wareki(first), f"({first[:4]})"
    if wareki_year(known[0]) == wareki_year(known[-1]):
        return f"{wareki_year(known[0])}{int(first[5:])}〜{int(last[5:])}月", f"({first[:4]})"
    return f"{wareki(first)}〜{wareki(last)}", ""


def _draw_head(paper: Paper, roster: SalonRoster, page: Plan) -> None:
    x = 28 + paper.text(28, 15.2, TITLE, 23.3, bold=True) + 2.4
    months, year = _period(roster.sessions)
    paper.about(roster.district, months)
    x += paper.fit(x, 15.2, months, 17.3, 150.5 - x - width_of(year, 12.5), least=11, bold=True)
    paper.text(x + 0.3, 15.0, year, 12.5)
    if roster.salon:
        room = 90 - min(width_of(roster.place, 9), 38)
        used = paper.one_or_two(28, 22.6, roster.salon, 14, room, least=9, small=8.5, bold=True)
        paper.one_or_two(30 + used, 22.4, roster.place, 11, 88.5 - used)
    else:
        paper.text(28, 22.5, "サロン", 11)
        paper.line(41, 23.4, 84, 23.4)
        paper.text(86, 22.5, "会場", 11)
        paper.line(95, 23.4, 118, 23.4)
    paper.text(121, 22.5, "票", 10.5)
    paper.fit(125.6, 22.6, roster.number, 14.5, 16, least=9, bold=True)
    paper.text(149.8, 22.5, f"{page.page}/{page.pages}", 12, align="right")
    marks.stamps(paper, 152, 8, roster.stamps[:2], size=10)
    if roster.district:
        paper.fit(LEFT, 29.3, roster.district, 12.2, 45, least=8)
    else:
        paper.line(LEFT, 30, 40, 30)
        paper.text(41, 29.3, "地区", 11)
    paper.text(57.8, 29.3, "来た方に", 12.2, bold=True)
    marks.tick(paper, 77.2, 25.2, 4.4, 1.7)
    paper.text(90, 29.3, "お休みの日は空けておく", 12.2)
    paper.text(143, 29.3, "中止の日は「中止」に", 12.2)
    marks.tick(paper, 184.5, 25.2, 4.4, 1.7)


def _draw_columns(paper: Paper, page: Plan) -> None:
    """Draw months, days and the boxes for 中止."""
    paper.line(GRID, TOP, RIGHT, TOP, GROUP)
    paper.line(GRID, MONTH_ROW, TOTAL, MONTH_ROW)
    at = 0
    for month, group in groupby(page.days, key=lambda day: day[:7]):
        size = len(list(group))
        middle = (page.column(at) + page.column(at + size)) / 2
        label = f"{int(month[5:])}月" if month else "　　月"
        if month or at == 0:
            paper.text(middle, 36.3, label, 14, bold=True, align="center")
        at += size
    names = {weekday(day) for day in page.days if day}
    same = len(names) == 1
    paper.text(74, 41.5, f"日({names.pop()}曜)" if same else "日", 10.5, align="right")
    paper.text(74, 47.6, "中止", 10.5, align="right")
    for index, day in enumerate(page.days):
        left = page.column(index)
        middle = left + page.width / 2
        if day and same:
            paper.text(middle, 42.5, str(int(day[8:])), 14.5, bold=True, align="center")
        elif day:
            _draw_day(paper, middle, int(day[8:]), weekday(day))
        paper.frame(middle - _CANCEL / 2, _CANCEL_TOP, _CANCEL, _CANCEL, 0.8, radius=0.6)
        if index and day[:7] != page.days[index - 1][:7]:
            paper.line(left, TOP, left, FIRST_ROW, BLOCK)
    marks.centred(paper, (TOTAL + RIGHT) / 2, 40.5, "計", 13, bold=True)
    for x, weight in ((GRID, GROUP), (TOTAL, BLOCK), (RIGHT, GROUP)):
        paper.line(x, TOP, x, FIRST_ROW, weight)
    for index, (y, words, small) in enumerate(page.heads):
        used = paper.text(LEFT, y, words, 12, bold=True)
        paper.text(LEFT + used + 4.5, y, small, 10.3 if index else 11)


def _draw_day(paper: Paper, middle: float, day: int, word: str) -> None:
    wide = width_of(str(day), 12, bold=True)
    left = middle - (wide + 8 / MM) / 2
    paper.text(left, 42.3, str(day), 12, bold=True)
    paper.text(left + wide, 42.2, word, 8)


def _draw_row(paper: Paper, roster: SalonRoster, page: Plan, row: Row) -> None:
    """Draw one row with its own rules above and below; neighbours share them."""
    bottom = row.top + row.height
    stronger = row.kind == "guest" and (row.index + 1) % 5 == 0
    closing = all(other.top != bottom for other in page.rows)
    opening = all(other.top + other.height != row.top for other in page.rows)
    if row.kind == "total":
        paper.frame(GRID, row.top, RIGHT - GRID, row.height, HEAVY)
        paper.line(LEFT, row.top, GRID, row.top)
        paper.line(LEFT, bottom, GRID, bottom, GROUP)
    else:
        if opening:
            paper.line(LEFT, row.top, RIGHT, row.top, GROUP)
        paper.line(LEFT, bottom, RIGHT, bottom, GROUP if stronger or closing else FINE)
    for index, day in enumerate(page.days[1:], start=1):
        changes = day[:7] != page.days[index - 1][:7]
        paper.line(page.column(index), row.top, page.column(index), bottom, BLOCK if changes else FINE)
    for x, weight in ((GRID, GROUP), (TOTAL, BLOCK), (RIGHT, GROUP)):
        paper.line(x, row.top, x, bottom, weight)
    _draw_label(paper, roster, row)


def _draw_label(paper: Paper, roster: SalonRoster, row: Row) -> None:
    y = row.top + row.height / 2 + 1.75
    if row.kind == "guest":
        paper.text(15.9, y, str(row.index + 1), 11.2, align="right")
        guests = roster.regulars + roster.occasional
        if row.index < len(guests):
            guest = guests[row.index]
            paper.one_or_two(18.9, y + 0.1, guest.name, 14.2, 27, least=10, small=9.5, bold=True)
            paper.one_or_two(46.8, y, guest.kana, 9, GRID - 47.4, least=7, small=7)
    elif row.kind == "new":
        paper.text(15.9, y, str(row.index + 1), 11.2, align="right")
    else:
        words = {"total": "参加した人の合計", "staff": "お手伝い"}.get(row.kind, COUNTS[row.index])
        if row.kind == "count":
            paper.text(18.9, y, words, 12.2)
        else:
            used = paper.text(LEFT, y, words, 13, bold=True)
            if row.kind == "staff":
                paper.text(LEFT + used + 2.5, y, "参加の合計に入れない", 9.5)
        paper.text(74, y, "人", 11, align="right")


def _draw_foot(paper: Paper, roster: SalonRoster, printed_on: str) -> None:
    marks.alert(paper, 31, 278.6)
    paper.text(35, 280.3, "いつもの方が3回つづけてお休みなら、世話係へ知らせる", 12.1, bold=True)
    if roster.coordinator or roster.coordinator_phone:
        name, phone = roster.coordinator, roster.coordinator_phone
        marks.contact(paper, (28.3, 286.9), name, phone, 12.1, width=115)
    else:
        paper.text(28.3, 286.9, "世話係", 12.1)
        paper.line(45, 287.6, 120, 287.6)
    paper.text(182, 286.7, f"印刷 {wareki(printed_on)}", 9.2, align="right")
