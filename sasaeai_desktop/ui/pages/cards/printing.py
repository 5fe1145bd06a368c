"""A card as its form, before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.services.cards.cards import CardView
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.printing import show_form

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

NAMED, NAMELESS = "card", "card-no-name"


def print_card(page: Page, context: PageContext, view: CardView) -> None:
    """Show a card as its form: with the name where consent or danger allows it, else the form without a name."""
    desk, today = context.desk, context.today()
    named = bool(view.name) and (view.consent or view.dangerous)
    form = NAMED if named else NAMELESS
    day = view.card.written_on or today

    def draw() -> Printed:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
        from sasaeai_desktop.services.reports.papers.wanted import Wanted  # noqa: PLC0415 - reportlab only when needed

        wanted = Wanted(day[:7], fiscal_year(day), card=view.card.id)
        return printing.preview(desk, form, wanted)

    show_form(page, draw, view.card.number)
