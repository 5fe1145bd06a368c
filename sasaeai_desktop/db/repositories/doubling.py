"""Months told in two ways: acts and a 月計 of one person, also across merged entries and the 月計 of whole watchers.

Nothing of it is left out of a figure: whoever typed both must say whether they are the same acts. Rule: shared domain
page, section 7.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import canonical_ids, select
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import Assignment, Tally, Visit

_FIRST, _LAST = "0000-00", "9999-99"

# Every id of a merged person beside the canonical one; who was never merged is not in it.
_WHO = "WITH who(id, main) AS (SELECT id, canon FROM canon UNION SELECT canon, canon FROM canon) "
_DAYS = "v.date >= t.month AND v.date <= t.month || '-99' AND v.gone = 0"  # also a month without its day


@dataclass(frozen=True, slots=True)
class Month:
    """A month of somebody: ``who`` is a canonical id, ``district`` whose."""

    who: Id
    month: str
    district: str


@dataclass(frozen=True, slots=True)
class WatcherMonth(Month):
    """A watcher's 月計 beside acts, or beside 月計 of the people that the watcher looks after.

    Attributes:
        acts: single acts of the month by this watcher, or by nobody named for one of those people.
        counted: what the 月計 of those people say.
        told: what the watcher's own 月計 says.
    """

    acts: int
    counted: int
    told: int


def persons(connection: Connection, first: str = _FIRST, last: str = _LAST) -> list[Month]:
    """Return the person-months that have acts and a 月計, from month to month.

    Args:
        connection: a read or write session.
        first: month "2023-04".
        last: month.
    """
    rows = connection.exec_driver_sql(
        f"{_WHO}SELECT DISTINCT coalesce(w.main, t.person) AS p, t.month, t.district "
        "FROM tally t LEFT JOIN who w ON w.id = t.person "
        "WHERE t.gone = 0 AND t.person IS NOT NULL AND t.count > 0 AND t.month >= ? AND t.month <= ? AND ("
        f"EXISTS (SELECT 1 FROM visit v WHERE v.person = t.person AND {_DAYS}) OR (w.main IS NOT NULL AND EXISTS "
        f"(SELECT 1 FROM who o CROSS JOIN visit v ON v.person = o.id WHERE o.main = w.main AND {_DAYS}))) ORDER BY 1, 2",
        (first, last),
    )
    return [Month(Id(r[0]), r[1], r[2]) for r in rows]


def acts_of(connection: Connection, who: Sequence[Id], month: str) -> list[Visit]:
    """Return a person's acts of a month, by date; ``who`` are all entries that are this person."""
    marks = ", ".join("?" * len(who))
    where = f"AND person IN ({marks}) AND date >= ? AND date <= ? ORDER BY date, id"
    return select(connection, Visit, where, (*who, month, f"{month}-99"))


def tallies_of(
    connection: Connection, who: Sequence[Id], month: str, *, watcher: bool = False
) -> list[Tally]:
    """Return the 月計 of a person and month; of a watcher those that name no person."""
    marks = ", ".join("?" * len(who))
    whose = f"person IS NULL AND watcher IN ({marks})" if watcher else f"person IN ({marks})"
    return select(connection, Tally, f"AND {whose} AND month = ? ORDER BY id", (*who, month))


def equal_tallies(connection: Connection) -> list[tuple[Id, ...]]:
    """Return groups of 月計 of one month and method that stand under several entries of one person or watcher."""
    canon = canonical_ids(connection)
    if not canon:
        return []
    groups: dict[tuple[object, ...], list[Id]] = defaultdict(list)
    for tally in select(connection, Tally, "AND count > 0 ORDER BY id"):
        who = tuple(canon.get(i, i) if i else None for i in (tally.person, tally.watcher))
        groups[who, tally.month, tally.method].append(tally.id)
    return [tuple(ids) for ids in groups.values() if len(ids) > 1]


def watchers(connection: Connection, first: str = _FIRST, last: str = _LAST) -> list[WatcherMonth]:
    """Return the months in which a watcher's 月計 may speak of acts that are told otherwise too.

    Only a district can know: who went is not told to a council.
    """
    canon = canonical_ids(connection)
    of_people: dict[tuple[Id, str], int] = Counter()
    told: dict[tuple[Id, str, str], int] = Counter()
    with_both: dict[tuple[Id, str], set[Id]] = defaultdict(set)
    for tally in select(connection, Tally, "AND count > 0 AND month >= ? AND month <= ?", (first, last)):
        if tally.person is not None:
            person = canon.get(tally.person, tally.person)
            of_people[person, tally.month] += tally.count or 0
            if tally.watcher is not None:
                with_both[canon.get(tally.watcher, tally.watcher), tally.month].add(person)
        elif tally.watcher is not None:
            told[canon.get(tally.watcher, tally.watcher), tally.month, tally.district] += tally.count or 0
    if not told:
        return []
    by_watcher, by_nobody = _acts(connection, canon, {month for _, month, _ in told})
    looked_after = _looked_after(connection, canon)
    found = []
    for (who, month, district), count in told.items():
        people = {p for p, start, end in looked_after.get(who, ()) if start <= f"{month}-99" and end >= month}
        acts = by_watcher[who, month] + sum(by_nobody[p, month] for p in people)
        counted = sum(of_people[p, month] for p in people | with_both[who, month] if (p, month) in of_people)
        if acts or counted:
            found.append(WatcherMonth(who, month, district, acts, counted, count))
    return sorted(found, key=lambda m: (m.who, m.month))


def _acts(
    connection: Connection, canon: dict[Id, Id], months: set[str]
) -> tuple[Counter[tuple[Id, str]], Counter[tuple[Id, str]]]:
    """Count the acts of some months by each watcher that is named, and by person where nobody is."""
    by_watcher: Counter[tuple[Id, str]] = Counter()
    by_nobody: Counter[tuple[Id, str]] = Counter()
    rows = connection.exec_driver_sql(
        "SELECT substr(date, 1, 7), watchers, CASE WHEN watchers IS NULL THEN person END, count(*) FROM visit "
        "WHERE gone = 0 AND date >= ? AND date <= ? GROUP BY 1, 2, 3",
        (min(months), f"{max(months)}-99"),
    )
    for month, named, person, count in rows:
        for who in {canon.get(i, i) for i in _ids(named)}:
            by_watcher[who, month] += count
        if person is not None:
            by_nobody[canon.get(Id(person), Id(person)), month] += count
    return by_watcher, by_nobody


def _ids(text: str | None) -> Iterator[Id]:
    return (Id(bytes.fromhex(h)) for h in json.loads(text)) if text else iter(())


def _looked_after(connection: Connection, canon: dict[Id, Id]) -> dict[Id, list[tuple[Id, str, str]]]:
    """Return by watcher whom he or she looks after, from when to when."""
    found: dict[Id, list[tuple[Id, str, str]]] = defaultdict(list)
    for a in select(connection, Assignment):
        if a.person is not None and a.volunteer is not None:
            who, person = canon.get(a.volunteer, a.volunteer), canon.get(a.person, a.person)
            found[who].append((person, a.start, a.end or "9999"))
    return found
