"""One number for everything that is held: equal on any two installations that hold the same changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache, partial
from json.encoder import encode_basestring as quoted
from typing import Any

from sasaeai_desktop.db.columns import journaled, own_chain_of
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import DELETED, canonical
from sasaeai_desktop.domain.kinds import TEXTUAL, Chain, Field, Form, Value, fields_of
from sasaeai_desktop.domain.people import Merge
from sasaeai_desktop.domain.registry import KINDS


def state_hash(connection: Connection, *, open_only: bool) -> str:
    """Return sha256 over sorted (entity, field, sorted live values): equal wherever the same changes are held.

    A merge that was taken back says nothing any more: the hash is the one of before.

    Args:
        connection: where to look.
        open_only: only fields of open chains (a council holds no others of everyone).
    """
    digest = hashlib.sha256()
    for kind in sorted(KINDS):
        fields = [f for f in fields_of(KINDS[kind]).values() if not open_only or f.chain is Chain.OPEN]
        with_delete = not open_only or own_chain_of(kind) is Chain.OPEN
        if not fields:
            continue
        fields.sort(key=lambda f: f.name)
        once = [_ONCE.get(f.form) or partial(_once, f) for f in fields]
        said = _Said(kind, [f.name for f in fields])
        many = _live_of_kind(connection, kind)
        columns = ", ".join(f'"{f.name}"' for f in fields)
        parted = "WHERE gone = 0 " if kind == Merge.kind else ""
        for row in connection.exec_driver_sql(f'SELECT id, {columns} FROM "{kind}" {parted}ORDER BY id'):
            heads = many.get(row[0])
            if heads is None:  # nearly all: written as ``canonical`` would write it, for each field one value
                digest.update(
                    said.lines(
                        row[0], [None if v is None else f(v) for f, v in zip(once, row[1:], strict=True)]
                    )
                )
                continue
            values = {
                f.name: _live(heads, f.name, journaled(f, stored))
                for f, stored in zip(fields, row[1:], strict=True)
            }
            if with_delete and DELETED in heads:
                values[DELETED] = sorted(set(heads[DELETED]))
            for name in sorted(values):
                if values[name] not in ([], ["null"]):
                    digest.update(canonical([f"{kind}/{row[0].hex()}", name, values[name]]).encode() + b"\n")
    return digest.hexdigest()


class _Said:
    """Writes what records of one kind say, a line for each field that is set; the frame of it once for each set of fields."""

    def __init__(self, kind: str, names: list[str]) -> None:
        self._kind, self._names = kind, names
        self._frames: dict[tuple[bool, ...], str] = {}

    def lines(self, ent: bytes, values: list[str | None]) -> bytes:
        """Return the lines of one record; its values as JSON in JSON."""
        unset = tuple([value is None for value in values])
        frame = self._frames.get(unset)
        if frame is None:
            set_here = (name for name, missing in zip(self._names, unset, strict=True) if not missing)
            parts = (f'["{self._kind}/{{0}}","{name}",[{{{n}}}]]\n' for n, name in enumerate(set_here, 1))
            frame = self._frames[unset] = "".join(parts)
        return frame.format(ent.hex(), *[value for value in values if value is not None]).encode()


@lru_cache(maxsize=1 << 16)
def _text_once(stored: str) -> str:
    return quoted(quoted(stored))


def _once(declared: Field, stored: object) -> str:
    """Return the only value of a field as JSON in JSON."""
    return quoted(canonical(journaled(declared, stored)))


_ONCE: dict[Form, Callable[[Any], str]] = {
    **dict.fromkeys(TEXTUAL, _text_once),
    Form.REF: lambda stored: f'"\\"{stored.hex()}\\""',
    Form.FLAG: lambda stored: '"true"' if stored else '"false"',
}
"""``_once`` for the forms of which a city has millions."""


def _live_of_kind(connection: Connection, kind: str) -> dict[bytes, dict[str, list[str]]]:
    found: dict[bytes, dict[str, list[str]]] = {}
    for ent, name, value in connection.exec_driver_sql(
        "SELECT ent, field, value FROM head WHERE kind = ?", (kind,)
    ):
        found.setdefault(ent, {}).setdefault(name, []).append(value)
    return found


def _live(heads: dict[str, list[str]], name: str, stored: Value) -> list[str]:
    if name in heads:
        return sorted(set(heads[name]))
    return [] if stored is None else [canonical(stored)]
