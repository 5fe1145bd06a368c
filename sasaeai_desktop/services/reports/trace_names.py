"""Names for the records behind a figure, where this desk knows them; the council sees ids and dates only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.db.repositories import base, districts, people
from sasaeai_desktop.db.repositories.base import by_ids
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.services.desk.desk import Desk, reading

_REFERENCES = ("person", "watcher", "salon", "session")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom traced records speak of, by hex id; whose name this desk does not hold is left out.

    Attributes:
        names: of people, volunteers and salons; a session goes by its salon's name.
        kana: ふりがな of people and volunteers.
    """

    names: dict[str, str]
    kana: dict[str, str]


def named(desk: Desk, records: Iterable[dict[str, Any]]) -> Named:
    """Return by what names records are shown; a merged entry goes by the one it was merged into.

    Args:
        desk: the open desk.
        records: what ``reports.trace`` returned.
    """
    wanted = {str(r[field]) for r in records for field in _REFERENCES if r.get(field)}
    with reading(desk) as session:
        canon = base.canonical_ids(session)
        main = {h: canon.get(from_hex(h), from_hex(h)) for h in wanted}
        left = set(main.values())
        names: dict[Id, str] = {}
        kana: dict[Id, str] = {}
        for kind in (Person, Volunteer):
            found: dict[Id, Person | Volunteer] = {**by_ids(session, kind, left)}
            names.update((i, one.name) for i, one in found.items())
            kana.update((i, one.kana) for i, one in found.items())
            left -= found.keys()
        sessions = by_ids(session, Session, left)
        salons = by_ids(session, Salon, left | {s.salon for s in sessions.values() if s.salon})
        names.update((i, salons[i].name) for i in left if i in salons)
        names.update((i, salons[s.salon].name) for i, s in sessions.items() if s.salon in salons)
        if not desk.me.council:
            nameless = [i for i in set(main.values()) if not names.get(i)]
            gone = people.erased_names(session, people.aliases(session), nameless)
            names.update((i, n.name) for i, n in gone.items())
    return Named(_told(main, names), _told(main, kana))


def _told(main: dict[str, Id], said: dict[Id, str]) -> dict[str, str]:
    return {h: said[i] for h, i in main.items() if said.get(i)}


def district_names(desk: Desk) -> dict[str, str]:
    """Return the districts' names by code, as the council lists them."""
    with reading(desk) as session:
        return {code: name for code, (name, _paper) in districts.district_names(session).items()}
