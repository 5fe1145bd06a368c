"""Bundles going out by USB: what will be inside, and writing it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import schema, settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base, moving, peers
from sasaeai_desktop.db.repositories.peers import LoggedBundle, Peer
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import handing, offering
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.desk.provisions import note_provision
from sasaeai_desktop.services.people import erasures_asked
from sasaeai_desktop.services.plans import giving
from sasaeai_desktop.services.usb import exchange_keys, revoking, setting_aside
from sasaeai_desktop.services.usb.inviting import council_words, device_keys, district_id, registration
from sasaeai_desktop.sync import container, incoming, outgoing
from sasaeai_desktop.sync.incoming import Block
from sasaeai_desktop.sync.outgoing import Cargo
from sasaeai_desktop.sync.stick import write_to_stick

_WHY = {
    Route.TO_COUNCIL: (
        "つながりカード・避難計画の写し（USB）",
        "相談をつなぐため・避難支援のため（本人の同意による）",
    ),
    Route.TO_DISTRICT: ("転入の申し送り（USB）", "移る先の地区で 見守りを引き継ぐため（本人の同意による）"),
}
"""What carries names out of the desk by a file, and what for."""


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
    """A bundle that was written; more than one reader takes lies in several files (``more``), ``bytes`` is of all."""

    path: Path
    sender: str
    sequence: int
    changes: int
    bytes: int
    names: list[str]
    more: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files, in the order in which they were written."""
        return (self.path, *self.more)


