"""早見カード: the main pages in few sentences on one sheet, to lie beside the laptop; large print."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, marks
from sasaeai_desktop.forms.paper import BLOCK, HEIGHT, WIDTH, Drawn, Paper

TITLE = "ささえあいデスク 早見カード"
_LEFT, _RIGHT, _GAP = 12.0, 198.0, 6.0
_BODY, _LEAD = 14.0, 6.7
_HEAD = 11.0


@dataclass(frozen=True, slots=True)
class QuickCard:
    """What to print.

    Attributes:
        boxes: (title, sentences), set in two columns.
        below: (title, sentences) over the whole width.
    """

    boxes: tuple[tuple[str, tuple[str, ...]], ...]
    below: tuple[str, tuple[str, ...]]


def draw(card: QuickCard, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the card.

    Args:
        card: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    paper.about("", wareki(printed_on))
    paper.text(_LEFT, 19, TITLE, 24, bold=True)
    paper.text(_RIGHT, 19, wareki(printed_on), _BODY, align="right")
    y, wide = 25.0, (_RIGHT - _LEFT - _GAP) / 2
    for at in range(0, len(card.boxes), 2):
        row = card.boxes[at : at + 2]
        lefts = [_LEFT + n * (wide + _GAP) for n in range(len(row))]
        ends = [_box(paper, x, y, wide, *box) for x, box in zip(lefts, row, strict=True)]
        for x in lefts:
            paper.frame(x, y, wide, max(ends) - y, BLOCK)
        y = max(ends) + 4
    end = _box(paper, _LEFT, y, _RIGHT - _LEFT, *card.below)
    paper.frame(_LEFT, y, _RIGHT - _LEFT, end - y, BLOCK)
    marks.centred(
        paper, WIDTH / 2, HEIGHT - 8, "その画面の「つかい方」か F1キーで、もっと くわしく見られます。", _BODY
    )
    paper.next_page()
    return paper.finish()


def _box(paper: Paper, left: float, top: float, wide: float, title: str, sentences: tuple[str, ...]) -> float:
    """Draw a heading, white on black, and the sentences below it; return the lower edge."""
    paper.area(left, top, wide, _HEAD - 1)
    paper.fit(left + 3, top + 7.2, title, 17, wide - 6, least=_BODY, bold=True, white=True)
    y = top + _HEAD
    for sentence in sentences:
        paper.disc(left + 4, y + 3.6, 0.9)
        y = layout.prose(paper, y, sentence, size=_BODY, left=left + 7, right=left + wide - 2, leading=_LEAD)
    return y + 1.5
