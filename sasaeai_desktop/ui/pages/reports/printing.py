"""A form of 報告・印刷 before it is printed: filled, or blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.printing import show_form

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.printing import Printed


@dataclass(frozen=True, slots=True)
class Fill:
    """What a form is filled with; unset means everything of the month ("2023-10") or fiscal year."""

    month: str
    year: int
    watcher: Id | None = None
    salon: Id | None = None
    card: Id | None = None


def print_form(page: Page, form: str, fill: Fill | None) -> None:
    """Show a form before printing; without ``fill`` a blank one.

    Args:
        page: shows what went wrong, and is the preview's parent.
        form: a name of ``printing.titles()``.
        fill: what it is filled with.
    """
    desk = page.context.desk

    def draw() -> Printed:
        from sasaeai_desktop.services import printing  # noqa: PLC0415 - reportlab comes with it

        if fill is None:
            return printing.blank(form, desk.today())
        wanted = printing.Wanted(
            fill.month, fill.year, watcher=fill.watcher, salon=fill.salon, card=fill.card
        )
        return printing.preview(desk, form, wanted)

    show_form(page, draw, "白紙" if fill is None else fill.month)
