"""Records that stand in the tables and in no figure, or that a figure tells without their ground: for the office to look over.

Rules: shared domain page, sections 2 and 7.
"""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import CaseState

_NO_START = {
    "case": f"person IS NOT NULL AND coalesce(state, '') <> '{CaseState.CONSIDERED}'",
    "role": "volunteer IS NOT NULL",
}
_UNNAMED = " + ".join(
    f"coalesce(s.{c}, 0)" for c in ("elderly", "disabled", "children", "guardians", "others")
)
_CAME = f"({_UNNAMED} > 0 OR EXISTS (SELECT 1 FROM attendance a WHERE a.session = s.id AND a.gone = 0))"
_NAMED = "(SELECT count(*) FROM attendance a WHERE a.session = s.id AND a.gone = 0)"


def without_start(connection: Connection) -> list[tuple[str, Id]]:
    """Return (kind, id) of registrations and roles whose first day nobody wrote down: they count in no year."""
    return [
        (kind, Id(ent))
        for kind, rule in _NO_START.items()
        for ent in connection.exec_driver_sql(
            f'SELECT id FROM "{kind}" WHERE gone = 0 AND start IS NULL AND {rule} ORDER BY id'
        ).scalars()
    ]


def without_start_counts(connection: Connection, year: int) -> list[tuple[str, str, int]]:
    """Return (role's code or "" for a registration, district, how many) that have no start and may be of a year."""
    found = []
    for kind, rule in _NO_START.items():
        code = "role" if kind == "role" else "''"
        rows = connection.exec_driver_sql(
            f'SELECT {code}, district, count(*) FROM "{kind}" WHERE gone = 0 AND start IS NULL AND {rule} '
            'AND ("end" IS NULL OR "end" >= ?) GROUP BY 1, 2 ORDER BY 1, 2',
            (first_day(year),),
        )
        found += [(str(r[0] or ""), str(r[1]), int(r[2])) for r in rows]
    return found


def cancelled_with_guests(connection: Connection) -> list[Id]:
    """Return sessions that were called off and to which somebody came."""
    return [
        Id(ent)
        for ent in connection.exec_driver_sql(
            f"SELECT s.id FROM session s WHERE s.gone = 0 AND s.cancelled = 1 AND {_CAME} ORDER BY s.id"
        ).scalars()
    ]


def cancelled_counts(connection: Connection, year: int) -> list[tuple[str, int, int]]:
    """Return (district, sessions, participants) of a year's called-off sessions to which somebody came."""
    rows = connection.exec_driver_sql(
        f"SELECT s.district, count(*), sum({_UNNAMED} + {_NAMED}) FROM session s WHERE s.gone = 0 AND s.cancelled = 1 "
        f"AND s.date >= ? AND s.date <= ? AND {_CAME} GROUP BY 1 ORDER BY 1",
        (first_day(year), last_day(year)),
    )
    return [(str(r[0]), int(r[1]), int(r[2])) for r in rows]


def unregistered(connection: Connection, year: int) -> list[tuple[str, int, int]]:
    """Return (district, people, acts) of a year's acts and 月計 for people without any registration that has a start."""
    first, last = first_day(year), last_day(year)
    rows = connection.exec_driver_sql(
        'WITH RECURSIVE watched(id) AS (SELECT coalesce(c.canon, k.person) FROM "case" k LEFT JOIN canon c ON c.id = k.person '
        "WHERE k.gone = 0 AND k.person IS NOT NULL AND k.start IS NOT NULL), "
        "known(id) AS (SELECT id FROM watched UNION SELECT id FROM canon WHERE canon IN (SELECT id FROM watched)), "
        # Nearly all acts are for somebody who is registered: the index is stepped through from person to person, and only
        # the acts of the few others are looked at.
        "visited(person) AS (SELECT min(person) FROM visit UNION ALL SELECT (SELECT min(person) FROM visit "
        "WHERE person > visited.person) FROM visited WHERE visited.person IS NOT NULL), "
        "told(district, person, n) AS ("
        "SELECT v.district, v.person, count(*) FROM visited w CROSS JOIN visit v ON v.person = w.person "
        "AND v.date >= ? AND v.date <= ? AND v.gone = 0 WHERE w.person NOT IN (SELECT id FROM known) GROUP BY 1, 2 "
        "UNION ALL SELECT district, person, sum(count) FROM tally WHERE gone = 0 AND person IS NOT NULL "
        "AND count > 0 AND month >= ? AND month <= ? AND person NOT IN (SELECT id FROM known) GROUP BY 1, 2) "
        "SELECT t.district, count(DISTINCT coalesce(c.canon, t.person)), sum(t.n) FROM told t "
        "LEFT JOIN canon c ON c.id = t.person GROUP BY 1 ORDER BY 1",
        (first, last, first[:7], last[:7]),
    )
    return [(str(r[0]), int(r[1]), int(r[2])) for r in rows]
