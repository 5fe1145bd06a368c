"""The network of a district: groups, ties that were written down, and how often they met or did something together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from sasaeai_desktop.db.repositories import activities as acts_repo
from sasaeai_desktop.db.repositories import groups as repo
from sasaeai_desktop.domain.activities import ActivityState
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.groups import GroupType
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.groups.groups import list_groups


@dataclass(frozen=True, slots=True)
class Node:
    """A group; ``acts`` of the year in which it took part."""

    group: Id
    name: str
    type: str
    acts: int

    @property
    def type_words(self) -> str:
        """種別 in words."""
        return label_of(GroupType, self.type)


@dataclass(frozen=True, slots=True)
class Edge:
    """Two groups; ``times`` they took part in the same act of the year, ``how`` as written, "" for nothing."""

    a: Id
    b: Id
    how: str
    times: int
    written: bool


@dataclass(frozen=True, slots=True)
class Network:
    """A district's network in a fiscal year."""

    year: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def neighbours(self, group: Id) -> list[Edge]:
        """Return the edges of a group, the closest first."""
        found = [e for e in self.edges if group in (e.a, e.b)]
        return sorted(found, key=lambda e: (-e.times, not e.written, e.a, e.b))


def network(desk: Desk, year: int) -> Network:
    """Return the network; groups by kind, so that like stands beside like."""
    groups = list_groups(desk)
    with reading(desk) as session:
        links = repo.links(session)
        held = [
            a
            for a in acts_repo.activities(session, first_day(year), last_day(year))
            if a.state == ActivityState.HELD
        ]
    here = {g.id for g in groups}
    taken = Counter(b for a in held for b in set(a.bodies) if b in here)
    together: Counter[tuple[Id, Id]] = Counter()
    for a in held:
        together.update(combinations(sorted(set(a.bodies) & here), 2))
    written = {(x.a, x.b): x.how for x in links if x.a in here and x.b in here and x.a and x.b}
    edges = [
        Edge(a, b, written.get((a, b), ""), together.get((a, b), 0), (a, b) in written)
        for a, b in sorted({*written, *together})
    ]
    nodes = tuple(Node(g.id, g.name, g.type, taken.get(g.id, 0)) for g in groups)
    return Network(year, nodes, tuple(edges))
