"""復旧キー, big enough to copy by hand, and the trial of the paper: some groups typed back from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Surface, clear_layout, label
from sasaeai_desktop.ui.widgets.summary import check_all

GROUPS_IN_A_LINE = 4


class RecoveryPanel(Surface):
    """Eight groups of five symbols, numbered, in two lines.

    Args:
        on_print: called to put the key on paper; without it there is no such button.
        words: what key it is.
    """

    def __init__(
        self,
        *,
        name: str,
        on_print: Callable[[], None] | None = None,
        words: str = "復旧キー（紙に書いて、かぎのかかる所に しまいます）",
    ) -> None:
        super().__init__("hint", pad=24, gap=12, name=name)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self.add(label(words, "label", wrap=True))
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


TRIED_GROUPS = (3, 6)
"""Groups that are typed back, from 1."""


class PaperTrial(QWidget):
    """Two groups of the paper, typed back while the screen does not show them.

    Signals:
        submitted(): Enter was pressed.
    """

    submitted = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._groups: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            label(
                "紙が読めるか、1回だけ ためします。紙を見て、つぎの2つを入れてください。", "body", wrap=True
            )
        )
        self.fields = {at: self._field(at, f"{name}_{at}") for at in TRIED_GROUPS}
        for field in self.fields.values():
            column.addWidget(field)

    def _field(self, at: int, name: str) -> LineField:
        def check(text: str) -> None:
            if narrow(text).upper() != self._groups[at - 1]:
                raise InputError(
                    f"{at}番と ちがいます。", "「復旧キーを もう一度見る」で、紙と画面を 見くらべてください。"
                )

        field = LineField(f"紙の {at}番", name=name, required=True, chars=8, check=check)
        field.line.returnPressed.connect(self.submitted)
        return field

    def begin(self, groups: list[str]) -> None:
        """Ask for groups of a key."""
        self._groups = groups
        for field in self.fields.values():
            field.line.clear()

    def check(self) -> bool:
        """Say whether both are as they were shown."""
        return check_all(list(self.fields.values()))

    def typed(self) -> str:
        """Return the whole key with what was typed in its place."""
        groups = list(self._groups)
        for at, field in self.fields.items():
            groups[at - 1] = narrow(field.line.text())
        return "-".join(groups)


def narrow(text: str) -> str:
    """Return full-width digits and letters as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip()
