"""Before a month leaves the laptop: close it first, or not."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.dialogs.fitted import FittedDialog
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label

CLOSE, SKIP, STOP = "close", "skip", "stop"


class ClosingDialog(FittedDialog):
    """「月締めをして 書き出す / しないで 書き出す / やめる」.

    Attributes:
        choice: ``CLOSE``, ``SKIP`` or ``STOP``.

    Args:
        parent: the page that asks.
        month: 「5月」.
    """

    def __init__(self, parent: QWidget | None, month: str) -> None:
        super().__init__(parent)
        self.setObjectName("closing")
        question = f"{month}の月締めを しますか"
        self.setWindowTitle(question)
        self.setMinimumWidth(min(px(660), 920))
        self.choice = STOP
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(label(question, "subsection", wrap=True))
        column.addWidget(
            label(
                f"{month}の回数と人数を 書きとめて、いっしょに わたします。市社協でも もう一度 数えて、合っているかを たしかめます。"
                "締めたあとも、きろくは 直せます。",
                "body",
                wrap=True,
            )
        )
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=12)
        self.close_first = OutlineButton(
            "月締めをして 書き出す", name="closing_close", on_click=lambda: self._choose(CLOSE)
        )
        self.skip = QuietButton("しないで 書き出す", name="closing_skip", on_click=lambda: self._choose(SKIP))
        self.stop = QuietButton("やめる", name="closing_stop", on_click=self.reject)
        self.stop.setDefault(True)
        for button in (self.close_first, self.skip, self.stop):
            flow.addWidget(button)
        column.addSpacing(8)
        column.addWidget(buttons)
        self.stop.setFocus()

    def _choose(self, choice: str) -> None:
        self.choice = choice
        self.accept()


def ask_closing(parent: QWidget, month: str) -> str:
    """Ask and return what was chosen."""
    dialog = ClosingDialog(parent, month)
    ask(dialog)
    return dialog.choice
