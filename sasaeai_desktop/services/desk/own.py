"""担い手 and their own people: who that is, and that nothing else is read or written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sasaeai_desktop.db import limits as views
from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import NotAllowedError
from sasaeai_desktop.domain.ids import Id, from_hex

_LINK = "watcher:"
_WRITES = ("visit", "tally")


@dataclass(frozen=True, slots=True)
class Limits:
    """Who sees only own people: the person at the desk, by id and name; ``today`` decides about assignments."""

    user: Id
    name: str
    today: str


def link(connection: Connection, user: Id, volunteer: Id) -> None:
    """Write down which 担い手 of the 名簿 a person at the desk is."""
    settings.put(connection, _LINK + user.hex(), volunteer.hex())


def volunteers_of(connection: Connection, limits: Limits) -> list[Id]:
    """Return who of the 名簿 the person is: as written down, else the only one of the same name."""
    linked = settings.text(connection, _LINK + limits.user.hex())
    if linked:
        return [from_hex(linked)]
    name = "".join(limits.name.split())
    rows = connection.exec_driver_sql("SELECT id, name FROM main.volunteer WHERE gone = 0")
    same = [Id(ent) for ent, written in rows if "".join(str(written or "").split()) == name]
    return same if len(same) == 1 else []


def narrow(connection: Connection, limits: Limits) -> None:
    """Let the connection see own people only."""
    volunteers = volunteers_of(connection, limits)
    views.narrow(connection, limits.user, volunteers, views.seen_people(connection, volunteers, limits.today))


def check(limits: Limits | None, connection: Connection, people: Iterable[Id | None]) -> None:
    """See to it that a record is about own people.

    Raises:
        NotAllowedError: it is not.
    """
    if limits is None:
        return
    seen = views.seen_people(connection, volunteers_of(connection, limits), limits.today)
    if any(person not in seen for person in people):
        raise _not_own()


def check_touched(limits: Limits | None, session: WriteSession) -> None:
    """See to it that an action wrote about own people, and only what a 担い手 writes.

    Raises:
        NotAllowedError: it did not; the action is rolled back.
    """
    if limits is None:
        return
    if session.beyond:  # nobody types so much; what cannot be looked through is not taken
        raise _not_own()
    people: set[Id | None] = set()
    for kind, ids in session.touched.items():
        if kind not in _WRITES:
            raise _not_own()
        people |= _people_of(session.connection, kind, ids)
    check(limits, session.connection, people)


def _people_of(connection: Connection, kind: str, ids: Collection[Id]) -> set[Id | None]:
    found: set[Id | None] = set()
    for ent in ids:
        row = connection.exec_driver_sql(f'SELECT person FROM main."{kind}" WHERE id = ?', (ent,)).first()
        found.add(Id(row[0]) if row and row[0] else None)
    return found


def _not_own() -> NotAllowedError:
    return NotAllowedError(
        "担当していない方のことは、担い手の役割では できません。",
        "世話係の方にたのむか、「席をはなれる」で 人をかえてください。",
    )
