"""Attendance and visit sheets with the days across: one row per person, one column per day, a mark per act.

Year and month stand in the title above (令和5年10月 出席表), in the sheet's name, or in the day cells themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from sasaeai_desktop.domain.eras import ERAS
from sasaeai_desktop.domain.judging import is_total
from sasaeai_desktop.exchange.folding import clean
from sasaeai_desktop.exchange.grid import Grid, Held, Mark, Rows
from sasaeai_desktop.exchange.kinds.kind import Kind
from sasaeai_desktop.exchange.matching import words as w

_LEAST_DAYS = 4
MOST = 20_000  # nobody has a list of so many people with the days or the months across
_PRESENT = frozenset("○〇◯◎●✓✔レ☑1") | {"出", "出席", "参加", "有", "TRUE"}
_ABSENT = frozenset("×✕✖／/―－-ー欠休0") | {"欠席", "休み", "無", "FALSE", ""}
_METHODS = {
    "訪": "訪問",
    "電": "電話",
    "姿": "行動パターン",
    "訪問": "訪問",
    "電話": "電話",
    "見": "行動パターン",
}
_YEAR = re.compile(
    r"(令和|平成|昭和|R|H|S)\s*(元|[0-9]{1,2})\s*[年./]|((?:19|20)[0-9]{2})\s*[年./]|(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])"
)
_MONTH = re.compile(r"(?<![0-9])(1[0-2]|0?[1-9])\s*月(?!日)")
_FISCAL = re.compile("年度")
_DAY = re.compile(
    r"(?:第[0-9]+回)?(?:(1[0-2]|0?[1-9])[/月.])?(3[01]|[12][0-9]|0?[1-9])日?(?:[(（]?[月火水木金土日祝]曜?日?[)）]?)?"
)
_ISO = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")

_Said = tuple[int | None, int | None, int]
"""Year and month, where a cell says them, and the day."""
Across = tuple[
    list[str], list[tuple[int, list[str]]], tuple[tuple[str, ...], ...], list[tuple[int, str, str]]
]
"""Headers, made rows, header cells, and marks that nobody can read as (line, header of the day, mark)."""


_ASKED = "年月（題名に「令和5年10月」のように書いてください）"
ASKED = {"実施日": _ASKED, "開催日": _ASKED}
"""How our headers are asked for that such a sheet leaves out."""


def find_days(kind: Kind, grid: Grid, rows: Sequence[tuple[int, list[str]]], whole: Rows) -> Across | None:
    """Return the rows of a sheet with the days across, one for each mark; None where the sheet is none.

    Args:
        kind: what is looked for.
        grid: the sheet.
        rows: its first rows that hold anything, among which the days stand.
        whole: all of them.
    """
    if kind.name not in ("attendance", "visits"):
        return None
    for at, (line, cells) in enumerate(rows[:20]):
        title = title_of(grid, rows[:at])
        dates = _dates(_columns(cells), title)
        if not dates:
            continue
        body = list(islice((row for row in whole if row[0] > line), MOST + 1))
        if len(body) > MOST:
            return None
        if body and _weekdays(body[0][1], dates):
            body = body[1:]
        who = _who(kind, rows, at, dates)
        return _made(kind, who, dates, body, cells, title) if who else None
    return None


def find_undated(kind: Kind, rows: Sequence[tuple[int, list[str]]]) -> Across | None:
    """Return the headers of a sheet with days across of which nothing says the year or the month; it has no rows so.

    Args:
        kind: what is looked for.
        rows: the first rows of a sheet in which nothing else was found.
    """
    for at, (_, cells) in enumerate(rows[:20] if kind.name in ("attendance", "visits") else ()):
        found = _columns(cells)
        who = _who(kind, rows, at, found) if found else {}
        if who:
            return [*who, *(["方法"] if kind.name == "visits" else [])], [], ((),), []
    return None


def _who(
    kind: Kind, rows: Sequence[tuple[int, list[str]]], at: int, across: Collection[int]
) -> dict[str, int]:
    """Return where the columns beside the days stand; nothing when none of them tells whose marks they are."""
    not_these = ("実施日", "開催日", "方法", "時刻")
    who = columns_beside(kind, rows[max(0, at - 1) : at + 2], across, not_these)
    needed = {"対象者番号", "氏名"} if kind.name == "attendance" else {"対象者番号"}
    return who if needed & set(who) else {}


def _columns(cells: Sequence[str]) -> dict[int, _Said]:
    """Return what each column says of its day; nothing when the row is no row of days."""
    found = {place: said for place, cell in enumerate(cells) if (said := _day_of(cell))}
    if len(found) < _LEAST_DAYS or len(found) * 2 < sum(1 for c in cells if c.strip()):
        return {}
    days = [day for _, month, day in found.values() if month is None]
    return found if days == sorted(days) else {}


def _dates(found: Mapping[int, _Said], title: str) -> dict[int, str]:
    """Return the day of each column; nothing when no year or month is known."""
    year, month, fiscal = _when(title)
    dates: dict[int, str] = {}
    for place, (own_year, own_month, day) in found.items():
        the_month = own_month or month
        the_year = own_year or year
        if the_year is None or the_month is None:
            return {}
        if own_year is None and fiscal and the_month < 4:
            the_year += 1
        try:
            dates[place] = date(the_year, the_month, day).isoformat()
        except ValueError:
            continue  # the 31st column of a month of 30 days
    return dates


def _day_of(cell: str) -> _Said | None:
    """Return what a cell says of its day; None when it is no day."""
    if isinstance(cell, Mark) and cell.held is Held.DAY:
        return int(cell[:4]), int(cell[5:7]), int(cell[8:10])
    text = unicodedata.normalize("NFKC", clean(cell)).replace("\n", "").replace(" ", "")
    if whole := _ISO.fullmatch(text):
        return int(whole[1]), int(whole[2]), int(whole[3])
    if part := _DAY.fullmatch(text):
        return None, int(part[1]) if part[1] else None, int(part[2])
    return None


def _when(title: str) -> tuple[int | None, int | None, bool]:
    text = unicodedata.normalize("NFKC", title)
    year: int | None = None
    found = _YEAR.search(text)
    if found and found[1]:
        era = next(e for e in ERAS if found[1] in (e.name, e.letter))
        year = era.first.year - 1 + (1 if found[2] == "元" else int(found[2]))
    elif found:
        year = int(found[3] or found[4])
    month = _MONTH.search(text)
    return year, int(month[1]) if month else None, bool(_FISCAL.search(text))


def completed(when: tuple[int | None, int | None, bool], text: str) -> str:
    """Return a day that leaves out what the title says (10/5, 10月5日, 5日 under 令和5年10月) as a whole ISO date.

    Args:
        when: as ``of_title`` gives it.
        text: the cell; what is no such day, or a day that the month has not, comes back as it is.
    """
    if isinstance(text, Mark):
        return text
    year, month, fiscal = when
    part = _DAY.fullmatch(unicodedata.normalize("NFKC", clean(text)).replace(" ", ""))
    the_month = int(part[1]) if part and part[1] else month
    if part is None or year is None or the_month is None:
        return text
    try:
        return date(year + (1 if fiscal and the_month < 4 else 0), the_month, int(part[2])).isoformat()
    except ValueError:
        return text


def title_of(grid: Grid, above: Sequence[tuple[int, list[str]]]) -> str:
    """Return what is written above a table: the sheet's name, and the rows before the headers."""
    return " ".join([grid.name, *(clean(c) for _, cells in above for c in cells if c.strip())])


