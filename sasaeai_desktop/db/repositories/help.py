"""おたすけ: members, price rules, requests, acts, tickets, receipts, settlements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.help import (
    HelpAct,
    HelpMember,
    HelpRequest,
    PriceRule,
    Receipt,
    RequestState,
    Settlement,
    Tickets,
)
from sasaeai_desktop.domain.ids import Id


def members(connection: Connection, side: str, on: str = "") -> list[HelpMember]:
    """Return the members of a side; only those in force on a day when given."""
    where, params = "AND side = ?", [side]
    if on:
        where, params = (
            f'{where} AND coalesce(start, \'\') <= ? AND ("end" IS NULL OR "end" >= ?)',
            [side, on, on],
        )
    return select(connection, HelpMember, f"{where} ORDER BY id", tuple(params))


def members_behind(connection: Connection, column: str, ids: Sequence[Id]) -> list[HelpMember]:
    """Return the memberships of a person (column ``person``) or a volunteer (``volunteer``) by all their ids."""
    where = f"AND {column} IN ({marks(ids)}) ORDER BY coalesce(start, ''), id"
    return select(connection, HelpMember, where, tuple(ids))


def rules(connection: Connection, on: str = "") -> list[PriceRule]:
    """Return price rules by name; only those not ended before a day when given."""
    where, params = "", tuple[str, ...]()
    if on:
        where, params = "AND (ended_on IS NULL OR ended_on >= ?)", (on,)
    return select(connection, PriceRule, f"{where} ORDER BY name, id", params)


def rule_named(connection: Connection, name: str) -> PriceRule | None:
    """Return the price rule of a name, one in force before an ended one; None when there is none."""
    found = select(
        connection, PriceRule, "AND name = ? ORDER BY ended_on IS NOT NULL, ended_on DESC, id", (name,)
    )
    return found[0] if found else None


def requests(connection: Connection, first: str, last: str) -> list[HelpRequest]:
    """Return requests received from ``first`` to ``last``, the latest first."""
    where = "AND received_on >= ? AND received_on <= ? ORDER BY received_on DESC, id DESC"
    return select(connection, HelpRequest, where, (first, last))


_OPEN_STATES = (RequestState.RECEIVED.value, RequestState.ARRANGING.value)


def open_requests(connection: Connection) -> list[HelpRequest]:
    """Return requests that wait for something, by the wanted day."""
    where = "AND state IN (?, ?) ORDER BY coalesce(wanted_on, received_on), id"
    return select(connection, HelpRequest, where, _OPEN_STATES)


def requests_of(connection: Connection, users: Sequence[Id]) -> list[HelpRequest]:
    """Return the requests of members, the latest first."""
    return select(
        connection, HelpRequest, f'AND "user" IN ({marks(users)}) ORDER BY received_on DESC, id', tuple(users)
    )


def acts(connection: Connection, first: str, last: str) -> list[HelpAct]:
    """Return acts from ``first`` to ``last``, both included, by day and time."""
    where = "AND date >= ? AND date <= ? ORDER BY date, coalesce(start, ''), id"
    return select(connection, HelpAct, where, (first, last))


def acts_of_requests(connection: Connection, wanted: Iterable[Id]) -> list[HelpAct]:
    """Return the acts of requests, by day."""
    ids, found = tuple(dict.fromkeys(wanted)), list[HelpAct]()
    for start in range(0, len(ids), 1000):
        part = ids[start : start + 1000]
        found += select(connection, HelpAct, f"AND request IN ({marks(part)}) ORDER BY date, id", part)
    return found


def tickets(connection: Connection, member: Id | None = None) -> list[Tickets]:
    """Return movements of tickets by day; of one member when given."""
    where, params = ("AND member = ?", (member,)) if member else ("", ())
    return select(connection, Tickets, f"{where} ORDER BY date, id", params)


def receipts(connection: Connection, first: str = "", last: str = "9999") -> list[Receipt]:
    """Return receipts by number."""
    where = "AND coalesce(date, '') >= ? AND coalesce(date, '') <= ? ORDER BY number, id"
    return select(connection, Receipt, where, (first, last))


def settlements(connection: Connection) -> list[Settlement]:
    """Return settled months, the latest first."""
    return select(connection, Settlement, "ORDER BY month DESC, id")
