"""ふれあいサロン事業, counted over lists."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, in_year, touches
from sasaeai_desktop.practice.records import DistrictPlan


def count(district: DistrictPlan, year: int, one: OnePerson) -> Figures:
    """Return サロン of one district and year."""
    begin, end = f"{year}-04-01", f"{year + 1}-03-31"
    line: Figures = {}
    open_ones = [s for s in district.salons if touches(s.start, s.end, begin, end)]
    line["salons"] = sum(s.type == "daily" for s in open_ones)
    line["salons_other"] = len(open_ones) - line["salons"]
    line["salons_at_year_end"] = sum(
        s.type == "daily" and touches(s.start, s.end, end, end) for s in open_ones
    )
    held = {s.key: s for s in district.sessions if in_year(s.date, year) and not s.cancelled}
    line["sessions"] = len(held)
    named = {(a.session, one(a.person)) for a in district.attendance if a.session in held}
    nameless = sum(s.elderly + s.disabled + s.children + s.guardians + s.others for s in held.values())
    line["participants"] = len(named) + nameless
    line["staff"] = sum(s.staff for s in held.values())
    return line
