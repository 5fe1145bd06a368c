"""The strands of a sign from its top row to its bottom row, and how they meet and part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Run = tuple[int, int, int]
"""Row, first column, after the last column."""


def frame(part: Sequence[Run]) -> tuple[int, int, int, int]:
    """Return (left, top, right, bottom) of runs given by row."""
    return min(r[1] for r in part), part[0][0], max(r[2] for r in part), part[-1][0] + 1


_MOST = 26  # strands: more are a scribble or a word
_BUBBLE = 6  # pixels: so small a hole is grain


@dataclass(slots=True, eq=False)
class Strand:
    """Runs of which each touches exactly the next one; ``ups`` and ``downs`` are what it meets at its ends."""

    runs: list[Run]
    ups: list[Strand] = field(default_factory=list)
    downs: list[Strand] = field(default_factory=list)

    @property
    def last_middle(self) -> float:
        """Return the middle of the lowest run."""
        return (self.runs[-1][1] + self.runs[-1][2]) / 2

    @property
    def end_middle(self) -> float:
        """Return the middle of the lowest three runs."""
        some = self.runs[-3:]
        return sum(first + last for _, first, last in some) / 2 / len(some)

    def tip(self) -> tuple[float, float]:
        """Return (x, y) of the upper end."""
        some = self.runs[:3]
        return sum(first + last for _, first, last in some) / 2 / len(some), float(some[0][0])

    def middles(self) -> Iterator[tuple[int, float]]:
        """Yield row and middle of every run."""
        return ((row, (first + last) / 2) for row, first, last in self.runs)


class Graph:
    """The strands of one connected part.

    Args:
        runs: by row, then by column.

    Attributes:
        strands: what is left of them.
        simple: False for so many strands that it is a word or a scribble.
        pruned: pixels of the ends that were taken off, and twice those of the holes that were closed.
    """

    def __init__(self, runs: Sequence[Run]) -> None:
        self.strands: list[Strand] = []
        self.pruned = 0
        self._trace(runs)
        self.simple = len(self.strands) <= _MOST
        if self.simple:
            self._tidy()

    def _trace(self, runs: Sequence[Run]) -> None:
        above: list[tuple[int, int, Strand]] = []
        here: list[tuple[int, int]] = []
        row = runs[0][0]
        for now, first, last in (*runs, (-1, 0, 0)):
            if now != row:
                above = self._next_row(row, here, above)
                row, here = now, []
            here.append((first, last))

    def _next_row(
        self, row: int, here: Sequence[tuple[int, int]], above: Sequence[tuple[int, int, Strand]]
    ) -> list[tuple[int, int, Strand]]:
        touched = [
            [at for at, (a, b, _) in enumerate(above) if a <= last and b >= first] for first, last in here
        ]
        used = [0] * len(above)
        for some in touched:
            for at in some:
                used[at] += 1
        found: list[tuple[int, int, Strand]] = []
        for (first, last), some in zip(here, touched, strict=True):
            if len(some) == 1 and used[some[0]] == 1:
                strand = above[some[0]][2]
                strand.runs.append((row, first, last))
            else:
                strand = Strand([(row, first, last)])
                self.strands.append(strand)
                for at in some:
                    upper = above[at][2]
                    strand.ups.append(upper)
                    upper.downs.append(strand)
            found.append((first, last, strand))
        return found

    def prune(self, limit: int) -> None:
        """Take off ends of fewer rows than ``limit`` where another strand goes on."""
        while True:
            loose = [s for s in self.strands if len(s.runs) < limit and _is_end(s)]
            if not loose:
                return
            shortest = min(loose, key=lambda s: len(s.runs))
            self.pruned += sum(last - first for _, first, last in shortest.runs)
            self._remove(shortest)
            self._tidy()

    def _remove(self, strand: Strand) -> None:
        self.strands.remove(strand)
        for upper in strand.ups:
            upper.downs.remove(strand)
        for lower in strand.downs:
            lower.ups.remove(strand)

    def _tidy(self) -> None:
        """Join what has become one strand, and close tiny holes."""
        again = True
        while again:
            again = False
            for strand in list(self.strands):
                if len(strand.downs) == 1 and len(strand.downs[0].ups) == 1:
                    self._join(strand, strand.downs[0])
                    again = True
                    break
                if len(strand.downs) == 2 and self._close(*strand.downs):
                    again = True
                    break

    def _join(self, strand: Strand, lower: Strand) -> None:
        self.strands.remove(lower)
        strand.runs += lower.runs
        strand.downs = lower.downs
        for below in lower.downs:
            below.ups[below.ups.index(lower)] = strand

    def _close(self, one: Strand, two: Strand) -> bool:
        if one.downs != two.downs or len(one.downs) != 1 or len(one.ups) != 1 or len(two.ups) != 1:
            return False
        other = {row: (first, last) for row, first, last in two.runs}
        both: list[Run] = []
        hole = 0
        for row, first, last in one.runs:
            a, b = other.get(row, (first, last))
            hole += max(first, a) - min(last, b) if row in other else 0
            both.append((row, min(first, a), max(last, b)))
        if hole > _BUBBLE:
            return False
        self.pruned += 2 * hole
        one.runs = both
        self._remove(two)
        return True

    # The figures

    def meeting(self) -> tuple[Strand, Strand, Strand] | None:
        """Return (arm, arm, what hangs below) of two strands that meet; None for any other figure."""
        if len(self.strands) != 3:
            return None
        for stem in self.strands:
            if len(stem.ups) == 2 and not stem.downs and not (stem.ups[0].ups or stem.ups[1].ups):
                return stem.ups[0], stem.ups[1], stem
        return None

    def crossing(self) -> tuple[Strand, int] | None:
        """Return the middle and the height of two strands that meet and part again."""
        if len(self.strands) != 5:
            return None
        for stem in self.strands:
            if len(stem.ups) == 2 and len(stem.downs) == 2:
                top = min(s.runs[0][0] for s in stem.ups)
                return stem, max(s.runs[-1][0] for s in stem.downs) - top + 1
        return None

    def sides(self, gap: float) -> tuple[Strand, Strand] | None:
        """Return the left and right side of a ring, which may be open by ``gap`` pixels at one place."""
        if len(self.strands) == 4:
            return self._closed() or self._open_at_side(gap)
        if len(self.strands) == 3:
            return self._open_at_end(gap)
        return None

    def _closed(self) -> tuple[Strand, Strand] | None:
        for top in self.strands:
            if not top.ups and len(top.downs) == 2:
                one, two = top.downs
                if one.downs == two.downs and len(one.downs) == 1 and not one.downs[0].downs:
                    return _whole(one, top, one.downs[0]), _whole(two, top, one.downs[0])
        return None

    def _open_at_side(self, gap: float) -> tuple[Strand, Strand] | None:
        """Top parts into two, one of them ends, and one begins below it: (C or its mirror)."""
        for top in self.strands:
            if top.ups or len(top.downs) != 2:
                continue
            for ended, through in (top.downs, reversed(top.downs)):
                if ended.downs or len(through.downs) != 1:
                    continue
                bottom = through.downs[0]
                begun = [s for s in bottom.ups if s is not through]
                if bottom.downs or len(begun) != 1 or begun[0].ups:
                    continue
                (row, a, b), (below, c, d) = ended.runs[-1], begun[0].runs[0]
                if 0 <= below - row <= gap and abs(a + b - c - d) / 2 <= gap:
                    side = Strand([*ended.runs, *begun[0].runs])
                    return _whole(side, top, bottom), _whole(through, top, bottom)
        return None

    def _open_at_end(self, gap: float) -> tuple[Strand, Strand] | None:
        """Two sides that meet at one end only, and come near to each other at the other."""
        for end in self.strands:
            if len(end.ups) == 2 and not end.downs:
                one, two = end.ups
                ends = one.runs[0], two.runs[0]
            elif len(end.downs) == 2 and not end.ups:
                one, two = end.downs
                ends = one.runs[-1], two.runs[-1]
            else:
                continue
            apart = max(ends[0][1], ends[1][1]) - min(ends[0][2], ends[1][2])
            if apart <= gap and abs(ends[0][0] - ends[1][0]) <= gap:
                return one, two
        return None


def _whole(side: Strand, top: Strand, bottom: Strand) -> Strand:
    return Strand([*top.runs, *side.runs, *bottom.runs])


def _is_end(strand: Strand) -> bool:
    if not strand.ups and len(strand.downs) == 1:
        return len(strand.downs[0].ups) > 1
    if not strand.downs and len(strand.ups) == 1:
        return len(strand.ups[0].downs) > 1
    return False
