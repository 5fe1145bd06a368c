"""What the rows say, as stamps: made ahead of the journal's own, a page at a time, and compared with them as a whole.

Rows whose stamps agree are right. Where any of a kind do not, who compares looks through that kind again, row by row.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, NamedTuple

from sasaeai_desktop.db.columns import chain_fields, pointer_columns
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import pages
from sasaeai_desktop.db.stamps import Stamps, stamps_of
from sasaeai_desktop.db.wording import as_changes
from sasaeai_desktop.domain.bulk import Stepwise
from sasaeai_desktop.domain.kinds import Chain, fields_of
from sasaeai_desktop.domain.registry import KINDS


class Page(NamedTuple):
    """Rows of one kind: which changes they point to, and the stamps of what they say, one after the other."""

    pointers: array[int]
    stamps: bytes


Rows = Stepwise[dict[str, list[Page]]]
"""The walk through all rows: ``by_rows``, in steps."""

Taking = Callable[[str, Sequence[bytes], Mapping[str, Sequence[Any]]], None]
"""Called with kind, ids and columns of the rows that were read, kinds in the order of their names, rows of their ids."""

_Columns = tuple[Sequence[Any], ...]


def by_rows(
    connection: Connection, also: Taking | None = None
) -> Generator[None, None, dict[str, list[Page]]]:
    """Stamp all rows that point to a change, by kind; gives way after each page.

    Args:
        connection: a read session.
        also: does something else with all rows, while they are at hand.
    """
    found: dict[str, list[Page]] = {}
    for kind in sorted(KINDS):
        said = found[kind] = list[Page]()
        for ids, held in _pages(connection, kind):
            for chain, (ents, pointers, *columns) in _pointing(kind, ids, held):
                said.append(Page(array("q", pointers), b"".join(of_rows(kind, chain, ents, columns))))
            if also is not None:
                also(kind, ids, held)
            yield
    return found


def differing(found: Mapping[str, Iterable[Page]], stamps: Stamps) -> list[str]:
    """Return the kinds of which some row says something else than the change that it points to."""
    return [
        kind
        for kind, said in found.items()
        if any(b"".join(stamps.of(page.pointers)) != page.stamps for page in said)
    ]


def of_rows(kind: str, chain: Chain, ids: Sequence[bytes], columns: Sequence[Sequence[Any]]) -> list[bytes]:
    """Return the stamps of what rows say in one chain; as ``wording.as_changes``."""
    return stamps_of(as_changes(kind, chain, ids, columns))


def pointing(connection: Connection, kind: str) -> Iterator[tuple[Chain, _Columns]]:
    """Give the rows of a kind that point to a change of a chain, so many at a time: ids, pointers and the chain's fields."""
    for ids, held in _pages(connection, kind):
        yield from _pointing(kind, ids, held)


def _pages(connection: Connection, kind: str) -> Iterator[tuple[Sequence[bytes], dict[str, Sequence[Any]]]]:
    return pages(connection, kind, ["gone", *pointer_columns(kind), *fields_of(KINDS[kind])])


def _pointing(
    kind: str, ids: Sequence[bytes], held: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[Chain, _Columns]]:
    for pointer in pointer_columns(kind):
        chain, points = Chain(pointer[3:]), held[pointer]
        taken: _Columns = (ids, points, *(held[f.name] for f in chain_fields(kind, chain)))
        if not all(points):
            taken = tuple(tuple(compress(column, points)) for column in taken)
        if taken[0]:
            yield chain, taken
