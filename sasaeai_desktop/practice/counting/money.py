"""助成金・収支, counted over lists: the grant pays first for what it may, its rest goes back, the own rest goes on."""

from __future__ import annotations

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson
from sasaeai_desktop.practice.records import DistrictPlan

_NAMES = {
    "watch": "watch", "salon": "salon", "local": "local", "volunteer_centre": "centre", "newsletter": "paper", "help": "help",
    "school": "school", "other": "other",
}  # fmt: skip
_INCOME = ("grant", "fees", "shares", "sundry_income", "carried")


def count(district: DistrictPlan, year: int, _one: OnePerson) -> Figures:
    """Return 助成金・収支 of one district and year."""
    found: Figures = {}
    for programme, name in _NAMES.items():
        lines = [x for x in district.ledger if x.year == year and x.programme == programme]
        income = sum(x.yen for x in lines if x.account in _INCOME)
        spent = sum(x.yen for x in lines if x.account not in _INCOME)
        grant_left = sum(x.yen for x in lines if x.account == "grant")
        for x in lines:
            if x.account not in _INCOME and not x.own:
                grant_left -= x.yen
        returned = max(grant_left, 0)
        found[name] = {
            "granted": sum(
                g.amount_yen for g in district.grants if g.year == year and g.programme == programme
            ),
            "income": income,
            "spent": spent,
            "carried": income - spent - returned,
            "returned": returned,
        }
    return found
