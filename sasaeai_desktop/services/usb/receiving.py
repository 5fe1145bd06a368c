"""Bundles coming in by USB: looking into one, and taking one in, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import conflicts
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import stream_name
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.repositories.peers import LoggedBundle, Peer
from sasaeai_desktop.db.write import WriteSession, begin_new_streams
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.council import Device, District
from sasaeai_desktop.domain.errors import RefusedError, UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import handing, offering
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.plans import giving
from sasaeai_desktop.services.usb import (
    closing,
    judged,
    opening,
    revoking,
    roster,
    setting_aside,
)
from sasaeai_desktop.services.usb.inviting import device_keys, district_id, meet_council
from sasaeai_desktop.services.usb.opening import Letter
from sasaeai_desktop.sync import incoming, outgoing, vouched
from sasaeai_desktop.sync.ahead import SecondProcess
from sasaeai_desktop.sync.incoming import Block, Taken
from sasaeai_desktop.sync.vouched import Limits

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


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
        answered: cards to which an answer came.
        aside: changes of revoked laptops that were put aside.
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
    answered: tuple[Id, ...] = ()
    aside: int = 0


def inspect(desk: Desk, path: Path) -> Inspected:
    """Say what stands in a bundle without taking it in; one's own is known by its hash.

    Raises:
        RefusedError: it is damaged, not for us, or from somebody unknown.
        DiskError: it could not be read.
    """
    allow(desk, Deed.EXCHANGE)
    letter = opening.read(path)
    with reading(desk) as session:
        own = peers.logged(session, "out", letter.digest)
        if own:
            facts = json.loads(own[0].header)
            return Inspected(desk.me.device, facts["to"], own[0].number, own[0].changes, facts["streams"],
                             json.loads(own[0].names), True, desk.me.code)  # fmt: skip
        header, blocks = opening.opened(session, desk, letter)
    lines = [line for block in blocks for line in block.lines]
    return Inspected(header["from"], header["to"], header["number"], header["count"], [b.stream for b in blocks],
                     incoming.names_in(lines), True, header["district"])  # fmt: skip


def import_files(
    desk: Desk,
    files: list[Path],
    progress: Progress | None = None,
    second: SecondProcess | None = None,
) -> Done[list[Imported]]:
    """Take in several bundles, each judged alone: good ones stay applied. A backup is made first.

    Args:
        desk: the open desk.
        files: the bundle files, in any order.
        progress: called with (files done, files).
        second: as for ``opening.opening_ahead``.
    """
    allow(desk, Deed.EXCHANGE)
    results: list[Imported] = []
    ids: dict[str, frozenset[Id]] = {}
    with opening.opening_ahead(desk, files, second) as ahead, desk.database.wide_cache():
        if backups.changed_since_backup(desk):
            backups.back_up(desk, "import")
        ahead.begin()
        for number, path in enumerate(files):
            if progress is not None:
                progress(number, len(files))
            result, changes = import_file(desk, path, ahead.letter(number))
            results.append(result)
            ids.update(changes.ids)
        for number, result in enumerate(results):
            # A second laptop is vouched for by the first one, and a restored council learns whom it knew from any
            # district: either may come later on the same stick.
            if result.state == "refused" and result.check in ("inviter", "sender") and len(results) > 1:
                results[number], changes = import_file(desk, result.path)
                ids.update(changes.ids)
    if progress is not None:
        progress(len(files), len(files))
    handing.withdraw_stale_copies(desk)
    giving.withdraw_stale_plans(desk)
    offering.withdraw_stale_offers(desk)
    if results:
        results[-1].notices += _replace_old_backups(desk)
    applied = sum(r.state == "applied" for r in results)
    return Done(results, Changes(ids=ids, label=f"USBから {applied}件を受け取りました"))


def _replace_old_backups(desk: Desk) -> list[str]:
    """Replace the backups when an erasure was among what came; returns what to tell the person."""
    try:
        replaced = backups.replace_old_backups(desk)
    except UserError as error:  # everything is taken in; the next import tries again
        return [f"消去された方の記録が、古い もしもの控えに残っています。{error.what}{error.todo}"]
    words = f"消去された方の記録があったため、古い もしもの控え {replaced}個を、新しい控えに取りかえました。"
    return [words] if replaced else []


@collector_paused()
def import_file(desk: Desk, path: Path, letter: Letter | None = None) -> tuple[Imported, Changes]:
    """Take in one bundle: all of it or nothing, in one transaction. A refusal is a result, not an error.

    Args:
        desk: the open desk.
        path: the bundle file.
        letter: the same file, if it was opened ahead.

    Raises:
        DiskError: our own disk is full or failed; nothing was written.
    """
    allow(desk, Deed.EXCHANGE)
    before = desk.me
    try:
        letter = letter or opening.read(path)
        with reading(desk) as session:
            if peers.logged(session, "in", letter.digest):
                return Imported(path, "already"), Changes()
        with acting(desk, "USBから受け取りました", undoable=False, deed=Deed.EXCHANGE) as writing:
            result = _take_in(writing, desk, letter)
        return result, writing.changes
    except UserError as error:
        desk.me = before  # whoever was met in this bundle, was not: nothing of it is written
        if not isinstance(error, RefusedError):
            raise
        if error.check == "database":
            raise  # not the bundle is damaged but our own file
        return Imported(path, "refused", reason=f"{error.what}{error.todo}", check=error.check), Changes()


def _take_in(session: WriteSession, desk: Desk, letter: Letter) -> Imported:
    connection = session.connection
    path, digest = letter.path, letter.digest
    header, blocks = opening.opened(connection, desk, letter)
    known = roster.known_and_claimed(connection, desk, header)
    sender = known[header["from"]]
    introduced = peers.find(connection, sender.device) is None
    route = _route(desk, sender, header)
    taken, aside, outside = _absorb(session, desk, header, blocks, route, digest, known)
    known = roster.known_and_claimed(connection, desk, header)
    result = Imported(
        path,
        "applied" if taken.added or introduced or aside or outside else "already",
        taken.added,
        sender=sender.device,
        district=sender.district,
        aside=aside + outside,
    )
    if outside:
        result.notices.append(
            f"送り主が書いてよいものではない記録 {outside}件を、わきに よけました。数にも きろくにも 入れていません。"
            "「パソコンの一覧」で、中身を見られます。"
        )
    if aside:
        result.notices.append(
            f"使わないことになったパソコンの記録 {aside}件を、わきに よけました。数には入れていません。"
            "「使う人と鍵」で、受け入れるかどうかを決められます。"
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
    result.notices += closing.recount(
        connection, desk.me.device, desk.clock.now().isoformat(timespec="seconds")
    ).notices
    roster.remember(session, desk, known, header)
    if desk.me.council:
        _list_new_devices(session)
    result.conflicts = len(conflicts.open_conflicts(connection))
    if route is Route.TO_DISTRICT:
        result.answered = tuple(sorted(taken.touched.get("card", ())))
    odd = judged.judge_taken(connection, taken, desk.today())
    if odd:
        count = len({(o.kind, o.id) for o in odd})
        result.notices.append(
            f"ありえない値か めずらしい値の記録が {count}件ありました。受け取ってあります。「たしかめること」で見られます。"
        )
    facts = {"route": route.value, "district": sender.district, "took": taken.ranges, **judged.to_header(odd)}
    peers.log_bundle(
        connection,
        LoggedBundle("in", digest, sender.device, header["number"], desk.clock.now().isoformat(timespec="seconds"),
                     taken.added, json.dumps(facts), "[]", path.name),
    )  # fmt: skip
    return result


def _absorb(
    session: WriteSession,
    desk: Desk,
    header: dict[str, Any],
    blocks: list[Block],
    route: Route,
    digest: str,
    known: dict[str, Peer],
) -> tuple[Taken, int, int]:
    """Take in what is trusted: first the roster, as it says who is; then the rest.

    Returns also how many changes of stopped laptops were put aside, and how many that their writers have no say in.
    """
    connection = session.connection
    sender = known[header["from"]]
    if route is Route.TO_SIBLING and not sender.revoked_on and not any(p.council for p in known.values()):
        name = meet_council(connection, desk, header.get("council"))
        desk.me = replace(desk.me, council_name=name or desk.me.council_name)
        known = roster.known_and_claimed(connection, desk, header)
    district = sender.district if desk.me.council else desk.me.code
    common = [block for block in blocks if stream_name(block.stream).audience == "common"]
    rest = [block for block in blocks if stream_name(block.stream).audience != "common"]
    news = roster.keep_new(session, desk, known) | roster.end_formers(connection, known, header)
    limits = _limits(connection)
    incoming.check_blocks(
        common, route, district, lambda parts: roster.owner_key(known, parts), _vouched(limits)
    )
    found = setting_aside.sort_out(session, desk, common, limits, digest)
    aside = found.total
    judge = setting_aside.judge(desk)
    taken = incoming.take_in(connection, found.trusted, desk.me.device, judge=judge)
    news |= revoking.learn_from_common(session, desk, taken.touched.get("device", set()))
    known = roster.known_and_claimed(connection, desk, header)
    news |= roster.keep_new(session, desk, known)
    news |= revoking.learn_from_header(session, desk, header, known[sender.device])
    limits = _limits(connection)
    revoked = limits.keys()
    incoming.check_blocks(
        rest,
        route,
        district,
        lambda parts: roster.owner_key(known, parts),
        _vouched(limits),
    )
    moved = setting_aside.enforce(session, desk, {device: limits[device] for device in news & revoked})
    found = setting_aside.sort_out(session, desk, rest, limits, digest)
    incoming.take_in(connection, found.trusted, desk.me.device, into=taken, judge=judge)
    outside = setting_aside.keep_outside(connection, desk, taken.outside, digest)
    owners = {stream_name(block.stream).device for block in rest} & revoked
    moved += setting_aside.enforce(session, desk, {device: limits[device] for device in owners})
    session.took_in(taken.touched, taken.max_lam)
    taken.added += setting_aside.look_again(session, desk, limits).added
    return taken, aside + found.total + moved, outside


def _limits(connection: Connection) -> dict[str, Limits]:
    """Return what is trusted of each device that is not used any more."""
    revoked = [p.device for p in peers.all_peers(connection) if p.revoked_on]
    return {device: revoking.limits_of(connection, device) for device in revoked}


def _vouched(limits: Mapping[str, Limits]) -> Callable[[Block], bool]:
    return lambda block: vouched.is_vouched(limits.get(stream_name(block.stream).device, {}), block)


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


def _list_new_devices(session: WriteSession) -> None:
    """Put laptops that just proved their invitation into the roster that everyone gets."""
    known = peers.all_peers(session.connection)
    listed = base.by_ids(session.connection, Device, [revoking.roster_id(peer.device) for peer in known])
    for peer in known:
        row = listed.get(revoking.roster_id(peer.device))
        ended = row is not None and peer.revoked_on and not row.revoked_on
        if peer.council or (row is not None and not ended):
            continue
        revoking.list_device(session, peer)
        if base.get(session.connection, District, district_id(peer.district)) is None:
            session.record(
                District, district_id(peer.district), {"code": peer.district, "name": peer.district}
            )
