"""Figures of おたすけ・地区ボランティアセンター; their queries: ``db/repositories/figures/help.py``.

What became of a request is counted in the year it was received; acts and money in the year they were done.
"""

from __future__ import annotations

from sasaeai_desktop.domain.figures.figure import Figure, For, Section

HELP = Section(
    "help", "おたすけ・地区ボランティアセンター", "おたすけ", "people",
    (
        Figure("help.districts", "実施地区", "地区", window=For.CITY, form=For.CITY, file=""),
        Figure("help.requests", "申込", "件"),
        Figure("help.matched", "うち 調整できた", "件", part=True),
        Figure("help.done", "うち 実施した", "件", part=True),
        Figure("help.not_possible", "うち できなかった", "件", part=True),
        Figure("help.acts", "延べ実施回数", "回", great=True),
        Figure("help.minutes", "活動時間", "分"),
        Figure("help.users", "利用した方", "人", people=True),
        Figure("help.helpers", "協力した方", "人", people=True),
        Figure("help.yen_charged", "料金", "円"),
        Figure("help.yen_paid", "うち 現金・利用券で受け取った", "円", part=True),
        Figure("help.yen_to_helpers", "うち 協力会員へ渡した", "円", part=True),
    ),
    judged="requests", chart=("acts", "おたすけ（回）"),
)  # fmt: skip
