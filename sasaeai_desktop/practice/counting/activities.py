"""会議・行事・広報・研修, groups and 相談窓口, counted over lists."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, distinct, in_year, touches
from sasaeai_desktop.practice.records import DistrictPlan

_TYPES = ("meeting", "event", "paper", "training", "local", "joint")


def count(district: DistrictPlan, year: int, one: OnePerson) -> Figures:
    """Return the activities of one district and year, by kind."""
    types = {a.key: a.type for a in district.activities}
    found: Figures = {}
    for kind in _TYPES:
        dated = [a for a in district.activities if a.type == kind and in_year(a.date, year)]
        held = [a for a in dated if a.state == "held"]
        found[kind] = {
            "held": len(held),
            "postponed": sum(a.state == "postponed" for a in dated),
            "cancelled": sum(a.state == "cancelled" for a in dated),
            "participants": sum(a.participants for a in held),
            "copies": sum(a.copies for a in held),
            "completed": len(
                {
                    (c.activity, one(c.volunteer))
                    for c in district.completions
                    if types[c.activity] == kind and in_year(c.date, year)
                }
            ),
        }
    return found


def count_groups(district: DistrictPlan, year: int, _one: OnePerson) -> Figures:
    """Return the groups of one district and year."""
    first, last = f"{year}-04-01", f"{year + 1}-03-31"
    return {
        "groups": sum(touches(b.start, b.end, first, last) for b in district.bodies),
        "bodies_attending": distinct(
            body
            for a in district.activities
            if a.type == "meeting" and a.state == "held" and in_year(a.date, year)
            for body in a.bodies
        ),
    }


def count_counters(district: DistrictPlan, year: int, _one: OnePerson) -> Figures:
    """Return the 相談窓口 of one district and year."""
    first, last = f"{year}-04-01", f"{year + 1}-03-31"
    counters = {s.key for s in district.salons if s.advice_desk}
    return {
        "in_force": sum(
            s.key in counters and (not s.start or s.start <= last) and (not s.end or s.end >= first)
            for s in district.salons
        ),
        "flags": sum(f.count for f in district.flags if in_year(f.date, year)),
        "cards": sum(c.salon in counters and in_year(c.written_on, year) for c in district.cards),
    }
