"""民生委員 活動記録（月報）: one person's month in the order of the form; for the 民児協."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sasaeai_desktop.domain.commissioner import CONTENT, FIELD, Group, groups, total
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "commissioner-month"
TITLE = "民生委員 活動記録"
_ROW = 9.2
_WIDE = 86.0


@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionerMonth:
    """One person's month; ``counts`` by category, empty on a blank form; ``groups`` with the council's words."""

    district: str = ""
    name: str = ""
    month: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = field(default_factory=groups)


def blank() -> CommissionerMonth:
    """Return the form with everything left open."""
    return CommissionerMonth()


def draw(some: CommissionerMonth, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one person's month."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(many: Iterable[CommissionerMonth], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw several, a page each."""
    paper = Paper(TITLE, invariant=invariant)
    for some in many:
        _draw_one(paper, some, printed_on)
    return paper.finish()


def _draw_one(paper: Paper, some: CommissionerMonth, printed_on: str) -> None:
    about = Head(
        title=TITLE, district=some.district, period=some.month or "令和　　年　　月", badge="取扱注意", stamps=("会長", "委員"),
    )  # fmt: skip
    y = layout.head(paper, about, printed_on)
    y = layout.fields(paper, y + 1, Cell(label="委員の氏名", value=some.name, bold=True), height=11)
    top = y + 3
    by_code = {g.code: g for g in some.groups}
    left = _block(paper, some, by_code[CONTENT], layout.LEFT, top)
    right = top
    for group in some.groups:
        if group.code != CONTENT:
            right = _block(paper, some, group, layout.RIGHT - _WIDE, right) + 3
    content, by_field = total(some.counts, CONTENT), total(some.counts, FIELD)
    if some.counts and content != by_field:
        layout.note(
            paper,
            max(left, right) + 6,
            f"内容別の合計 {content}件と 分野別の合計 {by_field}件が ちがいます。",
        )
    paper.next_page()


def _block(paper: Paper, some: CommissionerMonth, group: Group, x: float, top: float) -> float:
    columns = (
        Column(head=group.label, width=_WIDE - 22, size=11.5, small=9.0),
        Column(head=group.unit, width=22, align="right", size=13, bold=True, two=False),
    )
    rows = [
        (line.label, f"{some.counts[line.category]:,}" if line.category in some.counts else "")
        for line in group.lines
    ]
    whole = f"{total(some.counts, group.code):,}" if some.counts else ""
    sums: tuple[str, ...] = ("合計", whole) if len(rows) > 1 else ()
    return tables.draw(paper, top, columns, rows, height=_ROW, total=sums, left=x, every=0)
