"""The figures that ``report annual --json`` must give, counted from the plan's records as they are made.

This is plain counting over lists by the rules of the shared domain page, section 2 (``counting/``, a module per
programme). Which figures there are is declared in ``domain/figures``; counting them shares no code with the report, so
that each can find the other's mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sasaeai_desktop.domain.figures.figure import Section, Values
from sasaeai_desktop.domain.figures.registry import SECTIONS
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.practice.counting import (
    activities,
    cards,
    commissioner,
    goals,
    money,
    plans,
    salon,
    school,
    watch,
)
from sasaeai_desktop.practice.counting import help as neighbours
from sasaeai_desktop.practice.counting.tools import Figures, OnePerson
from sasaeai_desktop.practice.records import CityPlan, DistrictPlan

_OTHERS, _STATES = "other_grants", "states"
_COUNTERS: dict[str, Callable[[DistrictPlan, int, OnePerson], Figures]] = {
    "watch": watch.count,
    "salon": salon.count,
    "cards": cards.count,
    "plans": plans.count,
    "help": neighbours.count,
    "school": school.count,
    "activities": activities.count,
    "groups": activities.count_groups,
    "counters": activities.count_counters,
    "goals": goals.count,
    "money": money.count,
    "commissioner": commissioner.count,
}
"""What counts each programme; a figure that it leaves out is 0."""


def _no_others() -> Figures:
    return {"local": 0, "volunteer_centre": 0, "newsletter": 0}


def _nothing(state: str = "not_reported") -> Figures:
    states = {s.name: state for s in SECTIONS if s.states}
    return {**{s.name: s.zeros() for s in SECTIONS}, _OTHERS: _no_others(), _STATES: states}


def _shape(section: Section, values: Figures) -> Any:
    """Return a section as the json has it."""
    return section.to_json(Values(values))


class Expected:
    """Adds up districts one by one, then tells the report of any of the plan's years.

    A district that was never added is "not_reported" (its bundle has not come).
    """

    def __init__(self, plan: CityPlan) -> None:
        self._plan = plan
        self._districts: dict[tuple[str, int], Figures] = {}

    def add(self, district: DistrictPlan) -> None:
        """Count one district's records in every year of the plan."""
        self.put(district.share.code, count(district, self._plan.years))

    def put(self, code: str, counted: dict[int, Figures]) -> None:
        """Take over what ``count`` said of a district, also in another process."""
        for year, figures in counted.items():
            self._districts[(code, year)] = figures

    def report(self, year: int) -> Figures:
        """Return the council's report of a fiscal year, in the shape of ``report annual --json``."""
        return self._report(year, "city", [d.code for d in self._plan.districts])

    def district_report(self, year: int, code: str) -> Figures:
        """Return what the laptop of one district reports about itself."""
        return self._report(year, "district", [code])

    def _report(self, year: int, scope: str, codes: list[str]) -> Figures:
        totals: Figures = {**{s.name: s.zeros() for s in SECTIONS}, _OTHERS: _no_others()}
        lines = []
        reported = 0
        for share in self._plan.districts:
            if share.code not in codes:
                continue
            figures = self._districts.get((share.code, year))
            reported += figures is not None
            figures = figures or _nothing()
            _add_up(totals, figures)
            line: Figures = {"code": share.code, "name": share.name}
            for section in SECTIONS:
                if not section.whole:
                    line[section.name] = _shape(section, figures[section.name])
                if section.states:
                    line[section.name]["state"] = figures[_STATES][section.name]
            lines.append(line)
        for section in SECTIONS:
            if section.home and scope == "city":
                totals[section.name] = section.zeros()
        return {
            "fiscal_year": year,
            "label": year_label(year),
            "as_of": f"{year + 1}-03-31",
            "scope": scope,
            "districts_reported": reported,
            **{s.name: _shape(s, totals[s.name]) for s in SECTIONS},
            _OTHERS: totals[_OTHERS],
            "by_district": lines,
        }


def count(district: DistrictPlan, years: Iterable[int]) -> dict[int, Figures]:
    """Return one district's figures by fiscal year."""
    return {
        year: _stated(district, year) if district.share.paper else _counted(district, year) for year in years
    }


_COMMON = {f.name for s in SECTIONS for f in s.figures if f.most}


def _add_up(total: Figures, part: Figures) -> None:
    for key, value in part.items():
        if key == _STATES:
            continue
        if isinstance(value, dict):
            _add_up(total.setdefault(key, {}), value)
        elif key in _COMMON:
            total[key] = max(total.get(key, 0), value)
        else:
            total[key] = total.get(key, 0) + value


def _counted(district: DistrictPlan, year: int) -> Figures:
    one = OnePerson(district)
    found = _nothing("zero")
    for section in SECTIONS:
        line = found[section.name]
        line.update(_COUNTERS[section.name](district, year, one))
        for grant in district.grants:
            if grant.year == year and grant.programme == section.grant:
                line["grant_yen"] += grant.amount_yen
                found[_STATES][section.name] = "zero" if grant.carried_out else "not_run"
        if section.judged and line[section.judged]:
            line["districts"] = 1
            if section.states:
                found[_STATES][section.name] = "reported"
    return {**found, _OTHERS: _others(district, year)}


def _others(district: DistrictPlan, year: int) -> Figures:
    line = _no_others()
    for grant in district.grants:
        if grant.year == year and grant.programme in line:
            line[grant.programme] += grant.amount_yen
    return line


def _stated(district: DistrictPlan, year: int) -> Figures:
    """Return a paper district's figures: as on its sheet, 0 where it is silent."""
    found = _nothing("paper")
    for statement in district.statements:
        if statement.year == year:
            for path, value in statement.figures:
                programme, figure = path.split(".")
                found[programme][figure] = value
    for section in SECTIONS:
        if section.judged:
            found[section.name]["districts"] = int(found[section.name][section.judged] > 0)
    # What the council granted stands on its own list, whoever reports on paper.
    for name, line in money.count(district, year, OnePerson(district)).items():
        found["money"][name]["granted"] = line["granted"]
    return {**found, _OTHERS: _others(district, year)}
