"""Which bodies legal erasures cover: read from the erasures themselves, so that any order of arrival ends alike.

An erasure names records and, per stream, the tips up to which their bodies go: ``{stream: [[seq, id hex], ...]}``. A
line is *covered* when it stands in the history whose id at the stated seq is the stated one. While no held history of
the stream has that id there, nobody can say which lines are meant: until then they are *withheld*, kept in the
journal and shown nowhere. Both follow from the changes held alone. Source: shared design, sync sections 1 and 7.

An erasure of names that another laptop wrote waits until a person here confirms it: until then it covers and withholds
nothing, and only lets pass what comes without its body (section 8). An erasure of copies that were handed over does not
wait: whoever received them drops them when the consent ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import line_id, stream_name
from sasaeai_desktop.db.packing import unpack
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.kinds import Chain

ERASURES = {"erasure": Chain.HOME, "copy_erasure": Chain.SHARED}
"""The kinds that erase, and the chain whose bodies each takes away."""

_ENT_AT = 80  # where ``kind/id`` begins in every head: {"bh":"<64 hex>","ent":"
_ENT = re.compile(r"[a-z_]{1,32}/[0-9a-f]{32}")


class Tip(NamedTuple):
    """Up to where an erasure reaches in one history of one stream."""

    stream: str
    seq: int
    id: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """One erasure as it takes effect.

    Attributes:
        id: of its record.
        kind: ``erasure`` or ``copy_erasure``.
        what: the records, each ``kind/id hex`` as a head writes it.
        tips: up to where.
        confirmed: whether it is carried out here.
    """

    id: bytes
    kind: str
    what: frozenset[bytes]
    tips: tuple[Tip, ...]
    confirmed: bool = True


def about_of(line: bytes) -> bytes:
    """Return ``kind/id hex`` of a line's head, without reading the rest."""
    return line[_ENT_AT : line.index(b'"', _ENT_AT)]


def orders(connection: Connection) -> list[Order]:
    """Return every erasure held; a deleted one too, as nothing brings back what it took away."""
    found = []
    words = spoken(connection)
    for kind, chain in ERASURES.items():
        rows = connection.exec_driver_sql(
            f'SELECT id, district, what, up_to FROM "{kind}" WHERE what IS NOT NULL'
        )
        for ent, district, what, up_to in rows:
            named = frozenset(
                each.encode()
                for each in json.loads(what)
                if _ENT.fullmatch(each) and each.partition("/")[0] not in ERASURES
            )
            sure = words is None or chain is not Chain.HOME or words.get(bytes(ent).hex()) == DONE
            found.append(Order(bytes(ent), kind, named, _tips(up_to, chain, district), sure))
    return found


def _tips(text: str | None, chain: Chain, district: str) -> tuple[Tip, ...]:
    """Read the tips of an erasure: those of its own district's streams of its own chain."""
    tips: list[Tip] = []
    try:
        stated: Any = json.loads(text or "{}")
        for name, pairs in stated.items():
            parts = stream_name(name)
            if parts.audience == chain and parts.about == district:
                tips += [Tip(name, int(seq), bytes.fromhex(tip)) for seq, tip in pairs]
    except (ValueError, TypeError, AttributeError, RefusedError):
        return ()  # not of this program's making: it takes nothing away
    return tuple(tips)


class Part(NamedTuple):
    """A stored segment of one history."""

    stream: int
    first: int
    lines: list[bytes]


def parts_of(connection: Connection, name: str) -> Iterator[Part]:
    """Give the stored segments of all histories of a stream."""
    rows = connection.exec_driver_sql(
        "SELECT g.stream, g.first, g.packed, g.lines FROM segment g JOIN stream s ON s.n = g.stream WHERE s.name = ? "
        "ORDER BY s.branch, g.first",
        (name,),
    )
    for number, first, packed, data in rows:
        yield Part(number, first, unpack(packed, data))


def parts_of_number(connection: Connection, number: int) -> Iterator[Part]:
    """Give the stored segments of one history."""
    rows = connection.exec_driver_sql(
        "SELECT first, packed, lines FROM segment WHERE stream = ? ORDER BY first", (number,)
    )
    for first, packed, data in rows:
        yield Part(number, first, unpack(packed, data))


@dataclass(slots=True)
class Reach:
    """What a number of erasures take away from the streams as they are held here.

    Attributes:
        covered: ids of lines whose bodies go, or are gone.
        withheld: ids of lines of which nobody can say so yet.
        records: the records of those lines, ``kind/id hex``.
        open_tips: tips that no held history has, by erasure.
    """

    covered: set[bytes] = field(default_factory=set)
    withheld: set[bytes] = field(default_factory=set)
    records: set[bytes] = field(default_factory=set)
    open_tips: dict[bytes, list[Tip]] = field(default_factory=dict)


