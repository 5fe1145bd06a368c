"""Which of the changes that come in take effect: some have taken it already, some their writer has no say in."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import Change, StreamName
from sasaeai_desktop.db.stretches import Begun


class Judge(Protocol):
    """Says what may not take effect here."""

    def __call__(
        self, connection: Connection, name: StreamName, changes: list[Change], /
    ) -> AbstractSet[bytes]:
        """Return which changes of a stream may not, by their ids."""
        ...

    def lets_begin(self, name: StreamName, kind: str, new: Begun, whose: AbstractSet[str], /) -> bool:
        """Say whether all of these new records may; where it says no, each of their changes is looked at.

        ``whose`` are the districts of those that are here already.
        """
        ...


class Judging(NamedTuple):
    """What decides whether a new change takes effect; ``known`` ones did already, in another history."""

    connection: Connection
    name: StreamName
    known: set[bytes]
    judge: Judge | None

    def divide(self, changes: list[Change]) -> tuple[list[Change], list[Change]]:
        """Return the changes that take effect, and those whose writer may not write them here."""
        fresh = [c for c in changes if c.id not in self.known] if self.known else changes
        out = self.judge(self.connection, self.name, fresh) if self.judge is not None else ()
        if not out:
            return fresh, []
        return [c for c in fresh if c.id not in out], [c for c in fresh if c.id in out]

    def lets_begin(self, begun: Mapping[str, Begun], whose: Mapping[str, AbstractSet[str]]) -> bool:
        """Say whether all of many new records take effect; ``whose`` are, by kind, those that are here already."""
        judge = self.judge
        return not self.known and (
            judge is None
            or all(judge.lets_begin(self.name, kind, new, whose[kind]) for kind, new in begun.items())
        )
