"""開示書: everything that is kept about one person, shown before it is printed for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.printing import show_form

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed


def print_disclosure(page: Page, person: Id) -> None:
    """Show the paper of a person or a volunteer before printing."""
    desk, month = page.context.desk, page.context.today()[:7]

    def draw() -> Printed:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
        from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - as above

        return printing.preview(
            desk, "person-disclosure", wanted.Wanted(month, int(month[:4]), person=person)
        )

    show_form(page, draw, month)
