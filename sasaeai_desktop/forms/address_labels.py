"""宛名ラベル: twelve on a page (86.4 x 42.3 mm, two by six), as the usual A4 label paper is cut."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import tables
from sasaeai_desktop.forms.paper import FINE, Drawn, Paper

NAME = "address-labels"
TITLE = "宛名ラベル"
WIDE, HIGH, ACROSS, DOWN = 86.4, 42.3, 2, 6
LEFT, TOP = 18.6, 21.6
_AIR = 6.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """One address; "" leaves its place open."""

    postal: str = ""
    address: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AddressLabels:
    """The labels in the order in which they are stuck on."""

    district: str = ""
    labels: tuple[Label, ...] = ()


def blank() -> AddressLabels:
    """Return a page that shows where the labels are cut, to hold against the label paper."""
    return AddressLabels()


def draw(some: AddressLabels, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the labels; nothing but the addresses lies on them.

    Args:
        some: what to print.
        printed_on: ISO day, above the labels.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    paper.about(some.district)
    each = ACROSS * DOWN
    parts = tables.chunks(some.labels, each, each)
    for page, part in enumerate(parts, start=1):
        paper.text(LEFT, 14, f"{TITLE}　12面 (86.4×42.3mm)　原寸で印刷", 10)
        count = f"{wareki(printed_on)} 印刷　{page}／{len(parts)} ページ"
        paper.text(210 - LEFT, 14, count, 10, align="right")
        for at in range(each):
            x, y = LEFT + at % ACROSS * WIDE, TOP + at // ACROSS * HIGH
            if at < len(part):
                _draw_label(paper, part[at], x, y)
            elif not some.labels:
                paper.frame(x, y, WIDE, HIGH, FINE, dash=(2, 2))
        paper.next_page()
    return paper.finish()


def _draw_label(paper: Paper, label: Label, x: float, y: float) -> None:
    room = WIDE - 2 * _AIR
    if label.postal:
        paper.fit(x + _AIR, y + 9, f"〒{label.postal}", 12, room)
    paper.block(x + _AIR, y + 15.5, label.address, 12, room, lines=2, leading=5.4, least=8)
    used = paper.fit(x + _AIR + 4, y + 33, label.name, 18, room - 14, least=9, bold=True)
    paper.text(x + _AIR + 7 + used, y + 33, "様", 14)
