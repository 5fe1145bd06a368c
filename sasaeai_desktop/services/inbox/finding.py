"""「たしかめること」: what waits for a person's eyes, each under a key that every laptop of the district reaches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sasaeai_desktop.db import conflicts, erasures
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.lines import DELETED
from sasaeai_desktop.db.repositories import doubling, moving, peers, uncounted
from sasaeai_desktop.db.repositories import inbox as repo
from sasaeai_desktop.db.repositories.base import by_ids
from sasaeai_desktop.db.repositories.people import Aliases, aliases
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import Decision, Erasure
from sasaeai_desktop.domain.labels import Labelled
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer
from sasaeai_desktop.domain.people import Volunteer
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.desk.common import days_between
from sasaeai_desktop.services.desk.deciding import WAIT, decisions, item_key
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import erasures_asked
from sasaeai_desktop.services.usb import judged, newcomers

WAIT_DAYS = 31  # so long an item rests after 「つぎのUSBを待つ」
_MANY = 30  # so many registrations without a start came in a list: one item says it
_CLOCK_WRONG = 30  # so many records of the future are no slips of the pen: this laptop's own day is wrong


class Oddity(Labelled):
    """The kinds of items, in the order in which they are shown."""

    LAPTOP = "laptop", "新しいパソコン"
    ERASURE = "erasure", "消去の申し出"
    MOVED_IN = "moved_in", "転入の申し送り"
    MOVED_ENDED = "moved_ended", "取り下げられた申し送り"
    CONFLICT = "conflict", "書き方が2つあるもの"
    DELETED = "deleted", "消した方と 直した方がいるもの"
    TWICE_VISIT = "twice_visit", "二重かもしれない見守り"
    TWICE_SESSION = "twice_session", "二重かもしれない開催"
    NUMBER = "number", "同じ番号があるもの"
    LETTER = "letter", "同じ記号のパソコン"
    BOTH_WAYS = "acts_and_tally", "1回ずつと月計の両方があるもの"
    TWICE_TALLY = "twice_tally", "二重かもしれない月計"
    CANCELLED = "cancelled_attended", "中止なのに参加者がいる回"
    NO_START = "no_start", "始まりの日のないもの"
    MISSING = "missing", "ここに届いていないもの"
    BUNDLE = "bundle", "届いたUSBの めずらしい値"
    FUTURE = "future", "日付が先のもの"


_NAMED = (Oddity.NUMBER, Oddity.BOTH_WAYS, Oddity.LETTER, Oddity.LAPTOP, Oddity.BUNDLE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One item before it is put into words.

    Attributes:
        key: the same on every laptop of the district.
        record: kind of the records it is about.
        ids: the records.
        field: the field in question, "" for the record as a whole.
        value: number, month, or for something missing the kinds that name it, separated by blanks.
    """

    key: str
    oddity: Oddity
    record: str
    ids: tuple[Id, ...]
    field: str = ""
    value: str = ""


def finding(oddity: Oddity, record: str, ids: tuple[Id, ...], field: str = "", value: str = "") -> Finding:
    """Return an item with its key; what names a missing record may grow without making another item of it."""
    named = value if oddity in _NAMED else ""
    key = item_key(oddity, record, ids, field=field, named=named)
    return Finding(key, oddity, record, ids, field, value)


@dataclass(slots=True)
class _Held:
    """What was found last, and as of when."""

    stamp: tuple[object, ...]
    found: list[Finding]
    foreign: tuple[int, int]
    watchers: list[Id]


_held: WeakKeyDictionary[Database, _Held] = WeakKeyDictionary()


def findings(desk: Desk) -> list[Finding]:
    """Return everything that waits, in the order shown; found anew only when something was written or taken in."""
    with reading(desk) as session:
        return waiting(session, desk)


def count(desk: Desk) -> int:
    """Return how many items wait: the length of the list that the badge opens."""
    return len(findings(desk))


def waiting(connection: Connection, desk: Desk) -> list[Finding]:
    """As ``findings``, within a session."""
    new = newcomers.waiting(connection, desk)
    words = f"{json.dumps(erasures.spoken(connection))} {new}"
    stamp = (*repo.extent(connection), desk.today(), desk.me.letter, words)
    held = _held.get(desk.database)
    if held is not None and held.stamp == stamp:
        return held.found
    foreign = repo.foreign_extent(connection)
    if held is not None and held.foreign == foreign:
        watchers = held.watchers
    else:
        watchers = repo.unknown_watchers(connection) if foreign[1] and not desk.me.council else []
    decided = decisions(connection)
    found = [f for f in _all(connection, desk, watchers) if not _rests(decided.get(f.key), desk.today())]
    told = {ent for f in found if f.oddity is Oddity.BUNDLE for ent in f.ids}
    found = [f for f in found if f.oddity is not Oddity.FUTURE or told.isdisjoint(f.ids)]  # one item says it
    order = list(Oddity)
    found.sort(key=lambda f: (order.index(f.oddity), f.record, f.key))
    _held[desk.database] = _Held(stamp, found, foreign, watchers)
    return found


