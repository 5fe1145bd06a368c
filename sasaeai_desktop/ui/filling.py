"""Long lists on a page: a screenful at once, the rest in turns between which the window takes keys and clicks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from sasaeai_desktop.ui.layouts import PAINTED_MS, fill_at_once, settle
from sasaeai_desktop.ui.widgets.labels import clear_layout, throw_away

_TURN_S = 0.016  # of building; laying the page out comes to it
AT_ONCE = 12  # rows that fill a window of 768 px

T = TypeVar("T")


class Filling(QObject):
    """Puts parts into a layout; ends when its owner does.

    Args:
        owner: the widget that holds the list.
        layout: what is filled, laid out once in each turn.
    """

    def __init__(self, owner: QWidget, layout: QVBoxLayout) -> None:
        super().__init__(owner)
        self._layout = layout
        self._parts: Iterator[object] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def begin(self, parts: Iterator[object], at_once: int = AT_ONCE) -> None:
        """Put the first parts there now, and the others in turns once those are painted.

        What was still to come of an earlier list never comes.

        Args:
            parts: each step builds one part and puts it there.
            at_once: how many steps are taken now.
        """
        self._parts = parts
        if sum(1 for _ in islice(parts, at_once)) == at_once:
            self._timer.start(PAINTED_MS)  # nobody waits for what is below the fold
        else:
            self._timer.stop()  # that was all

    @property
    def under_way(self) -> bool:
        """Whether something is still to come."""
        return self._timer.isActive()

    def end(self) -> None:
        """Put everything there that is still to come."""
        for _ in self._parts:
            pass
        self._timer.stop()

    def fill_anew(self, parts: Iterator[object]) -> None:
        """Take everything away and put other parts there: at once as many as there were, so that nobody loses the place."""
        there = self._layout.count()
        clear_layout(self._layout)
        self.begin(parts, max(AT_ONCE, there))

    def _turn(self) -> None:
        self._timer.setInterval(0)  # from now on whenever nothing else waits
        fill_at_once(self._layout)
        end = time.perf_counter() + _TURN_S
        for _ in self._parts:
            if time.perf_counter() >= end:
                break
        else:
            self._timer.stop()
        settle()  # no result of the worker brings these, after which it is done for all


class KeptRows(Generic[T]):
    """A list of which a row stays as it is while its item does: dressing sixty rows anew would hold the window.

    Args:
        owner: the widget that holds the list.
        layout: for the rows alone.
        make: builds the row of an item.
        number: tells a row at which place it stands, the first at 0; where its name goes by that.
    """

    def __init__(
        self,
        owner: QWidget,
        layout: QVBoxLayout,
        make: Callable[[T], QWidget],
        number: Callable[[QWidget, int], object] = lambda _row, _at: None,
    ) -> None:
        self._layout, self._make, self._number = layout, make, number
        self._filling = Filling(owner, layout)
        self._there: dict[str, tuple[T, QWidget]] = {}

    def show(self, items: Mapping[str, T], at_once: int = AT_ONCE) -> None:
        """Show items, each by what tells it from the others, in this order; ``at_once`` of the new ones now."""
        fill_at_once(self._layout)
        for key in [key for key, (item, _) in self._there.items() if items.get(key) != item]:
            _, row = self._there.pop(key)
            self._layout.removeWidget(row)
            focused = QApplication.focusWidget()
            if focused is not None and row.isAncestorOf(focused):
                focused.clearFocus()  # Qt would hand it to the next row, and Enter pressed twice would settle that too
            throw_away(row)
        self._filling.begin(self._put(items), at_once)

    def there(self) -> list[QWidget]:
        """Return the rows that were made up to now, in no order."""
        return [row for _, row in self._there.values()]

    def _put(self, items: Mapping[str, T]) -> Iterator[None]:
        for at, (key, item) in enumerate(items.items()):
            new = key not in self._there
            if new:
                self._there[key] = (item, self._make(item))
            _, row = self._there[key]
            there = self._layout.itemAt(at)
            if there is None or there.widget() is not row:
                self._layout.insertWidget(at, row)
            self._number(row, at)
            if new:
                yield
