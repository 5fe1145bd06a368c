"""Filling the lists of 見守り: whom each 担い手 watches, and a month of the district."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.db.repositories.figures import watch
from sasaeai_desktop.db.repositories.figures.query import Span
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.domain.age import age_band
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentState, Person, Purpose, Role, RoleKind
from sasaeai_desktop.domain.signs import load_signs
from sasaeai_desktop.domain.wareki import short_day, wareki
from sasaeai_desktop.domain.watch import ABSENT_RESULTS, Condition, Method, Visit, WatchCase, method_words
from sasaeai_desktop.forms.handover import Handed, HandoverSheet
from sasaeai_desktop.forms.watch_month_report import WatcherLine, WatchMonth, Worry
from sasaeai_desktop.forms.watcher_list import Watched, WatcherList
from sasaeai_desktop.services.desk.common import days_before, last_of_month
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.consents import read_consent
from sasaeai_desktop.services.people.person_page import about_person
from sasaeai_desktop.services.people.standing import best_case, in_force
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.watch import handing_on, sheets
from sasaeai_desktop.services.watch.handing_on import Passed
from sasaeai_desktop.services.watch.sheets import plan_words

_LOOKED_BACK = 60  # acts of one person
_NOBODY = "（担い手の記入なし）"


# -- 担当別名簿 ------------------------------------------------------------------------------------------------------


def watchers(desk: Desk, watcher: Id | None) -> list[Id]:
    """Return one 担い手, or everyone who watches somebody today, in order of kana.

    Raises:
        InputError: nobody watches anybody.
    """
    if watcher is not None:
        return [watcher]
    found = [
        row.id for row in volunteers.find_volunteers(desk, role=RoleKind.WATCHER, limit=5000) if row.people
    ]
    if not found:
        raise InputError(
            "見守る方のいる担い手が、まだ登録されていません。", "名簿で、見守る方に担い手をえらんでください。"
        )
    return found


def watcher_list(desk: Desk, watcher: Id, *, outside: bool = False) -> WatcherList:
    """Return whom a 担い手 watches today.

    Args:
        desk: the open desk.
        watcher: a volunteer.
        outside: for outside the district: without consent to pass on, no name, address or phone.
    """
    view = volunteers.volunteer_view(desk, watcher)
    today = desk.today()
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        ents = [one.person for one in view.people]
        people = people_repo.people(session, alias, ents)
        cases = {ent: _case(session, alias, ent, today) for ent in ents}
        lines = [
            _watched(session, alias, people[ent], case, today, outside=outside)
            for ent in ents
            if ent in people and (case := cases[ent]) is not None and in_force(case, today)
        ]
        coordinators = [case.coordinator for case in cases.values() if case and case.coordinator]
        most = [max(set(coordinators), key=coordinators.count)] if coordinators else []
        name, phone = next(iter(people_repo.volunteer_names(session, most).values()), ("", ""))
    return WatcherList(
        district=district_words(desk), watcher=view.volunteer.name, watcher_phone=view.volunteer.phone, as_of=today,
        people=tuple(lines), coordinator=f"{name} {phone}".strip(), outside=outside,
    )  # fmt: skip


def _case(connection: Connection, alias: Aliases, ent: Id, today: str) -> WatchCase | None:
    return best_case(watch_repo.cases_of(connection, alias.all(ent)), today)


def _watched(
    connection: Connection, alias: Aliases, person: Person, case: WatchCase, today: str, *, outside: bool
) -> Watched:
    plan = plan_words(case)
    plan = f"{plan}曜" if plan and all(c in "月火水木金土日・" for c in plan) else plan
    ids = alias.all(person.id)
    if outside and read_consent(connection, ids, Purpose.REFER) is not ConsentState.GIVEN:
        return Watched(
            number=person.number, about=age_band(person.birth, today), place=person.town, plan=plan
        )
    contact = next(iter(people_repo.contacts_of(connection, ids)), None)
    words = f"{contact.name}({contact.relation})".replace("()", "") if contact else ""
    return Watched(
        number=person.number, name=person.name, kana=person.kana,
        about=about_person(person, today).removesuffix(f"・{person.town}{person.group}"),
        place=f"{person.town}{person.group}", address=person.address, phone=person.phone or person.mobile,
        contact=words, contact_phone=contact.phone if contact else "", plan=plan, usual="" if outside else person.baseline,
    )  # fmt: skip


# -- 引き継ぎ書 ------------------------------------------------------------------------------------------------------


def hand_ons(desk: Desk, helper: Id | None) -> list[Passed]:
    """Return what a volunteer hands on, or everything that changes hands around today.

    Raises:
        InputError: nothing does.
    """
    if helper is not None:
        found = handing_on.passed_on(desk, helper)
    else:
        everyone = [row.id for row in volunteers.find_volunteers(desk, limit=5000)]
        found = [one for ent in everyone for one in handing_on.passed_on(desk, ent) if one.to is not None]
    if not found:
        raise InputError("引き継ぐ方が いません。", "名簿の担い手の「引き継ぐ」で、えらんでください。")
    return found


def handover_sheet(desk: Desk, passed: Passed) -> HandoverSheet:
    """Return the sheet of one hand-on: each person with the last contact and what was noticed in half a year."""
    today = desk.today()
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        people = people_repo.people(session, alias, passed.people)
        helpers = people_repo.volunteer_names(session, [v for v in (passed.helper, passed.to) if v])
        ending = [
            r for r in people_repo.roles_of(session, alias.all(passed.helper)) if _ends_then(r, passed.day)
        ]
        handed = []
        for ent in passed.people:
            if ent not in people:
                continue
            case = _case(session, alias, ent, today) or WatchCase(id=ent)
            visits = watch_repo.page_of_visits(session, alias.all(ent), None, _LOOKED_BACK)
            who = _watched(session, alias, people[ent], case, today, outside=False)
            handed.append(
                Handed(who=who, last=_last_words(visits), told=_told(visits, days_before(today, 183)))
            )
    return HandoverSheet(
        district=district_words(desk), giver=_helper_words(helpers, passed.helper),
        taker=_helper_words(helpers, passed.to) if passed.to else "",
        roles="・".join(dict.fromkeys(label_of(RoleKind, r.role) for r in ending)), day=passed.day, people=tuple(handed),
    )  # fmt: skip


def _ends_then(role: Role, day: str) -> bool:
    return bool(day) and role.end == days_before(day, 1)


def _helper_words(names: dict[Id, tuple[str, str]], ent: Id) -> str:
    return "　".join(part for part in names.get(ent, ("", "")) if part)


def _last_words(visits: list[Visit]) -> str:
    return f"{wareki(visits[0].date)} {method_words(visits[0].method)}" if visits else ""


def _told(visits: list[Visit], since: str) -> tuple[str, ...]:
    """Return what was noticed: the memos of 気になる and 異変, else the latest one."""
    lately = [v for v in visits if v.date >= since and v.memo]
    worries = [v for v in lately if v.condition in (Condition.CONCERN, Condition.ALARM)] or lately[:1]
    return tuple(f"{short_day(v.date)} {v.memo}" for v in worries[:3])


# -- 見守り活動月報 --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sum:
    """A 担い手's month."""

    people: int | None = 0
    by: Counter[str] = field(default_factory=Counter)
    absent: int = 0

    def line(self, name: str) -> WatcherLine:
        """Return it as printed."""
        return WatcherLine(
            name=name, people=self.people, visit=self.by[Method.VISIT], phone=self.by[Method.PHONE],
            pattern=self.by[Method.PATTERN], absent=self.absent, total=self.by.total(),
        )  # fmt: skip


