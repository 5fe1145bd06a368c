"""Which encoding a text file of a Japanese office is in: told by its first bytes, else UTF-8 before cp932.

cp932 is what Excel in Japan writes as "CSV"; Python's shift_jis lacks 髙 﨑 ～ ① and is never used.
Text in cp932 with a kanji in its first line is practically never valid UTF-8, so trying UTF-8 first is safe.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sasaeai_desktop.domain.errors import InputError

AUTO = "auto"
"""Let the file's own bytes say it."""

READABLE = (AUTO, "cp932", "utf-8")
"""What a caller may ask for; a file of Excel in UTF-16 is known by its mark."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),  # Excel's "Unicode text"
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)


_CHUNK = 1 << 20
_ENDS = b"\x00\x1a"  # the end marks of old programs


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text file is read.

    Attributes:
        name: utf-8, utf-16 or cp932.
        codec: Python's name for it.
        end: how many bytes of the file are text.
    """

    name: str
    codec: str
    end: int


def encoding_of(file: BinaryIO, encoding: str = AUTO) -> Encoding:
    """Look through a text file, a piece at a time, and return how it is read; the file may be of any size.

    Raises:
        InputError: the file is not text in that encoding.
    """
    if encoding not in READABLE:
        raise InputError(
            f"「{encoding}」という文字の種類は使えません。", f"{' | '.join(READABLE)} から選んでください。"
        )
    size = file.seek(0, 2)
    end = _end_of_text(file, size)
    file.seek(0)
    head = file.read(4)
    for mark, codec, name in _MARKS:
        if head.startswith(mark):
            end = end if name == "utf-8" else size
            return Encoding(name, _checked(file, codec, end), end)
    if any(b"\x00" in piece for piece in _pieces(file, end)):
        return Encoding("utf-16", _unmarked_codec(file, size), size)
    if encoding != AUTO:
        return Encoding(encoding, _checked(file, encoding, end), end)
    fits = _trouble(file, "utf-8", end) is None
    name = "utf-8" if fits else "cp932"
    return Encoding(name, name if fits else _checked(file, name, end), end)


def _end_of_text(file: BinaryIO, size: int) -> int:
    end = size
    while end:
        start = max(0, end - _CHUNK)
        file.seek(start)
        piece = file.read(end - start).rstrip(_ENDS)
        end = start + len(piece)
        if piece:
            break
    return end


def _pieces(file: BinaryIO, end: int) -> Iterator[bytes]:
    file.seek(0)
    left = end
    while left and (piece := file.read(min(_CHUNK, left))):
        left -= len(piece)
        yield piece


def _trouble(file: BinaryIO, codec: str, end: int) -> int | None:
    """Return the line near which a file is no text in an encoding, None when all of it is."""
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    for piece in _pieces(file, end):
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            return line + piece.count(b"\n", 0, error.start)
        line += piece.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _checked(file: BinaryIO, codec: str, end: int) -> str:
    line = _trouble(file, codec, end)
    if line is not None:
        raise _no_text(line, codec)
    return codec


def _unmarked_codec(file: BinaryIO, size: int) -> str:
    """Return the codec of UTF-16 without a mark: the first piece tells, the others must agree."""
    for codec, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        head = next(_pieces(file, size), b"")
        parted = b"," in head or b"\t" in head
        if (
            0 in head[start::2]
            and parted
            and _trouble(file, codec, size) is None
            and not _holds_nul(file, codec, size)
        ):
            return codec
    raise _not_text()


def _holds_nul(file: BinaryIO, codec: str, size: int) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    return any("\x00" in decoder.decode(piece) for piece in _pieces(file, size))


def decode(data: bytes, encoding: str = AUTO) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding (utf-8, utf-16 or cp932).

    Args:
        data: the whole file.
        encoding: auto, cp932 or utf-8; a mark in the first bytes wins over it.

    Raises:
        InputError: the file is not text in that encoding.
    """
    if encoding not in READABLE:
        raise InputError(
            f"「{encoding}」という文字の種類は使えません。", f"{' | '.join(READABLE)} から選んでください。"
        )
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode(data, codec), name
    if b"\x00" in data:
        return _unmarked_wide(data), "utf-16"
    if encoding != AUTO:
        return _decode(data, encoding), encoding
    for candidate in ("utf-8", "cp932"):
        try:
            return data.decode(candidate), candidate
        except UnicodeDecodeError:
            continue
    return _decode(data, "cp932"), "cp932"


def _unmarked_wide(data: bytes) -> str:
    """Return UTF-16 text without a mark; a comma, tab or line end shows which byte of each pair is empty."""
    for codec, empty in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        text = data.decode(codec, errors="replace")
        if empty.count(0) and "\x00" not in text and "\ufffd" not in text and ("," in text or "\t" in text):
            return text
    raise _not_text()


def _not_text() -> InputError:
    return InputError(
        "このファイルには、文字でないものが入っています。",
        "Excelで開いて「Excelブック (.xlsx)」で保存し、もう一度えらんでください。",
    )


def _decode(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _no_text(data.count(b"\n", 0, error.start) + 1, codec) from error


def _no_text(line: int, codec: str) -> InputError:
    return InputError(
        f"{line}行目のあたりに、{codec}では読めない文字があります。",
        "Excelで開いて「Excelブック (.xlsx)」で保存し、もう一度えらんでください。",
    )
