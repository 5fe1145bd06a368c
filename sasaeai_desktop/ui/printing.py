"""Drawing a form on the worker, showing it, and noting the names on it once it really left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.ui import tidying
from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.dialogs.pdf_pages import PageImage, PdfPages
from sasaeai_desktop.ui.dialogs.preview import SHOWN_WIDTH, PrintPreview
from sasaeai_desktop.ui.dialogs.working import Working
from sasaeai_desktop.ui.pages.page import Page

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.papers.wanted import Report
    from sasaeai_desktop.services.reports.printing import Printed


@dataclass(frozen=True, slots=True)
class Shown:
    """A form drawn on the worker: its first page is a picture already, so that the window does not wait."""

    printed: Printed
    pages: PdfPages
    first: PageImage

    def render(self, page: int, width: int) -> PageImage:
        """Return a page as the preview asks for it."""
        return self.first if (page, width) == (0, SHOWN_WIDTH) else self.pages(page, width)


def show_form(page: Page, draw: Callable[[], Printed], part: str) -> None:
    """Show a form before printing; see `show_batch` for many sheets.

    Args:
        page: shows what went wrong, and is the preview's parent.
        draw: makes the form, on the worker.
        part: last part of the PDF's file name.
    """
    show_batch(page, lambda _report: draw(), part)


def show_batch(page: Page, draw: Callable[[Report], Printed], part: str) -> None:
    """Show many sheets before printing, with やめる while they are drawn.

    What leaves with names on it leaves its line in the records.

    Args:
        page: shows what went wrong, and is the preview's parent.
        draw: makes the forms, on the worker; calls ``report(done, total)`` between two sheets.
        part: last part of the PDF's file name.
    """

    def drawn(report: Report) -> Shown:
        return shown(draw(report))

    page.message.hide()
    Working(page, "印刷の用意をしています").run(drawn, lambda found: _show(page, found, part))


def shown(printed: Printed) -> Shown:
    """Make the first picture of a form, on the worker."""
    pages = PdfPages(printed.pdf)
    return Shown(printed, pages, pages(0, SHOWN_WIDTH))


def preview_of(parent: QWidget, drawn: Shown, part: str) -> PrintPreview:
    """Return the preview of a form over a widget; ``part`` is the last part of the PDF's file name."""
    printed = drawn.printed
    return PrintPreview(
        parent,
        printed.title,
        printed.pdf,
        render=drawn.render,
        pages=drawn.pages.count,
        file_name=f"{printed.title}-{part}.pdf",
    )


def _show(page: Page, drawn: Shown, part: str) -> None:
    printed = drawn.printed
    if printed.missing:
        page.context.note(f"「{'」「'.join(printed.missing)}」は この文字がないので 〓 になっています")
    elif printed.cut:
        page.context.note(f"長くて入りきらない文が {len(printed.cut)}か所、… で終わっています")
    preview = preview_of(page, drawn, part)
    preview.taken_out.connect(lambda medium: _note(page, printed, medium))
    ask(preview)
    drawn.pages.close()
    page.run(tidying.give_back)


def _note(page: Page, printed: Printed, medium: str) -> None:
    desk = page.context.desk

    def note() -> None:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - loaded by now

        printing.note_names(desk, printed, medium)

    page.run(note)
    page.context.note(f"{printed.title}を{'印刷' if medium == '紙' else 'PDFに'}しました")
