"""気になる様子, as chips by group: 家, 人, 行動, 家族."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.signs import Sign, SignGroup, load_signs
from sasaeai_desktop.ui.widgets.choices import MultiChoice

_offered: list[tuple[Sign, ...]] = []


def offer(signs: tuple[Sign, ...]) -> None:
    """Let fields made from now on offer these signs: the built-in ones and what the council has added."""
    _offered[:] = [signs]


def offered() -> tuple[Sign, ...]:
    """Return the signs to choose from."""
    return _offered[0] if _offered else load_signs()


class SignFields(QWidget):
    """All signs; any number may be chosen.

    Signals:
        changed(): a chip was pressed.
    """

    changed = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._chosen: tuple[str, ...] = ()
        self._groups: list[MultiChoice] = []

    def showEvent(self, event: QShowEvent) -> None:
        """Make the chips when they are first seen; most acts need none, and a page must open at once."""
        if not self._groups:
            self._build()
        super().showEvent(event)

    def _build(self) -> None:
        for group in SignGroup:
            choices = [(s.code, s.label) for s in offered() if s.group == group]
            if choices:
                chips = MultiChoice(group.label, choices, name=f"{self._name}_{group.value}")
                chips.changed.connect(self._pressed)
                self._groups.append(chips)
                self._column.addWidget(chips)
        self.set_value(self._chosen)

    def _pressed(self) -> None:
        known = {s.code for s in offered()}
        other = (code for code in self._chosen if code not in known)
        self._chosen = (*(code for chips in self._groups for code in chips.value()), *other)
        self.changed.emit()

    def value(self) -> tuple[str, ...]:
        """Return the codes chosen; codes that this program does not know stay."""
        return self._chosen

    def set_value(self, codes: Iterable[str]) -> None:
        """Choose exactly these codes."""
        self._chosen = tuple(codes)
        for chips in self._groups:
            chips.set_value(self._chosen)
