"""‹ 令和5年10月 ›: a month or a fiscal year, one step at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.fiscal import year_label_both
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.ui.widgets.buttons import step_buttons
from sasaeai_desktop.ui.widgets.labels import label


class Stepper(QWidget):
    """A caption, the value between two arrows.

    Signals:
        changed(): another value is shown.

    Args:
        caption: what is chosen (どの月).
        names: words of the two arrows for assistive programs.
        name: objectName; the arrows are ``name + "_before"`` and ``"_after"``.
        value: the first value.
        step: returns the value so many steps on.
        words: shows a value.
    """

    changed = Signal()

    def __init__(
        self,
        caption: str,
        names: tuple[str, str],
        *,
        name: str,
        value: str,
        step: Callable[[str, int], str],
        words: Callable[[str], str],
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}_stepper")
        self._value, self._step, self._words = value, step, words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(caption, "label"))
        row = QHBoxLayout()
        row.setSpacing(12)
        before, after = step_buttons(name, *names, self._turn)
        self._label = label(words(value), "subsection", name=name)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (before, self._label, after):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)

    def value(self) -> str:
        """Return what is shown."""
        return self._value

    def _turn(self, by: int) -> None:
        self._value = self._step(self._value, by)
        self._label.setText(self._words(self._value))
        self.changed.emit()


def month_stepper(name: str, month: str) -> Stepper:
    """Return a stepper of months "2023-10"."""
    return Stepper("どの月", ("前の月", "次の月"), name=name, value=month, step=month_after, words=wareki)


def year_stepper(name: str, year: int) -> Stepper:
    """Return a stepper of fiscal years; its value is the year as text."""
    return Stepper(
        "どの年度",
        ("前の年度", "次の年度"),
        name=name,
        value=str(year),
        step=lambda y, by: str(min(2099, max(2000, int(y) + by))),
        words=lambda y: year_label_both(int(y)),
    )


def month_after(month: str, by: int) -> str:
    """Return the month so many months on."""
    at = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{at // 12:04}-{at % 12 + 1:02}"
