"""開示書: everything that is kept about one person, for that person to read and keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout
from sasaeai_desktop.forms.layout import BODY, LABEL, LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import FINE, Drawn, Paper, wrap

NAME = "person-disclosure"
TITLE = "保有個人データの開示書"
_LABEL_WIDTH = 40.0
_LINE = 6.4
_TOP = 62.0
_MORE = layout.HEAD_END + 4
_END = layout.BOTTOM - 3
_COMPACT = 5  # more records than so many stand in one paragraph each
_NOTES = (
    "ほかの方のことが書かれたところは、渡す前に たしかめてください。",
    "ご本人でない方には、代理の書類をたしかめてから渡します。",
    "書きちがいがあるときは、直す・消す・使うのをやめるよう 求めることができます。",
)

Line = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """All records of one kind; each is (label, words) lines."""

    title: str
    records: tuple[tuple[Line, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonDisclosure:
    """What is told to one person.

    Attributes:
        district: "みどりが丘地区社協".
        name: whose.
        number: 管理番号.
        made_on: ISO day; "" leaves it open.
        sections: in order.
    """

    district: str = ""
    name: str = ""
    number: str = ""
    made_on: str = ""
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something of a height that is not parted between pages."""

    height: float
    draw: Callable[[Paper, float], object]


def blank() -> PersonDisclosure:
    """Return the paper with everything left open."""
    return PersonDisclosure(sections=tuple(Section(title=t) for t in ("名簿", "同意", "見守り", "渡した先")))


def draw(some: PersonDisclosure, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one paper; see `draw_all`."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(some: Iterable[PersonDisclosure], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many papers into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    for one in some:
        pages = _pages(list(_pieces(one)))
        for number, pieces in enumerate(pages, start=1):
            y = _draw_head(paper, one, printed_on, number, len(pages))
            for piece in pieces:
                piece.draw(paper, y)
                y += piece.height
            paper.next_page()
    return paper.finish()


def _pages(pieces: list[_Piece]) -> list[list[_Piece]]:
    pages: list[list[_Piece]] = [[]]
    y = _TOP
    for piece in pieces:
        if y + piece.height > _END and pages[-1]:
            pages.append([])
            y = _MORE
        pages[-1].append(piece)
        y += piece.height
    return pages


def _draw_head(paper: Paper, one: PersonDisclosure, printed_on: str, page: int, pages: int) -> float:
    day = f"{wareki(one.made_on)} 現在" if one.made_on else "令和　　年　　月　　日 現在"
    about = Head(
        title=TITLE,
        district=one.district,
        period=day,
        number=one.number if page == 1 else "",
        badge="取扱注意",
    )
    layout.head(paper, about, printed_on, page, pages)
    if page > 1:
        return _MORE
    base = layout.HEAD_END + 10
    if one.name:
        used = paper.one_or_two(LEFT, base + 0.2, one.name, 16, 74, least=11, small=9, bold=True)
    else:
        used = 62.0
        paper.line(LEFT, base + 1, LEFT + used, base + 1)
    rest = LEFT + used + 2
    paper.fit(rest, base, "様について、ここで持っている情報のすべてです。", BODY, RIGHT - rest, least=10)
    return _TOP


def _pieces(one: PersonDisclosure) -> Iterator[_Piece]:
    for order, section in enumerate(one.sections, start=1):
        count = f"{len(section.records)}件" if section.records else ""
        yield _Piece(12.5, _heading(order, section.title, count))
        if not section.records:
            for _ in range(3):
                yield _Piece(layout.ROW, _rule)
        for record in section.records:
            if len(section.records) > _COMPACT:
                yield from _texts("", "　".join(f"{label} {words}" for label, words in record))
            else:
                for label, words in record:
                    yield from _texts(label, words)
            yield _Piece(2.6, _thin)
    yield _Piece(6.0, lambda _paper, _y: None)
    for note in _NOTES:
        yield _Piece(6.5, _note(note))


def _heading(order: int, title: str, count: str) -> Callable[[Paper, float], object]:
    return lambda paper, y: layout.section(paper, y + 2, order, title, count)


def _texts(label: str, words: str) -> Iterator[_Piece]:
    left = LEFT + (_LABEL_WIDTH if label else 2)
    for at, line in enumerate(wrap(words, BODY, RIGHT - left) or [""]):
        yield _Piece(_LINE, _written(label if at == 0 else "", left, line))


def _written(label: str, left: float, line: str) -> Callable[[Paper, float], object]:
    def draw_line(paper: Paper, y: float) -> None:
        if label:
            paper.fit(LEFT + 2, y + 4.8, label, LABEL, _LABEL_WIDTH - 4, least=8)
        paper.fit(left, y + 4.9, line, BODY, RIGHT - left)

    return draw_line


def _rule(paper: Paper, y: float) -> None:
    paper.line(LEFT, y + layout.ROW, RIGHT, y + layout.ROW, FINE)


def _thin(paper: Paper, y: float) -> None:
    paper.line(LEFT, y + 1.4, RIGHT, y + 1.4, FINE)


def _note(text: str) -> Callable[[Paper, float], object]:
    return lambda paper, y: layout.note(paper, y + 4, text)
