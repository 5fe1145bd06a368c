"""Filling the year's papers: a district's report and the council's city table, from the same figures as the screen."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base, figures
from sasaeai_desktop.db.repositories import salons as salon_repo
from sasaeai_desktop.db.repositories.figures import Span
from sasaeai_desktop.domain.counting import Annual, SalonFigures, WatchFigures
from sasaeai_desktop.domain.fiscal import first_day, last_day, months_of
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.salon import Salon, SalonType
from sasaeai_desktop.forms import annual_report, city_table
from sasaeai_desktop.forms import figures as printed
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.reports.papers.sheets import district_words


def city(desk: Desk, year: int) -> city_table.CityTable:
    """Return the council's 総括表."""
    annual = reports.annual(desk, year)
    months = reports.months(desk, year)
    return city_table.CityTable(
        council=desk.me.name,
        office="",
        year=year,
        watch=_watch(annual.watch),
        salon=_salon(annual.salon),
        other_grants=_others(annual),
        watch_months=tuple(acts for acts, _ in months.values()),
        salon_months=tuple(people for _, people in months.values()),
        districts=tuple(
            city_table.DistrictLine(
                code=d.code, name=d.name, watch_state=d.watch_state.value, watch=_watch(d.watch),
                salon_state=d.salon_state.value, salon=_salon(d.salon),
            )
            for d in annual.by_district
        ),
    )  # fmt: skip


def district(desk: Desk, year: int) -> annual_report.AnnualReport:
    """Return a district's 年間実績報告書."""
    annual = reports.annual(desk, year)
    return annual_report.AnnualReport(
        council=desk.me.council_name,
        district=district_words(desk),
        year=year,
        watch=_watch(annual.watch),
        salon=_salon(annual.salon),
        cards=annual_report.CardFigures(
            written=annual.cards.written,
            handed=annual.cards.handed,
            answered=annual.cards.answered,
            late=annual.cards.late,
        ),
        other_grants=_others(annual),
        months=_month_lines(desk, year),
        salons=_salon_lines(desk, year),
    )


def _watch(f: WatchFigures) -> printed.WatchFigures:
    by = f.acts_by_method
    return printed.WatchFigures(
        districts=f.districts, people=f.people, people_at_year_end=f.people_at_year_end, watchers=f.watchers,
        watchers_at_year_end=f.watchers_at_year_end, block_coordinators=f.block_coordinators,
        block_coordinators_at_year_end=f.block_coordinators_at_year_end, area_coordinators=f.area_coordinators,
        area_coordinators_at_year_end=f.area_coordinators_at_year_end, acts=f.acts, acts_tallied=f.acts_tallied,
        acts_absent=f.acts_absent, acts_visit=by.get("visit", 0), acts_phone=by.get("phone", 0),
        acts_pattern=by.get("pattern", 0), grant_yen=f.grant_yen,
    )  # fmt: skip


def _salon(f: SalonFigures) -> printed.SalonFigures:
    return printed.SalonFigures(
        districts=f.districts, salons=f.salons, salons_at_year_end=f.salons_at_year_end,
        sessions=f.sessions, participants=f.participants, staff=f.staff, grant_yen=f.grant_yen,
    )  # fmt: skip


def _others(annual: Annual) -> tuple[printed.OtherGrant, ...]:
    yen = annual.other_grants
    return tuple(
        printed.OtherGrant(label=label, yen=yen.get(str(code), 0))
        for code, label in printed.OTHER_PROGRAMMES.items()
    )


def _month_lines(desk: Desk, year: int) -> tuple[annual_report.MonthLine, ...]:
    span = Span.of_year(year)
    with reading(desk) as session:
        methods = figures.acts_by_month_and_method(session, span)
        held = {s.key: s for s in figures.sessions(session, span, by_month=True)}
    lines = []
    for month in months_of(year):
        acts = methods.get(month, {})
        salon = held.get(month)
        lines.append(
            annual_report.MonthLine(
                visit=acts.get("visit", 0), phone=acts.get("phone", 0), pattern=acts.get("pattern", 0),
                acts=sum(acts.values()), sessions=salon.sessions if salon else 0,
                participants=salon.participants if salon else 0,
            )
        )  # fmt: skip
    return tuple(lines)


def _salon_lines(desk: Desk, year: int) -> tuple[annual_report.SalonLine, ...]:
    with reading(desk) as session:
        names = {s.id: s for s in base.select(session, Salon, "ORDER BY number, id")}
        sums: dict[bytes, list[int]] = {}
        for line in salon_repo.session_lines(session, first_day(year), last_day(year)):
            if line.held:
                total = sums.setdefault(line.salon, [0, 0, 0])
                total[0] += 1
                total[1] += line.named + line.unnamed
                total[2] += line.staff
    return tuple(
        annual_report.SalonLine(
            name=salon.name, type=label_of(SalonType, salon.type), sessions=sums[ent][0], participants=sums[ent][1],
            staff=sums[ent][2],
        )
        for ent, salon in names.items()
        if ent in sums
    )  # fmt: skip
