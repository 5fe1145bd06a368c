"""個別避難計画 and 安否確認, counted over lists."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, in_year, touches
from sasaeai_desktop.practice.records import DistrictPlan


def count(district: DistrictPlan, year: int, one: OnePerson) -> Figures:
    """Return plans and safety checks of one district and year; who has a plan is asked on 31 March."""
    end = f"{year + 1}-03-31"
    watched = {
        one(c.person) for c in district.cases if c.state != "considered" and touches(c.start, c.end, end, end)
    }
    in_force = [p for p in district.plans if _stands(p.made_on, p.ended_on, end)]
    planned = {one(p.person) for p in in_force}
    supported = {s.plan for s in district.supporters if _stands(s.start, s.end, end)}
    helped = {one(p.person) for p in in_force if p.key in supported}
    whose = {p.key: one(p.person) for p in district.plans}
    events = [e for e in district.events if e.disaster != "drill" and in_year(e.opened_on, year)]
    return {
        "people_with_plan": len(watched & planned),
        "people_without_plan": len(watched - planned),
        "without_supporter": len(planned - helped),
        "reviewed": len({whose[r.plan] for r in district.reviews if in_year(r.date, year)}),
        "events": len(events),
        "safe": sum(e.safe for e in events),
        "needs_help": sum(e.help for e in events),
        "unknown": sum(e.unknown for e in events),
    }


def _stands(start: str, end: str, day: str) -> bool:
    """Say whether something that ends on ``end`` (that day no longer) stands on a day."""
    return start <= day and not (end and end <= day)
