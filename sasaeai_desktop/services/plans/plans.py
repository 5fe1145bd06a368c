"""個別避難計画: written with consent, kept with versions, reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import ConsentState, EmergencyContact, Person, Purpose
from sasaeai_desktop.domain.plans import EvacuationPlan, PlanReview, PlanSupporter, review_due
from sasaeai_desktop.services.desk.common import iso_day, need, not_after, refuse, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.consents import read_consent
from sasaeai_desktop.services.people.person_page import about_person, name_in, no_such_person
from sasaeai_desktop.services.people.plan_consent import end_plans
from sasaeai_desktop.services.plans.reviewing import left_since
from sasaeai_desktop.services.watch.judged import refuse_impossible

PLAN_FIELDS = ("reason", "needs", "care", "hazards", "place", "route", "way", "room", "devices", "note")
"""What a person writes into a plan, by field name of ``EvacuationPlan``."""


@dataclass(frozen=True, slots=True)
class SupporterDraft:
    """One 避難支援等実施者: a volunteer of the list, or a name with address and telephone."""

    volunteer: Id | None = None
    name: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan as it is typed; codes of ``domain.plans``. ``made_on`` "" for today, or as it was."""

    made_on: str = ""
    reason: str = ""
    needs: tuple[str, ...] = ()
    care: str = ""
    hazards: tuple[str, ...] = ()
    place: str = ""
    route: str = ""
    way: str = ""
    room: str = ""
    devices: str = ""
    note: str = ""
    supporters: tuple[SupporterDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class SupporterLine:
    """A supporter of today with name, address and telephone looked up."""

    id: Id
    volunteer: Id | None
    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class GivenLine:
    """To whom the plan was given and when; ``withdrawn`` the day it was called back, "" while it is there."""

    to: str
    date: str
    by_usb: bool
    withdrawn: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """One person's plan as a whole.

    Attributes:
        plan: the plan in force; None while there is none.
        about: 「84歳・男・一人暮らし・さくら町内会3班」.
        consent: how 避難支援者への提供 reads today.
        supporters: of today, in their order.
        reviewed_on: the latest review, "" for none.
        due_on: the day from which a review is due.
        due_words: why a review is due today, "" when it is not.
    """

    person: Person
    ids: tuple[Id, ...]
    about: str
    consent: ConsentState
    plan: EvacuationPlan | None
    supporters: tuple[SupporterLine, ...]
    contacts: tuple[EmergencyContact, ...]
    reviewed_on: str
    due_on: str
    due_words: str
    given: tuple[GivenLine, ...]


def plan_view(desk: Desk, person: Id) -> PlanView:
    """Everything about one person's plan; any of the merged ids will do.

    Raises:
        InputError: there is no such person here.
    """
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        main, ids = alias.of(person), alias.all(person)
        found = people_repo.people(session, alias, [main]).get(main)
        if found is None:
            raise no_such_person()
        plan = open_plan(session, ids)
        reviews = repo.reviews_of(session, [plan.id]) if plan else []
        due = review_due(plan.made_on, [r.date for r in reviews]) if plan else ""
        return PlanView(
            person=found,
            ids=ids,
            about=about_person(found, desk.today()),
            consent=read_consent(session, ids, Purpose.EVACUATION),
            plan=plan,
            supporters=supporter_lines(session, plan.id) if plan else (),
            contacts=tuple(people_repo.contacts_of(session, ids)),
            reviewed_on=reviews[0].date if reviews else "",
            due_on=due,
            due_words=_due_words(session, desk, plan, due, ids) if plan else "",
            given=tuple(
                GivenLine(x.to, x.date, x.copy is not None, x.withdrawn)
                for x in (repo.links_of(session, [plan.id]) if plan else ())
            ),
        )


def _due_words(connection: Connection, desk: Desk, plan: EvacuationPlan, due: str, ids: Sequence[Id]) -> str:
    if due and due <= desk.today():
        return "作ってから、または前の見直しから 1年たちました"
    gone = left_since(connection, [plan], {plan.id: ids}, desk.today()).get(plan.id)
    return f"支援者の{san(gone)}が 担い手をおりました" if gone else ""


def open_plan(connection: Connection, ids: Sequence[Id]) -> EvacuationPlan | None:
    """Return the plan of a person that is in force; of several the newest."""
    return next((p for p in repo.plans_of(connection, ids) if not p.ended_on), None)


def supporter_lines(connection: Connection, plan: Id) -> tuple[SupporterLine, ...]:
    """Return the supporters of today with what is known of them."""
    rows = [s for s in repo.supporters_of(connection, [plan]) if not s.end]
    names = people_repo.volunteer_names(connection, [s.volunteer for s in rows if s.volunteer])
    lines = []
    for row in rows:
        name, phone = names.get(row.volunteer, ("", "")) if row.volunteer else ("", "")
        lines.append(SupporterLine(row.id, row.volunteer, name or row.name, row.address, row.phone or phone))
    return tuple(lines)


# -- writing ---------------------------------------------------------------------------------------------------------


def save_plan(desk: Desk, person: Id, draft: PlanDraft) -> Done[Id]:
    """Write a person's plan, or a new version of it when anything in it changed.

    Raises:
        InputError: the person has not consented to 避難支援者への提供, or the day lies in the future, before the person's
            birth or after 死亡.
    """
    with acting(desk, "") as session:
        ent = write_plan(desk, session, person, draft)
        session.label = f"{san(name_in(session.connection, person))}の避難計画を保存しました"
    return Done(ent, session.changes)


def write_plan(desk: Desk, session: WriteSession, person: Id, draft: PlanDraft) -> Id:
    """Write a plan within an action.

    Raises:
        InputError: as ``save_plan``.
    """
    connection = session.connection
    ids = people_repo.aliases(connection).all(person)
    if get(connection, Person, ids[0]) is None and get(connection, Person, person) is None:
        raise no_such_person()
    if read_consent(connection, ids, Purpose.EVACUATION) is not ConsentState.GIVEN:
        raise InputError(
            f"{san(name_in(connection, person))}は、「避難支援者への提供」に まだ同意していません。",
            "同意を聞いて きろくしてから、計画を作ってください。",
        )
    known = open_plan(connection, ids)
    day = draft.made_on or (known.made_on if known else "") or session.today
    not_after(day, desk.today(), "作成日")
    refuse_impossible(connection, person, day, desk.today())
    values: dict[str, object] = {name: getattr(draft, name) for name in PLAN_FIELDS}
    if known is None:
        ent = _fresh_id(desk, session, ids)
        session.record(EvacuationPlan, ent, {**values, "person": ids[0], "made_on": day, "version": 1})
        _write_supporters(session, ent, draft.supporters, day)
        return ent
    changed = any(_as_kept(getattr(known, name)) != _as_kept(getattr(draft, name)) for name in PLAN_FIELDS)
    changed |= _write_supporters(session, known.id, draft.supporters, session.today)
    if changed:
        values["version"] = (known.version or 1) + 1
    session.record(EvacuationPlan, known.id, {**values, "made_on": day})
    return known.id


def _fresh_id(desk: Desk, session: WriteSession, ids: Sequence[Id]) -> Id:
    """Return the id that both laptops reach for a person's first plan; a later plan has one of its own."""
    first = keyed_id(desk.me.secret, EvacuationPlan.kind, ids[0].hex())
    return first if get(session.connection, EvacuationPlan, first) is None else session.new_id()


def _as_kept(value: object) -> object:
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def _write_supporters(session: WriteSession, plan: Id, drafts: Sequence[SupporterDraft], day: str) -> bool:
    """Let exactly these people be the supporters; say whether anything changed."""
    held = [s for s in repo.supporters_of(session.connection, [plan]) if not s.end]
    left, changed = list(held), False
    for order, draft in enumerate(drafts, 1):
        if draft.volunteer is None:
            need(draft.name, "支援者のお名前")
        same = next((s for s in left if _is_same(s, draft)), None)
        values = {
            "volunteer": draft.volunteer, "name": "" if draft.volunteer else draft.name.strip(),
            "address": draft.address, "phone": draft.phone, "order": order,
        }  # fmt: skip
        if same is None:
            session.record(PlanSupporter, session.new_id(), {"plan": plan, "start": day, **values})
            changed = True
        else:
            left.remove(same)
            changed |= session.record(PlanSupporter, same.id, values)
    for gone in left:
        session.record(PlanSupporter, gone.id, {"end": max(day, gone.start)})
    return changed or bool(left)


def _is_same(held: PlanSupporter, draft: SupporterDraft) -> bool:
    if draft.volunteer is not None or held.volunteer is not None:
        return held.volunteer == draft.volunteer
    return held.name == draft.name.strip()


def review_plan(desk: Desk, person: Id, date: str = "", note: str = "") -> Done[Id]:
    """Write down that a plan was gone through with the person; today when no day is given.

    Raises:
        InputError: there is no plan, or the day is none, lies in the future, before the plan or after 死亡.
    """
    with acting(desk, "") as session:
        ids = people_repo.aliases(session.connection).all(person)
        plan = _plan_or_refuse(session.connection, ids)
        day = not_after(iso_day(date, "見直し日"), desk.today(), "見直し日") if date else desk.today()
        before = judging.judge_span(plan.made_on, day, words="見直し日が、作成日より前です。")
        refuse(before, "日付を たしかめてください。")
        refuse_impossible(session.connection, person, day, desk.today())
        ent = write_review(desk, session, plan.id, day, note)
        session.label = f"{san(name_in(session.connection, person))}の避難計画を見直しました"
    return Done(ent, session.changes)


def write_review(desk: Desk, session: WriteSession, plan: Id, day: str, note: str = "") -> Id:
    """Write a review within an action; a second one of the same day is the same."""
    ent = keyed_id(desk.me.secret, PlanReview.kind, plan.hex(), day)
    session.record(PlanReview, ent, {"plan": plan, "date": day, **({"note": note} if note else {})})
    return ent


def end_plan(desk: Desk, person: Id, date: str = "") -> Done[int]:
    """End a plan (moved away, died, not wanted any more); copies at the council are called back.

    Returns:
        How many copies were withdrawn.

    Raises:
        InputError: there is no plan, or the day lies in the future or before the plan.
    """
    day = not_after(date, desk.today(), "終わりの日") if date else desk.today()
    with acting(desk, "") as session:
        ids = people_repo.aliases(session.connection).all(person)
        plan = _plan_or_refuse(session.connection, ids)
        before = judging.judge_span(plan.made_on, day, words="終わりの日が、作成日より前です。")
        refuse(before, "日付を たしかめてください。")
        withdrawn = end_plans(session, ids, day)
        session.label = f"{san(name_in(session.connection, person))}の避難計画を終わりにしました"
    return Done(withdrawn, session.changes)


def _plan_or_refuse(connection: Connection, ids: Sequence[Id]) -> EvacuationPlan:
    plan = open_plan(connection, ids)
    if plan is None:
        raise InputError("この方の避難計画は、まだありません。", "先に計画を作ってください。")
    return plan
