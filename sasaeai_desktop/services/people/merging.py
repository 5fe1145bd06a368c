"""Two records that are one person: said once, never written over anything, and taken back without a trace."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.db.repositories.watch import known
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kinds import fields_of
from sasaeai_desktop.domain.people import Merge, Person, Volunteer
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.person_page import no_such_person


@dataclass(frozen=True, slots=True)
class MergedPair:
    """A merge that can be taken back: its id, and the two names as written."""

    merge: Id
    first: Id
    second: Id
    first_name: str
    second_name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which two entries differ, and what each says."""

    field: str
    first: str
    second: str


def differing(desk: Desk, first: Id, second: Id) -> list[Choice]:
    """Return the fields in which two people say different things, for choosing side by side.

    Raises:
        InputError: one is not here.
    """
    with reading(desk) as session:
        found = repo.people(session, repo.aliases(session), (first, second))
        alias = repo.aliases(session)
    one, other = (found.get(alias.of(ent)) for ent in (first, second))
    if one is None or other is None:
        raise no_such_person()
    values = ((name, str(getattr(one, name)), str(getattr(other, name))) for name in fields_of(Person))
    return [Choice(name, a, b) for name, a, b in values if a and b and a != b]


def merge_people(desk: Desk, first: Id, second: Id, prefer: Mapping[str, Id] | None = None) -> Done[Id]:
    """Say that two records are one person (or one volunteer); nothing is rewritten. Returns the id of the merge.

    Args:
        desk: the open desk.
        first: one of them.
        second: the other.
        prefer: for fields in which they differ, whose value is shown.

    Raises:
        InputError: they are one already, or one is not here.
    """
    low, high = sorted((first, second))
    # Two laptops that find the same pair reach the same id, so that one of them can take it back for both.
    ent = keyed_id(desk.me.secret, Merge.kind, low.hex(), high.hex())
    with acting(desk, "", deed=Deed.SETTLE) as session:
        names = {i: p.name for i, p in by_ids(session.connection, Person, (low, high)).items()}
        names = names or {i: v.name for i, v in by_ids(session.connection, Volunteer, (low, high)).items()}
        if len(names) != 2:
            raise InputError("まとめる お二人が そろっていません。", "名簿で もう一度えらんでください。")
        alias = repo.aliases(session.connection)
        if alias.of(first) == alias.of(second):
            raise InputError("このお二人は、もう一人にまとめてあります。", "名簿で たしかめてください。")
        session.label = f"{san(names[first])}を一人にまとめました"
        chosen = {name: i.hex() for name, i in sorted((prefer or {}).items())}
        said = {"prefer": json.dumps(chosen) if chosen else ""}
        if known(session.connection, Merge.kind, [ent]):
            session.restore(Merge, ent)
            session.record(Merge, ent, said)
        else:
            session.record(Merge, ent, {"a": low, "b": high, **(said if chosen else {})})
    return Done(ent, session.changes)


def unmerge(desk: Desk, merge: Id) -> Done[None]:
    """Take a merge back; everything is as before.

    Raises:
        InputError: there is no such merge.
    """
    with acting(desk, "", deed=Deed.SETTLE) as session:
        found = get(session.connection, Merge, merge)
        if found is None or found.a is None or found.b is None:
            raise InputError("まとめた きろくが見つかりません。", "名簿で もう一度たしかめてください。")
        person = get(session.connection, Person, found.a) or get(session.connection, Volunteer, found.a)
        session.label = f"{san(person.name if person else '')}を二人にもどしました"
        session.delete(Merge, merge)
    return Done(None, session.changes)


def merge_between(desk: Desk, first: Id, second: Id) -> Id:
    """Return the merge that makes two entries one person.

    Raises:
        InputError: they are not merged with each other.
    """
    with reading(desk) as session:
        for merge in repo.merges_within(session, repo.aliases(session).all(first)):
            if {merge.a, merge.b} == {first, second}:
                return merge.id
    raise InputError("このお二人は、一人にまとめてありません。", "番号を たしかめてください。")


def merges_of(desk: Desk, person: Id) -> list[MergedPair]:
    """The merges that a person consists of."""
    with reading(desk) as session:
        ids = repo.aliases(session).all(person)
        merges = repo.merges_within(session, ids)
        names = {i: p.name for i, p in by_ids(session, Person, ids).items()}
        return [
            MergedPair(m.id, m.a, m.b, names.get(m.a, ""), names.get(m.b, "")) for m in merges if m.a and m.b
        ]
