"""Names for the records behind a figure, where this desk knows them; the council sees ids and dates only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sasaeai_desktop.db.repositories import base, districts, people
from sasaeai_desktop.db.repositories.base import by_ids
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.services.desk.desk import Desk, reading

_REFERENCES = ("person", "watcher", "salon", "session")


def names_for(desk: Desk, records: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return names by hex id of everyone and every salon that traced records speak of.

    A session goes by its salon's name, a merged entry by the name of the one it was merged into. Ids whose
    names this desk does not hold are left out.

    Args:
        desk: the open desk.
        records: what ``reports.trace`` returned.
    """
    wanted = {str(r[field]) for r in records for field in _REFERENCES if r.get(field)}
    with reading(desk) as session:
        canon = base.canonical_ids(session)
        main = {h: canon.get(from_hex(h), from_hex(h)) for h in wanted}
        ids = list(dict.fromkeys(main.values()))
        found: dict[Id, str] = {}
        found.update((i, p.name) for i, p in by_ids(session, Person, ids).items())
        found.update((i, v.name) for i, v in by_ids(session, Volunteer, ids).items())
        found.update((i, s.name) for i, s in by_ids(session, Salon, ids).items())
        held = by_ids(session, Session, ids)
        salons = by_ids(session, Salon, [s.salon for s in held.values() if s.salon])
        found.update({i: salons[s.salon].name for i, s in held.items() if s.salon in salons})
        nameless = [i for i in ids if not found.get(i)]
        if not desk.me.council:
            gone = people.erased_names(session, people.aliases(session), nameless)
            found.update((i, n.name) for i, n in gone.items())
    return {h: found[i] for h, i in main.items() if found.get(i)}


def kana_for(desk: Desk, records: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return ふりがな by hex id of the people whom traced records speak of, as far as this desk knows it."""
    wanted = {str(r[f]) for r in records for f in ("person", "watcher") if r.get(f)}
    with reading(desk) as session:
        canon = base.canonical_ids(session)
        main = {h: canon.get(from_hex(h), from_hex(h)) for h in wanted}
        ids = list(dict.fromkeys(main.values()))
        found = {i: p.kana for i, p in by_ids(session, Person, ids).items()}
        found.update((i, v.kana) for i, v in by_ids(session, Volunteer, ids).items())
    return {h: found[i] for h, i in main.items() if found.get(i)}


def district_names(desk: Desk) -> dict[str, str]:
    """Return the districts' names by code, as the council lists them."""
    with reading(desk) as session:
        return {code: name for code, (name, _paper) in districts.district_names(session).items()}
