"""気になる様子, as chips by group: 家, 人, 行動, 家族."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.signs import SignGroup, load_signs
from sasaeai_desktop.ui.widgets.choices import MultiChoice


class SignFields(QWidget):
    """All signs; any number may be chosen.

    Signals:
        changed(): a chip was pressed.
    """

    changed = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._known = {s.code for s in load_signs()}
        self._other: tuple[str, ...] = ()
        self._groups: list[MultiChoice] = []
        for group in SignGroup:
            choices = [(s.code, s.label) for s in load_signs() if s.group == group]
            if choices:
                chips = MultiChoice(group.label, choices, name=f"{name}_{group.value}")
                chips.changed.connect(self.changed)
                self._groups.append(chips)
                column.addWidget(chips)

    def value(self) -> tuple[str, ...]:
        """Return the codes chosen; codes that this program does not know stay."""
        return (*(code for chips in self._groups for code in chips.value()), *self._other)

    def set_value(self, codes: Iterable[str]) -> None:
        """Choose exactly these codes."""
        chosen = tuple(codes)
        self._other = tuple(code for code in chosen if code not in self._known)
        for chips in self._groups:
            chips.set_value(chosen)
