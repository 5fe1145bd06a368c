"""The figures that ``report annual --json`` must give, counted from the plan's records as they are made.

This is plain counting over lists by the rules of the shared domain page, section 2. It shares no code with
the report, so that each can find the other's mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.practice.records import CityPlan, DistrictPlan

Figures = dict[str, Any]
LATE_DAYS = 14  # a card handed on without an answer is late after so many days
_ROLES = {
    "watchers": "watcher",
    "block_coordinators": "block_coordinator",
    "area_coordinators": "area_coordinator",
}


def _no_watch() -> Figures:
    return {
        "districts": 0,
        "people": 0,
        "people_at_year_end": 0,
        "watchers": 0,
        "block_coordinators": 0,
        "area_coordinators": 0,
        "acts": 0,
        "acts_tallied": 0,
        "acts_absent": 0,
        "watchers_at_year_end": 0,
        "block_coordinators_at_year_end": 0,
        "area_coordinators_at_year_end": 0,
        "acts_by_method": {"visit": 0, "phone": 0, "pattern": 0},
        "grant_yen": 0,
    }


def _no_salon() -> Figures:
    return {
        "districts": 0,
        "salons": 0,
        "salons_at_year_end": 0,
        "salons_other": 0,
        "sessions": 0,
        "participants": 0,
        "staff": 0,
        "grant_yen": 0,
    }


def _no_cards() -> Figures:
    return {"written": 0, "handed": 0, "answered": 0, "late": 0}


def _no_others() -> Figures:
    return {"local": 0, "volunteer_centre": 0, "newsletter": 0}


class _OnePerson:
    """Says which of several entries stands for a merged person (or volunteer)."""

    def __init__(self, district: DistrictPlan) -> None:
        self._same: dict[str, set[str]] = {}
        for merge in district.merges:
            group = self._same.get(merge.a, {merge.a}) | self._same.get(merge.b, {merge.b})
            for key in group:
                self._same[key] = group

    def __call__(self, key: str) -> str:
        return min(self._same.get(key, {key}))


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
        watch, salon, cards, others = _no_watch(), _no_salon(), _no_cards(), _no_others()
        lines = []
        reported = 0
        for share in self._plan.districts:
            if share.code not in codes:
                continue
            figures = self._districts.get((share.code, year))
            reported += figures is not None
            figures = figures or {
                "watch": {"state": "not_reported", **_no_watch()},
                "salon": {"state": "not_reported", **_no_salon()},
                "cards": _no_cards(),
                "other_grants": _no_others(),
            }
            _add_up(watch, figures["watch"])
            _add_up(salon, figures["salon"])
            _add_up(cards, figures["cards"])
            _add_up(others, figures["other_grants"])
            lines.append(
                {"code": share.code, "name": share.name, "watch": figures["watch"], "salon": figures["salon"]}
            )
        return {
            "fiscal_year": year,
            "label": year_label(year),
            "as_of": f"{year + 1}-03-31",
            "scope": scope,
            "districts_reported": reported,
            "watch": watch,
            "salon": salon,
            "cards": cards,
            "other_grants": others,
            "by_district": lines,
        }


def count(district: DistrictPlan, years: Iterable[int]) -> dict[int, Figures]:
    """Return one district's figures by fiscal year."""
    return {
        year: _stated(district, year) if district.share.paper else _counted(district, year) for year in years
    }


def _add_up(total: Figures, part: Figures) -> None:
    for key, value in total.items():
        if isinstance(value, dict):
            _add_up(value, part[key])
        else:
            total[key] = value + part[key]


def _in_year(day: str, year: int) -> bool:
    return f"{year}-04-01" <= day <= f"{year + 1}-03-31"


def _touches(start: str, end: str, first: str, last: str) -> bool:
    """Whether start .. end (both included, "" = goes on) has a day in first .. last; no start, no match."""
    return bool(start) and start <= last and (not end or end >= first)


