"""Taking in a table file: all of it or nothing, or its good rows when asked so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.judging import clock_behind
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.exchange.findings import Asked, LeftOut, Notice, Reject, check_count, line_key, new_lines
from sasaeai_desktop.exchange.grid import Book
from sasaeai_desktop.exchange.kinds.kind import Kind
from sasaeai_desktop.exchange.kinds.registry import kind_of
from sasaeai_desktop.exchange.matching.layout import Found, Tables, find_tables
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.exchange.reading import read_book
from sasaeai_desktop.exchange.rows import TableRows
from sasaeai_desktop.exchange.text_rows import TextRows
from sasaeai_desktop.exchange.writing import write_rejects
from sasaeai_desktop.services.desk import backups, codes
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.people import lookalikes
from sasaeai_desktop.services.people.twins import people_count
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.pile import Pile
from sasaeai_desktop.services.tables.kinds.registry import table_of

Progress = Callable[[int, int, str], None]
"""Called with (done, of how many, in words); may raise to stop: nothing is written then."""

_STEP = 500
_EXAMPLES = 3
_LOOKED_AT = 2000  # rows in which examples of a column are looked for
_MAP = "table map "  # settings: the mapping that a person chose for files of one shape

NOTE_WORDS = {
    "watcher_ended": "表にない担当者の受け持ちを、きょうで終わりにしました。",
    "ended_open": "始まりの日がないので、続いているものを終わりにしました。",
    "no_start": "始まりの日がないので、どの年度にも数えません。",
    "moved_session": "同じ通番の開催が ほかの日にあったので、その開催の日を変えました。",
    "known_person": "氏名と生年月日の同じ方が、ほかの番号で名簿にいます。「重なり」で確かめてください。",
    "deleted_before": "前に消したきろくなので、もどしていません。",
}


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column of the file, for the person to check: its header, ours ("" for none), and some of its cells."""

    theirs: str
    ours: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table file.

    Attributes:
        read: rows of the file = added + updated + unchanged + rows rejected, asked about and left out.
        written: False when rows were rejected or asked about (or it was a rehearsal) and therefore nothing was written.
        rejects_file: beside the imported file, with line, column and reason only; with ``skip_bad``.
        asked: rows that are possible but unlikely; not taken unless their code is confirmed.
        left_out: rows that are no records.
        notices: what else the person should know.
        columns: what was read as what, of the first sheet that was read.
        good: lines of the rows that can be taken.
    """

    kind: str
    read: int
    added: int
    updated: int
    unchanged: int
    rejected: list[Reject]
    unknown_columns: tuple[str, ...]
    written: bool
    rejects_file: Path | None = None
    asked: list[Asked] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    columns: tuple[ColumnShown, ...] = ()
    good: Sequence[int] = ()


class _NothingWritten(Exception):  # noqa: N818 - not an error: it takes the transaction back
    """Leaves the action without a commit."""


def import_table(
    desk: Desk,
    kind: str,
    path: Path,
    *,
    encoding: str = "auto",
    skip_bad: bool = False,
    dry_run: bool = False,
    sheets: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    confirm: Iterable[str] = (),
    progress: Progress | None = None,
) -> Done[ImportReport]:
    """Take in a table file.

    Args:
        desk: the open desk.
        kind: one of ``KIND_NAMES`` of the exchange.
        path: .csv, .tsv, .xlsx, .xlsm or .ods.
        encoding: auto, cp932 or utf-8.
        skip_bad: take the good rows, and write the bad ones' places to FILE.rejects.csv.
        dry_run: only say what would happen.
        sheets: only these sheets; every visible one that holds the headers when empty.
        mapping: header of the file -> ours; None takes what was chosen before for a file of this shape.
        confirm: codes of questions that are answered with yes.
        progress: called while the file is read and its rows are taken in.

    Raises:
        InputError: the file cannot be read, or has not the columns it needs.
        DiskError: the disk failed; nothing was written.
    """
    allow(desk, Deed.TABLES)
    spec = table_of(kind)
    declared = kind_of(kind, codes.signs(desk))
    confirmed = frozenset(confirm)
    book = read_book(path, encoding, told=_reading(progress))
    tables = _tables(desk, declared, book, sheets, mapping)
    rows = TableRows(declared, tables.found, confirmed=confirmed, width=_width(book, tables.found))
    shown = _shown(tables.found)
    if not dry_run and backups.changed_since_backup(desk):
        backups.back_up(desk, "import")
    changes = Changes()
    taken = _Taken(progress, _about(book, tables.found))
    try:
        with (
            Pile(desk.paths.data_dir) as pile,
            acting(desk, f"{declared.title}の表を取り込みました") as session,
        ):
            intake = Intake(desk, session, declared, pile, confirmed)
            spec.take(intake, _answered(intake, taken.told(rows)))
            if dry_run or ((rows.rejected or intake.rejected or intake.asked) and not skip_bad):
                raise _NothingWritten
            intake.store()
            _remember(session.connection, declared, tables.found, mapping)
            session.label = f"{declared.title}の表を取り込みました（新しく {intake.added}件）"
        changes, written = session.changes, True
    except _NothingWritten:
        written = False
    rejected = [*rows.rejected, *intake.rejected]
    odd: list[Reject | Asked] = [*rejected, *intake.asked]
    rejects_file = write_rejects(path, odd) if skip_bad and odd and not dry_run else None
    notices = [
        *_clock(desk), *tables.notices, *rows.notices,
        *(Notice(code, NOTE_WORDS[code], lines) for code, lines in intake.notes.items()),
        *(_twins(desk) if kind == "people" and written and intake.added else ()),
    ]  # fmt: skip
    report = ImportReport(kind, rows.read, intake.added, intake.updated, intake.unchanged, rejected,
                          rows.unknown_columns, written, rejects_file, intake.asked, rows.left_out, notices,
                          shown, taken.without(odd))  # fmt: skip
    return Done(report, changes)


def _reading(progress: Progress | None) -> Callable[[float], None] | None:
    """Return what hears how far the file is read."""
    if progress is None:
        return None
    progress(0, 100, "ファイルを読んでいます")
    return lambda part: progress(int(part * 100), 100, f"ファイルを読んでいます（{int(part * 100)}%）")


_MOST_COMPARED = 3000  # in a longer register the page looks, not the import


def _twins(desk: Desk) -> list[Notice]:
    """Say how many pairs of the register may be one person now."""
    count = people_count(desk)
    found = lookalikes.open_pairs(desk) if count <= _MOST_COMPARED else []
    words = f"二重登録かもしれない組が {len(found)}組あります。「名簿」の「二重登録かもしれません」で たしかめてください。"
    return [Notice("twins", words)] if found else []


# -- which columns ---------------------------------------------------------------------------------------------------


def _tables(
    desk: Desk, kind: Kind, book: Book, sheets: Sequence[str], mapping: Mapping[str, str] | None
) -> Tables:
    """Find the tables; where only the salon's number is missing and there is one salon, it is that one."""
    chosen = dict(mapping) if mapping is not None else _remembered(desk, kind, book)
    try:
        return find_tables(kind, book, sheets=sheets, chosen=chosen)
    except InputError:
        number = _only_salon(desk) if "サロン番号" in kind.headers else ""
        if not number:
            raise
        chosen[f"={number}"] = "サロン番号"
        tables = find_tables(kind, book, sheets=sheets, chosen=chosen)
        tables.notices.append(
            Notice("only_salon", f"サロンが1つだけなので、サロン番号を {number} としました。")
        )
        return tables


