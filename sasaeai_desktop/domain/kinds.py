"""How a kind of record is declared: once, beside the entity, each field with the chain it travels in.

A kind is a frozen dataclass derived from ``Record``. Its fields say where they go (``Chain``), so that no name can end
up in a bundle for the council by accident: the journal splits every write by this declaration.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from sasaeai_desktop.domain.ids import Id

Value = None | bool | int | str | list[str]
"""A journaled value: JSON without floats; references are 32 hex digits, sets are sorted lists."""


class Chain(StrEnum):
    """Who may read a field (shared design, sync section 4)."""

    OPEN = "open"  # what totals need, under pseudonymous ids: council and siblings
    HOME = "home"  # names, texts, links to people: sibling laptops only
    SHARED = "shared"  # copies handed over with consent: council and siblings
    COMMON = "common"  # the council's codes and roster: everyone


class Form(StrEnum):
    """How a field is stored in a column."""

    TEXT = "text"
    DAY = "day"  # 2023-10-05
    BIRTH = "birth"  # 1940, 1940-03 or 1940-03-02
    MONTH = "month"  # 2023-10
    TIME = "time"  # 09:30
    NUMBER = "number"
    FLAG = "flag"
    REF = "ref"
    REFS = "refs"
    TEXTS = "texts"


TEXTUAL = frozenset({Form.TEXT, Form.DAY, Form.BIRTH, Form.MONTH, Form.TIME})
"""Forms whose value is a text."""


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field."""

    name: str
    chain: Chain
    form: Form


def _declare(chain: Chain, form: Form, default: object) -> Any:
    return dataclasses.field(default=default, metadata={"chain": chain, "form": form})


def text_field(chain: Chain) -> Any:
    """A text; unset is the empty string."""
    return _declare(chain, Form.TEXT, "")


def day_field(chain: Chain) -> Any:
    """An ISO date; unset is the empty string."""
    return _declare(chain, Form.DAY, "")


def birth_field(chain: Chain) -> Any:
    """An ISO date of which the day, or day and month, may not be known; unset is the empty string."""
    return _declare(chain, Form.BIRTH, "")


def month_field(chain: Chain) -> Any:
    """A month as in "2023-10"; unset is the empty string."""
    return _declare(chain, Form.MONTH, "")


def time_field(chain: Chain) -> Any:
    """A time of day as in "09:30"; unset is the empty string."""
    return _declare(chain, Form.TIME, "")


def number_field(chain: Chain) -> Any:
    """A whole number; unset is None."""
    return _declare(chain, Form.NUMBER, None)


def flag_field(chain: Chain) -> Any:
    """Yes or no; unset is no."""
    return _declare(chain, Form.FLAG, False)


def ref_field(chain: Chain) -> Any:
    """The id of another record, which may not be here yet; unset is None."""
    return _declare(chain, Form.REF, None)


def refs_field(chain: Chain) -> Any:
    """A small set of ids, sorted, one field."""
    return _declare(chain, Form.REFS, ())


def texts_field(chain: Chain) -> Any:
    """A small set of codes, sorted, one field."""
    return _declare(chain, Form.TEXTS, ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What every journaled record has.

    Attributes:
        id: 16 bytes.
        district: code of the district whose chains it came by ("00" for the council's own).
    """

    kind: ClassVar[str] = ""

    id: Id
    district: str = ""


_fields: dict[str, dict[str, Field]] = {}


def fields_of(kind: type[Record]) -> dict[str, Field]:
    """Return the declared fields of a kind by name, in order of declaration."""
    found = _fields.get(kind.kind)
    if found is None:
        found = _fields[kind.kind] = {
            f.name: Field(f.name, f.metadata["chain"], f.metadata["form"])
            for f in dataclasses.fields(kind)
            if "chain" in f.metadata
        }
    return found


def chains_of(kind: type[Record]) -> tuple[Chain, ...]:
    """Return the chains a kind has fields in, in the order of ``Chain``."""
    used = {f.chain for f in fields_of(kind).values()}
    return tuple(c for c in Chain if c in used)


def own_chain(kind: type[Record]) -> Chain:
    """Return the chain that carries a delete: ``open`` for every kind that has open fields."""
    return chains_of(kind)[0]


def to_journal(field: Field, value: object) -> Value:
    """Return a field's value as it is journaled: unset becomes null, ids hex, sets sorted lists."""
    if value in (None, "", ()):
        return None
    if field.form is Form.REF and isinstance(value, bytes):
        return value.hex()
    if field.form is Form.REFS and isinstance(value, tuple | list | set | frozenset):
        return sorted({v.hex() for v in value}) or None
    if field.form is Form.TEXTS and isinstance(value, tuple | list | set | frozenset):
        return sorted(set(value)) or None
    if field.form is Form.FLAG:
        return bool(value) or None
    assert isinstance(value, int | str), f"{field.name}: {value!r}"
    return value
