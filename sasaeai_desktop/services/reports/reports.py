"""The year's report: figures, and the records behind each of them. Which figures there are: ``domain/figures``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories import districts
from sasaeai_desktop.db.repositories.figures import counting
from sasaeai_desktop.db.repositories.figures.query import Span
from sasaeai_desktop.domain.cards import LATE_AFTER_DAYS
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.commissioner import COMMISSIONER, section_of
from sasaeai_desktop.domain.figures.figure import Figure, Section
from sasaeai_desktop.domain.figures.money import MONEY, PROGRAMMES
from sasaeai_desktop.domain.figures.registry import BY_NAME, SECTIONS, find
from sasaeai_desktop.domain.figures.year import (
    OTHER_PROGRAMMES,
    Annual,
    DistrictFigures,
    count_district,
    from_statement,
    state_of,
)
from sasaeai_desktop.domain.fiscal import last_day, months_of, year_label
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.desk import Desk, allow, reading

_GRANT, _GRANTED = "grant_yen", "granted"
_Wanted = Mapping[str, Collection[str] | None]
"""Which figures of which sections, by name; None for all of a section."""

_CHARTS = tuple(f"{s.name}.{s.chart[0]}" for s in SECTIONS if s.chart[0] and not s.optional)


def annual(desk: Desk, year: int) -> Annual:
    """Return the year of this district, or of the whole city on a council.

    Args:
        desk: the open desk.
        year: fiscal year, 2023 for April 2023 to March 2024.
    """
    allow(desk, Deed.PAPER)
    return _annual(desk, year, {section.name: None for section in SECTIONS})


def annual_of(desk: Desk, year: int, programme: Section) -> Annual:
    """Return the year with the figures of one programme only; nothing is known of the others."""
    allow(desk, Deed.PAPER)
    return _annual(desk, year, {programme.name: None})


def _wanted(paths: Iterable[str]) -> _Wanted:
    """Return some figures by their key paths, each with what says whether a district carries its programme out."""
    wanted: dict[str, set[str]] = {}
    for section, figure in filter(None, map(find, paths)):
        wanted.setdefault(section.name, set()).update({figure.name, section.judged} - {""})
    return wanted


def _with_judged(wanted: _Wanted) -> _Wanted:
    """Return the figures with those that say whether a paper speaks for a district: where all of them come to nothing."""
    judged = {s.name: {*(wanted.get(s.name) or ()), s.judged} for s in SECTIONS if s.judged}
    return {**judged, **{name: only and {*only, *judged.get(name, ())} for name, only in wanted.items()}}


def _annual(desk: Desk, year: int, wanted: _Wanted) -> Annual:
    """Return the year with some of its figures counted."""
    with reading(desk) as session:
        lines = _districts(session, desk, year)
        wanted = _with_judged(wanted) if districts.statements(session, year) else wanted
        whole = {s.name: s.zeros() for s in SECTIONS if s.whole}
        params = _params(session)
        for name, only in wanted.items():
            section = BY_NAME[name]
            for code, figure, of, count in counting.count(session, section, year, only, **params):
                if section.whole:
                    section.put(whole[section.name], figure, of, count)
                elif code in lines:
                    section.put(lines[code].values[section.name], figure, of, count)
        _add_states(session, year, lines)
    own_words = {COMMISSIONER.name: section_of(codes.commissioner_groups(desk))}
    return Annual(year, "city" if desk.me.council else "district", list(lines.values()), whole, own_words)


def _params(session: ReadSession) -> dict[str, object]:
    """Return what queries of figures bind beside the days."""
    return {"late_after": settings.number(session, "late_after_days", LATE_AFTER_DAYS)}


def _districts(session: ReadSession, desk: Desk, year: int) -> dict[str, DistrictFigures]:
    """Return an empty line for every district that the council lists, heard from or typed in, by code."""
    if not desk.me.council:
        return {desk.me.code: DistrictFigures(desk.me.code, desk.me.name)}
    names = districts.district_names(session)
    codes = set(names) | districts.districts_heard_from(session) | set(districts.statements(session, year))
    codes.discard(desk.me.code)
    return {c: DistrictFigures(c, names.get(c, (c, False))[0]) for c in sorted(codes, key=_code_order)}


def _code_order(code: str) -> tuple[int, str]:
    return (int(code) if code.isdecimal() else 1 << 30, code)


def _add_states(session: ReadSession, year: int, lines: dict[str, DistrictFigures]) -> None:
    """Put paper figures where no bundle speaks, then grants and what each line means."""
    granted = districts.grants(session, year)
    heard_from = districts.districts_heard_from(session)
    papers = districts.statements(session, year)
    judged = [s for s in SECTIONS if s.judged]
    for code, line in lines.items():
        amounts = {s.name: line.values[s.name][s.judged] for s in judged}
        for section in judged:
            count_district(section, line.values[section.name])
        # A paper is never added to bundle data of the same district: it stands in where the year has none at all.
        line.paper = code in papers and not any(amounts.values())
        if line.paper:
            line.values = from_statement(json.loads(papers[code][1]))
        for section in SECTIONS:
            if section.grant is None:
                continue
            carried_out, yen = granted.get((code, section.grant), (None, 0))
            values = line.values[section.name]
            values[_GRANT] = yen or values[_GRANT]
            if section.states:
                line.states[section.name] = state_of(
                    amount=amounts[section.name],
                    paper=line.paper,
                    carried_out=carried_out,
                    heard_from=code in heard_from,
                )
        for key, programme in PROGRAMMES.items():
            line.values[MONEY.name][key][_GRANTED] = granted.get((code, programme), (None, 0))[1]
        line.other_grants = {p.value: granted.get((code, p), (None, 0))[1] for p in OTHER_PROGRAMMES}


def months(desk: Desk, year: int, paths: Sequence[str] = _CHARTS) -> dict[str, tuple[int, ...]]:
    """Return figures per month of a fiscal year; paper districts have no months.

    Args:
        desk: the open desk.
        year: fiscal year.
        paths: figures without codes, by key path; when not given those that are drawn: watch.acts, salon.participants.
    """
    allow(desk, Deed.PAPER)
    with reading(desk) as session:
        found = [counting.by_month(session, _figure(path), Span.of_year(year)) for path in paths]
    return {month: tuple(of.get(month, 0) for of in found) for month in months_of(year)}


def years(
    desk: Desk, last: int, count: int = 5, paths: Sequence[str] = _CHARTS
) -> dict[int, tuple[int, ...]]:
    """Return figures of fiscal years up to ``last``, oldest first, as reported; ``paths`` as in ``months``."""
    allow(desk, Deed.PAPER)
    found = (_annual(desk, year, _wanted(paths)) for year in range(last - count + 1, last + 1))
    return {whole.fiscal_year: tuple(whole.amount(path) or 0 for path in paths) for whole in found}


def _figure(path: str) -> Figure:
    found = find(path)
    if found is None:
        raise _no_such(path)
    return found[1]


def _no_such(path: str) -> InputError:
    return InputError(
        f"「{path}」という数はありません。", "watch.acts や salon.participants のように入れてください。"
    )


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
    allow(desk, Deed.PAPER)
    whole = _annual(desk, year, _wanted((figure,)) or _with_judged({}))
    value = whole.amount(figure)
    if value is None:
        raise _no_such(figure)
    with reading(desk) as session:
        records = _records(session, figure, year, whole)
    return {
        "figure": figure,
        "fiscal_year": year,
        "label": year_label(year),
        "value": value,
        "records": records,
    }


def _records(session: ReadSession, path: str, year: int, whole: Annual) -> list[dict[str, Any]]:
    """Return the records of bundles and the papers; of a figure without records the districts."""
    found = find(path)
    traced = counting.trace(session, found[1], year, **_params(session)) if found else None
    if found is None or traced is None:
        return [_share("district", d, path) for d in whole.by_district if d.amount(path)]
    if found[0].whole:
        return traced
    known = {d.code for d in whole.by_district}
    papers = [
        {**_share("statement", d, path), "as_of": last_day(year)}
        for d in whole.by_district
        if d.paper and d.amount(path)
    ]
    return [r for r in traced if r.get("district") in known] + papers


def _share(kind: str, district: DistrictFigures, path: str) -> dict[str, Any]:
    return {"kind": kind, "district": district.code, "name": district.name, "count": district.amount(path)}
