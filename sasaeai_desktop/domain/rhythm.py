"""How often people are met, and who has been out of sight for longer than usual. No clock inside.

Frequencies differ everywhere, so the words state days and never judge.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from sasaeai_desktop.domain.errors import InputError

UNPLANNED_DAYS = 30
"""Where no rhythm is planned: nobody drops out of sight because a box was left empty (our decision)."""

LONGEST_RHYTHM = 366
REGULAR_WINDOW = 8
REGULAR_LEAST = 3
"""One or two times make nobody a regular guest, however few sessions there were (our decision)."""

STAY_AWAY = 3
"""So many held sessions in a row missed by a regular guest are the sign that the council asks for."""

_WORDS = {1: "毎日", 7: "週に1回", 14: "2週に1回", 15: "月に2回", 30: "月に1回"}
_FIXED = {"毎日": 1, "日々": 1, "隔日": 2, "毎週": 7, "隔週": 14, "毎月": 30, "隔月": 60}
_UNITS = {"日": 1, "週": 7, "週間": 7, "か月": 30, "月": 30}
_EVERY = re.compile("(?:毎)?([0-9]+)?(日|週間|週|か月|月)に?(?:([0-9]+)回?|おき)?")


@dataclass(frozen=True, slots=True)
class Due:
    """How things stand with one watched person on one day.

    Attributes:
        days: days since the last contact, or since the start of the registration; None without either.
        never: whether there was no contact yet.
        every_days: the planned rhythm, None when none is planned.
    """

    days: int | None
    never: bool
    every_days: int | None

    @property
    def late_by(self) -> int:
        """Days beyond the rhythm; 0 or less means in time. The worklist sorts by it."""
        return 0 if self.days is None else self.days - (self.every_days or UNPLANNED_DAYS)

    @property
    def overdue(self) -> bool:
        """Whether nobody met the person for longer than the rhythm."""
        return self.late_by > 0


def due(every_days: int | None, last: str | None, start: str, today: str) -> Due:
    """Compare the last contact with the rhythm.

    Args:
        every_days: planned rhythm in days, None or 0 when none is planned.
        last: ISO date of the last contact, None or "" when there was none.
        start: ISO date of 見守り開始日, "" when there is no registration.
        today: ISO date.
    """
    since = _day(last or start)
    days = None if since is None else max(0, (date.fromisoformat(today) - since).days)
    return Due(days=days, never=not last, every_days=every_days or None)


def _day(text: str) -> date | None:
    """Return a date; None for what is none, such as another program's bundle may bring."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def waiting_words(state: Due) -> str:
    """「16日 会えていません」, 「3日前に 会えました」 (within the rhythm), 「まだ訪ねていません」, 「きょう 会えました」."""
    if state.never or state.days is None:
        return "まだ訪ねていません"
    in_time = state.every_days is not None and not state.overdue
    many = f"{state.days}日前に 会えました" if in_time else f"{state.days}日 会えていません"
    return {0: "きょう 会えました", 1: "きのう 会えました"}.get(state.days, many)


def usual_words(every_days: int | None) -> str:
    """「いつもは 4日に1回」; "" where no rhythm is planned."""
    return f"いつもは {rhythm_words(every_days)}" if every_days else ""


def rhythm_words(every_days: int | None) -> str:
    """毎日, 4日に1回, 週に1回, 3週に1回, 月に1回, 2か月に1回; "" for no rhythm."""
    if not every_days:
        return ""
    if every_days in _WORDS:
        return _WORDS[every_days]
    if every_days % 30 == 0:
        return f"{every_days // 30}か月に1回"
    return f"{every_days // 7}週に1回" if every_days % 7 == 0 else f"{every_days}日に1回"


