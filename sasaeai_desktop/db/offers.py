"""An offer that ended keeps no words: its bodies leave the council's reply stream, here and wherever it went.

``MoveOffer`` is the one kind with names in a reply stream, which only the council and one district hold. It has ended
once it is withdrawn or deleted, or once the district that got it erased it (``CopyErasure``); then only the lines that say
so keep their bodies. No tips are needed, as an erasure needs them: nothing is written into an offer after its end. So the
outcome is the same in whichever order the lines come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.erasures import about_of, parts_of_number
from sasaeai_desktop.db.lines import DELETED, may_be_bare
from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import CopyErasure
from sasaeai_desktop.domain.kinds import fields_of
from sasaeai_desktop.domain.moving import MoveOffer

_END = frozenset({DELETED, "withdrawn"})


def ended(connection: Connection, touched: Mapping[str, AbstractSet[Id]] | None) -> frozenset[bytes]:
    """Return the offers (``kind/id hex``) that have ended and still say something; nearly always none.

    Args:
        connection: where to look.
        touched: changed records by kind: nothing is looked for where no offer or erasure of copies is among them. None
            looks at all, also at those that show nothing any more.
    """
    if touched is not None and not (touched.get(MoveOffer.kind) or touched.get(CopyErasure.kind)):
        return frozenset()
    erased = {
        (district, about)
        for district, what in connection.exec_driver_sql(
            f"SELECT district, what FROM {CopyErasure.kind} WHERE instr(what, ?)", (f"{MoveOffer.kind}/",)
        )
        for about in json.loads(what)
    }
    words = ", ".join(name for name in fields_of(MoveOffer) if name not in _END)
    where = f"WHERE coalesce({words}) IS NOT NULL" if touched is not None else ""
    rows = connection.exec_driver_sql(f"SELECT id, district, gone, withdrawn FROM {MoveOffer.kind} {where}")
    found = {
        f"{MoveOffer.kind}/{ent.hex()}": (district, gone or withdrawn)
        for ent, district, gone, withdrawn in rows
    }
    return frozenset(
        about.encode() for about, (district, over) in found.items() if over or (district, about) in erased
    )


def strip(connection: Connection, records: AbstractSet[bytes]) -> int:
    """Take the bodies of ended offers out of the journal; returns how many there were."""
    count = 0
    for number, first, lines in _segments(connection) if records else ():
        kept = [_bare(line) if _goes(line, records) else line for line in lines]
        taken = sum(new != old for new, old in zip(kept, lines, strict=True))
        if taken:
            streams.replace_lines(connection, number, first, kept)
            count += taken
    return count


def left(connection: Connection) -> int:
    """Return how many bodies of ended offers are still here; it must be none."""
    over = ended(connection, None)
    return sum(_goes(line, over) for _, _, lines in (_segments(connection) if over else ()) for line in lines)


def _segments(connection: Connection) -> list[tuple[int, int, list[bytes]]]:
    return [
        (part.stream, part.first, part.lines)
        for stream in streams.all_streams(connection)
        if may_be_bare(stream.name, MoveOffer.kind)
        for part in parts_of_number(connection, stream.number)
    ]


def _goes(line: bytes, records: AbstractSet[bytes]) -> bool:
    """Say whether a line tells something of an ended offer besides its end."""
    if line.endswith(b"\t") or about_of(line) not in records:
        return False
    written: dict[str, object] = strictjson.loads(line.partition(b"\t")[2])["w"]
    return not written.keys() <= _END


def _bare(line: bytes) -> bytes:
    return line.partition(b"\t")[0] + b"\t"
