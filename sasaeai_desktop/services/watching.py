"""見守り: registrations, who watches whom, acts, and monthly counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import Tally, Visit
from sasaeai_desktop.services.desk import Desk, Done


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """A registration to begin. Codes of ``domain.watch``; ``every_days`` from ``rhythm.parse_rhythm``."""

    person: Id
    start: str = ""
    state: str = "active"
    method: str = ""
    every_days: int | None = None
    weekdays: tuple[str, ...] = ()
    coordinator: Id | None = None
    trigger: str = ""
    category: str = ""
    note: str = ""
    end: str = ""
    end_reason: str = ""
    state_on: str = ""


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """One act to be recorded; ``id`` only where two laptops may type the same."""

    person: Id
    date: str
    method: str
    result: str = "met"
    condition: str = "same"
    time: str = ""
    watchers: tuple[Id, ...] = ()
    signs: tuple[str, ...] = ()
    memo: str = ""
    next_on: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class TallyDraft:
    """月計 of a person or of a watcher: one of the two is None."""

    month: str
    method: str
    count: int
    person: Id | None = None
    watcher: Id | None = None


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """Who watches whom, from when."""

    person: Id
    volunteer: Id
    start: str
    end: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """An act with names, for a list."""

    visit: Visit
    name: str
    town: str
    watchers: str


def start_watch(
    desk: Desk,
    person: Id,
    start: str,
    *,
    state: str = "active",
    method: str = "",
    every_days: int | None = None,
    weekdays: tuple[str, ...] = (),
    coordinator: Id | None = None,
    trigger: str = "",
    category: str = "",
    note: str = "",
) -> Done[Id]:
    """Begin a registration.

    Raises:
        InputError: one is open already.
    """
    raise NotImplementedError


def start_watches(desk: Desk, drafts: Iterable[CaseDraft]) -> Done[int]:
    """Begin many registrations in one action, without looking for open ones (import, practice)."""
    raise NotImplementedError


def edit_watch(desk: Desk, case: Id, values: dict[str, object]) -> Done[Id]:
    """Change a registration (fields of ``WatchCase``)."""
    raise NotImplementedError


def set_case_state(desk: Desk, case: Id, state: str, on: str = "") -> Done[Id]:
    """Change 要検討 / 継続 / 入院中 / 休止 from a day on (today when not given)."""
    raise NotImplementedError


def end_watch(desk: Desk, case: Id, reason: str, date: str = "") -> Done[Id]:
    """End a registration; ``date`` is its last day. Its watchers' assignments end with it."""
    raise NotImplementedError


def assign(desk: Desk, person: Id, volunteer: Id, start: str = "", order: int | None = None) -> Done[Id]:
    """Let a volunteer watch a person; at the end of the round unless ``order`` is given."""
    raise NotImplementedError


def assign_many(desk: Desk, drafts: Iterable[AssignmentDraft]) -> Done[int]:
    """Write many assignments in one action."""
    raise NotImplementedError


def unassign(desk: Desk, assignment: Id, end: str = "") -> Done[None]:
    """End an assignment; ``end`` is its last day, today when not given."""
    raise NotImplementedError


def record_visit(desk: Desk, draft: VisitDraft) -> Done[Id]:
    """Record one act (「田中 スミさんの電話をきろくしました」).

    Raises:
        InputError: the day is in the future, or a part cannot be.
    """
    raise NotImplementedError


def record_visits(desk: Desk, drafts: Iterable[VisitDraft], label: str = "") -> Done[int]:
    """Record many new acts in one action, in bulk."""
    raise NotImplementedError


def edit_visit(desk: Desk, visit: Id, draft: VisitDraft) -> Done[Id]:
    """Change an act."""
    raise NotImplementedError


def delete_visit(desk: Desk, visit: Id) -> Done[None]:
    """Take an act away."""
    raise NotImplementedError


def timeline(desk: Desk, person: Id, before: Visit | None = None, limit: int = 20) -> list[Visit]:
    """A person's acts, newest first; ``before`` is the last one already shown."""
    raise NotImplementedError


def visits_of_month(desk: Desk, month: str) -> list[VisitRow]:
    """All acts of a month ("2026-05") in order of date."""
    raise NotImplementedError


def record_tally(desk: Desk, draft: TallyDraft) -> Done[Id]:
    """Write a month's count; the same person or watcher, month and method again changes the count."""
    raise NotImplementedError


def record_tallies(desk: Desk, drafts: Iterable[TallyDraft]) -> Done[int]:
    """Write many months' counts in one action."""
    raise NotImplementedError


def tallies_of_month(desk: Desk, month: str) -> list[Tally]:
    """The counts of a month."""
    raise NotImplementedError
