"""The container of a workbook: what is no workbook, locked, or larger than anything honest is refused before it is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from sasaeai_desktop.domain.errors import InputError

MAX_UNPACKED = 240 << 20  # bytes; a sheet of 100,000 visits unpacks to some 60 MB


MAX_ROWS = 300_000  # of one sheet


MAX_ROW = 4 << 20  # bytes of one row, or of one shared text


_LOOK = 1 << 20


_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"  # OLE: an .xls, or an .xlsx under a password


_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


# What the standard library lets through when a file is not what it says; found by damaging good files (tests).
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def damaged() -> InputError:
    """Return the error of a file that is not what it says."""
    return InputError(
        "このExcelファイルは、こわれているか、Excelの形ではありません。",
        "Excelで開けるか確かめて、「Excelブック (.xlsx)」で保存し直してください。",
    )


def check_container(data: bytes) -> None:
    """Refuse what is no zip, an old .xls, under a password, or would unpack to more than any table has.

    Raises:
        InputError: with the reason and the way out.
    """
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
    except DAMAGE as error:
        raise damaged() from error
    if unpacked > MAX_UNPACKED:
        raise too_large()


def _check_rows(archive: zipfile.ZipFile, member: str) -> None:
    """Refuse a sheet of more rows, or a row of more bytes, than any table has: the reader below holds a row at a time.

    A few hundred kilobytes of zip can hold so many empty rows that no computer has the memory for them.
    """
    name = member.lower()
    shared = name.endswith("sharedstrings.xml")
    if not (shared or "worksheets/" in name or name == "content.xml") or name.endswith(".rels"):
        return
    mark, limit = (
        (b"si", MAX_ROWS * 10)
        if shared
        else (b"table-row", MAX_ROWS)
        if name == "content.xml"
        else (b"row", MAX_ROWS)
    )
    rows, gap, tail = 0, 0, b""
    with archive.open(member) as file:
        while piece := file.read(_LOOK):
            if not mark.startswith(b"<"):
                mark = _opening(piece, mark)
            text = tail + piece
            found = text.count(mark)
            rows += found
            longest = gap + (text.index(mark) if found else len(piece))
            gap = len(text) - text.rindex(mark) if found else longest
            if rows > limit or longest > MAX_ROW:
                raise too_large()
            tail = text[len(text) - len(mark) + 1 :]


def _opening(piece: bytes, name: bytes) -> bytes:
    """Return how an element begins in this file, with its prefix: <row, <x:row."""
    found = re.search(rb"<(?:[\w.-]+:)?" + name + rb"\b", piece)
    return found[0] if found else b"<" + name


def too_large() -> InputError:
    """Return what is said of a file that is larger than it may be."""
    return InputError("このExcelファイルは、中身が大きすぎます。", "いくつかのファイルに分けてください。")
