"""Erasures that another laptop asks for: whose, how many records, by whom; done once a person here says so.

What is said here is this laptop's own word and no record: it travels in the header of the next bundle, so that the laptop
that asked sees that it waits. Source: shared design, sync section 8.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sasaeai_desktop.db import erasures, purge, settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.erasures import DONE, REFUSED, WAITS, Order
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import Erasure
from sasaeai_desktop.services.desk import audit, backups
from sasaeai_desktop.services.desk.desk import Desk, Done, reading

_STATED = "erasures:"
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """An erasure that waits here.

    Attributes:
        id: of its record.
        names: whose names would go.
        records: how many records would lose their words.
        reason: as its writer put it.
        on: the day on which it was asked for.
    """

    id: Id
    names: tuple[str, ...]
    records: int
    reason: str
    on: str


def waiting(connection: Connection) -> list[Id]:
    """Return the erasures that wait for a person here: nobody has said anything yet, and there is something to take."""
    words = erasures.spoken(connection)
    if words is None:
        return []
    asked = [o for o in erasures.orders(connection) if not o.confirmed and o.id.hex() not in words]
    return [Id(o.id) for o in asked if erasures.bodies_here(connection, o)]


def asked(connection: Connection, ent: Id) -> Asked:
    """Return one of them in full."""
    order, row = _order(connection, ent), base.get(connection, Erasure, ent)
    names = tuple(sorted(purge.names_of(connection, order.what)))
    there = {bytes.fromhex(record[-32:].decode()) for record in order.what}
    return Asked(ent, names, len(there), row.reason if row else "", row.on if row else "")


def _order(connection: Connection, ent: Id) -> Order:
    return next(order for order in erasures.orders(connection) if order.id == ent)


def carry_out(session: WriteSession, desk: Desk, ent: Id) -> int:
    """Do what was asked for; returns how many bodies went. The caller then replaces the backups (``after``)."""
    done = purge.carry_out(session.connection, ent, session.touched)
    audit.log_access(session.connection, desk, f"erasure confirmed {done.bodies}")
    return done.bodies


def refuse(session: WriteSession, desk: Desk, ent: Id) -> None:
    """Keep the words; the laptop that asked hears of it."""
    erasures.speak(session.connection, ent, REFUSED)
    audit.log_access(session.connection, desk, "erasure refused")


def after(desk: Desk, done: Done[str]) -> Done[str]:
    """Replace the backups that still hold what was erased; what to say of it is added to the words."""
    desk.database.checkpoint()  # the write-ahead log holds older pages
    try:
        replaced = backups.replace_old_backups(desk)
        more = f"。もしもの控え {replaced}個を取りかえました" if replaced else ""
    except UserError as error:  # the next import or erasure tries again
        more = f"。古い控えは まだ残っています。{error.what}"
    return Done(f"{done.result}{more}", replace(done.changes, label=f"{done.result}{more}"))


# -- what other laptops say of ours ----------------------------------------------------------------------------------


def states(connection: Connection) -> dict[str, str]:
    """Return what this laptop says of every erasure it holds, for the header of a bundle to its siblings."""
    words = erasures.spoken(connection) or {}
    rows = connection.exec_driver_sql('SELECT id FROM "erasure" WHERE what IS NOT NULL').scalars()
    return {ent: words.get(ent, WAITS) for ent in (bytes(row).hex() for row in rows)}


def heard(connection: Connection, device: str, stated: Any) -> None:
    """Keep what another laptop says of the erasures it holds: its latest word."""
    if isinstance(stated, dict) and len(stated) <= _MOST:
        known = {str(k): v for k, v in stated.items() if v in (DONE, REFUSED, WAITS)}
        settings.put(connection, f"{_STATED}{device}", json.dumps(known))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How far another laptop is with what was erased here: how many wait there, and how many are refused there."""

    device: str
    letter: str
    waiting: int
    refused: int


def elsewhere(desk: Desk) -> list[Elsewhere]:
    """Return, for each other laptop of the district, how many of the erasures carried out here it has not."""
    with reading(desk) as session:
        ours = {ent for ent, word in (erasures.spoken(session) or {}).items() if word == DONE}
        found = []
        for peer in peers.devices_of(peers.all_peers(session), desk.me.code):
            if peer.council or peer.device == desk.me.device:
                continue
            stated = json.loads(settings.text(session, f"{_STATED}{peer.device}", "{}"))
            words = [stated.get(ent, WAITS) for ent in ours]
            found.append(Elsewhere(peer.device, peer.letter, words.count(WAITS), words.count(REFUSED)))
    return [each for each in found if each.waiting or each.refused]
