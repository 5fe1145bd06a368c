"""What a page shows when there is nothing yet, while something takes long, or when something went wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.signs import IconLabel, Sign


class EmptyState(QWidget):
    """What this page is for, and the first step.

    Args:
        icon: name in resources/icons.
        title: what is not there yet.
        sentence: what the page is for.
        button: words of the first step, "" for none.
        on_click: the first step.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        button: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        name: str = "empty",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconLabel(icon, 88, ground=c.WARM2, colour=c.INK2), 0, middle)
        heading = label(title, "section", wrap=True)
        said = label(sentence, "body", wrap=True)
        for text in (heading, said):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        if button:
            column.addSpacing(8)
            column.addWidget(OutlineButton(button, name=f"{name}_start", on_click=on_click), 0, middle)
        column.addStretch(2)


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


class ProgressPanel(Surface):
    """Long work: bar, what is happening, やめる, and a sentence at the end.

    Signals:
        cancelled(): やめる was pressed; the work ends at its next step.
    """

    cancelled = Signal()

    def __init__(self, *, name: str = "progress") -> None:
        super().__init__("panel", pad=24, gap=12, name=name)
        self.heading = label("", "subsection")
        self.doing = label("", "body", wrap=True, name=f"{name}_doing")
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}_bar")
        self.bar.setAccessibleName("進みぐあい")
        self.bar.setTextVisible(False)
        self.cancel = QuietButton("やめる", name=f"{name}_cancel", on_click=self._stop)
        self._sign = Sign("done", 32)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._sign)
        head.addWidget(self.heading, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.doing, 1)
        foot.addWidget(self.cancel)
        self.add_layout(head)
        self.add(self.bar)
        self.add_layout(foot)
        self.hide()

    def start(self, heading: str, doing: str = "") -> None:
        """Show the panel at its beginning."""
        self.heading.setText(heading)
        self.doing.setText(doing)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.setEnabled(True)
        self.cancel.show()
        self._sign.hide()
        self.show()

    def advance(self, step: int, total: int, doing: str = "") -> None:
        """Show how far the work is; ``total`` 0 when nobody knows."""
        self.bar.setRange(0, total)
        self.bar.setValue(step)
        if doing:
            self.doing.setText(doing)

    def finish(self, heading: str, sentence: str = "", *, good: bool = True) -> None:
        """Show how it ended."""
        self.heading.setText(heading)
        self.doing.setText(sentence)
        self.bar.hide()
        self.cancel.hide()
        self._sign.set_sign("done" if good else "attention")
        self._sign.show()

    def _stop(self) -> None:
        self.doing.setText("やめています…")
        self.cancel.setEnabled(False)
        self.cancelled.emit()


class MessageStrip(Surface):
    """What happened and what to do, across the page, until it is closed or something works again."""

    def __init__(self, *, name: str = "message") -> None:
        super().__init__("errors", pad=12, gap=0, name=name)
        self.what = label("", "strong", wrap=True, name=f"{name}_what")
        self.todo = label("", "body", wrap=True, name=f"{name}_todo")
        self._close = QuietButton("とじる", name=f"{name}_close", on_click=self.hide)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.what)
        words.addWidget(self.todo)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Sign("attention", 32))
        row.addLayout(words, 1)
        row.addWidget(self._close)
        self.add_layout(row)
        self.hide()

    def show_error(self, error: UserError) -> None:
        """Show the two sentences of a ``UserError``."""
        self.show_words(error.what, error.todo)

    def show_words(self, what: str, todo: str = "") -> None:
        """Show two sentences."""
        self.what.setText(what)
        self.todo.setText(todo)
        self.todo.setVisible(bool(todo))
        self.setAccessibleName(f"{what}{todo}")
        self.show()
