"""A layout that fills lines from left to right and breaks like words do."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; every item gets its size hint.

    Args:
        gap: space between items in px, sideways.
        line_gap: space between lines; as ``gap`` when not given.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._sizes: list[tuple[QLayoutItem, int, int, int]] | None = None
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take an item (called by ``addWidget``)."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    # Qt asks for an index past the end and expects a null pointer there.
    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return the item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Remove and return the item, or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Return none: lines break instead of growing."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower place needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in ``width`` px."""
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget the answers: an item is another size, came, or went."""
        self._heights.clear()
        self._sizes = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place the items."""
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything in one line."""
        sizes = self._measured()
        if not sizes:
            return QSize(0, 0)
        wide = sum(wide for _, wide, _, _ in sizes) + self._gap * (len(sizes) - 1)
        return QSize(wide, max(high for _, _, high, _ in sizes))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the size of the largest item."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, place: bool) -> int:
        y, lines = rect.y(), self._lines(rect.width())
        for line in lines:
            high = max(tall for _, _, tall, _ in line)
            x = rect.x()
            for item, hint, tall, least in line:
                wide = min(hint, max(rect.width(), least))
                if place:
                    item.setGeometry(QRect(x, y + (high - tall) // 2, wide, tall))
                x += wide + self._gap
            y += high + self._line_gap
        return y - rect.y() - (self._line_gap if lines else 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int, int, int]]]:
        """Break the items into lines."""
        lines: list[list[tuple[QLayoutItem, int, int, int]]] = []
        used = 0
        for measured in self._measured():
            wide = measured[1]
            if not lines or used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(measured)
            used += wide + self._gap
        return lines

    def _measured(self) -> list[tuple[QLayoutItem, int, int, int]]:
        """Return each seen item with its width, height and least width; asked once until something changes."""
        if self._sizes is None:
            found = []  # a widget that is dressed while it is asked has this layout forget what it knew
            for item in self._items:
                if not item.isEmpty():
                    hint = item.sizeHint()
                    found.append((item, hint.width(), hint.height(), item.minimumSize().width()))
            self._sizes = found
        return self._sizes
