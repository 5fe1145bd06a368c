"""A form before it is printed; what leaves with names on it leaves its line in the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.services.cards import CardView
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.pages.page import Page, PageContext

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.printing import Printed

NAMED, NAMELESS = "card", "card-no-name"


def print_card(page: Page, context: PageContext, view: CardView) -> None:
    """Show a card as its form: with the name where consent or danger allows it, else the form without a name."""
    desk, today = context.desk, context.today()
    named = bool(view.name) and (view.consent or view.dangerous)
    form = NAMED if named else NAMELESS
    day = view.card.written_on or today

    def draw() -> Printed:
        from sasaeai_desktop.services import printing  # noqa: PLC0415 - reportlab only when needed

        wanted = printing.Wanted(day[:7], fiscal_year(day), card=view.card.id)
        return printing.preview(desk, form, wanted)

    show_form(page, draw, view.card.number)


def show_form(page: Page, draw: Callable[[], Printed], part: str) -> None:
    """Draw a form on the worker and show it before printing.

    Args:
        page: the page that prints.
        draw: makes the form.
        part: last part of the PDF's file name.
    """
    page.message.hide()
    page.context.tasks.run(
        draw, lambda printed: _show(page, printed, part), page.message.show_error, owner=page
    )


def _show(page: Page, printed: Printed, part: str) -> None:
    saved: list[str] = []

    def ask(parent: QWidget, name: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(parent, "PDFにする場所をえらぶ", name, "PDF (*.pdf)")
        saved.append(chosen)
        return chosen

    preview = PrintPreview(
        page, printed.title, printed.pdf, file_name=f"{printed.title}-{part}.pdf", ask_path=ask
    )
    on_paper = preview.exec() == QDialog.DialogCode.Accepted
    preview.deleteLater()
    for medium in (*(["紙"] if on_paper else []), *(["ファイル"] if any(saved) else [])):
        _note(page, printed, medium)


def _note(page: Page, printed: Printed, medium: str) -> None:
    desk = page.context.desk

    def note() -> None:
        from sasaeai_desktop.services import printing  # noqa: PLC0415 - loaded by now

        printing.note_names(desk, printed, medium)

    page.context.tasks.run(note, owner=page)
