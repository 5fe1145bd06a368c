"""The corner codes of sheets that come back: what they say, and their modules.

A code holds 20 characters, the most that the smallest QR (version 1, level M, letters and digits) takes, so
that its 21 x 21 modules are as large as 14 mm allow (0.67 mm, 5 dots at 200 dpi):

    SD  V  1  XXXXXXXXXXXXX  PP  C
    |   |  |  |              |   corner: 1 top left, 2 top right, 3 bottom left, 4 bottom right
    |   |  |  |              page, base 36, from 01
    |   |  |  last 8 bytes of the sheet's id (its random part), base 32 of RFC 4648 without padding
    |   |  layout version of the form
    |   form: V visit sheet, S salon roster, L safety list
    "sasaeai document"

Nothing else: no name, no district, no date. A blank form has an id of zeros.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

import segno

SIZE = 14.0  # mm
CORNERS = {1: (10.0, 8.0), 2: (186.0, 8.0), 3: (10.0, 275.0), 4: (186.0, 275.0)}  # top left of each, mm
MIDDLES = {corner: (x + SIZE / 2, y + SIZE / 2) for corner, (x, y) in CORNERS.items()}
LAYOUT = "1"
FORMS = {"visit-sheet": "V", "salon-roster": "S", "safety-list": "L"}
MARK_BYTES = 8
BLANK = "0" * (2 * MARK_BYTES)
LAST_PAGE = 36 * 36 - 1
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORM_OF = {letter: form for form, letter in FORMS.items()}
_TEXT = re.compile(r"SD([A-Z])([0-9A-Z])([A-Z2-7]{13})([0-9A-Z]{2})([1-4])")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What one corner says.

    Attributes:
        form: a name of `FORMS`.
        mark: 16 hex digits, the end of the sheet's id.
        page: from 1.
        corner: 1 .. 4.
        layout: version of the form's geometry.
    """

    form: str
    mark: str
    page: int
    corner: int
    layout: str = LAYOUT


def mark_of(sheet_id: str) -> str:
    """Return the part of a sheet's id (32 hex digits, or "" for a blank form) that its codes carry."""
    return sheet_id[-2 * MARK_BYTES :] if sheet_id else BLANK


def encode(code: SheetCode) -> str:
    """Return the text of a code.

    Raises:
        ValueError: a form without codes, or a page or mark that does not fit.
    """
    raw = bytes.fromhex(code.mark)
    if code.form not in FORMS or len(raw) != MARK_BYTES or not 1 <= code.page <= LAST_PAGE:
        raise ValueError("no such code")
    mark = base64.b32encode(raw).decode().rstrip("=")
    page = _DIGITS[code.page // 36] + _DIGITS[code.page % 36]
    return f"SD{FORMS[code.form]}{code.layout}{mark}{page}{code.corner}"


def decode(text: str) -> SheetCode | None:
    """Return what a code says; None if it is not one of ours."""
    found = _TEXT.fullmatch(text)
    if found is None or found[1] not in _FORM_OF:
        return None
    try:
        raw = base64.b32decode(found[3] + "===")
    except binascii.Error:
        return None
    page = int(found[4], 36)
    return SheetCode(_FORM_OF[found[1]], raw.hex(), page, int(found[5]), found[2]) if page else None


@lru_cache(maxsize=64)
def matrix(text: str) -> tuple[bytes, ...]:
    """Return the rows of modules, 1 is black. A fixed mask saves four fifths of the time."""
    code = segno.make_qr(text, error="m", version=1, mask=0, boost_error=False)
    return tuple(bytes(row) for row in code.matrix)


def rectangles(text: str) -> list[tuple[int, int, int, int]]:
    """Return (column, row, columns, rows) of few rectangles that cover the black modules."""
    rows = matrix(text)
    done: dict[tuple[int, int], int] = {}  # (column, columns) of a run -> its index in the row above
    out: list[tuple[int, int, int, int]] = []
    for y, row in enumerate(rows):
        runs = [(m.start(), m.end() - m.start()) for m in re.finditer(b"\x01+", row)]
        kept: dict[tuple[int, int], int] = {}
        for run in runs:
            index = done.get(run)
            if index is None:
                kept[run] = len(out)
                out.append((run[0], y, run[1], 1))
            else:
                x, top, width, height = out[index]
                out[index] = (x, top, width, height + 1)
                kept[run] = index
        done = kept
    return out
