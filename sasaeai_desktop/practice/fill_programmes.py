"""Writing the programmes beside 見守り and サロン of a practice district into its laptop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sasaeai_desktop.domain.activities import Activity, AdviceCounter, Completion
from sasaeai_desktop.domain.commissioner import CommissionerCount
from sasaeai_desktop.domain.goals import Effort, Goal, GoalYear
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.help import HelpAct, HelpMember, HelpRequest, PriceRule, PriceUnit
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.money import LedgerLine, side_of
from sasaeai_desktop.domain.plans import EvacuationPlan, PlanReview, PlanSupporter, SafetyEvent
from sasaeai_desktop.domain.school import USUAL_END, USUAL_START, Patrol, PatrolPost, School, SchoolDay
from sasaeai_desktop.practice.help import PERCENT, RATE, RULE
from sasaeai_desktop.practice.records import DistrictPlan
from sasaeai_desktop.services.activities.trainings import completion_id
from sasaeai_desktop.services.commissioner.months import count_id
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.goals.plans import effort_id, goal_id, result_id
from sasaeai_desktop.services.school.days import day_id, patrol_id

Values = dict[str, object]
Rows = tuple[type[Record], list[tuple[Id, Values]]]

_PLAN = ("made_on", "ended_on", "needs", "hazards", "reason", "place", "route", "way", "room", "devices")
_ACTIVITY = ("type", "date", "title", "state", "place", "contents", "decisions", "reason", "goals")
_GOAL = ("plan", "code", "parent", "title", "every", "unit", "serves", "first_year", "last_year")
_EFFORT = ("plan", "number", "who", "title", "outline", "goals", "every", "unit")
_LEDGER = ("year", "programme", "account", "date", "text", "receipt", "own")
_EVENT = (
    "disaster", "opened_on", "opened_time", "closed_on", "closed_time", "people", "safe", "help", "unknown",
    "minutes_half", "minutes_all",
)  # fmt: skip
_MEMBER = ("side", "start", "works", "weekdays", "group")
_REQUEST = ("received_on", "work", "wanted_on", "state", "matched_on", "why_not")
_ACT = (
    "date", "start", "end", "minutes", "work", "rule", "pay", "charged_yen", "cash_yen", "ticket_yen", "helper_yen",
)  # fmt: skip


def _values(plan: object, names: Iterable[str]) -> Values:
    """Return fields that a plan and its record call by the same name; 0 yen is none."""
    found = {name: getattr(plan, name) for name in names}
    return {name: None if name.endswith("_yen") and not value else value for name, value in found.items()}


def write_programmes(
    desk: Desk,
    plan: DistrictPlan,
    people: Mapping[str, Id],
    volunteers: Mapping[str, Id],
    salons: Mapping[str, Id],
) -> None:
    """Write what a plan holds of the programmes, an action each."""
    labels = (
        (f"避難計画を{len(plan.plans)}件入れました", evacuation_rows(desk, plan, people, volunteers)),
        (f"おたすけの申込を{len(plan.requests)}件入れました", help_rows(desk, plan, people, volunteers)),
        (f"活動を{len(plan.activities)}件入れました", activity_rows(desk, plan, volunteers)),
        (f"計画の目標を{len(plan.goals)}件入れました", goal_rows(desk, plan)),
        (f"のぼり旗を{len(plan.flags)}件入れました", flag_rows(desk, plan, salons)),
        (f"民生委員の活動記録を{len(plan.counts)}行 入れました", commissioner_rows(desk, plan, volunteers)),
        (f"収支を{len(plan.ledger)}行 入れました", ledger_rows(desk, plan)),
        (f"登校見守りを{len(plan.school_days)}日分入れました", school_rows(desk, plan, volunteers)),
    )
    for label, rows in labels:
        if rows:
            with acting(desk, label) as session:
                for kind, wanted in rows:
                    session.record_many(kind, wanted)


def evacuation_rows(
    desk: Desk, plan: DistrictPlan, people: Mapping[str, Id], volunteers: Mapping[str, Id]
) -> list[Rows]:
    """Return plans and safety checks by kind, under ids that everyone who has the plan reaches."""
    if not (plan.plans or plan.events):
        return []
    secret = desk.me.secret
    ids = {p.key: keyed_id(secret, EvacuationPlan.kind, p.key) for p in plan.plans}
    return [
        (EvacuationPlan, [(ids[p.key], {"person": people[p.person], "version": 1, **_values(p, _PLAN)})
                          for p in plan.plans]),
        (PlanSupporter, [
            (keyed_id(secret, PlanSupporter.kind, s.plan, s.volunteer, s.start),
             {"plan": ids[s.plan], "volunteer": volunteers[s.volunteer], "start": s.start, "end": s.end, "order": 1})
            for s in plan.supporters
        ]),
        (PlanReview, [(keyed_id(secret, PlanReview.kind, r.plan, r.date), {"plan": ids[r.plan], "date": r.date})
                      for r in plan.reviews]),
        (SafetyEvent, [(keyed_id(secret, SafetyEvent.kind, e.disaster, e.opened_on, e.opened_time),
                        _values(e, _EVENT)) for e in plan.events]),
    ]  # fmt: skip


def help_rows(
    desk: Desk, plan: DistrictPlan, people: Mapping[str, Id], volunteers: Mapping[str, Id]
) -> list[Rows]:
    """Return おたすけ by kind: the price, who is in it, what was asked and done."""
    if not plan.requests:
        return []
    secret = desk.me.secret
    rule = {"name": RULE, "unit": PriceUnit.HALF_HOUR, "yen": RATE, "helper_percent": PERCENT}
    members: dict[str, Id] = {}
    joined = []
    for m in plan.members:
        behind = people[m.person] if m.person else volunteers[m.volunteer]
        members[m.key] = keyed_id(secret, HelpMember.kind, m.side, behind.hex())
        column = "person" if m.person else "volunteer"
        joined.append((members[m.key], {column: behind, **_values(m, _MEMBER)}))
    requests = {r.key: keyed_id(secret, HelpRequest.kind, r.key) for r in plan.requests}
    return [
        (PriceRule, [(keyed_id(secret, PriceRule.kind, RULE), rule)]),
        (HelpMember, joined),
        (HelpRequest, [
            (requests[r.key], {"number": r.key, "user": members[r.user],
                               "helpers": tuple(members[h] for h in r.helpers), **_values(r, _REQUEST)})
            for r in plan.requests
        ]),
        (HelpAct, [
            (keyed_id(secret, HelpAct.kind, a.request, a.date, a.start),
             {"request": requests[a.request], "user": members[a.user],
              "helpers": tuple(members[h] for h in a.helpers), **_values(a, _ACT)})
            for a in plan.acts
        ]),
    ]  # fmt: skip


def activity_rows(desk: Desk, plan: DistrictPlan, volunteers: Mapping[str, Id]) -> list[Rows]:
    """Return groups, activities and who completed trainings."""
    if not plan.bodies and not plan.activities:
        return []
    secret = desk.me.secret
    bodies = {b.key: keyed_id(secret, Body.kind, b.key) for b in plan.bodies}
    acts = {a.key: keyed_id(secret, Activity.kind, a.key) for a in plan.activities}
    group_rows: list[tuple[Id, Values]] = [
        (bodies[b.key], {"number": b.key, **_values(b, ("name", "type", "start", "end"))})
        for b in plan.bodies
    ]
    rows: list[tuple[Id, Values]] = []
    for a in plan.activities:
        counted = {n: getattr(a, n) or None for n in ("participants", "copies", "refresher_months")}
        taking_part = tuple(sorted(bodies[b] for b in a.bodies))
        rows.append(
            (acts[a.key], {"number": a.key, "bodies": taking_part, **counted, **_values(a, _ACTIVITY)})
        )
    done: list[tuple[Id, Values]] = [
        (
            completion_id(desk, acts[c.activity], volunteers[c.volunteer]),
            {"activity": acts[c.activity], "volunteer": volunteers[c.volunteer], "date": c.date},
        )
        for c in plan.completions
    ]
    return [(Body, group_rows), (Activity, rows), (Completion, done)]


def flag_rows(desk: Desk, plan: DistrictPlan, salons: Mapping[str, Id]) -> list[Rows]:
    """Return the 相談窓口 with their flags."""
    if not plan.flags:
        return []
    rows: list[tuple[Id, Values]] = [
        (
            keyed_id(desk.me.secret, AdviceCounter.kind, f.salon, f.date),
            {"salon": salons[f.salon], "start": f.date, "end": f.end, "flags": f.count, "flag_on": f.date},
        )
        for f in plan.flags
    ]
    return [(AdviceCounter, rows)]


def goal_rows(desk: Desk, plan: DistrictPlan) -> list[Rows]:
    """Return the plan's goals, its efforts, and what became of them."""
    if not plan.goals:
        return []
    goals: list[tuple[Id, Values]] = [
        (goal_id(desk, g.plan, g.code), {**_values(g, _GOAL), "target": g.target or None}) for g in plan.goals
    ]
    efforts: list[tuple[Id, Values]] = [
        (
            effort_id(desk, e.plan, e.number),
            {
                **_values(e, _EFFORT),
                "target": e.target or None,
                "schedule": tuple(f"{y} {code}" for y, code in e.schedule),
            },
        )
        for e in plan.efforts
    ]
    years: list[tuple[Id, Values]] = []
    for y in plan.goal_years:
        item = goal_id(desk, y.plan, y.code) if y.code else effort_id(desk, y.plan, y.number)
        values: Values = {"item": item, "year": y.year, "done": y.done, "reached": y.reached or None}
        years.append((result_id(desk, item, y.year), values))
    return [(Goal, goals), (Effort, efforts), (GoalYear, years)]


