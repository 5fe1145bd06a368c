"""Figures of 計画目標, a line per goal; their queries: ``db/repositories/figures/goals.py``.

予定 and 実施 count efforts, 活動 the held activities tied to the goal. A target in numbers is common to the city. A goal for
全地区 asks one of every district that has it, and each reaches it that did anything for it in the year.
"""

from __future__ import annotations

from sasaeai_desktop.domain.figures.figure import Figure, Section

GOALS = Section(
    "goals", "計画目標", "計画目標", "flag",
    (
        Figure("goals.planned", "予定", "件", idle=True, file=""),
        Figure("goals.done", "実施", "件", file=""),
        Figure("goals.acts", "活動", "件", file=""),
        Figure("goals.target", "目標値", "", idle=True, most=True, file=""),
        Figure("goals.asked", "全地区", "地区", idle=True, file=""),
        Figure("goals.reached", "達成", "", file=""),
    ),
    listed=("plan", "code"),
)  # fmt: skip
