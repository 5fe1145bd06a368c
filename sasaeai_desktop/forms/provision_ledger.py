"""第三者提供記録: whose data went to whom, when, why and by whom (個人情報保護法 29条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import BLOCK, Drawn, Paper, width_of, wrap

NAME = "provision-ledger"
TITLE = "第三者提供記録"
_EDGES = (LEFT, 42.0, 149.0, 168.0, RIGHT)  # 月日, だれの・何を, 方法, 記録した人
_HEADS = ("月日", "だれの情報を / 何を、だれに、何のために", "方法", "記録した人")
_LINE = 6.6  # height of a line; a record has one or more of names and one of what and to whom
_FIRST = layout.HEAD_END + 5
_ROOM = int((layout.BOTTOM - 14 - _FIRST - tables.HEAD_ROW) / _LINE)
_NOTES = (
    "名前が外へ出るときにプログラムが書きます。口で伝えたときは、空いた行に手で書きます。",
    "この記録には名前がのっています。鍵のかかる所にしまい、決めた年数のあいだ取っておきます。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One line; every text may be "" and is then left to be written by hand.

    Attributes:
        day: ISO day.
        names: whose, "髙橋 ハツ、渡邊 弘".
        what: paper or file.
        to: the receiver.
        purpose: what for.
        medium: 紙, ファイル, USB.
        by: who gave it.
    """

    day: str = ""
    names: str = ""
    what: str = ""
    to: str = ""
    purpose: str = ""
    medium: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionLedger:
    """A year's record; ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    lines: tuple[Given, ...] = ()


def blank() -> ProvisionLedger:
    """Return the record with everything left open."""
    return ProvisionLedger()


def draw(ledger: ProvisionLedger, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the record; as many lines of names as there are, so that none is lost.

    Args:
        ledger: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    about = Head(
        title=TITLE, district=ledger.district, badge="取扱注意",
        period=layout.year_words(ledger.year), stamps=("事務局長", "担当"),
    )  # fmt: skip
    lines = [line for given in ledger.lines for line in _lines(given)]
    parts = _pages(lines)
    for page, part in enumerate(parts, start=1):
        layout.head(paper, about, printed_on, page, len(parts))
        _draw_page(paper, part, fill_up=page == len(parts))
        paper.next_page()
    return paper.finish()


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line; ``ends`` a record; day, medium and writer stand on a record's first one."""

    text: str
    bold: bool
    ends: bool
    starts: bool = False
    day: str = ""
    medium: str = ""
    by: str = ""


def _lines(given: Given) -> list[_Line]:
    """Return the lines of a record: names as many as there are, none of them parted, then what and to whom."""
    room = _EDGES[2] - _EDGES[1] - 3
    what = f"{given.what} → {given.to}" if given.what and given.to else given.what or given.to
    whole = f"{what}({given.purpose})" if given.purpose else what
    apart = [what, f"目的 {given.purpose}"] if given.purpose else [what]
    words = [whole] if width_of(whole, 10.5) <= room else apart
    names = _name_lines(given.names) or [""]
    first = _Line(names[0], True, False, True, given.day, given.medium, given.by)
    rest = [line for text in words for line in wrap(text, 10.5, room)] or [""]
    lines = [
        first,
        *(_Line(name, True, False) for name in names[1:]),
        *(_Line(t, False, False) for t in rest),
    ]
    return [*lines[:-1], replace(lines[-1], ends=True)]


def _pages(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Return the lines of each page; a record's first line has another below it, since a long name takes two."""
    pages: list[list[_Line]] = [[]]
    for line in lines:
        if len(pages[-1]) == _ROOM or (line.starts and len(pages[-1]) == _ROOM - 1):
            pages.append([])
        pages[-1].append(line)
    return pages


def _name_lines(names: str) -> list[str]:
    room = _EDGES[2] - _EDGES[1] - 3
    lines: list[str] = []
    for name in names.split("、"):
        joined = f"{lines[-1]}、{name}" if lines else name
        if lines and width_of(joined, 12, bold=True) <= room:
            lines[-1] = joined
        elif name:
            lines.append(name)
    return lines


def _draw_page(paper: Paper, lines: Sequence[_Line], *, fill_up: bool) -> None:
    y = _FIRST
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    for x, words in zip(_EDGES, _HEADS, strict=False):
        paper.text(x + 1.2, y + 4.9, words, 10.2)
    y += tables.HEAD_ROW
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    for line in lines:
        _draw_line(paper, line, y + 4.9)
        y += _LINE
        if line.ends:
            paper.line(LEFT, y, RIGHT, y)
    if fill_up:
        while y + 2 * _LINE <= _FIRST + tables.HEAD_ROW + _ROOM * _LINE + 0.1:
            y += 2 * _LINE
            paper.line(LEFT, y, RIGHT, y)
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    for x in _EDGES[1:-1]:
        paper.line(x, _FIRST, x, y)
    y += 5.5
    for text in _NOTES:
        y = layout.note(paper, y, text)


def _draw_line(paper: Paper, line: _Line, base: float) -> None:
    room = [right - left - 2.4 for left, right in pairwise(_EDGES)]
    paper.fit(_EDGES[0] + 1.2, base, short_wareki(line.day), 11.5, room[0], least=9)
    paper.fit(_EDGES[1] + 1.2, base, line.text, 12 if line.bold else 10.5, room[1], least=9, bold=line.bold)
    paper.block(_EDGES[2] + 1.2, base, line.medium, 11, room[2], lines=2, leading=5.5, least=7)
    paper.block(_EDGES[3] + 1.2, base, line.by, 11.5, room[3], lines=2, leading=5.5, least=7)
