"""Facts in two columns: what it is, and what is written."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sasaeai_desktop.ui.pages.people.words import NOT_WRITTEN
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule

_WIDE = 148


class Facts(QWidget):
    """Caption left, words right, a soft rule below each."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._fit()

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show other (caption, words); what is not written says so."""
        clear_layout(self._grid)
        for at, (caption, words) in enumerate(facts):
            self._grid.addWidget(label(caption, "label"), 2 * at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(
                label(words or NOT_WRITTEN, "body", tone="" if words else "second", wrap=True), 2 * at, 1
            )
            self._grid.addWidget(rule("soft"), 2 * at + 1, 0, 1, 2)

    def _fit(self) -> None:
        self._grid.setColumnMinimumWidth(0, px(_WIDE))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the captions' width when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def headed(title: str, *buttons: QWidget) -> tuple[QVBoxLayout, QVBoxLayout]:
    """Return a section with its heading and buttons, and the column to fill below it."""
    section = QVBoxLayout()
    section.setSpacing(8)
    head = QHBoxLayout()
    head.setSpacing(8)
    words: QLabel = label(title, "subsection")
    head.addWidget(words, 1)
    for button in buttons:
        head.addWidget(button)
    section.addLayout(head)
    inner = QVBoxLayout()
    inner.setSpacing(4)
    section.addLayout(inner)
    return section, inner
