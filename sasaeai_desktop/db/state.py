"""One number for everything that is held: equal on any two installations that hold the same changes."""

from __future__ import annotations

import hashlib

from sasaeai_desktop.db.columns import journaled, own_chain_of
from sasaeai_desktop.db.connection import Connection, Row
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
    digest = hashlib.sha256()
    for kind in sorted(KINDS):
        fields = [f for f in fields_of(KINDS[kind]).values() if not open_only or f.chain is Chain.OPEN]
        with_delete = not open_only or own_chain_of(kind) is Chain.OPEN
        if not fields:
            continue
        fields.sort(key=lambda f: f.name)
        lines_of = as_lines(kind, fields)
        many = _live_of_kind(connection, kind)
        where = "gone = 0" if kind == Merge.kind else "1"
        for rows in pages(connection, kind, [f.name for f in fields], where):
            lines = lines_of(rows)  # right where each field has one value, as nearly everywhere
            for n, row in enumerate(rows) if many else ():
                heads = many.get(row[0])
                if heads is not None:
                    lines[n] = _contested(kind, fields, row, heads, with_delete=with_delete).encode()
            digest.update(b"".join(lines))
    return digest.hexdigest()


def _contested(
    kind: str, fields: list[Field], row: Row, heads: dict[str, list[str]], *, with_delete: bool
) -> str:
    """Return the lines of a record with fields that were written more than once."""
    values = {
        f.name: _live(heads, f.name, journaled(f, stored)) for f, stored in zip(fields, row[1:], strict=True)
    }
    if with_delete and DELETED in heads:
        values[DELETED] = sorted(set(heads[DELETED]))
    return "".join(
        canonical([f"{kind}/{row[0].hex()}", name, values[name]]) + "\n"
        for name in sorted(values)
        if values[name] not in ([], ["null"])
    )


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
