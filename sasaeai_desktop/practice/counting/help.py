"""おたすけ, counted over lists."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, distinct, in_year
from sasaeai_desktop.practice.records import DistrictPlan


def count(district: DistrictPlan, year: int, _one: OnePerson) -> Figures:
    """Return おたすけ of one district and year."""
    requests = [r for r in district.requests if in_year(r.received_on, year)]
    acted = {a.request for a in district.acts}
    done = [r for r in requests if r.state == "done" or r.key in acted]
    acts = [a for a in district.acts if in_year(a.date, year)]
    return {
        "requests": len(requests),
        "matched": sum(bool(r.matched_on) or r in done for r in requests),
        "done": len(done),
        "not_possible": sum(r.state == "impossible" for r in requests),
        "acts": len(acts),
        "minutes": sum(a.minutes for a in acts),
        "users": distinct(a.user for a in acts),
        "helpers": distinct(h for a in acts for h in a.helpers),
        "yen_charged": sum(a.charged_yen for a in acts),
        "yen_paid": sum(a.cash_yen + a.ticket_yen for a in acts),
        "yen_to_helpers": sum(a.helper_yen for a in acts),
    }
