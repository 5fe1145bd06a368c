"""Going through all pages and dialogs of the program and judging each by the rules instead of drawing it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from sasaeai_desktop.ui.layouts import settle
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.theme.palette import CONTRAST, LIGHT
from sasaeai_desktop.ui.walk import Walk
from ui.rules import cut_sideways, faults, screen_faults, shrunk, text_sizes

Dress = tuple[int, str]
"""Text size in px and name of the theme."""
ALL: tuple[Dress, ...] = tuple((size, theme) for theme in (LIGHT, CONTRAST) for size in (20, 24, 28))


class RuleWalk(Walk):
    """Judges every screen in several text sizes and themes.

    Attributes:
        found: breaches, each beginning with the screen, size and theme.
        screens: how many screens were judged.
    """

    def __init__(self, app: QApplication, out: Path, dresses: Sequence[Dress]) -> None:
        super().__init__(app, out, dresses[0][0], "")
        self._dresses = dresses
        self.found: list[str] = []
        self.screens: list[str] = []

    def _picture(self, widget: QWidget, name: str) -> None:
        if not isinstance(widget, QFileDialog):  # the system's own
            self.judge(widget, name)

    def judge(self, widget: QWidget, name: str) -> None:
        """Judge one screen in every size and theme, and on a narrow screen."""
        self.screens.append(name)
        seen: dict[int, dict[int, tuple[str, int]]] = {}
        for at, (size, theme) in enumerate(self._dresses):
            self._dress(size, theme)
            breaches = screen_faults(widget, order=at == 0)
            self.found += [f"{name} {size} {theme}: {fault}" for fault in breaches]
            seen[size] = text_sizes(widget)
            if theme == self._dresses[0][1] and widget.isWindow() and not isinstance(widget, QDialog):
                self._narrow(widget, f"{name} {size}")
        for smaller, larger in pairwise(sorted(seen)):
            self.found += [f"{name} {larger}: {fault}" for fault in shrunk(seen[smaller], seen[larger])]
        if len(self._dresses) > 1:
            self._dress(*self._dresses[0])

    def _narrow(self, window: QWidget, name: str) -> None:
        """Judge a window (also that of unlocking) on a screen of 1024x768: no sentence, button or month is cut there."""
        before = window.size()
        window.resize(1024, 768)
        self._rest()
        self.found += [f"{name} 1024x768: {fault}" for fault in (*faults(window), *cut_sideways(window))]
        window.resize(before)
        self._rest()

    def _dress(self, size: int, theme: str) -> None:
        install(self._app, size, theme)
        self._rest()

    def _rest(self) -> None:
        """Let a new size or dress go down to the last row and up again: a scroll bar that comes makes it all narrower."""
        for _ in range(3):
            self._app.processEvents()
            settle()
