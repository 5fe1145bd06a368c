"""Laptops that are not used any more: saying so, and what everyone still trusts of them.

A council revokes through its roster, which every bundle to a district carries. A district without a council does it on
its first laptop (A), whose signed word its other laptops take. Of a laptop's home chains, which a council never holds,
what counts is what the district's other laptops held when they learned of it. Source: shared design, sync section 3.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import stream_name
from sasaeai_desktop.db.repositories import base, peers, quarantine
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.council import Device, District
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.usb import setting_aside
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import vouched
from sasaeai_desktop.sync.keys import USE_REVOCATION, DeviceKeys, PublicKeys, verify
from sasaeai_desktop.sync.registration import succession_of
from sasaeai_desktop.sync.vouched import Limits

FIRST_LETTER = "A"
FORMERS = "former_devices"  # setting, JSON [device]: who this computer was before its keys were renewed
_STATEMENT = "revocation:"
_LOCAL = "limit:"
_PARTS = {"device", "district", "on", "tips", "by", "signature"}
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
"""Form of a day of a clock that may be wrong: it is shown, and nothing is counted by it."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop or a council's computer, as the list of laptops shows it.

    Attributes:
        device: 16 hex digits.
        name: of its district, or of the council.
        mine: whether it is this very computer.
        heard_on: time of its last bundle here, empty before the first.
        revoked_on: day on which it was revoked, empty while it is in use.
        set_aside: how many changes of it wait for a decision here.
        revocable: whether ``revoke`` may be called for it here.
        fingerprint: the number by which two people compare its keys.
    """

    device: str
    district: str
    letter: str
    name: str
    council: bool
    mine: bool
    since: str
    heard_on: str
    revoked_on: str
    set_aside: int
    revocable: bool
    fingerprint: str = ""


def laptops(desk: Desk) -> list[Laptop]:
    """Return this computer and every one it knows; by district and letter, revoked ones last."""
    with reading(desk) as session:
        waiting = quarantine.waiting(session)
        names = {d.code: d.name for d in select(session, District)}
        known = [p for p in peers.all_peers(session) if p.device != desk.me.device]
        may = _may_revoke(desk, known)
        ended = {*json.loads(settings.text(session, FORMERS, "[]"))}
        ended |= {p.invitation.removeprefix(succession_of("")) for p in known if not p.revoked_on}
        found = [
            Laptop(p.device, p.district, p.letter, _name_of(desk, p, names) + ("（前の鍵）" if p.device in ended else ""),
                   p.council, False, p.since, p.have_on, p.revoked_on, waiting.get(p.device, 0),
                   may and not p.council and not p.revoked_on, _fingerprint(p.sign_key, p.age_key))
            for p in known if p.device not in ended or waiting.get(p.device)
        ]  # fmt: skip
        mine = device_keys(session).public.fingerprint
    me = desk.me
    own = Laptop(me.device, me.code, me.letter, me.name, me.council, True, "", "", "", 0, False, mine)
    return sorted(
        [own, *found],
        key=lambda p: (bool(p.revoked_on), not p.council, len(p.district), p.district, p.letter),
    )


def _fingerprint(sign: str, age: str) -> str:
    try:
        return PublicKeys.from_dict({"sign": sign, "age": age}).fingerprint
    except RefusedError:  # of an older roster: nothing is written to it any more
        return ""


def _name_of(desk: Desk, peer: Peer, names: dict[str, str]) -> str:
    if peer.council:
        return desk.me.council_name or "市社協"
    if not desk.me.council and peer.district == desk.me.code:
        return desk.me.name
    return names.get(peer.district, f"{peer.district}番の地区")


def _may_revoke(desk: Desk, known: list[Peer]) -> bool:
    return desk.me.council or (desk.me.letter == FIRST_LETTER and not any(p.council for p in known))


def revoke(desk: Desk, device: str) -> Done[Laptop]:
    """Stop using a laptop (lost, stolen, broken): what is held of it now counts, what it writes later does not.

    Args:
        desk: the council's, or the first laptop of a district without one.
        device: 16 hex digits, or as many of its first ones as tell it apart.

    Raises:
        InputError: no such laptop, it is this one or revoked already, or another place decides.
    """
    with acting(desk, "パソコンを使わないことにしました", undoable=False, deed=Deed.KEYS) as session:
        known = [p for p in peers.all_peers(session.connection) if p.device != desk.me.device]
        if not _may_revoke(desk, known):
            raise InputError(
                "パソコンを使わないことにするのは、市社協か、市社協とつながっていない地区の1台目だけです。",
                "なくしたパソコンのことを、市社協にすぐ知らせてください。",
            )
        peer = _pick(known, device, desk)
        away = vouched.away(vouched.held_tips(session.connection, peer.device))
        if desk.me.council:
            _write_roster(session, replace(peer, revoked_on=session.today), away)
        else:
            _write_statement(session, device_keys(session.connection), peer, away)
        mark_revoked(session.connection, peer, session.today)
        setting_aside.enforce(session, desk, {peer.device: limits_of(session.connection, peer.device)})
    (gone,) = [laptop for laptop in laptops(desk) if laptop.device == peer.device]
    return Done(gone, session.changes)


def refuse(session: WriteSession, desk: Desk, peer: Peer) -> bool:
    """Trust nothing of a laptop that nobody knows; whatever came of it is put aside.

    Returns:
        Whether the others hear of it from here; else the council must be told.
    """
    gone = replace(peer, revoked_on=session.today)
    heard = desk.me.council or _may_revoke(desk, peers.all_peers(session.connection))
    if desk.me.council and not peer.council:
        _write_roster(session, gone, {})
    elif heard:
        _write_statement(session, device_keys(session.connection), gone, {})
    peers.save(session.connection, gone)
    setting_aside.enforce(session, desk, {peer.device: limits_of(session.connection, peer.device)})
    return heard


def _pick(known: list[Peer], device: str, desk: Desk) -> Peer:
    found = [p for p in known if device and p.device.startswith(device.lower())]
    if desk.me.device.startswith(device.lower()) and device:
        raise InputError(
            "いま使っているこのパソコンは、使わないことにできません。", "べつのパソコンをえらんでください。"
        )
    if len(found) != 1:
        raise InputError(
            f"「{device}」というパソコンが見つかりません。",
            "sasaeai device list で、番号を確かめてください。",
        )
    if found[0].council:
        raise InputError(
            "市社協のパソコンは、使わないことにできません。", "地区のパソコンをえらんでください。"
        )
    if found[0].revoked_on:
        raise InputError("そのパソコンは、もう使わないことになっています。")
    return found[0]


def mark_revoked(connection: Connection, peer: Peer, on: str) -> None:
    """Note the revocation, and of its home chains what is held at this moment."""
    keep_limits(connection, peer.device, vouched.at_home(vouched.held_tips(connection, peer.device)))
    peers.save(connection, replace(peer, revoked_on=on))


def keep_limits(connection: Connection, device: str, more: Limits) -> None:
    """Trust further tips of a revoked device on this computer; limits only ever grow."""
    together = vouched.union([local_limits(connection, device), more])
    settings.put(connection, f"{_LOCAL}{device}", vouched.to_text(together))


def local_limits(connection: Connection, device: str) -> Limits:
    """Return what this computer itself trusts of a revoked device."""
    return vouched.from_text(settings.text(connection, f"{_LOCAL}{device}"))


def limits_of(connection: Connection, device: str) -> Limits:
    """Return all that is trusted of a revoked device: what the revocation says, and of home chains what was held."""
    local = local_limits(connection, device)
    row = base.get(connection, Device, roster_id(device))
    statement = settings.text(connection, f"{_STATEMENT}{device}")
    if row is not None and row.revoked_on:
        stated = vouched.from_text(row.revoked_tips)
    elif statement:
        stated = vouched.from_text(json.loads(statement)["tips"])
    else:
        return local
    return vouched.union([stated, vouched.at_home(local)])


def roster_id(device: str) -> Id:
    """Return the id of a device in the council's roster."""
    return keyed_id(b"sasaeai", "device", device)


