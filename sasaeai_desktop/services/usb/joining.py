"""A laptop takes an invitation: the first time, or anew."""

from __future__ import annotations

import json
from dataclasses import replace

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.usb import rejoining
from sasaeai_desktop.services.usb.inviting import accept_invitation, device_keys, registration
from sasaeai_desktop.sync import invitation as invitations
from sasaeai_desktop.sync.invitation import CouncilInvitation, Invitation, SiblingInvitation


def join(desk: Desk, invitation_file: bytes) -> Done[str]:
    """Join a council after having begun without one; returns its name.

    A laptop that has joined before (lost, revoked and found again, or set up anew from its backup) joins as another
    device: it keeps what it holds, and writes with new keys from now on.

    Raises:
        RefusedError: the invitation is damaged, for another district, of another council, or used here already;
            the laptop stays who it is.
    """
    invitation = invitations.from_bytes(invitation_file)
    with reading(desk) as reader:
        councils = {p.device for p in peers.all_peers(reader) if p.council}
        if invitation.district_code == desk.me.code:
            _check_again(desk, reader, invitation, councils)
    has_council = bool(councils)
    again = has_council or isinstance(invitation, SiblingInvitation)
    if again and not desk.me.council and invitation.district_code == desk.me.code:
        return rejoining.join_anew(desk, invitation)
    if (
        not isinstance(invitation, CouncilInvitation)
        or desk.me.council
        or invitation.district_code != desk.me.code
    ):
        raise RefusedError(
            f"この招待ファイルは、{desk.me.name}（{desk.me.code}番）あてではありません。",
            "市社協に、この地区の招待ファイルを作ってもらってください。",
            check="district",
        )
    with acting(
        desk, f"{invitation.council_name}とつながりました", undoable=False, deed=Deed.KEYS
    ) as session:
        accept_invitation(session.connection, invitation, device_keys(session.connection), session.today)
        settings.put(session.connection, "name", invitation.district_name)
    desk.me = replace(desk.me, council_name=invitation.council_name, name=invitation.district_name)
    return Done(invitation.council_name, session.changes)


def _check_again(desk: Desk, connection: Connection, invitation: Invitation, councils: set[str]) -> None:
    """Refuse what would only cost a laptop the place that it has."""
    if councils and invitation.council is not None and invitation.council.device not in councils:
        # It would write to both, the copies of cards too, and be taken by neither.
        raise RefusedError(
            "この招待ファイルは、いまつながっている市社協のものではありません。",
            "いまの市社協に、この地区の招待ファイルを作ってもらってください。",
            check="council",
        )
    known = [registration(connection) or {}]
    known += [json.loads(peer.reg) for peer in peers.all_peers(connection) if peer.reg]
    mark = "number" if isinstance(invitation, CouncilInvitation) else "voucher"
    this = invitations.accept(invitation, device_keys(connection))[mark]
    own = isinstance(invitation, SiblingInvitation) and invitation.inviter.device == desk.me.device
    if own:
        raise RefusedError(
            "この招待ファイルは、このパソコンが作ったものです。",
            "新しく使いはじめるパソコンで、この招待ファイルをひらいてください。",
            check="own",
        )
    if any(reg.get(mark) == this for reg in known):
        raise RefusedError(
            "この招待ファイルは、もう使われています。",
            "このパソコンは そのままお使いください。べつの招待がいるときは、新しく作ってもらってください。",
            check="used",
        )
