"""The paper on which a salon ticks who came, before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.printing import show_form

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

_FORM = "salon-roster"


def print_roster(page: Page, salon: Salon, month: str) -> None:
    """Show a salon's roster of a month before printing."""
    desk = page.context.desk

    def draw() -> Printed:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
        from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

        return printing.preview(desk, _FORM, wanted.Wanted(month, fiscal_year(f"{month}-01"), salon=salon.id))

    show_form(page, draw, f"{salon.number}-{month}")