def month_report(desk: Desk, month: str) -> WatchMonth:
    """Return a month of this district; its sums are those of the year's report.

    Raises:
        InputError: the council asks, which holds no 担い手.
    """
    if desk.me.council:
        raise InputError("見守り活動月報は、地区社協の用紙です。", "地区のパソコンで印刷してください。")
    span = Span(f"{month}-01", last_of_month(month))
    known = {line.watcher: line for line in sheets.sheets_of_month(desk, month)}
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        counted = watch.acts(session, span)
        people = watch.watched_people(session, span).get(desk.me.code, 0)
        visits = watch_repo.visits_of_district(session, desk.me.code, span.first, span.last)
        sums = {ent: _Sum(people=line.people) for ent, line in known.items()}
        _add_visits(sums, visits, alias)
        _add_tallies(session, sums, month, alias)
        readings = people_repo.volunteer_readings(session, [ent for ent in sums if ent])
        names = people_repo.volunteer_names(session, [ent for ent in sums if ent])
        worries = _worries(session, visits, alias)
    order = sorted(sums, key=lambda ent: (not ent, readings.get(ent, "") if ent else "", ent))
    by = Counter[str]()
    for act in counted:
        by[act.method] += act.count
    return WatchMonth(
        district=district_words(desk), month=month, people=people, visit=by[Method.VISIT], phone=by[Method.PHONE],
        pattern=by[Method.PATTERN], acts=by.total(), absent=sum(a.count for a in counted if a.absent),
        tallied=sum(a.count for a in counted if a.tallied),
        concern=sum(v.condition == Condition.CONCERN for v in visits),
        alarm=sum(v.condition == Condition.ALARM for v in visits),
        lines=tuple(sums[ent].line(names.get(ent, ("", ""))[0] if ent else _NOBODY) for ent in order),
        worries=tuple(worries),
    )  # fmt: skip


_UNKNOWN = Id(b"")


def _add_visits(sums: dict[Id, _Sum], visits: list[Visit], alias: Aliases) -> None:
    """Count each act once for everyone who took part; one without a 担い手 stands in a line of its own."""
    for visit in visits:
        for watcher in alias.canonical(visit.watchers) or [_UNKNOWN]:
            line = sums.setdefault(watcher, _Sum(people=None if watcher is _UNKNOWN else 0))
            line.by[visit.method] += 1
            line.absent += visit.result in ABSENT_RESULTS


def _add_tallies(connection: Connection, sums: dict[Id, _Sum], month: str, alias: Aliases) -> None:
    for tally in watch_repo.tallies_of_month(connection, month):
        watcher = alias.of(tally.watcher) if tally.watcher else _UNKNOWN
        line = sums.setdefault(watcher, _Sum(people=None if watcher is _UNKNOWN else 0))
        line.by[tally.method] += tally.count or 0


def _worries(connection: Connection, visits: list[Visit], alias: Aliases) -> list[Worry]:
    """Return what was noticed: no name and no memo, which may hold one."""
    noticed = [v for v in visits if v.condition in (Condition.CONCERN, Condition.ALARM)]
    towns = people_repo.names(connection, alias, [v.person for v in noticed if v.person])
    short = {sign.code: sign.short for sign in load_signs()}
    return [
        Worry(
            day=v.date,
            town=towns[alias.of(v.person)].town if v.person and alias.of(v.person) in towns else "",
            condition=label_of(Condition, v.condition),
            words="・".join([method_words(v.method), *(short.get(s, s) for s in v.signs)]),
        )
        for v in noticed
    ]
