"""Sub-pages that bring much with them: the worker loads them, or their first opening would hold the window for a fifth of a second."""

from __future__ import annotations

from collections.abc import Callable

from sasaeai_desktop.ui.pages.page import Page


def push_scan(page: Page) -> None:
    """Open 紙を読み取る over a page; the reader of pictures comes with it."""

    def load() -> Callable[[], Page]:
        from sasaeai_desktop.ui.pages.scan.page import ScanPage  # noqa: PLC0415 - on the worker

        return lambda: ScanPage(page.context)

    _push(page, load)


def push_table_in(page: Page, *, office: bool = False) -> None:
    """Open 表から取り込む over a page; the kinds of all tables come with it. ``office``: as ``TableInPage``."""

    def load() -> Callable[[], Page]:
        from sasaeai_desktop.ui.pages.people.table_in import TableInPage  # noqa: PLC0415 - on the worker

        return lambda: TableInPage(page.context, office=office)

    _push(page, load)


def _push(page: Page, load: Callable[[], Callable[[], Page]]) -> None:
    def loaded(make: Callable[[], Page]) -> None:
        if page.isVisible():  # pressed twice, the first has brought it; gone elsewhere, nobody waits for it
            page.push(make())

    page.run(load, loaded)
