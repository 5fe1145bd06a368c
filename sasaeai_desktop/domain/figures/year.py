"""The year's figures of the districts and of the city, and what a district's state means.

Source: shared domain page, section 2 (counting rules) and the command line's ``report annual --json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.figures.figure import Section, Values
from sasaeai_desktop.domain.figures.registry import BY_NAME, SECTIONS, find
from sasaeai_desktop.domain.fiscal import last_day, year_label
from sasaeai_desktop.domain.labels import Labelled

OTHER_PROGRAMMES = (Programme.LOCAL, Programme.VOLUNTEER_CENTRE, Programme.NEWSLETTER)
"""Programmes of which ``other_grants`` says what the council granted."""


class ReportState(Labelled):
    """What a district's line means; 未実施, 0回 and 未提出 are three different things."""

    REPORTED = "reported", "提出"
    ZERO = "zero", "0回"
    NOT_REPORTED = "not_reported", "未提出"
    NOT_RUN = "not_run", "未実施"
    PAPER = "paper", "紙"


_SILENT = (ReportState.NOT_REPORTED, ReportState.NOT_RUN)


def _no_states() -> dict[str, ReportState]:
    return {s.name: ReportState.NOT_REPORTED for s in SECTIONS if s.states}


def no_values() -> dict[str, Values]:
    """Return every section that has a line per district, with nothing in it."""
    return {s.name: s.zeros() for s in SECTIONS if not s.whole}


@dataclass(slots=True)
class DistrictFigures:
    """One district's line; ``line.watch`` is its figures of a programme, ``line.watch_state`` what they mean.

    Attributes:
        code: 地区番号.
        name: 地区.
        states: what the figures of a programme mean, by section with ``states``.
        values: figures by section.
        other_grants: yen by code of ``OTHER_PROGRAMMES``.
        paper: a paper speaks for the whole year.
    """

    code: str
    name: str
    states: dict[str, ReportState] = field(default_factory=_no_states)
    values: dict[str, Values] = field(default_factory=no_values)
    other_grants: dict[str, int] = field(default_factory=dict)
    paper: bool = False

    def __getattr__(self, name: str) -> Any:
        """Return a programme's figures or its state."""
        if name in BY_NAME:
            return self.values[name]
        section = name.removesuffix("_state")
        if section in BY_NAME and BY_NAME[section].states:
            return self.states[section]
        raise AttributeError(name)

    @property
    def reported(self) -> bool:
        """Whether anything came from this district, by bundle or on paper."""
        return any(state not in _SILENT for state in self.states.values())

    def amount(self, path: str) -> int:
        """Return a figure of this district by its key path; 0 where there is none."""
        if path == "districts_reported":
            return int(self.reported)
        if path.startswith("other_grants."):
            return self.other_grants.get(path.partition(".")[2], 0)
        found = find(path)
        return (found[0].get(self.values[found[0].name], found[1]) or 0) if found else 0

    def flat(self) -> dict[str, int]:
        """Return its figures by key path."""
        return {k: n for name, values in self.values.items() for k, n in BY_NAME[name].flat(values).items()}

    def to_json(self) -> dict[str, Any]:
        """Return the line of ``by_district``."""
        line: dict[str, Any] = {"code": self.code, "name": self.name}
        for name, values in self.values.items():
            section = BY_NAME[name].to_json(values)
            if name in self.states and isinstance(section, dict):
                section = {"state": self.states[name].value, **section}
            line[name] = section
        return line


