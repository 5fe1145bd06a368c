"""A salon's sessions planned by a rule, for a year at once; undone as one."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.repositories import salon as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.repeating import Repeat
from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.services.desk.common import days_between, iso_day
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.salon.guests import salon_in
from sasaeai_desktop.services.salon.salons import session_id

_MOST = 366  # days; more than a year ahead nobody plans


@dataclass(frozen=True, slots=True)
class Coming:
    """What a rule would plan: ISO days that are free, and those on which the salon meets already."""

    free: tuple[str, ...]
    taken: tuple[str, ...]


def coming(desk: Desk, salon: Id, rule: Repeat, first: str, last: str) -> Coming:
    """Return the days of a rule; nothing is written.

    Raises:
        InputError: the span is none, or longer than a year.
    """
    days = _days(rule, first, last)
    with reading(desk) as session:
        salon_in(session, salon)
        taken = tuple(day for day in days if repo.held_on_day(session, salon, day))
    return Coming(tuple(day for day in days if day not in taken), taken)


def plan_by_rule(
    desk: Desk,
    salon: Id,
    rule: Repeat,
    first: str,
    last: str,
    *,
    start: str = "",
    end: str = "",
    venue: str = "",
) -> Done[Coming]:
    """Plan every free day of a rule as one action.

    Args:
        desk: the open desk.
        salon: its id.
        rule: on which days.
        first: ISO day, included.
        last: ISO day, included.
        start: time of each session, "" when not known yet.
        end: likewise.
        venue: where; "" for the salon's own place.

    Raises:
        InputError: there is no free day.
    """
    days = _days(rule, first, last)
    with acting(desk, "") as writing:
        connection = writing.connection
        name = salon_in(connection, salon).name
        taken = tuple(day for day in days if repo.held_on_day(connection, salon, day))
        free = tuple(day for day in days if day not in taken)
        if not free:
            raise InputError(
                "新しく入れる日が ありません。",
                "曜日か期間を えらび直してください。もう入っている日は そのままです。",
            )
        for day in free:
            ent = session_id(desk, salon, day)
            if get(connection, Session, ent):
                ent = writing.new_id()  # the day's first one was cancelled or deleted; it stays what it is
            values = {
                "salon": salon,
                "date": day,
                "start": start,
                "end": end,
                "venue": venue,
                "planned": True,
            }
            writing.record(Session, ent, values)
        writing.label = f"{name}の開催を {rule.words}に {len(free)}回 入れました"
    return Done(Coming(free, taken), writing.changes)


def _days(rule: Repeat, first: str, last: str) -> list[str]:
    begin, end = iso_day(first, "はじめの日"), iso_day(last, "おわりの日")
    if end < begin:
        raise InputError("おわりの日が、はじめの日より前です。", "期間を たしかめてください。")
    if days_between(begin, end) > _MOST:
        raise InputError("期間が長すぎます。", "1年分ずつ入れてください。")
    return rule.days(begin, end)
