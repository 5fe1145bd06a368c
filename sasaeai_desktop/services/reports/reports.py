"""The year's report: figures, and the records behind each of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories import figures
from sasaeai_desktop.db.repositories.figures import Span
from sasaeai_desktop.domain.cards import LATE_AFTER_DAYS
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.counting import (
    Annual,
    CardFigures,
    DistrictFigures,
    SalonFigures,
    WatchFigures,
    from_statement,
    state_of,
)
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import last_day, months_of, year_label
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.domain.watch import Method
from sasaeai_desktop.services.desk.desk import Desk, reading

_ROLES = {
    "watchers": RoleKind.WATCHER,
    "block_coordinators": RoleKind.BLOCK_COORDINATOR,
    "area_coordinators": RoleKind.AREA_COORDINATOR,
}


def annual(desk: Desk, year: int) -> Annual:
    """Return the year of this district, or of the whole city on a council.

    Args:
        desk: the open desk.
        year: fiscal year, 2023 for April 2023 to March 2024.
    """
    with reading(desk) as session:
        districts = _districts(session, desk, year)
        _add_watch(session, year, districts)
        _add_salon(session, year, districts)
        _add_states(session, year, districts)
        late_after = settings.number(session, "late_after_days", LATE_AFTER_DAYS)
        cards = CardFigures(
            **{rule: figures.cards(session, Span.of_year(year), rule, late_after) for rule in _CARD_RULES}
        )
    return Annual(year, "city" if desk.me.council else "district", list(districts.values()), cards)


_CARD_RULES = ("written", "handed", "answered", "late")


def _districts(session: ReadSession, desk: Desk, year: int) -> dict[str, DistrictFigures]:
    """Return an empty line for every district that the council lists, heard from or typed in, by code."""
    if not desk.me.council:
        return {desk.me.code: DistrictFigures(desk.me.code, desk.me.name)}
    names = figures.district_names(session)
    codes = set(names) | figures.districts_heard_from(session) | set(figures.statements(session, year))
    codes.discard(desk.me.code)
    return {c: DistrictFigures(c, names.get(c, (c, False))[0]) for c in sorted(codes, key=_code_order)}


def _code_order(code: str) -> tuple[int, str]:
    return (int(code) if code.isdecimal() else 1 << 30, code)


def _fill(
    districts: dict[str, DistrictFigures], counts: dict[str, int], put: Callable[[DistrictFigures, int], None]
) -> None:
    for code, count in counts.items():
        if code in districts:
            put(districts[code], count)


def _add_watch(session: ReadSession, year: int, districts: dict[str, DistrictFigures]) -> None:
    for name, span in (("", Span.of_year(year)), ("_at_year_end", Span.year_end(year))):
        _fill(districts, figures.watched_people(session, span), _setter("watch", f"people{name}"))
        for line, role in _ROLES.items():
            _fill(districts, figures.role_holders(session, span, role), _setter("watch", f"{line}{name}"))
    for act in figures.acts(session, Span.of_year(year)):
        if act.district not in districts:
            continue
        watch = districts[act.district].watch
        watch.acts += act.count
        watch.acts_tallied += act.count if act.tallied else 0
        watch.acts_absent += act.count if act.absent else 0
        watch.acts_by_method[act.method] = watch.acts_by_method.get(act.method, 0) + act.count


def _add_salon(session: ReadSession, year: int, districts: dict[str, DistrictFigures]) -> None:
    span = Span.of_year(year)
    _fill(districts, figures.salons(session, span, daily=True), _setter("salon", "salons"))
    _fill(
        districts,
        figures.salons(session, Span.year_end(year), daily=True),
        _setter("salon", "salons_at_year_end"),
    )
    _fill(districts, figures.salons(session, span, daily=False), _setter("salon", "salons_other"))
    for held in figures.sessions(session, span):
        if held.key in districts:
            salon = districts[held.key].salon
            salon.sessions, salon.participants, salon.staff = held.sessions, held.participants, held.staff


def _setter(section: str, name: str) -> Callable[[DistrictFigures, int], None]:
    return lambda district, count: setattr(getattr(district, section), name, count)


def _add_states(session: ReadSession, year: int, districts: dict[str, DistrictFigures]) -> None:
    """Put paper figures where no bundle speaks, then grants and what each line means."""
    granted = figures.grants(session, year)
    heard_from = figures.districts_heard_from(session)
    papers = figures.statements(session, year)
    for code, line in districts.items():
        paper_watch, paper_salon = _paper(papers.get(code))
        line.watch.districts, line.salon.districts = int(line.watch.acts > 0), int(line.salon.sessions > 0)
        watch_out, watch_yen = granted.get((code, Programme.WATCH), (None, 0))
        salon_out, salon_yen = granted.get((code, Programme.SALON), (None, 0))
        heard = code in heard_from
        # A paper is never added to bundle data of the same district: it stands in where the year has none at all.
        on_paper = code in papers and not line.watch.acts and not line.salon.sessions
        line.watch_state = state_of(
            amount=line.watch.acts, paper=on_paper, carried_out=watch_out, heard_from=heard
        )
        line.salon_state = state_of(
            amount=line.salon.sessions, paper=on_paper, carried_out=salon_out, heard_from=heard
        )
        if on_paper:
            line.watch, line.salon = paper_watch, paper_salon
        line.watch.grant_yen = watch_yen or line.watch.grant_yen
        line.salon.grant_yen = salon_yen or line.salon.grant_yen
        line.other_grants = {p.value: granted.get((code, p), (None, 0))[1] for p in figures.OTHER_PROGRAMMES}


def _paper(statement: tuple[bytes, str] | None) -> tuple[WatchFigures, SalonFigures]:
    return from_statement(json.loads(statement[1]) if statement else {})


def months(desk: Desk, year: int) -> dict[str, tuple[int, int]]:
    """Return (watch acts, salon participants) per month of a fiscal year; paper districts have no months."""
    with reading(desk) as session:
        span = Span.of_year(year)
        acts = figures.acts_by_month(session, span)
        held = {s.key: s.participants for s in figures.sessions(session, span, by_month=True)}
    return {month: (acts.get(month, 0), held.get(month, 0)) for month in months_of(year)}


def years(desk: Desk, last: int, count: int = 5) -> dict[int, tuple[int, int]]:
    """Return (watch acts, salon participants) of fiscal years up to ``last``, oldest first, as reported."""
    found = (annual(desk, year) for year in range(last - count + 1, last + 1))
    return {whole.fiscal_year: (whole.watch.acts, whole.salon.participants) for whole in found}


def trace(desk: Desk, figure: str, year: int) -> dict[str, Any]:
    """Return the records behind one figure of the year.

    Args:
        desk: the open desk.
        figure: key path of ``report annual --json``, e.g. ``watch.acts``, ``salon.participants``.
        year: fiscal year.

    Returns:
        ``{"figure", "fiscal_year", "label", "value", "records"}``; the records' ``count`` add up to the value.

    Raises:
        InputError: there is no such figure.
    """
    whole = annual(desk, year)
    value: Any = whole.to_json()
    for part in figure.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if not isinstance(value, int):
        raise InputError(
            f"「{figure}」という数はありません。", "watch.acts や salon.participants のように入れてください。"
        )
    with reading(desk) as session:
        records = _records(session, figure, year, whole)
    return {
        "figure": figure,
        "fiscal_year": year,
        "label": year_label(year),
        "value": value,
        "records": records,
    }


def _records(session: ReadSession, figure: str, year: int, whole: Annual) -> list[dict[str, Any]]:
    section, _, name = figure.partition(".")
    known = {d.code for d in whole.by_district}
    from_bundles = [
        r
        for r in _from_bundles(session, section, name, year)
        if r.get("district") in known or section == "cards"
    ]
    if (
        name.endswith("districts")
        or name == "grant_yen"
        or not section
        or not name
        or section == "other_grants"
    ):
        return [
            {"kind": "district", "district": d.code, "name": d.name, "count": _amount(d, section, name)}
            for d in whole.by_district
            if _amount(d, section, name)
        ]
    on_paper = [
        {
            "kind": "statement",
            "district": d.code,
            "name": d.name,
            "as_of": last_day(year),
            "count": _amount(d, section, name),
        }
        for d in whole.by_district
        if section in ("watch", "salon")
        and getattr(d, f"{section}_state") == "paper"
        and _amount(d, section, name)
    ]
    return from_bundles + on_paper


def _amount(district: DistrictFigures, section: str, name: str) -> int:
    if section == "districts_reported":
        return int(district.reported)
    if section == "other_grants":
        return district.other_grants.get(name, 0)
    value: Any = getattr(district, section)
    for part in name.split("."):
        value = value[part] if isinstance(value, dict) else getattr(value, part)
    return int(value)


def _from_bundles(session: ReadSession, section: str, name: str, year: int) -> list[dict[str, Any]]:
    at_end = name.endswith("_at_year_end")
    span = Span.year_end(year) if at_end else Span.of_year(year)
    base = name.removesuffix("_at_year_end")
    if section == "cards":
        late_after = settings.number(session, "late_after_days", LATE_AFTER_DAYS)
        return figures.trace(session, f"cards.{name}", span, late_after=late_after)
    if section == "salon":
        if base == "participants":
            return figures.trace(session, "salon.named", span) + figures.trace(session, "salon.unnamed", span)
        return (
            figures.trace(session, f"salon.{base}", span)
            if base in ("salons", "salons_other", "sessions", "staff")
            else []
        )
    if base == "people":
        return figures.trace(session, "watch.people", span)
    if base in _ROLES:
        return figures.trace(session, "watch.roles", span, role=_ROLES[base].value)
    return _acts(session, base, span)


def _acts(session: ReadSession, name: str, span: Span) -> list[dict[str, Any]]:
    if name == "acts_absent":
        return figures.trace(session, "watch.visits", span, figures.absent_filter())
    if name == "acts_tallied":
        return figures.trace(session, "watch.tallies", span)
    method = name.removeprefix("acts_by_method.")
    if method in {m.value for m in Method}:
        where = "WHERE method = :method"
        return figures.trace(session, "watch.visits", span, where, method=method) + figures.trace(
            session, "watch.tallies", span, where, method=method
        )
    if name == "acts":
        return figures.trace(session, "watch.visits", span) + figures.trace(session, "watch.tallies", span)
    return []
