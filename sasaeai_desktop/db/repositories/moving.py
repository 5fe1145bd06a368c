"""Queries of 転入の申し送り."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer


def standing(connection: Connection) -> list[MoveOffer]:
    """Return offers that say something and are not withdrawn, oldest first."""
    return select(connection, MoveOffer, "AND withdrawn IS NULL AND name IS NOT NULL ORDER BY offered_on, id")


def undecided(connection: Connection) -> list[MoveOffer]:
    """Return the standing offers about which nothing was decided here, oldest first."""
    decided = links(connection)
    return [offer for offer in standing(connection) if offer.id not in decided]


def taken_up_and_ended(connection: Connection) -> list[MoveLink]:
    """Return the links of offers that became entries of the 名簿 and were withdrawn afterwards."""
    ended = f'SELECT id FROM "{MoveOffer.kind}" WHERE gone <> 0 OR withdrawn IS NOT NULL'
    return select(connection, MoveLink, f"AND person IS NOT NULL AND offer IN ({ended}) ORDER BY id")


def links(connection: Connection) -> dict[Id, MoveLink]:
    """Return what offers belong to here, by offer."""
    return {
        link.offer: link for link in select(connection, MoveLink, "ORDER BY id") if link.offer is not None
    }
