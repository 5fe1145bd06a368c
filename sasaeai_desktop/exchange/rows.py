"""From a table to clean rows and back: every cell parsed, every bad or odd one named with its line and column.

Nothing here knows a database: that a number is known, or that a row is already there, is the caller's
question. ``normal_form`` gives the content of a row in one spelling, for rows without a number of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.signs import Sign
from sasaeai_desktop.exchange.examples import without_examples
from sasaeai_desktop.exchange.findings import LEFT_OUT_WORDS, LeftOut, Notes, Notice, Reject, check_count
from sasaeai_desktop.exchange.folding import matching_key
from sasaeai_desktop.exchange.grid import Grid
from sasaeai_desktop.exchange.kinds.kind import Kind
from sasaeai_desktop.exchange.kinds.registry import kind_of
from sasaeai_desktop.exchange.matching.layout import Found
from sasaeai_desktop.exchange.matching.mapping import ColumnMap, Source
from sasaeai_desktop.exchange.parsed import Parsed, ParsedTable
from sasaeai_desktop.exchange.reading import Table
from sasaeai_desktop.exchange.row_reader import SHIFTED_REASON, RowReader


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


@collector_paused()
def parse_tables(
    spec: Kind,
    tables: Sequence[Found],
    *,
    confirmed: Collection[str] = (),
    too_long: Collection[int] = (),
    examples: bool = False,
) -> ParsedTable:
    """Parse every row of the tables of one file and keep them all; the arguments are those of ``TableRows``."""
    rows = TableRows(spec, tables, confirmed=confirmed, too_long=too_long, examples=examples)
    good = list(rows)
    return ParsedTable(
        spec.name, good, rows.rejected, rows.unknown_columns, rows.read, rows.left_out, rows.notices
    )


class TableRows:
    """The good rows of one file, parsed while they are gone through (once), and what is told of all others.

    Attributes:
        rejected: rows that cannot be taken.
        left_out: rows that are no records.
        notices: what else is told.
        unknown_columns: headers of the file that fill nothing.
        read: how many rows it had, whatever became of them.

    Args:
        spec: the kind, with every sign known here.
        tables: what ``layout.find_tables`` found.
        confirmed: codes of questions that are answered with yes.
        too_long: lines of rows with values beyond the last header.
        width: how many columns a row may have; None for any number.
        examples: take the rows of a template too.
    """

    def __init__(
        self,
        spec: Kind,
        tables: Sequence[Found],
        *,
        confirmed: Collection[str] = (),
        too_long: Collection[int] = (),
        width: int | None = None,
        examples: bool = False,
    ) -> None:
        self.rejected: list[Reject] = []
        self.left_out: list[LeftOut] = []
        self.notices: list[Notice] = []
        self.unknown_columns: tuple[str, ...] = ()
        self.read = 0
        self._spec, self._tables, self._examples = spec, tables, examples
        self._too_long, self._width = too_long, width
        self._reader = RowReader(spec, confirmed)

    def __iter__(self) -> Iterator[Parsed]:
        """Yield the good rows."""
        unused = {name: None for table in self._tables for name in table.map.unused}
        self.unknown_columns = tuple(unused)
        rows = chain.from_iterable(map(self._rows_of, self._tables))
        yield from rows if self._examples else without_examples(self._spec, rows, self.left_out)

    def _rows_of(self, table: Found) -> Iterator[Parsed]:
        reader = self._reader
        notes = reader.begin(table, sheet=table.sheet if len(self._tables) > 1 else "")
        for line, column, value in table.bad_marks:
            self.rejected.append(Reject(reader.line(line), column, value, "しるしの意味が分かりません。"))
        self.read += len(table.bad_marks)
        for number, cells in table.rows:
            self.read += 1
            line = reader.line(number)
            if number in self._too_long or self._is_shifted(cells):
                self._reject([Reject(line, "", "", SHIFTED_REASON)])
                continue
            left = reader.left_out(number, cells)
            if left:
                self.left_out.append(LeftOut(line, left, LEFT_OUT_WORDS[left]))
                check_count(len(self.left_out))
                continue
            values, bad, asked = reader.read(line, cells)
            if bad:
                self._reject(bad)
            else:
                yield Parsed(line, self._spec.row(**values), tuple(asked))
        self.notices.extend(_notices(table, reader, notes))

    def _is_shifted(self, cells: Sequence[str]) -> bool:
        """Say whether a row has values beyond the last header: a comma too many has shifted them."""
        width = self._width
        return width is not None and len(cells) > width and any(map(str.strip, cells[width:]))

    def _reject(self, bad: Iterable[Reject]) -> None:
        self.rejected.extend(bad)
        check_count(len(self.rejected))


_NOTE_WORDS = {
    "serial_day": "日付の列の5けたの数は、Excelの日付の番号です。その日として読みました。",
    "clock_in_day": "日だけの列の時刻は、読んでいません。",
    "clock_taken": "日のますにある時刻を、時刻として読みました。",
    "sign_held": "「中止」の列の×などは、人数の入った回なので、開いた回として読みました。",
    "ditto_filled": "「〃」や「同上」を、上の行と同じ値にしました。",
    "became_date": "日付に変わっていた値を、そのまま入れました。",
}


def _notices(table: Found, reader: RowReader, notes: Notes) -> Iterable[Notice]:
    for code, lines_noted in notes.items():
        yield Notice(code, _NOTE_WORDS[code], lines_noted)
    marked = table.grid.hidden or table.grid.struck
    there = {line for line, _ in table.rows} if marked else set()
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