class _MoreParts(Exception):  # noqa: N818 - no error: more numbers are taken, and the work is done again
    """So many files are needed."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def contents(desk: Desk, route: Route, code: str = "") -> Contents:
    """Return what ``export`` would write now.

    Raises:
        InputError: there is nobody to write to.
    """
    allow(desk, Deed.EXCHANGE)
    handing.withdraw_stale_copies(desk)
    giving.withdraw_stale_plans(desk)
    offering.withdraw_stale_offers(desk)
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


def names_to(desk: Desk, codes: Iterable[str]) -> list[str]:
    """Return whose names would go to some districts (council); nothing but an offer of somebody who moved has any."""
    with reading(desk) as session:
        offered = {offer.district for offer in moving.standing(session)}
    found = (contents(desk, Route.TO_DISTRICT, code).names for code in codes if code in offered)
    return sorted({name for names in found for name in names})


def export(
    desk: Desk,
    route: Route,
    folder: Path,
    code: str = "",
    *,
    stick: str = "",
    step: Callable[[str], object] | None = None,
) -> Done[Exported]:
    """Write a bundle with everything beyond what its receivers said they hold.

    Args:
        desk: the open desk.
        route: to whom.
        folder: on the stick; it must exist.
        code: the district, when a council writes to one.
        stick: what its owner calls the stick, for the 持出管理簿.
        step: told what comes next; what it raises ends the work, and nothing was written.

    Raises:
        InputError: there is nobody to write to.
        DiskError: the stick failed; nothing a reader accepts lies there, and the next export carries it all.
    """
    allow(desk, Deed.EXCHANGE)
    if not folder.is_dir():
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise disk_error(error, "書き出す場所") from error
    handing.withdraw_stale_copies(desk)
    giving.withdraw_stale_plans(desk)
    offering.withdraw_stale_offers(desk)
    numbers = _next_numbers(desk, folder, 1)
    while True:
        try:
            return _export(desk, route, folder, code, stick, step, numbers)
        except _MoreParts as parts:
            numbers += _next_numbers(desk, folder, parts.count - len(numbers))


def _export(
    desk: Desk,
    route: Route,
    folder: Path,
    code: str,
    stick: str,
    step: Callable[[str], object] | None,
    numbers: list[int],
) -> Done[Exported]:
    written: list[Path] = []
    size, receiver = 0, _receiver_name(desk, route, code)
    with (
        _taken_away_on_failure(written),
        acting(
            desk,
            f"{receiver}へのUSBを書き出しました",
            undoable=False,
            deed=Deed.EXCHANGE,
        ) as session,
    ):
        connection = session.connection
        keys = device_keys(connection)
        receivers = _receivers(connection, desk, route, code)
        outgoing.sign_my_tips(connection, keys)
        _tell(step, "きろくを まとめています")
        cargo = _cargo(connection, desk, route, code, receivers)
        _tell(step, "かぎを かけています")
        parts = outgoing.parts_of(connection, cargo, keys, outgoing.MAX_PART)
        if len(parts) > len(numbers):
            raise _MoreParts(len(parts))
        names = incoming.names_in(cargo.lines)
        if names and route is not Route.TO_SIBLING:
            _note_provision(session, desk, route, receiver, incoming.names_in(cargo.lines, writers=False))
        for number, part in zip(numbers, parts, strict=False):
            header = _header(connection, desk, route, receivers, number, part)
            last = number == numbers[len(parts) - 1]
            aside = (
                setting_aside.for_the_council(connection, desk.me.code)
                if last and route is Route.TO_COUNCIL
                else []
            )
            header["tips"] = [*part.tips, *(_entry(block) for block in aside)]
            lines = [*part.lines, *(line for block in aside for line in block.lines)]
            blob = container.seal(header, lines, keys, [p.age_key for p in receivers])
            _tell(step, "USBに書いて、読みなおしています")
            path = write_to_stick(folder, container.file_name(desk.me.code, desk.me.letter, number), blob)
            written.append(path)
            size += len(blob)
            peers.log_bundle(
                connection,
                LoggedBundle("out", hashlib.sha256(blob).hexdigest(), ",".join(p.device for p in receivers), number,
                             desk.clock.now().isoformat(timespec="seconds"), len(part.lines),
                             json.dumps({"route": route.value, "code": code, "to": header["to"], "streams": _names_of(part),
                                         "stick": stick, "by": desk.user.id.hex(),
                                         "first": {tip["stream"]: tip["first"] for tip in part.tips},
                                         "reach": {tip["stream"]: tip["seq"] for tip in part.tips}}),
                             json.dumps(names, ensure_ascii=False), str(path)),
            )  # fmt: skip
    done = Exported(
        written[0], desk.me.device, numbers[0], len(cargo.lines), size, names, more=tuple(written[1:])
    )
    return Done(done, session.changes)


@contextmanager
def _taken_away_on_failure(written: list[Path]) -> Iterator[None]:
    """Remove the files of a bundle that did not get to its end: what is not noted here must not lie there."""
    try:
        yield
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _tell(step: Callable[[str], object] | None, doing: str) -> None:
    if step is not None:
        step(doing)


def _next_numbers(desk: Desk, folder: Path, count: int) -> list[int]:
    """Take the next bundle numbers for good: one that was begun is never used again, even after a crash.

    A restored laptop counts on from an older number; numbers whose files lie on the stick already are passed over.
    """
    with desk.database.transaction() as connection:
        number, taken = settings.number(connection, "bundle_number"), list[int]()
        while len(taken) < count:
            number += 1
            if not (folder / container.file_name(desk.me.code, desk.me.letter, number)).exists():
                taken.append(number)
        settings.put(connection, "bundle_number", str(number))
    return taken


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
    connection: Connection, desk: Desk, route: Route, receivers: list[Peer], number: int, cargo: Cargo
) -> dict[str, Any]:
    mine = registration(connection)
    optional: dict[str, Any] = {"gaps": cargo.gaps, "revocations": revoking.statements(connection)}
    if route is Route.TO_SIBLING:
        optional["limits"] = revoking.stated_limits(connection, desk.me.code)
        optional["council"] = council_words(connection, desk)
        optional["erasures"] = erasures_asked.states(connection)
    others = [json.loads(p.reg) for p in peers.all_peers(connection) if p.reg and p.district == desk.me.code]
    return {
        "to": sorted(p.device for p in receivers),
        "district": desk.me.code,
        "number": number,
        "have": cargo.have,
        "tips": cargo.tips,
        "schema": schema.VERSION,
        "min_reader": outgoing.least_reader(cargo.lines),
        **({"reg": mine} if mine else {}),
        **exchange_keys.header_words(connection, receivers),
        **{name: value for name, value in optional.items() if value},
        "regs": others,
    }


def _note_provision(session: WriteSession, desk: Desk, route: Route, to: str, names: list[str]) -> None:
    what, purpose = _WHY[route]
    note_provision(session, desk, what=what, names=names, to=to, purpose=purpose, medium="USB")


def _entry(block: Block) -> dict[str, Any]:
    return {
        "stream": block.stream,
        "first": block.first,
        "seq": block.seq,
        "tip": block.tip.hex(),
        "sig": block.signature.hex(),
    }


def _names_of(cargo: Cargo) -> list[str]:
    return [tip["stream"] for tip in cargo.tips]


def _counts(lines: list[bytes]) -> dict[str, int]:
    found: dict[str, set[str]] = {}
    for line in lines:
        ent = strictjson.loads(line.partition(b"\t")[0])["ent"]
        found.setdefault(ent.partition("/")[0], set()).add(ent)
    return {kind: len(ents) for kind, ents in found.items()}
