"""受渡し受領書: one page in two halves, 控 for the giver and 受領書 that the receiver signs and gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki, wareki_weekday
from sasaeai_desktop.forms import layout, marks
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import LABEL, LEFT, RIGHT, Cell
from sasaeai_desktop.forms.paper import BLOCK, HEAVY, Drawn, Paper

NAME = "handover-receipt"
TITLE = "受渡し受領書"
_HALF = 148.5
_MEDIA = ("USBメモリー", "紙", "その他")


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """One handing over; every text may be "" and is then left to be written by hand.

    Attributes:
        giver: "みどりが丘地区社協".
        receiver: "旭川市社会福祉協議会".
        day: ISO day.
        number: of the file.
        file: its name.
        changes: how many records it carries.
        names: how many people's names it carries; None leaves it open.
        medium: of `_MEDIA`.
        by: who gave it.
    """

    giver: str = ""
    receiver: str = ""
    day: str = ""
    number: int | None = None
    file: str = ""
    changes: int | None = None
    names: int | None = None
    medium: str = ""
    by: str = ""


def blank() -> Handover:
    """Return the paper with everything left open."""
    return Handover()


def draw(handover: Handover, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one paper; see `draw_all`."""
    return draw_all([handover], printed_on=printed_on, invariant=invariant)


def draw_all(handovers: Iterable[Handover], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many papers into one file, a page each."""
    paper = Paper(TITLE, invariant=invariant)
    for handover in handovers:
        paper.about(handover.giver, wareki(handover.day) if handover.day else "")
        _draw_half(paper, handover, 0.0, "控", "この半分は渡した人が持つ", printed_on)
        for x1, x2 in ((8, 74), (136, 202)):
            paper.line(x1, _HALF, x2, _HALF, BLOCK, dash=(4, 3))
        paper.text(105, _HALF + 1.2, "切り取り(下を受け取った人が書く)", LABEL, align="center")
        _draw_half(
            paper, handover, _HALF, "受領", "この半分は受け取った人が書いて、渡した人へ返す", printed_on
        )
        paper.next_page()
    return paper.finish()


def _draw_half(
    paper: Paper, handover: Handover, top: float, badge: str, purpose: str, printed_on: str
) -> None:
    paper.text(LEFT, top + 22, TITLE, 21, bold=True)
    paper.frame(77, top + 14.2, 12 + 6 * (len(badge) - 1), 10.5, HEAVY, radius=1.4)
    marks.centred(paper, 83 + 3 * (len(badge) - 1), top + 19.5, badge, 15, bold=True)
    paper.text(RIGHT, top + 14.2, f"{wareki(printed_on)} 印刷　1／1 ページ", 10.2, align="right")
    paper.fit(RIGHT, top + 21.8, purpose, 11, 92, least=9, align="right")
    paper.line(LEFT, top + 27, RIGHT, top + 27, HEAVY)
    y = _draw_what(paper, handover, top + 27)
    if badge == "控":
        layout.fields(
            paper, y, Cell(label="渡した人", value=handover.by, width=96, indent=24, size=13),
            Cell(label="立ち会った人", indent=26), height=13, weight=HEAVY,
        )  # fmt: skip
        layout.note(
            paper,
            y + 19.5,
            "市社協が取り込んだかどうかは、次に受け取るUSBで「とどいたこと」が確かめられます。",
        )
        return
    paper.text(LEFT, y + 8.4, "上のものを、たしかに受け取りました。", 14, bold=True)
    layout.open_date(paper, 138, y + 8.4, size=13)
    y = layout.fields(
        paper, y + 12, Cell(label="受け取った所", value=handover.receiver, indent=30, size=13), height=13
    )
    layout.signature(paper, y + 3, "受け取った人(署名)", left=LEFT)


def _draw_what(paper: Paper, handover: Handover, top: float) -> float:
    y = layout.fields(
        paper, top, Cell(label="渡す側", value=handover.giver, width=96, indent=24, size=13),
        Cell(label="受け取る側", value=handover.receiver, indent=24, size=13), height=13,
    )  # fmt: skip
    middle = y + 6.5 + 1.9
    paper.text(LEFT, middle - 0.2, "渡した日", LABEL)
    if handover.day:
        paper.text(LEFT + 24, middle, wareki_weekday(handover.day), 13)
    else:
        layout.open_date(paper, LEFT + 24, middle)
    layout.choices(
        paper,
        y,
        "渡し方",
        _MEDIA,
        [handover.medium],
        left=111,
        indent=16,
        height=13,
        gap=3,
        size=11.5,
        rule=False,
    )
    y += 13
    paper.line(LEFT, y, RIGHT, y)
    y = layout.fields(
        paper, y, Cell(label="ファイル", value=handover.file, width=126, indent=24, size=12.5),
        Cell(label="通し番号", value=f"{handover.number}" if handover.number else "", size=13), height=13,
    )  # fmt: skip
    names = (
        ""
        if handover.names is None
        else "なし"
        if handover.names == 0
        else f"あり({handover.names}人・同意のある方)"
    )
    return layout.fields(
        paper, y, Cell(label="きろくの数", value=number(handover.changes), width=66, indent=24, size=13, unit="件"),
        Cell(label="お名前", value=names, width=66, size=12), Cell(label="USB番号", size=13), height=13,
        weight=BLOCK,
    )  # fmt: skip
