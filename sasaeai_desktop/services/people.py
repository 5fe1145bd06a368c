"""People: finding them, seeing one as a whole, writing them down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import (
    Consent,
    ConsentState,
    EmergencyContact,
    HouseholdMember,
    Person,
    Purpose,
)
from sasaeai_desktop.domain.watch import Visit, WatchCase
from sasaeai_desktop.services.desk import Desk, Done


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people; one per canonical person.

    Attributes:
        id: canonical id.
        last_contact: ISO date of the last contact (met or seen), "" when there was none.
        days_since: days from the last contact to today, None when there was none.
        state: code of ``CaseState``, "" for someone who is not watched.
        overdue: nobody met them for longer than their own rhythm.
        words: right side of the line: きのう, 16日前, 入院中, まだ; "" for someone who is not watched.
    """

    id: Id
    name: str
    kana: str
    town: str
    group: str
    last_contact: str
    days_since: int | None
    state: str
    overdue: bool
    words: str


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Acts of one month: ``month`` "2026-06", ``label`` "6月"."""

    month: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class WatcherOf:
    """A watcher of a person today. ``assignment`` is what ``unassign`` takes."""

    assignment: Id
    volunteer: Id
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person as a whole.

    Attributes:
        person: the canonical record; what it leaves blank is filled from merged ones.
        ids: all merged ids, the canonical one first.
        about: 「84歳・男・一人暮らし・さくら町内会3班」.
        case: the registration in force, else the latest one; None for someone who is not watched.
        coordinator: name of the 世話係, "" when none.
        consents: how each purpose reads today.
        consent_records: the newest consent per purpose, where there is one.
        visits: the latest ten acts, newest first.
        months: the last twelve months, oldest first; ``year_total`` is their sum.
        state_words: 「16日 会えていません。いつもは 4日に1回。」; "" unless watched.
        salons: names of the salons they came to in the last year.
        cards: how many つながりカード name this person.
    """

    person: Person
    ids: tuple[Id, ...]
    age: int | None
    age_band: str
    about: str
    case: WatchCase | None
    watchers: tuple[WatcherOf, ...]
    coordinator: str
    contacts: tuple[EmergencyContact, ...]
    members: tuple[HouseholdMember, ...]
    consents: dict[Purpose, ConsentState]
    consent_records: dict[Purpose, Consent]
    visits: tuple[Visit, ...]
    months: tuple[MonthCount, ...]
    year_total: int
    last_contact: str
    days_since: int | None
    overdue: bool
    state_words: str
    salons: tuple[str, ...]
    cards: int


@dataclass(frozen=True, slots=True)
class MergedPair:
    """A merge that can be taken back: its id, and the two names as written."""

    merge: Id
    first: Id
    second: Id
    first_name: str
    second_name: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two people who may be one; ``words`` says what is equal."""

    first: PersonRow
    second: PersonRow
    words: str


def find_people(
    desk: Desk, text: str = "", kana_row: str = "", limit: int = 200, *, watched: bool = False
) -> list[PersonRow]:
    """Search as you type by name, kana, town or number; in order of kana.

    Args:
        desk: the open desk.
        text: what was typed, in any form; "" for everyone.
        kana_row: "あ" .. "わ", "" for all rows.
        limit: most rows returned.
        watched: only people with a registration that is not ended.
    """
    raise NotImplementedError


def person_view(desk: Desk, person: Id) -> PersonView:
    """Everything about one person; any of the merged ids will do.

    Raises:
        InputError: there is no such person here.
    """
    raise NotImplementedError


def save_person(desk: Desk, person: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new person (None) or change one; ``values`` by field name of ``Person``, in stored form.

    Raises:
        InputError: no name, or no such person.
    """
    raise NotImplementedError


def save_people(desk: Desk, rows: list[Mapping[str, object]]) -> Done[list[Id]]:
    """Write many new people in one action; their ids in order."""
    raise NotImplementedError


def save_contact(desk: Desk, person: Id, contact: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write or change an emergency contact (fields of ``EmergencyContact``)."""
    raise NotImplementedError


def remove_contact(desk: Desk, contact: Id) -> Done[None]:
    """Take an emergency contact away."""
    raise NotImplementedError


def save_member(desk: Desk, person: Id, member: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write or change someone of the household (fields of ``HouseholdMember``)."""
    raise NotImplementedError


def remove_member(desk: Desk, member: Id) -> Done[None]:
    """Take someone of the household away."""
    raise NotImplementedError


def delete_person(desk: Desk, person: Id) -> Done[None]:
    """Delete someone who was written down by mistake.

    Raises:
        InputError: there are acts, attendances or cards of this person: 終了 is the way then.
    """
    raise NotImplementedError


def set_consent(
    desk: Desk,
    person: Id,
    purpose: str,
    state: str,
    *,
    form: str = "",
    giver: str = "",
    relation: str = "",
    date: str = "",
    reason: str = "",
    heard_by: str = "",
    how: str = "",
) -> Done[Id]:
    """Record a consent, a refusal or 未確認 for one purpose; ``date`` is today when not given.

    A refusal of つなぐ also withdraws the copies of this person's cards.

    Raises:
        InputError: an oral consent without who heard it, or a proxy without the relation.
    """
    raise NotImplementedError


def revoke_consent(desk: Desk, person: Id, purpose: str, date: str = "", reason: str = "") -> Done[int]:
    """Take back the consents for a purpose; for つなぐ also the copies of cards. Returns how many copies were withdrawn."""
    raise NotImplementedError


def consent_of(desk: Desk, person: Id, purpose: str) -> ConsentState:
    """How a purpose reads today: the most restrictive live head of the newest consent; a conflict is なし."""
    raise NotImplementedError


def consent_history(desk: Desk, person: Id) -> list[Consent]:
    """All consents of a person, newest first."""
    raise NotImplementedError


def merge_people(desk: Desk, first: Id, second: Id) -> Done[Id]:
    """Say that two records are one person; nothing is rewritten. Returns the id of the merge."""
    raise NotImplementedError


def unmerge(desk: Desk, merge: Id) -> Done[None]:
    """Take a merge back; everything is as before."""
    raise NotImplementedError


def merges_of(desk: Desk, person: Id) -> list[MergedPair]:
    """The merges that a person consists of."""
    raise NotImplementedError


def duplicates_hint(desk: Desk) -> list[DuplicatePair]:
    """Pairs with the same reading and the same birth date, telephone, or town."""
    raise NotImplementedError
