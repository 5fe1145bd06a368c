"""Figures of the 民生委員 活動記録; their queries: ``db/repositories/figures/commissioner.py``. They never leave the district."""

from __future__ import annotations

from sasaeai_desktop.domain.commissioner import CONTENT, FIELD, OTHER, Group, codes_of, groups
from sasaeai_desktop.domain.figures.figure import Figure, For, Section


def section_of(of: tuple[Group, ...]) -> Section:
    """Return the figures with the words that the blocks of the form have."""
    return Section(
        "commissioner", "民生委員 活動記録", "民生委員", "person",
        (
            Figure("commissioner.days", "活動日数", "日", form=For.NOBODY),
            Figure("commissioner.visits", "訪問回数", "回", form=For.NOBODY),
            Figure("commissioner.liaison", "連絡調整", "回", form=For.NOBODY),
            Figure("commissioner.by_content", "内容別 {}", "件", codes=codes_of(CONTENT, of), form=For.NOBODY, file=""),
            Figure("commissioner.by_field", "分野別 {}", "件", codes=codes_of(FIELD, of), form=For.NOBODY, file=""),
            Figure("commissioner.other", "その他の活動 {}", "件", codes=codes_of(OTHER, of), form=For.NOBODY, file=""),
        ),
        whole=True, home=True,
    )  # fmt: skip


COMMISSIONER = section_of(groups())