def reach(connection: Connection, asked: Iterable[Order]) -> Reach:
    """Find the lines that erasures cover, in every history held."""
    found = Reach()
    by_stream: dict[str, list[tuple[Order, Tip]]] = {}
    for order in asked:
        for tip in order.tips:
            by_stream.setdefault(tip.stream, []).append((order, tip))
    for name, wanted in by_stream.items():
        _reach_stream(connection, name, wanted, found)
    return found


def _reach_stream(connection: Connection, name: str, wanted: list[tuple[Order, Tip]], found: Reach) -> None:
    """Judge each held line about a named record: in the history of a tip, in another one, or not to be known yet."""
    begins = _branches(connection, name)
    places, ids_at = _lines_of(connection, name, wanted)
    trunk = min(begins, key=lambda n: begins[n], default=0)
    for order, tip in wanted:
        history = next((n for n in begins if ids_at.get((n, tip.seq)) == tip.id), None)
        if history is None:
            found.open_tips.setdefault(order.id, []).append(tip)
        for number, seq, about, digest in places:
            if seq > tip.seq or about not in order.what:
                continue
            if history is None:
                found.withheld.add(digest)
            elif number == history or (number == trunk and seq < begins[history]):
                found.covered.add(digest)
            else:
                continue
            found.records.add(about)
    found.withheld -= found.covered


def _lines_of(
    connection: Connection, name: str, wanted: list[tuple[Order, Tip]]
) -> tuple[list[tuple[int, int, bytes, bytes]], dict[tuple[int, int], bytes]]:
    """Return the lines about named records (stream number, seq, record, id), and the ids at the seqs of the tips."""
    named = frozenset[bytes]().union(*(order.what for order, _ in wanted))
    seqs = {tip.seq for _, tip in wanted}
    places: list[tuple[int, int, bytes, bytes]] = []
    ids_at: dict[tuple[int, int], bytes] = {}
    for number, first, lines in parts_of(connection, name):
        for seq, line in enumerate(lines, first):
            about = about_of(line)
            if seq in seqs:
                ids_at[number, seq] = line_id(line)
            if about in named:
                places.append((number, seq, about, line_id(line)))
    return places, ids_at


def _branches(connection: Connection, name: str) -> dict[int, int]:
    """Return the first seq that each history of a stream holds of its own, by number; the trunk begins at 0."""
    rows = connection.exec_driver_sql(
        "SELECT n, branch, (SELECT min(first) FROM segment WHERE stream = n) FROM stream WHERE name = ?",
        (name,),
    )
    return {n: (first or 1) if branch else 0 for n, branch, first in rows}


def withheld(connection: Connection) -> set[bytes]:
    """Return the ids of all lines that are held and shown nowhere; nearly always none."""
    sure = [order for order in orders(connection) if order.confirmed]
    return reach(connection, sure).withheld if pending(connection) else set()


# -- what people here said of them ------------------------------------------------------------------------------------

DONE, REFUSED, WAITS = "done", "refused", "waits"
_WORDS = "erasure_words"


def spoken(connection: Connection) -> dict[str, str] | None:
    """Return what people here said of erasures, by id (hex): ``DONE`` or ``REFUSED``; None where nobody is asked."""
    text = settings.text(connection, _WORDS)
    return json.loads(text) if text else None


def speak(connection: Connection, order: bytes, word: str) -> None:
    """Note what a person here said of an erasure, or that it was written here."""
    words = spoken(connection)
    if words is not None:
        settings.put(connection, _WORDS, json.dumps({**words, order.hex(): word}, sort_keys=True))


def ask_from_now_on(connection: Connection) -> None:
    """Let people here be asked about erasures of others; what is held by now was carried out by an older program."""
    if spoken(connection) is None:
        held = {bytes(r[0]).hex(): DONE for r in connection.exec_driver_sql('SELECT id FROM "erasure"')}
        settings.put(connection, _WORDS, json.dumps(held, sort_keys=True))


def bodies_here(connection: Connection, order: Order) -> int:
    """Return how many bodies an erasure would take away here."""
    found = reach(connection, [order])
    take = found.covered | found.withheld
    return sum(
        not line.endswith(b"\t") and line_id(line) in take
        for name in {tip.stream for tip in order.tips}
        for part in parts_of(connection, name)
        for line in part.lines
        if about_of(line) in order.what
    )


# -- erasures that wait for a history -------------------------------------------------------------------------------

_PENDING = "erasures_pending"


def pending(connection: Connection) -> dict[bytes, int]:
    """Return the erasures with tips that no held history has, and how many."""
    text = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_PENDING,)).scalar()
    return {bytes.fromhex(k): int(v) for k, v in json.loads(text or "{}").items()}


def set_pending(connection: Connection, waiting: dict[bytes, int]) -> None:
    """Note them; only the purge does."""
    if waiting != pending(connection):
        text = json.dumps({k.hex(): v for k, v in sorted(waiting.items()) if v})
        connection.exec_driver_sql(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_PENDING, text),
        )
