"""民生委員 活動記録, counted over lists."""

from __future__ import annotations

from sasaeai_desktop.domain.commissioner import codes_of
from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, in_year
from sasaeai_desktop.practice.records import DistrictPlan


def count(district: DistrictPlan, year: int, _one: OnePerson) -> Figures:
    """Return the counts of one district and year."""
    dated = [c for c in district.counts if in_year(f"{c.month}-15", year)]
    found: Figures = {
        name: sum(c.count for c in dated if c.category.startswith(f"{name}/"))
        for name in ("days", "visits", "liaison")
    }
    for name, group in (("by_content", "content"), ("by_field", "field"), ("other", "other")):
        found[name] = {
            code: sum(c.count for c in dated if c.category == f"{group}/{code}")
            for code, _ in codes_of(group)
        }
    return found
