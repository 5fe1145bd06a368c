"""復旧キー, big enough to copy by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.labels import Surface, clear_layout, label

GROUPS_IN_A_LINE = 4


class RecoveryPanel(Surface):
    """Eight groups of five symbols, numbered, in two lines.

    Args:
        on_print: called to put the key on paper; without it there is no such button.
    """

    def __init__(self, *, name: str, on_print: Callable[[], None] | None = None) -> None:
        super().__init__("hint", pad=24, gap=12, name=name)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self.add(label("復旧キー（紙に書いて、かぎのかかる所に しまいます）", "label", wrap=True))
        self.add_layout(self._grid)
        self.groups: list[str] = []
        if on_print is not None:
            button = OutlineButton("紙に印刷する", name=f"{name}_print", icon="printer", on_click=on_print)
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_key(self, key: str) -> None:
        """Show a key as ``services`` hands it out, groups joined by hyphens."""
        clear_layout(self._grid)
        self.groups = key.split("-")
        for at, group in enumerate(self.groups):
            line, place = divmod(at, GROUPS_IN_A_LINE)
            number = label(f"{at + 1}番", "second")
            text = label(group, "section", name=f"{self.objectName()}_{at + 1}")
            text.setMinimumWidth(px(104))
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(number, 2 * line, place)
            self._grid.addWidget(text, 2 * line + 1, place)
