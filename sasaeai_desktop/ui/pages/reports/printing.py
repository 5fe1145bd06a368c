"""Drawing a form on the worker, showing it, and noting the names on it once it really left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.ui.dialogs.pdf_pages import PageImage, PdfPages
from sasaeai_desktop.ui.dialogs.preview import SHOWN_WIDTH, PrintPreview
from sasaeai_desktop.ui.pages.page import Page

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


@dataclass(frozen=True, slots=True)
class Shown:
    """A form drawn on the worker: its first page is a picture already, so that the window does not wait."""

    printed: Printed
    pages: PdfPages
    first: PageImage

    def render(self, page: int, width: int) -> PageImage:
        """Return a page as the preview asks for it."""
        return self.first if (page, width) == (0, SHOWN_WIDTH) else self.pages(page, width)


def print_form(page: Page, form: str, fill: Fill | None) -> None:
    """Show a form before printing; without ``fill`` a blank one.

    Args:
        page: shows what went wrong, and is the preview's parent.
        form: a name of ``printing.titles()``.
        fill: what it is filled with.
    """
    desk = page.context.desk

    def draw() -> Shown:
        from sasaeai_desktop.services import printing  # noqa: PLC0415 - reportlab comes with it

        if fill is None:
            printed = printing.blank(form, desk.today())
        else:
            wanted = printing.Wanted(
                fill.month, fill.year, watcher=fill.watcher, salon=fill.salon, card=fill.card
            )
            printed = printing.preview(desk, form, wanted)
        pages = PdfPages(printed.pdf)
        return Shown(printed, pages, pages(0, SHOWN_WIDTH))

    page.message.hide()
    page.run(draw, lambda shown: show_printed(page, shown, fill))


def show_printed(page: Page, shown: Shown, fill: Fill | None) -> None:
    """Open the preview; printing or saving notes the names."""
    printed = shown.printed
    if printed.missing:
        page.context.note(f"「{'」「'.join(printed.missing)}」は この文字がないので 〓 になっています")
    suffix = "白紙" if fill is None else fill.month
    preview = PrintPreview(
        page,
        printed.title,
        printed.pdf,
        render=shown.render,
        pages=shown.pages.count,
        file_name=f"{printed.title}-{suffix}.pdf",
    )
    preview.taken_out.connect(lambda medium: _note(page, printed, medium))
    preview.exec()
    shown.pages.close()


def _note(page: Page, printed: Printed, medium: str) -> None:
    desk = page.context.desk

    def note() -> None:
        from sasaeai_desktop.services import printing  # noqa: PLC0415

        printing.note_names(desk, printed, medium)

    page.run(note)
    page.context.note(f"{printed.title}を{'印刷' if medium == '紙' else 'PDFに'}しました")
