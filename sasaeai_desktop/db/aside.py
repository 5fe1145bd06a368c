"""What legal erasures take out of the changes that were put aside.

Nobody has vouched for them, so they stand in no history that is held here: whatever an erasure names goes as soon as
its tips reach that far, unless the tip's place is seen here to be another change. Heads stay, so that a later release
still chains. Source: shared design, sync sections 1 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.erasures import ERASURES, Order, Tip, about_of
from sasaeai_desktop.db.lines import Change, decode_lines, line_id, stream_name
from sasaeai_desktop.db.repositories import quarantine
from sasaeai_desktop.db.repositories.quarantine import OUTSIDE, OUTSIDE_SEEN, RELEASED, SetAside
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain
from sasaeai_desktop.domain.registry import KINDS

_IN_THE_JOURNAL = (RELEASED, OUTSIDE, OUTSIDE_SEEN)


def strip(connection: Connection, held: Iterable[Order]) -> int:
    """Take the bodies that erasures cover out of everything that lies aside; returns how many there were."""
    count = 0
    for item, lines, taken in _found(connection, held):
        quarantine.replace_lines(connection, item.n, lines)
        count += taken
    return count


def left(connection: Connection, held: Iterable[Order]) -> int:
    """Return how many bodies ``strip`` would find; none, ever."""
    return sum(taken for _, _, taken in _found(connection, held))


def _found(connection: Connection, held: Iterable[Order]) -> Iterator[tuple[SetAside, list[bytes], int]]:
    """Give each item with bodies that have to go, its lines without them, and how many these are."""
    items = quarantine.all_items(connection)
    orders = list(held) if items else []
    for item in items:
        lines = _without(connection, item, orders)
        taken = sum(len(new) != len(old) for new, old in zip(lines, item.lines, strict=True))
        if taken:
            yield item, lines, taken


def _without(connection: Connection, item: SetAside, orders: list[Order]) -> list[bytes]:
    named = [
        (order, tip.seq)
        for order in orders
        for tip in order.tips
        if tip.stream == item.stream and _may_lead_to(connection, item, tip)
    ]
    if (
        item.decided in _IN_THE_JOURNAL
    ):  # the journal holds it; this copy serves nobody, however far the tips reach
        named = [(order, streams.HIGHEST) for order in orders if _same_chain(order, item)]
    return [
        line.partition(b"\t")[0] + b"\t"
        if any(seq <= up_to and about_of(line) in order.what for order, up_to in named)
        else line
        for seq, line in enumerate(item.lines, item.first)
    ]


def _same_chain(order: Order, item: SetAside) -> bool:
    return stream_name(item.stream).audience == ERASURES[order.kind]


def _may_lead_to(connection: Connection, item: SetAside, tip: Tip) -> bool:
    """Say whether an erasure's tip stands in the history of an item, as far as anybody can say here."""
    if tip.seq < item.first:
        return False
    if tip.seq <= item.seq:
        return line_id(item.lines[tip.seq - item.first]) == tip.id
    histories = [s for s in streams.branches(connection, item.stream) if s.seq >= tip.seq]
    return all(
        line_id(line) != tip.id
        for s in histories
        for line in streams.lines_between(connection, s.number, tip.seq, tip.seq)
    )


def ends(connection: Connection, chain: Chain, district: str) -> list[Tip]:
    """Return the last change of everything of a district that lies aside, so that an erasure reaches it too."""
    return [
        Tip(item.stream, item.seq, item.tip)
        for item in quarantine.all_items(connection)
        if item.decided not in _IN_THE_JOURNAL
        and _is_of(item, district)
        and stream_name(item.stream).audience == chain
    ]


_NAMED_BY = ("card", "evacuation_plan", "help_member")  # records by which others say whose they are
_COPIES = {"card_link": "card_copy", "plan_link": "plan_copy"}


def records_about(connection: Connection, persons: Iterable[Id], district: str) -> set[tuple[str, Id]]:
    """Return the records about persons that only what lies aside knows, as (kind, id).

    A record that is held here has its person in the tables: whom an unvouched change says it is about does not count.
    """
    changes = [
        change
        for item in quarantine.all_items(connection)
        if item.decided not in _IN_THE_JOURNAL and _is_of(item, district)
        for change in decode_lines(item.stream, 0, item.first, item.lines)[0]
    ]
    idents = {ent.hex() for ent in persons}
    found: set[tuple[str, Id]] = set()
    while True:
        new = {
            (change.kind, change.ent)
            for change in changes
            if (change.kind, change.ent) not in found
            and any(isinstance(value, str) and value in idents for value, _ in change.w.values())
            and not _is_held(connection, change.kind, change.ent)
        }
        if not new:
            return found
        found |= new
        found |= _copies(changes, new)
        idents |= {ent.hex() for kind, ent in new if kind in _NAMED_BY}  # by it a link finds the copy


def _copies(changes: list[Change], links: set[tuple[str, Id]]) -> set[tuple[str, Id]]:
    """Return the copies that these links tie to cards and plans."""
    written = [
        (_COPIES[c.kind], c.w.get("copy")) for c in changes if c.kind in _COPIES and (c.kind, c.ent) in links
    ]
    return {(kind, Id(bytes.fromhex(str(entry[0])))) for kind, entry in written if entry and entry[0]}


def _is_of(item: SetAside, district: str) -> bool:
    return stream_name(item.stream).about == district


def _is_held(connection: Connection, kind: str, ent: Id) -> bool:
    if kind not in KINDS:
        return True  # of a newer program: nobody here knows what it is
    return connection.exec_driver_sql(f'SELECT 1 FROM "{kind}" WHERE id = ?', (ent,)).first() is not None