def of_title(title: str) -> tuple[int | None, int | None, bool]:
    """Return year and month that a title names, and whether it names a fiscal year."""
    return _when(title)


def _weekdays(cells: Sequence[str], dates: dict[int, str]) -> bool:
    texts = [clean(cells[p]) for p in dates if p < len(cells)]
    return bool(texts) and all(t in "月火水木金土日祝" for t in texts if t) and any(texts)


def columns_beside(
    kind: Kind,
    rows: Sequence[tuple[int, list[str]]],
    across: Collection[int],
    not_these: Collection[str],
) -> dict[str, int]:
    """Return our header -> place of the columns that name the person (and the salon, the watcher).

    Args:
        kind: what is looked for.
        rows: those in which the headers may stand.
        across: places of the days or months.
        not_these: headers that the days or months themselves stand for.
    """
    known = w.words_of(kind.name, kind.headers) | w.words_of("attendance", ("氏名", "ふりがな"))
    who: dict[str, int] = {}
    for _, cells in rows:
        for place, cell in enumerate(cells):
            header = known.get(w.word_key(clean(cell))) if clean(cell) and place not in across else None
            if header in kind.headers and header not in not_these:
                who.setdefault(header, place)
    return who


def rows_beside(
    body: Sequence[tuple[int, list[str]]], who: Mapping[str, int], across: Collection[int]
) -> Iterator[tuple[int, list[str], list[str], str]]:
    """Give line, cells, those that say whose row it is, and what stands first beside the days or months.

    A row with nothing beside them is nobody's.
    """
    for line, cells in body:
        label = next((clean(c) for place, c in enumerate(cells) if place not in across and c.strip()), "")
        if label:
            yield line, cells, [cells[p] if p < len(cells) else "" for p in who.values()], label


def only_label(label: str, names: Sequence[str]) -> list[str]:
    """Return the one row that stands for a row of totals, so that it is told that it was left out."""
    return [label, *[""] * (len(names) - 1)]


def _made(
    kind: Kind,
    who: dict[str, int],
    dates: dict[int, str],
    body: Sequence[tuple[int, list[str]]],
    headers: Sequence[str],
    title: str,
) -> Across:
    visits = kind.name == "visits"
    names = [*who, *(["実施日", "方法"] if visits else ["開催日"])]
    salon = _salon_of(title) if not visits and "サロン番号" not in who else None
    if salon:
        names.append("サロン番号")
    made: list[tuple[int, list[str]]] = []
    bad: list[tuple[int, str, str]] = []
    for line, cells, own, label in rows_beside(body, who, dates):
        if is_total(label):
            made.append((line, only_label(label, names)))
            continue
        somebody = any(map(str.strip, own))
        for place, iso in dates.items():
            mark = clean(cells[place]) if place < len(cells) else ""
            if mark in _ABSENT:
                continue
            here = "訪問" if mark in _PRESENT else ""
            said = _METHODS.get(mark, here) if visits else here
            if said:  # without a number it is refused with its line, and not passed over
                made.append((line, [*own, iso, *([said] if visits else [salon] if salon else [])]))
            elif somebody:
                bad.append((line, clean(headers[place]), mark))
    return names, made, (tuple(clean(c) for c in headers),), bad


def _salon_of(title: str) -> str | None:
    """Return the number of the salon that a title names (S-1, S01)."""
    text = unicodedata.normalize("NFKC", title)
    found = re.search(r"(?<![A-Za-z0-9])(S-?[0-9]{1,4})(?![A-Za-z0-9])", text)
    return found[1] if found else None
