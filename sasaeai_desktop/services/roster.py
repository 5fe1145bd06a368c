"""Whom this installation knows, and how a device that nobody knew proves that it was invited."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.lines import StreamName
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.council import Device
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import Desk
from sasaeai_desktop.services.inviting import device_keys
from sasaeai_desktop.sync import registration
from sasaeai_desktop.sync.registration import Claim


def known_and_claimed(connection: Connection, desk: Desk, header: dict[str, Any]) -> dict[str, Peer]:
    """Return known devices by id, and those of a bundle's registrations that hold.

    Raises:
        RefusedError: a registration does not hold, or its invitation was used by another device.
    """
    known = {p.device: p for p in peers.all_peers(connection)}
    mine = device_keys(connection).public
    known[desk.me.device] = Peer(
        desk.me.device, desk.me.code, desk.me.council, desk.me.letter, mine.sign.hex(), mine.age
    )
    relayed = header.get("regs", [])
    if not isinstance(relayed, list):
        raise RefusedError("ファイルの登録の部分が読めません。", "渡した方に知らせてください。", check="reg")
    for reg in [*([header["reg"]] if "reg" in header else []), *relayed]:
        claim = registration.read_claim(reg)
        if claim.keys.device not in known:
            known[claim.keys.device] = _proven(
                connection, desk, claim, reg, known, str(header.get("district", ""))
            )
    return known


def _proven(
    connection: Connection,
    desk: Desk,
    claim: Claim,
    reg: dict[str, Any],
    known: dict[str, Peer],
    district: str,
) -> Peer:
    names = claim.keys.to_dict()
    peer = Peer(claim.keys.device, district, False, claim.letter, names["sign"], names["age"], claim.invitation,
                json.dumps(reg), desk.clock.today())  # fmt: skip
    if any(p.invitation == claim.invitation for p in known.values()):
        raise _refused("この招待は、もう使われています。")
    if claim.voucher:
        inviter = known.get(claim.inviter)
        if inviter is None or inviter.district != district or inviter.revoked_on:
            raise RefusedError(
                "招待したパソコンが、ここでは知られていません。",
                "その地区の1台目のパソコンのUSBを、先に取り込んでください。",
                check="inviter",
            )
        registration.check_voucher(claim, bytes.fromhex(inviter.sign_key), district)
        return peer
    issued = peers.find_invitation(connection, str(claim.number))
    if not desk.me.council or issued is None or issued.code != district:
        raise _refused("知らないパソコンからのファイルです。")
    registration.check_secret(claim, bytes.fromhex(issued.secret), district)
    return peer


def _refused(what: str) -> RefusedError:
    return RefusedError(
        what, "渡した方に、市社協の招待ファイルで登録したパソコンかどうか確かめてください。", check="sender"
    )


def sign_key_of(known: dict[str, Peer], device: str) -> str:
    """Return the signing key of a device, hex.

    Raises:
        RefusedError: the device is unknown, or was revoked.
    """
    peer = known.get(device)
    if peer is None:
        raise _refused("知らないパソコンからのファイルです。")
    if peer.revoked_on:
        raise _refused("使わないことになったパソコンからのファイルです。")
    return peer.sign_key


def owner_key(known: dict[str, Peer], parts: StreamName) -> bytes:
    """Return the signing key of the device that may own a stream.

    A council's streams (common and replies) rank above all others, so only a council's device may own one; a
    district's streams belong to a laptop of that district.

    Raises:
        RefusedError: the device is unknown or revoked (check ``sender``), or the stream is not for it (``owner``).
    """
    key = bytes.fromhex(sign_key_of(known, parts.device))
    peer = known[parts.device]
    if peer.council != bool(parts.rank) or peer.district != parts.district:
        raise RefusedError(
            "ファイルの中に、そのパソコンが書けないはずの記録が入っています。取り込みませんでした。",
            "渡した方と市社協に知らせてください。",
            check="owner",
        )
    return key


def remember(session: WriteSession, desk: Desk, known: dict[str, Peer], header: dict[str, Any]) -> None:
    """Keep newly proven devices, and what the sender says it holds: its latest word, never a maximum or a union."""
    for device, peer in known.items():
        if device == desk.me.device:
            continue
        if device == header["from"]:
            have = {str(n): [[int(s), str(t)] for s, t in tips] for n, tips in header["have"].items()}
            now = desk.clock.now().isoformat(timespec="seconds")
            peers.save(session.connection, replace(
                peer, have=json.dumps(have), have_on=now, received=max(peer.received, header["number"])
            ))  # fmt: skip
            gaps = {
                str(n): [[int(s), str(t)] for s, t in places] for n, places in header.get("gaps", {}).items()
            }
            settings.put(session.connection, f"gaps:{device}", json.dumps(gaps))
        elif peer.reg:
            peers.save(session.connection, peer)
        if peer.invitation.isdecimal() and desk.me.council:
            peers.use_invitation(session.connection, peer.invitation, device)


def learn_from_common(session: WriteSession, desk: Desk, touched: set[Id]) -> None:
    """Take the council's roster over: sibling laptops, and who was revoked."""
    for device in base.by_ids(session.connection, Device, touched).values():
        if device.of_district != desk.me.code or device.device == desk.me.device:
            continue
        peer = peers.find(session.connection, device.device) or Peer(
            device.device, device.of_district, False, device.letter, device.sign_key, device.age_key,
            device.invitation, since=desk.clock.today(),
        )  # fmt: skip
        peers.save(session.connection, replace(peer, revoked_on=device.revoked_on))
