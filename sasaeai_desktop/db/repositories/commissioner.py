"""民生委員 活動記録: counts of a month, and what they are derived from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.commissioner import CommissionerCount
from sasaeai_desktop.domain.groups import GroupType
from sasaeai_desktop.domain.ids import Id


def counts(connection: Connection, ids: Sequence[Id], month: str) -> list[CommissionerCount]:
    """Return what was written down of a person (all merged ids) and month."""
    where = f"AND month = ? AND volunteer IN ({marks(ids)}) ORDER BY id"
    return select(connection, CommissionerCount, where, (month, *ids))


@dataclass(frozen=True, slots=True)
class Seen:
    """An act of a watcher: its day, how the person was, and the kind of the registration in force."""

    date: str
    condition: str
    category: str


def visits(connection: Connection, district: str, ids: Sequence[Id], first: str, last: str) -> list[Seen]:
    """Return the acts of a watcher (all merged ids) in a district from ``first`` to ``last``, each once."""
    rows = connection.exec_driver_sql(
        "SELECT v.date, coalesce(v.condition, ''), coalesce((SELECT max(c.category) FROM \"case\" c WHERE c.person = v.person "
        "AND c.gone = 0), '') FROM visit v WHERE v.district = ? AND v.gone = 0 AND v.date >= ? AND v.date <= ? AND v.watchers IS NOT NULL "
        f"AND EXISTS (SELECT 1 FROM json_each(v.watchers) w WHERE w.value IN ({marks(ids)}))",
        (district, first, last, *(i.hex() for i in ids)),
    )
    return [Seen(*row) for row in rows]


def cards(connection: Connection, ids: Sequence[Id], first: str, last: str) -> list[tuple[ReferralCard, str]]:
    """Return the cards that a person wrote, each with the kind of registration of whom it is about."""
    where = f"AND written_on >= ? AND written_on <= ? AND writer IN ({marks(ids)}) ORDER BY written_on, id"
    found = select(connection, ReferralCard, where, (first, last, *ids))
    rows = connection.exec_driver_sql('SELECT person, max(category) FROM "case" WHERE gone = 0 GROUP BY 1')
    kinds: dict[bytes, str] = {bytes(person): kind or "" for person, kind in rows if person}
    return [(card, kinds.get(card.person, "") if card.person else "") for card in found]


def days_of_meetings(connection: Connection, first: str, last: str) -> list[str]:
    """Return the days of held activities in which a 民児協 took part."""
    rows = connection.exec_driver_sql(
        "SELECT a.date FROM activity a WHERE a.gone = 0 AND a.state = 'held' AND a.date >= ? AND a.date <= ? "
        "AND a.bodies IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(a.bodies) b JOIN body g ON lower(hex(g.id)) = b.value "
        f"WHERE g.gone = 0 AND g.type = '{GroupType.COMMISSIONERS}') ORDER BY 1",
        (first, last),
    )
    return [row[0] for row in rows]


def trainings(connection: Connection, ids: Sequence[Id], first: str, last: str) -> list[str]:
    """Return the days on which a person completed trainings."""
    rows = connection.exec_driver_sql(
        f"SELECT date FROM completion WHERE gone = 0 AND date >= ? AND date <= ? AND volunteer IN ({marks(ids)})",
        (first, last, *ids),
    )
    return [row[0] for row in rows]
