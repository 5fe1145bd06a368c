"""Figures of 安心見守り事業; their queries: ``db/repositories/figures/watch.py``."""

from __future__ import annotations

from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.figures.figure import Figure, For, Section, labels
from sasaeai_desktop.domain.watch import Method


def _people(name: str, title: str, short: str, *, end_in_window: bool = False) -> tuple[Figure, Figure]:
    """Return distinct persons of the year, and those of its last day."""
    return (
        Figure(f"watch.{name}", title, "人", people=True, ends=True, file=title, short=short, asked=True),
        Figure(
            f"watch.{name}_at_year_end", "うち 年度末現在", "人", people=True, year_end=True,
            window=For.DISTRICT if end_in_window else For.NOBODY, file="うち年度末現在" if end_in_window else "",
            said=f"{title}（年度末現在）",
        ),
    )  # fmt: skip


WATCH = Section(
    "watch", "安心見守り事業", "見守り", "house-heart",
    (
        Figure("watch.districts", "実施地区", "地区", window=For.CITY, form=For.CITY, file=""),
        *_people("people", "見守り対象者数", "対象者", end_in_window=True),
        *_people("watchers", "担い手数", "担い手"),
        *_people("block_coordinators", "世話係数", "世話係"),
        *_people("area_coordinators", "地域コーディネーター数", "コーディネーター"),
        Figure("watch.acts", "延べ実施回数", "回", great=True, short="延べ回数", asked=True),
        Figure("watch.acts_by_method", "うち {}", "回", codes=labels(Method), part=True, window=For.NOBODY,
               form=For.DISTRICT, file="うち{}"),
        Figure("watch.acts_absent", "うち 不在・応答なし", "回", part=True, window=For.NOBODY, file="うち不在・応答なし"),
        Figure("watch.acts_tallied", "うち 月計で報告", "回", part=True, window=For.NOBODY, form=For.DISTRICT,
               file="うち月計"),
        Figure("watch.grant_yen", "市社協からの助成金", "円", file="見守り 助成金(円)", short="助成金(円)", asked=True),
    ),
    judged="acts", grant=Programme.WATCH, states=True, optional=False, chart=("acts", "見守り（回）"),
)  # fmt: skip