def roster_values(peer: Peer) -> dict[str, str]:
    """Return what the council's roster says of a device in use."""
    return {
        "device": peer.device,
        "of_district": peer.district,
        "letter": peer.letter,
        "sign_key": peer.sign_key,
        "age_key": peer.age_key,
        "invitation": peer.invitation,
    }


def _revoked_values(peer: Peer, limits: Limits) -> dict[str, str]:
    return {"revoked_on": peer.revoked_on, "revoked_tips": vouched.to_text(limits)}


def _write_roster(session: WriteSession, peer: Peer, limits: Limits) -> None:
    values = {**roster_values(peer), **_revoked_values(peer, limits)}
    session.record(Device, roster_id(peer.device), values)


def list_device(session: WriteSession, peer: Peer) -> None:
    """Put a device into the roster; one that was revoked before it was ever listed, as revoked."""
    values = roster_values(peer)
    if peer.revoked_on:
        values |= _revoked_values(peer, vouched.away(limits_of(session.connection, peer.device)))
    session.record(Device, roster_id(peer.device), values)


def vouch(session: WriteSession, desk: Desk, peer: Peer, tips: Limits) -> None:
    """Trust more of a revoked device, and let everyone who must know it know."""
    keep_limits(session.connection, peer.device, vouched.at_home(tips))
    more = vouched.away(tips)
    if not more:
        return
    grown = vouched.away(vouched.union([limits_of(session.connection, peer.device), more]))
    if desk.me.council:
        _write_roster(session, peer, grown)
    else:
        _write_statement(session, device_keys(session.connection), peer, grown)


# -- a district without a council -------------------------------------------------------------------------------------


def _write_statement(session: WriteSession, keys: DeviceKeys, peer: Peer, limits: Limits) -> None:
    said = {
        "device": peer.device,
        "district": peer.district,
        "on": peer.revoked_on or session.today,
        "tips": vouched.to_text(limits),
        "by": keys.device,
    }
    signature = keys.sign(USE_REVOCATION, strictjson.dumps(said)).hex()
    settings.put(
        session.connection, f"{_STATEMENT}{peer.device}", json.dumps({**said, "signature": signature})
    )


