"""Rows of a text file (.csv, .tsv, .txt), read from the disk anew whenever they are gone through.

A file of 60 MB is never held: one row is in memory at a time, and a line or a cell beyond all reason ends the reading.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.exchange.encodings import Encoding
from sasaeai_desktop.exchange.folding import clean

_LONGEST_LINE = 1 << 20
_END_MARKS = "\x1a\x00"  # of old programs, after the last row
# A leading apostrophe that keeps a spreadsheet from running the cell; see writing.neutral.
_KEPT_TEXT = re.compile('="((?:[^"]|"")*)"')  # how other systems keep a zero through Excel
_GUARD = re.compile("'+[=+\\-@＝＋－＠\t\r\n]")


@dataclass(frozen=True, slots=True)
class TextRows:
    """The rows of a text file that hold anything: line of the file from 1, and cells.

    Attributes:
        path: the file.
        encoding: how its bytes are read.
        tabs: whether tabs part the columns.
    """

    path: Path
    encoding: Encoding
    tabs: bool

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield them; quoted newlines stay inside their cell.

        Raises:
            InputError: quotes that cannot be, or a line without an end.
            DiskError: the disk or stick could not be read.
        """
        with lines_of(self.path, self.encoding) as lines:
            # Strict: a quote that is never closed would otherwise swallow the rest of the file into one cell.
            reader = csv.reader(lines, delimiter="\t" if self.tabs else ",", strict=True)
            line = 1
            try:
                for cells in reader:
                    if any(map(clean, cells)):
                        yield line, [_unguard(cell) for cell in cells]
                    line = reader.line_num + 1
            except csv.Error as error:
                raise InputError(
                    f'{line}行目からあとの「"」の使い方がおかしく、列に分けられません。',
                    'その行の「"」を確かめるか、Excelで開いて .xlsx で保存してください。',
                ) from error


@contextmanager
def lines_of(path: Path, encoding: Encoding) -> Iterator[Iterator[str]]:
    """Give the lines of a text file with their ends, without the end marks of old programs.

    Raises:
        InputError: a line is longer than any row of a table.
        DiskError: the disk or stick could not be read.
    """
    try:
        raw = io.BufferedReader(_Part(path, encoding.end))
        with io.TextIOWrapper(raw, encoding.codec, newline="") as text:
            yield _lines(text)
    except OSError as error:
        raise unreadable(path) from error
    except UnicodeDecodeError as error:  # it was looked through: somebody writes to it just now
        raise InputError(
            f"「{path.name}」が、読んでいるあいだに書きかえられました。", "もう一度やってみてください。"
        ) from error


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    line = text.readline(_LONGEST_LINE)
    while line:
        number += 1
        if len(line) == _LONGEST_LINE and line[-1] not in "\r\n":
            raise InputError(
                f"{number}行目が長すぎます。", "表のファイルかどうか、Excelで開いて確かめてください。"
            )
        following = text.readline(_LONGEST_LINE)
        yield line if following else line.rstrip(_END_MARKS)
        line = following


def unreadable(path: Path) -> DiskError:
    """Return what is told when a disk or stick fails."""
    return DiskError(
        f"「{path.name}」を読めませんでした。",
        "USBメモリーがささっているか確かめて、もう一度ためしてください。",
    )


def _unguard(cell: str) -> str:
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if cell.startswith("="):
        kept = _KEPT_TEXT.fullmatch(cell.strip())
        return kept[1].replace('""', '"') if kept else cell
    return cell[1:] if cell.startswith("'") and _GUARD.match(cell) else cell


class _Part(io.RawIOBase):
    """The first bytes of a file."""

    def __init__(self, path: Path, length: int) -> None:
        self._file, self._left = io.FileIO(path, "r"), length

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        got = self._file.readinto(memoryview(buffer)[: self._left])
        self._left -= got or 0
        return got or 0

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
