"""The wide shapes of a plan's efforts: a column per fiscal year (◎ →), a column per goal (○).

On the way in they become one cell 予定 and one cell 目標; on the way out 予定 becomes a column per year again.
Source: shared programmes page, section 2, and the command line's table files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.goals import Planned, schedule_of
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.exchange import cells
from sasaeai_desktop.exchange.cells import BadCell
from sasaeai_desktop.exchange.folding import clean
from sasaeai_desktop.exchange.goal_cells import BETWEEN, SCHEDULE
from sasaeai_desktop.exchange.grid import Chosen, Rows

YEARS, GOALS = "予定", "目標"
_TICKS = frozenset("○〇◯◎●✓✔レ1")
_BLANKS = frozenset(("", "-", "－", "―", "×", "✕", "0"))


@dataclass(frozen=True, slots=True)
class Gathered:
    """Headers and rows with the wide columns put together; ``names`` of these are empty."""

    names: list[str]
    rows: Rows
    headers: tuple[tuple[str, ...], ...]


def gathered(
    names: Sequence[str],
    known: Iterable[str],
    rows: Rows,
    samples: Sequence[Sequence[str]],
    headers: tuple[tuple[str, ...], ...],
) -> Gathered | None:
    """Put the columns of years and goals together; None where there are none.

    Args:
        names: the headers.
        known: those that are a column of ours.
        rows: line and cells of the rows below.
        samples: the cells of some of them.
        headers: the header cells as the file has them.
    """
    ours = set(known)
    free = [p for p, name in enumerate(names) if name and name not in ours]
    years = {p: year for p in free if (year := _year(names[p]))}
    texts = {p: {clean(row[p]) for row in samples if p < len(row)} for p in free if p not in years}
    ticked = any(seen & _TICKS and seen <= _TICKS | _BLANKS for seen in texts.values())
    # Where goals stand across, a column without a tick is a goal that nothing serves yet.
    goals = {p: _code(names[p]) for p, seen in texts.items() if ticked and seen <= _TICKS | _BLANKS}
    if not years and not goals:
        return None
    told = list(names).index(GOALS) if GOALS in names else -1
    wide, left = len(names), {*years, *goals, *([told] if told >= 0 else [])}

    def put_together(_line: int, row: list[str]) -> list[str]:
        row = [*row, *[""] * (wide - len(row))]
        marks = (f"{year}{mark}" for p, year in years.items() if (mark := clean(row[p])) not in _BLANKS)
        codes = [code for p, code in goals.items() if clean(row[p]) in _TICKS]
        said = [clean(row[told])] if told >= 0 and clean(row[told]) else []
        kept = ["" if p in left else cell for p, cell in enumerate(row[:wide])]
        return [*kept, BETWEEN.join(marks), BETWEEN.join([*said, *codes])]

    shown = ["" if p in left else name for p, name in enumerate(names)]
    heads = tuple((*row, *[""] * (wide - len(row)), YEARS, GOALS) for row in headers)
    return Gathered([*shown, YEARS, GOALS], Chosen(rows, put_together), heads)


def _year(name: str) -> int:
    try:
        return int(cells.YEAR.parse(name))
    except BadCell:
        return 0


def _code(name: str) -> str:
    """Return a goal's 記号 as a cell of 記号 would hold it."""
    try:
        return str(cells.NUMBER_TEXT.parse(name))
    except BadCell:
        return name


def two_rows(upper: Sequence[str], lower: Sequence[str], known: Sequence[bool]) -> list[str] | None:
    """Return the headers of two rows: below wide words (目指す地域像) stand the goals or years; None where it is no such pair.

    Args:
        upper: the first row.
        lower: the second one, as long.
        known: whether a header of the first row is a column of ours.
    """
    below = [p for p, text in enumerate(lower) if text]
    if len(below) < 2 or sum(known) < 2 or any(known[p] for p in below):
        return None
    return [low or high for high, low in zip(upper, lower, strict=True)]


def spread(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table with a column per fiscal year in the place of 予定."""
    at = list(headers).index(YEARS)
    body = [(list(row), schedule_of(SCHEDULE.parse(row[at]) if row[at] else ())) for row in rows]
    years = sorted({year for _, schedule in body for year in schedule})
    made = [
        [*row[:at], *(label_of(Planned, s[y]) if y in s else "" for y in years), *row[at + 1 :]]
        for row, s in body
    ]
    return [*headers[:at], *map(str, years), *headers[at + 1 :]], made
