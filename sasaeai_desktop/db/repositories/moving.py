"""Queries of 転入の申し送り."""

from __future__ import annotations

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer


def standing(connection: Connection) -> list[MoveOffer]:
    """Return offers that say something and are not withdrawn, oldest first."""
    return select(connection, MoveOffer, "AND withdrawn IS NULL AND name IS NOT NULL ORDER BY offered_on, id")


def links(connection: Connection) -> dict[Id, MoveLink]:
    """Return what offers belong to here, by offer."""
    return {
        link.offer: link for link in select(connection, MoveLink, "ORDER BY id") if link.offer is not None
    }


def offers_of_people(connection: Connection, people: tuple[Id, ...]) -> list[Id]:
    """Return the offers that entries of the 名簿 were made of."""
    found = select(connection, MoveLink, f"AND person IN ({marks(people)})", people)
    return [link.offer for link in found if link.offer is not None]
