"""Filling the papers about one person: register card, consent, incident; and a volunteer's pledge."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import (
    ConsentForm,
    ConsentGiver,
    ConsentState,
    Household,
    Person,
    Purpose,
    Sex,
    Source,
    Volunteer,
)
from sasaeai_desktop.domain.wareki import short_wareki, wareki
from sasaeai_desktop.domain.watch import CaseState, Category, Trigger, WatchCase, method_words
from sasaeai_desktop.forms.confidentiality import Pledge
from sasaeai_desktop.forms.consent import ConsentPaper
from sasaeai_desktop.forms.incident import IncidentPaper
from sasaeai_desktop.forms.person_disclosure import PersonDisclosure, Section
from sasaeai_desktop.forms.person_parts import Contact, Identity
from sasaeai_desktop.forms.register_card import ConsentLine, Member, RegisterCard, Watcher
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.person_page import PersonView, person_view
from sasaeai_desktop.services.people.standing import in_force
from sasaeai_desktop.services.reports import disclosing
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.watch.sheets import plan_words


def watched_people(desk: Desk, person: Id | None, watcher: Id | None) -> list[Id]:
    """Return one person, those of a 担い手 in round order, or everyone registered today in order of kana.

    Raises:
        InputError: there is nobody.
    """
    if person is not None:
        return [person]
    if watcher is not None:
        found = [one.person for one in volunteers.volunteer_view(desk, watcher).people]
    else:
        today = desk.today()
        with reading(desk) as session:
            alias = people_repo.aliases(session)
            cases = base.select(session, WatchCase)
            ents = alias.canonical(c.person for c in cases if c.person and in_force(c, today))
            names = people_repo.names(session, alias, ents)
        found = sorted(names, key=lambda ent: (kana.sort_key(names[ent].kana), ent))
    if not found:
        raise InputError("見守る方が、まだ登録されていません。", "名簿で、見守る方を登録してください。")
    return found


def register_card(desk: Desk, person: Id) -> RegisterCard:
    """Return a person's 見守り台帳."""
    view = person_view(desk, person)
    who, case = view.person, view.case
    with reading(desk) as session:
        since = {a.id: a.start for a in watch_repo.assignments_of(session, view.ids)}
    plan = plan_words(case)
    return RegisterCard(
        district=district_words(desk),
        number=who.number,
        who=identity(who, desk.today()),
        members=tuple(
            Member(name=m.name, relation=m.relation, birth=birth_words(m.birth, desk.today()))
            for m in view.members
        ),
        contacts=contacts_of(view),
        care_manager=who.care_manager,
        commissioner=who.commissioner,
        doctor=who.doctor,
        alarm_device=who.alarm_device,
        usual=who.baseline,
        started=case.start if case else "",
        state=label_of(CaseState, case.state) if case else "",
        trigger=label_of(Trigger, case.trigger) if case else "",
        category=label_of(Category, case.category) if case else "",
        method=method_words(case.method) if case else "",
        rhythm=f"{plan}曜" if plan and all(c in "月火水木金土日・" for c in plan) else plan,
        watchers=tuple(
            Watcher(name=w.name, phone=w.phone, since=_from(since.get(w.assignment, "")))
            for w in view.watchers
        ),
        coordinator=view.coordinator,
        consents=tuple(_consent_line(view, purpose) for purpose in Purpose),
        source=label_of(Source, who.source),
        return_due=who.return_due,
        note=who.note,
    )


def consent_paper(desk: Desk, person: Id) -> ConsentPaper:
    """Return a person's 同意書; what is on record stands in words, no box is ticked."""
    view = person_view(desk, person)
    who = view.person
    recorded = {line.purpose: _consent_words(line) for line in (_consent_line(view, p) for p in Purpose)}
    return ConsentPaper(
        district=district_words(desk), number=who.number, name=who.name, kana=who.kana,
        birth=birth_words(who.birth, desk.today()), address=who.address, phone=who.phone or who.mobile,
        on_record={purpose: words for purpose, words in recorded.items() if words},
    )  # fmt: skip


def still_to_ask(desk: Desk) -> list[Id]:
    """Return the watched people whose consent to 見守り is not known, in order of kana.

    Raises:
        InputError: everyone has said something.
    """
    found = [
        ent
        for ent in watched_people(desk, None, None)
        if person_view(desk, ent).consents[Purpose.WATCH] is ConsentState.UNKNOWN
    ]
    if not found:
        raise InputError(
            "見守りの同意が「未確認」の方は いません。", "一人分を印刷するときは、その方をえらんでください。"
        )
    return found


