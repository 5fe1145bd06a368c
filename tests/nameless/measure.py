"""How the check of summaries judges what ``writing`` made."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sasaeai_desktop.domain.nameless import Finder, Known
from sasaeai_desktop.practice import names
from tests.nameless.writing import draw_someone, nameless, naming

_PEOPLE = 120  # a large district's watched people and their contacts
_TOWNS = ("緑が丘町内会", "南ヶ丘第1町内会", "川端町内会", "すずらん町内会", "5条3丁目町内会", "星が丘自治会")


@dataclass(frozen=True, slots=True)
class Measured:
    """How many were stopped; ``missed`` and ``wrong`` are those judged wrongly, with their form."""

    naming: int
    nameless: int
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]

    @property
    def stopped(self) -> int:
        return self.naming - len(self.missed)

    @property
    def alarms(self) -> int:
        return len(self.wrong)

    @property
    def good(self) -> bool:
        """At least 98 % of those that name someone, at most 2 % of the others."""
        return self.stopped >= 0.98 * self.naming and self.alarms <= 0.02 * self.nameless


def measure(count: int, seed: int) -> Measured:
    """Write ``count`` summaries of each sort for a district, and look which are stopped."""
    rng = Random(seed)
    people = [draw_someone(rng, _TOWNS) for _ in range(_PEOPLE)]
    contacts = [names.full(names.family(rng), names.given(rng, "male", old=False))[0] for _ in range(_PEOPLE)]
    finder = Finder(
        Known(
            names=(*((p.name, p.kana) for p in people), *((c, "") for c in contacts)),
            phones=tuple(n for p in people for n in (p.phone, p.mobile)),
            births=tuple(p.birth for p in people),
            addresses=tuple(p.address for p in people),
            towns=_TOWNS,
        )
    )
    written = [naming(rng, people) for _ in range(count)]
    clean = [nameless(rng) for _ in range(count)]
    missed = tuple(w for w in written if not finder.find(w[1]))
    wrong = tuple((f"{found[0].text}", text) for text in clean if (found := finder.find(text)))
    return Measured(count, count, missed, wrong)
