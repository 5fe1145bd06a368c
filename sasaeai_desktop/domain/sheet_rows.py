"""What a printed sheet's record keeps of its layout (`Sheet.rows`), so that a scan can be read back later.

A visit sheet holds the ids of its people in paper order, parted by blanks. A salon roster holds three parts,
parted by slashes: いつもの方, ときどきの方, and the days of its columns. A safety list holds its event, a slash and its people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.domain.ids import Id, from_hex

_PARTS = 3


@dataclass(frozen=True, slots=True)
class RosterRows:
    """The rows and columns of a salon roster, in paper order; days are ISO."""

    regulars: tuple[Id, ...]
    occasional: tuple[Id, ...]
    days: tuple[str, ...]


def visit_rows(text: str) -> list[Id]:
    """Return the people of a visit sheet."""
    return [from_hex(part) for part in text.split()]


def roster_text(regulars: Iterable[Id], occasional: Iterable[Id], days: Iterable[str]) -> str:
    """Return what is recorded of a roster."""
    parts = (" ".join(i.hex() for i in regulars), " ".join(i.hex() for i in occasional), " ".join(days))
    return "/".join(parts)


def roster_rows(text: str) -> RosterRows | None:
    """Return the rows of a roster; None for one of the first weeks, which did not keep its days."""
    parts = text.split("/")
    if len(parts) != _PARTS:
        return None
    regulars, occasional, days = parts
    return RosterRows(tuple(visit_rows(regulars)), tuple(visit_rows(occasional)), tuple(days.split()))


@dataclass(frozen=True, slots=True)
class SafetyRows:
    """The event and the people of a 安否確認一覧, in paper order."""

    event: Id
    people: tuple[Id, ...]


def safety_text(event: Id, people: Iterable[Id]) -> str:
    """Return what is recorded of a safety list."""
    return f"{event.hex()}/{' '.join(i.hex() for i in people)}"


def safety_rows(text: str) -> SafetyRows:
    """Return event and people of a safety list."""
    event, people = text.split("/")
    return SafetyRows(from_hex(event), tuple(visit_rows(people)))
