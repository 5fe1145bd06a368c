"""Two records that are one person: said once, never written over anything, and taken back without a trace."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.db.repositories.watch import known
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import Merge, Person, Volunteer
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading


@dataclass(frozen=True, slots=True)
class MergedPair:
    """A merge that can be taken back: its id, and the two names as written."""

    merge: Id
    first: Id
    second: Id
    first_name: str
    second_name: str


def merge_people(desk: Desk, first: Id, second: Id) -> Done[Id]:
    """Say that two records are one person (or one volunteer); nothing is rewritten. Returns the id of the merge.

    Raises:
        InputError: they are one already, or one is not here.
    """
    low, high = sorted((first, second))
    # Two laptops that find the same pair reach the same id, so that one of them can take it back for both.
    ent = keyed_id(desk.me.secret, Merge.kind, low.hex(), high.hex())
    with acting(desk, "") as session:
        names = {i: p.name for i, p in by_ids(session.connection, Person, (low, high)).items()}
        names = names or {i: v.name for i, v in by_ids(session.connection, Volunteer, (low, high)).items()}
        if len(names) != 2:
            raise InputError("まとめる お二人が そろっていません。", "名簿で もう一度えらんでください。")
        alias = repo.aliases(session.connection)
        if alias.of(first) == alias.of(second):
            raise InputError("このお二人は、もう一人にまとめてあります。", "名簿で たしかめてください。")
        session.label = f"{san(names[first])}を一人にまとめました"
        if known(session.connection, Merge.kind, [ent]):
            session.restore(Merge, ent)
        else:
            session.record(Merge, ent, {"a": low, "b": high})
    return Done(ent, session.changes)


def unmerge(desk: Desk, merge: Id) -> Done[None]:
    """Take a merge back; everything is as before.

    Raises:
        InputError: there is no such merge.
    """
    with acting(desk, "") as session:
        found = get(session.connection, Merge, merge)
        if found is None or found.a is None or found.b is None:
            raise InputError("まとめた きろくが見つかりません。", "名簿で もう一度たしかめてください。")
        person = get(session.connection, Person, found.a) or get(session.connection, Volunteer, found.a)
        session.label = f"{san(person.name if person else '')}を二人にもどしました"
        session.delete(Merge, merge)
    return Done(None, session.changes)


def merges_of(desk: Desk, person: Id) -> list[MergedPair]:
    """The merges that a person consists of."""
    with reading(desk) as session:
        ids = repo.aliases(session).all(person)
        merges = repo.merges_within(session, ids)
        names = {i: p.name for i, p in by_ids(session, Person, ids).items()}
        return [
            MergedPair(m.id, m.a, m.b, names.get(m.a, ""), names.get(m.b, "")) for m in merges if m.a and m.b
        ]
