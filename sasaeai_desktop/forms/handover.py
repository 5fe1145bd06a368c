"""引き継ぎ書: what the one who leaves tells the one who comes, person by person; both sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import BODY, LABEL, LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Drawn, Paper
from sasaeai_desktop.forms.watcher_list import Watched

NAME = "handover"
TITLE = "引き継ぎ書"
_ROW = 30.0
_TOP = 58.0
_FOOT = 30.0  # signatures, on the last page
_EDGES = (LEFT, 24.0, 78.0, 132.0, RIGHT)  # 順, 氏名・住所, 電話・連絡先・予定, 伝えること
_ROWS = int((layout.BOTTOM - 4 - _TOP - tables.HEAD_ROW) / _ROW)
_LAST = int((layout.BOTTOM - _FOOT - _TOP - tables.HEAD_ROW) / _ROW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Handed:
    """One person.

    Attributes:
        who: as in 担当別名簿.
        last: 最後の見守り, "令和5年11月28日 訪問".
        told: what was noticed lately, newest first.
    """

    who: Watched
    last: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverSheet:
    """One hand-on.

    Attributes:
        district: "みどりが丘地区社協".
        giver: who leaves, with phone.
        taker: who comes, with phone; "" leaves it open.
        roles: roles that change hands, "担い手・世話係".
        day: ISO first day of the new one; "" leaves it open.
        people: in round order.
    """

    district: str = ""
    giver: str = ""
    taker: str = ""
    roles: str = ""
    day: str = ""
    people: tuple[Handed, ...] = ()


def blank() -> HandoverSheet:
    """Return the sheet with everything left open."""
    return HandoverSheet()


def draw(sheet: HandoverSheet, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one sheet; see `draw_all`."""
    return draw_all([sheet], printed_on=printed_on, invariant=invariant)


def draw_all(sheets: Iterable[HandoverSheet], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many sheets into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    for sheet in sheets:
        parts = [list(part) for part in tables.chunks(sheet.people, _ROWS, _ROWS)]
        if len(parts[-1]) > _LAST:
            parts.append([])
        for page, part in enumerate(parts, start=1):
            _draw_head(paper, sheet, printed_on, page, len(parts))
            last = page == len(parts)
            y = _draw_people(paper, part, (page - 1) * _ROWS, open_rows=_LAST if not sheet.people else 0)
            if last:
                _draw_foot(paper, max(y, layout.BOTTOM - _FOOT + 2))
            paper.next_page()
    return paper.finish()


def _draw_head(paper: Paper, sheet: HandoverSheet, printed_on: str, page: int, pages: int) -> None:
    day = f"{wareki(sheet.day)} から" if sheet.day else "令和　　年　　月　　日 から"
    about = Head(title=TITLE, district=sheet.district, period=day, conditions=sheet.roles, badge="取扱注意")
    y = layout.head(paper, about, printed_on, page, pages) + 9.5
    for x, words, name in ((LEFT, "渡す人", sheet.giver), (105.0, "引き継ぐ人", sheet.taker)):
        paper.text(x, y, words, 11)
        room = 66.0
        if name:
            paper.one_or_two(x + 22, y + 0.2, name, 15, room, least=11, small=9.5, bold=True)
        else:
            paper.line(x + 22, y + 1, x + 22 + room, y + 1)


def _draw_people(paper: Paper, rows: Sequence[Handed], start: int, *, open_rows: int) -> float:
    count = open_rows or len(rows)
    y = _TOP
    if not count:
        return y
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    heads = ("順", "氏名・住所", "電話・緊急連絡先・予定", "ふだんの様子・伝えること")
    for x, words in zip(_EDGES, heads, strict=False):
        paper.text(x + 1.2, y + 4.9, words, 10.2)
    y += tables.HEAD_ROW
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    for index in range(count):
        paper.text(LEFT + 6.5, y + _ROW / 2 + 1.6, str(start + index + 1), 12, bold=bool(rows), align="right")
        if index < len(rows):
            _draw_row(paper, rows[index], y)
        y += _ROW
        paper.line(LEFT, y, RIGHT, y, HEAVY if index == count - 1 else FINE)
    for x in _EDGES[1:-1]:
        paper.line(x, _TOP, x, y)
    return y


def _draw_row(paper: Paper, one: Handed, top: float) -> None:
    who = one.who
    x, wide = _EDGES[1] + 1.4, _EDGES[2] - _EDGES[1] - 2.6
    paper.fit(x, top + 3.9, who.kana, 9, wide, least=7)
    paper.one_or_two(x, top + 10.0, who.name, 15, wide, least=11, small=9, bold=True)
    paper.one_or_two(x, top + 15.2, who.about, 10.5, wide, least=8, small=6.5)
    paper.fit(x, top + 20.2, who.place, 11, wide, least=8)
    paper.block(x, top + 24.6, who.address, 10.5, wide, lines=2, leading=4.2, least=7.5)
    x, wide = _EDGES[2] + 1.4, _EDGES[3] - _EDGES[2] - 2.6
    paper.fit(x, top + 5.2, who.phone, 13, wide, least=8.5)
    paper.one_or_two(x, top + 11.0, who.contact, 10, wide, least=8.5, small=6.5)
    paper.fit(x, top + 15.8, who.contact_phone, 11, wide, least=8.5)
    paper.fit(x, top + 21.6, who.plan, 11.5, wide, least=8, bold=True)
    if one.last:
        paper.text(x, top + 27.2, "最後", LABEL)
        paper.fit(x + 9.5, top + 27.2, one.last, 10.5, wide - 9.5, least=7.5)
    x, wide = _EDGES[3] + 1.4, RIGHT - _EDGES[3] - 2.0
    used = 2 if who.usual else 0
    if who.usual:
        paper.block(x, top + 4.8, who.usual, 10, wide, lines=2, leading=4.3, least=8)
    words = "\n".join(f"・{t}" for t in one.told)
    if words:
        lines = 6 - used
        paper.block(
            x, top + 4.8 + 4.4 * used, words.replace("\n", "　"), 10, wide, lines=lines, leading=4.3, least=8
        )


def _draw_foot(paper: Paper, top: float) -> None:
    paper.text(LEFT, top + 5.5, "上の方々のことと 貸したものを、たしかに引き継ぎました。", BODY)
    layout.open_date(paper, 150, top + 5.5, size=11.5)
    y = top + 19
    for x, words in ((LEFT, "渡した人"), (77.0, "引き継いだ人"), (139.0, "立ち会った人")):
        paper.text(x, y, words, LABEL)
        paper.line(x + 24, y + 1, x + 56, y + 1)
