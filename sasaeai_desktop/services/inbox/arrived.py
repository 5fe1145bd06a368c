"""What others changed here: after every stick, per record and by whom, for a person to look over.

Nothing is kept for it but which changes came with which file (``bundle_log``): the rest is read from the journal.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from sasaeai_desktop.db import erasures, streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import pointers
from sasaeai_desktop.db.lines import DELETED, Change, decode_lines
from sasaeai_desktop.db.repositories import peers, quarantine
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.desk.field_names import field_name
from sasaeai_desktop.services.inbox.names import Names, Source, kind_words

MOST = 200
"""So many changed records are told of one file; more are only counted."""
_FIELDS = 4
_ALONE = {
    "merge": "二人を 一人にまとめました",
    "erasure": "消去を 申し出ました",
    "copy_erasure": "渡した写しを 取り下げました",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record that somebody else changed."""

    about: str
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one file changed here.

    Attributes:
        n: number of the file, the newest highest.
        at: when it was taken in, ISO time.
        sender: which laptop wrote the file.
        new: what is new, in words with counts.
        lines: records that were here before, and merges and erasures; at most ``MOST``.
        more: how many changed records are not among them.
    """

    n: int
    at: str
    sender: str
    new: str
    lines: tuple[Line, ...]
    more: int


def arrivals(desk: Desk, last: int = 10) -> list[Arrival]:
    """Return what the latest files changed here, the newest first; those that brought nothing are passed over."""
    found: list[Arrival] = []
    with reading(desk) as session:
        names = Names(session, desk)
        logged = peers.logged(session, "in")
        for at, bundle in enumerate(logged):
            ranges = json.loads(bundle.header).get("took", [])
            changes = _changes(session, ranges)
            if changes:
                found.append(_told(session, names, len(logged) - at, bundle, changes))
            if len(found) == last:
                break
    return found


def _changes(connection: Connection, ranges: list[list[object]]) -> list[Change]:
    """Return what a file brought of others, with their bodies, as far as it takes effect."""
    hidden = erasures.withheld(connection) | quarantine.outside_ids(connection)
    held: dict[str, list[streams.Stream]] = {}
    for stream in streams.all_streams(connection):
        held.setdefault(stream.name, []).append(stream)
    found: list[Change] = []
    for name, first, last in ranges:
        for stream in held.get(str(name), []):
            lines = streams.lines_between(connection, stream.number, int(str(first)), int(str(last)))
            changes, _ = decode_lines(stream.name, stream.number, int(str(first)), lines)
            found += [c for c in changes if c.act and c.kind in KINDS and c.id not in hidden]
    return found


def _told(
    connection: Connection, names: Names, n: int, bundle: peers.LoggedBundle, changes: list[Change]
) -> Arrival:
    by_record: dict[tuple[str, Id], list[Change]] = {}
    for change in changes:
        by_record.setdefault((change.kind, change.ent), []).append(change)
    new: Counter[str] = Counter()
    lines: list[Line] = []
    changed = 0
    for (kind, ent), of_record in by_record.items():
        if kind not in _ALONE and _is_new(connection, kind, ent, of_record):
            new[kind_words(kind)] += 1
            continue
        changed += 1
        if len(lines) < MOST:
            last = max(of_record, key=lambda c: (c.lam, c.at))
            lines.append(Line(names.about(kind, ent), _words(names, kind, of_record), names.source(last.at)))
    sender = peers.find(connection, bundle.peer)
    who = (
        "市社協" if sender and sender.council else f"パソコン{sender.letter}" if sender else "ほかのパソコン"
    )
    if names.desk.me.council and sender and not sender.council:
        who = f"{names.district(sender.district)}　{who}"
    counted = "、".join(f"{what} {count:,}件" for what, count in new.most_common())
    return Arrival(n, bundle.at, who, counted, tuple(lines), changed - len(lines))


def _is_new(connection: Connection, kind: str, ent: Id, changes: list[Change]) -> bool:
    """Say whether a record came with these changes: nothing of it is older, replaced or deleted."""
    if not all(_begins(c) for c in changes):
        return False
    here, ids = {c.at for c in changes}, {c.id for c in changes}
    points = [at for at in (pointers(connection, kind, ent) or {}).values() if at]
    heads = connection.exec_driver_sql(
        "SELECT id FROM head WHERE ent = ? AND kind = ?", (ent, kind)
    ).scalars()
    return all(at in here for at in points) and all(bytes(head) in ids for head in heads)


def _begins(change: Change) -> bool:
    """Say whether a change replaces nothing and deletes nothing."""
    return DELETED not in change.w and not any(replaced for _, replaced in change.w.values())


def _words(names: Names, kind: str, changes: list[Change]) -> str:
    if kind in _ALONE:
        return _ALONE[kind] if all(_begins(c) for c in changes) else "それを取り消しました"
    said: dict[str, str] = {}
    for change in sorted(changes, key=lambda c: c.lam):
        for name, (value, _) in change.w.items():
            if name == DELETED:
                said[name] = "消しました" if value else "消したのを もどしました"
            elif not name.startswith("_"):
                said[name] = f"{field_name(kind, name)}を「{names.value(kind, name, value)}」に"
    shown = list(said.values())
    return "、".join(shown[:_FIELDS]) + ("など" if len(shown) > _FIELDS else "")
