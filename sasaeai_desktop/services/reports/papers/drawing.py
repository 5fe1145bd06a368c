"""Each form by name: whom it is for, its filling and its drawing, one sheet after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.forms import (
    annual_report,
    card,
    card_no_name,
    city_table,
    confidentiality,
    consent,
    disposal,
    evacuation_plan,
    handover,
    handover_receipt,
    help_record,
    help_request,
    help_settlement,
    incident,
    ledger_book,
    person_disclosure,
    provision_ledger,
    receipt,
    recovery_key,
    register_card,
    registry,
    safety_list,
    safety_summary,
    salon_calendar,
    salon_diary,
    salon_report,
    salon_roster,
    school_watch,
    school_year,
    usb_ledger,
    visit_sheet,
    watch_month_report,
    watcher_list,
)
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.services.cards.card_records import is_dangerous, may_be_named
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.person_page import person_view
from sasaeai_desktop.services.reports.papers import (
    activities,
    cards,
    commissioner,
    goals,
    lists,
    money,
    office,
    people,
    plans,
    salons,
    school,
    sheets,
    watching,
    years,
)
from sasaeai_desktop.services.reports.papers import help as neighbours
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted, told

Made = tuple[Drawn, list[str]]
"""The print, and whose names stand on it."""
Draw = Callable[[Desk, Wanted, Report], Made]


def draw(desk: Desk, form: str, wanted: Wanted, report: Report) -> Made:
    """Draw a form filled.

    Args:
        desk: the open desk.
        form: a name of ``forms.registry``.
        wanted: what to print.
        report: told before every sheet of a batch; what it raises ends the batch.

    Raises:
        InputError: nothing to print, or the form is not for this side.
    """
    if desk.me.council and form in _DISTRICTS:
        raise InputError(
            f"{registry.TITLES[form]}は、地区社協の用紙です。", "地区のパソコンで印刷してください。"
        )
    return _DRAW[form](desk, wanted, report)


# Their records are home records: a council holds none of them.
_DISTRICTS = (
    *lists.DRAW,
    visit_sheet.NAME, register_card.NAME, watcher_list.NAME, handover.NAME, consent.NAME, confidentiality.NAME,
    incident.NAME, salon_roster.NAME, salon_diary.NAME, salon_calendar.NAME, evacuation_plan.NAME, safety_list.NAME, safety_summary.NAME,
    help_request.NAME, help_record.NAME, receipt.NAME, help_settlement.NAME, school_watch.NAME, school_year.NAME,
    person_disclosure.NAME, disposal.NAME, ledger_book.NAME, *activities.DRAW, *commissioner.DRAW,
)  # fmt: skip


# -- 見守り ----------------------------------------------------------------------------------------------------------


def _visit_sheets(desk: Desk, wanted: Wanted, report: Report) -> Made:
    names: set[str] = set()

    def filled() -> Iterator[visit_sheet.VisitSheet]:
        for watcher in told(sheets.watchers_of(desk, wanted.month, wanted.watcher), report):
            sheet = sheets.visit_sheet(desk, wanted.month, watcher)
            names.update(person.name for person in sheet.people)
            yield sheet

    return visit_sheet.draw_all(filled(), printed_on=desk.today()), sorted(names)


def _register_cards(desk: Desk, wanted: Wanted, report: Report) -> Made:
    who = people.watched_people(desk, wanted.person, wanted.watcher)
    if wanted.outside:
        who = [p for p in who if person_view(desk, p).consents[Purpose.REFER] is ConsentState.GIVEN]
        if not who:
            raise InputError(
                "「社協・包括へつなぐ」の同意のある方が いません。",
                "地区の中で使うときは、外へ渡さない台帳を印刷してください。",
            )
    names: set[str] = set()

    def filled() -> Iterator[register_card.RegisterCard]:
        for ent in told(who, report):
            one = people.register_card(desk, ent)
            names.add(one.who.name)
            yield one

    return register_card.draw_all(filled(), printed_on=desk.today()), sorted(names)


def _watcher_lists(desk: Desk, wanted: Wanted, report: Report) -> Made:
    names: set[str] = set()

    def filled() -> Iterator[watcher_list.WatcherList]:
        for ent in told(watching.watchers(desk, wanted.watcher), report):
            some = watching.watcher_list(desk, ent, outside=wanted.outside)
            names.update(one.name for one in some.people if one.name)
            yield some

    return watcher_list.draw_all(filled(), printed_on=desk.today()), sorted(names)


def _hand_ons(desk: Desk, wanted: Wanted, report: Report) -> Made:
    names: set[str] = set()

    def filled() -> Iterator[handover.HandoverSheet]:
        for one in told(watching.hand_ons(desk, wanted.watcher), report):
            sheet = watching.handover_sheet(desk, one)
            names.update(handed.who.name for handed in sheet.people)
            yield sheet

    return handover.draw_all(filled(), printed_on=desk.today()), sorted(names)


def _watch_month(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    return watch_month_report.draw(watching.month_report(desk, wanted.month), printed_on=desk.today()), []


def _consents(desk: Desk, wanted: Wanted, report: Report) -> Made:
    who = [wanted.person] if wanted.person else people.still_to_ask(desk)
    names: list[str] = []

    def filled() -> Iterator[consent.ConsentPaper]:
        for ent in told(who, report):
            one = people.consent_paper(desk, ent)
            names.append(one.name)
            yield one

    return consent.draw_all(filled(), printed_on=desk.today()), sorted(set(names))


def _pledges(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = people.pledges(desk, wanted.watcher)
    drawn = confidentiality.draw_all(told(found, report), printed_on=desk.today())
    return drawn, sorted({pledge.name for pledge in found})


def _incident(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    if wanted.person is None:
        raise InputError("どなたの異変か、えらばれていません。", "その方をえらぶか、白紙を印刷してください。")
    paper = people.incident_paper(desk, wanted.person)
    return incident.draw(paper, printed_on=desk.today()), [paper.who.name]


# -- サロン ----------------------------------------------------------------------------------------------------------


def _salon_rosters(desk: Desk, wanted: Wanted, report: Report) -> Made:
    names: set[str] = set()

    def filled() -> Iterator[salon_roster.SalonRoster]:
        for ent in told(sheets.salons_of(desk, wanted.salon), report):
            roster = sheets.salon_roster(desk, wanted.month, ent)
            names.update(guest.name for guest in (*roster.regulars, *roster.occasional))
            yield roster

    return salon_roster.draw_all(filled(), printed_on=desk.today()), sorted(names)


def _diaries(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = [wanted.session] if wanted.session else salons.sessions_to_print(desk, wanted.month, wanted.salon)
    filled = (salons.diary(desk, ent) for ent in told(found, report))
    return salon_diary.draw_all(filled, printed_on=desk.today()), []


def _salon_reports(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = salons.salons_to_print(desk, wanted.year, wanted.salon)
    filled = (salons.report(desk, ent, wanted.year) for ent in told(found, report))
    return salon_report.draw_all(filled, printed_on=desk.today()), []


# -- つながりカード --------------------------------------------------------------------------------------------------


def _salon_calendar(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    return salon_calendar.draw(salons.calendar(desk, wanted.month, wanted.salon), printed_on=desk.today()), []


def _cards(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = cards.cards_to_print(desk, wanted.year, wanted.person, wanted.card)
    filled = ((cards.named(desk, one), _copies(desk, one)) for one in told(found, report))
    return card.draw_all(filled, printed_on=desk.today()), sorted({one.name for one in found if one.name})


def _copies(desk: Desk, found: ReferralCard) -> tuple[str, ...]:
    """Without consent only the copy that stays here is printed with the name; danger needs no consent."""
    with reading(desk) as session:
        named = may_be_named(session, found)
    return tuple(card.COPIES) if named or is_dangerous(found) else card.COPIES[:1]


def _nameless_cards(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = cards.cards_to_print(desk, wanted.year, wanted.person, wanted.card)
    filled = (cards.nameless(desk, one) for one in told(found, report))
    return card_no_name.draw_all(filled, printed_on=desk.today()), []


# -- 避難計画, おたすけ, 登校見守り -----------------------------------------------------------------------------------


def _plans(desk: Desk, wanted: Wanted, report: Report) -> Made:
    names: set[str] = set()

    def filled() -> Iterator[evacuation_plan.EvacuationPlan]:
        for ent in told(plans.people_with_plan(desk, wanted.person), report):
            one = plans.evacuation_plan(desk, ent)
            names.add(one.who.name)
            yield one

    return evacuation_plan.draw_all(filled(), printed_on=desk.today()), sorted(names)


def _safety_list(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    found = plans.safety_list(desk, wanted.event)
    return safety_list.draw(found, printed_on=desk.today()), sorted({line.name for line in found.people})


def _safety_summary(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    return safety_summary.draw(plans.counts_only(desk, wanted.event), printed_on=desk.today()), []


def _help_requests(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = neighbours.requests_to_print(desk, wanted.month, wanted.person, wanted.request)
    names = sorted({one.who.name for one in found if one.who.name})
    return help_request.draw_all(told(found, report), printed_on=desk.today()), names


def _help_records(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = neighbours.records(desk, wanted.month, wanted.watcher)
    names = sorted({act.who for one in found for act in one.acts if act.who})
    return help_record.draw_all(told(found, report), printed_on=desk.today()), names


def _receipts(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = neighbours.receipts_to_print(desk, wanted.month, wanted.receipt)
    names = sorted({one.addressee for one in found})
    return receipt.draw_all(told(found, report), printed_on=desk.today()), names


def _settlement(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    found = neighbours.settlement(desk, wanted.month)
    return help_settlement.draw(found, printed_on=desk.today()), []


def _school_watch(desk: Desk, wanted: Wanted, report: Report) -> Made:
    found = school.schools_to_print(desk, wanted.school)
    filled = (school.month_table(desk, ent, wanted.month) for ent in told(found, report))
    return school_watch.draw_all(filled, printed_on=desk.today()), []


def _school_year(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    return school_year.draw(school.year_table(desk, wanted.year), printed_on=desk.today()), []


# -- the year and the office -----------------------------------------------------------------------------------------


def _annual_report(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    if desk.me.council:
        raise InputError(
            "年間実績報告書は、地区社協の用紙です。", "市社協では、総括表（city-table）を印刷してください。"
        )
    return annual_report.draw(years.district(desk, wanted.year), printed_on=desk.today()), []


def _city_table(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    if not desk.me.council:
        raise InputError(
            "総括表は、市社協の用紙です。", "地区では、年間実績報告書（annual-report）を印刷してください。"
        )
    return city_table.draw(years.city(desk, wanted.year), printed_on=desk.today()), []


def _usb_ledger(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    return usb_ledger.draw(office.usb_ledger(desk, wanted.year), printed_on=desk.today()), []


def _handover(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    return handover_receipt.draw(office.handover(desk, wanted.month), printed_on=desk.today()), []


def _provisions(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    found = office.provisions(desk, wanted.year)
    names = {name for line in found.lines for name in line.names.split("、") if name}
    return provision_ledger.draw(found, printed_on=desk.today()), sorted(names)


def _disclosure(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    whose = wanted.person or wanted.watcher
    if whose is None:
        raise InputError("どなたの開示書か、えらばれていません。", "その方をえらんでください。")
    paper = people.disclosure_paper(desk, whose)
    return person_disclosure.draw(paper, printed_on=desk.today()), [paper.name]


def _disposals(desk: Desk, wanted: Wanted, _report: Report) -> Made:
    return disposal.draw(office.disposals(desk, wanted.year), printed_on=desk.today()), []


def _recovery_key(_desk: Desk, _wanted: Wanted, _report: Report) -> Made:
    raise InputError(
        "復旧キーの紙は、新しい復旧キーを作るときにだけ印刷できます。",
        "「このパソコンのせってい」で復旧キーを作り直すか、ここでは白紙を印刷してください。",
    )


_DRAW: MappingProxyType[str, Draw] = MappingProxyType(
    {
        visit_sheet.NAME: _visit_sheets,
        register_card.NAME: _register_cards,
        watcher_list.NAME: _watcher_lists,
        watch_month_report.NAME: _watch_month,
        **lists.DRAW,
        consent.NAME: _consents,
        confidentiality.NAME: _pledges,
        incident.NAME: _incident,
        salon_roster.NAME: _salon_rosters,
        salon_diary.NAME: _diaries,
        salon_report.NAME: _salon_reports,
        salon_calendar.NAME: _salon_calendar,
        card.NAME: _cards,
        card_no_name.NAME: _nameless_cards,
        evacuation_plan.NAME: _plans,
        safety_list.NAME: _safety_list,
        safety_summary.NAME: _safety_summary,
        help_request.NAME: _help_requests,
        help_record.NAME: _help_records,
        receipt.NAME: _receipts,
        help_settlement.NAME: _settlement,
        school_watch.NAME: _school_watch,
        school_year.NAME: _school_year,
        annual_report.NAME: _annual_report,
        **money.DRAW,
        **activities.DRAW,
        **commissioner.DRAW,
        **goals.DRAW,
        city_table.NAME: _city_table,
        usb_ledger.NAME: _usb_ledger,
        handover.NAME: _hand_ons,
        handover_receipt.NAME: _handover,
        provision_ledger.NAME: _provisions,
        person_disclosure.NAME: _disclosure,
        disposal.NAME: _disposals,
        recovery_key.NAME: _recovery_key,
    }
)
