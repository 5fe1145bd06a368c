"""What one side may write into another: declared once, and asked for every change that comes in by a bundle.

The name of a stream says who writes, and that its writer may have it carried here (``outgoing.may_carry``); it does not say
that its writer has a say in the matter. A district's figures are moved by nobody but its own laptops: a council answers
cards and sets what it is asked to set, and one district writes nothing into another. A change beyond that is kept aside,
counted nowhere and shown. Source: shared design, sync section 8.

A kind whose chain is ``common`` is the council's by its declaration; a new kind in which a council writes for a district
needs its row in ``COUNCIL_WRITES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import DELETED, Change, StreamName
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.stretches import Begun
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.council import Grant, Statement, grant_id
from sasaeai_desktop.domain.kinds import Chain, fields_of, own_chain
from sasaeai_desktop.domain.moving import MoveOffer
from sasaeai_desktop.domain.registry import KINDS

ALL: Final[frozenset[str]] = frozenset()
"""Stands for every field of a kind, and its delete."""

COUNCIL_WRITES: Mapping[str, AbstractSet[str]] = {
    ReferralCard.kind: frozenset(
        {
            "state",
            "received_on",
            "received_by",
            "response",
            "answer",
            "answered_on",
            "returned_on",
            "closed_on",
        }
    ),
    Grant.kind: ALL,
    MoveOffer.kind: frozenset({*fields_of(MoveOffer), DELETED}),
}
"""What a council may write into a district's own records, by kind."""

NO_DISTRICT_WRITES: AbstractSet[str] = frozenset({Statement.kind, MoveOffer.kind})
"""Kinds that only a council writes though their chain is not common."""


def may_write(name: StreamName, kind: str, fields: AbstractSet[str]) -> bool:
    """Say whether a writer may write such a change for its receiver at all.

    Args:
        name: the stream it stands in, which says who writes and about whom.
        kind: of the record.
        fields: what the change writes, ``_del`` for a delete.
    """
    if kind not in KINDS:
        return True  # a newer program's: kept unread, and asked about when it can be read
    if not name.rank:
        return kind not in NO_DISTRICT_WRITES
    if own_chain(KINDS[kind]) is Chain.COMMON:
        return True
    allowed = COUNCIL_WRITES.get(kind)
    return allowed is not None and (allowed is ALL or fields <= allowed)


def council_may_write(kind: str, field: str) -> bool:
    """Say whether a council has a say in a field of a record of its districts; ``_del`` for the delete."""
    if own_chain(KINDS[kind]) is Chain.COMMON:
        return True
    allowed = COUNCIL_WRITES.get(kind)
    return allowed is not None and (allowed is ALL or field in allowed)


def beyond(connection: Connection, name: StreamName, changes: list[Change], *, council: bool) -> set[bytes]:
    """Return the ids of changes that their writer may not write here.

    Args:
        connection: what is held.
        name: their stream.
        changes: some of it.
        council: whether the receiver is a council.
    """
    own = {Statement.kind} if council and name.rank else set()  # what a council had lost and gets back
    found = {c.id for c in changes if c.kind not in own and not may_write(name, c.kind, c.w.keys())}
    if not name.rank:
        found |= {c.id for c in changes if c.kind == Grant.kind and not _own_grant(name, c)}
    if council:
        found |= _of_others(connection, name, [c for c in changes if c.id not in found])
    return found


@dataclass(frozen=True, slots=True)
class Powers:
    """What decides at a receiver which changes take effect (``db.judging.Judge``)."""

    council: bool

    def __call__(self, connection: Connection, name: StreamName, changes: list[Change], /) -> set[bytes]:
        """As ``beyond``."""
        return beyond(connection, name, changes, council=self.council)

    def lets_begin(self, name: StreamName, kind: str, new: Begun, whose: AbstractSet[str], /) -> bool:
        """Say whether a writer may begin all of these records here; no kind of ``ONE_BY_ONE`` is among them."""
        own = self.council and name.rank and kind == Statement.kind  # what a council had lost and gets back
        if not (own or all(may_write(name, kind, fields) for fields in new.wrote)):
            return False
        return not self.council or whose <= {name.about}


def _own_grant(name: StreamName, change: Change) -> bool:
    """Say whether a grant is the writer's district's: everybody can work out the id of everybody's."""
    said = {field: value for field, (value, _) in change.w.items()}
    if said.get("of_district", name.about) != name.about:
        return False
    if "year" in said and "programme" in said:
        return change.ent == grant_id(name.about, said["year"], str(said["programme"]))  # type: ignore[arg-type]  # a wrong year is a wrong id
    return True


def _of_others(connection: Connection, name: StreamName, changes: list[Change]) -> set[bytes]:
    """Return the ids of changes about records that another district has."""
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind in KINDS:
            by_kind.setdefault(change.kind, []).append(change)
    found: set[bytes] = set()
    for kind, of_kind in by_kind.items():
        others = base.of_other_districts(connection, kind, [c.ent for c in of_kind], name.about)
        found |= {c.id for c in of_kind if c.ent in others}
    return found


def fields_in_words(kind: str, fields: AbstractSet[str]) -> list[str]:
    """Return the declared fields of a change in the order of their declaration; a delete stands first."""
    named = [field for field in fields_of(KINDS[kind]) if field in fields] if kind in KINDS else []
    return [*([DELETED] if DELETED in fields else []), *named]
