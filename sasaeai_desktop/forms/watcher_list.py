"""担当別名簿: whom each 担い手 watches, in the order of the round; a page per 担い手.

For outside (``nameless``) only those with consent stand with their name; the others with their number, age band
and 町内会 alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, marks, tables
from sasaeai_desktop.forms.layout import BODY, LABEL, LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Drawn, Paper

NAME = "watcher-list"
TITLE = "担当別名簿"
_ROW = 17.0
_SPARE = 3  # open rows behind the last name
_TOP = 58.0  # upper edge of the head of the list
_ROWS = int((layout.BOTTOM - 4 - _TOP - tables.HEAD_ROW) / _ROW)
_EDGES = (LEFT, 24.0, 74.0, 118.0, 154.0, RIGHT)  # 順, 氏名, 住所, 電話・連絡先, 予定・ふだんの様子


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """One line.

    Attributes:
        number: 管理番号, printed where there is no name.
        name: as written; "" where there is no consent to show it.
        kana: ふりがな.
        about: "82歳・女・一人暮らし".
        place: "さくら町内会3班".
        address: as written.
        phone: of the person.
        contact: 緊急連絡先, "渡邊 弘(長男)".
        contact_phone: their phone.
        plan: "月・木曜".
        usual: ふだんの様子.
    """

    number: str = ""
    name: str = ""
    kana: str = ""
    about: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    contact_phone: str = ""
    plan: str = ""
    usual: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WatcherList:
    """One 担い手's list.

    Attributes:
        district: "みどりが丘地区社協".
        watcher: name of the 担い手.
        watcher_phone: their phone.
        as_of: ISO day of the list; "" leaves it open.
        people: in round order.
        coordinator: 世話係 with phone.
        outside: it leaves the district; those without consent have no name.
    """

    district: str = ""
    watcher: str = ""
    watcher_phone: str = ""
    as_of: str = ""
    people: tuple[Watched, ...] = ()
    coordinator: str = ""
    outside: bool = False


def blank() -> WatcherList:
    """Return the list with everything left open."""
    return WatcherList()


def draw(some: WatcherList, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one list; see `draw_all`."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(lists: Iterable[WatcherList], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many lists into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    for some in lists:
        parts = tables.chunks(some.people, _ROWS, _ROWS)
        for page, part in enumerate(parts, start=1):
            _draw_head(paper, some, printed_on, page, len(parts))
            _draw_people(paper, part, (page - 1) * _ROWS, open_form=not some.people)
            paper.next_page()
    return paper.finish()


def _draw_head(paper: Paper, some: WatcherList, printed_on: str, page: int, pages: int) -> None:
    day = f"{wareki(some.as_of)} 現在" if some.as_of else "令和　　年　　月　　日 現在"
    about = Head(
        title=TITLE, district=some.district, period=day, badge="地区の外へ渡す" if some.outside else "取扱注意",
        conditions="同意のない方は、名前・住所・電話をのせていません" if some.outside else "",
        stamps=("事務局", "世話係"),
    )  # fmt: skip
    y = layout.head(paper, about, printed_on, page, pages) + 9.5
    paper.text(LEFT, y, "担い手", 11)
    if some.watcher:
        used = paper.one_or_two(LEFT + 14, y + 0.2, some.watcher, 17, 48, least=12, small=10, bold=True)
        used += paper.text(LEFT + 15 + used, y, "さん", 11.5)
        paper.fit(LEFT + 17 + used, y, some.watcher_phone, BODY, 84 - used, least=8)
    else:
        paper.line(LEFT + 14, y + 1, LEFT + 66, y + 1)
        paper.text(LEFT + 67, y, "さん", 11.5)
    if some.people:
        paper.text(134, y, f"{len(some.people)}人", 14, bold=True, align="right")
    paper.text(138, y, "世話係", 11)
    if some.coordinator:
        paper.one_or_two(151, y, some.coordinator, 11.5, RIGHT - 151, least=9, small=8)
    else:
        paper.line(151, y + 1, RIGHT, y + 1)


def _draw_people(paper: Paper, rows: Sequence[Watched], start: int, *, open_form: bool) -> None:
    count = _ROWS if open_form else min(_ROWS, len(rows) + _SPARE)
    y = _TOP
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    heads = ("順", "ふりがな・氏名", "住所・町内会", "電話・緊急連絡先", "予定・ふだんの様子")
    for x, words in zip(_EDGES, heads, strict=False):
        paper.text(x + 1.2, y + 4.9, words, 10.2)
    y += tables.HEAD_ROW
    top = y
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    for index in range(count):
        if index < len(rows):
            _draw_row(paper, rows[index], y, start + index + 1)
        else:
            paper.text(LEFT + 6.5, y + _ROW / 2 + 1.6, str(start + index + 1), 11, align="right")
        y += _ROW
        paper.line(LEFT, y, RIGHT, y, HEAVY if index == count - 1 else FINE)
    for x in _EDGES[1:-1]:
        paper.line(x, top - tables.HEAD_ROW, x, y)


def _draw_row(paper: Paper, one: Watched, top: float, order: int) -> None:
    paper.text(LEFT + 6.5, top + _ROW / 2 + 1.6, str(order), 12, bold=True, align="right")
    x = _EDGES[1] + 1.4
    wide = _EDGES[2] - x - 1.2
    if one.name:
        paper.fit(x, top + 3.9, one.kana, 9, wide, least=7)
        paper.one_or_two(x, top + 10.2, one.name, 15, wide, least=11, small=9, bold=True)
    else:
        marks.tag(paper, x, top + 2.0, "名前なし", width=19, height=5, size=10)
        paper.text(x, top + 10.6, "番号 ", LABEL)
        paper.fit(x + 9.5, top + 10.8, one.number, 13, wide - 9.5, least=8, bold=True)
    paper.one_or_two(x, top + 15.1, one.about, 10.5, wide, least=8, small=6.5)
    x = _EDGES[2] + 1.4
    wide = _EDGES[3] - x - 1.2
    paper.fit(x, top + 5.2, one.place, 11.5, wide, least=8)
    paper.block(x, top + 10.4, one.address, 11, wide, lines=2, leading=4.5, least=8)
    x = _EDGES[3] + 1.4
    wide = _EDGES[4] - x - 1.2
    paper.fit(x, top + 5.4, one.phone, 13, wide, least=8.5)
    paper.one_or_two(x, top + 10.5, one.contact, 10, wide, least=8.5, small=6.5)
    paper.fit(x, top + 15.4, one.contact_phone, 11, wide, least=8.5)
    x = _EDGES[4] + 1.4
    wide = RIGHT - x - 0.6
    paper.fit(x, top + 5.2, one.plan, 11.5, wide, least=8, bold=True)
    paper.block(x, top + 10.2, one.usual, 10, wide, lines=2, leading=4.3, least=8)