@dataclass(slots=True)
class Annual:
    """The year of a district or of the whole city; ``annual.watch`` is a programme's figures.

    Distinct people are summed per district, and the sheet says so.

    Attributes:
        fiscal_year: 2023 for April 2023 to March 2024.
        scope: "district" or "city".
        by_district: a line per district.
        whole: figures of the sections that are counted for the desk as a whole.
        own_words: sections as they are called here, by name, where the council gave them other words.
        totals: figures by section, the districts added up.
    """

    fiscal_year: int
    scope: str
    by_district: list[DistrictFigures]
    whole: dict[str, Values]
    own_words: dict[str, Section] = field(default_factory=dict)
    totals: dict[str, Values] = field(init=False)

    def __post_init__(self) -> None:
        """Add the districts up."""
        self.totals = {**no_values(), **self.whole}
        for district in self.by_district:
            for name, values in district.values.items():
                BY_NAME[name].add(self.totals[name], values)

    def __getattr__(self, name: str) -> Any:
        """Return a programme's figures."""
        if name in BY_NAME:
            return self.totals[name]
        raise AttributeError(name)

    @property
    def other_grants(self) -> dict[str, int]:
        """Grants of the other programmes by programme code, yen."""
        total: dict[str, int] = {}
        for district in self.by_district:
            for programme, yen in district.other_grants.items():
                total[programme] = total.get(programme, 0) + yen
        return total

    @property
    def sections(self) -> tuple[Section, ...]:
        """The programmes to show: what is optional only where something of it was done."""
        shown = (s for s in SECTIONS if not s.optional or s.any(self.totals[s.name]))
        return tuple(self.own_words.get(s.name, s) for s in shown)

    @property
    def further(self) -> tuple[Section, ...]:
        """The optional programmes to show."""
        return tuple(s for s in self.sections if s.optional)

    def amount(self, path: str) -> int | None:
        """Return a figure by its key path; None when there is no such figure."""
        if path == "districts_reported":
            return sum(d.reported for d in self.by_district)
        if path.startswith("other_grants."):
            return self.other_grants.get(path.partition(".")[2])
        found = find(path)
        return found[0].get(self.totals[found[0].name], found[1]) if found else None

    def flat(self) -> dict[str, int]:
        """Return the figures by key path."""
        return {k: n for s in SECTIONS for k, n in s.flat(self.totals[s.name]).items()}

    def to_json(self) -> dict[str, Any]:
        """Return the document of ``report annual --json``."""
        return {
            "fiscal_year": self.fiscal_year,
            "label": year_label(self.fiscal_year),
            "as_of": last_day(self.fiscal_year),
            "scope": self.scope,
            "districts_reported": self.amount("districts_reported"),
            **{s.name: s.to_json(self.totals[s.name]) for s in SECTIONS},
            "other_grants": self.other_grants,
            "by_district": [d.to_json() for d in self.by_district],
        }


def state_of(*, amount: int, paper: bool, carried_out: bool | None, heard_from: bool) -> ReportState:
    """Return what a district's line of one programme means.

    Args:
        amount: acts or sessions in the year, from bundles.
        paper: whether a paper statement stands in for it.
        carried_out: what its grant row says; None when there is none.
        heard_from: whether anything ever came from the district.
    """
    if amount:
        return ReportState.REPORTED
    if paper:
        return ReportState.PAPER
    if carried_out is False:
        return ReportState.NOT_RUN
    return ReportState.ZERO if heard_from else ReportState.NOT_REPORTED


def from_statement(figures: Mapping[str, int]) -> dict[str, Values]:
    """Return a paper district's figures by section; 0 where its paper is silent.

    Args:
        figures: by key path of the report's json, e.g. ``watch.acts``, ``watch.acts_by_method.visit``.
    """
    values = no_values()
    for path, count in figures.items():
        found = find(path)
        if found and found[0].name in values:
            section, figure = found
            whole = section.figure(figure.name) or figure
            section.put(values[section.name], whole, figure.code, count)
    for name, of_section in values.items():
        count_district(BY_NAME[name], of_section)
    return values


def count_district(section: Section, values: Values) -> None:
    """Let a district count as one that carries the programme out, or not.

    Args:
        section: the programme.
        values: its figures of the district; "districts" becomes 1 or 0.
    """
    if section.judged and "districts" in values:
        values["districts"] = int(values[section.judged] > 0)
