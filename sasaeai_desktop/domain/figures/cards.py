"""Figures of つながりカード; their queries: ``db/repositories/figures/cards.py``."""

from __future__ import annotations

from sasaeai_desktop.domain.figures.figure import Figure, For, Section

CARDS = Section(
    "cards", "つながりカード", "カード", "card",
    (
        Figure("cards.written", "書いた", "枚", form=For.DISTRICT, said="書いたカード"),
        Figure("cards.handed", "渡した", "枚", form=For.DISTRICT, said="渡したカード"),
        Figure("cards.answered", "回答あり", "枚", form=For.DISTRICT, said="回答のあったカード"),
        Figure("cards.late", "回答がおそい", "枚", form=For.DISTRICT, said="年度末に 回答を待っているカード"),
    ),
    optional=False, whole=True,
)  # fmt: skip
