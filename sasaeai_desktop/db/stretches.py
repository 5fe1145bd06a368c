"""A stretch of one stream's lines, taken apart as far as that goes without looking at what is held here.

Checked, decoded, packed for the journal, and the many first writes of new records made into columns. No database is asked
and none is imported, so that a second process can do it for the next bundle (``sync.ahead``). Whether a record is here
already, and whether its writer may write it, is for whoever takes the stretch in (``absorb``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from sasaeai_desktop.db.columns import chain_fields, chain_of, chain_row, pointer_columns
from sasaeai_desktop.db.lines import DELETED, SEEN, Change, StreamName, decode_lines, pointer, stream_name
from sasaeai_desktop.db.packing import LINES_PER_SEGMENT, Segment, segments_of
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS

LENGTH = 8 * LINES_PER_SEGMENT
"""So many lines at a time: a whole number of segments."""

_MANY = 32  # so many first writes of a kind in one stretch are worth columns


class Begun(NamedTuple):
    """First writes of many records of one kind, each by one plain change that replaces nothing.

    Attributes:
        ents: their ids, all different.
        seqs: where the change of each stands in the stream.
        columns: what the table's columns of this chain get, one list per field in order of declaration.
        wrote: which sets of fields the changes name, also such as nobody here knows.
    """

    ents: list[Id]
    seqs: list[int]
    columns: list[list[Any]]
    wrote: frozenset[frozenset[str]]

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
    """Part the plain first writes of many records from all other changes."""
    often = Counter(change.kind for change in changes)
    kinds = {
        kind: _Beginning(kind, chain_of(name, kind))
        for kind, count in often.items()
        if count >= _MANY and kind in KINDS and f"at_{chain_of(name, kind)}" in pointer_columns(kind)
    }
    rest = [c for c in changes if c.kind not in kinds or not kinds[c.kind].takes(c)]
    return {kind: each.begun() for kind, each in kinds.items() if each.ents}, rest


class _Beginning:
    """Collects the first writes of one kind."""

    def __init__(self, kind: str, chain: Chain) -> None:
        fields = chain_fields(kind, chain)
        self._kind, self._chain, self._width = kind, chain, len(fields)
        self._foreign = fields_of(KINDS[kind]).keys() - {f.name for f in fields} | {DELETED, SEEN}
        self._met: set[bytes] = set()
        self._wrote: set[tuple[str, ...]] = set()
        self._rows: list[list[Any]] = []
        self._seqs: list[int] = []
        self.ents: list[Id] = []

    def takes(self, change: Change) -> bool:
        """Take a change if it is the record's first one here and as plain as most are."""
        ent, w = change.ent, change.w
        if ent in self._met or not change.act:
            self._met.add(ent)
            return False
        self._met.add(ent)
        row = first_row(self._kind, self._chain, w) if self._foreign.isdisjoint(w) else None
        if row is None:
            return False
        self._wrote.add(tuple(w))
        self._rows.append(row)
        self._seqs.append(change.at)
        self.ents.append(ent)
        return True

    def begun(self) -> Begun:
        """Return what was taken; equal values are one object, which is smaller to hand on."""
        once: dict[Any, Any] = {}
        columns = [[once.setdefault(v, v) for v in column] for column in zip(*self._rows, strict=True)]
        return Begun(self.ents, self._seqs, columns, frozenset(frozenset(w) for w in self._wrote))


def first_row(kind: str, chain: Chain, w: dict[str, tuple[Value, list[str]]]) -> list[Any] | None:
    """Return the columns of a change that replaces nothing; None where the general way is to look at it."""
    if any(replaced for _, replaced in w.values()):
        return None
    try:
        return chain_row(kind, chain, w)
    except ValueError:
        return None  # the general way says what is wrong with it
