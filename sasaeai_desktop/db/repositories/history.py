"""What happened to a record: its changes, found in the journal; and the last time something left the desk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.heads import chain_of_stream
from sasaeai_desktop.db.lines import Change, decode_lines, stream_name
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import chains_of
from sasaeai_desktop.domain.registry import KINDS


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record; ``council`` says that the council wrote it."""

    change: Change
    council: bool


def steps_of(connection: Connection, kind: str, ent: Id) -> list[Step]:
    """Return the changes of one record, oldest first.

    Looks through every segment of the chains the kind has (a second or so in ten years of a large district): asked
    for by a person, one record at a time.
    """
    needle = f'"ent":"{kind}/{ent.hex()}"'.encode()
    chains = chains_of(KINDS[kind])
    found: list[Step] = []
    for stream in streams.all_streams(connection):
        name = stream_name(stream.name)
        if chain_of_stream(name) not in chains:
            continue
        rows = connection.exec_driver_sql(
            "SELECT first, packed, lines FROM segment WHERE stream = ? ORDER BY first", (stream.number,)
        )
        for first, packed, data in rows:
            if not packed and needle not in data:
                continue
            for seq, line in enumerate(streams.unpack(packed, data), first):
                if needle in line:
                    changes, _ = decode_lines(stream.name, stream.number, seq, [line])
                    found += [Step(change, bool(name.rank)) for change in changes]
    found.sort(key=lambda s: (s.change.lam, s.change.on, s.change.at))
    return found


def last_export(connection: Connection) -> str:
    """Return the moment at which the latest bundle was written, ISO; "" when there was none."""
    return str(
        connection.exec_driver_sql("SELECT max(at) FROM bundle_log WHERE direction = 'out'").scalar() or ""
    )
