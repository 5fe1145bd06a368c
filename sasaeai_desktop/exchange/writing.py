"""Writing a table file: .csv, .tsv or .xlsx, whole or not at all.

CSV in UTF-8 carries a mark so that Excel knows it; cp932 is there for older programs, and a character that it
lacks is named with its place instead of becoming a "?". Cells that a spreadsheet would run are guarded.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Protocol

from sasaeai_desktop.disk import held_error, rename
from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.exchange.sheet import OnPaper, Value, workbook

_RUNNABLE = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")  # Excel in Japan runs the wide signs too
_XLSX_ROW_LIMIT = 1_048_576
_XLSX_CELL_LIMIT = 32767  # UTF-16 units; Excel's own limit


class _Finding(Protocol):
    """What ``write_rejects`` needs of a reject."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def reason(self) -> str: ...


def write_table(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    encoding: str = "utf-8",
    on_paper: OnPaper | None = None,
) -> None:
    """Write a table file by the ending of its name; an older file of that name is replaced in one step.

    Args:
        path: .csv, .tsv or .xlsx.
        headers: the first row.
        rows: texts, as many as headers; a whole number becomes a figure in .xlsx.
        encoding: utf-8 or cp932, for .csv and .tsv.
        on_paper: title and period of a printed .xlsx.

    Raises:
        InputError: another ending or encoding, or a cell that the file cannot hold; nothing was written.
        DiskError: the disk or stick failed; nothing half-written is left.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".tsv", ".xlsx"):
        raise InputError(
            f"「{path.name}」という名前では書き出せません。",
            "名前の終わりを .xlsx か .csv か .tsv にしてください。",
        )
    body = [list(row) for row in rows]
    if suffix == ".xlsx":
        _check_cells(headers, body)
        write_whole(path, workbook(headers, body, on_paper))
    else:
        write_whole(path, _text(headers, body, "\t" if suffix == ".tsv" else ",", encoding))


# A reason on the screen may say which day was meant; a birth date stays off the stick.
_TELLING = {
    "生年月日": "読み取れません。「昭和15年3月2日」「S15.3.2」「1940-03-02」のように、分からないときは「不詳」と入れてください。"
}


def write_rejects(source: Path, rejects: Iterable[_Finding]) -> Path:
    """Write SOURCE.rejects.csv beside an imported file: line, column and reason, no value and no name.

    Args:
        source: the imported file.
        rejects: in the order of the file.

    Returns:
        The path of the new file.

    Raises:
        DiskError: the disk or stick failed.
    """
    target = source.with_name(f"{source.name}.rejects.csv")
    rows = ([str(r.line), r.column, _TELLING.get(r.column, r.reason)] for r in rejects)
    write_table(target, ("行", "列", "わけ"), rows)
    return target


def neutral(cell: Value) -> str:
    """Return a CSV cell that no spreadsheet runs: an apostrophe before = + - @; reading takes it off."""
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and _RUNNABLE.match(text) else text


def _text(headers: Sequence[str], rows: list[list[Value]], delimiter: str, encoding: str) -> bytes:
    if encoding not in ("utf-8", "cp932"):
        raise InputError(
            f"「{encoding}」という文字の種類は使えません。", "utf-8 か cp932 をえらんでください。"
        )
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(headers)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    try:
        return out.getvalue().encode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeEncodeError as error:
        raise _unmappable(headers, rows, encoding) from error


def _unmappable(headers: Sequence[str], rows: list[list[Value]], encoding: str) -> InputError:
    """Return the error that names the first character the encoding lacks, and how many cells have one."""
    whole: list[Sequence[Value]] = [headers, *rows]
    found = [
        (line, header, str(cell))
        for line, row in enumerate(whole, start=1)
        for header, cell in zip(headers, row, strict=False)
        if not _fits(str(cell), encoding)
    ]
    line, header, cell = found[0]
    sign = _first_unfit(cell, encoding)
    more = f" (ほかに{len(found) - 1}か所)" if len(found) > 1 else ""
    return InputError(
        f"{line}行目の{header}の「{sign}」は、この形のファイルに書けない文字です{more}。",
        "Excelブック (.xlsx) か、UTF-8のCSVで書き出してください。",
    )


def _first_unfit(cell: str, encoding: str) -> str:
    """Return the character, with the one before when it only shapes that (IVS, combining marks)."""
    place = next(i for i, sign in enumerate(cell) if not _fits(sign, encoding))
    shaping = unicodedata.category(cell[place]).startswith("M")
    return cell[place - 1 : place + 1] if shaping and place else cell[place]


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _check_cells(headers: Sequence[str], rows: list[list[Value]]) -> None:
    if len(rows) >= _XLSX_ROW_LIMIT:
        raise InputError("Excelの1枚の表に入らない行数です。", "CSVで書き出してください。")
    for line, row in enumerate(rows, start=2):
        for header, cell in zip(headers, row, strict=False):
            if isinstance(cell, str) and len(cell) * 2 > _XLSX_CELL_LIMIT and _units(cell) > _XLSX_CELL_LIMIT:
                raise InputError(
                    f"{line}行目の{header}は、Excelの1つのセルに入らない長さです。",
                    "CSVで書き出してください。",
                )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that either the old one or the whole new one is there, also after a power cut.

    Args:
        path: the file; its folder must exist.
        data: all of it.

    Raises:
        DiskError: the disk or stick failed; the half file was removed and an older file is untouched.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            _to_disk(file)
        rename(part, path)
        _keep_name(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise _failed(path, error) from error


def _to_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _keep_name(folder: Path) -> None:
    """Make the new name last where the system can: Windows does by itself, some file systems refuse."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failed(path: Path, error: OSError) -> DiskError:
    held = held_error(error)
    if held is not None:
        return held
    if isinstance(error, PermissionError):
        return DiskError(
            f"「{path.name}」に書けませんでした。",
            "Excelなどで開いていたら閉じてください。書けない場所なら、ほかのフォルダーをえらんでください。",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DiskError(
            f"「{path.parent}」というフォルダーがありません。", "書き出す場所を確かめてください。"
        )
    return DiskError(
        f"「{path.name}」を書けませんでした。",
        "USBメモリーがささっているか、空きがあるか確かめて、もう一度ためしてください。",
    )
