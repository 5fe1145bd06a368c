"""Who holds what: how far others have confirmed what we wrote, and the bundles that went and came."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.peers import LoggedBundle, Peer
from sasaeai_desktop.services.desk import Desk, reading
from sasaeai_desktop.sync import outgoing
from sasaeai_desktop.sync.outgoing import Route


@dataclass(frozen=True, slots=True)
class Receipt:
    """How far a device has confirmed what we wrote.

    Attributes:
        unconfirmed: changes beyond what it said it holds last.
        confirmed_on: time of its last bundle here, empty before the first.
    """

    device: str
    district: str
    letter: str
    council: bool
    unconfirmed: int
    confirmed_on: str


def receipts(desk: Desk) -> list[Receipt]:
    """Return, per known device, how many of the changes it may have are not confirmed by its own signed word."""
    found = []
    with reading(desk) as session:
        held = streams.all_streams(session)
        for peer in peers.all_peers(session):
            if peer.revoked_on or peer.device == desk.me.device:
                continue
            route = _route_to(desk, peer)
            district = peer.district if desk.me.council else desk.me.code
            stated = peer.holds()
            missing = sum(
                s.seq - max((seq for seq, _ in stated.get(s.name, []) if seq <= s.seq), default=0)
                for s in held
                if s.mine and outgoing.may_carry(route, s.name, district)
            )
            found.append(
                Receipt(peer.device, peer.district, peer.letter, peer.council, missing, peer.have_on)
            )
    return found


def _route_to(desk: Desk, peer: Peer) -> Route:
    if desk.me.council:
        return Route.TO_DISTRICT
    return Route.TO_COUNCIL if peer.council else Route.TO_SIBLING


def history(desk: Desk, direction: str) -> list[LoggedBundle]:
    """Return the bundles written ("out") or taken in ("in"), newest first."""
    with reading(desk) as session:
        return peers.logged(session, direction)
