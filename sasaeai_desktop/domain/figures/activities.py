"""Figures of 会議・行事・広報・研修・地域特性・共同; their queries: ``db/repositories/figures/activities.py``."""

from __future__ import annotations

from sasaeai_desktop.domain.activities import ActivityType
from sasaeai_desktop.domain.figures.figure import Figure, Section, labels

ACTIVITIES = Section(
    "activities", "会議・行事・広報・研修・地域特性", "活動", "calendar",
    (
        Figure("activities.held", "実施", "回", file=""),
        Figure("activities.postponed", "延期", "回", file=""),
        Figure("activities.cancelled", "中止", "回", file=""),
        Figure("activities.participants", "参加", "人", file=""),
        Figure("activities.copies", "部数", "部", file=""),
        Figure("activities.completed", "修了", "人", file=""),
    ),
    codes=labels(ActivityType),
)  # fmt: skip
