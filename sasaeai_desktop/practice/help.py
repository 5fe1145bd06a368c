"""おたすけ of a district: members on both sides, requests and what became of them, acts and their money."""

from __future__ import annotations

from random import Random

from sasaeai_desktop.domain.clock import minutes_of, time_of
from sasaeai_desktop.practice.days import first, iso, last
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.programme_records import ActPlan, MemberPlan, RequestPlan
from sasaeai_desktop.practice.records import RolePlan

RULE, RATE, PERCENT = "30分ごと", 300, 80
"""The district's price: yen for every started half hour, and the helpers' part."""
_WORKS = ("snow", "shopping", "garbage", "escort", "cleaning", "weeding", "other")
_WEIGHTS = (6, 4, 6, 2, 2, 3, 1)
_MONTHS_OF_SNOW = ("12", "01", "02", "03")


def neighbours(draft: Draft) -> None:
    """Add おたすけ where a district has it."""
    rng = draft.chance("help")
    if draft.share.index and rng.random() < 0.6:
        return
    begin = first(draft.years[0])
    users = _users(draft, rng, begin)
    helpers = _helpers(draft, rng, begin)
    if users and helpers:
        for year in draft.years:
            for _ in range(12 + int(rng.random() * 40)):
                _request(draft, rng, year, users, helpers)


def _users(draft: Draft, rng: Random, begin: int) -> list[MemberPlan]:
    again = {m.b for m in draft.merges if m.kind == "person"}
    able = [p for p in draft.people if p.key not in again]
    chosen = rng.sample(able, min(len(able), 6 + int(rng.random() * 12)))
    for person in chosen:
        works = tuple(sorted(set(rng.choices(_WORKS, _WEIGHTS, k=3))))
        key = f"U{len(draft.members) + 1:03d}"
        draft.members.append(MemberPlan(key, "user", person.key, "", iso(begin - 60), works, (), ""))
    return draft.members[-len(chosen) :] if chosen else []


def _helpers(draft: Draft, rng: Random, begin: int) -> list[MemberPlan]:
    found = []
    for _ in range(4 + int(rng.random() * 6)):
        volunteer = draft.add_volunteer(rng, iso(begin - 90))
        draft.roles.append(RolePlan(volunteer, "helper", iso(begin - 90), "", rng.choice(draft.towns)))
        works = tuple(sorted(set(rng.choices(_WORKS, _WEIGHTS, k=4)))) if rng.random() < 0.7 else ()
        days = tuple(sorted(set(rng.choices("0123456", k=3)))) if rng.random() < 0.4 else ()
        key = f"K{len(draft.members) + 1:03d}"
        group = f"{int(rng.random() * 8) + 1}班"
        made = MemberPlan(key, "helper", "", volunteer, iso(begin - 90), works, days, group)
        draft.members.append(made)
        found.append(made)
    return found


def _request(
    draft: Draft, rng: Random, year: int, users: list[MemberPlan], helpers: list[MemberPlan]
) -> None:
    day = first(year) + int(rng.random() * (last(year) - first(year) - 10))
    work = rng.choices(_WORKS, _WEIGHTS)[0]
    if work == "snow" and iso(day)[5:7] not in _MONTHS_OF_SNOW:
        work = "weeding"
    user = rng.choice(users)
    dice = rng.random()
    state = (
        "done" if dice < 0.8 else "impossible" if dice < 0.9 else "cancelled" if dice < 0.95 else "arranging"
    )
    matched = state in ("done", "arranging")
    chosen = rng.sample(helpers, min(len(helpers), 1 + (rng.random() < 0.25))) if matched else []
    names = tuple(sorted(h.key for h in chosen))
    key = f"H{len(draft.requests) + 1:04d}"
    draft.requests.append(
        RequestPlan(
            key=key, user=user.key, received_on=iso(day), work=work, wanted_on=iso(day + 1 + int(rng.random() * 5)),
            state=state, matched_on=iso(day + 1) if matched else "", helpers=names,
            why_not=rng.choice(("nobody", "too_much", "scheme")) if state == "impossible" else "",
        )
    )  # fmt: skip
    if state == "done":
        for n in range(1 + (rng.random() < 0.3)):
            done = min(last(year), day + 2 + 7 * n + int(rng.random() * 4))
            draft.acts.append(_act(rng, draft.requests[-1], iso(done)))


def _act(rng: Random, request: RequestPlan, day: str) -> ActPlan:
    minutes = rng.choice((20, 30, 40, 50, 60, 75, 90))
    yen = -(-minutes // 30) * RATE
    pay = rng.choices(("cash", "ticket", "none"), (6, 3, 1))[0]
    return ActPlan(
        request=request.key, user=request.user, helpers=request.helpers, date=day, start="08:00",
        end=time_of(minutes_of("08:00") + minutes), minutes=minutes, work=request.work, rule=RULE, pay=pay, charged_yen=yen,
        cash_yen=yen if pay == "cash" else 0, ticket_yen=yen if pay == "ticket" else 0, helper_yen=yen * PERCENT // 100,
    )  # fmt: skip
