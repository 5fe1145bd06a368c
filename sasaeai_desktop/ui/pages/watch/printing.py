"""Printing the paper sheet of a watcher's round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.printing import show_form

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

_FORM = "visit-sheet"


def print_round(page: Page, view: PersonView) -> None:
    """Show this month's sheet of the person's watcher before printing."""
    if not view.watchers:
        page.message.show_error(
            InputError(
                f"{view.person.name}さんの担い手が、まだ決まっていません。",
                "「直す」で担い手をえらぶと、訪問票を印刷できます。",
            )
        )
        return
    print_sheet(page, view.watchers[0].volunteer, page.context.today()[:7])


def print_sheet(page: Page, watcher: Id, month: str) -> None:
    """Show a watcher's sheet of a month before printing."""
    desk = page.context.desk

    def draw() -> Printed:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
        from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

        return printing.preview(desk, _FORM, wanted.Wanted(month, int(month[:4]), watcher=watcher))

    show_form(page, draw, month)
