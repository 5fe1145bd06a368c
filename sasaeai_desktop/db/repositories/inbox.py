"""What looks odd although nothing is broken: found by queries that go along an index, however many acts there are."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import canonical_ids
from sasaeai_desktop.db.repositories.people import aliases, is_erased
from sasaeai_desktop.domain.ids import Id

Group = tuple[Id, ...]
"""Ids of records that are the same by some measure, sorted."""

NUMBERED = ("person", "volunteer", "salon", "card")
_HELD = (  # nobody has come yet to a session that is only planned
    "(elderly > 0 OR disabled > 0 OR children > 0 OR guardians > 0 OR others > 0 OR staff > 0 OR EXISTS "
    "(SELECT 1 FROM attendance a WHERE a.session = session.id AND a.gone = 0))"
)


def extent(connection: Connection) -> tuple[int, int]:
    """Return how many streams are held and how many changes in all: another pair after every write and import."""
    row = connection.exec_driver_sql("SELECT count(*), coalesce(sum(seq), 0) FROM stream").one()
    return int(row[0]), int(row[1])


def foreign_extent(connection: Connection) -> tuple[int, int]:
    """Return the same of the streams that others write: what an import changes."""
    row = connection.exec_driver_sql(
        "SELECT count(*), coalesce(sum(seq), 0) FROM stream WHERE mine = 0"
    ).one()
    return int(row[0]), int(row[1])


def several_writers(connection: Connection) -> bool:
    """Say whether acts came by more than one stream, without which nothing can have been typed twice."""
    sql = "SELECT count(*) FROM stream WHERE audience = 'open' AND seq > 0"
    return int(connection.exec_driver_sql(sql).scalar() or 0) > 1


# -- the same twice --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Act:
    """What makes two acts look like one, and the stream the first word of each came by."""

    id: Id
    person: Id
    date: str
    method: str
    watchers: str
    stream: int


def equal_visits(connection: Connection) -> list[list[Act]]:
    """Return groups of acts with equal date, person, watchers and method, from two streams or more."""
    canon = canonical_ids(connection)
    acts = _acts(connection, f"({_SAME_DAY}) d CROSS JOIN visit v ON v.person = d.person AND v.date = d.date")
    if canon:
        seen = {act.id for act in acts}
        merged = _acts(connection, "canon c CROSS JOIN visit v ON v.person = c.id")
        acts += [act for act in merged if act.id not in seen]
    groups: dict[tuple[Id, str, str, str], list[Act]] = {}
    for act in acts:
        key = (canon.get(act.person, act.person), act.date, act.method, act.watchers)
        groups.setdefault(key, []).append(act)
    return [
        sorted(group, key=lambda a: a.id)
        for group in groups.values()
        if len(group) > 1 and len({a.stream for a in group}) > 1
    ]


_SAME_DAY = (
    "SELECT person, date FROM visit INDEXED BY ix_visit_person WHERE person IS NOT NULL AND date IS NOT NULL "
    "GROUP BY person, date HAVING count(*) > 1"
)


def _acts(connection: Connection, source: str) -> list[Act]:
    # An act that was changed later has its heads apart: its person's head still stands where the act came from.
    rows = connection.exec_driver_sql(
        "SELECT v.id, v.person, coalesce(v.date, ''), coalesce(v.method, ''), coalesce(v.watchers, ''), "
        "CASE WHEN v.at_open > 0 THEN v.at_open ELSE "
        "(SELECT h.at FROM head h WHERE h.ent = v.id AND h.field = 'person' ORDER BY h.lam LIMIT 1) END >> 40 "
        f"FROM {source} WHERE v.gone = 0"
    )
    return [Act(Id(r[0]), Id(r[1]), r[2], r[3], r[4], int(r[5] or 0)) for r in rows]


def equal_sessions(connection: Connection) -> list[Group]:
    """Return groups of sessions that one salon has on one day; those called off do not count."""
    days = connection.exec_driver_sql(
        "SELECT salon, date FROM session WHERE salon IS NOT NULL AND date IS NOT NULL "
        "GROUP BY salon, date HAVING count(*) > 1"
    ).all()
    found = []
    for salon, date in days:
        rows = connection.exec_driver_sql(
            "SELECT id FROM session WHERE salon = ? AND date = ? AND gone = 0 AND coalesce(cancelled, 0) = 0 ORDER BY id",
            (salon, date),
        ).scalars()
        group = tuple(Id(r) for r in rows)
        if len(group) > 1:
            found.append(group)
    return found


def equal_numbers(connection: Connection) -> list[tuple[str, str, Group]]:
    """Return (kind, number, ids) where records of one district that are not one have the same number."""
    canon = canonical_ids(connection)
    found = []
    for kind in NUMBERED:
        rows = connection.exec_driver_sql(
            f"SELECT district, number FROM \"{kind}\" WHERE gone = 0 AND number <> '' "
            "GROUP BY district, number HAVING count(*) > 1"
        ).all()
        for district, number in rows:
            ids = connection.exec_driver_sql(
                f'SELECT id FROM "{kind}" WHERE gone = 0 AND number = ? AND district IS ? ORDER BY id',
                (number, district),
            ).scalars()
            group = tuple(Id(i) for i in ids)
            if len({canon.get(i, i) for i in group}) > 1:
                found.append((kind, str(number), group))
    return found


# -- what is missing -------------------------------------------------------------------------------------------------

_REFERENCES = (
    ("visit", "person", "person"),
    ("attendance", "person", "person"),
    ("attendance", "session", "session"),
    ("session", "salon", "salon"),
    ("case", "person", "person"),
    ("assignment", "person", "person"),
    ("assignment", "volunteer", "volunteer"),
    ("role", "volunteer", "volunteer"),
    ("tally", "person", "person"),
    ("tally", "watcher", "volunteer"),
    ("card", "person", "person"),
    ("card", "salon", "salon"),
    ("card", "writer", "volunteer"),
    ("consent", "person", "person"),
    ("contact", "person", "person"),
    ("member", "person", "person"),
    ("evacuation_plan", "person", "person"),
    ("school_day", "school", "school"),
    ("help_act", "request", "help_request"),
    ("completion", "activity", "activity"),
    ("completion", "volunteer", "volunteer"),
    ("advice_counter", "salon", "salon"),
)
_INDEXED = {("visit", "person"), ("attendance", "person"), ("attendance", "session"), ("session", "salon")}
_OPEN = {
    ("attendance", "session"),
    ("session", "salon"),
    ("school_day", "school"),
    ("help_act", "request"),
    ("completion", "activity"),
    ("advice_counter", "salon"),
}  # a council holds no people: only these can be judged


def missing(connection: Connection, *, council: bool) -> list[tuple[str, Id, tuple[str, ...]]]:
    """Return (kind, id, kinds that name it) of every record that is named and not here."""
    alias = aliases(connection)
    found: dict[tuple[str, Id], list[str]] = {}
    for kind, field, target in _REFERENCES:
        if council and (kind, field) not in _OPEN:
            continue
        for ent in _unknown(connection, kind, field, target):
            ids = alias.all(ent)
            if not any(_is_here(connection, target, i) for i in ids) and not is_erased(
                connection, target, ids
            ):
                found.setdefault((target, ent), []).append(kind)
    return [(target, ent, tuple(sorted(set(kinds)))) for (target, ent), kinds in sorted(found.items())]


def _unknown(connection: Connection, kind: str, field: str, target: str) -> list[Id]:
    table = f'"{kind}"'
    if (kind, field) in _INDEXED:
        # One step along the index per different id, however many acts name it.
        sql = (
            f"WITH RECURSIVE t(p) AS (SELECT min({field}) FROM {table} UNION ALL "
            f"SELECT (SELECT min({field}) FROM {table} WHERE {field} > t.p) FROM t WHERE t.p IS NOT NULL) "
            f'SELECT p FROM t WHERE p IS NOT NULL AND p NOT IN (SELECT id FROM "{target}")'
        )
        ids = [Id(r[0]) for r in connection.exec_driver_sql(sql)]
        return [i for i in ids if naming(connection, kind, field, i)]
    sql = (
        f"SELECT DISTINCT {field} FROM {table} WHERE gone = 0 AND {field} IS NOT NULL "
        f'AND {field} NOT IN (SELECT id FROM "{target}")'
    )
    return [Id(r[0]) for r in connection.exec_driver_sql(sql)]


def _is_here(connection: Connection, kind: str, ent: Id) -> bool:
    return connection.exec_driver_sql(f'SELECT 1 FROM "{kind}" WHERE id = ?', (ent,)).first() is not None


def naming(connection: Connection, kind: str, field: str, ent: Id) -> int:
    """Return how many records of a kind name another by a field."""
    sql = f'SELECT count(*) FROM "{kind}" WHERE gone = 0 AND {field} = ?'
    return int(connection.exec_driver_sql(sql, (ent,)).scalar() or 0)


def fields_naming(kind: str, target: str) -> tuple[str, ...]:
    """Return by which fields a kind names records of another."""
    return tuple(f for k, f, t in _REFERENCES if (k, t) == (kind, target))


# -- counts and days -------------------------------------------------------------------------------------------------


def ahead(connection: Connection, district: str, today: str) -> list[tuple[str, Id]]:
    """Return (kind, id) of acts, counts, held sessions and cards of a district that lie in the future."""
    queries = (
        ("visit", "district = ? AND date > ? AND gone = 0", today),
        ("tally", "district = ? AND month > ? AND gone = 0", today[:7]),
        (
            "session",
            f"district = ? AND date > ? AND gone = 0 AND coalesce(cancelled, 0) = 0 AND {_HELD}",
            today,
        ),
        ("card", "district = ? AND written_on > ? AND gone = 0", today),
    )
    return [
        (kind, Id(row[0]))
        for kind, where, limit in queries
        for row in connection.exec_driver_sql(
            f'SELECT id FROM "{kind}" WHERE {where} ORDER BY id', (district, limit)
        )
    ]


def unknown_watchers(connection: Connection) -> list[Id]:
    """Return volunteers that acts name and that are not here, nor were erased; walks all acts, so only after an import."""
    named = connection.exec_driver_sql(
        "SELECT DISTINCT watchers FROM visit WHERE watchers IS NOT NULL"
    ).scalars()
    wanted = {Id(bytes.fromhex(h)) for text in named for h in json.loads(text)}
    here = {Id(r) for r in connection.exec_driver_sql("SELECT id FROM volunteer").scalars()}
    alias = aliases(connection)
    missed = (i for i in wanted - here if not here.intersection(alias.all(i)))
    return sorted(i for i in missed if not is_erased(connection, "volunteer", alias.all(i)))
