"""Legal erasure carried out: bodies leave the journal, and rows, search keys, drafts and the undo list follow.

Whether an erasure came before or after the lines it covers, and in how many old bundles they come again, the outcome is
the same: a covered line is ``head TAB`` with nothing behind it, and its record says only what later changes say.
Everything happens in the transaction that brought the erasure or the lines. Source: shared design, sync section 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sized
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from sasaeai_desktop.db import aside, erasures, offers, settings, streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.erasures import ERASURES, Order, about_of
from sasaeai_desktop.db.heads import apply_change
from sasaeai_desktop.db.lines import decode_lines, line_id, stream_name
from sasaeai_desktop.db.packing import unpack
from sasaeai_desktop.db.repositories import quarantine
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.moving import MoveOffer
from sasaeai_desktop.domain.registry import KINDS

GONE_NAME = "（消去した方）"
"""What stands where the name of an erased person stood."""

BACKUPS_HOLD_MORE = "erased_since_backup"
"""Setting: 1 while backups may still hold what was erased; the services replace them and clear it."""

_NAMED = (
    "person", "volunteer", "member", "contact", "card", "card_copy", "plan_supporter", "plan_copy", "move_offer",
)  # fmt: skip


_OFFER = f"{MoveOffer.kind}/".encode()


class Stripped(NamedTuple):
    """A line that came without its body."""

    stream: str
    about: bytes
    id: bytes


@dataclass(frozen=True, slots=True)
class Purged:
    """What a settling took away.

    Attributes:
        bodies: lines that lost their body now.
        records: records that were folded anew, by kind.
    """

    bodies: int
    records: dict[str, set[Id]]


def settle(
    connection: Connection,
    touched: dict[str, set[Id]],
    stripped: Iterable[Stripped] = (),
    *,
    everything: bool = False,
) -> Purged:
    """Carry out what the erasures held say about what just came in or was written; once per transaction.

    Costs two small queries where nobody was ever erased.

    Args:
        connection: inside a write transaction with the guards open.
        touched: changed records by kind; gets those that are folded anew.
        stripped: lines that came without their bodies.
        everything: look at every erasure, also those settled before (after a rebuild).

    Raises:
        RefusedError: check ``erased``: a body is missing and no erasure that is held covers it.
    """
    came = [
        line for line in stripped if not line.about.startswith(_OFFER)
    ]  # an offer may end, and needs no order
    held = erasures.orders(connection)
    over = offers.ended(connection, None if everything else touched)
    if not held and not came and not over:
        return Purged(0, {})
    fresh, named = _asked(connection, held, touched, came, everything=everything)
    asked = [order for order in named if order.confirmed]
    found = erasures.reach(connection, asked)
    any_order = found if len(asked) == len(named) else erasures.reach(connection, named)
    if {line.id for line in came} - any_order.covered - any_order.withheld:
        raise _body_missing()
    bodies = _strip_all(connection, asked, found.covered)
    bodies += aside.strip(connection, [order for order in held if order.confirmed]) + offers.strip(
        connection, over
    )
    whole = _whole(connection, asked, fresh, found.open_tips) | over
    about = {line.about for line in came}
    again = whole | {r for r in any_order.records if r in about or _is_touched(r, touched)}
    if whole:
        _forget(connection, whole)
    if again:
        refold(connection, again, found.withheld)
    if bodies:
        settings.put(connection, BACKUPS_HOLD_MORE, "1")
    erasures.set_pending(connection, {i: len(tips) for i, tips in found.open_tips.items()})
    records = _by_kind(again)
    for kind, ids in records.items():
        touched.setdefault(kind, set()).update(ids)
    return Purged(bodies, records)


def _strip_all(connection: Connection, asked: Iterable[Order], covered: set[bytes]) -> int:
    """Take the bodies of covered lines out of every stream that the erasures name; returns how many."""
    streams = {tip.stream for order in asked for tip in order.tips}
    return sum(_strip(connection, name, covered) for name in streams)


def _asked(
    connection: Connection,
    held: list[Order],
    touched: dict[str, set[Id]],
    came: list[Stripped],
    *,
    everything: bool,
) -> tuple[set[bytes], list[Order]]:
    """Return the ids of the new erasures, and all erasures that can have a say in what came."""
    fresh = {order.id for order in held if everything or order.id in touched.get(order.kind, ())}
    about = {line.about for line in came}
    waiting = erasures.pending(connection)
    return fresh, [
        o
        for o in held
        if o.id in fresh or o.id in waiting or any(r in about or _is_touched(r, touched) for r in o.what)
    ]


def _whole(
    connection: Connection, asked: list[Order], fresh: set[bytes], open_tips: Mapping[bytes, Sized]
) -> frozenset[bytes]:
    """Return the records of erasures that are new, or that reach further than when they were settled last."""
    waiting = erasures.pending(connection)
    moved = {o.id for o in asked if waiting.get(o.id, 0) != len(open_tips.get(o.id, ()))}
    return frozenset[bytes]().union(*(o.what for o in asked if o.id in fresh | moved))


def _is_touched(record: bytes, touched: dict[str, set[Id]]) -> bool:
    kind, _, ent = record.decode().partition("/")
    return bytes.fromhex(ent) in touched.get(kind, ())


def _body_missing() -> RefusedError:
    return RefusedError(
        "ファイルの中に、中身のない記録があります。取り込みませんでした。",
        "渡した方に、もう一度書き出してもらってください。",
        check="erased",
    )


def _strip(connection: Connection, name: str, covered: set[bytes]) -> int:
    """Take the bodies of covered lines out of every segment of a stream; returns how many there were."""
    count = 0
    for part in list(erasures.parts_of(connection, name)):
        lines = [
            line.partition(b"\t")[0] + b"\t"
            if not line.endswith(b"\t") and line_id(line) in covered
            else line
            for line in part.lines
        ]
        taken = sum(len(new) != len(old) for new, old in zip(lines, part.lines, strict=True))
        if taken:
            streams.replace_lines(connection, part.stream, part.first, lines)
            count += taken
    return count


# -- what follows ------------------------------------------------------------------------------------------------------


def refold(connection: Connection, records: AbstractSet[bytes], hidden: AbstractSet[bytes]) -> None:
    """Fold records anew from the journal; one that nothing is left of has no row any more.

    Args:
        connection: inside a write transaction with the guards open.
        records: ``kind/id hex``.
        hidden: ids of changes that may not show.
    """
    for kind, ids in _by_kind(records).items():
        for ent in ids:
            if kind in KINDS:
                connection.exec_driver_sql(f'DELETE FROM "{kind}" WHERE id = ?', (ent,))
            connection.exec_driver_sql("DELETE FROM head WHERE ent = ? AND kind = ?", (ent, kind))
            connection.exec_driver_sql("DELETE FROM dead WHERE ent = ?", (ent,))
    hidden = hidden | quarantine.outside_ids(connection)
    idents = {record[-32:] for record in records}  # two kinds may share an id, and ``dead`` knows no kinds
    seen: set[bytes] = set()
    for stream in streams.all_streams(connection):
        name = stream_name(stream.name)
        rows = connection.exec_driver_sql(
            "SELECT first, packed, lines FROM segment WHERE stream = ? ORDER BY first", (stream.number,)
        ).all()
        for first, packed, data in rows:
            for seq, line in enumerate(unpack(packed, data), first):
                if line.endswith(b"\t") or about_of(line)[-32:] not in idents:
                    continue
                (change,), _ = decode_lines(stream.name, stream.number, seq, [line])
                if change.kind in KINDS and change.id not in hidden and change.id not in seen:
                    seen.add(change.id)
                    apply_change(connection, name, change, strict=False)


def _by_kind(records: Iterable[bytes]) -> dict[str, set[Id]]:
    found: dict[str, set[Id]] = {}
    for record in records:
        kind, _, ent = record.decode().partition("/")
        found.setdefault(kind, set()).add(Id(bytes.fromhex(ent)))
    return found


def carry_out(connection: Connection, order: bytes, touched: dict[str, set[Id]]) -> Purged:
    """Carry out an erasure of another laptop, after a person here confirmed it; ``touched`` gets what follows."""
    erasures.speak(connection, order, erasures.DONE)
    done = settle(connection, {"erasure": {Id(order)}})
    for kind, ids in done.records.items():
        touched.setdefault(kind, set()).update(ids)
    return done


def _forget(connection: Connection, records: AbstractSet[bytes]) -> None:
    """Remove what this installation alone keeps about records: drafts, steps to undo, names in lists of bundles."""
    names = names_of(connection, records)
    _forget_actions(connection, records, names)
    for record in records:
        ident = record[-32:].decode()
        connection.exec_driver_sql(
            "DELETE FROM draft WHERE about = ? OR instr(name, ?) OR instr(content, ?)",
            (bytes.fromhex(ident), ident, ident),
        )
    for number, text in connection.exec_driver_sql(
        "SELECT n, names FROM bundle_log WHERE names <> '[]'"
    ).all():
        listed = json.loads(text)
        kept = [GONE_NAME if name in names else name for name in listed]
        if kept != listed:
            connection.exec_driver_sql(
                "UPDATE bundle_log SET names = ? WHERE n = ?", (json.dumps(kept, ensure_ascii=False), number)
            )


def names_of(connection: Connection, records: AbstractSet[bytes]) -> set[str]:
    """Return the names that the records say as long as they still say them."""
    found: set[str] = set()
    for kind, ids in _by_kind(records).items():
        if kind in _NAMED:
            for ent in ids:
                rows = connection.exec_driver_sql(f'SELECT name FROM "{kind}" WHERE id = ?', (ent,)).scalars()
                heads = connection.exec_driver_sql(
                    "SELECT value FROM head WHERE ent = ? AND field = 'name'", (ent,)
                ).scalars()
                found.update(name for name in (*rows, *map(json.loads, heads)) if name)
    return found


def _forget_actions(connection: Connection, records: AbstractSet[bytes], names: set[str]) -> None:
    """Remove steps that wrote about the records or name somebody of them: their words and old values are names."""
    actions = [
        (number, label, json.loads(ranges))
        for number, label, ranges in connection.exec_driver_sql("SELECT n, label, changes FROM action")
    ]
    places: set[tuple[int, int]] = set()
    for stream in {stream for _, _, ranges in actions for stream, _, _ in ranges}:
        for part in erasures.parts_of_number(connection, stream):
            about = enumerate(map(about_of, part.lines), part.first)
            places.update((stream, seq) for seq, record in about if record in records)
    gone = [
        (number,)
        for number, label, ranges in actions
        if any(name in label for name in names)
        or any((stream, seq) in places for stream, first, last in ranges for seq in range(first, last + 1))
    ]
    if gone:
        connection.exec_driver_sql("DELETE FROM action WHERE n = ?", gone)


# -- check -------------------------------------------------------------------------------------------------------------


def problems(connection: Connection) -> list[str]:
    """Return bodies that are missing without an erasure, and bodies that an erasure should have taken away."""
    held = erasures.orders(connection)
    sure = [order for order in held if order.confirmed]
    found, any_order = erasures.reach(connection, sure), erasures.reach(connection, held)
    left = aside.left(connection, sure)
    wrong = [f"quarantine: {left} erased bodies still here"] if left else []
    offered = offers.left(connection)
    wrong += [f"{MoveOffer.kind}: {offered} bodies of ended offers still here"] if offered else []
    for stream in streams.all_streams(connection):
        if stream.audience not in ERASURES.values():
            continue
        for part in erasures.parts_of_number(connection, stream.number):
            for seq, line in enumerate(part.lines, part.first):
                bare = line.endswith(b"\t")
                if not bare and not found.covered:
                    continue
                digest = line_id(line)
                if bare and digest not in any_order.covered and digest not in any_order.withheld:
                    wrong.append(f"{stream.name}/{seq}: body missing without an erasure")
                elif not bare and digest in found.covered:
                    wrong.append(f"{stream.name}/{seq}: erased body still here")
    return wrong
