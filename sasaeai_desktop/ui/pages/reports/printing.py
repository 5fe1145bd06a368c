"""A form of 報告・印刷 before it is printed: filled, or blank; or as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.ui.dialogs.working import Working
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.pages.reports.form_words import words_of
from sasaeai_desktop.ui.printing import show_batch

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.papers.wanted import Report
    from sasaeai_desktop.services.reports.printing import Printed


def print_form(page: Page, form: str, fill: Wanted | None) -> None:
    """Show a form before printing; without ``fill`` a blank one.

    Args:
        page: shows what went wrong, and is the preview's parent.
        form: a name of ``gallery.titles()``.
        fill: what it is filled with.
    """
    desk = page.context.desk

    def draw(report: Report) -> Printed:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab comes with it

        if fill is None:
            return printing.blank(form, desk.today())
        return printing.preview(desk, form, fill, report)

    show_batch(page, draw, "白紙" if fill is None else span_of(form, fill))


def span_of(form: str, fill: Wanted) -> str:
    """Return which month or fiscal year a filled form is about, as file names say it."""
    return str(fill.year) if words_of(form, "").time == "year" else fill.month


def save_table(page: Page, form: str, fill: Wanted, path: Path, done: Callable[[int], object]) -> None:
    """Write a form as a table for a spreadsheet on the worker, with やめる.

    Args:
        page: shows what went wrong.
        form: a name of ``paper_tables.table_forms()``.
        fill: what it is filled with.
        path: .xlsx, .csv or .tsv.
        done: takes the number of rows.
    """
    desk = page.context.desk

    def write(report: Report) -> int:
        from sasaeai_desktop.services.reports import paper_tables  # noqa: PLC0415 - seldom wanted

        return paper_tables.write_form(desk, form, fill, path, report)

    page.message.hide()
    Working(page, "表に書き出しています").run(write, done)
