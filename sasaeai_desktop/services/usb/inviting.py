"""How devices become known to each other: invitations out, registrations back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.district_list import LONGEST_CODE
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.sync import invitation as invitations
from sasaeai_desktop.sync.invitation import Invitation, SiblingInvitation
from sasaeai_desktop.sync.keys import DeviceKeys, PublicKeys


def device_keys(connection: Connection) -> DeviceKeys:
    """Return this device's own keys."""
    return DeviceKeys.from_dict(json.loads(settings.text(connection, "keys")))


def accept_invitation(connection: Connection, invitation: Invitation, keys: DeviceKeys, today: str) -> None:
    """Note who invited us, and what we shall send to be known."""
    reg = invitations.accept(invitation, keys, settings.text(connection, "letter", "A"))
    settings.put(connection, "reg", json.dumps(reg))
    if invitation.council is not None:
        settings.put(connection, "council_name", invitation.council_name)
        know_device(connection, invitation.council, invitation.council_code, today, council=True, letter="A")
    if isinstance(invitation, SiblingInvitation):
        letter = invitation.letter[:-1] or "A"  # the first laptop's letter is not repeated in those it gives
        know_device(
            connection, invitation.inviter, invitation.district_code, today, council=False, letter=letter
        )


def know_device(
    connection: Connection, keys: PublicKeys, district: str, today: str, *, council: bool, letter: str
) -> None:
    """Keep another device's public keys: it may write to us, and we to it."""
    names = keys.to_dict()
    peers.save(
        connection,
        peers.Peer(keys.device, district, council, letter, names["sign"], names["age"], since=today),
    )


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was written: its file, and the fingerprint to compare on paper."""

    path: Path
    fingerprint: str


def district_id(code: str) -> Id:
    """Return the id of a district in the council's list; anyone who types the same code reaches the same one."""
    return keyed_id(b"sasaeai", "district", code)


def invite_district(desk: Desk, code: str, name: str, folder: Path) -> Done[Invited]:
    """Invite a district: lists it, and writes its invitation file.

    Raises:
        InputError: this is not a council, or the code is its own or longer than a laptop can begin with.
        DiskError: the file could not be written.
    """
    done = invite_districts(desk, [(code, name)], folder)
    return Done(done.result[0], done.changes)


def invite_districts(desk: Desk, districts: Sequence[tuple[str, str]], folder: Path) -> Done[list[Invited]]:
    """Invite a whole list of districts at once; all of them, or none is noted.

    Args:
        desk: a council's open desk.
        districts: (code, name) of each.
        folder: where the files go.

    Raises:
        InputError: this is not a council, or a code is its own or longer than a laptop can begin with.
        DiskError: a file could not be written.
    """
    if not desk.me.council:
        raise InputError(
            "招待ファイルを作れるのは市社協だけです。", "2台目のパソコンには device invite を使ってください。"
        )
    for code, _ in districts:
        if code == desk.me.code:
            raise InputError(f"「{code}」は市社協の番号です。", "地区には、べつの番号を付けてください。")
        if len(code) > LONGEST_CODE:
            raise InputError(f"地区の番号「{code}」は長すぎます。", f"{LONGEST_CODE}文字までにしてください。")
    whom = districts[0][1] if len(districts) == 1 else f"{len(districts)}地区"
    written = []
    with acting(desk, f"{whom}の招待ファイルを作りました", undoable=False, deed=Deed.KEYS) as session:
        keys = device_keys(session.connection)
        for code, name in districts:
            number = settings.number(session.connection, "invitations") + 1
            settings.put(session.connection, "invitations", str(number))
            invitation = invitations.invite_district(
                keys,
                council_code=desk.me.code,
                council_name=desk.me.name,
                district_code=code,
                district_name=name,
                number=number,
            )
            peers.add_invitation(
                session.connection,
                peers.Invitation(str(number), code, name, "A", invitation.secret.hex(), session.today),
            )
            session.record(District, district_id(code), {"code": code, "name": name})
            path = _write_invitation(folder, invitation, keys)
            written.append(Invited(path, keys.public.fingerprint))
    return Done(written, session.changes)


def invite_sibling(desk: Desk, folder: Path) -> Done[Invited]:
    """Invite a second laptop of the same district; the file holds the district secret and belongs in one hand.

    Raises:
        InputError: a council has no sibling laptops here.
        DiskError: the file could not be written.
    """
    if desk.me.council:
        raise InputError(
            "市社協の記録は、1台のパソコンに置きます。2台目は、まだ使えません。",
            "何人かで使うときは、「使う人と鍵」で ひとりずつの合いことばを決めてください。"
            "地区を招待するときは council invite を使ってください。",
        )
    with acting(desk, "2台目のパソコンの招待ファイルを作りました", undoable=False, deed=Deed.KEYS) as session:
        known = peers.all_peers(session.connection)
        taken = settings.number(session.connection, "letters_given") + 1
        settings.put(session.connection, "letters_given", str(taken))
        letter = desk.me.letter + chr(ord("A") + taken) if desk.me.letter != "A" else chr(ord("A") + taken)
        council = next((p for p in known if p.council and not p.revoked_on), None)
        keys = device_keys(session.connection)
        invitation = invitations.invite_sibling(
            keys,
            district_code=desk.me.code,
            district_name=desk.me.name,
            district_secret=desk.me.secret,
            letter=letter,
            council_code=council.district if council else "",
            council_name=desk.me.council_name,
            council=PublicKeys.from_dict({"sign": council.sign_key, "age": council.age_key})
            if council
            else None,
        )
        path = _write_invitation(folder, invitation, keys)
    return Done(Invited(path, keys.public.fingerprint), session.changes)


def _write_invitation(folder: Path, invitation: Invitation, keys: DeviceKeys) -> Path:
    path = folder / invitation.file_name
    folder.mkdir(parents=True, exist_ok=True)
    safe_write(path, invitations.to_bytes(invitation, keys))
    return path


def known_devices(desk: Desk) -> list[peers.Peer]:
    """Return every device this installation knows."""
    with reading(desk) as session:
        return peers.all_peers(session)


def council_words(connection: Connection, desk: Desk) -> dict[str, str]:
    """Return what a laptop tells its siblings of the council it has joined; empty before."""
    council = next((p for p in peers.all_peers(connection) if p.council and not p.revoked_on), None)
    if council is None:
        return {}
    return {
        "code": council.district,
        "name": desk.me.council_name,
        "sign": council.sign_key,
        "age": council.age_key,
    }


def meet_council(connection: Connection, desk: Desk, words: Any) -> str:
    """Take a sibling's word for which council the district has joined; returns its name, "" when it is none.

    The sibling's invitation would have said the same, had the district joined before.
    """
    parts = ("code", "name", "sign", "age")
    if not isinstance(words, dict) or not all(isinstance(words.get(part), str) for part in parts):
        return ""
    try:
        keys = PublicKeys.from_dict(words)
    except RefusedError:
        return ""
    know_device(connection, keys, words["code"], desk.today(), council=True, letter="A")
    settings.put(connection, "council_name", words["name"])
    return str(words["name"])


def registration(connection: Connection) -> dict[str, Any] | None:
    """Return the block that makes this device known to others, or None for a council."""
    text = settings.text(connection, "reg")
    return json.loads(text) if text else None
