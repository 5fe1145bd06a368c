"""Filling the papers of 登校見守り: a school's month, the district's year."""

from __future__ import annotations

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms.school_watch import Person, SchoolWatch
from sasaeai_desktop.forms.school_year import SchoolLine, SchoolYear
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.school import days, schools


def schools_to_print(desk: Desk, school: Id | None) -> list[Id]:
    """Return one school, or all that are open.

    Raises:
        InputError: there is none.
    """
    found = [school] if school else [s.id for s in schools.list_schools(desk)]
    if not found:
        raise InputError("学校が、まだ登録されていません。", "登校見守りのページで、学校を登録してください。")
    return found


def month_table(desk: Desk, school: Id, month: str) -> SchoolWatch:
    """Return a school's month, people x days."""
    grid, of = days.month_grid(desk, school, month), schools.school_of(desk, school)
    return SchoolWatch(
        district=district_words(desk), school=of.name, month=wareki(month),
        time=f"{of.start_time}から{of.end_time}" if of.start_time and of.end_time else "",
        dates=tuple(d for d in grid.dates if d not in grid.cancelled),
        people=tuple(
            Person(
                name=p.name, badge=p.badge, point=p.point,
                days=frozenset(day for who, day in grid.ticks if who == p.volunteer),
            )
            for p in grid.people
        ),
        unnamed=tuple(sorted(grid.unnamed.items())),
    )  # fmt: skip


def year_table(desk: Desk, year: int) -> SchoolYear:
    """Return the district's fiscal year."""
    found = days.school_years(desk, year)
    return SchoolYear(
        district=district_words(desk), year=year, people=days.people_of_year(desk, year),
        days=sum(s.days for s in found), attendances=sum(s.attendances for s in found),
        schools=tuple(
            SchoolLine(
                name=s.name, people=s.people, days=s.days, attendances=s.attendances,
                months=tuple((n, total) for _, n, total in s.months),
            )
            for s in found
        ),
    )  # fmt: skip
