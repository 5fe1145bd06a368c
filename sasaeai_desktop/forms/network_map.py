"""ネットワーク図: the groups of a district on a circle; a line where two meet, the stronger the more they did together."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.circle import places, thickness
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "network-map"
TITLE = "ネットワーク図"
MOST = 32
"""More names than that do not fit round the circle; the rest stands in the list below."""
_MIDDLE, _TOP, _RADIUS = 105.0, 112.0, 46.0
_ROW = 8.6
_LINES = 8
_COLUMNS = (
    Column(head="団体", width=62, size=11, small=8.8),
    Column(head="団体", width=62, size=11, small=8.8),
    Column(head="いっしょに（回）", width=24, align="right", size=11.5, two=False),
    Column(head="どんなつながり", width=32, size=10, small=8.4),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MapNode:
    """A group; ``acts`` of the year in which it took part."""

    name: str
    acts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MapEdge:
    """Two groups by their place in ``nodes``."""

    a: int
    b: int
    times: int
    how: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkMap:
    """A district's network; ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    nodes: tuple[MapNode, ...] = ()
    edges: tuple[MapEdge, ...] = ()


def blank() -> NetworkMap:
    """Return the map with everything left open."""
    return NetworkMap()


def draw(some: NetworkMap, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one district's network on one page."""
    paper = Paper(TITLE, invariant=invariant)
    about = Head(
        title=TITLE, district=some.district, period=layout.year_words(some.year),
        conditions=f"{len(some.nodes)}団体" if some.nodes else "",
    )  # fmt: skip
    y = layout.head(paper, about, printed_on)
    layout.note(
        paper,
        y + 4,
        "線は つながりのある団体です。太いほど、この年度に いっしょにした活動が多いことを表します。",
    )
    _draw_circle(paper, some)
    strongest = sorted(some.edges, key=lambda e: (-e.times, e.a, e.b))[:_LINES]
    y = layout.section(paper, 188, 1, "おもな つながり", "いっしょにした活動の多い順")
    rows = [
        (some.nodes[e.a].name, some.nodes[e.b].name, f"{e.times:,}" if e.times else "", e.how)
        for e in strongest
    ]
    tables.draw(paper, y, _COLUMNS, rows, height=_ROW, empty=_LINES - len(rows))
    paper.next_page()
    return paper.finish()


def _draw_circle(paper: Paper, some: NetworkMap) -> None:
    shown = some.nodes[:MOST]
    at = places(len(shown))
    most = max((e.times for e in some.edges), default=1)
    for edge in some.edges:
        if edge.a < len(shown) and edge.b < len(shown):
            a, b = at[edge.a], at[edge.b]
            ends = [(_MIDDLE + p.x * _RADIUS, _TOP + p.y * _RADIUS) for p in (a, b)]
            paper.path(
                ends, thickness(edge.times, most)
            )  # a chord: it lies inside the circle, the names outside
    for node, place in zip(shown, at, strict=True):
        x, y = _MIDDLE + place.x * _RADIUS, _TOP + place.y * _RADIUS
        paper.disc(x, y, 1.7)
        words = f"{node.name}（{node.acts}）" if node.acts else node.name
        room = (layout.RIGHT - x - 4) if place.right else (x - layout.LEFT - 4)
        paper.fit(
            x + (3.4 if place.right else -3.4),
            y + 1.5,
            words,
            11,
            room,
            least=7.5,
            align="left" if place.right else "right",
        )
