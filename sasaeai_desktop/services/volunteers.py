"""Volunteers (担い手・協力者) and their roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Role, Volunteer
from sasaeai_desktop.services.desk import Desk, Done


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    """One line of the list of volunteers.

    Attributes:
        roles: labels of the roles held on the day (担い手, 世話係).
        people: how many people they watch today.
        words: 「担い手・世話係　12人」.
    """

    id: Id
    number: str
    name: str
    kana: str
    town: str
    phone: str
    roles: tuple[str, ...]
    people: int
    words: str


@dataclass(frozen=True, slots=True)
class WatchedBy:
    """A person whom a volunteer watches; ``order`` is the round on paper."""

    assignment: Id
    person: Id
    name: str
    kana: str
    town: str
    order: int | None


@dataclass(frozen=True, slots=True)
class VolunteerView:
    """One volunteer as a whole: roles newest first, people in round order, visits in the last twelve months."""

    volunteer: Volunteer
    ids: tuple[Id, ...]
    roles: tuple[Role, ...]
    people: tuple[WatchedBy, ...]


def find_volunteers(
    desk: Desk, text: str = "", role: str = "", on: str = "", limit: int = 500
) -> list[VolunteerRow]:
    """Search volunteers by name, kana, town or number.

    Args:
        desk: the open desk.
        text: what was typed; "" for everyone.
        role: code of ``RoleKind`` held on the day; "" for any or none.
        on: ISO date, today when not given.
        limit: most rows returned.
    """
    raise NotImplementedError


def volunteer_view(desk: Desk, volunteer: Id) -> VolunteerView:
    """Everything about one volunteer.

    Raises:
        InputError: there is no such volunteer here.
    """
    raise NotImplementedError


def save_volunteer(desk: Desk, volunteer: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new volunteer (None) or change one (fields of ``Volunteer``)."""
    raise NotImplementedError


def save_volunteers(desk: Desk, rows: list[Mapping[str, object]]) -> Done[list[Id]]:
    """Write many new volunteers in one action; their ids in order."""
    raise NotImplementedError


def add_role(
    desk: Desk,
    volunteer: Id,
    role: str,
    start: str,
    end: str = "",
    *,
    area: str = "",
    appointed_on: str = "",
    term: str = "",
) -> Done[Id]:
    """Give a volunteer a role from a day on."""
    raise NotImplementedError


def add_roles(desk: Desk, rows: list[tuple[Id, str, str, str, str]]) -> Done[int]:
    """Give many roles in one action: (volunteer, role, start, end, area)."""
    raise NotImplementedError


def end_role(desk: Desk, role: Id, end: str) -> Done[None]:
    """End a role; ``end`` is its last day."""
    raise NotImplementedError


def delete_volunteer(desk: Desk, volunteer: Id) -> Done[None]:
    """Delete someone written down by mistake.

    Raises:
        InputError: there are roles or people of theirs.
    """
    raise NotImplementedError
