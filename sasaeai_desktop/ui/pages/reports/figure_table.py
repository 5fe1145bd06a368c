"""A table of figures: names left, numbers right aligned, the sum standing below what scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import elided, paint_focus, paint_sign, pen
from sasaeai_desktop.ui.widgets.labels import rule

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole + 1
_PAD = 12
_SIGN_COLUMN = 1


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; ``numbers`` stand right."""

    header: str
    numbers: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of cells; ``sign`` (attention, done or "") stands before the second one."""

    cells: tuple[str, ...]
    sign: str = ""


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: Sequence[TableColumn] = ()
        self.lines: Sequence[TableRow] = ()

    def show_lines(self, columns: Sequence[TableColumn], lines: Sequence[TableRow]) -> None:
        self.beginResetModel()
        self.columns, self.lines = columns, lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _ROW:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.cells[0]} {self.columns[index.column()].header} {line.cells[index.column()]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if self.columns[section].numbers else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _Cells(QStyledItemDelegate):
    def __init__(self, parent: QWidget, *, role: str) -> None:
        super().__init__(parent)
        self._role = role

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(80), px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, at = index.data(_ROW), index.column()
        box, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(c.TINT))
        painter.setPen(pen(c.SOFT_RULE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        if at == _SIGN_COLUMN and line.sign:
            side = px(20)
            paint_sign(painter, QRectF(inner.x(), box.center().y() - side / 2, side, side), line.sign)
            inner.setLeft(inner.x() + side + 8)
        painter.setFont(font("strong" if at == 0 else self._role))
        painter.setPen(QColor(c.INK))
        model = index.model()
        right = isinstance(model, _Model) and model.columns[at].numbers
        side_of = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        elided(painter, inner, line.cells[at], align=side_of)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, box)
        painter.restore()


class FigureTable(QWidget):
    """The table and its sum; columns share the width, arrow keys walk through the cells.

    Args:
        words: accessible name.
        name: objectName of the table; the sum's is ``name + "_sum"``.
    """

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.view = _view(words, name)
        self.model = _Model(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Cells(self.view, role="body"))
        self.sums = _view(f"{words}の合計", f"{name}_sum")
        self._sum_model = _Model(self)
        self.sums.setModel(self._sum_model)
        self.sums.setItemDelegate(_Cells(self.sums, role="strong"))
        self.sums.horizontalHeader().hide()
        self.sums.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(rule("strong"))
        column.addWidget(self.sums)
        self._fit()

    def show_table(self, columns: Sequence[TableColumn], rows: Sequence[TableRow], total: TableRow) -> None:
        """Show other figures."""
        self.model.show_lines(columns, rows)
        self._sum_model.show_lines(columns, [total])
        self._fit()

    def _fit(self) -> None:
        """Give each column the width of its words, and share what is left."""
        for view in (self.view, self.sums):
            view.verticalHeader().setDefaultSectionSize(px(44))
        self.sums.setFixedHeight(px(44) + 2)
        self.view.setMinimumHeight(px(44) * 4)
        wide = self._widths()
        if not wide:
            return
        room = max(self.view.viewport().width(), sum(wide))
        spare = (room - sum(wide)) // len(wide)
        for at, width in enumerate(wide):
            for view in (self.view, self.sums):
                view.setColumnWidth(at, width + spare)

    def _widths(self) -> list[int]:
        strong, small = QFontMetrics(font("strong")), QFontMetrics(font("label"))
        wide = []
        for at, column in enumerate(self.model.columns):
            cells = [line.cells[at] for line in (*self.model.lines, *self._sum_model.lines)]
            most = max((strong.horizontalAdvance(cell) for cell in cells), default=0)
            sign = px(20) + 8 if at == _SIGN_COLUMN else 0
            wide.append(max(most + sign, small.horizontalAdvance(column.header)) + 2 * _PAD + 4)
        return wide

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "sums"):
            self._fit()


def _view(words: str, name: str) -> QTableView:
    view = QTableView()
    view.setObjectName(name)
    view.setAccessibleName(words)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    return view
