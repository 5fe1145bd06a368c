"""Figures of ふれあいサロン事業; their queries: ``db/repositories/figures/salon.py``.

``salons`` counts 日常生活型 only; ``staff`` is never inside ``participants``.
"""

from __future__ import annotations

from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.figures.figure import Figure, For, Section

SALON = Section(
    "salon", "ふれあいサロン事業", "サロン", "cup",
    (
        Figure("salon.districts", "実施地区", "地区", window=For.CITY, form=For.CITY, file=""),
        Figure("salon.salons", "日常生活型サロン数", "箇所", ends=True, file="日常生活型サロン数", short="サロン数", asked=True),
        Figure("salon.salons_at_year_end", "うち 年度末現在", "箇所", year_end=True, window=For.NOBODY, file=""),
        Figure("salon.salons_other", "その他のサロン数", "箇所", window=For.DISTRICT, form=For.NOBODY,
               file="その他のサロン数"),
        Figure("salon.sessions", "延べ実施回数", "回", short="開催回数", asked=True),
        Figure("salon.participants", "延べ参加人数", "人", great=True, file="延べ参加人数", short="延べ参加人数", asked=True),
        Figure("salon.staff", "お手伝い(参加人数に入れない)", "人", part=True, window=For.NOBODY, file="スタッフ延べ人数"),
        Figure("salon.grant_yen", "市社協からの助成金", "円", file="サロン 助成金(円)", short="助成金(円)", asked=True),
    ),
    judged="sessions", grant=Programme.SALON, states=True, optional=False, chart=("participants", "参加（人）"),
)  # fmt: skip
