"""What is planned of the programmes beside 見守り and サロン, before any of it is written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvacuationPlanPlan:
    """個別避難計画; its supporters and reviews name it by its key."""

    key: str
    person: str
    made_on: str
    ended_on: str
    needs: tuple[str, ...]
    hazards: tuple[str, ...]
    reason: str
    place: str
    route: str
    way: str
    room: str
    devices: str


@dataclass(frozen=True, slots=True)
class SupporterPlan:
    """避難支援等実施者 of a plan."""

    plan: str
    volunteer: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """見直し of a plan."""

    plan: str
    date: str


@dataclass(frozen=True, slots=True)
class EventPlan:
    """安否確認 that is over, with its counts."""

    disaster: str
    opened_on: str
    opened_time: str
    closed_on: str
    closed_time: str
    people: int
    safe: int
    help: int
    unknown: int
    minutes_half: int
    minutes_all: int | None


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """利用会員 (of a person) or 協力会員 (of a volunteer)."""

    key: str
    side: str
    person: str
    volunteer: str
    start: str
    works: tuple[str, ...]
    weekdays: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class RequestPlan:
    """申込 of おたすけ; ``user`` and ``helpers`` are keys of members."""

    key: str
    user: str
    received_on: str
    work: str
    wanted_on: str
    state: str
    matched_on: str
    why_not: str
    helpers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActPlan:
    """実施 of a request with its money."""

    request: str
    user: str
    helpers: tuple[str, ...]
    date: str
    start: str
    end: str
    minutes: int
    work: str
    rule: str
    pay: str
    charged_yen: int
    cash_yen: int
    ticket_yen: int
    helper_yen: int


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """A school; ``points`` one a line."""

    key: str
    name: str
    type: str
    points: str


@dataclass(frozen=True, slots=True)
class SchoolDayPlan:
    """One school on one day; ``people`` are volunteers."""

    school: str
    date: str
    unnamed: int
    cancelled: bool
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerPlan:
    """A line of a programme's ledger; ``own`` what the grant does not pay for."""

    key: str
    year: int
    programme: str
    account: str
    yen: int
    date: str
    text: str
    receipt: str
    own: bool


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """団体."""

    key: str
    name: str
    type: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """A meeting, event, issue, training, ...; ``bodies`` are keys of groups."""

    key: str
    type: str
    date: str
    title: str
    state: str
    participants: int
    copies: int
    bodies: tuple[str, ...]
    replaced_by: str
    place: str
    contents: str
    decisions: str
    reason: str
    refresher_months: int
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletionPlan:
    """A volunteer completed a training."""

    activity: str
    volunteer: str
    date: str


@dataclass(frozen=True, slots=True)
class FlagPlan:
    """のぼり旗 handed to a salon that is a 相談窓口 from that day on."""

    salon: str
    date: str
    end: str
    count: int


@dataclass(frozen=True, slots=True)
class CommissionerPlan:
    """One line of a commissioner's month."""

    volunteer: str
    month: str
    category: str
    count: int


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """A goal of the district's plan, as the shipped example has it."""

    plan: str
    code: str
    parent: str
    title: str
    target: int
    every: bool
    unit: str
    serves: tuple[str, ...]
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class EffortPlan:
    """An effort; ``schedule`` is (fiscal year, code), empty for all years of its goals."""

    plan: str
    number: str
    who: str
    title: str
    outline: str
    goals: tuple[str, ...]
    schedule: tuple[tuple[int, str], ...]
    target: int
    every: bool
    unit: str


@dataclass(frozen=True, slots=True)
class GoalYearPlan:
    """What became of a goal (by code) or an effort (by number) in a fiscal year."""

    plan: str
    code: str
    number: str
    year: int
    done: bool
    reached: int
