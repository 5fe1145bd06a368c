"""A receipt's picture as it is kept: the first page of a file, grey, small enough for one line of the journal."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.scanning.files import pages_of

MOST_BYTES = 60_000
"""Of the JPEG; base64 makes it a third longer, and a line of the journal holds 256 KiB."""
_EDGES = (1200, 1000, 800, 640, 480)
_QUALITIES = (60, 45, 32, 22)


def small_picture(path: Path) -> bytes:
    """Return the first page of a picture or PDF as a grey JPEG of at most ``MOST_BYTES``.

    Whatever else the file holds (where and with what it was taken, further pages) is left out.

    Raises:
        InputError: it is no picture or PDF that can be read.
    """
    page = next(pages_of(path), None)
    if page is None:
        raise InputError(f"「{path.name}」には、ページがありません。", "写真かPDFをえらんでください。")
    for edge in _EDGES:
        smaller = page.copy()
        smaller.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            kept = BytesIO()
            smaller.save(kept, "JPEG", quality=quality, optimize=True)
            if kept.tell() <= MOST_BYTES:
                return kept.getvalue()
    raise InputError(
        f"「{path.name}」は、小さくできません。", "領収書だけが写るように、撮りなおしてください。"
    )
