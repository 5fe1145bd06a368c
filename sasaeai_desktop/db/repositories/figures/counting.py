"""Counting any declared figure, and listing the records behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories.figures import (
    activities,
    cards,
    commissioner,
    goals,
    groups,
    money,
    plans,
    salon,
    school,
    watch,
)
from sasaeai_desktop.db.repositories.figures import help as neighbours
from sasaeai_desktop.db.repositories.figures.query import Queries, Span
from sasaeai_desktop.domain.figures.figure import Figure, Section

QUERIES: dict[str, Queries] = {
    "watch": watch.QUERIES,
    "salon": salon.QUERIES,
    "cards": cards.QUERIES,
    "plans": plans.QUERIES,
    "help": neighbours.QUERIES,
    "school": school.QUERIES,
    "activities": activities.QUERIES,
    "groups": groups.GROUPS,
    "counters": groups.COUNTERS,
    "goals": goals.QUERIES,
    "money": money.QUERIES,
    "commissioner": commissioner.QUERIES,
}
"""The queries of each section of ``domain/figures/registry.py``."""


def count(
    session: ReadSession, section: Section, year: int, only: Collection[str] | None = None, **params: object
) -> Iterator[tuple[str, Figure, str, int]]:
    """Yield (district, figure, code, number) of a programme's year; several numbers of one figure are added up.

    Args:
        session: a connection.
        section: the programme.
        year: fiscal year.
        only: names of figures; None counts them all.
        params: further values that its queries bind.
    """
    known = QUERIES[section.name]
    figures = {f.name: f for f in section.figures if only is None or f.name in only}
    if not known.together.isdisjoint(figures):
        for district, name, code, number in known.walk(session, Span.of_year(year)):
            if name in figures:
                yield district, figures[name], code, number
    walks = _walks(section, figures)
    if not walks:
        return
    width = max(len(counted) for counted in walks.values())
    # One statement for all: sending each alone costs more than counting it.
    whole = " UNION ALL ".join(
        source.walk_sql(at, [number for _, number in counted], width)
        for at, (source, counted) in enumerate(walks.items())
    )
    figures_of = [[figure for figure, _ in counted] for counted in walks.values()]
    params = Span.of_year(year).params(**params)
    for at, district, code, *numbers in session.exec_driver_sql(whole, params):
        for figure, number in zip(figures_of[at], numbers, strict=False):
            if number:
                yield district or "", figure, code, int(number)


class _Source(NamedTuple):
    """Records that one walk counts: FROM and WHERE, and the SQL of their district and code."""

    records: str
    district: str
    code: str

    def walk_sql(self, at: int, numbers: list[str], width: int) -> str:
        """Return the SELECT of (at, district, code, so many numbers)."""
        listed = ", ".join(numbers + ["NULL"] * (width - len(numbers)))
        return (
            f"SELECT {at}, {self.district}, coalesce({self.code}, ''), {listed} {self.records} GROUP BY 2, 3"
        )


def _walks(section: Section, figures: Mapping[str, Figure]) -> dict[_Source, list[tuple[Figure, str]]]:
    """Return which of the figures one walk over a source counts, and the SQL of their numbers."""
    known = QUERIES[section.name]
    walks: dict[_Source, list[tuple[Figure, str]]] = {}
    for figure in figures.values():
        coded = bool(figure.codes or section.lines)
        for query in () if figure.name in known.together else known.of.get(figure.query, ()):
            parts = (query.source, query.district, query.by if coded else "''", query.number_sql())
            # At the year's end the first day is the last one, so one set of values serves all.
            *source, number = (p.replace(":first", ":last") if figure.year_end else p for p in parts)
            walks.setdefault(_Source(*source), []).append((figure, number))
    return walks


def by_month(session: ReadSession, figure: Figure, span: Span) -> dict[str, int]:
    """Return a figure without codes per month "2023-10"; paper districts have no months."""
    found: dict[str, int] = {}
    for query in QUERIES[figure.section].of[figure.query]:
        for month, number in session.exec_driver_sql(query.count_sql(query.month), span.params()):
            found[month] = found.get(month, 0) + int(number or 0)
    return found


def trace(session: ReadSession, figure: Figure, year: int, **params: object) -> list[dict[str, Any]] | None:
    """Return the records behind one number as plain dictionaries; None for a figure that has no records of its own.

    Args:
        session: a connection.
        figure: a leaf (``Section.leaves``).
        year: fiscal year.
        params: further values that its queries bind.

    Returns:
        Ids as hex; ``count`` is what each adds to the figure.
    """
    queries = QUERIES[figure.section].of.get(figure.query)
    if queries is None:
        return None
    span = Span.year_end(year) if figure.year_end else Span.of_year(year)
    found: list[dict[str, Any]] = []
    for query in queries:
        result = session.exec_driver_sql(
            query.trace_sql(coded=bool(figure.of)), span.params(code=figure.code, **params)
        )
        keys = list(result.keys())
        columns = (
            [v.hex() if type(v) is bytes else v for v in column] for column in zip(*result.all(), strict=True)
        )
        found += [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)]
    return found
