"""領収書 with its 控: both halves of a page with the same number, to be cut apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, marks
from sasaeai_desktop.forms.layout import BODY, LABEL, LEFT, RIGHT
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, WIDTH, Drawn, Paper

NAME = "receipt"
TITLE = "領収書"
_HALF = 148.5


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptPaper:
    """One receipt. ``void`` says why it was crossed out; ``yen`` None leaves it open."""

    district: str = ""
    number: str = ""
    date: str = ""
    addressee: str = ""
    yen: int | None = None
    what: str = ""
    void: str = ""


def blank() -> ReceiptPaper:
    """Return the receipt with everything left open."""
    return ReceiptPaper()


def draw(receipt: ReceiptPaper, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one receipt with its 控; see `draw_all`."""
    return draw_all([receipt], printed_on=printed_on, invariant=invariant)


def draw_all(receipts: Iterable[ReceiptPaper], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many receipts into one file, a page each."""
    paper = Paper(TITLE, invariant=invariant)
    for receipt in receipts:
        _draw_half(paper, receipt, printed_on, 0.0, "領　収　書")
        paper.line(6, _HALF, WIDTH - 6, _HALF, FINE, dash=(4, 3))
        paper.text(WIDTH / 2, _HALF - 1.5, "切りはなす", 9, align="center")
        _draw_half(paper, receipt, printed_on, _HALF, "領収書（控）")
        paper.next_page()
    return paper.finish()


def _draw_half(paper: Paper, receipt: ReceiptPaper, printed_on: str, top: float, title: str) -> None:
    paper.text(WIDTH / 2, top + 29, title, 24, bold=True, align="center")
    paper.text(LEFT, top + 17, "番号 ", LABEL)
    if receipt.number:
        paper.fit(LEFT + 10, top + 17, receipt.number, 14, 50, least=9, bold=True)
    else:
        paper.line(LEFT + 10, top + 18, LEFT + 55, top + 18)
    paper.text(RIGHT, top + 17, f"{wareki(printed_on)} 印刷　1／1 ページ", 10, align="right")
    y = top + 49
    paper.fit(LEFT + 2, y, receipt.addressee, 19, 118, least=11, bold=True)
    paper.text(RIGHT - 52, y, "様", 15)
    paper.line(LEFT, y + 2, RIGHT - 44, y + 2, BLOCK)
    y = top + 72
    paper.frame(LEFT + 16, y - 14, RIGHT - LEFT - 32, 20, HEAVY, radius=1.5)
    paper.text(LEFT + 24, y - 0.6, "金額", 12.5)
    if receipt.yen is None:
        paper.text(RIGHT - 24, y - 0.4, "円也", 15, align="right")
    else:
        paper.fit(WIDTH / 2 + 6, y + 0.2, f"{receipt.yen:,} 円", 27, 118, least=16, bold=True, align="center")
    y = top + 92
    paper.text(LEFT, y, "ただし", LABEL)
    paper.block(
        LEFT + 18, y, receipt.what and f"{receipt.what} として", 13, 158, lines=2, leading=7, least=9.5
    )
    paper.line(LEFT + 18, y + 9, RIGHT, y + 9)
    paper.text(RIGHT, y + 17, "上の金額を たしかに受け取りました。", BODY, align="right")
    layout.open_date(paper, LEFT, top + 123, receipt.date, size=13)
    paper.about(receipt.district)
    if receipt.district:
        paper.fit(RIGHT - 16, top + 134, receipt.district, 15, 104, least=10, bold=True, align="right")
    else:
        paper.line(RIGHT - 104, top + 135, RIGHT - 16, top + 135)
    paper.ring(RIGHT - 6, top + 132, 5.5, FINE, dash=(2, 1.6))
    marks.centred(paper, RIGHT - 6, top + 132, "印", 10)
    if receipt.void:
        marks.tag(paper, LEFT, top + 101, "書き損じ", width=24, height=7, size=12)
        paper.fit(LEFT + 27, top + 106, receipt.void, 12, 150, least=9, bold=True)
