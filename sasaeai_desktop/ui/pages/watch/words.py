"""Marks, results and days in the words of the pages."""

from __future__ import annotations

from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.domain.watch import ABSENT_RESULTS, Condition, Method, Result, Visit

ABSENT_MARK = "不"

# Mark of the month grid -> (method, result) of a new act.
OF_MARK: dict[str, tuple[str, str]] = {
    "訪": (Method.VISIT.value, Result.MET.value),
    "電": (Method.PHONE.value, Result.MET.value),
    "姿": (Method.PATTERN.value, Result.SEEN.value),
    ABSENT_MARK: (Method.VISIT.value, Result.ABSENT.value),
}

_MET = {Method.VISIT.value: "会えた", Method.PHONE.value: "話せた", Method.PATTERN.value: "姿を見た"}
_ABSENT = {Method.PHONE.value: "出なかった"}


def mark_of(method: str, result: str) -> str:
    """Return 訪, 電, 姿, or 不 where nobody was met; "" for a method of a newer program."""
    if result in ABSENT_RESULTS:
        return ABSENT_MARK
    return next((m.mark for m in Method if m == method), "")


def result_words(visit: Visit) -> str:
    """会えた, 話せた, 姿を見た, 外から確認, いなかった, 出なかった."""
    if visit.result in ABSENT_RESULTS:
        return _ABSENT.get(visit.method, "いなかった" if visit.result == Result.ABSENT else "返事なし")
    if visit.result == Result.SEEN and visit.method != Method.PATTERN:
        return "外から確認"
    return _MET.get(visit.method, visit.result)


def is_concern(condition: str) -> bool:
    """Whether a condition is drawn in yellow."""
    return condition in (Condition.CONCERN, Condition.ALARM)


def month_words(month: str) -> str:
    """「5月分」."""
    return f"{int(month[5:7])}月分"


def day_words(day: str) -> str:
    """「5月26日（火）」."""
    return f"{int(day[5:7])}月{int(day[8:10])}日（{weekday(day)}）"


def short_town(town: str) -> str:
    """さくら町内会 -> さくら, where room is small."""
    for ending in ("町内会", "自治会"):
        if town.endswith(ending) and town != ending:
            return town[: -len(ending)]
    return town
