"""What every export looks up: canonical ids, and the numbers that people are known by."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record


class Book:
    """Everything an export looks up: canonical ids, and the numbers that people are known by."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.canon = base.canonical_ids(connection)

    def of(self, record: Id) -> Id:
        """Return the canonical id."""
        return self.canon.get(record, record)

    def numbers(self, kind: type[Record]) -> dict[Id, str]:
        """Return 管理番号 by id; a merged entry has its canonical one's, and a record without one its id."""
        column = "key" if kind is ReferralCard else "number"
        rows = self.connection.exec_driver_sql(f'SELECT id, "{column}" FROM "{kind.kind}"')
        own = {Id(ent): number or ent.hex()[:12] for ent, number in rows}
        return {ent: own.get(self.of(ent), number) for ent, number in own.items()}

    def by_person(self, kind: type[Record], where: str = "ORDER BY id") -> dict[Id, list[Record]]:
        """Return records that have a ``person``, by canonical person."""
        found: dict[Id, list[Record]] = {}
        for record in base.select(self.connection, kind, where):
            found.setdefault(self.of(record.person), []).append(record)  # type: ignore[attr-defined]
        return found


def number_in(numbers: dict[Id, str], ent: Id | None) -> str:
    """Return a 管理番号; a record that is not here yet is named by its id, so that the row is not lost."""
    return "" if ent is None else numbers.get(ent, ent.hex()[:12])
