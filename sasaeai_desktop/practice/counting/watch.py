"""安心見守り事業, counted over lists."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, distinct, touches
from sasaeai_desktop.practice.records import DistrictPlan

_ROLES = {
    "watchers": "watcher",
    "block_coordinators": "block_coordinator",
    "area_coordinators": "area_coordinator",
}


def count(district: DistrictPlan, year: int, one: OnePerson) -> Figures:
    """Return 見守り of one district and year."""
    begin, end = f"{year}-04-01", f"{year + 1}-03-31"
    line: Figures = {"acts": 0, "acts_tallied": 0, "acts_absent": 0}
    cases = [c for c in district.cases if c.state != "considered"]
    line["people"] = distinct(one(c.person) for c in cases if touches(c.start, c.end, begin, end))
    line["people_at_year_end"] = distinct(one(c.person) for c in cases if touches(c.start, c.end, end, end))
    for figure, role in _ROLES.items():
        held = [r for r in district.roles if r.role == role]
        line[figure] = distinct(one(r.volunteer) for r in held if touches(r.start, r.end, begin, end))
        at_end = distinct(one(r.volunteer) for r in held if touches(r.start, r.end, end, end))
        line[f"{figure}_at_year_end"] = at_end
    methods = line["acts_by_method"] = {"visit": 0, "phone": 0, "pattern": 0}
    for visit in district.visits:
        if begin <= visit.date <= end:
            line["acts"] += 1
            methods[visit.method] += 1
            if visit.result in {"absent", "no_answer"}:
                line["acts_absent"] += 1
    for tally in district.tallies:
        if begin[:7] <= tally.month <= end[:7]:
            line["acts"] += tally.count
            line["acts_tallied"] += tally.count
            methods[tally.method] += tally.count
    return line
