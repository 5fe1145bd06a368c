"""Figures of 登校時見守り; their queries: ``db/repositories/figures/school.py``.

参加者数 (実) counts named people once a year, 延べ everybody who stood there, those without a name too.
"""

from __future__ import annotations

from sasaeai_desktop.domain.figures.figure import Figure, For, Section

SCHOOL = Section(
    "school", "登校時の見守り", "登校見守り", "eye",
    (
        Figure("school.districts", "実施地区", "地区", window=For.CITY, form=For.CITY, file=""),
        Figure("school.schools", "学校数", "校"),
        Figure("school.days", "実施日数（学校ごと）", "日"),
        Figure("school.people", "参加者数（実）", "人", people=True),
        Figure("school.attendances", "参加者数（延べ）", "人", great=True),
    ),
    judged="attendances", chart=("attendances", "登校見守り（人）"),
)  # fmt: skip
