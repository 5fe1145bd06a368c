"""Between journaled values and columns, both ways, by the form each field is declared in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any, TypeVar

from sasaeai_desktop.db.lines import StreamName, canonical
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.kinds import (
    TEXTUAL,
    Chain,
    Field,
    Form,
    Record,
    Value,
    chains_of,
    fields_of,
    own_chain,
    to_journal,
)
from sasaeai_desktop.domain.registry import KINDS

_LIMIT = 1 << 63
_DAY = re.compile("(1[89]|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")  # 1800 to 2999: room to count on both sides
_TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
_REST = {4: "-01-01", 7: "-01"}  # what a date of birth may lack, by its length

R = TypeVar("R", bound=Record)

Stored = str | int | bytes | None
"""A value as a column holds it."""


def _text(value: Any) -> Stored:
    if type(value) is str:
        return value
    raise ValueError("not a text")


@lru_cache(maxsize=8192)
def _is_date(text: str) -> bool:
    """Say whether a text is an ISO date; a journal of years holds few different ones."""
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _day(value: Any) -> Stored:
    if type(value) is str and _is_date(value):
        return value
    raise ValueError("not a date")


def _birth(value: Any) -> Stored:
    if type(value) is str and _is_date(value + _REST.get(len(value), "")):
        return value
    raise ValueError("not a date of birth")


def _month(value: Any) -> Stored:
    if type(value) is str and len(value) == 7 and _is_date(f"{value}-01"):
        return value
    raise ValueError("not a month")


def _time(value: Any) -> Stored:
    if type(value) is str and _TIME.fullmatch(value):
        return value
    raise ValueError("not a time")


def _number(value: Any) -> Stored:
    if type(value) is int and -_LIMIT <= value < _LIMIT:
        return value
    raise ValueError("not a whole number")


def _flag(value: Any) -> Stored:
    if type(value) is bool:
        return int(value)
    raise ValueError("not a flag")


def _ref(value: Any) -> Stored:
    if type(value) is str:
        return from_hex(value)
    raise ValueError("not an id")


def _texts(value: Any) -> Stored:
    if type(value) is list and all(type(v) is str for v in value):
        return canonical(value)
    raise ValueError("not a list of texts")


def _refs(value: Any) -> Stored:
    text = _texts(value)
    for v in value:
        from_hex(v)
    return text


_TO_COLUMN: dict[Form, Callable[[Any], Stored]] = {
    Form.TEXT: _text,
    Form.DAY: _day,
    Form.BIRTH: _birth,
    Form.MONTH: _month,
    Form.TIME: _time,
    Form.NUMBER: _number,
    Form.FLAG: _flag,
    Form.REF: _ref,
    Form.REFS: _refs,
    Form.TEXTS: _texts,
}


def to_column(field: Field, value: Value) -> Stored:
    """Return a journaled value as its column holds it.

    Raises:
        ValueError: the value has not the declared form.
    """
    return None if value is None else _TO_COLUMN[field.form](value)


def written(field: Field, value: object) -> tuple[str, Stored]:
    """Return an attribute's value as journal text (JSON) and as its column holds it, in one go for bulk.

    Raises:
        ValueError: the value has not the declared form.
    """
    if value is None or value in ("", ()):
        return "null", None
    if field.form is Form.TEXT and isinstance(value, str):
        text = str(value)  # an enum's member becomes its plain code
        return quoted(text), text
    if field.form in TEXTUAL:
        return quoted(str(value)), _TO_COLUMN[field.form](value)
    journaled = to_journal(field, value)
    if journaled is None:
        return "null", None
    stored = _TO_COLUMN[field.form](journaled)
    if field.form is Form.REF:
        return f'"{journaled}"', stored
    return (stored, stored) if type(stored) is str else (canonical(journaled), stored)


def from_column(field: Field, stored: Any) -> Any:
    """Return what a column holds as the record's attribute."""
    if field.form in TEXTUAL:
        return stored or ""
    match field.form:
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


