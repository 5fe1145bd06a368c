"""Between journaled values and columns, both ways, by the form each field is declared in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sasaeai_desktop.db.lines import canonical
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.kinds import Chain, Field, Form, Record, Value, chains_of, fields_of, own_chain
from sasaeai_desktop.domain.registry import KINDS

_LIMIT = 1 << 63


def to_column(field: Field, value: Value) -> str | int | bytes | None:
    """Return a journaled value as its column holds it.

    Raises:
        ValueError: the value has not the declared form.
    """
    if value is None:
        return None
    form = field.form
    if form is Form.TEXT and type(value) is str:
        return value
    if form is Form.REF and type(value) is str:
        return from_hex(value)
    if form is Form.NUMBER and type(value) is int and -_LIMIT <= value < _LIMIT:
        return value
    if form is Form.FLAG and type(value) is bool:
        return int(value)
    if form in (Form.REFS, Form.TEXTS) and isinstance(value, list) and all(type(v) is str for v in value):
        if form is Form.REFS:
            for v in value:
                from_hex(v)
        return canonical(value)
    raise ValueError(f"{field.name} is not {form}")


def from_column(field: Field, stored: Any) -> Any:
    """Return what a column holds as the record's attribute."""
    match field.form:
        case Form.TEXT:
            return stored or ""
        case Form.FLAG:
            return bool(stored)
        case Form.REFS:
            return tuple(Id(bytes.fromhex(v)) for v in json.loads(stored)) if stored else ()
        case Form.TEXTS:
            return tuple(json.loads(stored)) if stored else ()
    return stored


def journaled(field: Field, stored: Any) -> Value:
    """Return what a column holds as it stands in the journal."""
    if stored is None:
        return None
    match field.form:
        case Form.FLAG:
            return bool(stored)
        case Form.REF:
            return bytes(stored).hex()
        case Form.REFS | Form.TEXTS:
            value: list[str] = json.loads(stored)
            return value
    return stored  # type: ignore[no-any-return]  # text and number are stored as they are


@cache
def chain_fields(kind: str, chain: Chain) -> tuple[Field, ...]:
    """Return a kind's fields of one chain, in order of declaration."""
    return tuple(f for f in fields_of(KINDS[kind]).values() if f.chain is chain)


@cache
def own_chain_of(kind: str) -> Chain:
    """Return the chain in which records of the kind are deleted."""
    return own_chain(KINDS[kind])


@cache
def pointer_columns(kind: str) -> tuple[str, ...]:
    """Return the kind's pointer columns, one per chain."""
    return tuple(f"at_{chain}" for chain in chains_of(KINDS[kind]))


@cache
def insert_sql(kind: str, chain: Chain) -> str:
    """Return the INSERT of a record that begins in one chain: id, district, pointer, that chain's fields."""
    names = ["id", "district", "gone", f"at_{chain}", *(f.name for f in chain_fields(kind, chain))]
    marks = ["?", "?", "0", *("?" for _ in names[3:])]
    return f'INSERT INTO "{kind}" ({_quoted(names)}) VALUES ({", ".join(marks)})'  # noqa: S608 - declared names


@cache
def extend_sql(kind: str, chain: Chain) -> str:
    """Return the UPDATE that adds a chain to a record that began in another."""
    names = [f"at_{chain}", *(f.name for f in chain_fields(kind, chain))]
    assignments = ", ".join(f'"{n}" = ?' for n in names)
    return f'UPDATE "{kind}" SET {assignments} WHERE id = ?'  # noqa: S608 - declared names


@cache
def full_insert_sql(kind: str) -> str:
    """Return the INSERT of a whole new record: id, district, one pointer per chain, every field in order."""
    names = ["id", "district", "gone", *pointer_columns(kind), *fields_of(KINDS[kind])]
    marks = ["?", "?", "0", *("?" for _ in names[3:])]
    return f'INSERT INTO "{kind}" ({_quoted(names)}) VALUES ({", ".join(marks)})'  # noqa: S608 - declared names


def chain_row(kind: str, chain: Chain, w: Mapping[str, tuple[Value, list[str]]]) -> list[Any]:
    """Return the columns of one chain's fields from a change; unset where the change is silent."""
    return [to_column(f, w[f.name][0]) if f.name in w else None for f in chain_fields(kind, chain)]


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{n}"' for n in names)


def record_from(kind: type[Record], names: list[str], row: Any) -> Any:
    """Make the domain object from a row whose columns are ``names``."""
    fields = fields_of(kind)
    values = {n: from_column(fields[n], v) if n in fields else v for n, v in zip(names, row, strict=True)}
    values["id"] = Id(bytes(values["id"]))
    values["district"] = values.get("district") or ""
    return kind(**values)
