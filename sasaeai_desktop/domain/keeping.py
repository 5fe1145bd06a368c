"""Records about the records: a month that was closed, what was erased by law, what a person decided about an oddity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    month_field,
    number_field,
    text_field,
    texts_field,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Closing(Record):
    """月締め: a month's totals as the sender counted them, and how far its chains reached then.

    The receiver counts again, and only when it holds exactly those tips (shared design, sync section 2).
    """

    kind: ClassVar[str] = "closing"

    month: str = month_field(Chain.OPEN)  # 2023-10
    figures: str = text_field(Chain.OPEN)  # JSON of the month's totals
    tips: str = text_field(Chain.OPEN)  # JSON {stream: [[seq, id hex], ...]} of the open chains


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure(Record):
    """Legal erasure of names and texts: bodies of home changes of these records, up to the stated tips."""

    kind: ClassVar[str] = "erasure"

    on: str = day_field(Chain.HOME)
    reason: str = text_field(Chain.HOME)
    what: tuple[str, ...] = texts_field(Chain.HOME)  # "kind/id hex"
    up_to: str = text_field(Chain.HOME)  # JSON {stream: [[seq, id hex], ...]}


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyErasure(Record):
    """The same for copies that were handed over: it travels with them, and knows no person."""

    kind: ClassVar[str] = "copy_erasure"

    on: str = day_field(Chain.SHARED)
    what: tuple[str, ...] = texts_field(Chain.SHARED)  # "card_copy/id hex"
    up_to: str = text_field(Chain.SHARED)  # JSON {stream: [[seq, id hex], ...]}


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Record):
    """What a person decided about an item of the inbox that is no conflict: these two acts are two; this may stay."""

    kind: ClassVar[str] = "decision"

    item: str = text_field(Chain.HOME)  # the item's key, the same on every laptop of the district
    choice: str = text_field(Chain.HOME)
    on: str = day_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionRule(Record):
    """How many years a class of records is kept, counted from the next 1 April; its id comes from the class."""

    kind: ClassVar[str] = "retention"

    of: str = text_field(Chain.HOME)  # code of a class of ``domain.retention``
    years: int | None = number_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Disposal(Record):
    """廃棄記録: what was destroyed or given back; without names."""

    kind: ClassVar[str] = "disposal"

    on: str = day_field(Chain.HOME)
    of: str = text_field(Chain.HOME)
    what: str = text_field(Chain.HOME)
    count: int | None = number_field(Chain.HOME)
    how: str = text_field(Chain.HOME)
    why: str = text_field(Chain.HOME)
    by: str = text_field(Chain.HOME)
    witness: str = text_field(Chain.HOME)
