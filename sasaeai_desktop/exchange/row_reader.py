"""One row of a table, cell by cell, into the record of its kind; what cannot be and what is asked about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sasaeai_desktop.domain.judging import RULES, is_mere_count, is_total
from sasaeai_desktop.exchange.cells import BadCell, Doubt, Holds
from sasaeai_desktop.exchange.findings import Asked, Line, Notes, Reject, line_key, note_line
from sasaeai_desktop.exchange.folding import clean, without_blanks
from sasaeai_desktop.exchange.grid import Held, Mark, clock_of, day_of_serial
from sasaeai_desktop.exchange.kinds.kind import Column, Kind
from sasaeai_desktop.exchange.matching.layout import NUMBERED, Found
from sasaeai_desktop.exchange.matching.mapping import Source
from sasaeai_desktop.exchange.memory import (
    CLOCK_BEHIND,
    DITTO,
    EMPTY_REASON,
    ERROR_REASON,
    REMEMBERED,
    UNSEEN,
    Memory,
)
from sasaeai_desktop.exchange.row_texts import parse_plain

_UNANSWERED_REASON = (
    "計算式に、答えが入っていません。Excelで開いて保存し直してから、もう一度えらんでください。"
)


SHIFTED_REASON = "見出しより多くの列に値があります。列がずれていないか確かめてください。"


_WRONG_CLOCK = "15:00"  # a day at 0:00 in Japan, written by a program that reckons in UTC


class RowReader:
    """Parses the rows of one file; remembers texts that come again, and what must be unique."""

    def __init__(self, spec: Kind, confirmed: Collection[str]) -> None:
        self._spec = spec
        self._confirmed = frozenset(confirmed)
        self._first_lines: dict[str, int] = {}
        self._carried: dict[str, str] = {}
        self._memories = {c.header: Memory(c) for c in spec.columns}
        self._sheet = ""
        self._clock = ""
        self._last: Sequence[str] = ()
        self._ditto: dict[str, str] = {}

    def begin(self, table: Found, *, sheet: str = "") -> Notes:
        """Turn to another table; returns its notes, which fill while its rows are read."""
        spec, sources = self._spec, table.map.sources
        self._table = table
        self._sheet = sheet
        self._columns = [
            (c, sources[c.header], self._memories[c.header]) for c in spec.columns if c.header in sources
        ]
        self._numberless = spec.name in NUMBERED and "管理番号" not in sources
        self._heads = [
            (p, {row[p] for row in table.headers if p < len(row) and row[p]}) for p in sorted(table.map.used)
        ]
        self._quick = None if any(s.join is not None for _, s, _ in self._columns) else self._quick_places()
        filled = {f for c, _, _ in self._columns for f in c.fields}
        self._alone = not (
            spec.one_of or spec.unique or spec.carried or filled.issuperset(spec.span or ("",))
        )
        titles = ("管理番号", "氏名", "名称", "対象者番号", "サロン番号")
        self._titled = [sources[header].places[0] for header in titles if header in sources]
        self._late = self._wrong_clocks()
        self._begin_records()
        self._last, self._ditto = (), {}
        self._notes: Notes = {}
        return self._notes

    def line(self, number: int) -> int:
        """Return a line, with its sheet where the file has several."""
        return Line(number, self._sheet) if self._sheet else number

    def _wrong_clocks(self) -> set[str]:
        """Return the headers of day columns whose cells all stand at 15:00: days made by a program that reckons in UTC."""
        if not isinstance(self._table.grid.rows, list) or len(list(islice(self._table.rows, 2))) < 2:
            return set()  # a text file holds no day cells, and one row is no habit
        late = set()
        for column, source, _ in self._columns:
            if column.cell.holds is not Holds.DAY:
                continue
            days = (
                c
                for _, cells in self._table.rows
                if isinstance(c := source.text(cells), Mark) and c.held is Held.DAY
            )
            first = next(days, None)
            if first is not None and first[11:] == _WRONG_CLOCK and all(c[11:] == _WRONG_CLOCK for c in days):
                late.add(column.header)
        return late

    # Rows that are no records

    def _begin_records(self) -> None:
        """Prepare for knowing a record by what stands where a title or a header would."""
        first = [0] if self._heads and self._heads[0][0] == 0 else []
        places = [*first, *(p for p in self._titled if p not in first)] if first else []
        self._telling: list[tuple[int, set[str]]] = [(place, set()) for place in places]

    def left_out(self, number: int, cells: Sequence[str]) -> str:
        """Return why a row is no record ("total", "header"), "" when it is one."""
        count = len(cells)
        for place, known in self._telling:
            if place >= count or cells[place] not in known:
                break
        else:
            if self._telling and number not in self._table.grid.totals:
                return ""
        why = self._why_left_out(number, cells)
        if not why and self._telling and cells and cells[0].strip() and cells[0] not in self._heads[0][1]:
            for place, known in self._telling:
                if place < count and cells[place].strip() and len(known) < REMEMBERED:
                    known.add(cells[place])
        return why

    def _why_left_out(self, number: int, cells: Sequence[str]) -> str:
        if number in self._table.grid.totals:
            return "total"
        first = next((cell for cell in cells if cell and not cell.isspace()), "")
        if any(sign in first for sign in "計均体数") and is_total(clean(first)):
            return "total"
        for place in self._titled:
            text = cells[place] if place < len(cells) else ""
            if text and any(sign in text for sign in "計均体") and is_total(clean(text)):
                return "total"
        if self._is_header(cells):
            return "header"
        return "total" if first and self._only_counts(cells) else ""

    def _is_header(self, cells: Sequence[str]) -> bool:
        equal = 0
        for place, heads in self._heads:
            text = cells[place] if place < len(cells) else ""
            if not text:
                continue
            if text not in heads and without_blanks(text) not in heads:
                return False
            equal += 1
        return equal > 1 or (equal == 1 and len(self._heads) == 1)

    def _only_counts(self, cells: Sequence[str]) -> bool:
        """Say whether a row holds nothing but counts, with nothing where its number or name belongs."""
        if self._spec.name not in ("people", "volunteers", "salons") or not self._titled:
            return False
        number = cells[self._titled[0]] if self._titled[0] < len(cells) else ""
        if number.strip() or any(isinstance(c, Mark) and c.held is Held.UNANSWERED for c in cells):
            return False
        return all(is_mere_count(clean(c)) for c in cells if c.strip())

    # Cells

    def read(self, line: int, cells: Sequence[str]) -> tuple[dict[str, Any], list[Reject], list[Asked]]:
        """Return the values of one row by field, its rejects and its questions; rows come in their order."""
        plain = self._read_quickly(cells)
        if plain is None:
            return self._read_slowly(line, cells)
        self._last = cells
        if self._ditto:
            self._ditto = {}
        return plain, [] if self._alone else [*self._across(line, plain)], []

    def _read_slowly(
        self, line: int, cells: Sequence[str]
    ) -> tuple[dict[str, Any], list[Reject], list[Asked]]:
        values: dict[str, Any] = {}
        ditto: dict[str, str] = {}
        bad: list[Reject] = []
        asked: list[Asked] = []
        self._clock = ""
        for column, source, memory in self._columns:
            if source.join is None:
                place = source.places[0]
                text = cells[place] if place < len(cells) else ""
            else:
                text = source.text(cells)
            try:
                value = memory.value(text)
            except BadCell:
                try:
                    value = self._second_look(line, ditto, column, source, text)
                except Doubt as doubt:
                    value = doubt.value
                    if doubt.code not in self._confirmed:
                        asked.append(
                            Asked(line, column.header, shown(text), RULES[doubt.code].words, doubt.code)
                        )
                except BadCell as reason:
                    bad.append(Reject(line, column.header, shown(text), str(reason)))
                    continue
            if len(column.fields) == 1:
                values[column.fields[0]] = value
            else:
                values.update(zip(column.fields, value, strict=True))
        if self._numberless:
            values["number"] = ""
        if self._clock:
            self._place_clock(line, values)
        self._last, self._ditto = cells, ditto
        if not bad:
            asked = self._answered(line, values, asked)
            bad = [*self._across(line, values)]
        return values, bad, asked

    def _quick_places(self) -> list[tuple[int, dict[str, Any], dict[int, Any], Memory, str, str]]:
        """Return what the quick reading of a row needs of each column, looked up once."""
        return [
            (source.places[0], memory.seen, memory.marks, memory, column.fields[0], (*column.fields, "")[1])
            for column, source, memory in self._columns
        ]

    def _read_quickly(self, cells: Sequence[str]) -> dict[str, Any] | None:
        """Return the values of a row in which every cell goes at once; None when one needs a second look."""
        if self._quick is None:
            return None
        values: dict[str, Any] = {}
        count = len(cells)
        for place, seen, marks, memory, field, second in self._quick:
            text = cells[place] if place < count else ""
            value = seen.get(text, UNSEEN) if text.__class__ is str else marks.get(id(text), UNSEEN)
            if value is UNSEEN:
                value = memory.first_time(text)
                if value is UNSEEN:
                    return None
            if second:
                values[field], values[second] = value
            else:
                values[field] = value
        if self._numberless:
            values["number"] = ""
        return values

    def _second_look(
        self, line: int, ditto: dict[str, str], column: Column, source: Source, text: str
    ) -> Any:
        """Parse a cell that did not go at once: a mark of the spreadsheet, or 〃, which fills ``ditto``.

        Raises:
            BadCell: it cannot be taken, or (Doubt) is asked about.
        """
        if isinstance(text, Mark):
            return self._marked(line, column, text)
        if clean(text) in DITTO and column.cell.holds is not Holds.FREE:
            above = self._ditto.get(column.header, source.text(self._last))
            ditto[column.header] = above
            if not above or clean(above) in DITTO:
                raise BadCell("上の行に値がありません。もとの字を入れてください。")
            value = self._memories[column.header].value(above)
            if "ditto" not in self._confirmed:
                raise Doubt("ditto", value)
            self._note("ditto_filled", line)
            return value
        clocked = CLOCK_BEHIND.search(clean(text)) if column.cell.holds is Holds.DAY else None
        if clocked:
            clock = clocked[2].replace("：", ":").zfill(5)
            return self._day_and_clock(line, column, clocked[1], "" if clock == "00:00" else clock)
        if column.cell.holds is Holds.DAY and _SERIAL.fullmatch(text.strip()):
            return self._serial(line, column, text.strip())
        return self._memories[column.header].parse(text)

    def _marked(self, line: int, column: Column, text: Mark) -> Any:
        holds, cell, held = column.cell.holds, column.cell, text.held
        parse = self._memories[column.header].parse
        if held is Held.ERROR:
            raise BadCell(ERROR_REASON)
        if held is Held.UNANSWERED:
            raise BadCell(_UNANSWERED_REASON)
        if held is Held.ZERO:
            return parse("0") if holds is Holds.COUNT or "cancelled" in column.fields else parse("")
        if held is Held.SHOWN:
            return parse(text.raw if holds is Holds.COUNT else str(text))
        if held is Held.NUMBER:
            return self._numeric(line, column, text)
        if held is Held.DAY and holds is Holds.DAY:
            return self._day(line, column, text)
        if held is Held.DAY and holds in (Holds.WORDS, Holds.COUNT):
            raise Doubt("became_date", cell.empty if holds is Holds.COUNT else parse_plain(column, str(text)))
        return parse(str(text))

    def _numeric(self, line: int, column: Column, text: Mark) -> Any:
        parse, holds = self._memories[column.header].parse, column.cell.holds
        if holds is Holds.DAY and _SERIAL.fullmatch(text):
            return self._serial(line, column, text.raw)
        if holds is Holds.MONTH and _SERIAL.fullmatch(text) and len(text) == 5:
            self._note("serial_day", line)
            return parse(day_of_serial(float(text.raw)))
        if holds is Holds.CLOCK and text.startswith("0."):
            return parse(clock_of(float(text)))
        return parse(str(text))

    def _serial(self, line: int, column: Column, raw: str) -> Any:
        number = float(raw)
        if number < 10000 and not (column.fields[0] == "birth" and number > 2100):
            return self._memories[column.header].parse(raw)
        self._note("serial_day", line)
        return self._memories[column.header].parse(day_of_serial(number))

    def _day(self, line: int, column: Column, text: Mark) -> Any:
        day, _, clock = str(text).partition(" ")
        return self._day_and_clock(line, column, day, clock)

    def _day_and_clock(self, line: int, column: Column, day: str, clock: str) -> Any:
        value = self._memories[column.header].value(day)
        if not clock:
            return value
        alone = clock == _WRONG_CLOCK and column.fields[0] == "birth"
        if alone or column.header in self._late:
            raise Doubt("clock_lost", value)
        if column is self._spec.columns[0] or column.needed:
            self._clock = clock
        else:
            self._note("clock_in_day", line)
        return value

    def _place_clock(self, line: int, values: dict[str, Any]) -> None:
        """Put the clock of the day's cell where the kind keeps a time of day, unless one stands there."""
        clocks = (c.fields[0] for c in self._spec.columns if c.cell.holds is Holds.CLOCK)
        place = next(clocks, "")
        if place and not values.get(place):
            values[place] = self._clock
            self._note("clock_taken", line)
        elif values.get(place) != self._clock:
            self._note("clock_in_day", line)

    def _note(self, code: str, line: int) -> None:
        note_line(self._notes, code, line)

    # Between the cells of a row, and between rows

    def _answered(self, line: int, values: dict[str, Any], asked: list[Asked]) -> list[Asked]:
        """Return the questions that the row itself does not answer."""
        if not asked or self._spec.answers is None:
            return asked
        left = []
        for question in asked:
            if self._spec.answers(question.code, values):
                self._note("sign_held", line)
            else:
                left.append(question)
        return left

    def _across(self, line: int, values: dict[str, Any]) -> Iterable[Reject]:
        """Yield what is wrong between the cells of a row, or between rows."""
        spec = self._spec
        if spec.one_of and not any(values.get(spec.field_of(header)) for header in spec.one_of):
            yield Reject(line, spec.one_of[0], "", f"{'か'.join(spec.one_of)}のどちらかを入れてください。")
        if spec.unique and not self._numberless:
            number = values[spec.field_of(spec.unique)]
            first = self._first_lines.setdefault(number, line)
            if line_key(first) != line_key(line):
                reason = (
                    f"{first}行目と同じ{spec.unique}です。ちがう番号にするか、どちらかの行を消してください。"
                )
                yield Reject(line, spec.unique, number, reason)
        if spec.carried:
            yield from self._carry(line, values)
        yield from _order_of_days(line, spec, values)

    def _carry(self, line: int, values: dict[str, Any]) -> Iterable[Reject]:
        """Only the first row of a number must fill the carried column; further rows add to it."""
        header = self._spec.carried
        name = self._spec.field_of(header)
        if values.get(name):
            self._carried.setdefault(values["number"], values[name])
        elif values["number"] and values["number"] in self._carried:
            values[name] = self._carried[values["number"]]
        else:
            yield Reject(line, header, "", EMPTY_REASON)


_SERIAL = re.compile(r"[0-9]{4,5}(\.[0-9]+)?")


def shown(text: str) -> str:
    """Return a text as it is shown."""
    return str(text)


def _order_of_days(line: int, spec: Kind, values: Mapping[str, Any]) -> Iterable[Reject]:
    """Yield a reject when something ends before it begins; hours of a session are not judged."""
    if not spec.span:
        return
    start, end = spec.span
    first, last = values.get(start, ""), values.get(end, "")
    if first and last and last < first:
        column = next(c.header for c in spec.columns if c.fields[0] == end)
        yield Reject(line, column, last, RULES["end_before_start"].words)
