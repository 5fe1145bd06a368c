"""What rows say, as JSON: piece by piece, so that most of it is done once for each value and not once for each row.

Equal values give the same piece, and a city has few different ones but for names and ids; pieces are put together without a
step of Python's own for each row. Two use it: the check, which compares a row with the words of its only change without
reading the change, and the state's hash.
"""

from __future__ import annotations

import json
from binascii import hexlify
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import repeat
from json.encoder import encode_basestring as quoted
from typing import Any

from sasaeai_desktop.db.columns import chain_fields
from sasaeai_desktop.db.lines import canonical
from sasaeai_desktop.domain.kinds import TEXTUAL, Chain, Field, Form

Pieces = Callable[[Sequence[Any]], list[Iterable[bytes]]]
"""Makes a field's pieces of what its column holds, to be joined; a piece is empty where the column holds nothing."""

_FLAGS = {0: "false", 1: "true"}
_ID = b"\0"  # where a record's id goes; no JSON holds such a sign as it is
_ODD = b"\0\0"  # the piece of what no change can have put into a column


def _number(stored: object) -> str:
    if type(stored) is int:
        return str(stored)
    raise TypeError


def _listed(stored: str) -> str:
    return canonical(json.loads(stored))


_AS_JSON: dict[Form, Callable[[Any], str]] = {
    **dict.fromkeys(TEXTUAL, quoted),
    Form.NUMBER: _number,
    Form.FLAG: _FLAGS.__getitem__,
    Form.REF: lambda stored: f'"{stored.hex()}"',
    Form.REFS: _listed,
    Form.TEXTS: _listed,
}
"""A column's value as JSON, by the form of its field; fails for any other value."""


def _pieces(form: Form, before: str, after: str, *, twice: bool = False) -> Pieces:
    """Return what makes the pieces of a field: its value as JSON (``twice``: as JSON in JSON) between two texts."""
    as_json = _AS_JSON[form]

    def made(stored: Any) -> bytes:
        if stored is None:
            return b""
        try:
            value = as_json(stored)
        except (TypeError, ValueError, KeyError, AttributeError):
            return _ODD
        return f"{before}{quoted(value) if twice else value}{after}".encode()

    if form is not Form.REF:
        kept = lru_cache(maxsize=1 << 12)(made)
        return lambda column: [map(kept, column)]
    nothing = made(b"")
    middle = len(before.encode()) + (len(nothing) - len(before.encode()) - len(after.encode())) // 2

    def refs(column: Sequence[Any]) -> list[Iterable[bytes]]:
        if set(map(type, column)) != {bytes}:
            return [map(made, column)]
        return [repeat(nothing[:middle]), map(hexlify, column), repeat(nothing[middle:])]

    return refs


@cache
def _change_pieces(fields: tuple[Field, ...]) -> list[tuple[int, Pieces]]:
    listed = sorted(enumerate(fields), key=lambda each: each[1].name)
    return [(n, _pieces(f.form, f',"{f.name}":[', ",[]]")) for n, f in listed]


def as_changes(
    kind: str, chain: Chain, ids: Sequence[bytes], columns: Sequence[Sequence[Any]]
) -> Iterable[bytes]:
    """Return what rows would say as first changes in a chain: the texts of ``stamps.stamp``.

    Args:
        kind: of the records.
        chain: the chain.
        ids: theirs.
        columns: what the rows hold of the chain's fields, in order of declaration.
    """
    said = [piece for n, pieces in _change_pieces(chain_fields(kind, chain)) for piece in pieces(columns[n])]
    return map(b"".join, zip(repeat(f"{kind}/".encode()), map(hexlify, ids), repeat(b"\t"), *said))


def as_lines(
    kind: str, fields: Sequence[Field]
) -> Callable[[Sequence[bytes], Sequence[Sequence[Any]]], list[bytes]]:
    """Return what makes, of ids and columns of these fields, the lines that say the rows in the state's hash."""
    of_fields = [_pieces(f.form, f'["{kind}/\0","{f.name}",[', "]]\n", twice=True) for f in fields]

    def lines(ids: Sequence[bytes], columns: Sequence[Sequence[Any]]) -> list[bytes]:
        said = [piece for pieces, column in zip(of_fields, columns, strict=True) for piece in pieces(column)]
        texts = map(b"".join, zip(*said))  # noqa: B905 - some go on without end
        return list(map(bytes.replace, texts, repeat(_ID), map(hexlify, ids)))

    return lines