def chain_of(name: StreamName, kind: str) -> Chain:
    """Return which fields of a kind a stream carries: the council's replies carry open ones, and what it shares."""
    if not name.reply_to:
        return Chain(name.audience)
    return Chain.SHARED if own_chain_of(kind) is Chain.SHARED else Chain.OPEN


@cache
def pointer_columns(kind: str) -> tuple[str, ...]:
    """Return the kind's pointer columns, one per chain."""
    return tuple(f"at_{chain}" for chain in chains_of(KINDS[kind]))


@cache
def insert_sql(kind: str, chain: Chain) -> str:
    """Return the INSERT of a record that begins in one chain: id, district, pointer, that chain's fields."""
    names = ["id", "district", "gone", f"at_{chain}", *(f.name for f in chain_fields(kind, chain))]
    marks = ["?", "?", "0", *("?" for _ in names[3:])]
    return f'INSERT INTO "{kind}" ({_quoted(names)}) VALUES ({", ".join(marks)})'


@cache
def extend_sql(kind: str, chain: Chain) -> str:
    """Return the UPDATE that adds a chain to a record that began in another: district, pointer, fields, id.

    Whose record it is, its own chain says, whichever chain came first.
    """
    names = [f"at_{chain}", *(f.name for f in chain_fields(kind, chain))]
    district = "?1" if chain is own_chain_of(kind) else "coalesce(district, ?1)"
    assignments = "".join(f', "{n}" = ?{i}' for i, n in enumerate(names, 2))
    return f'UPDATE "{kind}" SET district = {district}{assignments} WHERE id = ?{len(names) + 2}'


@cache
def full_insert_sql(kind: str) -> str:
    """Return the INSERT of a whole new record: id, district, one pointer per chain, every field in order."""
    names = ["id", "district", "gone", *pointer_columns(kind), *fields_of(KINDS[kind])]
    marks = ["?", "?", "0", *("?" for _ in names[3:])]
    return f'INSERT INTO "{kind}" ({_quoted(names)}) VALUES ({", ".join(marks)})'


@cache
def chain_columns(kind: str, chain: Chain) -> dict[str, tuple[int, Callable[[Any], Stored]]]:
    """Return for each field of one chain its place in order of declaration, and what makes a column's value of it."""
    return {f.name: (n, _TO_COLUMN[f.form]) for n, f in enumerate(chain_fields(kind, chain))}


def chain_row(kind: str, chain: Chain, w: Mapping[str, Any]) -> list[Stored]:
    """Return the columns of one chain's fields from a change; unset where the change is silent.

    Raises:
        ValueError: a value has not the declared form.
    """
    places = chain_columns(kind, chain)
    row: list[Stored] = [None] * len(places)
    for name, (value, _) in w.items():
        place = places.get(name)
        if place is not None and value is not None:
            row[place[0]] = place[1](value)
    return row


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{n}"' for n in names)


@cache
def _reading(kind: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Field, ...]]:
    """Return a record's columns in order, those that hold text, and the fields that are stored in another form."""
    fields = fields_of(KINDS[kind])
    texts = tuple(f.name for f in fields.values() if f.form in TEXTUAL)
    others = tuple(f for f in fields.values() if f.form in (Form.FLAG, Form.REFS, Form.TEXTS))
    return ("id", "district", *fields), ("district", *texts), others


def records_from(kind: type[R], rows: Iterable[Sequence[object]]) -> list[R]:
    """Make domain objects from rows of id, district and all fields in their order."""
    names, texts, others = _reading(kind.kind)
    made = []
    for row in rows:
        values: dict[str, Any] = dict(zip(names, row, strict=True))
        for name in texts:
            if values[name] is None:
                values[name] = ""
        for field in others:
            values[field.name] = from_column(field, values[field.name])
        made.append(kind(**values))
    return made