def incident_paper(desk: Desk, person: Id) -> IncidentPaper:
    """Return an 異変対応記録 with the person's head; what happened is written by hand."""
    view = person_view(desk, person)
    with reading(desk) as session:
        ids = [view.case.coordinator] if view.case and view.case.coordinator else []
        name, phone = next(iter(people_repo.volunteer_names(session, ids).values()), ("", ""))
    return IncidentPaper(
        district=district_words(desk), number=view.person.number, who=identity(view.person, desk.today()),
        contacts=contacts_of(view), usual=view.person.baseline, doctor=view.person.doctor,
        coordinator=f"{name} {phone}".strip(),
    )  # fmt: skip


def pledges(desk: Desk, volunteer: Id | None) -> list[Pledge]:
    """Return the 守秘誓約書 of one volunteer, or of all in office who have not pledged yet.

    Raises:
        InputError: everyone has pledged.
    """
    if volunteer is not None:
        return [_pledge(desk, volunteer)]
    rows = [row for row in volunteers.find_volunteers(desk, limit=5000) if row.roles]
    with reading(desk) as session:
        known = base.by_ids(session, Volunteer, [row.id for row in rows])
    left = [row.id for row in rows if row.id in known and not known[row.id].pledged_on]
    if not left:
        raise InputError(
            "守秘誓約日のない方は いません。", "一人分を印刷するときは、担い手をえらんでください。"
        )
    return [_pledge(desk, ent) for ent in left]


def _pledge(desk: Desk, volunteer: Id) -> Pledge:
    view = volunteers.volunteer_view(desk, volunteer)
    row = next((r for r in volunteers.find_volunteers(desk, view.volunteer.name) if r.id in view.ids), None)
    return Pledge(
        district=district_words(desk), number=view.volunteer.number, name=view.volunteer.name,
        kana=view.volunteer.kana, town=view.volunteer.town, phone=view.volunteer.phone,
        roles="・".join(row.roles) if row else "",
    )  # fmt: skip


# -- parts ---------------------------------------------------------------------------------------------------------


def identity(person: Person, today: str) -> Identity:
    """Return who somebody is, in the words of the papers."""
    return Identity(
        name=person.name, kana=person.kana, sex=label_of(Sex, person.sex), birth=birth_words(person.birth, today),
        postal=person.postal, address=person.address, town=place_words(person), phone=person.phone,
        mobile=person.mobile, fax=person.fax, household=label_of(Household, person.household),
    )  # fmt: skip


def disclosure_paper(desk: Desk, person: Id) -> PersonDisclosure:
    """Return everything that is kept about a person, for that person."""
    told = disclosing.disclose(desk, person)
    return PersonDisclosure(
        district=district_words(desk), name=told.person.name, number=told.person.number, made_on=told.made_on,
        sections=tuple(Section(title=one.title, records=one.records) for one in told.kept),
    )  # fmt: skip


def birth_words(birth: str, today: str) -> str:
    """昭和15年3月2日(84歳); a partial date says what is known."""
    if not birth:
        return ""
    age = legal_age(birth, today)
    return f"{wareki(birth)}({age}歳)" if age is not None else wareki(birth)


def place_words(person: Person) -> str:
    """さくら町内会 3班."""
    return " ".join(part for part in (person.town, person.group) if part)


def contacts_of(view: PersonView) -> tuple[Contact, ...]:
    """Return whom to call, in order."""
    return tuple(
        Contact(name=c.name, relation=c.relation, phone=c.phone, address=c.address) for c in view.contacts
    )


def _consent_line(view: PersonView, purpose: Purpose) -> ConsentLine:
    """Return how a purpose stands: the state as it counts, form and giver of the newest record that says so."""
    state, record = view.consents[purpose], view.consent_records.get(purpose)
    if record is None:
        return ConsentLine(purpose=purpose.label, state="")
    same = record.state == state
    day = record.revoked_on or record.date
    return ConsentLine(
        purpose=purpose.label,
        state=state.label,
        form=label_of(ConsentForm, record.form) if same else "",
        giver=label_of(ConsentGiver, record.giver) if same else "",
        day=short_wareki(day) if day else "",
    )


def _consent_words(line: ConsentLine) -> str:
    if not line.state:
        return ""
    how = "・".join(part for part in (line.form, line.giver, line.day) if part)
    return f"{line.state}({how})" if how else line.state


def _from(day: str) -> str:
    return f"{wareki(day)}から" if day else ""
