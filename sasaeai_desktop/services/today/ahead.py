"""あした and 来週: what is planned for the days to come, from the same records as きょう."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.watch import DayMark
from sasaeai_desktop.domain.holidays import holidays_of
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.rhythm import open_plan
from sasaeai_desktop.services.desk.common import days_before
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.standing import standings
from sasaeai_desktop.services.salon.salons import SessionRow, session_rows
from sasaeai_desktop.services.today.worklist import PLANS_BACK

TOMORROW, NEXT_WEEK = "tomorrow", "next_week"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody to be visited; ``why`` is 「次回予定」 or 「いつもの曜日」."""

    person: Id
    name: str
    town: str
    why: str


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day: sessions that are not cancelled, visits that somebody promised, visits by the usual weekday."""

    day: str
    holiday: bool
    sessions: tuple[SessionRow, ...]
    promised: tuple[Visit, ...]
    usual: tuple[Visit, ...]


def span_of(which: str, today: str) -> tuple[str, str]:
    """Return the first and last day of あした, or of 来週: Monday to Sunday of the week that comes."""
    if which == TOMORROW:
        return days_before(today, -1), days_before(today, -1)
    monday = days_before(today, date.fromisoformat(today).weekday() - 7)
    return monday, days_before(monday, -6)


def ahead(desk: Desk, which: str) -> list[DayAhead]:
    """Return the days of ``TOMORROW`` or ``NEXT_WEEK``, each with what is planned, also those with nothing."""
    today = desk.today()
    first, last = span_of(which, today)
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        active = alias.canonical(repo.active_people(session, today))
        stands = standings(session, alias, active, today)
        active = [ent for ent in active if stands[ent].watched]
        marks: dict[Id, list[DayMark]] = {}
        for mark in repo.day_marks(session, alias.expand(active), days_before(today, PLANS_BACK)):
            marks.setdefault(alias.of(mark.person), []).append(mark)
        promised = {
            ent: open_plan(((m.date, m.next_on) for m in marks.get(ent, [])), today) for ent in active
        }
        weekdays = {ent: case.weekdays for ent in active if (case := stands[ent].case) is not None}
        names = people_repo.names(session, alias, active)
        sessions = session_rows(session, first, last)
    found = []
    for at in range((date.fromisoformat(last) - date.fromisoformat(first)).days + 1):
        day = days_before(first, -at)
        on = date.fromisoformat(day)
        named = [names[ent] for ent in active if ent in names and promised[ent] == day]
        usual = [
            names[ent]
            for ent in active
            if ent in names and promised[ent] != day and str(on.weekday()) in weekdays.get(ent, ())
        ]
        found.append(
            DayAhead(
                day,
                on.day in holidays_of(day[:7]),
                tuple(row for row in sessions if row.date == day and not row.cancelled),
                tuple(Visit(n.id, n.name, n.town, "次回予定") for n in named),
                tuple(Visit(n.id, n.name, n.town, "いつもの曜日") for n in usual),
            )
        )
    return found
