"""サイン: what a watcher may notice. The built-in list is data, and a council adds to it.

Source: shared domain page, section 3 (the lists of nine bodies merged).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from sasaeai_desktop import paths
from sasaeai_desktop.domain.labels import Labelled


class SignGroup(Labelled):
    """Where a sign is seen."""

    HOME = "home", "家"
    PERSON = "person", "人"
    CONDUCT = "conduct", "行動"
    FAMILY = "family", "家族"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign.

    Attributes:
        code: what is journaled.
        label: the full words on the screen.
        group: a code of ``SignGroup``.
        short: the words on paper, where room is small.
        paper: place among the tick boxes of the visit sheet, 1 .. 8; 0 = not printed there.
    """

    code: str
    label: str
    group: str
    short: str
    paper: int = 0


@cache
def load_signs() -> tuple[Sign, ...]:
    """Return the built-in signs in the order of the screen: 家, 人, 行動, 家族."""
    data = json.loads(paths.resource("signs.json").read_text(encoding="utf-8"))
    return tuple(Sign(**entry) for entry in data["signs"])


def paper_signs(signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """Return the signs that have a tick box on the visit sheet, in the order of the boxes."""
    return tuple(sorted((s for s in signs if s.paper), key=lambda s: s.paper))
