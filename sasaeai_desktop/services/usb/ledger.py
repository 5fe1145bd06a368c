"""What the USB page shows: what was handed over and confirmed, what lies on a stick, what an invitation says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.peers import LoggedBundle, Peer
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain.council import DeskUser, District
from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.domain.ids import from_hex
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk, allow, reading
from sasaeai_desktop.services.usb import bundles, receipts, receiving
from sasaeai_desktop.services.usb.bundles import Contents
from sasaeai_desktop.services.usb.inviting import district_id
from sasaeai_desktop.services.usb.receipts import Receipt
from sasaeai_desktop.sync import invitation as invitations
from sasaeai_desktop.sync.invitation import SiblingInvitation

Report = Callable[[int, int, str], None]
"""Called with (done, total, what is being looked at)."""

BUNDLES = "*.age"
INVITATIONS = f"*{invitations.SUFFIX}"


@dataclass(frozen=True, slots=True)
class Handed:
    """A bundle that was written.

    Attributes:
        at: when, ISO time.
        to: name of the receiver.
        confirmed: the receiver's own signed word says that it holds all of it.
        stick: what its owner calls the stick, else the folder it was mounted under.
        by: who wrote it, "" when nobody knows.
    """

    at: str
    number: int
    file: str
    changes: int
    names: list[str]
    route: Route
    code: str
    to: str
    confirmed: bool
    stick: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A bundle that was taken in; ``at`` ISO time, ``sender`` in words, ``stick`` the folder it lay in."""

    at: str
    number: int
    file: str
    changes: int
    sender: str
    stick: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """One way out: what would go now, what went before, what is confirmed.

    Attributes:
        contents: what would be written now; None while there is nobody to write to.
        receipts: one per device of the receiver.
        handed: bundles written to this receiver, newest first.
    """

    receiver: str
    contents: Contents | None
    receipts: list[Receipt]
    handed: list[Handed]

    @property
    def unconfirmed(self) -> int:
        """Changes beyond what the receivers said they hold; the worst of several devices."""
        return max((r.unconfirmed for r in self.receipts), default=0)

    @property
    def confirmed_on(self) -> str:
        """Time of the receiver's last bundle here; "" before the first."""
        return max((r.confirmed_on for r in self.receipts), default="")

    @property
    def on_the_way(self) -> bool:
        """Whether the last bundle holds all there is, and waits for its receipt."""
        last = self.handed[0] if self.handed else None
        return bool(last and not last.confirmed and self.contents and last.changes == self.contents.changes)


def outlook(desk: Desk, route: Route, code: str = "") -> Outlook:
    """Return what one way out looks like now."""
    try:
        planned = bundles.contents(desk, route, code)
    except InputError:
        planned = None
    mine = [r for r in receipts.receipts(desk) if _belongs(r, desk, route, code)]
    with reading(desk) as session:
        handed = [h for h in _handed(session, desk) if h.route is route and (not code or h.code == code)]
        receiver = planned.receiver if planned else _receiver(session, desk, route, code)
    return Outlook(receiver, planned, mine, handed)


def _belongs(receipt: Receipt, desk: Desk, route: Route, code: str) -> bool:
    if route is Route.TO_COUNCIL:
        return receipt.council
    if route is Route.TO_SIBLING:
        return not receipt.council and receipt.district == desk.me.code
    return not receipt.council and receipt.district == code


def handed_over(desk: Desk) -> list[Handed]:
    """Return every bundle that was written, newest first."""
    with reading(desk) as session:
        return _handed(session, desk)


def _handed(session: Connection, desk: Desk) -> list[Handed]:
    known = {p.device: p for p in peers.all_peers(session)}
    lines = [(line, json.loads(line.header)) for line in peers.logged(session, "out")]
    writers = {str(facts.get("by", "")) for _, facts in lines} - {""}
    names = {i.hex(): u.name for i, u in base.by_ids(session, DeskUser, map(from_hex, writers)).items()}
    found = []
    for line, facts in lines:
        route, code = Route(facts["route"]), str(facts.get("code", ""))
        reach = {str(k): int(v) for k, v in facts.get("reach", {}).items()}
        receivers = [known[d] for d in line.peer.split(",") if d in known and not known[d].revoked_on]
        confirmed = bool(reach and receivers) and all(_holds(p, reach) for p in receivers)
        found.append(
            Handed(
                line.at,
                line.number,
                Path(line.path).name,
                line.changes,
                json.loads(line.names),
                route,
                code,
                _receiver(session, desk, route, code),
                confirmed,
                str(facts.get("stick", "")) or Path(line.path).parent.name,
                names.get(str(facts.get("by", "")), ""),
            )
        )
    return found


def _holds(peer: Peer, reach: dict[str, int]) -> bool:
    stated = peer.holds()
    return all(any(seq >= least for seq, _ in stated.get(name, [])) for name, least in reach.items())


def _receiver(session: Connection, desk: Desk, route: Route, code: str) -> str:
    if route is Route.TO_COUNCIL:
        return desk.me.council_name or "市社協"
    if route is Route.TO_SIBLING:
        return "もう1台のパソコン"
    row = base.get(session, District, district_id(code))
    return row.name if row else f"{code}番の地区"


def received(desk: Desk) -> list[Received]:
    """Return every bundle that was taken in, newest first."""
    with reading(desk) as session:
        known = {p.device: p for p in peers.all_peers(session)}
        names = {d.code: d.name for d in select(session, District)}
        return [_received(line, desk, known, names) for line in peers.logged(session, "in")]


