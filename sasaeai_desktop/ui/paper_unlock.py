"""Opening with the paper: 復旧キー, and a new passphrase at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.layouts import scrolling
from sasaeai_desktop.ui.passphrase_fields import PassphraseFields
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import Button, PrimaryButton
from sasaeai_desktop.ui.widgets.fields import LineField, sentence_of
from sasaeai_desktop.ui.widgets.labels import Surface, label


class PaperUnlock(QWidget):
    """Asks for the key on the paper and a new passphrase.

    Signals:
        submitted(str, str): key as typed, new passphrase; answer with ``show_problem`` or another screen.
        left(): もどる.
    """

    submitted = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paper_unlock")
        self.key = LineField(
            "復旧キー",
            name="paper_key",
            required=True,
            support="紙に書いてある 5文字×8つを、続けて入れます。大文字・小文字、あいだの線や空きは どちらでもかまいません。",
        )
        self.new = PassphraseFields("新しい合いことば", name="paper_new")
        self.new.submitted.connect(self._submit)
        self.key.line.returnPressed.connect(self.new.first.focus)
        self.problem = label("", "label", tone="error", wrap=True, name="paper_problem")
        self.problem.hide()
        self.button = PrimaryButton("復旧キーで ひらく", name="paper_open", on_click=self._submit)
        self.back = Button("もどる", name="paper_back", kind="small", icon="back", on_click=self.left.emit)
        panel = Surface("panel", pad=32, gap=16, name="paper_panel")
        panel.setMaximumWidth(px(900))
        panel.add(label("復旧キーで ひらきます", "section"), self.key, self.new, self.problem)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.button)
        panel.add_layout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(panel, "paper_scroll"))
        self.key.focus()

    def show_problem(self, error: UserError) -> None:
        """Say what is wrong; what was typed stays."""
        self.button.setEnabled(True)
        self.button.set_words("復旧キーで ひらく")
        self.problem.setText(f"！ {sentence_of(error)}")
        self.problem.show()

    def _submit(self) -> None:
        self.problem.hide()
        wrong = self.key.check()
        self.key.set_error(wrong)
        if not self.new.check() or wrong:
            return
        self.button.setEnabled(False)
        self.button.set_words("ひらいています…")
        self.submitted.emit(self.key.value(), self.new.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def centred(panel: QWidget, name: str) -> QScrollArea:
    """Put a panel into the middle of the screen; it scrolls where it does not fit."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 24, 24, 24)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(panel, 20)
    row.addStretch(1)
    column.addStretch(2)
    column.addLayout(row)
    column.addStretch(3)
    return scrolling(ground, name)
