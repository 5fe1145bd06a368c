"""足あと: who did what at a computer, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.forms import ledgers
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

TITLE = "足あと（だれが何をしたか）"
_COLUMNS = (
    Column(head="日時", width=34, least=11),
    Column(head="だれが", width=30, least=11),
    Column(head="したこと", width=66, least=10.5, small=10.5),
    Column(head="どなたの", width=50, least=10.5, small=10.5),
)
_NOTES = (
    "このパソコンでしたことだけが のっています。お名前が入っているので、用がすんだら 処分してください。",
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line, every part as it is printed."""

    at: str
    by: str
    words: str
    whose: str


def draw(
    district: str, lines: Sequence[AuditLine], *, about: str, printed_on: str, invariant: bool = False
) -> Drawn:
    """Draw the list.

    Args:
        district: whose computer.
        lines: in their order.
        about: what was looked for, "" for everything.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    ledgers.draw_pages(
        paper,
        Head(title=TITLE, district=district, period=about, stamps=()),
        _COLUMNS,
        [(line.at, line.by, line.words, line.whose) for line in lines],
        printed_on=printed_on,
        height=12.5,
        notes=_NOTES,
    )
    return paper.finish()
