"""Sentences to begin an answer with: a press writes one into the field, below what stands there already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.ui.widgets.fields import AreaField
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from sasaeai_desktop.ui.widgets.sentence import SentenceButton


class Templates(QWidget):
    """The sentences of one 対応状況.

    Args:
        into: the field they are written into.
    """

    def __init__(self, into: AreaField) -> None:
        super().__init__()
        self.setObjectName("answer_templates")
        self._into = into
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("よく使う文（押すと 上に入ります）", "label"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addLayout(self._lines)
        self.hide()

    def offer(self, sentences: Sequence[str]) -> None:
        """Show these sentences; none hides the whole."""
        clear_layout(self._lines)
        for at, sentence in enumerate(sentences, 1):
            button = SentenceButton(sentence, name=f"answer_template_{at}")
            button.clicked.connect(lambda _checked=False, s=sentence: self._write(s))
            self._lines.addWidget(button)
        self.setVisible(bool(sentences))

    def _write(self, sentence: str) -> None:
        before = self._into.value()
        if sentence not in before:
            self._into.set_value(f"{before}\n{sentence}" if before else sentence)
            self._into.changed.emit()
