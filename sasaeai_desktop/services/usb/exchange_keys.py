"""The key that others write to (age): a new one, and the old ones kept while bundles to them may still be under way.

The new public key travels in the signed header of every bundle, and a bundle says to which key of each receiver it was
written: that is how one learns who knows the new key. Source: shared design, sync sections 5 and 6.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.council import Device
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.services.usb.revoking import roster_id, roster_values
from sasaeai_desktop.sync.keys import DeviceKeys, PublicKeys

OVERLAP_DAYS = 400
_OLD = "old_age"  # JSON [{"secret", "on"}]: keys that were replaced on a day
_ESCROW = (
    "escrow_age"  # as _OLD, for boxes of districts that have not heard of the new key yet: no bundle tells
)
_KNOWN_BY = "age_known_by"  # JSON [device]: who has written to the present key
SETTINGS = (_OLD, _ESCROW, _KNOWN_BY)


def identities(connection: Connection) -> list[str]:
    """Return the secret keys that open bundles to this device, the present one first."""
    return [device_keys(connection).age_secret, *(str(old["secret"]) for old in _old(connection))]


def identities_for_escrow(connection: Connection) -> list[str]:
    """Return the secret keys that districts may have sealed to in trust, the present one first."""
    former = [*_old(connection), *_old(connection, _ESCROW)]
    return list(dict.fromkeys([device_keys(connection).age_secret, *(str(old["secret"]) for old in former)]))


def _old(connection: Connection, name: str = _OLD) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(settings.text(connection, name, "[]"))
    return found


def export_identity(desk: Desk, out: Path) -> Done[Path]:
    """Write the keys of ``identities``, so that the public age tool can open bundles without this program; logged.

    Raises:
        DiskError: the file could not be written.
    """
    allow(desk, Deed.KEYS)
    with acting(desk, "復号の鍵を書き出しました", undoable=False, deed=Deed.KEYS) as session:
        lines = (
            f"# {desk.me.name} ({desk.me.code}) sasaeai age identity, {session.today}",
            f"# public key: {device_keys(session.connection).public.age}",
            *identities(session.connection),
        )
        audit.log_access(session.connection, desk, f"export-identity {out.name}")
        safe_write(out, ("\n".join(lines) + "\n").encode())
    return Done(out, session.changes)


def renew(session: WriteSession, desk: Desk) -> str:
    """Make a new key to be written to, keep the old one for what is under way; returns the new public key."""
    connection = session.connection
    keys = device_keys(connection)
    new = replace(keys, age_secret=DeviceKeys.generate().age_secret)
    settings.put(connection, "keys", json.dumps(new.to_dict()))
    keep_old(connection, keys, session.today)
    _forget_old(connection, desk)
    if desk.me.council:
        note_in_roster(session, Peer(desk.me.device, desk.me.code, True, desk.me.letter, keys.public.sign.hex(),
                                     new.public.age))  # fmt: skip
    return new.public.age


def keep_old(connection: Connection, keys: DeviceKeys, today: str) -> None:
    """Keep a key that is replaced now for what is under way; nobody is known to know the new one yet."""
    old = [{"secret": keys.age_secret, "on": today}, *_old(connection)]
    settings.put(connection, _OLD, json.dumps(old))
    last_day = (date.fromisoformat(today) - timedelta(days=OVERLAP_DAYS)).isoformat()
    trusted = [o for o in _old(connection, _ESCROW) if o["on"] > last_day]
    settings.put(connection, _ESCROW, json.dumps([{"secret": keys.age_secret, "on": today}, *trusted]))
    settings.put(connection, _KNOWN_BY, "[]")


def header_words(connection: Connection, receivers: list[Peer]) -> dict[str, Any]:
    """Return what a bundle's header says of keys: one's own, and to which of each receiver it is written."""
    return {"age": device_keys(connection).public.age, "ages": {p.device: p.age_key for p in receivers}}


def heard(session: WriteSession, desk: Desk, header: dict[str, Any], peer: Peer) -> Peer:
    """Take over what a sender's header says of keys; returns the sender as known now."""
    connection = session.connection
    ages = header.get("ages")
    if isinstance(ages, dict) and ages.get(desk.me.device) == device_keys(connection).public.age:
        known_by = set(json.loads(settings.text(connection, _KNOWN_BY, "[]"))) | {peer.device}
        settings.put(connection, _KNOWN_BY, json.dumps(sorted(known_by)))
        _forget_old(connection, desk)
    try:
        said = PublicKeys.from_dict({"sign": peer.sign_key, "age": header.get("age")}).age
    except RefusedError:
        return peer  # an older program's header says nothing of it
    listed = base.get(connection, Device, roster_id(peer.device)) is not None
    if said != peer.age_key and desk.me.council and listed:
        note_in_roster(session, replace(peer, age_key=said))
    return replace(peer, age_key=said)


def note_in_roster(session: WriteSession, peer: Peer) -> None:
    """Let everyone who gets the roster know a device's new key."""
    known = base.get(session.connection, Device, roster_id(peer.device)) is not None
    values = {"age_key": peer.age_key} if known else roster_values(peer)
    session.record(Device, roster_id(peer.device), values)


def begin_anew(connection: Connection) -> None:
    """Forget the old keys and who knows the present one: this computer has become another device."""
    for name in SETTINGS:
        settings.put(connection, name, "[]")


def _forget_old(connection: Connection, desk: Desk) -> None:
    """Drop old keys once everyone in use writes to the present one, or after 400 days."""
    known_by = set(json.loads(settings.text(connection, _KNOWN_BY, "[]")))
    others = {
        p.device for p in peers.all_peers(connection) if not p.revoked_on and p.device != desk.me.device
    }
    last_day = (date.fromisoformat(desk.clock.today()) - timedelta(days=OVERLAP_DAYS)).isoformat()
    everyone = bool(others) and others <= known_by
    kept = [old for old in _old(connection) if not everyone and old["on"] > last_day]
    settings.put(connection, _OLD, json.dumps(kept))
