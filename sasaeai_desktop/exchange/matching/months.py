"""月計 with the months across: one row per person or watcher (and method), one column per month, a count in each.

The year stands in the title above (令和5年度 訪問回数表), in the sheet's name, or in the cells of the months themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice, pairwise

from sasaeai_desktop.domain.judging import is_total
from sasaeai_desktop.exchange.folding import clean
from sasaeai_desktop.exchange.grid import Grid, Held, Mark, any_text, filled_down
from sasaeai_desktop.exchange.kinds.kind import Kind
from sasaeai_desktop.exchange.matching.days import (
    MOST,
    Across,
    columns_beside,
    of_title,
    only_label,
    rows_beside,
    title_of,
)

_LEAST_MONTHS, _LEAST_NUMBERS = 3, 6  # of mere numbers, 4 5 6, more are wanted: counts look like them
_MONTH = re.compile(r"(?:(?P<year>.+?)[年./-])?(?P<month>1[0-2]|0?[1-9])(?:月分?)?")
_NOTHING = frozenset("-ー－―／/×0０") | {""}
_COUNT = re.compile("[1-9１-９]")
_METHODS = ("電話", "訪問")  # as a title names them: 令和5年度 訪問回数表


ASKED = {
    "年月": "年度（題名に「令和5年度」のように書いてください）",
    "方法": "方法（列をつくるか、題名に「訪問回数」のように書いてください）",
}
"""How our headers are asked for that such a sheet leaves out."""


def find_months(kind: Kind, grid: Grid, rows: Sequence[tuple[int, list[str]]]) -> Across | None:
    """Return the rows of a sheet with the months across, one for each count; None where the sheet is none.

    Where nothing says the year, it has no rows, and 年月 is missing.

    Args:
        kind: what is looked for.
        grid: the sheet.
        rows: its first rows that hold anything, among which the months stand.
    """
    if kind.name != "tallies":
        return None
    for at, (line, cells) in enumerate(rows[:20]):
        title = title_of(grid, rows[:at])
        found = _columns(cells)
        months = _months(found, title)
        beside = columns_beside(kind, rows[max(0, at - 1) : at + 2], found, ("年月", "回数")) if found else {}
        if "対象者番号" not in beside and "担当者番号" not in beside:
            continue
        if not months:
            return [*beside, "回数", *(["方法"] if _method_of(title) else [])], [], ((),), []
        below, _ = filled_down(grid, line + 1)
        body = list(islice(((n, c) for n, c in below if n > line and any_text(c)), MOST + 1))
        return _made(beside, months, body, cells, title) if len(body) <= MOST else None
    return None


def _columns(cells: Sequence[str]) -> dict[int, tuple[int | None, int]]:
    """Return (year, where it is said; month) of each column; nothing when the row is no row of months."""
    found = {place: said for place, cell in enumerate(cells) if (said := _month_of(cell))}
    follow = all(after == before % 12 + 1 for (_, before), (_, after) in pairwise(found.values()))
    least = _LEAST_NUMBERS if any(cells[p].strip().isdecimal() for p in found) else _LEAST_MONTHS
    return found if len(found) >= least and follow else {}


def _months(found: dict[int, tuple[int | None, int]], title: str) -> dict[int, str]:
    """Return the month of each column "2023-10"; nothing when no year is known."""
    year, _, fiscal = of_title(title)
    months: dict[int, str] = {}
    before = 0
    for place, (own, month) in found.items():
        if own is not None:
            year = own
        elif year is None:
            return {}
        elif month < before or (not before and fiscal and month < 4):
            year += 1
        before = month
        months[place] = f"{year}-{month:02}"
    return months


def _month_of(cell: str) -> tuple[int | None, int] | None:
    """Return the year, where the cell says it, and the month; None when it is no month."""
    if isinstance(cell, Mark) and cell.held is Held.DAY:
        return int(cell[:4]), int(cell[5:7])
    text = unicodedata.normalize("NFKC", clean(cell)).replace(" ", "")
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    year = of_title(f"{found['year']}年")[0] if found["year"] else None
    return None if found["year"] and year is None else (year, int(found["month"]))


def _method_of(title: str) -> str:
    named = [method for method in _METHODS if method in title]
    return named[0] if len(named) == 1 else ""


def _made(
    beside: dict[str, int],
    months: dict[int, str],
    body: Sequence[tuple[int, list[str]]],
    headers: Sequence[str],
    title: str,
) -> Across:
    named = _method_of(title)
    method = [named] if named and "方法" not in beside else []
    names = [*beside, "年月", "回数", *(["方法"] if method else [])]
    made: list[tuple[int, list[str]]] = []
    bad: list[tuple[int, str, str]] = []
    for line, cells, own, label in rows_beside(body, beside, months):
        if is_total(label):
            made.append((line, only_label(label, names)))
            continue
        for place, month in months.items():
            count = clean(cells[place]) if place < len(cells) else ""
            if _COUNT.search(count):
                made.append((line, [*own, month, count, *method]))
            elif count not in _NOTHING and any(map(str.strip, own)):
                bad.append((line, clean(headers[place]), count))
    return names, made, (tuple(clean(c) for c in headers),), bad
