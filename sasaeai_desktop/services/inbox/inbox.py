"""「たしかめること」: what waits for a person's eyes, in words, and settling it with one click.

Everything here is found again from the records; nothing is a flag that could go stale. An item settled on one laptop
is gone on the others once they exchange; settled differently on two, it is a new conflict and asks again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.inbox.finding import findings, waiting
from sasaeai_desktop.services.inbox.item import Item
from sasaeai_desktop.services.inbox.items import describe
from sasaeai_desktop.services.inbox.names import Names


@dataclass(frozen=True, slots=True)
class Part:
    """The first items in words, and how many there are in all."""

    items: tuple[Item, ...]
    total: int


def part(desk: Desk, first: int = 0, many: int = 20) -> Part:
    """Return some items in words; ``total`` is what ``count`` says."""
    with reading(desk) as session:
        found, names = waiting(session, desk), Names(session, desk)
        return Part(tuple(describe(names, f) for f in found[first : first + many]), len(found))


def items(desk: Desk) -> list[Item]:
    """Return every item in words."""
    return list(part(desk, 0, len(findings(desk))).items)
