"""The offices' ledgers share one drawing: a head, a table over as many pages as it takes, open rows at the end."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Paper
from sasaeai_desktop.forms.tables import Column

_TOP = layout.HEAD_END + 5.0


def draw_pages(
    paper: Paper,
    about: Head,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    printed_on: str,
    height: float,
    notes: Sequence[str],
) -> None:
    """Draw all rows; the last page is filled up with open ones.

    Args:
        paper: at the start of a page.
        about: the head band.
        columns: of the table, 180 mm together.
        rows: texts.
        printed_on: ISO day.
        height: of a row.
        notes: below the table on every page.
    """
    bottom = layout.BOTTOM - 5.0 * len(notes) - 3
    room = tables.fitting(_TOP, bottom, height)
    parts = tables.chunks(rows, room, room)
    for page, part in enumerate(parts, start=1):
        layout.head(paper, about, printed_on, page, len(parts))
        empty = room - len(part) if page == len(parts) else 0
        y = tables.draw(paper, _TOP, columns, part, height=height, empty=empty)
        y += 5.5
        for text in notes:
            y = layout.note(paper, y, text)
        paper.next_page()