def parse_rhythm(text: str) -> int:
    """Read a rhythm into days: 週2回 (4), 月1回 (30), 月2回 (15), 毎日, 隔週, 4日に1回, 1日おき (2), 7.

    Several times in a span are the span divided, rounded up (週2回 is every 4 days); 月4回 is weekly.

    Raises:
        InputError: it cannot be read, or is longer than a year.
    """
    clean = re.sub(r"\s|程度|くらい|ぐらい|ほど|約", "", unicodedata.normalize("NFKC", text))
    clean = clean.translate(str.maketrans("一二三四五六七ヶケカヵ箇個", "1234567かかかかかか"))
    clean = re.sub("かか|か月間", "か月", clean).replace("ずつ", "")
    if clean in _FIXED:
        return _FIXED[clean]
    days = int(clean) if re.fullmatch("[0-9]{1,4}", clean) else _spans(clean)
    if days is None:
        typed = text.strip()[:20]
        what = f"回数の「{typed}」が読み取れません。" if typed else "回数がまだ入っていません。"
        raise InputError(what, "「週2回」「月1回」「4日に1回」のように入れてください。")
    if not 1 <= days <= LONGEST_RHYTHM:
        raise InputError(
            f"回数が{days}日に1回になっています。", f"1から{LONGEST_RHYTHM}の日数で入れてください。"
        )
    return days


def parse_told_rhythm(text: str) -> int:
    """Read what somebody types into a field: a number alone may be meant as days or as times a week, and is asked about.

    Raises:
        InputError: as `parse_rhythm`, and for a number without a span.
    """
    days, bare = parse_rhythm(text), unicodedata.normalize("NFKC", text).strip()
    if bare.isdecimal():
        raise InputError(
            f"「{bare}」だけでは、{bare}日に1回か 週{bare}回か 分かりません。",
            f"「{bare}日に1回」「週{bare}回」「月{bare}回」のように入れてください。",
        )
    return days


def _spans(clean: str) -> int | None:
    match = _EVERY.fullmatch(clean)
    if not match:
        return None
    number, unit, times = int((match[1] or "1")[:4]), match[2], int((match[3] or "1")[:4])
    if clean.endswith("おき"):
        return (number + 1) * _UNITS[unit] if match[1] else None
    if unit == "月" and match[1] is None and times == 4:
        return 7
    return ceil(number * _UNITS[unit] / times) if times else None


def open_plan(acts: Iterable[tuple[str, str]], today: str) -> str:
    """Return the earliest 次回予定 after which nobody has been there yet; "" when there is none.

    Args:
        acts: (day, 次回予定 or "") of each contact.
        today: ISO day.
    """
    held = list(acts)
    last = max((day for day, _ in held if day <= today), default="")
    kept = {plan for day, plan in held if day == plan}
    return min(
        (plan for _, plan in held if plan and (plan > last or (plan == last and plan in kept))), default=""
    )


def planned_days(month: str, weekdays: Collection[str]) -> tuple[int, ...]:
    """The days of a month ("2023-10") on which a visit is planned; weekdays "0" Monday .. "6" Sunday."""
    year, number = int(month[:4]), int(month[5:7])
    first, count = monthrange(year, number)
    return tuple(day for day in range(1, count + 1) if str((first + day - 1) % 7) in weekdays)


def absences(came: Sequence[bool]) -> int:
    """How many held sessions in a row were missed up to the latest one; ``came`` is in order of date."""
    count = 0
    for present in reversed(came):
        if present:
            break
        count += 1
    return count


def regular(came: Sequence[bool]) -> bool:
    """Whether someone was a regular guest before the absences at the end.

    Came to at least half of the last eight held sessions before them (of all, where fewer were held), and at
    least three times.
    """
    window = came[: len(came) - absences(came)][-REGULAR_WINDOW:]
    return sum(window) >= max(REGULAR_LEAST, len(window) / 2)


def stays_away(came: Sequence[bool]) -> bool:
    """Whether a regular guest has missed three or more held sessions in a row."""
    return absences(came) >= STAY_AWAY and regular(came)
