"""Other devices this installation knows, what they said they hold, and the bundles that went and came."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection, Row

Have = dict[str, list[tuple[int, str]]]
"""Contiguous tips by stream name: (seq, id hex), one per branch."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A known device.

    Attributes:
        device: 16 hex digits, from its signing key.
        council: whether it is a council's.
        reg: how it registered, JSON, to be relayed; empty when it came by the roster.
        have: what it said it holds in the bundle imported last.
        have_on: day of that bundle's import, empty before the first.
    """

    device: str
    district: str
    council: bool
    letter: str
    sign_key: str
    age_key: str
    invitation: str = ""
    reg: str = ""
    since: str = ""
    revoked_on: str = ""
    have: str = "{}"
    have_on: str = ""
    received: int = 0

    def holds(self) -> Have:
        """Return the tips it stated last."""
        return {name: [(int(s), str(t)) for s, t in tips] for name, tips in json.loads(self.have).items()}


_COLUMNS = "device, district, role, letter, sign_key, age_key, invitation, reg, since, revoked_on, have, have_on, received"


def all_peers(connection: Connection) -> list[Peer]:
    """Return every known device, revoked ones included."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM peer ORDER BY district, letter, device").all()
    return [_peer(row) for row in rows]


def find(connection: Connection, device: str) -> Peer | None:
    """Return one known device."""
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM peer WHERE device = ?", (device,)).first()
    return None if row is None else _peer(row)


def _peer(row: Row) -> Peer:
    return Peer(row[0], row[1], row[2] == "council", *row[3:])


def save(connection: Connection, peer: Peer) -> None:
    """Add a device or write back what is known of it."""
    values = (
        peer.device, peer.district, "council" if peer.council else "district", peer.letter, peer.sign_key, peer.age_key,
        peer.invitation, peer.reg, peer.since, peer.revoked_on, peer.have, peer.have_on, peer.received,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    connection.exec_driver_sql(f"INSERT OR REPLACE INTO peer ({_COLUMNS}) VALUES ({marks})", values)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation this installation issued; ``used_by`` is the device that came by it."""

    number: str
    code: str
    name: str
    letter: str
    secret: str
    issued_on: str
    used_by: str = ""


def add_invitation(connection: Connection, invitation: Invitation) -> None:
    """Remember an invitation that was issued."""
    connection.exec_driver_sql(
        "INSERT INTO invitation (number, code, name, letter, secret, issued_on, used_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (invitation.number, invitation.code, invitation.name, invitation.letter, invitation.secret,
         invitation.issued_on, invitation.used_by),
    )  # fmt: skip


def find_invitation(connection: Connection, number: str) -> Invitation | None:
    """Return an issued invitation."""
    row = connection.exec_driver_sql(
        "SELECT number, code, name, letter, secret, issued_on, used_by FROM invitation WHERE number = ?",
        (number,),
    ).first()
    return None if row is None else Invitation(*row)


def unused_invitations(connection: Connection) -> set[str]:
    """Return the numbers of the invitations that nobody came by yet."""
    return set(connection.exec_driver_sql("SELECT number FROM invitation WHERE used_by = ''").scalars())


def use_invitation(connection: Connection, number: str, device: str) -> None:
    """Note that a device came by an invitation; it works once."""
    connection.exec_driver_sql("UPDATE invitation SET used_by = ? WHERE number = ?", (device, number))


@dataclass(frozen=True, slots=True)
class LoggedBundle:
    """A bundle that was written or taken in."""

    direction: str  # "out" or "in"
    sha256: str
    peer: str
    number: int
    at: str
    changes: int
    header: str
    names: str
    path: str


_LOG = "direction, sha256, peer, number, at, changes, header, names, path"


def log_bundle(connection: Connection, bundle: LoggedBundle) -> None:
    """Keep a line about a bundle (持出管理簿)."""
    connection.exec_driver_sql(
        f"INSERT INTO bundle_log ({_LOG}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (bundle.direction, bundle.sha256, bundle.peer, bundle.number, bundle.at, bundle.changes, bundle.header,
         bundle.names, bundle.path),
    )  # fmt: skip


def logged(connection: Connection, direction: str, sha256: str = "") -> list[LoggedBundle]:
    """Return the bundles of one direction, newest first; those with one hash when given."""
    where, params = ("AND sha256 = ?", (direction, sha256)) if sha256 else ("", (direction,))
    rows = connection.exec_driver_sql(
        f"SELECT {_LOG} FROM bundle_log WHERE direction = ? {where} ORDER BY n DESC", params
    )
    return [LoggedBundle(*row) for row in rows]


def logged_oddly(connection: Connection) -> list[LoggedBundle]:
    """Return the bundles taken in of which something odd was noted, newest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {_LOG} FROM bundle_log WHERE direction = 'in' AND json_extract(header, '$.odd') IS NOT NULL ORDER BY n DESC"
    )
    return [LoggedBundle(*row) for row in rows]


def devices_of(peers: Iterable[Peer], district: str) -> list[Peer]:
    """Return the devices of a district that may receive bundles."""
    return [p for p in peers if p.district == district and not p.revoked_on]
