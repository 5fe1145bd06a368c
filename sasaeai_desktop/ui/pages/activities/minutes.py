"""Showing an activity's minutes before printing, from the list and from its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.printing import show_form

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed


def print_minutes(page: Page, activity: Id) -> None:
    """Show an activity's minutes before printing."""
    desk, today = page.context.desk, page.context.today()

    def draw() -> Printed:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
        from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

        return printing.preview(
            desk, "meeting-minutes", wanted.Wanted(today[:7], fiscal_year(today), activity=activity)
        )

    show_form(page, draw, today)
