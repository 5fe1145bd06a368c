"""What becomes of an evacuation plan when its consent goes: it ends, and its copies are called back."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.db import erasing
from sasaeai_desktop.db.repositories import plans as repo
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, fields_of
from sasaeai_desktop.domain.plans import EvacuationPlan, PlanCopy, PlanLink


def end_plans(session: WriteSession, ids: Sequence[Id], day: str) -> int:
    """End the plans of a person (all merged ids) and withdraw their copies; returns how many copies there were."""
    withdrawn = 0
    for plan in repo.plans_of(session.connection, ids):
        withdrawn += withdraw_plan_copies(session, plan.id, day)
        if not plan.ended_on:
            session.record(EvacuationPlan, plan.id, {"ended_on": max(day, plan.made_on)})
    return withdrawn


def withdraw_plan_copies(session: WriteSession, plan: Id, day: str) -> int:
    """Withdraw the copies of a plan that went to the council; returns how many there were.

    As with cards: all that a copy says is unset, for a receiver whose program is older, and its body is erased.
    """
    emptied = dict.fromkeys(name for name in fields_of(PlanCopy) if name != "withdrawn")
    links = [x for x in repo.links_of(session.connection, [plan]) if x.copy and not x.withdrawn]
    for link in links:
        assert link.copy is not None
        up_to = erasing.tips(session, Chain.SHARED)
        session.record(PlanCopy, link.copy, {**emptied, "withdrawn": day})
        erasing.erase_copies(session, [link.copy], up_to, PlanCopy)
        session.record(PlanLink, link.id, {"withdrawn": day})
    if links:
        session.undoable = False  # what was shared is called back; a new consent makes a new copy
    return len(links)
