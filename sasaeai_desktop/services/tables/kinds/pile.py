"""What one file brings, until it is written: in memory, and beyond some thousand records in an encrypted file beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sasaeai_desktop.db.scratch import Scratch
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.exchange.findings import Line, line_key

MOST = 10_000
"""So many records, and so many acts, are held in memory."""

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Act:
    """One row without a number of its own, its numbers resolved."""

    line: int
    ent: Id
    values: Values


class Pile:
    """The records and acts of one file.

    Args:
        folder: of the data, for what is too much to be held.
        most: how many records, and how many acts, are held in memory.
    """

    def __init__(self, folder: Path, *, most: int | None = None) -> None:
        self._folder, self._most = folder, most or MOST
        self._scratch: Scratch | None = None
        self._records: dict[type[Record], dict[Id, Values]] = {}
        self._held = 0
        self._acts: dict[Id, Act] = {}
        self._acts_aside = False

    # Records

    def get(self, kind: type[Record], ent: Id) -> Values | None:
        """Return what was said of a record, None when nothing was."""
        held = self._records.get(kind, {}).get(ent)
        if held is None and self._scratch is not None:
            return self._scratch.get(kind.kind, ent)
        return held

    def put(self, kind: type[Record], ent: Id, values: Values) -> None:
        """Keep what is said of a record."""
        records = self._records.setdefault(kind, {})
        self._held += ent not in records
        records[ent] = values
        if self._held > self._most:
            self._put_aside()

    def kinds(self) -> list[type[Record]]:
        """Return the kinds in the order in which they came."""
        return list(self._records)

    def records(self, kind: type[Record]) -> Iterator[tuple[Id, Values]]:
        """Yield the records of a kind by their ids."""
        if self._scratch is None:
            yield from sorted(self._records[kind].items())
        else:
            self._put_aside()
            yield from self._scratch.records(kind.kind)

    def _put_aside(self) -> None:
        scratch = self._aside()
        for kind, records in self._records.items():
            scratch.put(kind.kind, records)
            records.clear()
        self._held = 0

    # Acts

    def add(self, act: Act) -> None:
        """Keep an act."""
        self._acts[act.ent] = act
        if len(self._acts) > self._most:
            self._acts_aside = True
            self._aside().add([(a.ent, line_key(a.line), a.values) for a in self._acts.values()])
            self._acts.clear()

    def has(self, ent: Id) -> bool:
        """Say whether an act of this id came."""
        return ent in self._acts or (self._acts_aside and self._aside().has(ent))

    def acts(self) -> Iterator[Act]:
        """Yield the acts in the order in which they came."""
        if self._acts_aside:
            for ent, (sheet, number), values in self._aside().acts():
                yield Act(Line(number, sheet) if sheet else number, ent, values)
        yield from self._acts.values()

    def _aside(self) -> Scratch:
        if self._scratch is None:
            self._scratch = Scratch(self._folder)
        return self._scratch

    def __enter__(self) -> Self:
        """Keep it for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let everything go."""
        if self._scratch is not None:
            self._scratch.close()
