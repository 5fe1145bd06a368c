"""A plan brought up to today: the same people and habits, the last day of its years somewhat after today.

What lies after today has not happened: acts, cards and consents of those days are left out, salon sessions are
still to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.practice.days import last
from sasaeai_desktop.practice.programme_records import CommissionerPlan, RequestPlan
from sasaeai_desktop.practice.records import (
    CardPlan,
    CasePlan,
    DistrictPlan,
    GrantPlan,
    SessionPlan,
    TallyPlan,
)

T = TypeVar("T")

AHEAD = 8  # days of the plan that lie after today, at least: the salons of the coming week
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CARD_DAYS = ("handed_on", "received_on", "answered_on", "returned_on", "closed_on")
_NOT_MOVED = {"birth"}


def moved(plan: DistrictPlan, today: str) -> DistrictPlan:
    """Return the plan with all its days moved by whole weeks, so that it ends shortly after today.

    Args:
        plan: of years that end in the fiscal year 2023.
        today: ISO date.
    """
    wanted = date.fromisoformat(today).toordinal() + AHEAD
    weeks = -(-(wanted - last(plan.share.years[-1].year)) // 7)
    move = _mover(7 * weeks)
    changes: dict[str, Any] = {}
    for field in fields(plan):
        records = getattr(plan, field.name)
        if isinstance(records, tuple):
            changes[field.name] = tuple(move(r) for r in records)
    return _as_of(replace(plan, **changes), plan, today)


def _mover(days: int) -> Callable[[Any], Any]:
    """Return what moves the days of a record; a day is reckoned once."""
    known: dict[str, str] = {}
    places: dict[type, tuple[str, ...]] = {}

    def moved_day(day: str) -> str:
        found = known.get(day)
        if found is None:
            found = known[day] = (date.fromisoformat(day) + timedelta(days=days)).isoformat()
        return found

    def move(record: Any) -> Any:
        names = places.get(type(record))
        if names is None:
            texts = (f.name for f in fields(record) if f.type == "str" and f.name not in _NOT_MOVED)
            names = places[type(record)] = tuple(texts)
        if isinstance(record, TallyPlan | CommissionerPlan):
            return replace(record, month=moved_day(f"{record.month}-15")[:7])
        values = {n: getattr(record, n) for n in names}
        return replace(record, **{n: moved_day(v) for n, v in values.items() if _DAY.fullmatch(v)})

    return move


def _as_of(plan: DistrictPlan, before: DistrictPlan, today: str) -> DistrictPlan:
    """Leave out what has not happened yet."""
    years = fiscal_year(today) - before.share.years[-1].year
    sessions = tuple(_to_come(s) if s.date >= today else s for s in plan.sessions)
    ahead = {s.key for s in sessions if s.date >= today}
    return replace(
        plan,
        consents=_until(plan.consents, lambda c: c.date, today),
        cases=tuple(_case(c, today) for c in _until(plan.cases, lambda c: c.start, today)),
        assignments=_until(plan.assignments, lambda a: a.start, today),
        visits=_until(plan.visits, lambda v: v.date, today),
        tallies=_until(plan.tallies, lambda t: t.month, today[:7]),
        sessions=sessions,
        attendance=tuple(a for a in plan.attendance if a.session not in ahead),
        cards=tuple(_card(c, today) for c in _until(plan.cards, lambda c: c.written_on, today)),
        **_programmes(plan, today),
        grants=tuple(_grant(g, years) for g in plan.grants),
        **_goals(plan, years),
    )


def _programmes(plan: DistrictPlan, today: str) -> dict[str, Any]:
    """The programmes of その他の活動 as they stand today."""
    made = _until(plan.plans, lambda p: p.made_on, today)
    keys = {p.key for p in made}
    acts = _until(plan.acts, lambda a: a.date, today)
    done = {a.request for a in acts}
    return {
        "plans": tuple(replace(p, ended_on="") if p.ended_on > today else p for p in made),
        "supporters": tuple(
            replace(s, end="") if s.end > today else s
            for s in _until(plan.supporters, lambda s: s.start, today)
            if s.plan in keys
        ),
        "reviews": tuple(r for r in _until(plan.reviews, lambda r: r.date, today) if r.plan in keys),
        "events": _until(plan.events, lambda e: e.closed_on, today),
        "requests": tuple(
            _asked(r, today, done=r.key in done)
            for r in _until(plan.requests, lambda r: r.received_on, today)
        ),
        "acts": acts,
        "activities": tuple(
            replace(a, state="planned", participants=0, copies=0)
            if a.date > today and a.state == "held"
            else a
            for a in plan.activities
        ),
        "counts": _until(plan.counts, lambda c: c.month, today[:7]),
        "completions": _until(plan.completions, lambda c: c.date, today),
        "flags": tuple(
            replace(f, end="") if f.end > today else f for f in _until(plan.flags, lambda f: f.date, today)
        ),
        "ledger": tuple(
            replace(x, year=fiscal_year(x.date)) for x in _until(plan.ledger, lambda x: x.date, today)
        ),
        "school_days": _until(plan.school_days, lambda d: d.date, today),
    }


def _asked(request: RequestPlan, today: str, *, done: bool) -> RequestPlan:
    """A request as far as it has come today."""
    if request.matched_on > today:
        return replace(request, state="received", matched_on="", helpers=())
    return replace(request, state="arranging") if request.state == "done" and not done else request


def _until(records: Iterable[T], day_of: Callable[[T], str], today: str) -> tuple[T, ...]:
    return tuple(r for r in records if day_of(r) <= today)


def _goals(plan: DistrictPlan, years: int) -> dict[str, Any]:
    """The plan that is followed, so many fiscal years later."""
    return {
        "goals": tuple(
            replace(g, first_year=g.first_year + years, last_year=g.last_year + years) for g in plan.goals
        ),
        "efforts": tuple(
            replace(e, schedule=tuple((y + years, code) for y, code in e.schedule)) for e in plan.efforts
        ),
        "goal_years": tuple(replace(y, year=y.year + years) for y in plan.goal_years),
    }


def _grant(grant: GrantPlan, years: int) -> GrantPlan:
    return replace(grant, year=grant.year + years)


def _case(case: CasePlan, today: str) -> CasePlan:
    """A registration that ends later goes on today; a stay in hospital that begins later has not begun."""
    if case.end > today or (case.state_on > today and case.state != "considered"):
        return replace(case, end="", end_reason="", state="active", state_on=case.start)
    return replace(case, state_on=min(case.state_on, today))


def _to_come(session: SessionPlan) -> SessionPlan:
    """A session that is only planned: nobody has come yet."""
    return replace(
        session, elderly=0, disabled=0, children=0, guardians=0, others=0, staff=0, memo="",
        cancelled=False, cancel_reason="",
    )  # fmt: skip


def _card(card: CardPlan, today: str) -> CardPlan:
    """A card as far as it has come today."""
    late = [name for name in _CARD_DAYS if getattr(card, name) > today]
    if not late:
        return card
    unset: dict[str, Any] = dict.fromkeys(late, "")
    cut = replace(card, **unset)
    if not cut.handed_on:
        return replace(cut, state="written", handed_how="", received_by="", response="", answer="")
    if not cut.received_on:
        return replace(cut, state="handed", received_by="", response="", answer="")
    if not cut.answered_on:
        return replace(cut, state="working", response="checking", answer="")
    return replace(cut, state="answered", response="supported") if not cut.closed_on else cut
