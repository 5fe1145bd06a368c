"""Copies of a plan: to whom, with the 第三者提供記録; to the council by USB, called back when the consent goes."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as repo
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.domain.plans import PlanCopy, PlanLink
from sasaeai_desktop.services.desk.common import iso_day, need, not_after, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.desk.provisions import note_provision
from sasaeai_desktop.services.people.consents import read_consent
from sasaeai_desktop.services.people.person_page import name_in
from sasaeai_desktop.services.people.plan_consent import withdraw_plan_copies
from sasaeai_desktop.services.plans.plans import PLAN_FIELDS, open_plan, supporter_lines

PURPOSE = "災害のときの避難支援のため（本人の同意）"
USB, PAPER = "USBの受け渡しファイル", "紙"


def give_copy(desk: Desk, person: Id, to: str = "", date: str = "", *, by_usb: bool = False) -> Done[Id]:
    """Write down that a copy of the plan was given to somebody; with ``by_usb`` make the one the council gets.

    Args:
        desk: the open desk.
        person: whose plan.
        to: to whom, in words; the council's name when it goes by USB.
        date: day, today when not given.
        by_usb: the copy travels with the next bundle to the council.

    Raises:
        InputError: there is no plan, no consent, nobody to give it to, or the council has it already.
    """
    with acting(desk, "", undoable=False) as session:
        connection = session.connection
        ids = people_repo.aliases(connection).all(person)
        name = name_in(connection, person)
        plan = open_plan(connection, ids)
        if plan is None or read_consent(connection, ids, Purpose.EVACUATION) is not ConsentState.GIVEN:
            raise InputError(
                f"{san(name)}の避難計画の写しは、渡せません。",
                "「避難支援者への提供」の同意と、計画を たしかめてください。",
            )
        receiver = (desk.me.council_name or "市社協") if by_usb else need(to, "渡した相手")
        day = not_after(iso_day(date, "渡した日"), desk.today(), "渡した日") if date else desk.today()
        copy: Id | None = None
        if by_usb:
            withdraw_plan_copies(session, plan.id, day)  # a newer version takes the place of the older
            copy = _copy(session, plan.id, ids, day)
        link = session.new_id()
        session.record(PlanLink, link, {"plan": plan.id, "copy": copy, "to": receiver, "date": day})
        note_provision(
            session, desk, what="個別避難計画の写し", names=[name], people=(ids[0],), to=receiver, purpose=PURPOSE,
            medium=USB if by_usb else PAPER, day=day,
        )  # fmt: skip
        session.label = f"{san(name)}の避難計画の写しを {receiver}に渡しました"
    return Done(link, session.changes)


def _copy(session: WriteSession, plan: Id, ids: tuple[Id, ...], day: str) -> Id:
    """Write what the council gets, with an id of its own and no person."""
    connection = session.connection
    alias = people_repo.aliases(connection)
    person = people_repo.people(connection, alias, [ids[0]])[ids[0]]
    held = open_plan(connection, ids)
    assert held is not None, "the caller has looked"
    reviews = repo.reviews_of(connection, [plan])
    lines = [f"{s.name}　{s.phone}".strip() for s in supporter_lines(connection, plan)]
    values: dict[str, object] = {name: getattr(held, name) for name in (*PLAN_FIELDS, "made_on", "version")}
    of_person = ("name", "kana", "birth", "sex", "address", "town", "group")
    values |= {name: getattr(person, name) for name in of_person}
    values |= {
        "phone": person.phone or person.mobile, "supporters": "\n".join(lines),
        "reviewed_on": reviews[0].date if reviews else "", "given_on": day,
    }  # fmt: skip
    copy = session.new_id()
    session.record(PlanCopy, copy, values)
    return copy


def withdraw_stale_plans(desk: Desk) -> Done[int]:
    """Withdraw copies of plans whose consent does not read あり any more; before an export and after an import.

    A consent may have been taken back, or come into dispute, on a sibling laptop that knew nothing of the copy.

    Returns:
        How many copies were withdrawn.
    """
    withdrawn = 0
    with acting(desk, "同意のなくなった避難計画の写しを取り下げました", undoable=False) as session:
        connection = session.connection
        alias = people_repo.aliases(connection)
        for plan in repo.copied_plans(connection):
            ids = alias.all(plan.person) if plan.person else ()
            given = bool(ids) and read_consent(connection, ids, Purpose.EVACUATION) is ConsentState.GIVEN
            if plan.ended_on or not given:
                withdrawn += withdraw_plan_copies(session, plan.id, desk.today())
    return Done(withdrawn, session.changes)
