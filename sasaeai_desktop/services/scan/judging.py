"""Pages judged on both cores: here, and in a second process where one could be started."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from sasaeai_desktop.domain.paper_boxes import PageBoxes
from sasaeai_desktop.scanning import beside, reading
from sasaeai_desktop.scanning.reading import PageFound, PageRead
from sasaeai_desktop.sync import ahead
from sasaeai_desktop.sync.ahead import SecondProcess

_WORTH_A_PROCESS = 6  # pages; a second process takes as long to start as some three of them do
_HANDED_OVER = 2  # pages: one that is judged there, one that waits for it (4 MB each)

Coming = Callable[[], PageRead]
"""Waits for a page that is judged somewhere."""


class Judging:
    """Has pages judged, each where there is room for it first; ``second`` is None where there is only this process."""

    def __init__(self, second: SecondProcess | None) -> None:
        self._second = second
        self._hand = ThreadPoolExecutor(1)  # waits for the second process
        self._there: deque[Future[PageRead]] = deque()

    def page(self, found: PageFound, layout: PageBoxes) -> Coming:
        """Begin to judge a page; returns once the next one may be given."""
        while self._there and self._there[0].done():
            self._there.popleft()
        if self._second is None or len(self._there) >= _HANDED_OVER:
            read = reading.read_page(found, layout)
            return lambda: read
        coming = self._hand.submit(_judged, self._second, found, layout)
        self._there.append(coming)
        return coming.result

    def end(self) -> None:
        """Leave undone what nobody waits for any more."""
        self._hand.shutdown(cancel_futures=True)


def _judged(second: SecondProcess, found: PageFound, layout: PageBoxes) -> PageRead:
    """Have a page judged in the second process; here where that cannot be done."""
    second.ask(beside.SCANS, *beside.given(found, layout))
    answer = second.answer()
    return reading.read_page(found, layout) if answer is None else beside.page_of(answer)


@contextmanager
def judging(pages: int) -> Iterator[Judging]:
    """Give somebody who judges so many pages, on both cores where it is worth it."""
    with ahead.helping(beside.SCANS, worth=pages >= _WORTH_A_PROCESS) as second:
        judge = Judging(second)
        try:
            yield judge
        finally:
            judge.end()
