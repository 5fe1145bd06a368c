"""Printing the paper sheet of a watcher's round; what leaves with names on it leaves its line in the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.people import PersonView
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.pages.page import Page

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.printing import Printed

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
        from sasaeai_desktop.services import printing  # noqa: PLC0415 - reportlab only when needed

        return printing.preview(desk, _FORM, printing.Wanted(month, int(month[:4]), watcher=watcher))

    page.message.hide()
    page.context.tasks.run(
        draw, lambda printed: _show(page, printed, month), page.message.show_error, owner=page
    )


def _show(page: Page, printed: Printed, month: str) -> None:
    saved: list[str] = []

    def ask(parent: QWidget, name: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(parent, "PDFにする場所をえらぶ", name, "PDF (*.pdf)")
        saved.append(chosen)
        return chosen

    name = f"{printed.title}-{month}.pdf"
    preview = PrintPreview(page, printed.title, printed.pdf, file_name=name, ask_path=ask)
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
