"""What is put aside at the door: a revoked laptop's beyond its trusted tips, and what its writer has no say in.

The first is looked at again when more is trusted; the second never takes effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.judging import Judge
from sasaeai_desktop.db.lines import decode_lines, line_id, stream_name
from sasaeai_desktop.db.repositories import quarantine
from sasaeai_desktop.db.repositories.quarantine import KEPT_OUT, OUTSIDE, WAITING, SetAside
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.sync import incoming, powers, vouched
from sasaeai_desktop.sync.incoming import Block
from sasaeai_desktop.sync.vouched import Limits


@dataclass(slots=True)
class Sorted:
    """Blocks that may be taken in, and how many changes were put aside, by device."""

    trusted: list[Block] = field(default_factory=list)
    aside: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many changes were put aside."""
        return sum(self.aside.values())


def sort_out(
    session: WriteSession, desk: Desk, blocks: list[Block], limits: Mapping[str, Limits], bundle: str
) -> Sorted:
    """Put aside what revoked devices wrote beyond what is trusted.

    Args:
        session: of the import.
        desk: the open desk.
        blocks: whose signatures hold.
        limits: what is trusted, by revoked device; devices not named are trusted wholly.
        bundle: sha256 of the file.

    Raises:
        RefusedError: what lies beyond does not even chain.
    """
    found = Sorted()
    for block in blocks:
        device = stream_name(block.stream).device
        if device not in limits:
            found.trusted.append(block)
            continue
        trusted, beyond = vouched.cut(session.connection, block, limits[device].get(block.stream, []))
        if trusted is not None:
            found.trusted.append(trusted)
        if beyond is not None:
            kept = keep(session.connection, desk, beyond, bundle)
            found.aside[device] = found.aside.get(device, 0) + kept
    return found


def keep(connection: Connection, desk: Desk, block: Block, bundle: str) -> int:
    """Keep a block aside; returns how many of its changes were not lying there already."""
    device = stream_name(block.stream).device
    new = len(block.lines)
    ids = [line_id(line) for line in block.lines]  # an erasure may have taken bodies from one of the two
    for old in quarantine.all_items(connection, device):
        if old.stream != block.stream or old.decided not in (WAITING, KEPT_OUT):
            continue
        skip = block.first - old.first
        old_ids = [line_id(line) for line in old.lines]
        if skip >= 0 and old_ids[skip : skip + len(ids)] == ids:
            return 0
        overlap = old.seq - block.first + 1
        if overlap > 0 and skip >= 0 and old_ids[skip:] == ids[:overlap]:
            # The same, and more: only the rest is new, so that what was decided about the first part stays.
            new = min(new, len(block.lines) - overlap)
            block = Block(
                block.stream, old.seq + 1, block.seq, block.tip, block.signature, block.lines[overlap:]
            )
            ids = ids[overlap:]
    now = desk.clock.now().isoformat(timespec="seconds")
    quarantine.add(
        connection,
        SetAside(
            0,
            now,
            device,
            block.stream,
            block.first,
            block.seq,
            block.tip,
            block.signature,
            list(block.lines),
            bundle,
        ),
    )
    return new


def judge(desk: Desk) -> Judge:
    """Return what says which changes take no effect at this desk."""
    return powers.Powers(desk.me.council)


def keep_outside(
    connection: Connection, desk: Desk, outside: list[tuple[str, int, bytes]], bundle: str
) -> int:
    """Note changes whose writer has no say in them, an unbroken run as one item; returns how many are new here."""
    known = quarantine.outside_ids(connection)
    runs: list[tuple[str, int, list[bytes]]] = []
    for stream, seq, line in outside:
        if line_id(line) in known:
            continue
        if runs and runs[-1][0] == stream and runs[-1][1] + len(runs[-1][2]) == seq:
            runs[-1][2].append(line)
        else:
            runs.append((stream, seq, [line]))
    now = desk.clock.now().isoformat(timespec="seconds")
    for stream, first, lines in runs:
        last = first + len(lines) - 1
        item = SetAside(0, now, stream_name(stream).device, stream, first, last, line_id(lines[-1]), b"", lines, bundle,
                        OUTSIDE)  # fmt: skip
        quarantine.add(connection, item)
    return sum(len(lines) for _, _, lines in runs)


def judge_again(desk: Desk) -> None:
    """Look at what a council wrote before this program could read it (after an upgrade); the projection follows."""
    if desk.me.council:
        return
    with acting(desk, "", undoable=False) as session:
        connection = session.connection
        found: list[tuple[str, int, bytes]] = []
        for stream in streams.all_streams(connection):
            name = stream_name(stream.name)
            if not name.rank:
                continue
            lines = streams.lines_between(connection, stream.number, 1, stream.seq)
            changes, _ = decode_lines(stream.name, stream.number, 1, lines)
            out = powers.beyond(connection, name, changes, council=False)
            found += [(stream.name, seq, lines[seq - 1]) for seq, c in enumerate(changes, 1) if c.id in out]
        if keep_outside(connection, desk, found, ""):
            from sasaeai_desktop.db import fold  # noqa: PLC0415 - not for every start

            fold.rebuild(connection)


def enforce(session: WriteSession, desk: Desk, limits: Mapping[str, Limits]) -> int:
    """Take back what was taken in of revoked devices beyond what is trusted; returns how many changes.

    Everything computed from the journal is made anew then, as if these changes had never come.
    """
    connection = session.connection
    moved = [block for device, each in limits.items() for block in vouched.withdraw(connection, device, each)]
    if not moved:
        return 0
    for block in moved:
        keep(connection, desk, block, "")
    from sasaeai_desktop.db import fold  # noqa: PLC0415 - not for every start

    session.flush()  # what this very action wrote is folded too
    fold.rebuild(connection)
    for kind in KINDS:
        session.touched.setdefault(kind, set())  # the screens look again
    return sum(len(block.lines) for block in moved)


def look_again(session: WriteSession, desk: Desk, limits: Mapping[str, Limits]) -> incoming.Taken:
    """Take in what lies aside and is trusted by now; what is held otherwise by now is dropped from aside."""
    connection = session.connection
    taken = incoming.Taken()
    if not limits:
        return taken
    for item in quarantine.all_items(connection):
        if item.device not in limits or item.decided not in (WAITING, KEPT_OUT):
            continue
        block = Block(item.stream, item.first, item.seq, item.tip, item.signature, item.lines)
        trusted, beyond = vouched.cut(connection, block, limits[item.device].get(item.stream, []))
        if trusted is not None:
            incoming.take_in(connection, [trusted], desk.me.device, into=taken, judge=judge(desk))
            keep_outside(connection, desk, taken.outside, item.bundle)
        if beyond is None or len(beyond.lines) < len(item.lines):
            quarantine.remove(connection, item.n)
            if beyond is not None:
                rest = SetAside(item.n, item.at, item.device, item.stream, beyond.first, beyond.seq, beyond.tip,
                                beyond.signature, list(beyond.lines), item.bundle, item.decided)  # fmt: skip
                quarantine.add(connection, rest)
    session.took_in(taken.touched, taken.max_lam)
    return taken


def for_the_council(connection: Connection, district: str) -> list[Block]:
    """Return what this district put aside of what it held itself, so that the council can judge it.

    Only what the council may hold at all; nobody else ever gets it.
    """
    return [
        Block(item.stream, item.first, item.seq, item.tip, item.signature, item.lines)
        for item in quarantine.all_items(connection)
        if not item.bundle
        and item.decided == WAITING
        and item.signature
        and stream_name(item.stream).about == district
        and stream_name(item.stream).audience in ("open", "shared")
    ]
