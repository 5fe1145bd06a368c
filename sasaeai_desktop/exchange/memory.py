"""What the texts of one column mean: each different text is parsed once."""

from __future__ import annotations

import re
from typing import Any

from sasaeai_desktop.domain.judging import RULES
from sasaeai_desktop.exchange.cells import BadCell, Holds
from sasaeai_desktop.exchange.folding import clean
from sasaeai_desktop.exchange.grid import Held, Mark
from sasaeai_desktop.exchange.kinds.kind import Column

_EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)

EMPTY_REASON = "何も入っていません。かならず入れてください。"

ERROR_REASON = "Excelの計算のまちがいの印が入っています。値を入れ直してください。"

REMEMBERED = 5000  # different texts of one column kept parsed

DITTO = frozenset(
    ("〃", "〃〃", "同上", "同", "仝", "々", "″", '"', "\u201d", "''", "〟", "ゝ", "↓", "上に同じ", "同じ")
)

_SEPARATED = re.compile(r"[・、,，;；\s]+")  # between several values of one cell; each is looked at

CLOCK_BEHIND = re.compile(r"^(.*[0-9日)）])[ \u3000T]+([0-9]{1,2}[:：][0-9]{2})(?:[:：][0-9]{2})?$")
"""A day with a clock behind it, as a text: R5.10.5 14:30."""

UNSEEN: Any = object()


class Memory:
    """Parses the texts of one column, each different text once where they repeat."""

    __slots__ = ("_cell", "_column", "_held", "marks", "seen")

    def __init__(self, column: Column) -> None:
        self._column = column
        self._cell = column.cell
        self.seen: dict[str, Any] = {}
        self.marks: dict[int, Any] = {}  # by ``id``: a reader gives one object for equal cells
        self._held: list[Mark] = []

    def first_time(self, text: str) -> Any:
        """Return the value of a cell that goes at once, ``UNSEEN`` where it needs a second look."""
        try:
            if not isinstance(text, Mark):
                return self.value(text)
            plain = self._plain_of(text)
            if plain is None:
                return UNSEEN
            value = self.parse(plain)
        except BadCell:
            return UNSEEN
        if len(self._held) < REMEMBERED:
            self._held.append(text)
            self.marks[id(text)] = value
        return value

    def _plain_of(self, text: Mark) -> str | None:
        """Return what a marked cell says where nobody need be told of it: a day as a day, a number as a number."""
        holds, held = self._cell.holds, text.held
        if held is Held.DAY and holds is Holds.DAY and " " not in text:
            return str(text)
        if held is Held.SHOWN:
            return text.raw if holds is Holds.COUNT else str(text)
        if held is Held.NUMBER and holds not in (Holds.DAY, Holds.MONTH, Holds.CLOCK):
            return str(text)
        return str(text) if held is Held.CLOCK and holds is Holds.CLOCK else None

    def value(self, text: str) -> Any:
        """Return the value of a plain cell; raises BadCell for what needs a second look."""
        if isinstance(text, Mark) or (self._cell.holds is Holds.DAY and CLOCK_BEHIND.search(text)):
            raise BadCell
        if text in self.seen:
            return self.seen[text]
        value = self.parse(text)
        if len(self.seen) < REMEMBERED:
            self.seen[text] = value
        return value

    def parse(self, text: str) -> Any:
        """Return the value of a text; raises BadCell."""
        cleaned = clean(text)
        parts = {cleaned} if self._cell.holds is Holds.FREE else {cleaned, *_SEPARATED.split(cleaned)}
        if not _EXCEL_ERRORS.isdisjoint(parts):
            raise BadCell(ERROR_REASON)
        if self._cell.holds is not Holds.FREE and not DITTO.isdisjoint(parts):
            raise BadCell(RULES["ditto"].words)
        value = self._cell.parse(cleaned) if cleaned else self._cell.empty
        if self._column.needed and (not cleaned or value in ("", None)):
            raise BadCell(EMPTY_REASON)
        return value
