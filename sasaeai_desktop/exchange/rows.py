"""From a table to clean rows and back: every cell parsed, every bad one named with its line and column.

Nothing here knows a database: that a number is known, or that a row is already there, is the caller's
question. ``normal_form`` gives the content of a row in one spelling, for rows without a number of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.signs import Sign
from sasaeai_desktop.exchange.cells import BadCell
from sasaeai_desktop.exchange.folding import clean, matching_key
from sasaeai_desktop.exchange.kinds.kind import Column, Kind, Row
from sasaeai_desktop.exchange.kinds.registry import kind_of, kind_of_row
from sasaeai_desktop.exchange.reading import Table

_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_EMPTY_REASON = "何も入っていません。かならず入れてください。"
_REMEMBERED = 5000  # different texts of one column kept parsed


@dataclass(frozen=True, slots=True)
class Parsed:
    """A good row and the line of the file on which it begins."""

    line: int
    values: Row


@dataclass(frozen=True, slots=True)
class Reject:
    """A cell that cannot be taken, or with ``column`` empty a row. ``reason`` never repeats the value."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """All of a file: ``read`` is the number of its rows, good and bad."""

    kind: str
    rows: list[Parsed]
    rejected: list[Reject]
    unknown_columns: tuple[str, ...]
    read: int


def parse_rows(kind: str, table: Table, signs: tuple[Sign, ...] | None = None) -> ParsedTable:
    """Parse every row of a table.

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
    reader = _RowReader(spec, headers)
    rows: list[Parsed] = []
    rejected: list[Reject] = []
    for line, texts in table.rows:
        if line in table.too_long:
            reason = "見出しより多くの列に値があります。列がずれていないか確かめてください。"
            rejected.append(Reject(line, "", "", reason))
            continue
        values, bad = reader.read(line, texts)
        rejected += bad
        if not bad:
            rows.append(Parsed(line, spec.row(**values)))
    known = set(headers.values())
    unknown = tuple(header for header in table.headers if header not in known)
    return ParsedTable(kind, rows, rejected, unknown, len(table.rows))


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

    def __init__(self, spec: Kind, headers: Mapping[str, str]) -> None:
        self._spec = spec
        self._columns = [(c, headers[c.header], _Memory(c)) for c in spec.columns if c.header in headers]
        self._first_lines: dict[str, int] = {}
        self._carried: dict[str, str] = {}

    def read(self, line: int, texts: Mapping[str, str]) -> tuple[dict[str, Any], list[Reject]]:
        """Return the values of one row by field, and its rejects."""
        values: dict[str, Any] = {}
        bad: list[Reject] = []
        for column, header, memory in self._columns:
            text = texts[header]
            try:
                value = memory.value(text)
            except BadCell as reason:
                bad.append(Reject(line, column.header, text, str(reason)))
                continue
            if len(column.fields) == 1:
                values[column.fields[0]] = value
            else:
                values.update(zip(column.fields, value, strict=True))
        if not bad:
            bad = [*self._across(line, values)]
        return values, bad

    def _across(self, line: int, values: dict[str, Any]) -> Iterable[Reject]:
        """Yield what is wrong between the cells of a row, or between rows."""
        spec = self._spec
        if spec.one_of and not any(values.get(spec.field_of(header)) for header in spec.one_of):
            yield Reject(line, spec.one_of[0], "", f"{'か'.join(spec.one_of)}のどちらかを入れてください。")
        if spec.unique:
            number = values[spec.field_of(spec.unique)]
            first = self._first_lines.setdefault(number, line)
            if first != line:
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
        elif values["number"] in self._carried:
            values[name] = self._carried[values["number"]]
        else:
            yield Reject(line, header, "", _EMPTY_REASON)


def _order_of_days(line: int, spec: Kind, values: Mapping[str, Any]) -> Iterable[Reject]:
    """Yield a reject when something ends before it begins; hours of a session are not judged."""
    if not spec.span:
        return
    start, end = spec.span
    first, last = values.get(start, ""), values.get(end, "")
    if first and last and last < first:
        column = next(c.header for c in spec.columns if c.fields[0] == end)
        yield Reject(line, column, last, "始まりより前になっています。どちらかを直してください。")


class _Memory:
    """Parses the texts of one column, each different text once where they repeat."""

    __slots__ = ("_cell", "_column", "_seen")

    def __init__(self, column: Column) -> None:
        self._column = column
        self._cell = column.cell
        self._seen: dict[str, Any] = {}

    def value(self, text: str) -> Any:
        """Return the value of a cell; raises BadCell."""
        if text in self._seen:
            return self._seen[text]
        value = self._parse(text)
        if self._cell.repeats and len(self._seen) < _REMEMBERED:
            self._seen[text] = value
        return value

    def _parse(self, text: str) -> Any:
        cell = self._cell
        cleaned = clean(text)
        if cleaned in _EXCEL_ERRORS:
            raise BadCell("Excelの計算のまちがいの印が入っています。値を入れ直してください。")
        value = cell.parse(cleaned) if cleaned else cell.empty
        if self._column.needed and (not cleaned or value in ("", None)):
            raise BadCell(_EMPTY_REASON)
        return value


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
