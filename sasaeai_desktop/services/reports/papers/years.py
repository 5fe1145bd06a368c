"""Filling the year's papers: a district's report and the council's city table, from the same figures as the screen."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import salon as salon_repo
from sasaeai_desktop.db.repositories.figures import salon as salon_figures
from sasaeai_desktop.db.repositories.figures import watch as watch_figures
from sasaeai_desktop.db.repositories.figures.query import Span
from sasaeai_desktop.domain.figures.figure import For
from sasaeai_desktop.domain.figures.year import Annual
from sasaeai_desktop.domain.fiscal import first_day, last_day, months_of
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.salon import Salon, SalonType
from sasaeai_desktop.forms import annual_report, city_table
from sasaeai_desktop.forms import figures as printed
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.reports import noting, reports
from sasaeai_desktop.services.reports.papers.sheets import district_words


def city(desk: Desk, year: int) -> city_table.CityTable:
    """Return the council's 総括表."""
    annual = reports.annual(desk, year)
    months = reports.months(desk, year, ("watch.acts", "salon.participants"))
    return city_table.CityTable(
        council=desk.me.name,
        office="",
        year=year,
        numbers=annual.flat(),
        further=_further(annual, For.CITY),
        other_grants=_others(annual),
        watch_months=tuple(acts for acts, _ in months.values()),
        salon_months=tuple(people for _, people in months.values()),
        districts=tuple(
            city_table.DistrictLine(
                code=d.code, name=d.name, states={name: state.value for name, state in d.states.items()}, numbers=d.flat(),
            )
            for d in annual.by_district
        ),
        notes=tuple(noting.in_words(noting.notes(desk, year))),
    )  # fmt: skip


def district(desk: Desk, year: int) -> annual_report.AnnualReport:
    """Return a district's 年間実績報告書."""
    annual = reports.annual(desk, year)
    return annual_report.AnnualReport(
        council=desk.me.council_name,
        district=district_words(desk),
        year=year,
        numbers=annual.flat(),
        further=_further(annual, For.DISTRICT),
        other_grants=_others(annual),
        months=_month_lines(desk, year),
        salons=_salon_lines(desk, year),
        remarks="".join(f"※{words}" for words in noting.in_words(noting.notes(desk, year))),
    )


def _further(annual: Annual, who: For) -> printed.Further:
    return tuple((s.title, s.on_form(who, annual.totals[s.name])) for s in annual.further)


def _others(annual: Annual) -> tuple[printed.OtherGrant, ...]:
    yen = annual.other_grants
    return tuple(
        printed.OtherGrant(label=label, yen=yen.get(str(code), 0))
        for code, label in printed.OTHER_PROGRAMMES.items()
    )


def _month_lines(desk: Desk, year: int) -> tuple[annual_report.MonthLine, ...]:
    span = Span.of_year(year)
    with reading(desk) as session:
        methods = watch_figures.acts_by_month_and_method(session, span)
        held = {s.key: s for s in salon_figures.sessions(session, span, by_month=True)}
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
