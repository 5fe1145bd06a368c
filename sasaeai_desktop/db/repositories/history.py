"""What happened to a record: its changes, found in the journal; and the last time something left the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sasaeai_desktop.db import erasures, streams
from sasaeai_desktop.db.columns import chain_of
from sasaeai_desktop.db.connection import Connection, Row
from sasaeai_desktop.db.heads import heads_of, pointers
from sasaeai_desktop.db.lines import Change, decode_lines, pointer, stream_name, unpointer
from sasaeai_desktop.db.packing import unpacked
from sasaeai_desktop.db.repositories import quarantine
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, chains_of
from sasaeai_desktop.domain.registry import KINDS


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record; ``council`` says that the council wrote it."""

    change: Change
    council: bool


Wanted = tuple[str, Id]
"""Kind and id of a record."""


@dataclass(slots=True)
class _Search:
    """What is still to be met of a record in one chain: each change names the writes that it replaced.

    From the live heads back every write is named so, until a first one replaces nothing. Only where a body was taken
    away nobody knows what it named.
    """

    sought: set[bytes]
    last: int  # pointer to the latest live head
    to_the_end: bool
    met: set[bytes] = field(default_factory=set)

    @property
    def over(self) -> bool:
        """Whether there is nothing left to meet."""
        return not self.to_the_end and self.sought <= self.met

    def meet(self, change: Change) -> None:
        """Take one of its changes in."""
        self.met.add(change.id)
        self.to_the_end |= not change.act
        for _, replaced in change.w.values():
            self.sought.update(bytes.fromhex(gone) for gone in replaced)


def steps_of_all(connection: Connection, wanted: Iterable[Wanted]) -> dict[Wanted, list[Step]]:
    """Return the changes of some records, each oldest first.

    A chain in which a record was written once says where (``heads.pointers``). Where it was written more often, the
    segments are looked through from both ends until every write that was replaced is met; all of them only where its
    body was erased: half a second in ten years of a large district.
    """
    found: dict[Wanted, list[Step]] = {each: [] for each in wanted}
    names = {stream.number: stream.name for stream in streams.all_streams(connection)}
    erased = frozenset[bytes]().union(*(order.what for order in erasures.orders(connection)))
    often: dict[Chain, dict[Wanted, _Search]] = {}
    for kind, ent in found:
        to_the_end = f"{kind}/{ent.hex()}".encode() in erased
        held = pointers(connection, kind, ent)
        for chain, at in (held or dict.fromkeys(chains_of(KINDS[kind]), 0)).items():
            if at:
                number, seq = unpointer(at)
                lines = streams.lines_between(connection, number, seq, seq)
                found[kind, ent] += _steps(names[number], number, seq, lines[0])
            elif at == 0 or to_the_end:
                live = heads_of(connection, kind, ent, chain, 0)
                last = max((head.at for head in live), default=0)
                often.setdefault(chain, {})[kind, ent] = _Search(
                    {head.id for head in live}, last, to_the_end or held is None
                )
    for chain, searches in often.items():
        for step in _look_through(connection, names, chain, searches):
            found[step.change.kind, step.change.ent].append(step)
    hidden = erasures.withheld(connection) | quarantine.outside_ids(connection)
    for steps in found.values():
        steps[:] = sorted(
            (s for s in steps if s.change.id not in hidden),
            key=lambda s: (s.change.lam, s.change.on, s.change.at),
        )
    return found


def _steps(name: str, number: int, seq: int, line: bytes) -> list[Step]:
    changes, _ = decode_lines(name, number, seq, [line])
    return [Step(change, bool(stream_name(name).rank)) for change in changes]


def _look_through(
    connection: Connection, names: Mapping[int, str], chain: Chain, searches: Mapping[Wanted, _Search]
) -> Iterator[Step]:
    """Yield the changes of some records in a chain, from both ends of its streams, until all are met."""
    kinds = {kind for kind, _ in searches}
    numbers = [n for n, name in names.items() if any(chain_of(stream_name(name), k) is chain for k in kinds)]
    latest = streams.HIGHEST
    if len(numbers) == 1 and not any(search.to_the_end for search in searches.values()):
        latest = unpointer(max(search.last for search in searches.values()))[
            1
        ]  # nobody else replaced anything
    about = re.compile("|".join(f'"ent":"{kind}/{ent.hex()}"' for kind, ent in searches).encode())
    for number, first, packed, data in _from_the_ends(connection, numbers, latest):
        if all(search.over for search in searches.values()):
            break
        for seq, line in _lines_about(about, first, unpacked(packed, data)):
            for step in _steps(names[number], number, seq, line):
                kind, ent = step.change.kind, step.change.ent
                if chain_of(stream_name(names[number]), kind) is chain:
                    searches[kind, ent].meet(step.change)
                    yield step


def _from_the_ends(connection: Connection, numbers: Iterable[int], upto: int) -> Iterator[Row]:
    """Yield the segments of some streams, one of each in turn."""
    waiting = [_from_both_ends(connection, number, upto) for number in numbers]
    while waiting:
        for rows in tuple(waiting):
            row = next(rows, None)
            if row is None:
                waiting.remove(rows)
            else:
                yield row


def _from_both_ends(connection: Connection, number: int, upto: int) -> Iterator[Row]:
    """Yield a stream's segments, the latest and the earliest in turn: who came with the first list is corrected today."""
    sql = "SELECT stream, first, packed, lines FROM segment WHERE stream = ? AND first <= ? ORDER BY first"
    onward = iter(connection.exec_driver_sql(sql, (number, upto)))
    reached = 0  # first place of the latest segment that came from the beginning
    for late in connection.exec_driver_sql(f"{sql} DESC", (number, upto)):
        _, first, *_ = late
        if first <= reached:
            return
        yield tuple(late)
        early = next(onward, None)
        if early is None or early[1] >= first:
            return
        reached = early[1]
        yield tuple(early)


def _lines_about(about: re.Pattern[bytes], first: int, raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield place and line of what a segment says of some records; no other line is taken out of it."""
    for match in about.finditer(raw):
        start = raw.rfind(b"\n", 0, match.start()) + 1
        end = raw.find(b"\n", start)
        yield first + raw.count(b"\n", 0, start), raw[start : end if end >= 0 else None]


Span = tuple[int, int, int]
"""Number of a stream, first and last place in it."""

_SUBJECT = re.compile(rb'\{"bh":"[0-9a-f]{64}","ent":"([a-z_]+)/([0-9a-f]{32})"')


def records_between(connection: Connection, spans: Iterable[Span]) -> dict[int, Wanted]:
    """Return which record each change of these stretches is about, by its pointer; no body is looked at."""
    found: dict[int, Wanted] = {}
    for number, first, last in _joined(spans):
        for seq, line in enumerate(streams.lines_between(connection, number, first, last), first):
            match = _SUBJECT.match(line)
            if match is not None:
                found[pointer(number, seq)] = match[1].decode(), Id(bytes.fromhex(match[2].decode()))
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches in order, neighbours as one: the segments of both are unpacked once."""
    found: list[Span] = []
    for number, first, last in sorted(spans):
        if found and found[-1][0] == number and first <= found[-1][2] + 1:
            found[-1] = (number, found[-1][1], max(last, found[-1][2]))
        else:
            found.append((number, first, last))
    return found


def last_export(connection: Connection) -> str:
    """Return the moment at which the latest bundle was written, ISO; "" when there was none."""
    return str(
        connection.exec_driver_sql("SELECT max(at) FROM bundle_log WHERE direction = 'out'").scalar() or ""
    )