def statements(connection: Connection) -> list[dict[str, Any]]:
    """Return the first laptop's signed words about revoked ones, to be carried on."""
    rows = connection.exec_driver_sql(
        "SELECT value FROM setting WHERE name LIKE ? ORDER BY name", (f"{_STATEMENT}%",)
    )
    return [json.loads(row[0]) for row in rows]


def stated_limits(connection: Connection, district: str) -> dict[str, list[Any]]:
    """Return, by revoked device of the district, what this computer trusts of its home chains: for its siblings."""
    revoked = [p.device for p in peers.all_peers(connection) if p.revoked_on and p.district == district]
    found = {device: json.loads(vouched.to_text(local_limits(connection, device))) for device in revoked}
    return {device: tips for device, tips in found.items() if tips}


def learn_from_header(session: WriteSession, desk: Desk, header: dict[str, Any], sender: Peer) -> set[str]:
    """Take over what a bundle's header says about revoked laptops; returns the devices of which more is known now.

    The first laptop's statements count only where no council decides, and at a council for laptops it does not list
    yet; a sibling's word about home chains counts when it is itself in use.
    """
    connection = session.connection
    changed: set[str] = set()
    known = {p.device: p for p in peers.all_peers(connection)}
    if not any(p.council for p in known.values()):
        for said in _list_of(header, "revocations"):
            changed |= _take_statement(connection, desk, said, known)
    limits = header.get("limits", {})
    sibling = not sender.council and sender.district == desk.me.code and not sender.revoked_on
    if sibling and isinstance(limits, dict) and not desk.me.council:
        for device, tips in limits.items():
            peer = known.get(device)
            if peer is not None and peer.revoked_on and peer.district == desk.me.code:
                stated = vouched.at_home(vouched.from_text(json.dumps(tips)))
                own = {name: each for name, each in stated.items() if stream_name(name).device == device}
                if sender.invitation == succession_of(device):  # nobody knows better where its old keys end
                    away = vouched.away(local_limits(connection, device))
                    settings.put(connection, f"{_LOCAL}{device}", vouched.to_text({**away, **own}))
                else:
                    keep_limits(connection, device, own)
                changed.add(device)
    return changed


def _list_of(header: dict[str, Any], name: str) -> list[Any]:
    value = header.get(name, [])
    return value if isinstance(value, list) else []


def _take_statement(connection: Connection, desk: Desk, said: Any, known: dict[str, Peer]) -> set[str]:
    if not is_statement(said):
        return set()
    by, peer = known.get(said["by"]), known.get(said["device"])
    if by is None or peer is None or not proven(said, by) or peer.district != by.district:
        return set()
    if desk.me.council and (base.get(connection, Device, roster_id(peer.device)) or not peer.revoked_on):
        return set()  # of whom it lists, the council decides itself
    settings.put(connection, f"{_STATEMENT}{peer.device}", json.dumps(said))
    if not peer.revoked_on:
        mark_revoked(connection, peer, said["on"])
    return {peer.device}


def is_statement(said: Any) -> bool:
    """Say whether this has the shape of a statement; nothing of it is proven yet."""
    return (
        isinstance(said, dict)
        and said.keys() == _PARTS
        and all(isinstance(value, str) for value in said.values())
        and _DAY.fullmatch(said["on"]) is not None
    )


def proven(said: dict[str, Any], by: Peer) -> bool:
    """Say whether a statement is signed by the first laptop of the district it is about."""
    words = {name: value for name, value in said.items() if name != "signature"}
    if by.letter != FIRST_LETTER or by.revoked_on or by.district != said["district"]:
        return False
    try:
        signature = bytes.fromhex(said["signature"])
        vouched.from_text(said["tips"])
    except (ValueError, RefusedError):
        return False
    return verify(bytes.fromhex(by.sign_key), USE_REVOCATION, strictjson.dumps(words), signature)


# -- the council's roster ---------------------------------------------------------------------------------------------


def learn_from_common(session: WriteSession, desk: Desk, touched: Iterable[Id]) -> set[str]:
    """Take the council's roster over: whom it lists, and who was revoked. Returns the revoked devices touched.

    A council itself learns from it what it had lost. Nothing ever makes a revoked device a trusted one again: it joins
    anew, as another device.
    """
    revoked: set[str] = set()
    connection = session.connection
    for device in base.by_ids(connection, Device, set(touched)).values():
        known = peers.find(connection, device.device)
        ours = desk.me.council or device.of_district == desk.me.code
        if device.device == desk.me.device or not (ours or known):
            continue
        peer = known or Peer(
            device.device, device.of_district, False, device.letter, device.sign_key, device.age_key,
            device.invitation, since=desk.clock.today(),
        )  # fmt: skip
        if device.age_key:
            peer = replace(peer, age_key=device.age_key)
        if device.revoked_on:
            revoked.add(device.device)
        if device.revoked_on and not peer.revoked_on:
            mark_revoked(connection, peer, device.revoked_on)
        else:
            peers.save(connection, peer)
    return revoked
