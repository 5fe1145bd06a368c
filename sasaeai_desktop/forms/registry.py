"""The forms that exist, by the names of the command line.

A form whose programme is not built yet is not listed. Every listed form can be drawn blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from sasaeai_desktop.forms import annual_report, card, card_no_name, city_table, salon_roster, visit_sheet
from sasaeai_desktop.forms.paper import Drawn

TITLES: Mapping[str, str] = MappingProxyType(
    {
        module.NAME: module.TITLE
        for module in (visit_sheet, salon_roster, card, card_no_name, annual_report, city_table)
    }
)

_BLANK: dict[str, Callable[[str], Drawn]] = {
    visit_sheet.NAME: lambda day: visit_sheet.draw(visit_sheet.blank(), printed_on=day),
    salon_roster.NAME: lambda day: salon_roster.draw(salon_roster.blank(), printed_on=day),
    card.NAME: lambda day: card.draw(card.blank(), printed_on=day),
    card_no_name.NAME: lambda day: card_no_name.draw(card_no_name.blank(), printed_on=day),
    annual_report.NAME: lambda day: annual_report.draw(annual_report.blank(), printed_on=day),
    city_table.NAME: lambda day: city_table.draw(city_table.blank(), printed_on=day),
}


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
    return _BLANK[name](printed_on or date.today().isoformat())  # noqa: DTZ011  a paper shows the desk's own day
