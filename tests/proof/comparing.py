"""What is compared, and how a broken invariant is named."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.reports import reports
from tests.proof.world import Seat

NAMES = {
    1: "convergence after exchange",
    2: "re-import changes nothing",
    3: "any order, one state",
    4: "nothing lost",
    5: "strictly serial edits never conflict",
    6: "rebuild from the journal = tables",
    7: "purge holds against old bundles and moves no total",
    8: "confirmed means the peer holds it",
    9: "other clocks, same state",
    10: "totals unchanged by re-import, merge + unmerge, purge",
    11: "import is all or nothing at any crash point",
    12: "old reader + upgrade = new reader",
    13: "a refused bundle changes nothing, and what must be refused is",
    14: "no plaintext name in any file left behind",
    15: "no home head or body reaches a council, no copy travels without consent",
    16: "no secret that ended opens what was written after",
    17: "a receiver applies only what the sender may write",
    18: "an erasure from outside changes nothing before it is confirmed",
    19: "no home text is lost by a delete that had not seen it",
    20: "the newest backup is found under any clock",
}


class Broken(AssertionError):  # noqa: N818 - what is broken is the invariant
    """An invariant does not hold."""

    def __init__(self, number: int, detail: object) -> None:
        super().__init__(f"invariant {number} ({NAMES[number]}): {detail}")
        self.number = number


def hold(number: int, ok: object, detail: object = "") -> None:
    """Fail with the invariant's name unless it holds."""
    if not ok:
        raise Broken(number, detail)


# -- what is compared ------------------------------------------------------------------------------------------------

Dump = dict[str, list[tuple[Any, ...]]]


def dump(seat: Seat, *, but: frozenset[str] = frozenset()) -> Dump:
    """Return every row of every table."""
    raw = seat.database.raw
    names = [
        row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    return {
        name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in names
        if name not in but
    }


def differing(one: Dump, other: Dump) -> list[str]:
    """Return the tables in which two dumps differ."""
    return [name for name in one if one[name] != other.get(name)]


def figures(desk: Desk) -> dict[str, Any]:
    """Return the year's report."""
    return reports.annual(desk, 2023).to_json()


def projected(seat: Seat) -> Dump:
    """Return what a rebuild must give again.

    Not ``dead``: which replaced writes came after what replaced them depends on the order, and nothing else.
    """
    everything = dump(seat)
    return {name: everything[name] for name in (*KINDS, "head", "canon", "search_key", "search_gram")}
