"""What the window remembers about itself, in one small file; nothing about people."""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sasaeai_desktop.ui.theme.metrics import BASE, TEXT_SIZES
from sasaeai_desktop.ui.theme.palette import LIGHT, THEMES

IDLE_MINUTES = (5, 10, 20, 0)  # 0: the desk is never locked by itself
_IDLE = 10


class Preferences(QObject):
    """文字の大きさ and the like. A damaged or missing file means the defaults; a refusing disk stops nobody.

    Signals:
        changed(): one of them is another one.

    Args:
        path: the JSON file, None: remember nothing (tests, practice).
    """

    changed = Signal()

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._path = path
        self._values: dict[str, object] = {}
        if path is not None:
            try:
                read = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}
            self._values = read if isinstance(read, dict) else {}

    @property
    def text_size(self) -> int:
        """The body text size in px, one of the three."""
        size = self._values.get("text_size")
        return size if isinstance(size, int) and size in dict(TEXT_SIZES) else BASE

    @text_size.setter
    def text_size(self, size: int) -> None:
        self._set("text_size", size)

    @property
    def theme(self) -> str:
        """The name of the colours, light or contrast."""
        name = self._values.get("theme")
        return name if isinstance(name, str) and name in THEMES else LIGHT

    @theme.setter
    def theme(self, name: str) -> None:
        self._set("theme", name)

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without input the desk is locked; 0 for never."""
        minutes = self._values.get("idle_minutes")
        return minutes if isinstance(minutes, int) and minutes in IDLE_MINUTES else _IDLE

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._set("idle_minutes", minutes)

    @property
    def organisation(self) -> str:
        """Whose desk it is, for the unlock screen; "" before the first unlocking."""
        name = self._values.get("organisation")
        return name if isinstance(name, str) else ""

    @organisation.setter
    def organisation(self, name: str) -> None:
        self._set("organisation", name)

    @property
    def opened(self) -> tuple[bool, bool]:
        """Of what kind the desk was that was opened last: a council's, practice."""
        return self._values.get("council") is True, self._values.get("practice") is True

    @opened.setter
    def opened(self, kind: tuple[bool, bool]) -> None:
        council, practice = kind
        self._set("council", council)
        self._set("practice", practice)

    def copied(self) -> Preferences:
        """Return the same choices, remembered nowhere (practice)."""
        made = Preferences(None)
        made._values = dict(self._values)
        return made

    def _set(self, name: str, value: object) -> None:
        if self._values.get(name) != value:
            self._values[name] = value
            self._save()
            self.changed.emit()

    def _save(self) -> None:
        if self._path is None:
            return
        part = self._path.with_suffix(".part")
        try:
            part.write_text(json.dumps(self._values), encoding="utf-8")
            os.replace(part, self._path)  # noqa: PTH105 - the atomic one, by its usual name
        except OSError:
            return
