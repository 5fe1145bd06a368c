"""A district's plan while it is being made: its lists, and how people and volunteers are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from sasaeai_desktop.practice import names, places
from sasaeai_desktop.practice.days import Span
from sasaeai_desktop.practice.phrases import BASELINES, CONTACT_RELATIONS
from sasaeai_desktop.practice.programme_records import (
    ActivityPlan,
    ActPlan,
    BodyPlan,
    CommissionerPlan,
    CompletionPlan,
    EffortPlan,
    EvacuationPlanPlan,
    EventPlan,
    FlagPlan,
    GoalPlan,
    GoalYearPlan,
    LedgerPlan,
    MemberPlan,
    RequestPlan,
    ReviewPlan,
    SchoolDayPlan,
    SchoolPlan,
    SupporterPlan,
)
from sasaeai_desktop.practice.records import (
    AssignmentPlan,
    AttendancePlan,
    CardPlan,
    CasePlan,
    ConsentPlan,
    ContactPlan,
    DistrictPlan,
    DistrictShare,
    GrantPlan,
    MergePlan,
    PersonPlan,
    RolePlan,
    SalonPlan,
    SessionPlan,
    StatementPlan,
    TallyPlan,
    VisitPlan,
    VolunteerPlan,
)


@dataclass(slots=True)
class Draft:
    """Lists that grow into a ``DistrictPlan``, and what one part must know of another.

    Attributes:
        second: the second entry of a person entered twice, by the first one's key.
        rounds: who looks after a person: (first day, last day, volunteer).
        holders: lives of a role: (volunteer, span).
    """

    seed: int
    share: DistrictShare
    towns: tuple[str, ...]
    people: list[PersonPlan] = field(default_factory=list)
    consents: list[ConsentPlan] = field(default_factory=list)
    contacts: list[ContactPlan] = field(default_factory=list)
    volunteers: list[VolunteerPlan] = field(default_factory=list)
    roles: list[RolePlan] = field(default_factory=list)
    cases: list[CasePlan] = field(default_factory=list)
    assignments: list[AssignmentPlan] = field(default_factory=list)
    merges: list[MergePlan] = field(default_factory=list)
    visits: list[VisitPlan] = field(default_factory=list)
    tallies: list[TallyPlan] = field(default_factory=list)
    salons: list[SalonPlan] = field(default_factory=list)
    sessions: list[SessionPlan] = field(default_factory=list)
    attendance: list[AttendancePlan] = field(default_factory=list)
    cards: list[CardPlan] = field(default_factory=list)
    grants: list[GrantPlan] = field(default_factory=list)
    statements: list[StatementPlan] = field(default_factory=list)
    plans: list[EvacuationPlanPlan] = field(default_factory=list)
    supporters: list[SupporterPlan] = field(default_factory=list)
    reviews: list[ReviewPlan] = field(default_factory=list)
    events: list[EventPlan] = field(default_factory=list)
    members: list[MemberPlan] = field(default_factory=list)
    requests: list[RequestPlan] = field(default_factory=list)
    acts: list[ActPlan] = field(default_factory=list)
    schools: list[SchoolPlan] = field(default_factory=list)
    school_days: list[SchoolDayPlan] = field(default_factory=list)
    bodies: list[BodyPlan] = field(default_factory=list)
    activities: list[ActivityPlan] = field(default_factory=list)
    completions: list[CompletionPlan] = field(default_factory=list)
    flags: list[FlagPlan] = field(default_factory=list)
    counts: list[CommissionerPlan] = field(default_factory=list)
    goals: list[GoalPlan] = field(default_factory=list)
    efforts: list[EffortPlan] = field(default_factory=list)
    goal_years: list[GoalYearPlan] = field(default_factory=list)
    ledger: list[LedgerPlan] = field(default_factory=list)
    show_watcher: str = ""
    second: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    holders: dict[str, list[tuple[str, Span]]] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """Fiscal years, oldest first."""
        return tuple(y.year for y in self.share.years)

    def chance(self, part: str) -> Random:
        """Return the chance of one part; parts do not disturb each other."""
        return Random(f"{self.seed}/{self.share.code}/{part}")  # noqa: S311 - practice data, wanted the same each time

    def add_person(self, rng: Random, *, family: tuple[str, str] | None = None, watched: bool) -> PersonPlan:
        """Draw a resident and note them with their consents and contacts."""
        r = rng.random
        sex = "female" if r() < 0.68 else "male"
        last = family or names.family(rng)
        name, kana = names.full(last, names.given(rng, sex, old=True))
        person = PersonPlan(
            key=f"P{len(self.people) + 1:04d}",
            name=name,
            kana=kana,
            birth=_birth(rng),
            sex=sex if r() < 0.99 else "",
            postal=places.postal(rng),
            address=places.address(rng),
            town=rng.choice(self.towns),
            group=f"{int(r() * 8) + 1}班",
            phone=places.phone(rng) if r() < 0.92 else "",
            mobile=places.mobile(rng) if r() < 0.35 else "",
            household=rng.choices(("alone", "elderly", "daytime_alone", "other"), (62, 24, 9, 5))[0]
            if watched
            else "",
            baseline=rng.choice(BASELINES) if watched and r() < 0.9 else "",
            source=rng.choices(("self", "family", "town", "city_list"), (50, 12, 26, 12))[0],
            note="",
        )
        self.people.append(person)
        if watched and r() < 0.85:
            for order in range(1, 2 + (r() < 0.4)):
                who = names.full(
                    last if r() < 0.6 else names.family(rng),
                    names.given(rng, rng.choice(("female", "male")), old=False),
                )
                self.contacts.append(
                    ContactPlan(person.key, order, who[0], rng.choice(CONTACT_RELATIONS), places.mobile(rng))
                )
        return person

    def add_volunteer(self, rng: Random, pledged_on: str) -> str:
        """Draw a volunteer, note them, and return their key."""
        sex = "female" if rng.random() < 0.6 else "male"
        name, kana = names.full(names.family(rng), names.given(rng, sex, old=False))
        training = rng.choice(("", "", "地域サポーター養成", "傾聴ボランティア"))
        key = f"V{len(self.volunteers) + 1:03d}"
        self.volunteers.append(
            VolunteerPlan(
                key=key,
                name=name,
                kana=kana,
                phone=places.phone(rng),
                town=rng.choice(self.towns),
                pledged_on=pledged_on if rng.random() < 0.9 else "",
                insured=rng.random() < 0.85,
                training=training,
                note="",
            )
        )
        return key

    def freeze(self) -> DistrictPlan:
        """Return the finished plan."""
        return DistrictPlan(
            share=self.share,
            people=tuple(self.people),
            consents=tuple(self.consents),
            contacts=tuple(self.contacts),
            volunteers=tuple(self.volunteers),
            roles=tuple(self.roles),
            cases=tuple(self.cases),
            assignments=tuple(self.assignments),
            merges=tuple(self.merges),
            visits=tuple(self.visits),
            tallies=tuple(self.tallies),
            salons=tuple(self.salons),
            sessions=tuple(self.sessions),
            attendance=tuple(self.attendance),
            cards=tuple(self.cards),
            grants=tuple(self.grants),
            statements=tuple(self.statements),
            plans=tuple(self.plans),
            supporters=tuple(self.supporters),
            reviews=tuple(self.reviews),
            events=tuple(self.events),
            members=tuple(self.members),
            requests=tuple(self.requests),
            acts=tuple(self.acts),
            schools=tuple(self.schools),
            school_days=tuple(self.school_days),
            bodies=tuple(self.bodies),
            activities=tuple(self.activities),
            completions=tuple(self.completions),
            flags=tuple(self.flags),
            counts=tuple(self.counts),
            goals=tuple(self.goals),
            efforts=tuple(self.efforts),
            goal_years=tuple(self.goal_years),
            ledger=tuple(self.ledger),
            show_watcher=self.show_watcher,
        )


def _birth(rng: Random) -> str:
    """Draw a birth date of 1930-1955; one in twelve is known in part or not at all."""
    year = 1930 + int((rng.random() + rng.random()) * 13)
    month, day, known = int(rng.random() * 12) + 1, int(rng.random() * 28) + 1, rng.random()
    if known < 0.92:
        return f"{year}-{month:02d}-{day:02d}"
    if known < 0.95:
        return f"{year}-{month:02d}"
    return f"{year}" if known < 0.98 else ""
