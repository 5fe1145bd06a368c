"""How things stand with watched people today: one place for lists, the person's page and きょう."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.domain.eras import short_wareki, wareki
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.rhythm import Due, due, usual_words, waiting_words
from sasaeai_desktop.domain.watch import CaseState, WatchCase
from sasaeai_desktop.services.desk.common import ago_words, days_before, days_between, last_of_month

_LONG = 365  # days; what is longer ago is told by its date
_MONTHLY = 62
"""Where only a month's count is written down, people are in time until the end of the month after (our decision)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person today.

    Attributes:
        case: the registration in force, else the latest one.
        last: ISO date of the last contact, "" when there was none; of a month's count its last day.
        due: the last contact against the rhythm.
        watched: 継続 today.
    """

    case: WatchCase | None
    last: str
    due: Due
    watched: bool
    today: str

    @property
    def overdue(self) -> bool:
        """Nobody met the person for longer than their own rhythm."""
        return self.watched and self.due.overdue

    @property
    def days_since(self) -> int | None:
        """Days since the last contact."""
        return days_between(self.last, self.today) if self.last else None

    @property
    def list_words(self) -> str:
        """きのう, 16日前, 入院中, まだ; "" for someone who is not watched."""
        if self.case is None:
            return ""
        if not self.watched:
            return label_of(CaseState, self.case.state)
        if self.days_since is None:
            return "まだ"
        return ago_words(self.days_since) if self.days_since <= _LONG else short_wareki(self.last)

    @property
    def sentence(self) -> str:
        """「16日 会えていません。いつもは 4日に1回。」."""
        if self.case is None:
            return ""
        if not self.watched:
            return f"いまは「{label_of(CaseState, self.case.state)}」です。"
        waiting = waiting_words(self.due)
        if waiting and self.days_since is not None and self.days_since > _LONG:
            waiting = f"{wareki(self.last)}から 会えていません"
        words = [waiting, usual_words(self.case.every_days)]
        return "".join(f"{w}。" for w in words if w)


def best_case(cases: Iterable[WatchCase], today: str) -> WatchCase | None:
    """Return the registration in force today, else an open one, else the one that ended last."""

    def rank(case: WatchCase) -> tuple[bool, bool, str, bytes]:
        open_now = case.state != CaseState.ENDED and (not case.end or case.end >= today)
        started = bool(case.start) and case.start <= today and case.state != CaseState.CONSIDERED
        return open_now and started, open_now, case.end or case.start, case.id

    return max(cases, key=rank, default=None)


def standings(connection: Connection, alias: Aliases, ents: Iterable[Id], today: str) -> dict[Id, Standing]:
    """Return how things stand with people, by canonical id; everyone asked for is there."""
    mains = alias.canonical(ents)
    cases: dict[Id, list[WatchCase]] = {}
    ids = alias.expand(mains)
    for held in repo.cases_of(connection, ids):
        if held.person is not None:
            cases.setdefault(alias.of(held.person), []).append(held)
    lasts: dict[Id, str] = {}
    for ent, day in repo.last_contacts(connection, ids).items():
        lasts[alias.of(ent)] = max(day, lasts.get(alias.of(ent), ""))
    counted = _counted(connection, alias, cases, today)
    found: dict[Id, Standing] = {}
    for ent in mains:
        case = best_case(cases.get(ent, ()), today)
        last, month_end = lasts.get(ent, ""), counted.get(ent, "")
        every = case.every_days if case else None
        if month_end > last:
            last, every = month_end, max(every or 0, _MONTHLY)
        start = case.start if case else ""
        watched = case is not None and in_force(case, today) and case.state == CaseState.ACTIVE
        found[ent] = Standing(case, last, due(every, last, start, today), watched, today)
    return found


def in_force(case: WatchCase, day: str) -> bool:
    """Whether a registration is in force on a day (shared domain page, section 2)."""
    if not case.start or case.state == CaseState.CONSIDERED:
        return False
    return case.start <= day and (not case.end or case.end >= day)


def _counted(
    connection: Connection, alias: Aliases, cases: dict[Id, list[WatchCase]], today: str
) -> dict[Id, str]:
    """Return the last day of the latest month with a 月計, of the person or of one of the watchers."""
    since = days_before(today, 2 * _MONTHLY)[:7]
    found: dict[Id, str] = {}

    def see(person: Id, month: str) -> None:
        main = alias.of(person)
        found[main] = max(found.get(main, ""), min(today, last_of_month(month)))

    ids = alias.expand(cases)
    for person, month in repo.tallied_people(connection, ids, since).items():
        see(person, month)
    watchers = repo.tallied_watchers(connection, since)
    if watchers:
        for assignment in repo.assignments_of(connection, ids, days_before(today, 2 * _MONTHLY), today):
            month_of = watchers.get(assignment.volunteer) if assignment.volunteer else None
            if month_of and assignment.person:
                see(assignment.person, month_of)
    return found
