"""What an item of 「たしかめること」 is: what is asked, the sides, the ways to settle it; and words that all items share."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db import conflicts
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Value
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.inbox.finding import Oddity
from sasaeai_desktop.services.inbox.names import Names, Source

TAKE, TYPE, SAME = "take", "value", "same"
"""Ways besides ``BOTH`` and ``WAIT``: choose a side, write another value, say that two entries are one person."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that stand side by side.

    Attributes:
        words: the value, or the record with its details.
        source: who wrote it, where, when.
        verb: words of the button that chooses it.
        shown: whether this is what every page shows now.
        value: the journaled value, for a field; else the record's id in hex.
    """

    words: str
    source: Source
    verb: str
    shown: bool
    value: Value


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to settle it: ``code`` BOTH, WAIT, SAME or TYPE, and the words of its button or field.

    ``verb`` is the button beside a field.
    """

    code: str
    words: str
    verb: str = "これにする"


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Attributes:
        title: what is asked, one sentence.
        about: of whom, of which day.
        why: how it came about, one sentence.
        person: whose record may be opened, None for none.
    """

    key: str
    oddity: Oddity
    title: str
    about: str
    why: str
    sides: tuple[Side, ...]
    ways: tuple[Way, ...]
    person: Id | None = None


def came(names: Names, kind: str, ent: Id, field: str) -> Source:
    """Say who first wrote a field of a record, where and when."""
    return names.source(conflicts.first_written(names.connection, kind, ent, field))


def person_of(names: Names, kind: str, ent: Id) -> Id | None:
    """Return whose record may be opened, None where nobody's."""
    if names.desk.me.council:
        return None
    if kind == "person":
        return ent
    record = get(names.connection, KINDS[kind], ent)
    person = getattr(record, "person", None)
    return person if person and get(names.connection, Person, person) else None


def how_many(count: int) -> str:
    """二つとも, 3つとも."""
    return "二つとも" if count == 2 else f"{count}つとも"


def short(text: str) -> str:
    """Return a text cut to what a side has room for."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
