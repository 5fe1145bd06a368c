"""Ask before something leaves the laptop or cannot be undone: verb on the button, the safe one as default."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.dialogs.fitted import FittedDialog
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.signs import Sign


class ConfirmDialog(FittedDialog):
    """「書き出す / やめる」.

    Args:
        parent: the page that asks.
        question: what is about to happen, one sentence.
        detail: what it means, "" for none.
        verb: words of the button that does it.
    """

    def __init__(self, parent: QWidget | None, question: str, detail: str = "", *, verb: str) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setWindowTitle(question)
        self.setMinimumWidth(px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Sign("attention", 40), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(question, "subsection", wrap=True))
        if detail:
            words.addWidget(label(detail, "body", wrap=True))
        head.addLayout(words, 1)
        column.addLayout(head)
        self.stop = QuietButton("やめる", name="confirm_stop", on_click=self.reject)
        self.do = OutlineButton(verb, name="confirm_do", on_click=self.accept)
        self.stop.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.do)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.stop.setFocus()


def confirm(parent: QWidget | None, question: str, detail: str = "", *, verb: str) -> bool:
    """Ask and return True when the person pressed the verb."""
    return ask(ConfirmDialog(parent, question, detail, verb=verb))
