"""Finding in a list: what to look for on a warm ground at the left, who was found at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.search import SearchField, nobody_words
from sasaeai_desktop.ui.widgets.states import EmptyState

MOST = 300


class FinderPart(QWidget):
    """A search field with more ways to narrow, and the list.

    Signals:
        opened(object): a row was pressed.

    Args:
        context: the window's.
        caption: words above the search field.
        name: objectName; field and list are ``name + "_find"`` and ``"_list"``.
        read: called on the worker; returns the rows for what is asked now.
        empty: what is shown while nobody is there at all.
    """

    opened = Signal(object)

    columns: tuple[int, ...] = ()
    """Widths of the list's columns, for the lists that have some."""

    def __init__(self, context: PageContext, caption: str, *, name: str, empty: EmptyState) -> None:
        super().__init__()
        self.setObjectName(name)
        self._context, self._asked = context, 0
        self.empty = empty
        self.field = SearchField(caption, name=f"{name}_find")
        self.list = RowList("見つかった方の一覧", name=f"{name}_list", columns=self.columns)
        self.list.opened.connect(self.opened)
        self.count = label("", "body", tone="second", name=f"{name}_count", wrap=True)
        self.side = Surface("panel", pad=20, gap=8)
        words = label(caption, "label", wrap=True)
        words.setBuddy(self.field)
        self.side.add(words, self.field)
        self.more = QVBoxLayout()
        self.more.setSpacing(12)
        self.more.setContentsMargins(0, 4, 0, 0)
        self.side.add_layout(self.more)
        self.side.column.addStretch(1)
        self._lay_out()
        self.field.searched.connect(lambda _text: self.search())
        self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.side)
        found = QVBoxLayout()
        found.setSpacing(4)
        found.addWidget(self.count)
        found.addWidget(self.list, 1)
        found.addWidget(self.empty, 1)
        self.empty.hide()
        row.addLayout(found, 1)

    def reader(self) -> Callable[[], Sequence[PersonRow]]:
        """Return what to call on the worker for what is asked now."""
        raise NotImplementedError

    def near(self, text: str) -> Sequence[PersonRow]:  # noqa: ARG002 - for the lists that know
        """Return who is near to a text that found nobody; called on the worker."""
        return ()

    def everybody(self) -> bool:
        """Whether nothing narrows the list."""
        return not self.field.query()

    def search(self) -> None:
        """Look again; an answer that comes late is dropped."""
        self._asked += 1
        number = self._asked
        read, text = self.reader(), self.field.query()

        def look() -> tuple[Sequence[PersonRow], Sequence[PersonRow]]:
            found = read()
            return found, self.near(text) if text and not found else ()

        self._context.tasks.run(look, lambda found: self._show(number, text, *found), owner=self)

    def _show(self, number: int, text: str, rows: Sequence[PersonRow], near: Sequence[PersonRow]) -> None:
        if number != self._asked:
            return
        nobody = not rows and self.everybody()
        self.list.set_rows(rows or near)
        self.list.setVisible(not nobody)
        self.count.setVisible(not nobody)
        self.empty.setVisible(nobody)
        self.side.setVisible(not nobody)
        if not rows:
            self.count.setText(nobody_words(text, len(near)) if text else "見つかりませんでした。")
        elif len(rows) >= MOST:
            self.count.setText(f"はじめの{MOST}人です。お名前を入れると しぼれます。")
        else:
            self.count.setText(f"{len(rows)}人")

    def _fit(self) -> None:
        self.side.setFixedWidth(px(330))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "side"):
            self._fit()
