"""サロンこよみ: a month on one page with every salon that meets, to be put up in the hall; it names no participant."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sasaeai_desktop.domain.holidays import holidays_of
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout
from sasaeai_desktop.forms.layout import BOTTOM, LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Drawn, Paper

NAME = "salon-calendar"
TITLE = "サロンこよみ"
_DAYS = "月火水木金土日"
_WIDE = (RIGHT - LEFT) / 7
_TOP = layout.HEAD_END + 3
_NAMES = 9.0  # height of the row of weekdays
_NOTES = 34.0  # kept free at the foot
_NUMBER = 8.6  # of a cell's height, for the number
_LEADING = 4.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """One session: ISO ``date``, ``time`` 「10:00」, name of the salon, venue; ``cancelled`` is struck out."""

    date: str
    time: str = ""
    salon: str = ""
    venue: str = ""
    cancelled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonCalendar:
    """A month "2026-06" ("" on a blank form), its meetings in order."""

    district: str = ""
    month: str = ""
    salon: str = ""
    meetings: tuple[Meeting, ...] = ()


def blank() -> SalonCalendar:
    """Return a calendar with everything left open."""
    return SalonCalendar()


def draw(some: SalonCalendar, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the month on one page.

    Args:
        some: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    period = f"{wareki(some.month)} ({some.month[:4]})" if some.month else "令和　　年　　月"
    layout.head(
        paper, Head(title=TITLE, district=some.district, period=period, conditions=some.salon), printed_on
    )
    _draw_names(paper)
    weeks = _weeks(some.month)
    high = (BOTTOM - _NOTES - _TOP - _NAMES) / len(weeks)
    by_day: dict[str, list[Meeting]] = {}
    for meeting in some.meetings:
        by_day.setdefault(meeting.date, []).append(meeting)
    holidays = holidays_of(some.month) if some.month else ()
    for at, week in enumerate(weeks):
        top = _TOP + _NAMES + at * high
        for column, day in enumerate(week):
            if day:
                iso = f"{some.month}-{day:02}"
                meetings = by_day.get(iso, [])
                _draw_day(paper, LEFT + column * _WIDE, top, high, day, meetings, holiday=day in holidays)
        paper.line(LEFT, top + high, RIGHT, top + high, BLOCK if at == len(weeks) - 1 else FINE)
    bottom = _TOP + _NAMES + high * len(weeks)
    for column in range(8):
        x = LEFT + column * _WIDE
        paper.line(x, _TOP, x, bottom, BLOCK if column in (0, 7) else FINE)
    layout.written(paper, bottom + 3, "", 3, label="お知らせ", right=RIGHT)
    paper.next_page()
    return paper.finish()


def _weeks(month: str) -> list[tuple[int, ...]]:
    """Return the days of each week from Monday on, 0 outside of the month; five open weeks without a month."""
    if not month:
        return [(0,) * 7] * 5
    year, number = int(month[:4]), int(month[5:7])
    lead = date(year, number, 1).weekday()
    days = [0] * lead + list(range(1, monthrange(year, number)[1] + 1))
    days += [0] * (-len(days) % 7)
    return [tuple(days[at : at + 7]) for at in range(0, len(days), 7)]


def _draw_names(paper: Paper) -> None:
    paper.line(LEFT, _TOP, RIGHT, _TOP, HEAVY)
    for column, name in enumerate(_DAYS):
        paper.text(LEFT + (column + 0.5) * _WIDE, _TOP + 6.4, name, 13, bold=True, align="center")
    paper.line(LEFT, _TOP + _NAMES, RIGHT, _TOP + _NAMES, BLOCK)


def _draw_day(
    paper: Paper, x: float, top: float, high: float, day: int, meetings: list[Meeting], *, holiday: bool
) -> None:
    """Write the number and the meetings, which share the lines that the cell has room for."""
    used = paper.text(x + 1.4, top + 6, str(day), 14, bold=True)
    if holiday:
        paper.text(x + 2.8 + used, top + 5.8, "祝", 10)
    room = int((high - _NUMBER) / _LEADING)
    shown = meetings[: max(1, room // 2)]
    if len(meetings) > len(shown):
        paper.text(x + _WIDE - 1.4, top + 5.8, f"ほか{len(meetings) - len(shown)}", 10, align="right")
    y = top + _NUMBER + 2.6
    for at, meeting in enumerate(shown):
        spare = room - int((y - top - _NUMBER) / _LEADING)
        most = max(1, spare // (len(shown) - at))
        first = "中止 " if meeting.cancelled else meeting.time
        parted = "\n" if first and most > 2 else ""
        lines = paper.block(
            x + 1.4, y, f"{first}{parted}{meeting.salon}", 10.5, _WIDE - 2.8, lines=most,
            leading=_LEADING, least=9, bold=not meeting.cancelled,
        )  # fmt: skip
        y += lines * _LEADING + 0.8
