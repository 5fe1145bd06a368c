"""One number for everything that is held: equal on any two installations that hold the same changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from typing import Any

from sasaeai_desktop.db.columns import journaled, own_chain_of
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import DELETED, canonical
from sasaeai_desktop.db.repositories.base import pages
from sasaeai_desktop.db.wording import as_lines
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.kinds import Chain, Field, Value, fields_of
from sasaeai_desktop.domain.people import Merge
from sasaeai_desktop.domain.registry import KINDS


@collector_paused()
def state_hash(connection: Connection, *, open_only: bool) -> str:
    """Return sha256 over sorted (entity, field, sorted live values): equal wherever the same changes are held.

    A merge that was taken back says nothing any more: the hash is the one of before.

    Args:
        connection: where to look.
        open_only: only fields of open chains (a council holds no others of everyone).
    """
    state = StateHash(connection, open_only=open_only)
    for kind in sorted(KINDS):
        for ids, columns in pages(connection, kind, ["gone", *fields_of(KINDS[kind])]):
            state.take(kind, ids, columns)
    return state.hexdigest()


class StateHash:
    """The number under way, for whoever walks through the tables anyhow: as ``state_hash``."""

    def __init__(self, connection: Connection, *, open_only: bool) -> None:
        self._open_only = open_only
        self._digest = hashlib.sha256()
        self._many = _live(connection)
        self._kinds: dict[str, tuple[list[Field], Callable[..., list[bytes]]]] = {}

    def take(self, kind: str, ids: Sequence[bytes], columns: Mapping[str, Sequence[Any]]) -> None:
        """Add the next rows of a kind: kinds in the order of their names, rows of their ids, all columns."""
        fields, lines_of = self._kinds.get(kind) or self._begin(kind)
        if not fields:
            return
        held: list[Sequence[Any]] = [columns[f.name] for f in fields]
        if kind == Merge.kind:
            stay = [gone == 0 for gone in columns["gone"]]
            ids, held = list(compress(ids, stay)), [list(compress(column, stay)) for column in held]
        lines = lines_of(ids, held)  # right where each field has one value, as nearly everywhere
        many = self._many.get(kind, {})
        with_delete = not self._open_only or own_chain_of(kind) is Chain.OPEN
        for n, ent in enumerate(ids) if many else ():
            if ent in many:
                row = [column[n] for column in held]
                lines[n] = _contested(kind, fields, ent, row, many[ent], with_delete=with_delete).encode()
        self._digest.update(b"".join(lines))

    def _begin(self, kind: str) -> tuple[list[Field], Callable[..., list[bytes]]]:
        named = sorted(fields_of(KINDS[kind]).values(), key=lambda f: f.name)
        fields = [f for f in named if not self._open_only or f.chain is Chain.OPEN]
        self._kinds[kind] = fields, as_lines(kind, fields)
        return self._kinds[kind]

    def hexdigest(self) -> str:
        """Return the number, when all kinds were taken."""
        return self._digest.hexdigest()


def _contested(
    kind: str,
    fields: list[Field],
    ent: bytes,
    row: Sequence[Any],
    heads: dict[str, list[str]],
    *,
    with_delete: bool,
) -> str:
    """Return the lines of a record with fields that were written more than once."""
    values = {
        f.name: _said(heads, f.name, journaled(f, stored)) for f, stored in zip(fields, row, strict=True)
    }
    if with_delete and DELETED in heads:
        values[DELETED] = sorted(set(heads[DELETED]))
    return "".join(
        canonical([f"{kind}/{ent.hex()}", name, values[name]]) + "\n"
        for name in sorted(values)
        if values[name] not in ([], ["null"])
    )


def _live(connection: Connection) -> dict[str, dict[bytes, dict[str, list[str]]]]:
    """Return the heads of what was written more than once: values by kind, record and field."""
    found: dict[str, dict[bytes, dict[str, list[str]]]] = {}
    for kind, ent, name, value in connection.exec_driver_sql("SELECT kind, ent, field, value FROM head"):
        found.setdefault(kind, {}).setdefault(ent, {}).setdefault(name, []).append(value)
    return found


def _said(heads: dict[str, list[str]], name: str, stored: Value) -> list[str]:
    if name in heads:
        return sorted(set(heads[name]))
    return [] if stored is None else [canonical(stored)]
