"""A laptop that was lost and is found again joins anew, as another device: what it holds stays, its old keys go.

What it wrote under its old keys beyond the tips vouched for waits for the council's decision, here as everywhere.
"""

from __future__ import annotations

import json
from dataclasses import replace

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.usb import exchange_keys, revoking
from sasaeai_desktop.services.usb.inviting import accept_invitation, device_keys
from sasaeai_desktop.sync import outgoing, vouched
from sasaeai_desktop.sync.invitation import Invitation, SiblingInvitation
from sasaeai_desktop.sync.keys import DeviceKeys


def join_anew(desk: Desk, invitation: Invitation) -> Done[str]:
    """Take a new invitation with new keys; returns who invited, in words.

    Args:
        desk: a district's laptop that has joined before; it stays open as the new device.
        invitation: of the council, or of another laptop of the same district.

    Raises:
        RefusedError: the inviting laptop's district secret is another one: it is not the same district's data.
    """
    sibling = isinstance(invitation, SiblingInvitation)
    if isinstance(invitation, SiblingInvitation) and invitation.district_secret != desk.me.secret:
        raise RefusedError(
            "この招待ファイルは、べつに始めたデータのものです。",
            "新しい場所に、この招待ファイルではじめの準備をしてください。",
            check="secret",
        )
    inviter = f"{desk.me.name}の もう1台のパソコン" if sibling else invitation.council_name
    with acting(
        desk, f"{inviter}と、あらためてつながりました", undoable=False, deed=Deed.EXCHANGE
    ) as session:
        connection = session.connection
        old, new = device_keys(connection), DeviceKeys.generate()
        outgoing.sign_my_tips(connection, old)
        begin_new_streams(connection)
        names, proof = old.public.to_dict(), settings.text(connection, "reg")
        former = Peer(
            old.device, desk.me.code, False, desk.me.letter, names["sign"], names["age"],
            reg=proof if "voucher" in proof else "", since=session.today, revoked_on=session.today,
        )  # fmt: skip
        peers.save(connection, former)
        revoking.keep_limits(connection, old.device, vouched.held_tips(connection, old.device))
        settings.put(connection, "keys", json.dumps(new.to_dict()))
        exchange_keys.begin_anew(connection)
        if isinstance(invitation, SiblingInvitation):
            settings.put(connection, "letter", invitation.letter)
        accept_invitation(connection, invitation, new, session.today)
        audit.log_access(connection, desk, f"joined anew, formerly {old.device}")
        letter = settings.text(connection, "letter")
    name = invitation.council_name or desk.me.council_name
    desk.me = replace(desk.me, device=new.device, letter=letter, council_name=name)
    return Done(inviter, session.changes)
