"""Whose day it is and the keys for it: beside the grid, or in two lines below it where the words are large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sasaeai_desktop.ui.pages.watch.mark_buttons import MarkButtons
from sasaeai_desktop.ui.widgets.buttons import LinkButton, OutlineButton
from sasaeai_desktop.ui.widgets.labels import Panel, label, rule

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class KeyPanel(Panel):
    """Person, day, the four marks, 様子をえらぶ.

    Args:
        clear: takes the mark of the day away.
        signs: asks for the 様子.
    """

    def __init__(self, *, clear: Callable[[], object], signs: Callable[[], object]) -> None:
        super().__init__(name="sheet_panel", pad=20, gap=6)
        self.who = label("", "strong", name="sheet_who")
        self.day = label("", "section", name="sheet_day")
        self.buttons = MarkButtons(name="sheet_mark")
        self.clear = LinkButton("印を消す", name="sheet_clear", on_click=clear)
        policy = self.clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(policy)
        self.signs = OutlineButton("様子をえらぶ", name="sheet_signs", icon="eye", on_click=signs)
        self.signs.setAccessibleDescription("4のキーでも えらべます")
        self.note = label("", "second", wrap=True, name="sheet_note")
        self._rule = rule()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self.add_layout(self._grid)
        self._flat: bool | None = None
        self.arrange(flat=False)

    def arrange(self, *, flat: bool) -> None:
        """Stand beside the grid, or lie below it (``flat``)."""
        if flat == self._flat:
            return
        self._flat = flat
        for widget in self._parts():
            self._grid.removeWidget(widget)
        self.who.setSizePolicy(
            QSizePolicy.Policy.Preferred if flat else QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )
        self.buttons.arrange(0 if flat else 1)
        self.column.setContentsMargins(20, 8, 20, 8)
        for at in range(5):
            self._grid.setColumnStretch(at, int(at == (2 if flat else 0)))
        if flat:
            self._lie()
        else:
            self._stand()
        self._rule.setVisible(not flat)  # in its place by now: shown without one it would be a window

    def _parts(self) -> tuple[QWidget, ...]:
        return (self.who, self.day, self.clear, self.buttons, self._rule, self.note, self.signs)

    def _stand(self) -> None:
        grid = self._grid
        grid.addWidget(self.who, 0, 0, 1, 2)
        grid.addWidget(self.day, 1, 0, _LEFT)
        grid.addWidget(self.clear, 1, 1)
        for at, widget in enumerate((self.buttons, self._rule, self.note, self.signs), 2):
            grid.addWidget(widget, at, 0, 1, 2)

    def _lie(self) -> None:
        grid = self._grid
        grid.addWidget(self.who, 0, 0, _LEFT)
        grid.addWidget(self.day, 0, 1, _LEFT)
        grid.addWidget(self.note, 0, 2)
        grid.addWidget(self.clear, 0, 3)
        grid.addWidget(self.signs, 0, 4)
        grid.addWidget(self.buttons, 1, 0, 1, 5)
