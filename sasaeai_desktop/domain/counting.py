"""The year's figures: what they are called, how districts add up, and what a district's state means.

Source: shared domain page, section 2 (counting rules) and the command line's ``report annual --json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from sasaeai_desktop.domain.fiscal import last_day, year_label
from sasaeai_desktop.domain.labels import Labelled
from sasaeai_desktop.domain.watch import Method


class ReportState(Labelled):
    """What a district's line means; 未実施, 0回 and 未提出 are three different things."""

    REPORTED = "reported", "提出"
    ZERO = "zero", "0回"
    NOT_REPORTED = "not_reported", "未提出"
    NOT_RUN = "not_run", "未実施"
    PAPER = "paper", "紙"


@dataclass(slots=True)
class WatchFigures:
    """安心見守り事業 of one district or of the city. People are distinct persons, acts are 延べ."""

    districts: int = 0
    people: int = 0
    people_at_year_end: int = 0
    watchers: int = 0
    watchers_at_year_end: int = 0
    block_coordinators: int = 0
    block_coordinators_at_year_end: int = 0
    area_coordinators: int = 0
    area_coordinators_at_year_end: int = 0
    acts: int = 0
    acts_tallied: int = 0
    acts_absent: int = 0
    acts_by_method: dict[str, int] = field(default_factory=lambda: {m.value: 0 for m in Method})
    grant_yen: int = 0


@dataclass(slots=True)
class SalonFigures:
    """ふれあいサロン事業. ``salons`` counts 日常生活型 only; ``staff`` is never inside ``participants``."""

    districts: int = 0
    salons: int = 0
    salons_at_year_end: int = 0
    salons_other: int = 0
    sessions: int = 0
    participants: int = 0
    staff: int = 0
    grant_yen: int = 0


F = TypeVar("F", WatchFigures, SalonFigures)


@dataclass(slots=True)
class CardFigures:
    """つながりカード of the year."""

    written: int = 0
    handed: int = 0
    answered: int = 0
    late: int = 0


@dataclass(slots=True)
class DistrictFigures:
    """One district's line."""

    code: str
    name: str
    watch_state: ReportState = ReportState.NOT_REPORTED
    watch: WatchFigures = field(default_factory=WatchFigures)
    salon_state: ReportState = ReportState.NOT_REPORTED
    salon: SalonFigures = field(default_factory=SalonFigures)
    other_grants: dict[str, int] = field(default_factory=dict)

    @property
    def reported(self) -> bool:
        """Whether anything came from this district, by bundle or on paper."""
        silent = (ReportState.NOT_REPORTED, ReportState.NOT_RUN)
        return self.watch_state not in silent or self.salon_state not in silent


@dataclass(slots=True)
class Annual:
    """The year of a district or of the whole city."""

    fiscal_year: int
    scope: str  # "district" or "city"
    by_district: list[DistrictFigures]
    cards: CardFigures

    @property
    def watch(self) -> WatchFigures:
        """Sums over the districts; distinct people are summed per district, and the sheet says so."""
        return _total(WatchFigures(), [d.watch for d in self.by_district])

    @property
    def salon(self) -> SalonFigures:
        """Sums over the districts."""
        return _total(SalonFigures(), [d.salon for d in self.by_district])

    @property
    def other_grants(self) -> dict[str, int]:
        """Grants of the other programmes by programme code, yen."""
        total: dict[str, int] = {}
        for district in self.by_district:
            for programme, yen in district.other_grants.items():
                total[programme] = total.get(programme, 0) + yen
        return total

    def to_json(self) -> dict[str, Any]:
        """Return the document of ``report annual --json``."""
        return {
            "fiscal_year": self.fiscal_year,
            "label": year_label(self.fiscal_year),
            "as_of": last_day(self.fiscal_year),
            "scope": self.scope,
            "districts_reported": sum(d.reported for d in self.by_district),
            "watch": asdict(self.watch),
            "salon": asdict(self.salon),
            "cards": asdict(self.cards),
            "other_grants": self.other_grants,
            "by_district": [
                {
                    "code": d.code,
                    "name": d.name,
                    "watch": {"state": d.watch_state.value, **asdict(d.watch)},
                    "salon": {"state": d.salon_state.value, **asdict(d.salon)},
                }
                for d in self.by_district
            ],
        }


def _total(total: F, parts: list[F]) -> F:
    for part in parts:
        for f in fields(part):
            value = getattr(part, f.name)
            if isinstance(value, dict):
                mine = getattr(total, f.name)
                for key, count in value.items():
                    mine[key] = mine.get(key, 0) + count
            else:
                setattr(total, f.name, getattr(total, f.name) + value)
    return total


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


def from_statement(figures: Mapping[str, int]) -> tuple[WatchFigures, SalonFigures]:
    """Return a paper district's figures; 0 where its paper is silent.

    Args:
        figures: by key path of the report's json, e.g. ``watch.acts``, ``watch.acts_by_method.visit``.
    """
    watch, salon = WatchFigures(), SalonFigures()
    for path, count in figures.items():
        section, _, name = path.partition(".")
        target: Any = {"watch": watch, "salon": salon}.get(section)
        if name.startswith("acts_by_method."):
            watch.acts_by_method[name.removeprefix("acts_by_method.")] = count
        elif target is not None and hasattr(target, name):
            setattr(target, name, count)
    watch.districts = int(watch.acts > 0)
    salon.districts = int(salon.sessions > 0)
    return watch, salon
