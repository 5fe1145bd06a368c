"""Which plans are due for a review: a year has passed, or a supporter does not watch the person any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.plans import EvacuationPlan


def left_since(
    connection: Connection, plans: Sequence[EvacuationPlan], people: Mapping[Id, Sequence[Id]], today: str
) -> dict[Id, str]:
    """Return by plan the name of a supporter who stopped watching the person after the last look at the plan.

    Args:
        connection: a session.
        plans: plans in force.
        people: all ids of each plan's person.
        today: ISO day.
    """
    ids = [p.id for p in plans]
    looked = {p.id: p.made_on for p in plans}
    for review in repo.reviews_of(connection, ids):
        if review.plan in looked:
            looked[review.plan] = max(looked[review.plan], review.date)
    by_person = {person: plan for plan, some in people.items() for person in some}
    alias = people_repo.aliases(connection)
    watching: set[tuple[Id, Id]] = set()
    ended: dict[tuple[Id, Id], str] = {}
    for held in watch_repo.assignments_of(connection, list(by_person)):
        if held.person is None or held.volunteer is None:
            continue
        pair = (by_person[held.person], alias.of(held.volunteer))
        if not held.end or held.end > today:
            watching.add(pair)
        else:
            ended[pair] = max(held.end, ended.get(pair, ""))
    found: dict[Id, Id] = {}
    for supporter in repo.supporters_of(connection, ids):
        if supporter.end or supporter.volunteer is None or supporter.plan is None:
            continue
        pair = (supporter.plan, alias.of(supporter.volunteer))
        if pair not in watching and ended.get(pair, "") > looked[supporter.plan]:
            found.setdefault(supporter.plan, supporter.volunteer)
    names = people_repo.volunteer_names(connection, found.values())
    return {plan: names.get(volunteer, ("", ""))[0] for plan, volunteer in found.items()}
