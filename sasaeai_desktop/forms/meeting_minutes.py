"""議事録: one meeting, event or training with its place, who took part, contents and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.forms import layout
from sasaeai_desktop.forms.layout import Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper, wrap

NAME = "meeting-minutes"
TITLE = "議事録"
_SIZE = 12.0
_LINE = 6.8
_WIDE = 172.0
_LEAST = {"内容": 8, "決まったこと": 5}
"""So many lines stand open where nothing was written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes:
    """One activity; on a blank form everything is "" or ()."""

    district: str = ""
    kind: str = ""
    title: str = ""
    day: str = ""
    time: str = ""
    place: str = ""
    state: str = ""
    reason: str = ""
    bodies: tuple[str, ...] = ()
    observers: str = ""
    participants: int | None = None
    contents: str = ""
    decisions: str = ""


def blank() -> Minutes:
    """Return the minutes with everything left open."""
    return Minutes()


def draw(some: Minutes, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one activity."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(many: Iterable[Minutes], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw several, each on pages of its own."""
    paper = Paper(TITLE, invariant=invariant)
    for some in many:
        _draw_one(paper, some, printed_on)
    return paper.finish()


def _draw_one(paper: Paper, some: Minutes, printed_on: str) -> None:
    texts = [("内容", _lines(some.contents)), ("決まったこと", _lines(some.decisions))]
    pages = _pages(texts, first=150.0 if not some.reason else 140.0)
    for page, part in enumerate(pages, start=1):
        about = Head(
            title=TITLE, district=some.district, period=some.day, conditions=some.kind, stamps=("会長", "事務局", "記録"),
        )  # fmt: skip
        y = layout.head(paper, about, printed_on, page, len(pages))
        if page == 1:
            y = _draw_facts(paper, some, y + 1)
        for order, words, lines in part:
            y = layout.section(paper, y + 2, order, words)
            for line in lines:
                y += _LINE
                paper.text(layout.LEFT + 3, y, line, _SIZE)
                paper.line(layout.LEFT, y + 1.7, layout.RIGHT, y + 1.7)
            y += 2
        paper.next_page()


def _draw_facts(paper: Paper, some: Minutes, top: float) -> float:
    y = layout.fields(paper, top, Cell(label="名称", value=some.title, indent=20, bold=True), height=11)
    people = "" if some.participants is None else f"{some.participants:,}"
    y = layout.fields(
        paper, y, Cell(label="時間", value=some.time, width=62, indent=20), Cell(label="場所", value=some.place, width=72),
        Cell(label="参加", value=people, unit="人"), height=10,
    )  # fmt: skip
    y = layout.fields(
        paper, y, Cell(label="出席団体", value="、".join(some.bodies), indent=20, size=12), height=13
    )
    y = layout.fields(paper, y, Cell(label="ほかの出席", value=some.observers, indent=20, size=12), height=11)
    if some.reason:
        y = layout.fields(paper, y, Cell(label=some.state, value=some.reason, indent=20, size=12), height=11)
    return y


def _lines(text: str) -> list[str]:
    return [
        line
        for paragraph in text.splitlines()
        for line in (wrap(paragraph, _SIZE, _WIDE) if paragraph else [""])
    ]


Part = tuple[int, str, list[str]]


def _pages(texts: list[tuple[str, list[str]]], first: float) -> list[list[Part]]:
    """Share the lines of both texts out over pages; an empty text gets open lines."""
    pages: list[list[Part]] = [[]]
    left = first
    for order, (words, lines) in enumerate(texts, start=1):
        rest = lines or [""] * _LEAST[words]
        while rest:
            room = int((left - 14) / _LINE)
            if room < 2:
                pages.append([])
                left = layout.BOTTOM - layout.HEAD_END - 4
                continue
            taken, rest = rest[:room], rest[room:]
            pages[-1].append((order, words, taken))
            left -= 14 + len(taken) * _LINE
    return pages
