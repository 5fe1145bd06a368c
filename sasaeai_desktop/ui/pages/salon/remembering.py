"""Forms that give back what was typed when they are opened again: Esc and もどる lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QHideEvent

from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.fields import Field

FormMemory = dict[object, dict[str, Any]]
"""What forms were left with, by what they are about; it lives as long as the tab's own page."""


class RememberingPage(Page):
    """A form that keeps its fields in a ``FormMemory`` until it is saved.

    Call ``remember`` once the fields hold what is on file, and ``forget`` when they were saved.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._memory: FormMemory = {}
        self._key: object = None
        self._remembered: Mapping[str, Field] = {}
        self._typed = False

    def remember(self, memory: FormMemory, key: object, fields: Mapping[str, Field]) -> None:
        """Give back what was typed the last time, and keep what is typed from now on."""
        self._memory, self._key, self._remembered = memory, key, fields
        for name, value in memory.get(key, {}).items():
            setter: Any = fields[name]  # every kind of field has its own ``set_value``
            setter.set_value(value)
            self._typed = True
        for field in fields.values():
            field.changed.connect(self._note_typing)

    def forget(self) -> None:
        """It was saved: the next form begins anew."""
        self._typed = False
        self._memory.pop(self._key, None)

    def _note_typing(self) -> None:
        self._typed = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed."""
        if self._typed:
            self._memory[self._key] = {name: field.value() for name, field in self._remembered.items()}
        super().hideEvent(event)
