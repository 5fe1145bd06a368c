"""Reading a table file: .csv, .tsv, Excel's Unicode text (.txt), .xlsx, .xlsm and .ods become sheets of texts.

Cells keep their text as it is in the file; only the apostrophe that guards a formula, and the ="001" that keeps a zero
through Excel, are taken off. What a text means is ``rows.py``'s question. Blank rows and columns do not count.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.encodings import AUTO, encoding_of
from sasaeai_desktop.exchange.folding import without_blanks
from sasaeai_desktop.exchange.grid import Book, Grid, any_text
from sasaeai_desktop.exchange.kinds.registry import ALL_HEADERS
from sasaeai_desktop.exchange.text_rows import TextRows, lines_of, unreadable

MAX_BYTES = 100 << 20  # the ten years of the largest district are about 15 MB
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
BOOK_SUFFIXES = (".xlsx", ".xlsm", ".ods")
SUFFIXES = (*TEXT_SUFFIXES, *BOOK_SUFFIXES)
_TITLE_ROWS = 10  # so far down the headers are looked for
_HEAD = 1 << 16
_NOTHING = b"\x00\x1a \t\r\n\xef\xbb\xbf\xff\xfe"


@dataclass(frozen=True, slots=True)
class Table:
    """A table file.

    Attributes:
        headers: the headers of the file in its order, blanks taken out and full-width letters narrowed.
        rows: line of the file on which the row begins, and its texts by header; blank rows are left out.
        encoding: utf-8, utf-16, cp932, or xlsx.
        too_long: lines of rows that have values beyond the last header.
    """

    headers: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]
    encoding: str
    too_long: frozenset[int] = frozenset()


def read_book(path: Path, encoding: str = AUTO, told: Callable[[float], None] | None = None) -> Book:
    """Read a table file, every sheet of it; the rows of a text file are read when they are gone through.

    Args:
        path: a .csv, .tsv, .txt, .xlsx, .xlsm or .ods file.
        encoding: auto, cp932 or utf-8; only text files need one.
        told: hears the part of a workbook that is read, 0 to 1; may raise to stop.

    Raises:
        InputError: not a table that can be read; the sentence says why and what to do.
        DiskError: the disk or stick could not be read.
    """
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise InputError(
            "古い形のExcelファイル (.xls) は読めません。",
            "Excelで開いて「Excelブック (.xlsx)」で保存し、もう一度えらんでください。",
        )
    if suffix not in SUFFIXES:
        raise InputError(
            f"「{path.name}」は表のファイルではありません。",
            ".csv、.tsv、.xlsx、.xlsm、.ods のどれかのファイルをえらんでください。",
        )
    head = _checked_head(path)
    if suffix == ".ods" or _is_opendocument(head):
        from sasaeai_desktop.exchange import opendocument  # noqa: PLC0415 - seldom needed

        return opendocument.read_book(_read_bytes(path))
    if suffix in BOOK_SUFFIXES or head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from sasaeai_desktop.exchange import workbook  # noqa: PLC0415 - needs zip and XML, which a text file does not

        return workbook.read_book(_read_bytes(path), told)
    return _text_book(path, suffix, encoding)


def _text_book(path: Path, suffix: str, asked: str) -> Book:
    """Return a text file's one sheet; its rows stay on the disk."""
    try:
        with path.open("rb") as file:
            encoding = encoding_of(file, asked)
    except OSError as error:
        raise unreadable(path) from error
    with lines_of(path, encoding) as lines:
        first = next((line for line in lines if line.strip()), "")
    tabs = suffix == ".tsv" or first.count("\t") > first.count(",")
    return Book((Grid("", TextRows(path, encoding, tabs)),), encoding.name)


