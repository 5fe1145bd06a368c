"""The forms that exist, by the names of the command line.

A form whose programme is not built yet is not listed. Every listed form can be drawn blank. The drawing is
imported when it is first asked for, since that takes a third of a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sasaeai_desktop.forms.paper import Drawn

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "visit-sheet": "見守り訪問票",
        "salon-roster": "サロン出席表",
        "card": "つながりカード",
        "card-no-name": "つながりカード（名前なし）",
        "annual-report": "地区社協 年間実績報告書",
        "city-table": "地区社協活動 総括表",
    }
)


def names() -> tuple[str, ...]:
    """Return the names of the forms in the order of the command line's page."""
    return tuple(TITLES)


def blank_form(name: str, *, printed_on: str = "") -> Drawn:
    """Draw a form with everything left open; it needs no installation.

    Args:
        name: one of `names`.
        printed_on: ISO day; "" is today.

    Raises:
        KeyError: there is no such form.
    """
    if name not in TITLES:
        raise KeyError(name)
    module = import_module(f"sasaeai_desktop.forms.{name.replace('-', '_')}")
    day = printed_on or date.today().isoformat()  # noqa: DTZ011  a paper shows the desk's own day
    drawn: Drawn = module.draw(module.blank(), printed_on=day)
    return drawn
