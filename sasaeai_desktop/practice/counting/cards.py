"""つながりカード, counted over lists."""

from __future__ import annotations

from datetime import date

from sasaeai_desktop.practice.counting.tools import Figures, OnePerson, in_year
from sasaeai_desktop.practice.records import DistrictPlan

LATE_DAYS = 14  # a card handed on without an answer is late after so many days


def count(district: DistrictPlan, year: int, _one: OnePerson) -> Figures:
    """Return つながりカード of one district and year."""
    as_of = f"{year + 1}-03-31"
    line = {"written": 0, "handed": 0, "answered": 0, "late": 0}
    for card in district.cards:
        line["written"] += in_year(card.written_on, year)
        line["handed"] += in_year(card.handed_on, year)
        line["answered"] += in_year(card.answered_on, year)
        unanswered = not card.answered_on or card.answered_on > as_of
        if (
            f"{year - 1}-04-01" <= card.handed_on <= as_of and unanswered
        ):  # who was asked longer ago is not waited for
            waited = date.fromisoformat(as_of) - date.fromisoformat(card.handed_on)
            line["late"] += waited.days > LATE_DAYS
    return line