def _received(line: LoggedBundle, desk: Desk, known: dict[str, Peer], names: dict[str, str]) -> Received:
    district = str(json.loads(line.header).get("district", ""))
    sender = sender_words(desk, known.get(line.peer), district, names)
    place = Path(line.path)
    return Received(line.at, line.number, place.name, line.changes, sender, place.parent.name)


def sender_words(desk: Desk, peer: Peer | None, district: str, names: dict[str, str]) -> str:
    """Say who wrote a bundle."""
    if not desk.me.council:
        return (desk.me.council_name or "市社協") if peer and peer.council else "もう1台のパソコン"
    name = names.get(district, "")
    letter = f"（{peer.letter}）" if peer and peer.letter not in ("", "A") else ""
    return f"{name or f'{district}番の地区'}{letter}"


# -- who there is ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Partner:
    """A district as the council's USB page lists it; ``receipts`` is empty before its first bundle."""

    code: str
    name: str
    paper: bool
    receipts: list[Receipt]
    invited_on: str

    @property
    def unconfirmed(self) -> int:
        """Changes beyond what its laptops said they hold."""
        return max((r.unconfirmed for r in self.receipts), default=0)

    @property
    def heard_on(self) -> str:
        """Time of its last bundle here; "" before the first."""
        return max((r.confirmed_on for r in self.receipts), default="")


def partners(desk: Desk) -> list[Partner]:
    """Return every district that the council lists, by number."""
    confirmed = receipts.receipts(desk)
    with reading(desk) as session:
        rows = session.exec_driver_sql("SELECT code, max(issued_on) FROM invitation GROUP BY code").all()
        invited = {str(code): str(on) for code, on in rows}
        listed = [d for d in select(session, District) if d.code != desk.me.code]
    return [
        Partner(
            d.code,
            d.name,
            d.paper,
            [r for r in confirmed if r.district == d.code and not r.council],
            invited.get(d.code, ""),
        )
        for d in sorted(listed, key=lambda d: (len(d.code), d.code))
    ]


# -- what lies on a stick --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A bundle file on a stick.

    Attributes:
        state: "new", "already" (taken in before), "own" (written here) or "refused".
        sender: who wrote it, in words.
        reason: why it cannot be taken in.
        check: short name of the check that failed.
        people: whose names are inside.
        written_on: the day the file was written, as the stick says; "" when it does not.
    """

    path: Path
    state: str
    sender: str = ""
    number: int = 0
    changes: int = 0
    names: int = 0
    reason: str = ""
    check: str = ""
    people: tuple[str, ...] = ()
    written_on: str = ""


def look_into(desk: Desk, folder: Path, report: Report | None = None) -> list[Found]:
    """Look at every bundle in a folder without taking any in; those that can be taken in come first.

    Args:
        desk: the open desk.
        folder: on the stick.
        report: called before each file.

    Raises:
        DiskError: the folder cannot be read.
    """
    allow(desk, Deed.EXCHANGE)
    try:
        files = sorted(p for p in folder.glob(BUNDLES) if p.is_file())
    except OSError as error:
        raise disk_error(error, "USBメモリー") from error
    with reading(desk) as session:
        known = {p.device: p for p in peers.all_peers(session)}
        names = {d.code: d.name for d in select(session, District)}
        taken = {line.sha256 for line in peers.logged(session, "in")}
        own = {line.sha256 for line in peers.logged(session, "out")}
    found = []
    for at, path in enumerate(files):
        if report is not None:
            report(at, len(files), path.name)
        found.append(_look_at(desk, path, known, names, taken, own))
    order = ("new", "already", "own", "refused")
    return sorted(found, key=lambda f: (order.index(f.state), f.path.name))


def _look_at(
    desk: Desk, path: Path, known: dict[str, Peer], names: dict[str, str], taken: set[str], own: set[str]
) -> Found:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        told = disk_error(error, "USBメモリー")
        return Found(path, "refused", reason=f"{told.what}{told.todo}", check="disk")
    if digest in own:
        return Found(path, "own")
    try:
        seen = receiving.inspect(desk, path)
    except UserError as error:
        return Found(path, "refused", reason=error.what, check=getattr(error, "check", ""))
    state = "already" if digest in taken else "new"
    sender = sender_words(desk, known.get(seen.sender), seen.district, names)
    return Found(
        path,
        state,
        sender,
        seen.number,
        seen.changes,
        len(seen.names),
        people=tuple(seen.names),
        written_on=_day_of(path),
    )


def _day_of(path: Path) -> str:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).date().isoformat()  # noqa: DTZ006 - the laptop's own day
    except (OSError, OverflowError, ValueError):
        return ""


# -- what an invitation says -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """An invitation before it is accepted; ``fingerprint`` is to be compared on paper."""

    issuer: str
    code: str
    name: str
    sibling: bool
    fingerprint: str


def look_at_invitation(path: Path) -> tuple[Seen, bytes]:
    """Read an invitation file; returns what it says, and its bytes to accept it with.

    Raises:
        RefusedError: it is no invitation, or damaged.
        DiskError: it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise disk_error(error, "招待ファイル") from error
    found = invitations.from_bytes(data)
    sibling = isinstance(found, SiblingInvitation)
    issuer = f"{found.district_name}の もう1台のパソコン" if sibling else found.council_name
    return Seen(issuer, found.district_code, found.district_name, sibling, found.issuer.fingerprint), data
