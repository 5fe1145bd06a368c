"""Which encoding a text file of a Japanese office is in: told by its first bytes, else UTF-8 before cp932.

cp932 is what Excel in Japan writes as "CSV"; Python's shift_jis lacks 髙 﨑 ～ ① and is never used.
Text in cp932 with a kanji in its first line is practically never valid UTF-8, so trying UTF-8 first is safe.
"""

from __future__ import annotations

import codecs

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
    raise InputError(
        "このファイルには、文字でないものが入っています。",
        "Excelで開いて「Excelブック (.xlsx)」で保存し、もう一度えらんでください。",
    )


def _decode(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{line}行目のあたりに、{codec}では読めない文字があります。",
            "Excelで開いて「Excelブック (.xlsx)」で保存し、もう一度えらんでください。",
        ) from error
