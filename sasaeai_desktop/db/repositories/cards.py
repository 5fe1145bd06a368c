"""つながりカード: cards, their copies and the links between them."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import by_ids, select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.cards import CardCopy, CardLink, CardState, ReferralCard
from sasaeai_desktop.domain.ids import Id


def cards_of_year(connection: Connection, first: str, last: str, *, carry_over: bool) -> list[ReferralCard]:
    """Return cards written from ``first`` to ``last``; with ``carry_over`` open ones written before as well."""
    where = "AND written_on <= ? AND (written_on >= ? OR (? AND coalesce(state, '') <> ?))"
    params = (last, first, int(carry_over), CardState.CLOSED.value)
    return select(connection, ReferralCard, f"{where} ORDER BY written_on, number, id", params)


def cards_of_person(connection: Connection, ids: Sequence[Id]) -> list[ReferralCard]:
    """Return cards that name a person."""
    return select(
        connection, ReferralCard, f"AND person IN ({marks(ids)}) ORDER BY written_on, id", tuple(ids)
    )


def numbers_from(connection: Connection, prefix: str) -> list[str]:
    """Return the card numbers that begin so, those of deleted cards too."""
    sql = "SELECT number FROM card WHERE substr(number, 1, ?) = ?"
    return [r[0] for r in connection.exec_driver_sql(sql, (len(prefix), prefix))]


def copies_of(connection: Connection, card: Id) -> list[CardCopy]:
    """Return the copies made of a card, newest first, withdrawn ones too."""
    links = select(connection, CardLink, "AND card = ?", (card,))
    ids = [link.copy for link in links if link.copy]
    if not ids:
        return []
    return select(connection, CardCopy, f"AND id IN ({marks(ids)}) ORDER BY id DESC", tuple(ids))


def cards_with_copies(connection: Connection) -> list[ReferralCard]:
    """Return cards of which a copy that is not withdrawn exists; deleted cards too."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT l.card FROM card_link l JOIN card_copy c ON c.id = l.copy "
        "WHERE l.gone = 0 AND c.gone = 0 AND c.withdrawn IS NULL AND l.card IS NOT NULL"
    )
    return list(by_ids(connection, ReferralCard, [Id(r[0]) for r in rows]).values())


def waiting(connection: Connection) -> list[ReferralCard]:
    """Return cards that were handed over and have no answer yet, oldest first."""
    states = [CardState.HANDED.value, CardState.RECEIVED.value, CardState.WORKING.value]
    return select(
        connection, ReferralCard, f"AND state IN ({marks(states)}) ORDER BY handed_on, id", tuple(states)
    )


def answered(connection: Connection) -> list[ReferralCard]:
    """Return cards whose answer has not reached their writer yet."""
    return select(
        connection,
        ReferralCard,
        "AND state = ? AND returned_on IS NULL ORDER BY id",
        (CardState.ANSWERED.value,),
    )


def handed_to(connection: Connection, destination: str, *, closed: bool) -> list[ReferralCard]:
    """Return cards handed to a destination, oldest first; closed ones as well when asked for."""
    where, params = "AND destination = ? AND handed_on IS NOT NULL", [destination]
    if not closed:
        where, params = f"{where} AND coalesce(state, '') <> ?", [*params, CardState.CLOSED.value]
    return select(connection, ReferralCard, f"{where} ORDER BY handed_on, id", tuple(params))


def copies_by_number(connection: Connection) -> dict[tuple[str, str], CardCopy]:
    """Return copies that are not withdrawn by (district, card number)."""
    return {
        (c.district, c.number): c for c in select(connection, CardCopy, "AND withdrawn IS NULL ORDER BY id")
    }
