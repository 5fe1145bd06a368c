"""Every programme with figures, in the order of the reports; a new one is a module beside this and a name here."""

from __future__ import annotations

from functools import lru_cache

from sasaeai_desktop.domain.figures.activities import ACTIVITIES
from sasaeai_desktop.domain.figures.cards import CARDS
from sasaeai_desktop.domain.figures.commissioner import COMMISSIONER
from sasaeai_desktop.domain.figures.figure import Figure, Section
from sasaeai_desktop.domain.figures.goals import GOALS
from sasaeai_desktop.domain.figures.groups import COUNTERS, GROUPS
from sasaeai_desktop.domain.figures.help import HELP
from sasaeai_desktop.domain.figures.money import MONEY
from sasaeai_desktop.domain.figures.plans import PLANS
from sasaeai_desktop.domain.figures.salon import SALON
from sasaeai_desktop.domain.figures.school import SCHOOL
from sasaeai_desktop.domain.figures.watch import WATCH

SECTIONS: tuple[Section, ...] = (
    WATCH,
    SALON,
    CARDS,
    PLANS,
    HELP,
    SCHOOL,
    ACTIVITIES,
    GROUPS,
    COUNTERS,
    GOALS,
    MONEY,
    COMMISSIONER,
)
BY_NAME = {section.name: section for section in SECTIONS}
"""The same by key of the json."""


@lru_cache(maxsize=2048)
def find(path: str) -> tuple[Section, Figure] | None:
    """Return a figure that is one number by its key path, "watch.acts_by_method.visit"; None when there is none."""
    name, _, rest = path.partition(".")
    section = BY_NAME.get(name)
    if section is None:
        return None
    if section.lines:
        code, _, key = rest.rpartition(".")
    else:
        key, _, code = rest.partition(".")
    figure = section.figure(key)
    if figure is None or bool(figure.codes or section.lines) != ("." in rest):
        return None
    return section, section.leaf(figure, code) if "." in rest else figure
