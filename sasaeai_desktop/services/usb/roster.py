"""Whom this installation knows, and how a device that nobody knew proves that it was invited."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import StreamName, stream_name
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import erasures_asked
from sasaeai_desktop.services.usb import exchange_keys, revoking
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import limits, registration, vouched
from sasaeai_desktop.sync.keys import PublicKeys
from sasaeai_desktop.sync.registration import Claim, succession_of


def known_and_claimed(connection: Connection, desk: Desk, header: dict[str, Any]) -> dict[str, Peer]:
    """Return known devices by id, and those of a bundle's registrations that hold.

    A registration that is only relayed and cannot be checked (yet) is passed over: should a chain of its device be in
    the bundle, nobody vouches for that chain, and it is refused there.

    Raises:
        RefusedError: the sender's own registration does not hold, or its invitation was used by another device.
    """
    known = {p.device: p for p in peers.all_peers(connection)}
    mine = device_keys(connection).public
    known[desk.me.device] = Peer(
        desk.me.device, desk.me.code, desk.me.council, desk.me.letter, mine.sign.hex(), mine.age
    )
    relayed = header.get("regs", [])
    if not isinstance(relayed, list):
        raise RefusedError("ファイルの登録の部分が読めません。", "渡した方に知らせてください。", check="reg")
    district = str(header.get("district", ""))
    own = [header["reg"]] if "reg" in header else []
    waiting = [(registration.read_claim(reg), reg) for reg in [*own, *relayed]]
    while waiting:  # one may vouch for another, in whatever order they stand
        left, refusal = [], None
        for claim, reg in waiting:
            if claim.keys.device in known:
                _know_former(desk, claim, known, district)
                continue
            try:
                peer = _proven(connection, desk, claim, reg, known, district)
            except RefusedError as error:
                left.append((claim, reg))
                refusal = error if claim.keys.device == header["from"] else refusal
                continue
            known[claim.keys.device] = _as_stated(peer, header, known)
        if len(left) == len(waiting):
            if refusal is not None:
                raise refusal
            break
        waiting = left
    return known


def _know_former(desk: Desk, claim: Claim, known: dict[str, Peer], district: str) -> None:
    """Learn who a known device was before, so that what it wrote then has its owner."""
    now = known[claim.keys.device]
    if claim.former_keys is None or claim.former in known or now.revoked_on or now.district != district:
        return
    with contextlib.suppress(RefusedError):
        registration.check_succession(claim, district)
        names = claim.former_keys.to_dict()
        known[claim.former] = Peer(
            claim.former, now.district, now.council, now.letter, names["sign"], names["age"],
            since=desk.clock.today(), revoked_on=claim.on,
        )  # fmt: skip


def _as_stated(peer: Peer, header: dict[str, Any], known: dict[str, Peer]) -> Peer:
    """Return a newly proven device as revoked when its district's first laptop says so."""
    stated = header.get("revocations", [])
    for said in stated if isinstance(stated, list) else []:
        if revoking.is_statement(said) and said["device"] == peer.device and said["by"] in known:
            by = known[said["by"]]
            if by.district == peer.district and revoking.proven(said, by):
                return replace(peer, revoked_on=str(said["on"]))
    return peer


def _proven(
    connection: Connection,
    desk: Desk,
    claim: Claim,
    reg: dict[str, Any],
    known: dict[str, Peer],
    district: str,
) -> Peer:
    names = claim.keys.to_dict()
    if claim.former:
        return _successor(desk, claim, reg, known, district)
    peer = Peer(claim.keys.device, district, False, claim.letter, names["sign"], names["age"], claim.invitation,
                json.dumps(reg), desk.clock.today())  # fmt: skip
    user = next((p for p in known.values() if p.invitation == claim.invitation), None)
    if user is not None:
        number = PublicKeys.from_dict({"sign": user.sign_key, "age": user.age_key}).fingerprint
        raise _refused(f"この招待は、もう べつのパソコン（見くらべる番号 {number}）が使っています。")
    if claim.voucher:
        inviter = known.get(claim.inviter)
        if inviter is None or inviter.district != district:
            raise RefusedError(
                "招待したパソコンが、ここでは知られていません。",
                "その地区の1台目のパソコンのUSBを、先に取り込んでください。",
                check="inviter",
            )
        registration.check_voucher(claim, bytes.fromhex(inviter.sign_key), district)
        # Whether a revoked laptop invited it before it was lost, nobody can tell: what it writes waits for a decision.
        return replace(peer, revoked_on=peer.since) if inviter.revoked_on else peer
    issued = peers.find_invitation(connection, str(claim.number))
    if not desk.me.council or issued is None or issued.code != district:
        raise _refused("知らないパソコンからのファイルです。")
    registration.check_secret(claim, bytes.fromhex(issued.secret), district)
    return peer


