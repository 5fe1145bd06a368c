"""サロン: places, sessions, who came, who stays away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.services.desk import Desk, Done


@dataclass(frozen=True, slots=True)
class SalonRow:
    """One salon in the list; figures of the present fiscal year. ``hosts`` are names."""

    id: Id
    number: str
    name: str
    type: str
    venue: str
    hosts: str
    start: str
    end: str
    sessions: int
    participants: int
    last_on: str
    next_on: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in a list or calendar; ``total`` = ``named`` + ``unnamed``, staff apart."""

    id: Id
    salon: Id
    salon_name: str
    date: str
    start: str
    end: str
    venue: str
    cancelled: bool
    named: int
    unnamed: int
    total: int
    staff: int


@dataclass(frozen=True, slots=True)
class Guest:
    """One name tile. ``absences``: held sessions missed in a row up to this one; ``words`` 「3回 お休み」."""

    person: Id
    name: str
    kana: str
    present: bool
    newcomer: bool
    absences: int
    stays_away: bool
    words: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session.

    Attributes:
        regulars, sometimes: by kana; together they hold everyone who is present.
        named: how many named guests are present; ``total`` adds the counts without a name; staff stay apart.
        number: 今年度 第n回 (held sessions of the salon in the fiscal year up to this one).
        rhythm: 「毎週」, 「月に2回」 .. as the salon is held.
    """

    session: Session
    salon: Salon
    regulars: tuple[Guest, ...]
    sometimes: tuple[Guest, ...]
    named: int
    total: int
    number: int
    rhythm: str


@dataclass(frozen=True, slots=True)
class AwayGuest:
    """A regular guest who has missed three or more held sessions in a row."""

    person: Id
    name: str
    kana: str
    town: str
    salon: Id
    salon_name: str
    absences: int
    last_on: str
    words: str
    usual: str


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """Held sessions and participants of a month; ``label`` "4月"."""

    month: str
    label: str
    sessions: int
    participants: int


def list_salons(desk: Desk, *, ended: bool = False) -> list[SalonRow]:
    """Salons by number; ended ones only when asked for."""
    raise NotImplementedError


def save_salon(desk: Desk, salon: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new salon (None) or change one (fields of ``Salon``; ``hosts`` may be a tuple of volunteer ids)."""
    raise NotImplementedError


def sessions_of_month(desk: Desk, month: str) -> list[SessionRow]:
    """Sessions of all salons in a month, by date."""
    raise NotImplementedError


def sessions_of_salon(desk: Desk, salon: Id, year: int | None = None) -> list[SessionRow]:
    """Sessions of one salon, newest first; of a fiscal year when given."""
    raise NotImplementedError


def save_session(desk: Desk, session: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Plan a session (None) or change one (fields of ``Session``; a new one needs salon and date).

    Raises:
        InputError: no salon or date, or the salon has a session on that day already.
    """
    raise NotImplementedError


def save_sessions(desk: Desk, rows: list[Mapping[str, object]]) -> Done[list[Id]]:
    """Write many new sessions in one action, without looking for others of the same day (import, practice)."""
    raise NotImplementedError


def plan_session(
    desk: Desk, salon: Id, date: str, start: str = "", end: str = "", venue: str = ""
) -> Done[Id]:
    """Plan a session."""
    raise NotImplementedError


def cancel_session(desk: Desk, session: Id, reason: str = "") -> Done[None]:
    """Mark a session 中止; its attendance stays on record but counts nowhere."""
    raise NotImplementedError


def delete_session(desk: Desk, session: Id) -> Done[None]:
    """Delete a session written by mistake.

    Raises:
        InputError: somebody is marked as present: 中止 is the way then.
    """
    raise NotImplementedError


def open_session(desk: Desk, session: Id) -> SessionView:
    """One session with its guests.

    Raises:
        InputError: there is no such session.
    """
    raise NotImplementedError


def set_attendance(desk: Desk, session: Id, present: Collection[Id]) -> Done[int]:
    """Let exactly these people be present; returns how many."""
    raise NotImplementedError


def set_attendances(desk: Desk, present: Mapping[Id, Collection[tuple[Id, bool]]]) -> Done[int]:
    """Write attendance of many new sessions in bulk: by session, (person, newcomer) (import, practice)."""
    raise NotImplementedError


def mark_present(desk: Desk, session: Id, person: Id, present: bool) -> Done[None]:
    """Mark one person 「来た」 or take it back."""
    raise NotImplementedError


def everyone_present(desk: Desk, session: Id) -> Done[int]:
    """Mark all regular guests present, except those who stay away; returns how many are present now."""
    raise NotImplementedError


def set_counts(
    desk: Desk,
    session: Id,
    *,
    elderly: int | None = None,
    disabled: int | None = None,
    children: int | None = None,
    guardians: int | None = None,
    others: int | None = None,
    staff: int | None = None,
) -> Done[int]:
    """Set counts without a name; what is None stays. Returns the session's total."""
    raise NotImplementedError


def add_guest(desk: Desk, session: Id, name: str, kana: str = "") -> Done[Id]:
    """Write down a new guest (新規) and mark them present; returns the person's id."""
    raise NotImplementedError


def stay_away(desk: Desk) -> list[AwayGuest]:
    """Regular guests who stay away, longest first; one line per person."""
    raise NotImplementedError


def month_figures(desk: Desk, year: int, salon: Id | None = None) -> list[MonthFigure]:
    """The twelve months of a fiscal year, of one salon or all."""
    raise NotImplementedError
