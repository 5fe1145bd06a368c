"""Lists of plans: all that are in force, those due for a review, and 「まだ計画のない方」 with why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.domain.plans import EvacuationPlan, NoPlan, review_due
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.consents import read_consents
from sasaeai_desktop.services.plans.reviewing import left_since
from sasaeai_desktop.services.watch.judged import died_before


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in the list.

    Attributes:
        supporters: names, 「・」 between; "" when there is nobody.
        due_words: why a review is due today, "" when it is not.
        consent: False when the consent is not あり any more as things stand now.
    """

    person: Id
    plan: Id
    name: str
    kana: str
    town: str
    group: str
    supporters: str
    place: str
    reviewed_on: str
    due_on: str
    due_words: str
    consent: bool


@dataclass(frozen=True, slots=True)
class NoPlanRow:
    """A watched person without a plan and why; ``why`` a code of ``NoPlan``."""

    person: Id
    name: str
    kana: str
    town: str
    group: str
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The page 避難計画: plans by town and group, who has none, and how many of what."""

    plans: tuple[PlanRow, ...]
    without: tuple[NoPlanRow, ...]
    due: int
    no_supporter: int


def plan_page(desk: Desk) -> PlanPage:
    """Everything the page shows, in one look."""
    today = desk.today()
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        plans = newest_by_person(session, alias)
        watched = alias.canonical(watch_repo.active_people(session, today))
        names = people_repo.names(session, alias, [*plans, *watched])
        said = read_consents(session, alias, [*plans, *watched], Purpose.EVACUATION)
        rows = _rows(session, alias, plans, names, said, today)
        without = _without(session, alias, [w for w in watched if w not in plans], names, said, today)
    return PlanPage(
        tuple(rows), tuple(without), sum(bool(r.due_words) for r in rows), sum(not r.supporters for r in rows)
    )


def newest_by_person(connection: Connection, alias: Aliases) -> dict[Id, EvacuationPlan]:
    """Return the plan in force of each canonical person."""
    found: dict[Id, EvacuationPlan] = {}
    for plan in repo.open_plans(connection):
        if plan.person is not None:
            found.setdefault(alias.of(plan.person), plan)
    return found


def due_reviews(desk: Desk) -> list[PlanRow]:
    """Return the plans whose review is due today; the longest due first."""
    with reading(desk) as session:
        return reviews_due(session, desk.today())


def reviews_due(connection: Connection, today: str) -> list[PlanRow]:
    """As ``due_reviews``, within a session (きょう)."""
    alias = people_repo.aliases(connection)
    plans = newest_by_person(connection, alias)
    names = people_repo.names(connection, alias, plans)
    said = read_consents(connection, alias, plans, Purpose.EVACUATION)
    found = [row for row in _rows(connection, alias, plans, names, said, today) if row.due_words]
    return sorted(found, key=lambda r: (r.due_on, kana.sort_key(r.kana)))


def _place(row: PlanRow | NoPlanRow) -> tuple[object, ...]:
    return (row.town, _number(row.group), row.group, kana.sort_key(row.kana), row.person)


def _number(group: str) -> int:
    digits = "".join(str(int(c)) for c in group if c.isdecimal())
    return int(digits) if digits else 9999


def _rows(
    connection: Connection,
    alias: Aliases,
    plans: dict[Id, EvacuationPlan],
    names: Mapping[Id, people_repo.PersonName],
    said: Mapping[Id, ConsentState],
    today: str,
) -> list[PlanRow]:
    ids = [p.id for p in plans.values()]
    reviews: dict[Id, list[str]] = {}
    for review in repo.reviews_of(connection, ids):
        if review.plan is not None:
            reviews.setdefault(review.plan, []).append(review.date)
    supporters: dict[Id, list[str]] = {}
    held = [s for s in repo.supporters_of(connection, ids) if not s.end]
    known = people_repo.volunteer_names(connection, [s.volunteer for s in held if s.volunteer])
    for s in held:
        if s.plan is not None:
            name = known.get(s.volunteer, ("", ""))[0] if s.volunteer else ""
            supporters.setdefault(s.plan, []).append(name or s.name)
    dead = died_before(connection, plans, today)
    gone = left_since(connection, list(plans.values()), {p.id: alias.all(e) for e, p in plans.items()}, today)
    rows = []
    for ent, plan in plans.items():
        if ent not in names:
            continue
        of = names[ent]
        due = review_due(plan.made_on, reviews.get(plan.id, []))
        words = "1年たちました" if due and due <= today else ""
        if not words and plan.id in gone:
            words = f"{san(gone[plan.id])}が 担い手をおりました"
        if ent in dead:  # a review would be refused
            words = "亡くなられました。計画を 終わりにします"
        rows.append(
            PlanRow(
                ent, plan.id, of.name, of.kana, of.town, of.group, "・".join(supporters.get(plan.id, ())),
                plan.place, max(reviews.get(plan.id, ("",))), due, words,
                said.get(ent) is ConsentState.GIVEN,
            )
        )  # fmt: skip
    return sorted(rows, key=_place)


_WHY_ORDER = [w.value for w in (NoPlan.NOT_YET, NoPlan.NO_SUPPORTER, NoPlan.NO_CONSENT, NoPlan.REFUSED)]


def _without(
    connection: Connection,
    alias: Aliases,
    people: list[Id],
    names: Mapping[Id, people_repo.PersonName],
    said: Mapping[Id, ConsentState],
    today: str,
) -> list[NoPlanRow]:
    ids = alias.expand(people)
    assigned = watch_repo.assignments_of(connection, ids, today, today)
    watched_by_somebody = {alias.of(a.person) for a in assigned if a.person and a.volunteer}
    rows = []
    for ent in people:
        if ent not in names:
            continue
        state = said.get(ent, ConsentState.UNKNOWN)
        if state is ConsentState.REFUSED:
            why = NoPlan.REFUSED
        elif state is ConsentState.UNKNOWN:
            why = NoPlan.NO_CONSENT
        else:
            why = NoPlan.NOT_YET if ent in watched_by_somebody else NoPlan.NO_SUPPORTER
        of = names[ent]
        rows.append(NoPlanRow(ent, of.name, of.kana, of.town, of.group, why.value, why.label))
    return sorted(rows, key=lambda r: (_WHY_ORDER.index(r.why), _place(r)))