def _rests(decision: Decision | None, today: str) -> bool:
    """Say whether a person has decided: for good, or to wait for the next stick."""
    if decision is None or not decision.choice:
        return False
    return decision.choice != WAIT or not decision.on or days_between(decision.on, today) < WAIT_DAYS


def _all(connection: Connection, desk: Desk, watchers: list[Id]) -> list[Finding]:
    found = _conflicts(connection)
    found += [
        finding(Oddity.MISSING, target, (ent,), value=" ".join(kinds))
        for target, ent, kinds in repo.missing(connection, council=desk.me.council)
    ]
    found += [
        finding(Oddity.NUMBER, kind, ids, "number", number)
        for kind, number, ids in repo.equal_numbers(connection)
    ]
    new = newcomers.waiting(connection, desk)
    found += [finding(Oddity.LAPTOP, "device", (), value=each.device) for each in new]
    found += [_odd_bundle(b) for b in judged.bundles(connection, desk.today())]
    if desk.me.council:
        return found
    found += [finding(Oddity.ERASURE, Erasure.kind, (ent,)) for ent in erasures_asked.waiting(connection)]
    found += [
        finding(Oddity.MOVED_ENDED, MoveLink.kind, (x.id,)) for x in moving.taken_up_and_ended(connection)
    ]
    found += [finding(Oddity.MOVED_IN, MoveOffer.kind, (offer.id,)) for offer in moving.undecided(connection)]
    known = {f.ids[0] for f in found if f.oddity is Oddity.MISSING}
    alias = aliases(connection)
    found += [
        finding(Oddity.MISSING, "volunteer", (w,), value="visit")
        for w in watchers
        if w not in known and not _arrived(connection, w, alias)
    ]
    if repo.several_writers(connection):
        found += [
            finding(Oddity.TWICE_VISIT, "visit", tuple(a.id for a in acts))
            for acts in repo.equal_visits(connection)
        ]
    found += [finding(Oddity.TWICE_SESSION, "session", ids) for ids in repo.equal_sessions(connection)]
    found += _counted_oddly(connection)
    return found + _ahead(connection, desk) + _letters(connection, desk)


def _odd_bundle(bundle: judged.OddBundle) -> Finding:
    """Return the one item of a bundle; its key is that of the file, whatever of it is still odd."""
    key = item_key(Oddity.BUNDLE, "bundle", (), named=bundle.sha256)
    ids = tuple(sorted({odd.id for odd in bundle.odd}))
    return Finding(key, Oddity.BUNDLE, "bundle", ids, value=bundle.sha256)


def _counted_oddly(connection: Connection) -> list[Finding]:
    """Return what figures count in two ways, or not at all."""
    found = [
        finding(Oddity.BOTH_WAYS, "person", (m.who,), value=m.month) for m in doubling.persons(connection)
    ]
    found += [
        finding(Oddity.BOTH_WAYS, "volunteer", (m.who,), value=m.month) for m in doubling.watchers(connection)
    ]
    found += [finding(Oddity.TWICE_TALLY, "tally", ids) for ids in doubling.equal_tallies(connection)]
    found += [
        finding(Oddity.CANCELLED, "session", (ent,)) for ent in uncounted.cancelled_with_guests(connection)
    ]
    open_ones = uncounted.without_start(connection)
    if len(open_ones) > _MANY:
        for kind in ("case", "role"):
            ids = tuple(ent for of, ent in open_ones if of == kind)
            found += [finding(Oddity.NO_START, kind, (), value=str(len(ids)))] if ids else []
        return found
    return found + [finding(Oddity.NO_START, kind, (ent,)) for kind, ent in open_ones]


def _ahead(connection: Connection, desk: Desk) -> list[Finding]:
    later = repo.ahead(connection, desk.me.code, desk.today())
    if len(later) > _CLOCK_WRONG:
        return [finding(Oddity.FUTURE, "", (), value=str(len(later)))]
    return [finding(Oddity.FUTURE, kind, (ent,)) for kind, ent in later]


def _conflicts(connection: Connection) -> list[Finding]:
    found = []
    for conflict in conflicts.open_conflicts(connection):
        if conflict.kind == Decision.kind or conflict.kind not in KINDS:
            continue  # two laptops decided on different days, or a newer program's record: nothing to ask about
        oddity = Oddity.DELETED if conflict.field == DELETED else Oddity.CONFLICT
        found.append(finding(oddity, conflict.kind, (conflict.ent,), conflict.field))
    return found


def _arrived(connection: Connection, volunteer: Id, alias: Aliases) -> bool:
    return bool(by_ids(connection, Volunteer, alias.all(volunteer)))


def _letters(connection: Connection, desk: Desk) -> list[Finding]:
    """Another laptop gives numbers under the same letter; the one whose device name is higher takes another."""
    twins = [
        p.device
        for p in peers.devices_of(peers.all_peers(connection), desk.me.code)
        if not p.council and p.letter == desk.me.letter and p.device < desk.me.device
    ]
    return [finding(Oddity.LETTER, "device", (), value=" ".join(sorted(twins)))] if twins else []
