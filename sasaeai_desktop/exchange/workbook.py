"""Reading an .xlsx file: the first visible sheet that holds anything, each cell as its owner sees it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.sheet import cell_texts

MAX_UNPACKED = 240 << 20  # bytes; a sheet of 100,000 visits unpacks to some 60 MB
MAX_ROWS = 300_000  # of one sheet
_MAX_ROW = 4 << 20  # bytes of one row, or of one shared text
_LOOK = 1 << 20
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"  # OLE: an .xls, or an .xlsx under a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNANSWERED = re.compile(rb"</f>(?:<v\s*/>|<v></v>)?</c>")
_ZEROS = re.compile("^0{2,}$")  # a cell format that shows 7 as 0007
# What openpyxl lets through when a file is not what it says; found by damaging good files (tests).
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def read_rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Return row number and cell texts of the table in an .xlsx file.

    Raises:
        InputError: under a password, an old .xls, damaged, too large when unpacked, or with a formula whose answer
            is an error or was never worked out: it would be read as an empty cell.
    """
    _check_container(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of styles and extensions, which no table needs
            return list(_rows(data))
    except _DAMAGE as error:
        raise _damaged() from error


def _damaged() -> InputError:
    return InputError(
        "このExcelファイルは、こわれているか、Excelの形ではありません。",
        "Excelで開けるか確かめて、「Excelブック (.xlsx)」で保存し直してください。",
    )


def _check_container(data: bytes) -> None:
    if data.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in data:
            raise InputError(
                "このExcelファイルには、パスワードがかかっています。",
                "Excelで開いてパスワードをはずし、保存してからもう一度えらんでください。",
            )
        raise InputError(
            "古い形のExcelファイルは読めません。",
            "Excelで開いて「Excelブック (.xlsx)」で保存し、もう一度えらんでください。",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked <= MAX_UNPACKED:
                for member in archive.namelist():
                    _check_rows(archive, member)
    except InputError:
        raise
    except _DAMAGE as error:
        raise _damaged() from error
    if unpacked > MAX_UNPACKED:
        raise _too_large()


def _check_rows(archive: zipfile.ZipFile, member: str) -> None:
    """Refuse a sheet of more rows, or a row of more bytes, than any table has: the reader below holds a row at a time.

    A few hundred kilobytes of zip can hold so many empty rows that no computer has the memory for them.
    """
    mark = (
        b"<si"
        if member == "xl/sharedStrings.xml"
        else b"<row"
        if member.startswith("xl/worksheets/")
        else b""
    )
    if not mark:
        return
    rows, gap, tail = 0, 0, b""
    with archive.open(member) as file:
        while piece := file.read(_LOOK):
            text = tail + piece
            found = text.count(mark)
            rows += found
            longest = gap + (text.index(mark) if found else len(piece))
            gap = len(text) - text.rindex(mark) if found else longest
            if rows > MAX_ROWS * 10 or (mark == b"<row" and rows > MAX_ROWS) or longest > _MAX_ROW:
                raise _too_large()
            tail = text[len(text) - len(mark) + 1 :]


def _too_large() -> InputError:
    return InputError("このExcelファイルは、中身が大きすぎます。", "いくつかのファイルに分けてください。")


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()  # the size that a file claims is often a million empty rows
            found = False
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                texts = _texts(cells)
                found = found or any(texts)
                yield number, texts
            if found:
                _need_answers(data, sheet.title)
                return
    finally:
        book.close()


def _need_answers(data: bytes, title: str) -> None:
    """Refuse formulas without an answer: programs other than Excel save them so."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        if not any(_UNANSWERED.search(archive.read(name)) for name in sheets):
            return
    asked, answered = (
        openpyxl.load_workbook(io.BytesIO(data), data_only=known)[title] for known in (False, True)
    )
    for cells in asked.iter_rows():
        for cell in cells:
            known = answered[cell.coordinate]
            if cell.data_type == "f" and known.value is None and known.data_type not in ("s", "str"):
                raise InputError(
                    f"{cell.coordinate}のますの計算式に、答えが入っていません。",
                    "Excelで開いて保存し直してから、もう一度えらんでください。",
                )


def _texts(cells: Iterable[Any]) -> list[str]:
    return cell_texts(
        _shown(value, c) if isinstance(value := c.value, str) else _text(value, c) for c in cells
    )


def _shown(value: str, cell: Any) -> str:
    """Return a text; an error such as #N/A is no text and nobody's name."""
    if cell.data_type == "e":
        raise InputError(
            f"{cell.coordinate}のますの計算が、エラー（{value}）になっています。",
            "Excelで開いて直してから、もう一度えらんでください。",
        )
    return value


def _text(value: object, cell: Any) -> str:
    """Return a cell that is no text as text: 2023-10-05, 09:30, 3, 0007 where the format shows it so."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell)
    return _clock(value)


def _number(value: float, cell: Any) -> str:
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.15g}"
    shown = str(int(value))
    layout = cell.number_format or ""
    return shown.zfill(len(layout)) if _ZEROS.match(layout) else shown


def _clock(value: object) -> str:
    if isinstance(value, datetime):
        day = f"{value:%Y-%m-%d}"
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)
