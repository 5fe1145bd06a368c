"""廃棄記録: which records were destroyed or given back, when, how, by whom and before whom."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import short_day
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper

NAME = "disposal"
TITLE = "廃棄記録"
_COLUMNS = (
    tables.Column(head="月日", width=25, size=10.5),
    tables.Column(head="何の記録を", width=40, size=11, small=10, bold=True),
    tables.Column(head="件数", width=15, align="right"),
    tables.Column(head="どのように", width=20, size=11, small=10),
    tables.Column(head="わけ", width=32, size=10.5, small=10),
    tables.Column(head="行った人", width=24, size=11),
    tables.Column(head="立ち会い", width=24, size=11),
)
_HEIGHT = 13.0
_TOP = layout.HEAD_END + 5
_ROWS = tables.fitting(_TOP, layout.BOTTOM - 16, _HEIGHT)
_NOTES = (
    "保存の年数は、記録の終わった日の つぎの4月1日から数えます。見守りの回数など、お名前のない数は残します。",
    "紙は裁断か溶解、USBメモリーは消去か破壊。市から借りた名簿は、期限までに返します。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Disposed:
    """One line; every text may be "" and is then written by hand."""

    day: str = ""
    what: str = ""
    count: int | None = None
    how: str = ""
    why: str = ""
    by: str = ""
    witness: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DisposalRecord:
    """A year's record; ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    lines: tuple[Disposed, ...] = ()


def blank() -> DisposalRecord:
    """Return the record with everything left open."""
    return DisposalRecord()


def draw(record: DisposalRecord, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the record.

    Args:
        record: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    about = Head(
        title=TITLE,
        district=record.district,
        period=layout.year_words(record.year),
        stamps=("事務局長", "担当"),
    )
    parts = tables.chunks(record.lines, _ROWS, _ROWS)
    for page, part in enumerate(parts, start=1):
        layout.head(paper, about, printed_on, page, len(parts))
        rows = [
            (
                short_day(x.day) if x.day else "", x.what, "" if x.count is None else f"{x.count:,}", x.how, x.why, x.by,
                x.witness,
            )
            for x in part
        ]  # fmt: skip
        empty = _ROWS - len(part) if page == len(parts) else 0
        y = tables.draw(paper, _TOP, _COLUMNS, rows, height=_HEIGHT, empty=empty) + 5.5
        for text in _NOTES:
            y = layout.note(paper, y, text)
        paper.next_page()
    return paper.finish()
