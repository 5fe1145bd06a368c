"""Pages of a PDF as pictures, for the preview and for tests; knows no window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pypdfium2

_POINTS_PER_INCH = 72


class Picture(NamedTuple):
    """A page as a picture; ``data`` holds height rows of width pixels of three bytes (R, G, B)."""

    width: int
    height: int
    data: bytes


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def page_image(pdf: bytes, page: int, width_px: int) -> Picture:
    """Return one page, ``width_px`` pixels wide.

    Args:
        pdf: the file.
        page: from 0.
        width_px: width of the picture; the height follows.

    Raises:
        IndexError: there is no such page.
    """
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        return _render(document, page, width_px / document[page].get_width())


def pages_as_pictures(pdf: bytes, dpi: float) -> Iterator[Picture]:
    """Yield every page at ``dpi`` dots per inch; only one of them is in memory at a time."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in range(len(document)):
            yield _render(document, page, dpi / _POINTS_PER_INCH)


def _render(document: pypdfium2.PdfDocument, page: int, scale: float) -> Picture:
    with closing(document[page]) as sheet, closing(sheet.render(scale=scale, rev_byteorder=True)) as bitmap:
        row = bitmap.width * bitmap.n_channels
        raw = bytes(bitmap.buffer)
        if bitmap.stride != row:
            raw = b"".join(raw[y * bitmap.stride : y * bitmap.stride + row] for y in range(bitmap.height))
        if bitmap.n_channels == 4:
            kept = bytearray(bitmap.width * bitmap.height * 3)
            for channel in range(3):
                kept[channel::3] = raw[channel::4]
            raw = bytes(kept)
        return Picture(bitmap.width, bitmap.height, raw)
