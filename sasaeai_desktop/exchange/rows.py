"""From a table to clean rows and back: every cell parsed, every bad or odd one named with its line and column.

Nothing here knows a database: that a number is known, or that a row is already there, is the caller's
question. ``normal_form`` gives the content of a row in one spelling, for rows without a number of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.judging import RULES, is_mere_count, is_total
from sasaeai_desktop.domain.signs import Sign
from sasaeai_desktop.exchange.cells import BadCell, Doubt, Holds
from sasaeai_desktop.exchange.findings import LEFT_OUT_WORDS, Asked, LeftOut, Line, Notice, Reject, line_key
from sasaeai_desktop.exchange.folding import clean, matching_key, without_blanks
from sasaeai_desktop.exchange.grid import Grid, Held, Mark, clock_of, day_of_serial
from sasaeai_desktop.exchange.kinds.kind import Column, Kind, Row
from sasaeai_desktop.exchange.kinds.registry import kind_of, kind_of_row
from sasaeai_desktop.exchange.matching.layout import NUMBERED, Found
from sasaeai_desktop.exchange.matching.mapping import ColumnMap, Source
from sasaeai_desktop.exchange.reading import Table

_EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_EMPTY_REASON = "何も入っていません。かならず入れてください。"
_ERROR_REASON = "Excelの計算のまちがいの印が入っています。値を入れ直してください。"
_UNANSWERED_REASON = (
    "計算式に、答えが入っていません。Excelで開いて保存し直してから、もう一度えらんでください。"
)
_SHIFTED_REASON = "見出しより多くの列に値があります。列がずれていないか確かめてください。"
_REMEMBERED = 5000  # different texts of one column kept parsed
_DITTO = frozenset(
    ("〃", "〃〃", "同上", "同", "仝", "々", "″", '"', "\u201d", "''", "〟", "ゝ", "↓", "上に同じ", "同じ")
)
_WRONG_CLOCK = "15:00"  # a day at 0:00 in Japan, written by a program that reckons in UTC


@dataclass(frozen=True, slots=True)
class Parsed:
    """A good row and the line of the file on which it begins; ``asked`` waits for an answer or for what is stored."""

    line: int
    values: Row
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """All of a file: ``read`` is the number of its rows, whatever became of them."""

    kind: str
    rows: list[Parsed]
    rejected: list[Reject]
    unknown_columns: tuple[str, ...]
    read: int
    left_out: list[LeftOut] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def parse_rows(kind: str, table: Table, signs: tuple[Sign, ...] | None = None) -> ParsedTable:
    """Parse every row of a table whose headers are ours.

    Args:
        kind: one of ``registry.KIND_NAMES``.
        table: as ``reading.read_table`` gives it.
        signs: every sign known here; the built-in ones when not given.

    Returns:
        Good rows and rejects in the order of the file; a row with one bad cell is not among the good ones.

    Raises:
        InputError: a column that is needed is missing, or the kind is unknown.
    """
    spec = kind_of(kind, signs)
    headers = _find_headers(spec, table.headers)
    names = list(table.headers)
    mapped = ColumnMap(
        names, {ours: Source(ours, (names.index(theirs),)) for ours, theirs in headers.items()}
    )
    mapped.unused = tuple(name for name in names if name not in set(headers.values()))
    rows = [(line, list(texts.values())) for line, texts in table.rows]
    found = Found("", mapped, rows, (tuple(names),), Grid("", rows))
    return parse_tables(spec, [found], too_long=table.too_long, examples=True)


def parse_tables(
    spec: Kind,
    tables: Sequence[Found],
    *,
    confirmed: Collection[str] = (),
    too_long: Collection[int] = (),
    examples: bool = False,
) -> ParsedTable:
    """Parse every row of the tables of one file.

    Args:
        spec: the kind, with every sign known here.
        tables: what ``layout.find_tables`` found.
        confirmed: codes of questions that are answered with yes.
        too_long: lines of rows with values beyond the last header.
        examples: take the rows of a template too.
    """
    parsed = ParsedTable(spec.name, [], [], (), 0)
    unused: dict[str, None] = {}
    read = 0
    reader = _RowReader(spec, confirmed)
    for table in tables:
        unused |= dict.fromkeys(table.map.unused)
        notes = reader.begin(table, sheet=table.sheet if len(tables) > 1 else "")
        for line, column, value in table.bad_marks:
            parsed.rejected.append(Reject(reader.line(line), column, value, "しるしの意味が分かりません。"))
        read += len(table.rows) + len(table.bad_marks)
        for at, (number, cells) in enumerate(table.rows):
            line = reader.line(number)
            if number in too_long:
                parsed.rejected.append(Reject(line, "", "", _SHIFTED_REASON))
                continue
            left = reader.left_out(number, cells)
            if left:
                parsed.left_out.append(LeftOut(line, left, LEFT_OUT_WORDS[left]))
                continue
            values, bad, asked = reader.read(line, at, cells)
            if bad:
                parsed.rejected.extend(bad)
                continue
            parsed.rows.append(Parsed(line, spec.row(**values), tuple(asked)))
        parsed.notices.extend(_notices(table, reader, notes))
    if not examples:
        _leave_examples(spec, parsed)
    return ParsedTable(
        spec.name, parsed.rows, parsed.rejected, tuple(unused), read, parsed.left_out, parsed.notices
    )


_NOTE_WORDS = {
    "serial_day": "日付の列の5けたの数は、Excelの日付の番号です。その日として読みました。",
    "clock_in_day": "日だけの列の時刻は、読んでいません。",
    "clock_taken": "日のますにある時刻を、時刻として読みました。",
    "sign_held": "「中止」の列の×などは、人数の入った回なので、開いた回として読みました。",
    "ditto_filled": "「〃」や「同上」を、上の行と同じ値にしました。",
    "became_date": "日付に変わっていた値を、そのまま入れました。",
}


def _notices(table: Found, reader: _RowReader, notes: Mapping[str, list[int]]) -> Iterable[Notice]:
    for code, lines in notes.items():
        yield Notice(code, _NOTE_WORDS[code], tuple(lines))
    there = {line for line, _ in table.rows}
    for code, lines_of, words in (
        ("hidden_rows", table.grid.hidden, "かくれている行も読みました。"),
        (
            "struck_rows",
            table.grid.struck,
            "取り消し線の引いてある行も読みました。いらない行なら、消してから取り込んでください。",
        ),
    ):
        lines = sorted(lines_of & there)
        if lines:
            yield Notice(code, words, tuple(reader.line(line) for line in lines))


def _find_headers(spec: Kind, found: Iterable[str]) -> dict[str, str]:
    """Return contract header -> header of the file; width, blanks and capitals of a header do not matter."""
    by_key: dict[str, str] = {}
    for header in found:
        by_key.setdefault(matching_key(header), header)
    present = {c.header: by_key[key] for c in spec.columns if (key := matching_key(c.header)) in by_key}
    missing = [c.header for c in spec.columns if c.needed and c.header not in present]
    if spec.one_of and not any(header in present for header in spec.one_of):
        missing.append("か".join(spec.one_of))
    if missing:
        raise InputError(
            f"{spec.title}の表に、いる列がありません: {'、'.join(missing)}。",
            "見出しの行を確かめてください。ひな形のファイルを作ると、見出しの書き方が分かります。",
        )
    return present


class _RowReader:
    """Parses the rows of one file; remembers texts that come again, and what must be unique."""

    def __init__(self, spec: Kind, confirmed: Collection[str]) -> None:
        self._spec = spec
        self._confirmed = frozenset(confirmed)
        self._first_lines: dict[str, int] = {}
        self._carried: dict[str, str] = {}
        self._memories = {c.header: _Memory(c) for c in spec.columns}
        self._sheet = ""
        self._clock = ""

    def begin(self, table: Found, *, sheet: str = "") -> dict[str, list[int]]:
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
        titles = ("管理番号", "氏名", "名称", "対象者番号", "サロン番号")
        self._titled = [sources[header].places[0] for header in titles if header in sources]
        self._late = self._wrong_clocks()
        self._notes: dict[str, list[int]] = {}
        return self._notes

    def line(self, number: int) -> int:
        """Return a line, with its sheet where the file has several."""
        return Line(number, self._sheet) if self._sheet else number

    def _wrong_clocks(self) -> set[str]:
        """Return the headers of day columns whose cells all stand at 15:00: days made by a program that reckons in UTC."""
        late = set()
        for column, source, _ in self._columns:
            if column.cell.holds is not Holds.DAY:
                continue
            clocks = {
                c[11:]
                for _, cells in self._table.rows
                if isinstance(c := source.text(cells), Mark) and c.held is Held.DAY
            }
            if clocks == {_WRONG_CLOCK}:
                late.add(column.header)
        return late

    # Rows that are no records

    def left_out(self, number: int, cells: Sequence[str]) -> str:
        """Return why a row is no record ("total", "header"), "" when it is one."""
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

    def read(
        self, line: int, at: int, cells: Sequence[str]
    ) -> tuple[dict[str, Any], list[Reject], list[Asked]]:
        """Return the values of one row by field, its rejects and its questions."""
        values: dict[str, Any] = {}
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
                    value = self._second_look(line, at, column, source, text)
                except Doubt as doubt:
                    value = doubt.value
                    if doubt.code not in self._confirmed:
                        asked.append(
                            Asked(line, column.header, _shown(text), RULES[doubt.code].words, doubt.code)
                        )
                except BadCell as reason:
                    bad.append(Reject(line, column.header, _shown(text), str(reason)))
                    continue
            if len(column.fields) == 1:
                values[column.fields[0]] = value
            else:
                values.update(zip(column.fields, value, strict=True))
        if self._numberless:
            values["number"] = ""
        if self._clock:
            self._place_clock(line, values)
        if not bad:
            asked = self._answered(line, values, asked)
            bad = [*self._across(line, values)]
        return values, bad, asked

    def _second_look(self, line: int, at: int, column: Column, source: Source, text: str) -> Any:
        """Parse a cell that did not go at once: a mark of the spreadsheet, or 〃.

        Raises:
            BadCell: it cannot be taken, or (Doubt) is asked about.
        """
        if isinstance(text, Mark):
            return self._marked(line, column, text)
        if clean(text) in _DITTO and column.cell.holds is not Holds.FREE:
            above = self._above(at, source)
            if not above:
                raise BadCell("上の行に値がありません。もとの字を入れてください。")
            value = self._memories[column.header].value(above)
            if "ditto" not in self._confirmed:
                raise Doubt("ditto", value)
            self._note("ditto_filled", line)
            return value
        if column.cell.holds is Holds.DAY and _SERIAL.fullmatch(text.strip()):
            return self._serial(line, column, text.strip())
        return self._memories[column.header].parse(text)

    def _above(self, at: int, source: Source) -> str:
        for before in range(at - 1, -1, -1):
            text = source.text(self._table.rows[before][1])
            if clean(text) not in _DITTO:
                return text
        return ""

    def _marked(self, line: int, column: Column, text: Mark) -> Any:
        holds, cell, held = column.cell.holds, column.cell, text.held
        parse = self._memories[column.header].parse
        if held is Held.ERROR:
            raise BadCell(_ERROR_REASON)
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
        value = self._memories[column.header].value(day)
        if not clock:
            return value
        alone = clock == _WRONG_CLOCK and column.fields[0] == "birth"
        if alone or (column.header in self._late and len(self._table.rows) > 1):
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
        self._notes.setdefault(code, []).append(line)

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
            yield Reject(line, header, "", _EMPTY_REASON)


_SERIAL = re.compile(r"[0-9]{4,5}(\.[0-9]+)?")


def _shown(text: str) -> str:
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


class _Memory:
    """Parses the texts of one column, each different text once where they repeat."""

    __slots__ = ("_cell", "_column", "_seen")

    def __init__(self, column: Column) -> None:
        self._column = column
        self._cell = column.cell
        self._seen: dict[str, Any] = {}

    def value(self, text: str) -> Any:
        """Return the value of a plain cell; raises BadCell for what needs a second look."""
        if isinstance(text, Mark):
            raise BadCell
        if text in self._seen:
            return self._seen[text]
        value = self.parse(text)
        if self._cell.repeats and len(self._seen) < _REMEMBERED:
            self._seen[text] = value
        return value

    def parse(self, text: str) -> Any:
        """Return the value of a text; raises BadCell."""
        cleaned = clean(text)
        if cleaned in _EXCEL_ERRORS:
            raise BadCell(_ERROR_REASON)
        if cleaned in _DITTO and self._cell.holds is not Holds.FREE:
            raise BadCell(RULES["ditto"].words)
        value = self._cell.parse(cleaned) if cleaned else self._cell.empty
        if self._column.needed and (not cleaned or value in ("", None)):
            raise BadCell(_EMPTY_REASON)
        return value


def parse_plain(column: Column, text: str) -> Any:
    """Return the value of a text that is asked about anyway."""
    try:
        return column.cell.parse(text)
    except Doubt as doubt:
        return doubt.value


def _leave_examples(spec: Kind, parsed: ParsedTable) -> None:
    """Leave out the example rows of a template.

    One that names nobody (a salon's number, a day, a person's number) may be somebody's own: it is an example only where
    the other example stands in the file too.
    """
    examples, first = _examples(spec), spec.columns[0].fields[0]
    keys = {getattr(row, first) for row in examples}
    found = [p for p in parsed.rows if getattr(p.values, first) in keys and p.values in examples]
    telling = [p for p in found if len({q.values for q in found}) > 1 or _names_an_example(p.values)]
    for row in telling:
        parsed.rows.remove(row)
        parsed.left_out.append(LeftOut(row.line, "example", LEFT_OUT_WORDS["example"]))


def _names_an_example(row: Row) -> bool:
    texts = (getattr(row, name) for name in row.__dataclass_fields__)  # type: ignore[attr-defined]  # every row is a dataclass
    return any(isinstance(text, str) and ("見本" in text or text.startswith("例 ")) for text in texts)


@cache
def _examples(spec: Kind) -> frozenset[Row]:
    """Return the two rows of a kind's template."""
    rows = []
    for which in (0, 1):
        values: dict[str, Any] = {}
        for column in spec.columns:
            memory = _Memory(column)
            value = memory.parse(column.examples[which])
            values.update(zip(column.fields, (value,) if len(column.fields) == 1 else value, strict=True))
        rows.append(spec.row(**values))
    return frozenset(rows)


def format_row(row: Row, signs: tuple[Sign, ...] | None = None) -> list[str]:
    """Return the cells of an exported row in the order of the headers; ``parse_rows`` reads them equal."""
    return [column.cell.show(_value(column, row)) for column in kind_of_row(row, signs).columns]


def normal_form(row: Row) -> tuple[str, ...]:
    """Return the content of a row, column by column, in one spelling.

    Two rows with the same content have the same normal form however they were typed: width of letters and
    kana, runs of blanks, form of dates, order inside lists, kind of kana in readings. Signs in no list
    count as part of the memo, where they are stored: an exported visit has the form of its import.
    """
    row = row.as_stored()
    return tuple(column.cell.key(_value(column, row)) for column in kind_of_row(row).columns)


def _value(column: Column, row: Row) -> Any:
    if len(column.fields) == 1:
        return getattr(row, column.fields[0])
    return tuple(getattr(row, field) for field in column.fields)