def commissioner_rows(desk: Desk, plan: DistrictPlan, volunteers: Mapping[str, Id]) -> list[Rows]:
    """Return the counts of the commissioners' months."""
    rows: list[tuple[Id, Values]] = []
    for c in plan.counts:
        who = volunteers[c.volunteer]
        values: Values = {"volunteer": who, "month": c.month, "category": c.category, "count": c.count}
        rows.append((count_id(desk, who, c.month, c.category), values))
    return [(CommissionerCount, rows)] if rows else []


def ledger_rows(desk: Desk, plan: DistrictPlan) -> list[Rows]:
    """Return the ledger."""
    if not plan.ledger:
        return []
    rows: list[tuple[Id, Values]] = []
    for x in plan.ledger:
        ent = keyed_id(desk.me.secret, LedgerLine.kind, x.key)
        rows.append((ent, {"side": side_of(x.account), **_values(x, _LEDGER), "yen": x.yen}))
    return [(LedgerLine, rows)]


def school_rows(desk: Desk, plan: DistrictPlan, volunteers: Mapping[str, Id]) -> list[Rows]:
    """Return 登校見守り by kind: schools, days, who stood there, and who stands where."""
    if not plan.schools:
        return []
    secret = desk.me.secret
    schools = {s.key: keyed_id(secret, School.kind, s.key) for s in plan.schools}
    days: list[tuple[Id, Values]] = []
    ticks: list[tuple[Id, Values]] = []
    posts: dict[tuple[str, str], Values] = {}
    for d in plan.school_days:
        ent = day_id(desk, schools[d.school], d.date)
        values: Values = {"school": schools[d.school], "date": d.date, "unnamed": d.unnamed or None,
                  "cancelled": d.cancelled, "start": USUAL_START, "end": USUAL_END}  # fmt: skip
        days.append((ent, values))
        for key in d.people:
            ticks.append((patrol_id(desk, ent, volunteers[key]), {"day": ent, "volunteer": volunteers[key]}))
            post: Values = {"school": schools[d.school], "volunteer": volunteers[key], "badge": key[1:].lstrip("0"),
                    "start": plan.school_days[0].date}  # fmt: skip
            posts.setdefault((d.school, key), post)
    return [
        (School, [
            (schools[s.key], {"number": s.key, "name": s.name, "type": s.type, "points": s.points,
                              "start_time": USUAL_START, "end_time": USUAL_END, "weekdays": tuple("01234")})
            for s in plan.schools
        ]),
        (SchoolDay, days),
        (Patrol, ticks),
        (PatrolPost, [(keyed_id(secret, PatrolPost.kind, schools[s].hex(), volunteers[v].hex()), values)
                      for (s, v), values in posts.items()]),
    ]  # fmt: skip
