"""Rows of the plans table: one plan per person, and never one without consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import ConsentState, Person, Purpose, Volunteer
from sasaeai_desktop.domain.plans import EvacuationPlan, PlanLink, PlanReview, PlanSupporter
from sasaeai_desktop.exchange.kinds import plans as kinds
from sasaeai_desktop.exchange.kinds.plans import PlanRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.people.consents import read_consents
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_PERSON, UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, typed
from sasaeai_desktop.services.watch.judged import judge_act

_NO_CONSENT = "「避難支援者への提供」の同意がない方です。同意をきろくしてから取り込んでください。"
_FIELDS = ("place", "route", "way", "needs", "care", "devices", "room", "note")


class _Plans:
    """What is here already, by canonical person and by plan."""

    def __init__(self, intake: Intake) -> None:
        connection = intake.session.connection
        alias = people_repo.aliases(connection)
        self.said: Mapping[Id, ConsentState] = read_consents(
            connection, alias, [p.id for p in base.select(connection, Person)], Purpose.EVACUATION
        )
        self.open: dict[Id, EvacuationPlan] = {}
        for plan in base.select(connection, EvacuationPlan, "AND ended_on IS NULL ORDER BY made_on, id"):
            if plan.person is not None:
                self.open[intake.canon(plan.person)] = plan
        self.supporters: set[tuple[Id, Id | str]] = set()
        for s in base.select(connection, PlanSupporter, 'AND "end" IS NULL'):
            if s.plan is not None:
                self.supporters.add((s.plan, intake.canon(s.volunteer) if s.volunteer else s.name))
        self.links = {(x.plan, x.to) for x in base.select(connection, PlanLink) if not x.withdrawn}
        self.reviews = {(x.plan, x.date) for x in base.select(connection, PlanReview)}


def take_plans(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a plans table."""
    here = _Plans(intake)
    for line, row in typed(PlanRow, rows):
        _take(intake, here, line, row)


def _take(intake: Intake, here: _Plans, line: int, row: PlanRow) -> None:
    person = intake.by_number(Person, row.person_number)
    supporters = [intake.by_number(Volunteer, n) for n in row.supporter_numbers]
    if person is None:
        intake.reject(line, "対象者番号", row.person_number, UNKNOWN_PERSON)
        return
    for number, volunteer in zip(row.supporter_numbers, supporters, strict=True):
        if volunteer is None:
            intake.reject(line, "支援者番号", number, UNKNOWN_WATCHER)
            return
    main = intake.canon(person)
    if here.said.get(main) is not ConsentState.GIVEN:
        intake.reject(line, "対象者番号", row.person_number, _NO_CONSENT)
        return
    known = here.open.get(main)
    said = {"made_on": row.made_on, "reviewed_on": row.reviewed_on}
    if intake.stopped(line, _impossible(intake, main, said), said):
        return
    made_on = row.made_on or (known.made_on if known else intake.desk.today())
    ent = known.id if known else intake.keyed(EvacuationPlan.kind, main.hex(), made_on)
    values: dict[str, object] = {name: getattr(row, name) for name in _FIELDS}
    if known is None:
        values |= {"person": main, "version": 1, "made_on": made_on}
    elif row.made_on:
        values["made_on"] = row.made_on
    outcomes = [intake.put(EvacuationPlan, ent, values)]
    outcomes += _supporters(intake, here, ent, made_on, [v for v in supporters if v], row)
    if row.reviewed_on and (ent, row.reviewed_on) not in here.reviews:
        review = intake.keyed(PlanReview.kind, ent.hex(), row.reviewed_on)
        outcomes.append(intake.put(PlanReview, review, {"plan": ent, "date": row.reviewed_on}))
    for to in _parts(row.given_to):
        if (ent, to) not in here.links:
            link = intake.keyed(PlanLink.kind, ent.hex(), to)
            outcomes.append(intake.put(PlanLink, link, {"plan": ent, "to": to, "date": made_on}))
    intake.count(*outcomes)


def _impossible(intake: Intake, person: Id, days: Mapping[str, str]) -> list[Finding]:
    """Return what refuses the days of a plan: to come, before the person's birth, after 死亡."""
    return [
        replace(found, field=field)
        for field, day in days.items()
        if day
        for found in judging.refused(judge_act(intake.session.connection, person, day, intake.today))
    ]


def _supporters(
    intake: Intake, here: _Plans, plan: Id, start: str, volunteers: list[Id], row: PlanRow
) -> list[str]:
    outcomes = []
    for order, volunteer in enumerate(volunteers, 1):
        if (plan, intake.canon(volunteer)) not in here.supporters:
            ent = intake.keyed(PlanSupporter.kind, plan.hex(), volunteer.hex())
            values = {"plan": plan, "volunteer": volunteer, "start": start, "order": order}
            outcomes.append(intake.put(PlanSupporter, ent, values))
    phones = _parts(row.supporter_phones)
    for n, name in enumerate(_parts(row.supporter_names)):
        if (plan, name) not in here.supporters:
            ent = intake.keyed(PlanSupporter.kind, plan.hex(), name)
            phone = phones[n] if n < len(phones) else ""
            order = len(volunteers) + n + 1
            values = {"plan": plan, "name": name, "phone": phone, "start": start, "order": order}
            outcomes.append(intake.put(PlanSupporter, ent, values))
    return outcomes


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]


def _plans(book: Book) -> Iterable[PlanRow]:
    people, volunteers = book.numbers(Person), book.numbers(Volunteer)
    newest: dict[Id, EvacuationPlan] = {}
    for plan in base.select(book.connection, EvacuationPlan, "AND ended_on IS NULL ORDER BY made_on, id"):
        if plan.person is not None:
            newest[book.of(plan.person)] = plan
    supporters = _by_plan(
        base.select(book.connection, PlanSupporter, 'AND "end" IS NULL ORDER BY "order", id')
    )
    reviews = _by_plan(base.select(book.connection, PlanReview, "ORDER BY date"))
    links = _by_plan(
        base.select(book.connection, PlanLink, "AND withdrawn IS NULL AND copy IS NULL ORDER BY date, id")
    )
    for person, plan in sorted(newest.items(), key=lambda pair: people.get(pair[0], "")):
        held = supporters.get(plan.id, [])
        others = [s for s in held if not s.volunteer]
        said = {name: getattr(plan, name) for name in (*_FIELDS, "made_on")}
        yield PlanRow(
            person_number=number_in(people, person),
            reviewed_on=reviews[plan.id][-1].date if plan.id in reviews else "",
            supporter_numbers=tuple(number_in(volunteers, s.volunteer) for s in held if s.volunteer),
            supporter_names=";".join(s.name for s in others), supporter_phones=";".join(s.phone for s in others),
            given_to=";".join(dict.fromkeys(x.to for x in links.get(plan.id, []))), **said,
        )  # fmt: skip


P = TypeVar("P", PlanSupporter, PlanReview, PlanLink)


def _by_plan(rows: Iterable[P]) -> dict[Id, list[P]]:
    found: dict[Id, list[P]] = {}
    for row in rows:
        if row.plan is not None:
            found.setdefault(row.plan, []).append(row)
    return found


TABLES = (TableKind(kinds.PLANS, take_plans, _plans),)
