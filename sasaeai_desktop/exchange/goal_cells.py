"""Cells of the tables of plan goals and efforts: 目標値, schedules, what serves a goal."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.domain.goals import Planned, Served, schedule_of, schedule_texts
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.exchange import cells
from sasaeai_desktop.exchange.cells import BadCell, Cell, Holds
from sasaeai_desktop.exchange.choices import choices
from sasaeai_desktop.exchange.folding import matching_key

_EVERY = frozenset({"全地区", "すべての地区", "全ての地区", "各地区"})
_MARKS = {matching_key(sign): code for code, signs in (
    (Planned.START, "◎●"), (Planned.ON, "→⇒➡"), (Planned.YES, "○〇◯✓✔レ"),
) for sign in signs}  # fmt: skip
BETWEEN = ";"


def _target(text: str) -> tuple[int | None, bool]:
    if matching_key(text) in _EVERY:
        return None, True
    return cells.WHOLE.parse(text), False


def _show_target(value: Any) -> str:
    target, every = value
    return "全地区" if every else "" if target is None else str(target)


def _schedule(text: str) -> tuple[str, ...]:
    """Return a schedule of 「2024◎;2025→」."""
    years: dict[int, str] = {}
    for part in filter(None, (p.strip() for p in text.split(BETWEEN))):
        code = _MARKS.get(matching_key(part[-1]))
        if code is None:
            raise BadCell("年度の列には ◎ → ○ のどれかを入れるか、空けてください。")
        years[cells.YEAR.parse(part[:-1].strip())] = code
    return schedule_texts(years)


def _show_schedule(value: tuple[str, ...]) -> str:
    return BETWEEN.join(f"{year}{label_of(Planned, code)}" for year, code in schedule_of(value).items())


def _show_year(value: int | None) -> str:
    return "" if value is None else str(value)


TARGET = Cell(_target, show=_show_target, key=_show_target, empty=(None, False), holds=Holds.COUNT)
SCHEDULE = Cell(_schedule, show=_show_schedule, key=_show_schedule, empty=(), holds=Holds.FREE)
SERVES = choices(
    Served, {"安否確認": "plans", "避難支援": "plans", "支えあい": "help", "ボランティアセンター": "help"}
)
YEAR = Cell(cells.YEAR.parse, show=_show_year, key=_show_year, empty=None, holds=Holds.COUNT)
