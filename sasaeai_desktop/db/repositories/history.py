"""What happened to a record: its changes, found in the journal; and the last time something left the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sasaeai_desktop.db import erasures, streams
from sasaeai_desktop.db.columns import chain_of
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import pointers
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


def steps_of_all(connection: Connection, wanted: Iterable[Wanted]) -> dict[Wanted, list[Step]]:
    """Return the changes of some records, each oldest first.

    A chain in which a record was written once says where (``heads.pointers``). Only where it was written more often, or
    never or its body was erased, is every segment of such chains looked through: a fifth of a second in ten years of a
    large district.
    """
    found: dict[Wanted, list[Step]] = {each: [] for each in wanted}
    names = {stream.number: stream.name for stream in streams.all_streams(connection)}
    often: dict[tuple[str, Chain], list[Wanted]] = {}
    for kind, ent in found:
        for chain, at in (
            pointers(connection, kind, ent) or dict.fromkeys(chains_of(KINDS[kind]), 0)
        ).items():
            if at:
                number, seq = unpointer(at)
                lines = streams.lines_between(connection, number, seq, seq)
                found[kind, ent] += _steps(names[number], number, seq, lines[0])
            else:
                often.setdefault((kind, chain), []).append((kind, ent))
    for number, name in names.items():
        parts = stream_name(name)
        keys = [
            key for (kind, chain), keys in often.items() if chain_of(parts, kind) is chain for key in keys
        ]
        for seq, line in _lines_about(connection, number, keys) if keys else ():
            for step in _steps(name, number, seq, line):
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


def _lines_about(connection: Connection, number: int, keys: Iterable[Wanted]) -> Iterator[tuple[int, bytes]]:
    """Yield place and line of what a stream says of some records; no other line is taken out of its segment."""
    about = "|".join(f"{kind}/{ent.hex()}" for kind, ent in keys)
    sought = re.compile(rf'"ent":"(?:{about})"'.encode())
    rows = connection.exec_driver_sql(
        "SELECT first, packed, lines FROM segment WHERE stream = ? ORDER BY first", (number,)
    )
    for first, packed, data in rows:
        raw = unpacked(packed, data)
        for match in sought.finditer(raw):
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
