"""おたすけ 申込書: who asks for what and when, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sasaeai_desktop.domain.help import Repeat, WhyNot, Work
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, person_parts
from sasaeai_desktop.forms.layout import BODY, LABEL, LEFT, RIGHT, ROW, Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.person_parts import Identity

NAME = "help-request"
TITLE = "おたすけ申込書"


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpPaper:
    """One request; every text may be "" and is then left to be written by hand. Works are labels."""

    district: str = ""
    number: str = ""
    who: Identity = field(default_factory=Identity)
    received_on: str = ""
    works: tuple[str, ...] = tuple(w.label for w in Work)
    work: str = ""
    wanted_on: str = ""
    wanted_time: str = ""
    repeat: str = ""
    note: str = ""
    helpers: str = ""
    matched_on: str = ""
    why_not: str = ""
    reason: str = ""


def blank() -> HelpPaper:
    """Return the paper with everything left open."""
    return HelpPaper()


def draw(request: HelpPaper, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one paper; see `draw_all`."""
    return draw_all([request], printed_on=printed_on, invariant=invariant)


def draw_all(papers: Iterable[HelpPaper], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many papers into one file, a page each."""
    paper = Paper(TITLE, invariant=invariant)
    for request in papers:
        about = Head(
            title=TITLE, district=request.district, number=request.number or layout.OPEN,
            conditions=f"受付 {wareki(request.received_on)}" if request.received_on else "",
            stamps=("事務局", "受付"),
        )  # fmt: skip
        _draw(paper, request, layout.head(paper, about, printed_on))
        paper.next_page()
    return paper.finish()


def _draw(paper: Paper, request: HelpPaper, top: float) -> None:
    y = layout.section(paper, top + 1, 1, "申し込む方")
    y = person_parts.identity(paper, y, request.who, short=True)
    y = layout.section(paper, y + 3, 2, "お願いしたいこと", "1枚に1つ")
    for some in (request.works[:4], request.works[4:8], request.works[8:12]):
        if some:
            y = layout.choices(paper, y, "", some, (request.work,), indent=0, gap=8)
    lines = 4 if len(request.works) <= 8 else 3
    y = layout.written(paper, y, request.note, lines, label="くわしく", size=13)
    y = layout.section(paper, y + 3, 3, "いつ")
    middle = y + ROW / 2 + 1.9
    paper.text(LEFT, middle - 0.2, "希望の日", LABEL)
    x = layout.open_date(paper, LEFT + 30, middle, request.wanted_on)
    layout.open_time(paper, x + 8, middle, request.wanted_time)
    y += ROW
    paper.line(LEFT, y, RIGHT, y)
    y = layout.choices(paper, y, "くり返し", [r.label for r in Repeat], (request.repeat,))
    y = layout.section(paper, y + 3, 4, "事務局で書くところ")
    y = layout.fields(
        paper, y, Cell(label="行く方", value=request.helpers, width=118, indent=30, bold=True),
        Cell(label="決まった日", value=wareki(request.matched_on) if request.matched_on else "", size=11.5), height=11,
    )  # fmt: skip
    whys = [w.label for w in WhyNot]
    y = layout.choices(paper, y, "できないとき", whys[:3], (request.why_not,))
    y = layout.choices(paper, y, "", whys[3:], (request.why_not,))
    y = layout.written(paper, y, request.reason, 2, label="理由", size=12.5)
    y = layout.prose(
        paper, y + 3,
        "近所の方が手伝う活動です。公的なサービスのかわりではありません。料金は活動のあとに いただきます。", size=BODY,
    )  # fmt: skip
    layout.signature(paper, y + 1, "申し込んだ方")
