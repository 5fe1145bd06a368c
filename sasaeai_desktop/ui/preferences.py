"""What the window remembers about itself, in one small file; nothing about people."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sasaeai_desktop.ui.theme.metrics import BASE, TEXT_SIZES


class Preferences:
    """文字の大きさ and the like. A damaged or missing file means the defaults; a refusing disk stops nobody.

    Args:
        path: the JSON file, None: remember nothing (tests, practice).
    """

    def __init__(self, path: Path | None) -> None:
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
        self._values["text_size"] = size
        self._save()

    @property
    def organisation(self) -> str:
        """Whose desk it is, for the unlock screen; "" before the first unlocking."""
        name = self._values.get("organisation")
        return name if isinstance(name, str) else ""

    @organisation.setter
    def organisation(self, name: str) -> None:
        if name != self.organisation:
            self._values["organisation"] = name
            self._save()

    def _save(self) -> None:
        if self._path is None:
            return
        part = self._path.with_suffix(".part")
        try:
            part.write_text(json.dumps(self._values), encoding="utf-8")
            os.replace(part, self._path)  # noqa: PTH105 - the atomic one, by its usual name
        except OSError:
            return
