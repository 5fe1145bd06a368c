"""Texts, badges, thin rules and plain surfaces."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from sasaeai_desktop.ui.widgets.signs import Sign


def label(text: str = "", role: str = "body", *, tone: str = "", wrap: bool = False, name: str = "") -> QLabel:
    """Return a text in one of the roles of ``theme.metrics.ROLES``.

    Args:
        text: what it says; always plain text, a name with ``<`` stays as written.
        role: date, title, great, section, subsection, name, strong, body, label or second.
        tone: "", accent, error, done or second.
        wrap: break into several lines where needed.
        name: objectName, if a test or a page looks for it.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if name:
        made.setObjectName(name)
    return made


class Badge(QLabel):
    """A short state in a capsule: outline (入院中), attention (おそい), tint (返事) or done."""

    def __init__(self, text: str, look: str = "outline", *, name: str = "badge") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("badge", look)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def set_look(self, text: str, look: str) -> None:
        """Change word and look."""
        self.setText(text)
        self.setProperty("badge", look)
        restyle(self)


def rule(line: str = "rule") -> QFrame:
    """Return a thin horizontal line: rule, soft or strong."""
    made = QFrame()
    made.setProperty("line", line)
    made.setFixedHeight(1)
    return made


def upright(line: str = "rule", height: int = 0) -> QFrame:
    """Return a thin vertical line, ``height`` px high (0: as high as its row)."""
    made = QFrame()
    made.setProperty("line", line)
    made.setFixedWidth(1)
    if height:
        made.setFixedHeight(height)
    return made


class Surface(QFrame):
    """A coloured ground with a column of widgets on it.

    Args:
        look: panel, side, desk, hint, done, step or step-now.
        pad: inner margin in px.
        gap: space between the widgets in px.
        name: objectName.
    """

    def __init__(self, look: str, *, pad: int = 24, gap: int = 8, name: str = "") -> None:
        super().__init__()
        self.setProperty("surface", look)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(gap)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below those already there."""
        for widget in widgets:
            self.column.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Put a row or grid below what is already there."""
        self.column.addLayout(layout)

    def set_look(self, look: str) -> None:
        """Change the ground."""
        self.setProperty("surface", look)
        restyle(self)


class Panel(Surface):
    """The warm panel of radius 12 at the right of a page."""

    def __init__(self, *, name: str = "panel", pad: int = 24, gap: int = 8) -> None:
        super().__init__("panel", pad=pad, gap=gap, name=name)


class HintBand(Surface):
    """A yellow band: ！, one sentence, and room for one button at its right (``add_button``)."""

    def __init__(self, sentence: str, *, name: str = "hint") -> None:
        super().__init__("hint", pad=8, gap=0, name=name)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(10, 0, 0, 0)
        self._row.setSpacing(14)
        self.sentence = label(sentence, "strong", wrap=True)
        self._row.addWidget(Sign("attention", 28))
        self._row.addWidget(self.sentence, 1)
        self.column.addLayout(self._row)

    def add_button(self, button: QWidget) -> None:
        """Put the one next step at the right."""
        self._row.addWidget(button)


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look again after a property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def clear_layout(layout: QLayout, keep: Callable[[QWidget], bool] | None = None) -> None:
    """Remove and delete everything in a layout, except widgets that ``keep`` says yes to."""
    kept: list[QWidget] = []
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            if keep is not None and keep(widget):
                kept.append(widget)
                continue
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
    for widget in kept:
        layout.addWidget(widget)
