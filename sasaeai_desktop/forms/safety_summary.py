"""安否確認のまとめ for the 災害対策本部: counts, and names only of those who may be named, each with why."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "safety-summary"
TITLE = "安否確認のまとめ"
_OPEN_ROWS = 9
_COUNTS = (
    Column(head="", width=60, size=13),
    Column(head="人数", width=40, align="right", size=14, bold=True, two=False),
    Column(head="", width=80, size=11.5),
)
_PEOPLE = (
    Column(head="氏名", width=46, size=13, bold=True),
    Column(head="住所・町内会", width=62, size=11),
    Column(head="安否", width=26, size=11.5),
    Column(head="要ること・見た人", width=46, size=10.5),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SafetySummary:
    """What the 災害対策本部 gets.

    Attributes:
        people: name, place, state, details of those who may be named; only who needs something is listed.
        ground: why names stand on it, "" when none do.
        opened: 「12月3日 7時00分」; ``minutes_half`` and ``minutes_all`` until so many were known, None when never.
    """

    district: str = ""
    title: str = ""
    opened: str = ""
    total: int | None = None
    safe: int | None = None
    help: int | None = None
    unknown: int | None = None
    left: int | None = None
    minutes_half: int | None = None
    minutes_all: int | None = None
    people: tuple[tuple[str, str, str, str], ...] = ()
    unnamed: int = 0
    ground: str = ""


def blank() -> SafetySummary:
    """Return the summary with everything left open."""
    return SafetySummary()


def draw(some: SafetySummary, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one summary over as many pages as it takes."""
    paper = Paper(TITLE, invariant=invariant)
    open_form = some.total is None
    parts = tables.chunks(some.people, _OPEN_ROWS, 19)
    for page, part in enumerate(parts, start=1):
        about = Head(
            title=TITLE, district=some.district, period=some.title, stamps=("本部", "会長"),
            badge="お名前あり" if some.people else "",
        )  # fmt: skip
        y = layout.head(paper, about, printed_on, page, len(parts))
        if page == 1:
            y = _draw_counts(paper, some, y)
        if part or open_form:
            y = layout.section(paper, y + 2, 2, "支援が必要な方・わからない方", some.ground)
            empty = _OPEN_ROWS if open_form else 0
            y = tables.draw(paper, y, _PEOPLE, part, height=11, empty=empty, every=0)
        if page == len(parts):
            _draw_notes(paper, some, y + 6)
        paper.next_page()
    return paper.finish()


def _draw_counts(paper: Paper, some: SafetySummary, top: float) -> float:
    y = layout.fields(
        paper, top + 1, Cell(label="確認を始めた時", value=some.opened, width=100, indent=32, size=13),
        Cell(label="送り先", value="" if some.total is None else "災害対策本部", size=13), height=10,
    )  # fmt: skip
    y = layout.section(paper, y + 1, 1, "人数")
    rows = [
        (words, "" if count is None else f"{count:,}人", hint)
        for words, count, hint in (
            ("見守り・避難計画のある方", some.total, ""),
            ("無事", some.safe, ""),
            ("支援が必要", some.help, ""),
            ("不明（見たが わからない）", some.unknown, ""),
            ("まだ確かめていない", some.left, ""),
        )
    ]
    rows.append(("半分の方がわかるまで", _minutes(some.minutes_half, some), ""))
    rows.append(("全員がわかるまで", _minutes(some.minutes_all, some), ""))
    return tables.draw(paper, y, _COUNTS, rows, height=10, every=5)


def _minutes(minutes: int | None, some: SafetySummary) -> str:
    if some.total is None:
        return ""
    return "まだ" if minutes is None else f"{minutes:,}分"


def _draw_notes(paper: Paper, some: SafetySummary, y: float) -> None:
    if some.unnamed:
        y = layout.note(paper, y, f"ほかに {some.unnamed}人は、同意がないため お名前をのせていません。")
    layout.note(
        paper,
        y,
        "お名前は、本人の同意がある方、または命の危険がある場合だけ のせます。渡したことは記録に残ります。",
    )
