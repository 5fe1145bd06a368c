"""What happened to a record: its changes, found in the journal; and the last time something left the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from sasaeai_desktop.db import erasures, streams
from sasaeai_desktop.db.columns import chain_of
from sasaeai_desktop.db.lines import Change, decode_lines, stream_name
from sasaeai_desktop.db.packing import unpack
from sasaeai_desktop.db.repositories import quarantine
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import chains_of
from sasaeai_desktop.domain.registry import KINDS


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record; ``council`` says that the council wrote it."""

    change: Change
    council: bool


Wanted = tuple[str, Id]
"""Kind and id of a record."""

_ENT = b'"ent":"'


def steps_of_all(connection: Connection, wanted: Iterable[Wanted]) -> dict[Wanted, list[Step]]:
    """Return the changes of some records, each oldest first.

    Looks once through every segment of the chains they have (a second or so in ten years of a large district), asked
    for by a person who looks at one record and what belongs to it.
    """
    found: dict[Wanted, list[Step]] = {each: [] for each in wanted}
    keys = {f"{kind}/{ent.hex()}".encode(): (kind, ent) for kind, ent in found}
    carried = {(kind, chain) for kind, _ in found for chain in chains_of(KINDS[kind])}
    hidden = erasures.withheld(connection) | quarantine.outside_ids(connection)
    for stream in streams.all_streams(connection):
        name = stream_name(stream.name)
        if not any(chain_of(name, kind) is chain for kind, chain in carried):
            continue
        rows = connection.exec_driver_sql(
            "SELECT first, packed, lines FROM segment WHERE stream = ? ORDER BY first", (stream.number,)
        )
        for first, packed, data in rows:
            for seq, line in enumerate(unpack(packed, data), first):
                key = keys.get(_ent_of(line))
                if key is not None:
                    changes, _ = decode_lines(stream.name, stream.number, seq, [line])
                    found[key] += [Step(c, bool(name.rank)) for c in changes if c.id not in hidden]
    for steps in found.values():
        steps.sort(key=lambda s: (s.change.lam, s.change.on, s.change.at))
    return found


def _ent_of(line: bytes) -> bytes:
    """Return which record a line speaks of, without reading all of it."""
    start = line.find(_ENT) + len(_ENT)
    return line[start : line.find(b'"', start)]


def last_export(connection: Connection) -> str:
    """Return the moment at which the latest bundle was written, ISO; "" when there was none."""
    return str(
        connection.exec_driver_sql("SELECT max(at) FROM bundle_log WHERE direction = 'out'").scalar() or ""
    )