def _counted(district: DistrictPlan, year: int) -> Figures:
    one = _OnePerson(district)
    watch = _watch(district, year, one)
    salon = _salon(district, year, one)
    for grant in district.grants:
        if grant.year == year and grant.programme in {"watch", "salon"}:
            line = watch if grant.programme == "watch" else salon
            line["grant_yen"] += grant.amount_yen
            line["state"] = "zero" if grant.carried_out else "not_run"
    for line, done in ((watch, watch["acts"]), (salon, salon["sessions"])):
        if done:
            line["state"], line["districts"] = "reported", 1
    others = _others(district, year)
    return {"watch": watch, "salon": salon, "cards": _cards(district, year), "other_grants": others}


def _others(district: DistrictPlan, year: int) -> Figures:
    line = _no_others()
    for grant in district.grants:
        if grant.year == year and grant.programme in line:
            line[grant.programme] += grant.amount_yen
    return line


def _watch(district: DistrictPlan, year: int, one: _OnePerson) -> Figures:
    begin, end = f"{year}-04-01", f"{year + 1}-03-31"
    line: Figures = {"state": "zero", **_no_watch()}
    cases = [c for c in district.cases if c.state != "considered"]
    line["people"] = _distinct(one(c.person) for c in cases if _touches(c.start, c.end, begin, end))
    line["people_at_year_end"] = _distinct(one(c.person) for c in cases if _touches(c.start, c.end, end, end))
    for figure, role in _ROLES.items():
        held = [r for r in district.roles if r.role == role]
        line[figure] = _distinct(one(r.volunteer) for r in held if _touches(r.start, r.end, begin, end))
        at_end = _distinct(one(r.volunteer) for r in held if _touches(r.start, r.end, end, end))
        line[f"{figure}_at_year_end"] = at_end
    methods = line["acts_by_method"]
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


def _distinct(keys: Iterable[str]) -> int:
    return len(set(keys))


def _salon(district: DistrictPlan, year: int, one: _OnePerson) -> Figures:
    begin, end = f"{year}-04-01", f"{year + 1}-03-31"
    line: Figures = {"state": "zero", **_no_salon()}
    open_ones = [s for s in district.salons if _touches(s.start, s.end, begin, end)]
    line["salons"] = sum(s.type == "daily" for s in open_ones)
    line["salons_other"] = len(open_ones) - line["salons"]
    line["salons_at_year_end"] = sum(
        s.type == "daily" and _touches(s.start, s.end, end, end) for s in open_ones
    )
    held = {s.key: s for s in district.sessions if _in_year(s.date, year) and not s.cancelled}
    line["sessions"] = len(held)
    named = {(a.session, one(a.person)) for a in district.attendance if a.session in held}
    nameless = sum(s.elderly + s.disabled + s.children + s.guardians + s.others for s in held.values())
    line["participants"] = len(named) + nameless
    line["staff"] = sum(s.staff for s in held.values())
    return line


def _cards(district: DistrictPlan, year: int) -> Figures:
    as_of = f"{year + 1}-03-31"
    line = _no_cards()
    for card in district.cards:
        line["written"] += _in_year(card.written_on, year)
        line["handed"] += _in_year(card.handed_on, year)
        line["answered"] += _in_year(card.answered_on, year)
        unanswered = not card.answered_on or card.answered_on > as_of
        if card.handed_on and card.handed_on <= as_of and unanswered:
            waited = date.fromisoformat(as_of) - date.fromisoformat(card.handed_on)
            line["late"] += waited.days > LATE_DAYS
    return line


def _stated(district: DistrictPlan, year: int) -> Figures:
    """Return a paper district's figures: as on its sheet, 0 where it is silent."""
    lines: Figures = {"watch": {"state": "paper", **_no_watch()}, "salon": {"state": "paper", **_no_salon()}}
    for statement in district.statements:
        if statement.year == year:
            for path, value in statement.figures:
                programme, figure = path.split(".")
                lines[programme][figure] = value
    lines["watch"]["districts"] = int(lines["watch"]["acts"] > 0)
    lines["salon"]["districts"] = int(lines["salon"]["sessions"] > 0)
    return {**lines, "cards": _no_cards(), "other_grants": _others(district, year)}
