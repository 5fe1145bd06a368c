"""まわる順: in which order a 担い手 visits, kept with each assignment and printed on the round's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.rounds import place_key
from sasaeai_desktop.domain.watch import Assignment
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.watch.sheets import round_of

_LAST = 9999


@dataclass(frozen=True, slots=True)
class Stop:
    """One house of a round."""

    person: Id
    name: str
    town: str
    group: str
    address: str

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return "　".join(t for t in (f"{self.town}{self.group}", self.address) if t)


@dataclass(frozen=True, slots=True)
class Round:
    """A 担い手's round of this month, in its order."""

    watcher: Id
    watcher_name: str
    stops: tuple[Stop, ...]


def round_now(desk: Desk, watcher: Id) -> Round:
    """Return whom a 担い手 visits this month, in the order kept."""
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        ents = round_of(session, alias, watcher, desk.today()[:7])
        people = people_repo.people(session, alias, ents)
        name = next((n for n, _ in people_repo.volunteer_names(session, [watcher]).values()), "")
    stops = tuple(
        Stop(ent, p.name, p.town, p.group, p.address) for ent in ents if (p := people.get(ent)) is not None
    )
    return Round(watcher, name, stops)


def by_place(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Return houses in the order of 町内会, 班 and 番地; those alike keep the order they have."""
    return tuple(sorted(stops, key=lambda stop: place_key(stop.town, stop.group, stop.address)))


def set_round(desk: Desk, watcher: Id, order: Sequence[Id]) -> Done[None]:
    """Keep an order; people of the round who are not named follow behind, as they stood.

    Raises:
        InputError: nobody of the round is named.
    """
    with acting(desk, "") as session:
        alias = people_repo.aliases(session.connection)
        held = _assignments(session.connection, alias, watcher, session.today)
        wanted = {alias.of(person): at for at, person in enumerate(order, 1)}
        if not any(person in wanted for person, _ in held):
            raise InputError("この担い手のまわる方が 見つかりません。", "担い手を たしかめてください。")
        rest = len(wanted)
        for person, assignment in held:
            if person not in wanted:
                rest += 1
                wanted[person] = rest
            if assignment.order != wanted[person]:
                session.record(Assignment, assignment.id, {"order": wanted[person]})
        name = next((n for n, _ in people_repo.volunteer_names(session.connection, [watcher]).values()), "")
        session.label = f"{san(name)}のまわる順を保存しました"
    return Done(None, session.changes)


def _assignments(
    connection: Connection, alias: people_repo.Aliases, watcher: Id, today: str
) -> list[tuple[Id, Assignment]]:
    """Return (canonical person, assignment) in force today, in the order kept."""
    held = repo.assignments_by(connection, alias.all(watcher), today, "9999-12-31")
    found = [(alias.of(a.person), a) for a in held if a.person is not None]
    return sorted(found, key=lambda pair: pair[1].order if pair[1].order is not None else _LAST)
