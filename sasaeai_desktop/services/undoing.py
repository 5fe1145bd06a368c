"""元にもどす, and what happened to a record."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.actions import Action
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import Desk, Done


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a record in plain words; ``on`` ISO date."""

    on: str
    by: str
    words: str


def last_actions(desk: Desk, limit: int = 30) -> list[Action]:
    """The person's own latest actions that can be undone, newest first."""
    raise NotImplementedError


def undo(desk: Desk, action: bytes) -> Done[str]:
    """Take back one action; ``result`` says in words what was kept because somebody changed it since, or "".

    Raises:
        InputError: there is no such action of this person.
    """
    raise NotImplementedError


def undo_last(desk: Desk) -> Done[str] | None:
    """Take back the latest action; None when there is nothing to take back."""
    raise NotImplementedError


def history(desk: Desk, kind: str, ent: Id) -> list[HistoryLine]:
    """What happened to a record, newest first."""
    raise NotImplementedError
