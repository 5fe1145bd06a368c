"""名簿 with ages and telephones: the list of residents as the page shows it, narrowed by both."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.people import PersonRow, find_people

_EVERYBODY = 1_000_000
UNKNOWN = -1
"""As the least age: those whose year of birth is not known."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What else is asked for.

    Attributes:
        least: years of age, ``UNKNOWN`` for unknown ages, None for all.
        phone: True with a telephone, False without one, None for all.
    """

    least: int | None = None
    phone: bool | None = None

    def takes(self, age: int | None, phone: str) -> bool:
        """Say whether somebody is wanted."""
        if self.phone is not None and bool(phone) != self.phone:
            return False
        if self.least is None:
            return True
        return age is None if self.least == UNKNOWN else age is not None and age >= self.least


@dataclass(frozen=True, slots=True)
class Resident:
    """One line; ``age`` today, None when unknown; ``phone`` the first number, "" without one."""

    row: PersonRow
    age: int | None
    phone: str


def residents(desk: Desk, text: str, kana_row: str, limit: int, narrowed: Narrowed) -> list[Resident]:
    """Search as ``find_people`` does, with age and telephone of each.

    Args:
        desk: the open desk.
        text: what was typed.
        kana_row: "あ" .. "わ", "" for all.
        limit: most lines returned.
        narrowed: by age and telephone.
    """
    plain = narrowed == Narrowed()
    rows = find_people(desk, text, kana_row, limit if plain else _EVERYBODY, by_watcher=True)
    today = desk.today()
    found: list[Resident] = []
    with reading(desk) as session:
        facts = repo.birth_and_phone(session, repo.aliases(session), [row.id for row in rows])
    for row in rows:
        birth, phone = facts.get(row.id, ("", ""))
        age = legal_age(birth, today)
        if narrowed.takes(age, phone):
            found.append(Resident(row, age, phone))
    return found[:limit]