def _only_salon(desk: Desk) -> str:
    with reading(desk) as session:
        numbers = [salon.number for salon in base.select(session, Salon)]
    return numbers[0] if len(numbers) == 1 else ""


def _shape(kind: Kind, names: Sequence[str]) -> str:
    return _MAP + hashlib.sha256("\x1f".join((kind.name, *filter(None, names))).encode()).hexdigest()[:32]


def _remembered(desk: Desk, kind: Kind, book: Book) -> dict[str, str]:
    """Return what a person chose before for a file of this shape."""
    with reading(desk) as session:
        for grid in book.grids:
            for _, cells in islice(grid.rows, 20):
                names = [cell for cell in map(str.strip, cells) if cell]
                found = settings.text(session, _shape(kind, names)) if len(names) > 1 else ""
                if found:
                    return {str(k): str(v) for k, v in json.loads(found).items()}
    return {}


def _remember(
    connection: Connection, kind: Kind, found: Sequence[Found], mapping: Mapping[str, str] | None
) -> None:
    for table in found if mapping else ():
        for headers in table.headers:
            settings.put(
                connection, _shape(kind, headers), json.dumps(dict(mapping or {}), ensure_ascii=False)
            )


def _width(book: Book, found: Sequence[Found]) -> int | None:
    """Return how many columns a row of a text file may have; in a workbook nothing shifts them."""
    if book.encoding in ("xlsx", "ods") or not found:
        return None
    return max(len("\x1f".join(heads).rstrip("\x1f").split("\x1f")) for heads in found[0].headers)


