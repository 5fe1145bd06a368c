"""Who could come: helpers in the order in which they should be asked, each with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain import fiscal
from sasaeai_desktop.domain.help import Candidate, Fit, HelpMember, HelpRequest, Side, fit
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.common import days_before
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.help.members import MemberName, names_of

LATELY = 92
"""Fairness looks back so many days: about three months."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A helper who could come; ``reasons`` in words."""

    member: Id
    name: str
    phone: str
    reasons: tuple[str, ...]


def suggestions(desk: Desk, request: Id) -> list[Suggestion]:
    """Helpers for a request, the one to ask first on top; nobody when the request is not here."""
    with reading(desk) as session:
        held = get(session, HelpRequest, request)
        user = get(session, HelpMember, held.user) if held and held.user else None
        if held is None:
            return []
        fits, names = _fits(desk, session, user, held.work, held.wanted_on, {}, held.id)
    return [Suggestion(f.member, names[f.member].name, names[f.member].phone, f.reasons) for f in fits]


def best_helper(
    desk: Desk, connection: Connection, user: HelpMember, work: str, day: str, load: dict[Id, int]
) -> Id | None:
    """Return whom to ask first for one of many requests of a day, None when nobody fits that day.

    Args:
        desk: the open desk.
        connection: a session.
        user: who is to be helped.
        work: code of the work.
        day: ISO day.
        load: how many of this round each helper has already; the chosen one gets one more.
    """
    fits, _ = _fits(desk, connection, user, work, day, load, None)
    able = [f for f in fits if not f.rank[1]]
    if not able:
        return None
    load[able[0].member] = load.get(able[0].member, 0) + 1
    return able[0].member


def _fits(
    desk: Desk,
    connection: Connection,
    user: HelpMember | None,
    work: str,
    day: str,
    load: dict[Id, int],
    but: Id | None,
) -> tuple[list[Fit], dict[Id, MemberName]]:
    today = desk.today()
    on = day or today
    helpers = repo.members(connection, Side.HELPER.value, on)
    names = names_of(connection, [*(h.id for h in helpers), *([user.id] if user else [])])
    counts, last = _lately(connection, today)
    busy = _busy(connection, day, but) if day else set[Id]()
    known = [h for h in helpers if h.id in names]
    candidates = [
        Candidate(
            h.id, h.works, h.weekdays, names[h.id].town, names[h.id].group,
            counts.get(h.id, 0) + load.get(h.id, 0), last.get(h.id, ""), h.id in busy and h.id not in load,
        )
        for h in known
    ]  # fmt: skip
    label = codes.works_in(connection).get(work, work)
    weekday = fiscal.weekday_code(day)
    asker = names.get(user.id) if user else None
    town, group = (asker.town, asker.group) if asker else ("", "")
    able = [c for c in candidates if not c.works or work in c.works]
    least = min((c.acts for c in able), default=0)
    fits = [f for c in able if (f := fit(c, work, label, weekday, town, group, least))]
    fits.sort(key=lambda f: (f.rank, f.member))
    return fits, names


def _lately(connection: Connection, today: str) -> tuple[dict[Id, int], dict[Id, str]]:
    """Return how often each helper came lately, and on which day last."""
    counts: dict[Id, int] = {}
    last: dict[Id, str] = {}
    for act in repo.acts(connection, days_before(today, LATELY), "9999"):
        for helper in act.helpers:
            counts[helper] = counts.get(helper, 0) + 1
            last[helper] = max(last.get(helper, ""), act.date)
    return counts, last


def _busy(connection: Connection, day: str, but: Id | None) -> set[Id]:
    """Return who is expected somewhere else on a day."""
    return {
        helper
        for r in repo.open_requests(connection)
        if r.wanted_on == day and r.id != but
        for helper in r.helpers
    }
