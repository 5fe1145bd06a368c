"""Bundles by USB: what will be inside, writing it, looking into one, taking one in, and who holds what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from sasaeai_desktop.db import conflicts, schema, settings, streams
from sasaeai_desktop.db.lines import stream_name
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.repositories.peers import LoggedBundle, Peer
from sasaeai_desktop.db.write import WriteSession, begin_new_streams
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.council import Device, District, Provision
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.ids import keyed_id
from sasaeai_desktop.services import handing, roster, safety
from sasaeai_desktop.services.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.setup import device_keys, district_id, registration
from sasaeai_desktop.sync import container, incoming, outgoing
from sasaeai_desktop.sync.outgoing import Cargo, Route
from sasaeai_desktop.sync.stick import write_to_stick

MIN_READER = 1
Progress = Callable[[int, int], None]
"""Called with (done, total)."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle would carry, to be read before it is written.

    Attributes:
        route: to whom.
        receiver: their name.
        changes: number of changes beyond what the receiver said it holds.
        names: whose names are inside.
        counts: number of changed records by kind.
    """

    route: Route
    receiver: str
    changes: int
    names: list[str]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written."""

    path: Path
    sender: str
    sequence: int
    changes: int
    bytes: int
    names: list[str]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What stands in a bundle, without taking it in."""

    sender: str
    to: list[str]
    number: int
    changes: int
    streams: list[str]
    names: list[str]
    verified: bool
    district: str


@dataclass(slots=True)
class Imported:
    """What became of one file.

    Attributes:
        state: applied, already or refused.
        conflicts: fields and records that now wait for a person's decision.
        reason: why it was refused, in plain words; ``check`` names the failed check.
        notices: what the person should know besides (gap, own data recovered, a copied laptop).
    """

    path: Path
    state: str
    changes: int = 0
    conflicts: int = 0
    reason: str = ""
    check: str = ""
    sender: str = ""
    district: str = ""
    notices: list[str] = field(default_factory=list)
    answers: int = 0


# -- out ----------------------------------------------------------------------------------------------------------


def contents(desk: Desk, route: Route, code: str = "") -> Contents:
    """Return what ``export`` would write now.

    Raises:
        InputError: there is nobody to write to.
    """
    _withdraw(desk)
    with desk.database.transaction() as connection, desk.database.journal_writing():
        outgoing.sign_my_tips(connection, device_keys(connection))
        receivers = _receivers(connection, desk, route, code)
        cargo = _cargo(connection, desk, route, code, receivers)
    return Contents(
        route,
        _receiver_name(desk, route, code),
        len(cargo.lines),
        incoming.names_in(cargo.lines),
        _counts(cargo.lines),
    )


def export(desk: Desk, route: Route, folder: Path, code: str = "") -> Done[Exported]:
    """Write a bundle with everything beyond what its receivers said they hold.

    Args:
        desk: the open desk.
        route: to whom.
        folder: on the stick; it must exist.
        code: the district, when a council writes to one.

    Raises:
        InputError: there is nobody to write to.
        DiskError: the stick failed; nothing a reader accepts lies there, and the next export carries it all.
    """
    if not folder.is_dir():
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise disk_error(error, "書き出す場所") from error
    _withdraw(desk)
    number = _next_number(desk, folder)
    with acting(
        desk, f"{_receiver_name(desk, route, code)}へのUSBを書き出しました", undoable=False
    ) as session:
        connection = session.connection
        keys = device_keys(connection)
        receivers = _receivers(connection, desk, route, code)
        outgoing.sign_my_tips(connection, keys)
        cargo = _cargo(connection, desk, route, code, receivers)
        header = _header(connection, desk, receivers, number, cargo)
        blob = container.seal(header, cargo.lines, keys, [p.age_key for p in receivers])
        names = incoming.names_in(cargo.lines)
        if names and route is not Route.TO_SIBLING:
            _note_provision(session, desk, route, incoming.names_in(cargo.lines, writers=False))
        path = write_to_stick(folder, container.file_name(desk.me.code, desk.me.letter, number), blob)
        peers.log_bundle(
            connection,
            LoggedBundle("out", hashlib.sha256(blob).hexdigest(), ",".join(p.device for p in receivers), number,
                         desk.clock.now().isoformat(timespec="seconds"), len(cargo.lines),
                         json.dumps({"route": route.value, "code": code, "to": header["to"], "streams": _names_of(cargo),
                                     "reach": {tip["stream"]: tip["seq"] for tip in cargo.tips}}),
                         json.dumps(names, ensure_ascii=False), str(path)),
        )  # fmt: skip
    done = Exported(path, desk.me.device, number, len(cargo.lines), len(blob), names)
    return Done(done, session.changes)


def _withdraw(desk: Desk) -> None:
    """Take back copies whose consent was refused or came into dispute: none travels without consent as known now."""
    if not desk.me.council:
        handing.withdraw_stale_copies(desk)


def _next_number(desk: Desk, folder: Path) -> int:
    """Take the next bundle number for good: one that was begun is never used again, even after a crash.

    A restored laptop counts on from an older number; numbers whose files lie on the stick already are passed over.
    """
    with desk.database.transaction() as connection:
        number = settings.number(connection, "bundle_number") + 1
        while (folder / container.file_name(desk.me.code, desk.me.letter, number)).exists():
            number += 1
        settings.put(connection, "bundle_number", str(number))
    return number


def _receivers(connection: Connection, desk: Desk, route: Route, code: str) -> list[Peer]:
    known = [p for p in peers.all_peers(connection) if not p.revoked_on and p.device != desk.me.device]
    if route is Route.TO_COUNCIL:
        found = [p for p in known if p.council]
        todo = "市社協から招待ファイルをもらい、取り込んでください。"
    elif route is Route.TO_DISTRICT:
        found = [p for p in known if not p.council and p.district == code]
        todo = "その地区から、はじめのUSBを受け取ってください。"
    else:
        found = [p for p in known if not p.council and p.district == desk.me.code]
        todo = "もう1台のパソコンを招待し、そのUSBを一度受け取ってください。"
    if not found or (route is Route.TO_DISTRICT) != desk.me.council:
        raise InputError("渡す相手が、まだ登録されていません。", todo)
    return found


def _receiver_name(desk: Desk, route: Route, code: str) -> str:
    if route is Route.TO_COUNCIL:
        return desk.me.council_name or "市社協"
    if route is Route.TO_SIBLING:
        return "もう1台のパソコン"
    with reading(desk) as session:
        row = base.get(session, District, district_id(code))
    return row.name if row else code


def _cargo(connection: Connection, desk: Desk, route: Route, code: str, receivers: list[Peer]) -> Cargo:
    return outgoing.load(connection, route, code or desk.me.code, [p.holds() for p in receivers])


def _header(
    connection: Connection, desk: Desk, receivers: list[Peer], number: int, cargo: Cargo
) -> dict[str, Any]:
    mine = registration(connection)
    others = [json.loads(p.reg) for p in peers.all_peers(connection) if p.reg and p.district == desk.me.code]
    return {
        "to": sorted(p.device for p in receivers),
        "district": desk.me.code,
        "number": number,
        "have": cargo.have,
        "tips": cargo.tips,
        "schema": schema.VERSION,
        "min_reader": MIN_READER,
        **({"reg": mine} if mine else {}),
        "regs": others,
    }


def _note_provision(session: WriteSession, desk: Desk, route: Route, names: list[str]) -> None:
    values = {
        "date": session.today,
        "what": "つながりカードの写し（USB）",
        "names": "、".join(names),
        "to": desk.me.council_name or "市社協" if route is Route.TO_COUNCIL else "地区社協",
        "purpose": "相談をつなぐため（本人の同意による）",
        "medium": "USB",
        "by": desk.user.name,
    }
    session.record_many(Provision, [(session.new_id(), values)])


def _names_of(cargo: Cargo) -> list[str]:
    return [tip["stream"] for tip in cargo.tips]


def _counts(lines: list[bytes]) -> dict[str, int]:
    found: dict[str, set[str]] = {}
    for line in lines:
        ent = strictjson.loads(line.partition(b"\t")[0])["ent"]
        found.setdefault(ent.partition("/")[0], set()).add(ent)
    return {kind: len(ents) for kind, ents in found.items()}


# -- looking in ---------------------------------------------------------------------------------------------------


def inspect(desk: Desk, path: Path) -> Inspected:
    """Say what stands in a bundle without taking it in; one's own is known by its hash.

    Raises:
        RefusedError: it is damaged, not for us, or from somebody unknown.
        DiskError: it could not be read.
    """
    blob = _read(path)
    with reading(desk) as session:
        own = peers.logged(session, "out", hashlib.sha256(blob).hexdigest())
        if own:
            facts = json.loads(own[0].header)
            return Inspected(desk.me.device, facts["to"], own[0].number, own[0].changes, facts["streams"],
                             json.loads(own[0].names), True, desk.me.code)  # fmt: skip
        header, lines = _open(session, desk, blob)
    blocks = incoming.blocks_of(header, lines)
    return Inspected(header["from"], header["to"], header["number"], header["count"], [b.stream for b in blocks],
                     incoming.names_in(lines), True, header["district"])  # fmt: skip


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > container.MAX_FILE:
            raise RefusedError(
                "ファイルが大きすぎます。",
                "ささえあいデスクのUSBのファイルか、確かめてください。",
                check="size",
            )
        return path.read_bytes()
    except OSError as error:
        raise disk_error(error, "USBメモリー") from error


def _open(connection: Connection, desk: Desk, blob: bytes) -> tuple[dict[str, Any], list[bytes]]:
    keys = device_keys(connection)

    def sender_key(header: dict[str, Any]) -> bytes:
        known = roster.known_and_claimed(connection, desk, header)
        return bytes.fromhex(roster.sign_key_of(known, header["from"]))

    return container.open_(blob, keys.age_secret, sender_key, desk.me.device)


# -- in -----------------------------------------------------------------------------------------------------------


def import_files(desk: Desk, files: list[Path], progress: Progress | None = None) -> Done[list[Imported]]:
    """Take in several bundles, each judged alone: good ones stay applied. A backup is made first.

    Args:
        desk: the open desk.
        files: the bundle files, in any order.
        progress: called with (files done, files).
    """
    if safety.changed_since_backup(desk):
        safety.back_up(desk, "import")
    results, ids = [], {}
    for number, path in enumerate(files):
        if progress is not None:
            progress(number, len(files))
        result, changes = import_file(desk, path)
        results.append(result)
        ids.update(changes.ids)
    for number, result in enumerate(results):
        # A second laptop is vouched for by the first one, whose file may come later on the same stick.
        if result.state == "refused" and result.check == "inviter" and len(results) > 1:
            results[number], changes = import_file(desk, result.path)
            ids.update(changes.ids)
    if progress is not None:
        progress(len(files), len(files))
    _withdraw(desk)
    applied = sum(r.state == "applied" for r in results)
    return Done(results, Changes(ids=ids, label=f"USBから {applied}件を受け取りました"))


def import_file(desk: Desk, path: Path) -> tuple[Imported, Changes]:
    """Take in one bundle: all of it or nothing, in one transaction. A refusal is a result, not an error.

    Raises:
        DiskError: our own disk is full or failed; nothing was written.
    """
    try:
        blob = _read(path)
        digest = hashlib.sha256(blob).hexdigest()
        with reading(desk) as session:
            if peers.logged(session, "in", digest):
                return Imported(path, "already"), Changes()
        with acting(desk, "USBから受け取りました", undoable=False) as writing:
            result = _take_in(writing, desk, path, blob, digest)
        return result, writing.changes
    except RefusedError as error:
        if error.check == "database":
            raise  # not the bundle is damaged but our own file
        return Imported(path, "refused", reason=f"{error.what}{error.todo}", check=error.check), Changes()


def _take_in(session: WriteSession, desk: Desk, path: Path, blob: bytes, digest: str) -> Imported:
    connection = session.connection
    header, lines = _open(connection, desk, blob)
    known = roster.known_and_claimed(connection, desk, header)
    sender = known[header["from"]]
    introduced = peers.find(connection, sender.device) is None
    route = _route(desk, sender, header)
    blocks = incoming.blocks_of(header, lines)
    district = sender.district if desk.me.council else desk.me.code
    incoming.check_blocks(blocks, route, district, lambda parts: roster.owner_key(known, parts))
    taken = incoming.take_in(connection, blocks, desk.me.device)
    session.took_in(taken.touched, taken.max_lam)
    result = Imported(
        path,
        "applied" if taken.added or introduced else "already",
        taken.added,
        sender=sender.device,
        district=sender.district,
    )
    if taken.own_lost:
        outgoing.sign_my_tips(connection, device_keys(connection))
        begin_new_streams(connection)
        result.notices.append(f"このパソコンでなくなっていた記録 {taken.own_lost}件が もどりました。")
    result.notices += [
        f"途中の記録が足りません（{stream_name(s).district}地区）。つぎのUSBで届きます。" for s in taken.gaps
    ]
    result.notices += [
        f"{stream_name(s).district}地区のパソコンに、控えからもどしたか 写しを作ったものがあります。"
        for s in taken.forked
    ]
    roster.remember(session, desk, known, header)
    if desk.me.council:
        _list_new_devices(session, known)
    else:
        roster.learn_from_common(session, desk, taken.touched.get("device", set()))
    result.conflicts = len(conflicts.open_conflicts(connection))
    result.answers = len(taken.touched.get("card", ())) if route is Route.TO_DISTRICT else 0
    peers.log_bundle(
        connection,
        LoggedBundle("in", digest, sender.device, header["number"], desk.clock.now().isoformat(timespec="seconds"),
                     taken.added, json.dumps({"route": route.value, "district": sender.district}), "[]", path.name),
    )  # fmt: skip
    return result


def _route(desk: Desk, sender: Peer, header: dict[str, Any]) -> Route:
    if header["district"] != sender.district:
        raise RefusedError(
            "ファイルの地区が、書いたパソコンの地区と合いません。",
            "渡した方に知らせてください。",
            check="district",
        )
    if desk.me.council and not sender.council:
        return Route.TO_COUNCIL
    if not desk.me.council and sender.council:
        return Route.TO_DISTRICT
    if not desk.me.council and sender.district == desk.me.code:
        return Route.TO_SIBLING
    raise RefusedError(
        "このファイルは、ここで受け取るものではありません。", "あて先を確かめてください。", check="route"
    )


def _list_new_devices(session: WriteSession, known: dict[str, Peer]) -> None:
    """Put laptops that just proved their invitation into the roster that everyone gets."""
    for peer in known.values():
        ent = keyed_id(b"sasaeai", "device", peer.device)
        if peer.council or base.get(session.connection, Device, ent) is not None:
            continue
        values = {
            "device": peer.device,
            "of_district": peer.district,
            "letter": peer.letter,
            "sign_key": peer.sign_key,
            "age_key": peer.age_key,
            "invitation": peer.invitation,
        }
        session.record(Device, ent, values)
        if base.get(session.connection, District, district_id(peer.district)) is None:
            session.record(
                District, district_id(peer.district), {"code": peer.district, "name": peer.district}
            )


# -- who holds what -------------------------------------------------------------------------------------------------


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
