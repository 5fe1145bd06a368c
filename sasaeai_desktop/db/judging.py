"""Which of the changes that come in take effect: some have taken it already, some their writer has no say in."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import Change, StreamName

Judge = Callable[[Connection, StreamName, list[Change]], AbstractSet[bytes]]
"""Says which changes of a stream may not take effect here, by their ids."""


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
