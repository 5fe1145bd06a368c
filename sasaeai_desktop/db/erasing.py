"""Writing a legal erasure: which records, up to where, and carrying it out at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sasaeai_desktop.db import aside, erasures, purge, settings, streams
from sasaeai_desktop.db.erasures import ERASURES
from sasaeai_desktop.db.lines import stream_name
from sasaeai_desktop.db.purge import Purged
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import CardCopy
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import CopyErasure
from sasaeai_desktop.domain.kinds import Chain, Record

Tips = dict[str, list[tuple[int, str]]]
"""Per stream the (seq, id hex) of each of its histories."""

_PER_CHANGE = 2000  # records named in one change: about 100 KB, and no reader takes lines of more than 256


def erase(
    session: WriteSession,
    kind: type[Record],
    records: Iterable[tuple[str, Id]],
    values: Mapping[str, object] | None = None,
    up_to: Tips | None = None,
) -> Purged:
    """Take away the bodies of records as far as they are known here; what is written afterwards lives.

    It cannot be undone; whoever opened the action says so (``undoable=False``).

    Args:
        session: the action; its own writes so far are covered too.
        kind: ``Erasure`` for home bodies, ``CopyErasure`` for copies that were handed over.
        records: (kind, id) of each.
        values: more fields of the erasure.
        up_to: from ``tips``; how far everything reaches now when not given.
    """
    reach = json.dumps(up_to or tips(session, ERASURES[kind.kind]), sort_keys=True)
    named = sorted({f"{name}/{ent.hex()}" for name, ent in records})
    for start in range(0, len(named), _PER_CHANGE):
        what, ent = tuple(named[start : start + _PER_CHANGE]), session.new_id()
        session.record(kind, ent, {"on": session.today, **(values or {}), "what": what, "up_to": reach})
        erasures.speak(session.connection, ent, erasures.DONE)
    session.flush()
    return purge.settle(session.connection, session.touched)


def erase_copies(
    session: WriteSession, copies: Iterable[Id], up_to: Tips, kind: type[Record] = CardCopy
) -> Purged:
    """Erase copies of a kind that were handed over, where they were made: the records they were made from stay.

    So older backups of this laptop tell nothing more, and are kept; a receiver's are replaced.
    """
    before = settings.text(session.connection, purge.BACKUPS_HOLD_MORE)
    done = erase(session, CopyErasure, [(kind.kind, copy) for copy in copies], up_to=up_to)
    settings.put(session.connection, purge.BACKUPS_HOLD_MORE, before)
    return done


def tips(session: WriteSession, chain: Chain) -> Tips:
    """Return how far the district's streams of a chain reach here, this action's own writes included.

    A stream with two histories has two; what lies behind a gap is named by its end, and what was put aside too: once
    it is released, it must not bring back what was erased before.
    """
    session.flush()
    found: Tips = {}
    for stream in streams.all_streams(session.connection):
        if stream.audience != chain or stream_name(stream.name).about != session.writer.district:
            continue
        ends = [(stream.seq, stream.tip)] if stream.seq else []
        for seq, tip in ends + streams.ends_behind_gaps(session.connection, stream):
            found.setdefault(stream.name, []).append((seq, tip.hex()))
    for end in aside.ends(session.connection, chain, session.writer.district):
        found.setdefault(end.stream, []).append((end.seq, end.id.hex()))
    return found
