"""Figures of 個別避難計画 and 安否確認; their queries: ``db/repositories/figures/plans.py``.

Whether somebody has a plan is counted on 31 March; a drill is no event.
"""

from __future__ import annotations

from sasaeai_desktop.domain.figures.figure import Figure, For, Section

PLANS = Section(
    "plans", "個別避難計画・安否確認", "避難計画", "flag",
    (
        Figure("plans.districts", "計画のある地区", "地区", window=For.CITY, form=For.CITY, file=""),
        Figure("plans.people_with_plan", "避難計画のある方（見守り対象者・年度末）", "人", people=True, year_end=True, great=True,
               said="避難計画のある方"),
        Figure("plans.people_without_plan", "避難計画のない方（見守り対象者・年度末）", "人", people=True, year_end=True,
               said="避難計画のない方", idle=True),
        Figure("plans.without_supporter", "うち 支援者のいない計画", "人", people=True, year_end=True, part=True,
               said="支援者のいない計画"),
        Figure("plans.reviewed", "見直しをした計画", "人", people=True),
        Figure("plans.events", "安否確認をした災害", "回"),
        Figure("plans.safe", "うち 無事", "人", part=True),
        Figure("plans.needs_help", "うち 支援が必要", "人", part=True),
        Figure("plans.unknown", "うち 不明", "人", part=True),
    ),
    judged="people_with_plan",
)  # fmt: skip
