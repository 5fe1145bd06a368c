"""The list of what is still wrong, on top of a form, with the same words as beside the fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.fields import Field
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, clear_layout, label
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.view import bring_into_view


class ErrorSummary(Surface):
    """Hidden until ``show_errors``; each line moves to its field when clicked."""

    def __init__(self, *, name: str = "errors") -> None:
        super().__init__("errors", pad=16, gap=4, name=name)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.heading = label("", "subsection")
        head.addWidget(Sign("attention", 28))
        head.addWidget(self.heading, 1)
        self._lines = FlowLayout(
            gap=28, line_gap=0
        )  # side by side where they fit: the form below needs the room
        self.add_layout(head)
        self.add_layout(self._lines)
        self.hide()

    def show_errors(self, faults: Sequence[tuple[Field, str]]) -> None:
        """Show (field, sentence) pairs; none hides the list."""
        clear_layout(self._lines)
        self.setVisible(bool(faults))
        self.heading.setText(f"{len(faults)}か所を 見てください")
        for at, (field, sentence) in enumerate(faults):
            self._lines.addWidget(LinkButton(sentence, name=f"error_{at + 1}", on_click=field.focus))


def check_all(fields: Sequence[Field], summary: ErrorSummary | None = None) -> bool:
    """Check every field, show what is wrong beside it and in the summary; True when all is well."""
    faults = []
    for field in fields:
        sentence = field.check()
        field.set_error(sentence)
        if sentence:
            faults.append((field, sentence))
    if summary is not None:
        summary.show_errors(faults if len(faults) > 1 else [])
    if faults:
        bring_into_view(summary if summary is not None and len(faults) > 1 else faults[0][0])
    return not faults