def _is_opendocument(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"opendocument.spreadsheet" in data[:120]


def read_table(path: Path, encoding: str = AUTO) -> Table:
    """Read the first visible sheet that holds anything.

    Raises:
        InputError: as ``read_book``.
        DiskError: as ``read_book``.
    """
    book = read_book(path, encoding)
    grid = next((g for g in book.grids if g.visible and any(any_text(cells) for _, cells in g.rows)), None)
    return build_table(grid.rows if grid else (), book.encoding)


def _checked_head(path: Path) -> bytes:
    """Return the first bytes of a file that can be read, is not too large and holds anything."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"「{path.name}」は大きすぎます ({size >> 20} MB)。",
                f"{MAX_BYTES >> 20} MBより小さく分けてください。",
            )
        with path.open("rb") as file:
            head = file.read(_HEAD)
            piece = head
            while piece and not piece.strip(_NOTHING):
                piece = file.read(_HEAD)
    except FileNotFoundError as error:
        raise InputError(
            f"「{path.name}」が見つかりません。", "ファイルの場所と名前を確かめてください。"
        ) from error
    except IsADirectoryError as error:
        raise InputError(
            f"「{path.name}」はフォルダーです。", "中の表のファイルをえらんでください。"
        ) from error
    except PermissionError as error:
        raise InputError(
            f"「{path.name}」を開けません。", "Excelなど、ほかのプログラムで開いていたら閉じてください。"
        ) from error
    except OSError as error:
        raise unreadable(path) from error
    if not piece:
        raise _empty()
    return head


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path) from error


def _empty() -> InputError:
    return InputError("ファイルの中に何もありません。", "1行目に見出しのある表のファイルをえらんでください。")


def build_table(rows: Iterable[tuple[int, Sequence[str]]], encoding: str) -> Table:
    """Put headers and rows together.

    Args:
        rows: line number and cells. The headers are the first row that holds two headers of the contract (a
            title may stand above them), else the first row that is not blank.
        encoding: name to report.

    Raises:
        InputError: nothing in it, or two columns with one header.
    """
    body = [(line, cells) for line, cells in rows if any(cell and not cell.isspace() for cell in cells)]
    top = _header_place(body)
    headers = _headers(body[top][1]) if body else []
    if not headers:
        raise _empty()
    body, width = body[top + 1 :], len(headers)
    places = _places(headers, body)
    too_long = {line for line, cells in body if len(cells) > width and any(map(str.strip, cells[width:]))}
    table = [(line, _texts(cells, places, width)) for line, cells in body]
    return Table(tuple(name for _, name in places), table, encoding, frozenset(too_long))


def _headers(cells: Sequence[str]) -> list[str]:
    """Return the headers of a row, up to the last that is not blank."""
    headers = [tidy_header(cell) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def _places(headers: list[str], body: list[tuple[int, Sequence[str]]]) -> list[tuple[int, str]]:
    """Return place and name of the columns that count: with a header, or without one but with values."""
    named = {place for place, header in enumerate(headers) if header}
    used = named | _filled(body, [place for place in range(len(headers)) if place not in named])
    places = [(place, headers[place] or f"({place + 1}列目)") for place in sorted(used)]
    _check_unique(name for _, name in places)
    return places


def _texts(cells: Sequence[str], places: list[tuple[int, str]], width: int) -> dict[str, str]:
    """Return the texts of a row by header; what it leaves out at its end is empty."""
    row = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
    return {name: row[place] for place, name in places}


def _header_place(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    for place, (_, cells) in enumerate(rows[:_TITLE_ROWS]):
        if len({tidy_header(cell) for cell in cells} & ALL_HEADERS) >= 2:
            return place
    return 0


def tidy_header(text: str) -> str:
    """Return a header in plain width, without blanks and ※ marks."""
    return (
        without_blanks(unicodedata.normalize("NFKC", text)).removeprefix("※").removesuffix("※必須").strip("*")
    )


def _filled(body: list[tuple[int, Sequence[str]]], places: list[int]) -> set[int]:
    """Return which of the columns without a header hold values."""
    return {p for p in places if any(len(cells) > p and cells[p].strip() for _, cells in body)}


def _check_unique(headers: Iterable[str]) -> None:
    twice = [header for header, count in Counter(headers).items() if count > 1]
    if twice:
        raise InputError(
            f"見出し「{'」「'.join(twice)}」が2つ以上あります。",
            "どちらかの列を消すか、見出しの名前を変えてください。",
        )
