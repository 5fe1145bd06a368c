"""民生委員 活動記録: monthly counts of one person by 内容, 分野 and the rest; all of it stays at home.

It is handed to the 民児協, never to the 市社協 (shared programmes page, section 1), so no field is open. The labels are data:
resources/commissioner.json, and what the council writes instead (``services.desk.codes``). Both splits (内容別, 分野別) count the same 件.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

from sasaeai_desktop import paths
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Record, month_field, number_field, ref_field, text_field

CONTENT, FIELD, OTHER, VISITS, LIAISON, DAYS = "content", "field", "other", "visits", "liaison", "days"


@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionerCount(Record):
    """One line of one person's month; keyed by the three, so that two laptops write the same one."""

    kind: ClassVar[str] = "commissioner_count"

    volunteer: Id | None = ref_field(Chain.HOME)
    month: str = month_field(Chain.HOME)
    category: str = text_field(Chain.HOME)  # "content/housing"
    count: int | None = number_field(Chain.HOME)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form: its category "content/housing", and its words."""

    category: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """A block of the form."""

    code: str
    label: str
    unit: str
    lines: tuple[Line, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Return the blocks of the form in their order."""
    data = json.loads(paths.resource("commissioner.json").read_text(encoding="utf-8"))
    return tuple(
        Group(
            g["code"],
            g["label"],
            g["unit"],
            tuple(Line(f"{g['code']}/{code}", label) for code, label in g["lines"]),
        )
        for g in data["groups"]
    )


def renamed(labels: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the blocks with other words for some categories, as a council writes them."""
    return tuple(
        replace(g, lines=tuple(replace(x, label=labels.get(x.category, x.label)) for x in g.lines))
        for g in groups()
    )


@cache
def categories() -> Mapping[str, str]:
    """Return the words of every category, 「内容別/住居」 as the table file writes it, by its code."""
    return words_of(groups())


def words_of(of: tuple[Group, ...]) -> Mapping[str, str]:
    """Return the words of every category of some blocks, as ``categories``."""
    short = {
        CONTENT: "内容別",
        FIELD: "分野別",
        OTHER: "その他の活動",
        VISITS: "訪問回数",
        LIAISON: "連絡調整",
        DAYS: "活動日数",
    }
    return {
        line.category: short[g.code] if g.code == DAYS else f"{short[g.code]}/{line.label}"
        for g in of
        for line in g.lines
    }


def total(counts: Mapping[str, int], group: str) -> int:
    """Return the sum of one block."""
    return sum(n for category, n in counts.items() if category.partition("/")[0] == group)


def codes_of(group: str, of: tuple[Group, ...] | None = None) -> tuple[tuple[str, str], ...]:
    """Return (code, label) of a block's lines, as figures have them."""
    found = next(g for g in of or groups() if g.code == group)
    return tuple((line.category.partition("/")[2], line.label) for line in found.lines)
