"""What a plan is made of: plain records with local text keys, unique within their district.

Codes are those of the domain's enums; dates ISO; an unset text is "". Whoever writes the plan into an
installation turns keys into ids.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What one district must come to in one fiscal year (yen for the grants)."""

    year: int
    people: int
    watchers: int
    block_coordinators: int
    area_coordinators: int
    acts: int
    salons: int
    sessions: int
    participants: int
    watch_yen: int
    salon_yen: int
    local_yen: int
    centre_yen: int
    newsletter_yen: int


@dataclass(frozen=True, slots=True)
class DistrictShare:
    """One district of the city and its figures, oldest year first.

    Attributes:
        index: from 0.
        code: "01" ...
        style: how it reports 見守り: "visits" (dated acts), "person_tally", "watcher_tally", "none".
        paper: reports on paper; has no folder and no records but its statements.
    """

    index: int
    code: str
    name: str
    style: str
    paper: bool
    years: tuple[YearFigures, ...]


@dataclass(frozen=True, slots=True)
class CityPlan:
    """A whole city. ``years`` are fiscal years, oldest first, the last one 2023."""

    seed: int
    years: tuple[int, ...]
    council_code: str
    council_name: str
    districts: tuple[DistrictShare, ...]


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """住民・対象者; also a salon participant, and the second entry of a duplicate."""

    key: str
    name: str
    kana: str
    birth: str
    sex: str
    postal: str
    address: str
    town: str
    group: str
    phone: str
    mobile: str
    household: str
    baseline: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ConsentPlan:
    """同意 of a person for a purpose."""

    person: str
    purpose: str
    state: str
    date: str
    form: str
    giver: str
    relation: str
    heard_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """緊急連絡先."""

    person: str
    order: int
    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class CasePlan:
    """見守り登録; ``coordinator`` is a volunteer's key."""

    person: str
    start: str
    end: str
    state: str
    state_on: str
    end_reason: str
    trigger: str
    category: str
    method: str
    every_days: int
    weekdays: tuple[str, ...]
    coordinator: str


@dataclass(frozen=True, slots=True)
class AssignmentPlan:
    """担い手 (``volunteer``) of a person; ``order`` counts from 1 on that watcher's paper."""

    person: str
    volunteer: str
    start: str
    end: str
    order: int


@dataclass(frozen=True, slots=True)
class VolunteerPlan:
    """担い手・協力者."""

    key: str
    name: str
    kana: str
    phone: str
    town: str
    pledged_on: str
    insured: bool
    training: str
    note: str


@dataclass(frozen=True, slots=True)
class RolePlan:
    """A role of a volunteer with its dates, both included; ``end`` "" = still held."""

    volunteer: str
    role: str
    start: str
    end: str
    area: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Two keys that are one; ``kind`` is "person" or "volunteer"."""

    kind: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """One act. ``signs`` are codes of resources/signs.json; ``watchers`` volunteer keys."""

    date: str
    time: str
    person: str
    watchers: tuple[str, ...]
    method: str
    result: str
    condition: str
    signs: tuple[str, ...]
    memo: str
    next_on: str


@dataclass(frozen=True, slots=True)
class TallyPlan:
    """月計 of a person or of a watcher (the other key is "")."""

    person: str
    watcher: str
    month: str
    method: str
    count: int


@dataclass(frozen=True, slots=True)
class SalonPlan:
    """A salon; ``hosts`` volunteer keys, ``weekday`` "0" Monday .. "6"."""

    key: str
    name: str
    type: str
    venue: str
    hosts: tuple[str, ...]
    start: str
    end: str
    advice_desk: bool
    weekday: str


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """開催. The five counts are participants without a name; no two sessions of a salon share a day."""

    key: str
    salon: str
    number: int
    date: str
    start: str
    end: str
    venue: str
    program: tuple[str, ...]
    elderly: int
    disabled: int
    children: int
    guardians: int
    others: int
    staff: int
    fee: int
    cancelled: bool
    cancel_reason: str
    memo: str


@dataclass(frozen=True, slots=True)
class AttendancePlan:
    """A named participant of a session."""

    session: str
    person: str
    newcomer: bool


@dataclass(frozen=True, slots=True)
class CardPlan:
    """つながりカード as far as it has come. Without a ``person`` only town and age band are known."""

    key: str
    written_on: str
    writer: str
    salon: str
    person: str
    town: str
    age_band: str
    sex: str
    trigger: str
    troubles: tuple[str, ...]
    facts: str
    thoughts: str
    summary: str
    urgency: str
    consent: str
    consent_form: str
    destination: str
    state: str
    handed_on: str
    handed_how: str
    received_on: str
    received_by: str
    response: str
    answer: str
    answered_on: str
    returned_on: str
    closed_on: str


@dataclass(frozen=True, slots=True)
class GrantPlan:
    """助成金 of one programme in one fiscal year, and whether the programme was carried out."""

    district: str
    year: int
    programme: str
    carried_out: bool
    amount_yen: int


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """紙の報告: figures by key path of the report, e.g. ("watch.acts", 1200)."""

    district: str
    year: int
    figures: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DistrictPlan:
    """Everything that one district holds.

    Attributes:
        show_watcher: key of the watcher, there in all years, with 髙橋, 𠮷田, 﨑山 and 渡邊 on the round;
            "" where 見守り is not carried out or on paper.
    """

    share: DistrictShare
    people: tuple[PersonPlan, ...] = ()
    consents: tuple[ConsentPlan, ...] = ()
    contacts: tuple[ContactPlan, ...] = ()
    volunteers: tuple[VolunteerPlan, ...] = ()
    roles: tuple[RolePlan, ...] = ()
    cases: tuple[CasePlan, ...] = ()
    assignments: tuple[AssignmentPlan, ...] = ()
    merges: tuple[MergePlan, ...] = ()
    visits: tuple[VisitPlan, ...] = ()
    tallies: tuple[TallyPlan, ...] = ()
    salons: tuple[SalonPlan, ...] = ()
    sessions: tuple[SessionPlan, ...] = ()
    attendance: tuple[AttendancePlan, ...] = ()
    cards: tuple[CardPlan, ...] = ()
    grants: tuple[GrantPlan, ...] = ()
    statements: tuple[StatementPlan, ...] = ()
    plans: tuple[EvacuationPlanPlan, ...] = ()
    supporters: tuple[SupporterPlan, ...] = ()
    reviews: tuple[ReviewPlan, ...] = ()
    events: tuple[EventPlan, ...] = ()
    members: tuple[MemberPlan, ...] = ()
    requests: tuple[RequestPlan, ...] = ()
    acts: tuple[ActPlan, ...] = ()
    schools: tuple[SchoolPlan, ...] = ()
    school_days: tuple[SchoolDayPlan, ...] = ()
    bodies: tuple[BodyPlan, ...] = ()
    activities: tuple[ActivityPlan, ...] = ()
    completions: tuple[CompletionPlan, ...] = ()
    flags: tuple[FlagPlan, ...] = ()
    counts: tuple[CommissionerPlan, ...] = ()
    goals: tuple[GoalPlan, ...] = ()
    efforts: tuple[EffortPlan, ...] = ()
    goal_years: tuple[GoalYearPlan, ...] = ()
    ledger: tuple[LedgerPlan, ...] = ()
    show_watcher: str = ""
