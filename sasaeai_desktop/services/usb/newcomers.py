"""Laptops that are new here, or have new keys: told to a person with the number to compare, and refused with one click.

Whoever uses an invitation first is taken for the invited one. So everyone who hears of a new laptop is told of it, and
what a stranger wrote is put aside as a whole. What is said here is this computer's own word and no record. Source:
shared design, sync section 8.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.sync.keys import PublicKeys
from sasaeai_desktop.sync.registration import succession_of

_SEEN = "laptops_seen"  # JSON [device]; missing in a file that no program that asks has opened


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A laptop that nobody here has spoken about.

    Attributes:
        renewed: it was known before, under other keys.
        fingerprint: six groups of five digits, as that laptop shows them too.
        since: day on which it was first heard of.
    """

    device: str
    district: str
    letter: str
    council: bool
    renewed: bool
    fingerprint: str
    since: str


def ask_from_now_on(connection: Connection) -> None:
    """Let people here be told of new laptops; those that are known by now came before, or by the invitation itself."""
    if not settings.text(connection, _SEEN):
        _keep(connection, {p.device for p in peers.all_peers(connection)})


def waiting(connection: Connection, desk: Desk) -> list[Newcomer]:
    """Return the laptops in use that nobody here has said anything about, the earliest first."""
    text = settings.text(connection, _SEEN)
    if not text:
        return []
    seen = set(json.loads(text))
    return [
        Newcomer(p.device, p.district, p.letter, p.council, p.invitation.startswith(succession_of("")),
                 fingerprint_of(p), p.since)
        for p in sorted(peers.all_peers(connection), key=lambda p: (p.since, p.device))
        if p.device not in seen and p.device != desk.me.device and not p.revoked_on
    ]  # fmt: skip


def fingerprint_of(peer: Peer) -> str:
    """Return the number by which two people compare a laptop's keys."""
    return PublicKeys.from_dict({"sign": peer.sign_key, "age": peer.age_key}).fingerprint


def accept(connection: Connection, device: str) -> None:
    """Note that a person here knows this laptop."""
    _keep(connection, {*json.loads(settings.text(connection, _SEEN, "[]")), device})


def refuse(session: WriteSession, desk: Desk, device: str) -> bool:
    """Stop using a laptop that nobody here knows, and trust nothing of it; says whether all others hear of it from here."""
    peer = peers.find(session.connection, device)
    assert peer is not None, "it was shown a moment ago"
    from sasaeai_desktop.services.usb import revoking  # noqa: PLC0415 - all of the exchange, for one who only looks

    audit.log_access(session.connection, desk, f"laptop refused {device}")
    return revoking.refuse(session, desk, peer)


def _keep(connection: Connection, devices: set[str]) -> None:
    settings.put(connection, _SEEN, json.dumps(sorted(devices)))
