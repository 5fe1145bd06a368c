"""登校見守り, counted over lists."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, distinct, in_year
from sasaeai_desktop.practice.records import DistrictPlan


def count(district: DistrictPlan, year: int, one: OnePerson) -> Figures:
    """Return 登校見守り of one district and year; a day on which nobody stood there does not count."""
    held = [
        d
        for d in district.school_days
        if in_year(d.date, year) and not d.cancelled and (d.people or d.unnamed)
    ]
    return {
        "schools": distinct(d.school for d in held),
        "days": len(held),
        "people": distinct(one(p) for d in held for p in d.people),
        "attendances": sum(distinct(one(p) for p in d.people) + d.unnamed for d in held),
    }
