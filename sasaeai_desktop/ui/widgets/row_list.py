"""Lists of people and records: a model that fetches lazily, a painted row, a click or Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import TARGET, font, line_px, px
from sasaeai_desktop.ui.theme.paint import SIGN_WORDS, elided, paint_focus, paint_sign, pen

Index = QModelIndex | QPersistentModelIndex
_PAD = 5  # px above the name and below the second line
_LEAST_SECOND = 48  # px at 小; less of a second part says nothing
_LEAST_NAME = 220  # px at 小; less room for the name leaves a column out
_TIGHT = 6  # px by which the two lines stand closer than lines of a paragraph
ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What one row shows.

    Attributes:
        key: whatever the page needs to open it (an id).
        name: first line, bold.
        second: second line.
        right: at the right (「16日前」), bold when ``sign`` is attention.
        sign: attention, done, open or "".
        badge: words in an outline capsule instead of ``right`` and ``sign`` (入院中).
        cells: what stands in the list's columns, left of ``right``.
    """

    key: Any
    name: str
    second: str = ""
    right: str = ""
    sign: str = ""
    badge: str = ""
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The row in words, for assistive programs."""
        return "、".join(
            t
            for t in (self.name, self.second, *self.cells, self.badge, self.right, SIGN_WORDS[self.sign])
            if t
        )


class RowModel(QAbstractListModel):
    """Rows given at once, or page by page through ``fetch``.

    Args:
        fetch: called with (first, how many), returns that many rows or fewer at the end; None: rows come by
            ``set_rows``.
        page: rows per fetch.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        fetch: Callable[[int, int], Sequence[PersonRow]] | None = None,
        page: int = 100,
    ) -> None:
        super().__init__(parent)
        self._rows: list[PersonRow] = []
        self._fetch, self._page, self._more = fetch, page, fetch is not None

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._more = False
        self.endResetModel()

    def reload(self) -> None:
        """Forget the rows fetched so far and fetch again as far as the view scrolls."""
        self.beginResetModel()
        self._rows = []
        self._more = self._fetch is not None
        self.endResetModel()

    def row(self, index: Index) -> PersonRow | None:
        """Return the row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def find(self, key: object) -> QModelIndex:
        """Return the index of a key among the rows fetched, invalid when not there."""
        at = next((n for n, row in enumerate(self._rows) if row.key == key), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are there now."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return name, words or the whole row."""
        row = self.row(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether more rows may come."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Fetch the next page."""
        if self._fetch is None or parent.isValid():
            return
        rows = list(self._fetch(len(self._rows), self._page))
        self._more = len(rows) == self._page
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()


class RowDelegate(QStyledItemDelegate):
    """Draws a ``PersonRow``: two lines, state at the right, the current one framed with a bar at its left.

    Args:
        dense: one line; what stands second comes beside the name, in the room that is left.
        columns: width at 小 of each of a row's cells, from left to right, and of its right end after them; a column
            that leaves no room for the name is left out, the first of them at last.
    """

    def __init__(self, parent: QWidget, *, dense: bool = False, columns: Sequence[int] = ()) -> None:
        super().__init__(parent)
        self._dense, self._columns = dense, tuple(columns)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row, grown with the text."""
        if self._dense:
            return QSize(px(200), max(TARGET, line_px("strong") + 2 * _PAD))
        return QSize(px(200), _PAD * 2 + line_px("strong") + line_px("second") - _TIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if not isinstance(row, PersonRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        self._ground(painter, box, chosen=chosen, hover=bool(state & QStyle.StateFlag.State_MouseOver))
        end = self._right(painter, box, row)
        if self._columns:
            end = self._cells(painter, box, row)
        painter.setFont(font("strong"))
        painter.setPen(QColor(c.ACCENT if chosen else c.INK))
        left = box.x() + 16
        if self._dense:
            self._one_line(painter, QRectF(left, box.y(), end - left, box.height()), row)
        else:
            self._two_lines(painter, QRectF(left, box.y(), end - left, box.height()), row)
        if focused:
            paint_focus(painter, box.adjusted(0, 1, 0, -1))
        painter.restore()

    def _cells(self, painter: QPainter, box: QRectF, row: PersonRow) -> float:
        """Write the cells in their columns; return where the first begins."""
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK))
        wide = [px(column) for column in self._columns]
        shown = len(row.cells)
        while shown and box.width() - sum(wide[:shown]) - wide[-1] < px(_LEAST_NAME):
            shown -= 1
        left = box.right() - 12 - wide[-1] - sum(wide[:shown])
        for at in range(shown):
            elided(painter, QRectF(left, box.y(), wide[at] - 12, box.height()), row.cells[at])
            left += wide[at]
        return box.right() - 12 - wide[-1] - sum(wide[:shown]) - 12

    def _one_line(self, painter: QPainter, box: QRectF, row: PersonRow) -> None:
        wide = min(box.width(), painter.fontMetrics().horizontalAdvance(row.name) + 2)
        elided(painter, QRectF(box.x(), box.y(), wide, box.height()), row.name)
        rest = box.width() - wide - 14
        if rest >= px(_LEAST_SECOND):
            painter.setFont(font("second"))
            painter.setPen(QColor(c.INK2))
            elided(painter, QRectF(box.x() + wide + 14, box.y(), rest, box.height()), row.second)

    def _two_lines(self, painter: QPainter, box: QRectF, row: PersonRow) -> None:
        elided(painter, QRectF(box.x(), box.y() + _PAD, box.width(), line_px("strong") - 2), row.name)
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        top = box.y() + _PAD + line_px("strong") - 3
        elided(painter, QRectF(box.x(), top, box.width(), line_px("second") - 2), row.second)

    def _ground(self, painter: QPainter, box: QRectF, *, chosen: bool, hover: bool) -> None:
        if chosen:
            painter.setPen(pen(c.ACCENT, 2))
            painter.setBrush(QColor(c.WHITE))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
            painter.fillRect(QRectF(box.x(), box.y() + 2, 7, box.height() - 4), QColor(c.ACCENT))
            return
        if hover:
            painter.fillRect(box, QColor(c.TINT))
        painter.fillRect(QRectF(box.x() + 16, box.bottom() - 1, box.width() - 24, 1), QColor(c.RULE))

    def _right(self, painter: QPainter, box: QRectF, row: PersonRow) -> float:
        """Draw the state at the right; return where it begins."""
        end = box.right() - 12
        if row.badge:
            painter.setFont(font("label"))
            wide = painter.fontMetrics().horizontalAdvance(row.badge) + 24
            capsule = QRectF(end - wide, box.center().y() - px(16), wide, px(32))
            painter.setPen(pen(c.LINE))
            painter.setBrush(QColor(c.WHITE))
            painter.drawRoundedRect(capsule, px(16), px(16))
            painter.setPen(QColor(c.INK))
            painter.drawText(capsule, Qt.AlignmentFlag.AlignCenter, row.badge)
            return capsule.x() - 12
        if row.sign:
            side = px(22)
            paint_sign(painter, QRectF(end - side, box.center().y() - side / 2, side, side), row.sign)
            end -= side + 14
        if row.right:
            painter.setFont(font("label" if row.sign == "attention" else "second"))
            wide = painter.fontMetrics().horizontalAdvance(row.right)
            painter.setPen(QColor(c.INK))
            painter.drawText(
                QRectF(end - wide, box.y(), wide + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, row.right
            )
            end -= wide
        return end - 12


class RowList(QListView):
    """The view: arrow keys move the frame, a click or Enter opens.

    Signals:
        opened(object): the key of the row.
        moved(object): the key of the row the frame moved to.
    """

    opened = Signal(object)
    moved = Signal(object)

    def __init__(
        self,
        words: str,
        *,
        name: str,
        model: RowModel | None = None,
        dense: bool = False,
        columns: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.rows = model if model is not None else RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self, dense=dense, columns=columns))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(px(64))
        self.clicked.connect(self._open)

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show other rows, keeping the frame on the same key if it is still there."""
        kept = self.rows.row(self.currentIndex())
        self.rows.set_rows(rows)
        if kept is not None:
            self.choose(kept.key)

    def choose(self, key: object) -> bool:
        """Frame the row with this key without opening it; False when it is not there."""
        index = self.rows.find(key)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def current_key(self) -> object:
        """Return the key of the framed row, None when there is none."""
        row = self.rows.row(self.currentIndex())
        return None if row is None else row.key

    def _open(self, index: Index) -> None:
        row = self.rows.row(index)
        if row is not None:
            self.opened.emit(row.key)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell where the frame went."""
        super().currentChanged(current, previous)
        row = self.rows.row(current)
        if row is not None:
            self.moved.emit(row.key)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """See, once the frame is there too, who chose the row."""
        super().selectionChanged(selected, deselected)
        QTimer.singleShot(0, self, self._open_selected)

    def _open_selected(self) -> None:
        """Open what an assistive program selected: keys and the mouse move the frame as well, it does not."""
        chosen = self.selectedIndexes()
        if chosen and chosen[0] != self.currentIndex():
            self.setCurrentIndex(chosen[0])
            self._open(chosen[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out anew when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
