"""Acts as points of the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sasaeai_desktop.domain.eras import short_wareki
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label_both
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.signs import load_signs
from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.domain.watch import Condition, Visit
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.ui.pages.watch.words import is_concern, mark_of, result_words
from sasaeai_desktop.ui.widgets.timeline import TimelineEntry


def entry_of(visit: Visit, today: str) -> TimelineEntry:
    """Return one act as a point; its key is the act itself."""
    old = fiscal_year(visit.date) != fiscal_year(today)
    day = "きょう" if visit.date == today else short_wareki(visit.date) if old else month_day(visit.date)
    return TimelineEntry(
        visit,
        day,
        result_words(visit),
        weekday="" if visit.date == today else weekday(visit.date),
        mark=mark_of(visit.method, visit.result),
        condition=label_of(Condition, visit.condition) if visit.condition else "",
        concern=is_concern(visit.condition),
        memo="　".join(t for t in (sign_words(visit.signs), visit.memo) if t),
    )


def sign_words(codes: Sequence[str]) -> str:
    """Return signs in few words: 顔色・やせ、洗濯物."""
    short = {s.code: s.short for s in load_signs()}
    return "、".join(short.get(code, code) for code in codes)


def entries_of(visits: Sequence[Visit], today: str) -> list[TimelineEntry]:
    """Return acts as points, in the order given."""
    return [entry_of(visit, today) for visit in visits]


def entries_by_year(
    visits: Sequence[Visit], today: str, watchers: Mapping[Id, str] | None = None
) -> list[TimelineEntry]:
    """Return acts, newest first, as points below the headings of their fiscal years.

    Args:
        visits: the acts.
        today: ISO date.
        watchers: names of those whose acts are to be told apart, said with each act.
    """
    entries: list[TimelineEntry] = []
    above = 0
    for visit in visits:
        year = fiscal_year(visit.date)
        heading = year_label_both(year) if year != above else ""
        day = "きょう" if visit.date == today else month_day(visit.date)
        entry = entry_of(visit, today)
        names = "・".join(name for w in visit.watchers if (name := (watchers or {}).get(w)))
        memo = "　".join(t for t in (names, entry.memo) if t)
        entries.append(replace(entry, heading=heading, day=day, memo=memo))
        above = year
    return entries