def _successor(desk: Desk, claim: Claim, reg: dict[str, Any], known: dict[str, Peer], district: str) -> Peer:
    """Return a known device under its new keys."""
    former = known.get(claim.former)
    if former is None or former.district != district:
        raise RefusedError(
            "このパソコンの前の鍵が、ここでは知られていません。",
            "同じ地区の ほかのパソコンのUSBを、先に取り込んでください。",
            check="inviter",
        )
    registration.check_succession(claim, district)
    others = [p for p in known.values() if p.invitation == claim.invitation]
    if any(not p.revoked_on for p in others):
        raise RefusedError(
            "このパソコンの前の鍵は、もう べつの新しい鍵に替わっています。どちらかが にせものです。",
            "「パソコンの一覧」の見くらべる番号を電話で読み合わせ、覚えのないほうを使わないことにしてください。",
            check="succeeded",
        )
    names = claim.keys.to_dict()
    peer = Peer(claim.keys.device, district, former.council, former.letter, names["sign"], names["age"],
                claim.invitation, json.dumps(reg), desk.clock.today())  # fmt: skip
    # A device that was stolen names no heir: what that one writes waits for a decision.
    stolen = former.revoked_on and not others
    return replace(peer, revoked_on=peer.since) if stolen else peer


def _refused(what: str) -> RefusedError:
    return RefusedError(
        what, "渡した方に、市社協の招待ファイルで登録したパソコンかどうか確かめてください。", check="sender"
    )


def sign_key_of(known: dict[str, Peer], device: str) -> str:
    """Return the signing key of a device, hex; also of a revoked one, of which the earlier part still counts.

    Raises:
        RefusedError: the device is unknown.
    """
    peer = known.get(device)
    if peer is None:
        raise _refused("知らないパソコンからのファイルです。")
    return peer.sign_key


def owner_key(known: dict[str, Peer], parts: StreamName) -> bytes:
    """Return the signing key of the device that may own a stream.

    A council's streams (common and replies) rank above all others, so only a council's device may own one; a
    district's streams belong to a laptop of that district.

    Raises:
        RefusedError: the device is unknown (check ``sender``), or the stream is not for it (``owner``).
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


def keep_new(session: WriteSession, desk: Desk, known: dict[str, Peer]) -> set[str]:
    """Keep devices that just proved their invitation or their succession; returns those whose keys ended with that."""
    connection = session.connection
    held = {p.device for p in peers.all_peers(connection)}
    new = [p for device, p in known.items() if device not in held and device != desk.me.device]
    for peer in new:
        peers.save(connection, peer)
    return {device for peer in new for device in _end_former(connection, peer, known)}


def end_formers(connection: Connection, known: dict[str, Peer], header: dict[str, Any]) -> set[str]:
    """Trust of former devices that were learned of in this bundle what their successors say; returns these devices."""
    relayed = header.get("regs", [])
    ended: set[str] = set()
    for reg in [header.get("reg", {}), *(relayed if isinstance(relayed, list) else [])]:
        claim = registration.read_claim(reg) if isinstance(reg, dict) and "former" in reg else None
        if claim is None or claim.keys.device not in known or claim.former not in known:
            continue
        if not revoking.local_limits(connection, claim.former) and not known[claim.keys.device].revoked_on:
            revoking.keep_limits(connection, claim.former, _stated(claim))
            ended.add(claim.former)
    return ended


def _end_former(connection: Connection, peer: Peer, known: dict[str, Peer]) -> set[str]:
    """Stop trusting the keys that a new device had before, beyond the tips where they end."""
    former = next((p for p in known.values() if succession_of(p.device) == peer.invitation), None)
    if former is None or former.revoked_on or peer.revoked_on or not peer.reg:
        return set()
    claim = registration.read_claim(json.loads(peer.reg))
    revoking.mark_revoked(connection, former, claim.on)
    revoking.keep_limits(connection, former.device, _stated(claim))
    return {former.device}


def _stated(claim: Claim) -> vouched.Limits:
    stated = vouched.away(vouched.from_text(claim.tips))
    return {name: tips for name, tips in stated.items() if stream_name(name).device == claim.former}


def remember(session: WriteSession, desk: Desk, known: dict[str, Peer], header: dict[str, Any]) -> None:
    """Keep newly proven devices, and what the sender says it holds: its latest word, never a maximum or a union.

    What a revoked device says it holds is not listened to: nothing is addressed to it any more.
    """
    unused = peers.unused_invitations(session.connection) if desk.me.council else set()
    for device, peer in known.items():
        if device == desk.me.device:
            continue
        if device == header["from"] and not peer.revoked_on:
            have = {str(n): [[int(s), str(t)] for s, t in tips] for n, tips in header["have"].items()}
            now = desk.clock.now().isoformat(timespec="seconds")
            now_known = exchange_keys.heard(session, desk, header, peer)
            peers.save(session.connection, replace(
                now_known, have=json.dumps(have), have_on=now, received=max(peer.received, header["number"])
            ))  # fmt: skip
            erasures_asked.heard(session.connection, device, header.get("erasures"))
            gaps = header.get("gaps", {})
            settings.put(
                session.connection, f"gaps:{device}", json.dumps(gaps if limits.is_have(gaps) else {})
            )
        if peer.invitation in unused:
            peers.use_invitation(session.connection, peer.invitation, device)
