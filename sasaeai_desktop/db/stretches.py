"""A stretch of one stream's lines, taken apart as far as that goes without looking at what is held here.

Checked, decoded, packed for the journal, and the plain first writes of records made into columns. No database is asked
and none is imported, so that a second process can do it for the next bundle (``sync.ahead``). Whether a record is here
already, and whether its writer may write it, is for whoever takes the stretch in (``absorb``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import repeat
from typing import Any, NamedTuple

from sasaeai_desktop.db.columns import chain_fields, chain_of, chain_row, pointer_columns
from sasaeai_desktop.db.lines import DELETED, SEEN, Change, StreamName, decode_lines, pointer, stream_name
from sasaeai_desktop.db.packing import LINES_PER_SEGMENT, Segment, segments_of
from sasaeai_desktop.domain.council import Grant
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS

LENGTH = 8 * LINES_PER_SEGMENT
"""So many lines at a time: a whole number of segments."""

ONE_BY_ONE = frozenset({Grant.kind})
"""Kinds of which the values say whether their writer may write them (``sync.powers``): never made into columns."""


class Begun(NamedTuple):
    """Records of one kind of which each stands in the stretch by one plain change that replaces nothing.

    Attributes:
        ents: their ids, all different.
        seqs: where the change of each stands in the stream.
        fields: the names of this chain's fields in order of declaration.
        columns: what the table's columns get, one list per field.
        wrote: which sets of fields the changes name, also such as nobody here knows.
    """

    ents: list[Id]
    seqs: list[int]
    fields: list[str]
    columns: list[list[Any]]
    wrote: frozenset[frozenset[str]]

    def column(self, field: str) -> list[Any] | None:
        """Return what the records say of a field; None where it stands in another chain."""
        return self.columns[self.fields.index(field)] if field in self.fields else None

    def rows(self, about: str, stream: int) -> Iterator[tuple[Any, ...]]:
        """Give id, district, pointer and fields of each, as ``columns.insert_sql`` wants them.

        Args:
            about: the district.
            stream: the stream's number here.
        """
        base = pointer(stream, 0)
        return zip(self.ents, repeat(about), (base + seq for seq in self.seqs), *self.columns)


class Stretch(NamedTuple):
    """Consecutive changes of one stream, taken apart.

    Attributes:
        stream: its name.
        first: seq of the first change.
        last: seq of the last one.
        before: the id that the first names as the change before it.
        tip: the id of the last.
        segments: the lines as they are kept.
        begun: new records by kind.
        rest: all other changes; their pointers lack the stream's number.
        max_lam: the largest tie-break number.
    """

    stream: str
    first: int
    last: int
    before: bytes
    tip: bytes
    segments: list[Segment]
    begun: dict[str, Begun]
    rest: list[Change]
    max_lam: int


def take_apart(stream: str, first: int, lines: Sequence[bytes]) -> Iterator[Stretch]:
    """Check and take apart consecutive lines of one stream, at least one, ``LENGTH`` of them at a time.

    Raises:
        RefusedError: as ``decode_lines``; that the first line joins on to what is held, the caller checks by ``before``.
    """
    name, previous = stream_name(stream), None
    for start in range(0, len(lines), LENGTH):
        part = list(lines[start : start + LENGTH])
        changes, before = decode_lines(stream, 0, first + start, part, previous)
        segments = segments_of(first + start, before, part, [c.id for c in changes])
        begun, rest = _sorted(name, changes)
        previous = changes[-1].id
        last = first + start + len(part) - 1
        yield Stretch(
            stream, first + start, last, before, previous, segments, begun, rest, max(c.lam for c in changes)
        )


def _sorted(name: StreamName, changes: list[Change]) -> tuple[dict[str, Begun], list[Change]]:
    """Part the records that one plain change begins from all other changes."""
    often = Counter(change.ent for change in changes)
    kinds: dict[str, _Beginning | None] = {}
    rest = []
    for change in changes:
        kind = change.kind
        if kind not in kinds:
            kinds[kind] = _Beginning(kind, chain_of(name, kind)) if _may_begin(name, kind) else None
        into = kinds[kind]
        if into is None or often[change.ent] > 1 or not into.takes(change):
            rest.append(change)
    return {kind: each.begun() for kind, each in kinds.items() if each is not None and each.ents}, rest


def _may_begin(name: StreamName, kind: str) -> bool:
    return kind in KINDS and kind not in ONE_BY_ONE and f"at_{chain_of(name, kind)}" in pointer_columns(kind)


class _Beginning:
    """Collects the records of one kind that one plain change begins."""

    def __init__(self, kind: str, chain: Chain) -> None:
        self._kind, self._chain = kind, chain
        self._fields = [field.name for field in chain_fields(kind, chain)]
        self._foreign = foreign_fields(kind, chain)
        self._wrote: set[tuple[str, ...]] = set()
        self._rows: list[list[Any]] = []
        self._seqs: list[int] = []
        self.ents: list[Id] = []

    def takes(self, change: Change) -> bool:
        """Take a change if it is as plain as most are."""
        w = change.w
        if not change.act or not self._foreign.isdisjoint(w):
            return False
        row = first_row(self._kind, self._chain, w)
        if row is None:
            return False
        self._wrote.add(tuple(w))
        self._rows.append(row)
        self._seqs.append(change.at)
        self.ents.append(change.ent)
        return True

    def begun(self) -> Begun:
        """Return what was taken; equal values are one object, which is smaller to hand on."""
        once: dict[Any, Any] = {}
        columns = [[once.setdefault(v, v) for v in column] for column in zip(*self._rows, strict=True)]
        return Begun(
            self.ents, self._seqs, self._fields, columns, frozenset(frozenset(w) for w in self._wrote)
        )


def foreign_fields(kind: str, chain: Chain) -> AbstractSet[str]:
    """Return the names that make a change of a kind no plain one in a chain: fields of its other chains, and deletes."""
    return fields_of(KINDS[kind]).keys() - {f.name for f in chain_fields(kind, chain)} | {DELETED, SEEN}


def first_row(kind: str, chain: Chain, w: dict[str, tuple[Value, list[str]]]) -> list[Any] | None:
    """Return the columns of a change that replaces nothing; None where the general way is to look at it."""
    if any(replaced for _, replaced in w.values()):
        return None
    try:
        return chain_row(kind, chain, w)
    except ValueError:
        return None  # the general way says what is wrong with it
