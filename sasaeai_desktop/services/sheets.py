"""The paper 訪問票: made once per watcher and month, typed in afterwards in the order of the paper."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import Desk, Done


@dataclass(frozen=True, slots=True)
class Mark:
    """One act as the grid shows it. Codes of ``domain.watch``."""

    method: str
    result: str
    condition: str
    signs: tuple[str, ...] = ()
    memo: str = ""
    visit: Id | None = None


@dataclass(frozen=True, slots=True)
class SheetMark:
    """One act as the grid gives it back."""

    person: Id
    day: int
    method: str
    result: str = "met"
    condition: str = "same"
    signs: tuple[str, ...] = ()
    memo: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One block of the paper.

    Attributes:
        plan: 「月・木」, 「週に1回」, or "".
        planned: days of the month on which a visit is planned.
        marks: acts by day, of this watcher or without a watcher.
    """

    person: Id
    name: str
    kana: str
    town: str
    group: str
    about: str
    baseline: str
    plan: str
    planned: frozenset[int]
    marks: dict[int, tuple[Mark, ...]]

    @property
    def count(self) -> int:
        """How many acts stand in the block."""
        return sum(len(m) for m in self.marks.values())


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet: rows in paper order."""

    sheet: Id
    number: str
    month: str
    watcher: Id
    watcher_name: str
    coordinator: str
    coordinator_phone: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet in the list of a month; ``sheet`` is None until one is made. ``marks`` acts are typed so far."""

    sheet: Id | None
    number: str
    watcher: Id
    watcher_name: str
    people: int
    marks: int


def make_sheet(desk: Desk, watcher: Id, month: str) -> Done[SheetView]:
    """Make the sheet of a watcher and month, or find the one that is already there with the same rows.

    Raises:
        InputError: the watcher has nobody to visit in that month.
    """
    raise NotImplementedError


def open_sheet(desk: Desk, sheet: Id | str, month: str = "") -> SheetView:
    """Open a sheet by its id, or by its number as printed ("0512", full-width digits too).

    Raises:
        InputError: there is no such sheet.
    """
    raise NotImplementedError


def sheets_of_month(desk: Desk, month: str) -> list[SheetLine]:
    """All watchers with people in a month, in order of kana, with their sheets."""
    raise NotImplementedError


def save_marks(desk: Desk, sheet: Id, marks: list[SheetMark]) -> Done[int]:
    """Let the month be as the grid says: new acts added, changed ones edited, unticked ones deleted; one action.

    Args:
        desk: the open desk.
        sheet: its id.
        marks: all marks of the sheet.

    Returns:
        How many acts the sheet has now.

    Raises:
        InputError: a day that the month has not, or that is in the future.
    """
    raise NotImplementedError
