"""The heading of a page: もどる, title and subtitle, the second ways, and the one primary button at its right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.ui.theme.metrics import BASE, control, text_size
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton, PrimaryButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Paragraph, label

LAPTOP_WIDE = 1366  # px; a heading that needs more takes a second line
_LEFT, _RIGHT = 24, 22

# How far a heading is taken apart where it does not fit: a narrow screen with large words needs all of it.
_ONE_LINE, _OUTLINES_BELOW, _SUBTITLE_BELOW, _PRIMARY_BELOW = range(4)


class Heading(QWidget):
    """One row, and a second one for the second ways where the words are too large for one.

    Attributes:
        back: もどる, shown on sub-pages.
        title: the largest words of the page.
        subtitle: beside the title, or below it in as many lines as it needs.
        line: the line of the title, for what a page puts beside it.
        words: the column of that line and what stands above or below it.
        primary: the page's one task, None while there is none.

    Args:
        name: objectName of the page.
        title: what it is called.
        on_back: もどる was pressed.
    """

    def __init__(self, name: str, title: str, on_back: Callable[[], object]) -> None:
        super().__init__()
        self.primary: PrimaryButton | None = None
        self._outlines: list[OutlineButton] = []
        self._left, self._air = _LEFT, 0
        self._row = QWidget()
        self._row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._across = QHBoxLayout(self._row)
        self._across.setSpacing(16)
        self.back = Button("もどる", name=f"{name}_back", kind="small", icon="back", on_click=on_back)
        self.back.hide()
        self.title = label(title, "title", name=f"{name}_heading")
        self.subtitle: QLabel = label("", "second", name=f"{name}_subheading")
        self._below = self._wanted_below = False
        self._stage = _ONE_LINE
        self.line = QHBoxLayout()
        self.line.setSpacing(16)
        self.line.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBaseline)
        self.line.addWidget(self.subtitle, 0, Qt.AlignmentFlag.AlignBaseline)
        self.line.addStretch(1)
        self.words = QVBoxLayout()
        self.words.setSpacing(0)
        self.words.addLayout(self.line)
        self._across.addWidget(self.back)
        self._across.addLayout(self.words, 1)
        self._row.setMinimumWidth(1)  # too many words go below (``fit``); they never widen the window
        self._build()
        self.fit_height()

    def _build(self) -> None:
        self._second_row = QWidget()
        self._second_row.hide()
        held = QWidget()
        self._second = FlowLayout(held, gap=12)
        around = QVBoxLayout(self._second_row)
        around.setContentsMargins(_LEFT, 0, _RIGHT, 8)
        around.addWidget(held)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._row)
        column.addWidget(self._second_row)

    # What it says

    def set_words(self, title: str, subtitle: str = "", *, below: bool = False) -> None:
        """Write the words; ``below`` puts the subtitle under the title, in as many lines as it needs."""
        self._wanted_below = below
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self._put_subtitle()

    def _put_subtitle(self) -> None:
        folded = self._stage >= _SUBTITLE_BELOW and bool(self.subtitle.text())
        below = self._wanted_below or folded
        if below != self._below:
            self._move_subtitle(below=below)

    def _move_subtitle(self, *, below: bool) -> None:
        """Take the subtitle out of its layout and into the other; no layout is ever taken out itself."""
        self._below = below
        (self.words if not below else self.line).removeWidget(self.subtitle)
        if below and not isinstance(self.subtitle, Paragraph):
            narrow, name = self.subtitle, self.subtitle.objectName()
            self.subtitle = label(narrow.text(), "second", wrap=True, name=name)
            narrow.hide()
            narrow.deleteLater()
        if below:
            self.words.addWidget(self.subtitle)
        else:
            self.line.insertWidget(1, self.subtitle, 0, Qt.AlignmentFlag.AlignBaseline)
        # Two lines are 72 high: with smaller margins the buttons stand where they stand beside one line.
        self.fit_height()

    # What can be pressed

    def set_primary(self, button: PrimaryButton, *, down: int = 0) -> None:
        """Put the primary button at its place; ``down`` px from the top where the heading is higher than others."""
        self.primary = button
        if not down:
            self._across.addWidget(button)
            return
        column = QVBoxLayout()
        column.setContentsMargins(0, down, 0, 0)
        column.addWidget(button)
        column.addStretch(1)
        self._across.addLayout(column)

    def add_outline(self, button: OutlineButton) -> None:
        """Put a second way left of the primary button."""
        self._across.insertWidget(self._end(), button)
        self._outlines.append(button)

    def add_before_words(self, widget: QWidget) -> None:
        """Put a small control left of the title (year arrows)."""
        self._across.insertWidget(1, widget)

    def _end(self) -> int:
        return self._across.count() - (1 if self.primary is not None else 0)

    # Its size

    def set_margins(self, *, left: int, air: int) -> None:
        """Stand further right, and with ``air`` px above and below, than on other pages."""
        self._left, self._air = left, air
        self.fit_height()

    def fit_height(self) -> None:
        """Let the heading stand as in the pictures at 小, and closer where the words are larger."""
        air = 16 if text_size() <= BASE else 8
        self._row.setMinimumHeight(control(56) + 2 * air)
        air = self._air or (8 if self._below else air)
        self._across.setContentsMargins(self._left, air, _RIGHT, air)

    def fit(self) -> None:
        """Put the second ways, then the subtitle, at last the primary button below where there is no room for them."""
        room = min(self.width(), LAPTOP_WIDE)
        gap = self._across.spacing()
        outlines = sum(button.sizeHint().width() + gap for button in self._outlines)
        loose = self._loose_primary()
        primary = loose.sizeHint().width() + gap if loose is not None else 0
        beside = bool(self.subtitle.text()) and not self._wanted_below
        subtitle = self._subtitle_wide() + gap if beside else 0
        saved = (0, outlines, outlines + subtitle, outlines + subtitle + primary)
        wide = self._row.minimumSizeHint().width() + (saved[1] if self._stage else 0)
        wide += subtitle if self._stage >= _SUBTITLE_BELOW else 0
        wide += primary if self._stage >= _PRIMARY_BELOW else 0
        stage = next((at for at in range(_PRIMARY_BELOW) if wide - saved[at] <= room), _PRIMARY_BELOW)
        if stage != self._stage:
            self._arrange(stage)

    def _loose_primary(self) -> PrimaryButton | None:
        """Return the primary button where it may go below; one that stands lower than others keeps its place."""
        if self.primary is None or not self.primary.isVisibleTo(self):
            return None
        beside = self._across.indexOf(self.primary) >= 0
        return self.primary if beside or self._stage >= _PRIMARY_BELOW else None

    def _subtitle_wide(self) -> int:
        return self.subtitle.fontMetrics().horizontalAdvance(self.subtitle.text()) + 2

    def _arrange(self, stage: int) -> None:
        before, self._stage = self._stage, stage
        if before >= _PRIMARY_BELOW > stage and self.primary is not None:
            self._second.removeWidget(self.primary)
            self._across.addWidget(self.primary)
        if (stage >= _OUTLINES_BELOW) != (before >= _OUTLINES_BELOW):
            self._move_outlines(below=stage >= _OUTLINES_BELOW)
        if stage >= _PRIMARY_BELOW > before and self.primary is not None:
            self._across.removeWidget(self.primary)
            self._second.addWidget(self.primary)
        self._put_subtitle()
        self._second_row.setVisible(self._second.count() > 0)

    def _move_outlines(self, *, below: bool) -> None:
        at = self._end()
        for button in self._outlines:
            (self._across if below else self._second).removeWidget(button)
            if below:
                self._second.addWidget(button)
            else:
                self._across.insertWidget(at, button)
                at += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the heading fits in one line."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the height for another 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_second"):
            self.fit_height()
