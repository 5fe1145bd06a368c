"""A device whose keys end: a person was taken off who may hold a copy of them.

The new keys are announced in words that the old ones sign for the last time, with the tips where they end. Whoever hears
of it seals to the new ones, and what is signed with the old ones beyond those tips is put aside like a lost laptop's
(``setting_aside``). To the journal it is another device: its streams begin anew. Source: shared design, sync section 8.
"""

from __future__ import annotations

import json
from dataclasses import replace

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.domain.council import Device
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.usb import exchange_keys, revoking
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.services.usb.renewal import DUE
from sasaeai_desktop.services.usb.revoking import FORMERS
from sasaeai_desktop.sync import outgoing, registration, vouched
from sasaeai_desktop.sync.keys import DeviceKeys

_OF_THE_DEVICE = ("keys", "reg", FORMERS, "letter", *exchange_keys.SETTINGS)


def own_ids(connection: Connection, desk: Desk) -> list[str]:
    """Return this device's id and those it had before: what was written to them on the way is still ours."""
    return [desk.me.device, *json.loads(settings.text(connection, FORMERS, "[]"))]


def renew(desk: Desk) -> str:
    """End this device's keys and begin with new ones; the desk stays open as the new device, whose id is returned."""
    with acting(desk, "このパソコンの鍵を新しくしました", undoable=False, deed=None) as session:
        connection = session.connection
        old, new = device_keys(connection), DeviceKeys.generate()
        outgoing.sign_my_tips(connection, old)
        begin_new_streams(connection)
        held = vouched.held_tips(connection, old.device)
        names = old.public.to_dict()
        former = Peer(
            old.device, desk.me.code, desk.me.council, desk.me.letter, names["sign"], names["age"],
            reg=settings.text(connection, "reg"), since=session.today, revoked_on=session.today,
        )  # fmt: skip
        peers.save(connection, former)
        revoking.keep_limits(connection, old.device, held)
        away = vouched.to_text(vouched.away(held))
        words = registration.succeed(old, new.public, desk.me.letter, session.today, away, desk.me.code)
        settings.put(connection, "reg", json.dumps(words))
        settings.put(connection, FORMERS, json.dumps(own_ids(connection, desk)))
        exchange_keys.keep_old(connection, old, session.today)
        settings.put(connection, "keys", json.dumps(new.to_dict()))
        settings.put(connection, DUE, "")
        audit.log_access(connection, desk, f"device keys renewed, formerly {old.device}")
    desk.me = replace(desk.me, device=new.device)
    if desk.me.council:
        _end_in_roster(desk, former)
    return new.device


def _end_in_roster(desk: Desk, former: Peer) -> None:
    with acting(desk, "市社協の鍵を新しくしました", undoable=False, deed=None) as session:
        if base.get(session.connection, Device, revoking.roster_id(former.device)) is not None:
            revoking.list_device(session, former)


def carry_over(today: Connection, restored: Connection) -> None:
    """Let a backup of before, which takes today's place, go on as the device that this computer is by now."""
    if settings.text(today, "secret") != settings.text(restored, "secret"):
        return  # of another place's data
    old, now = device_keys(restored).device, device_keys(today).device
    formers = json.loads(settings.text(today, FORMERS, "[]"))
    if old == now or old not in formers:
        return
    for name in _OF_THE_DEVICE:
        settings.put(restored, name, settings.text(today, name))
    for peer in peers.all_peers(today):
        if peer.device in formers:
            peers.save(restored, peer)
            revoking.keep_limits(restored, peer.device, revoking.local_limits(today, peer.device))
