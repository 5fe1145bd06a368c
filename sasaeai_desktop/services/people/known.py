"""Everyone and everything that a district knows, for the check of texts that shall name nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.nameless import Known

_PERSON = "SELECT name, kana, phone, mobile, fax, birth, address, town, number, commissioner, care_manager FROM person"
_CONTACT = "SELECT name, phone, address FROM contact"
_MEMBER = "SELECT name, birth FROM member"
_VOLUNTEER = "SELECT name, kana, phone, town, number FROM volunteer"


def everyone(connection: Connection, *, names: Iterable[tuple[str, str]] = (), phones: Iterable[str] = (),
             towns: Iterable[str] = ()) -> Known:  # fmt: skip
    """Return all residents with their households and contacts, and all volunteers; and what is given beside them."""
    found = _of(connection, "gone = 0", "gone = 0", ())
    volunteers = [
        tuple(v or "" for v in row) for row in connection.exec_driver_sql(f"{_VOLUNTEER} WHERE gone = 0")
    ]
    return Known(
        names=(*found.names, *((v[0], v[1]) for v in volunteers), *names),
        phones=(*found.phones, *(v[2] for v in volunteers if v[2]), *phones),
        births=found.births,
        addresses=found.addresses,
        towns=(*found.towns, *(v[3] for v in volunteers if v[3]), *towns),
        numbers=(*found.numbers, *(v[4] for v in volunteers if v[4])),
    )


def one_person(connection: Connection, ids: Sequence[Id]) -> Known:
    """Return what is known of one person or volunteer with all merged ids: names, numbers and addresses, their own only."""
    found = _of(connection, f"id IN ({marks(ids)})", "0", tuple(ids))
    rows = connection.exec_driver_sql(f"{_VOLUNTEER} WHERE id IN ({marks(ids)})", tuple(ids)).all()
    return Known(
        (*found.names[: len(ids)], *((r[0] or "", r[1] or "") for r in rows)),
        (*found.phones, *(r[2] for r in rows if r[2])),
        found.births,
        found.addresses,
    )


def _of(connection: Connection, people: str, around: str, params: Sequence[object]) -> Known:
    def rows(sql: str, given: Sequence[object] = ()) -> list[list[str]]:
        return [[v or "" for v in row] for row in connection.exec_driver_sql(sql, tuple(given))]

    persons = rows(f"{_PERSON} WHERE {people}", params)
    contacts, members = rows(f"{_CONTACT} WHERE {around}"), rows(f"{_MEMBER} WHERE {around}")
    spoken_of = _said(p[9] for p in persons) + _said(p[10] for p in persons)
    return Known(
        names=(
            *((p[0], p[1]) for p in persons),
            *((name, "") for name in (*spoken_of, *(row[0] for row in (*contacts, *members)))),
        ),
        phones=_said([*chain.from_iterable(p[2:5] for p in persons), *(c[1] for c in contacts)]),
        births=_said([*(p[5] for p in persons), *(m[1] for m in members)]),
        addresses=_said([*(p[6] for p in persons), *(c[2] for c in contacts)]),
        towns=tuple(dict.fromkeys(_said(p[7] for p in persons))),
        numbers=_said(p[8] for p in persons),
    )


def _said(values: Iterable[str]) -> tuple[str, ...]:
    """Leave out what nobody filled in."""
    return tuple(value for value in values if value)
