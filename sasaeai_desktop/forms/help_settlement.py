"""おたすけ 精算書: what a month brought in, what each helper gets, what the association keeps."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "help-settlement"
TITLE = "おたすけ精算書"
_ROW = 10.0
_SUMS = (
    Column(head="", width=90, size=12.5),
    Column(head="円", width=40, align="right", size=14, bold=True, two=False),
    Column(head="", width=50, size=10.5),
)
_HELPERS = (
    Column(head="協力会員", width=56, size=13, bold=True),
    Column(head="回数", width=20, align="right", two=False),
    Column(head="時間", width=28, align="right", two=False),
    Column(head="渡す金額（円）", width=36, align="right", size=13, bold=True, two=False),
    Column(head="受け取った方のサイン", width=40),
)
_FIRST = tables.fitting(layout.HEAD_END + 90, layout.BOTTOM - 12, _ROW) - 1
_MORE = tables.fitting(layout.HEAD_END + 12, layout.BOTTOM - 12, _ROW) - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class HelperSum:
    """A helper's month."""

    name: str
    acts: int
    minutes: int
    yen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpSettlement:
    """A month: ``charged`` = ``to_helpers`` + ``kept``; numbers None on a blank form."""

    district: str = ""
    month: str = ""
    acts: int | None = None
    charged: int | None = None
    cash: int | None = None
    tickets: int | None = None
    unpaid: int | None = None
    to_helpers: int | None = None
    kept: int | None = None
    helpers: tuple[HelperSum, ...] = ()


def blank() -> HelpSettlement:
    """Return the settlement with everything left open."""
    return HelpSettlement()


def draw(some: HelpSettlement, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one settlement over as many pages as it takes."""
    paper = Paper(TITLE, invariant=invariant)
    parts = tables.chunks(some.helpers, _FIRST, _MORE)
    for page, part in enumerate(parts, start=1):
        about = Head(
            title=TITLE, district=some.district, period=some.month or "令和　　年　　月",
            stamps=("会長", "事務局", "会計"),
        )  # fmt: skip
        y = layout.head(paper, about, printed_on, page, len(parts))
        if page == 1:
            y = _draw_sums(paper, some, y)
        y = layout.section(paper, y + 1.5, 2, "協力会員へ渡す金額", "" if page == 1 else "つづき")
        last = page == len(parts)
        total = (
            "合計", number(sum(h.acts for h in some.helpers)), _hours(sum(h.minutes for h in some.helpers)),
            number(sum(h.yen for h in some.helpers)), "",
        ) if some.helpers else ("合計", "", "", "", "")  # fmt: skip
        y = tables.draw(
            paper, y, _HELPERS, [(h.name, number(h.acts), _hours(h.minutes), number(h.yen), "") for h in part],
            height=_ROW, empty=0 if some.helpers else _FIRST, total=total if last else (),
        )  # fmt: skip
        paper.next_page()
    return paper.finish()


def _draw_sums(paper: Paper, some: HelpSettlement, top: float) -> float:
    y = layout.section(
        paper, top + 0.5, 1, "入ったお金と出るお金", f"実施 {some.acts}回" if some.acts else ""
    )
    rows = [
        ("利用した方の料金（合計）", some.charged, ""),
        ("　うち 現金", some.cash, ""),
        ("　うち 利用券", some.tickets, ""),
        ("　うち まだ払われていない分", some.unpaid, ""),
        ("協力会員へ渡す分", some.to_helpers, "実費をふくむ"),
        ("会の分", some.kept, "料金の合計 − 協力会員の分"),
    ]
    return tables.draw(paper, y, _SUMS, [(w, number(n), hint) for w, n, hint in rows], height=9.6, every=4)


def _hours(minutes: int) -> str:
    return f"{minutes // 60}時間{minutes % 60:02}分" if minutes else ""