def _shown(found: Sequence[Found]) -> tuple[ColumnShown, ...]:
    if not found:
        return ()
    table = found[0]
    ours: dict[int, str] = {}
    for header, source in table.map.sources.items():
        for place in source.places:
            ours[place] = f"{ours[place]}・{header}" if place in ours else header
    shown, some = [], list(islice(table.rows, _LOOKED_AT))
    for place, name in enumerate(table.map.names):
        texts = (str(cells[place]) for _, cells in some if place < len(cells) and cells[place].strip())
        examples = tuple(islice(texts, _EXAMPLES))
        if name or examples:
            shown.append(ColumnShown(name or f"({place + 1}列目)", ours.get(place, ""), examples))
    return tuple(shown)


# -- rows ------------------------------------------------------------------------------------------------------------

_NUMBERED: dict[str, type[Record]] = {"people": Person, "volunteers": Volunteer, "salons": Salon}


def _answered(intake: Intake, rows: Iterable[Parsed]) -> Iterable[Parsed]:
    """Yield the rows that nothing is asked about; what is stored already so is no question."""
    kind = _NUMBERED.get(intake.kind.name)
    fields = {c.header: c.fields[0] for c in intake.kind.columns}
    for parsed in rows:
        if parsed.asked:
            ent = intake.by_number(kind, getattr(parsed.values, "number", "")) if kind else None
            here = intake.get(kind, ent) if kind and ent else None
            open_ones = [
                a for a in parsed.asked
                if here is None or getattr(here, fields[a.column], None) != getattr(parsed.values, fields[a.column])
            ]  # fmt: skip
            if open_ones:
                intake.asked.extend(open_ones)
                check_count(len(intake.asked))
                continue
        yield parsed


class _Taken:
    """Which rows were taken, and how far: ``total`` is about how many there are."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total = progress, total
        self._lines: MutableSequence[int] | None = None

    def told(self, rows: Iterable[Parsed]) -> Iterable[Parsed]:
        """Yield the rows, telling now and then how far they are taken."""
        for number, parsed in enumerate(rows):
            if self._progress is not None and number % _STEP == 0:
                total = max(number, self._total)
                self._progress(number, total, f"およそ{total:,}行のうち {number:,}行")
            if self._lines is None:
                self._lines = new_lines(parsed.line)
            self._lines.append(parsed.line)
            yield parsed

    def without(self, odd: Iterable[Reject | Asked]) -> Sequence[int]:
        """Return the lines of rows that nothing was said against."""
        lines = self._lines
        if lines is None:
            return ()
        told = {line_key(f.line) for f in odd}
        if not told:
            return lines
        left = new_lines(lines[0])
        left.extend(line for line in lines if line_key(line) not in told)
        return left


def _about(book: Book, found: Sequence[Found]) -> int:
    """Return about how many rows there are: of a long text file the length of its first ones tells."""
    listed = [f.rows for f in found if isinstance(f.rows, list)]
    if len(listed) == len(found):
        return sum(map(len, listed))
    some = list(islice(found[0].rows, _STEP))
    rows = book.grids[0].rows
    if len(some) < _STEP or not isinstance(rows, TextRows):
        return len(some)
    long = sum(len(",".join(cells).encode("utf-8", "replace")) + 2 for _, cells in some)
    return rows.encoding.end * len(some) // long


def _clock(desk: Desk) -> list[Notice]:
    """Say first when the computer's clock is behind the records: then it, and no record, is wrong."""
    with reading(desk) as session:
        newest = session.exec_driver_sql("SELECT max(date) FROM visit WHERE gone = 0").scalar() or ""
    behind = clock_behind(str(newest), desk.today())
    return [Notice("clock_behind", behind.words)] if behind else []
