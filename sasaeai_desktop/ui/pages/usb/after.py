"""What to do once a stick is written or read: taking it out safely, handing it over, having it signed."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label

_WINDOWS = (
    "画面の右下の「^」を押し、USBの絵を押します。",
    "「取り出し」と書かれた行を押します。",
    "「安全に取り外すことができます」と出たら、USBメモリーを ぬきます。",
)
_OTHERS = (
    "「ファイル」の画面を開き、左にある USBの名前の横の「取り出し」の印を押します。",
    "名前が消えたら、USBメモリーを ぬきます。",
)


def take_out_steps(platform: str = sys.platform) -> tuple[str, ...]:
    """Return how a stick is taken out safely on this computer."""
    return _WINDOWS if platform == "win32" else _OTHERS


class AfterPanel(Panel):
    """つぎにすること: numbered sentences, and buttons below."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name, pad=20, gap=4)
        self.heading = label("USBメモリーを安全に取り外してください", "subsection", name=f"{name}_heading")
        self.add(self.heading)
        self._column = Panel(name=f"{name}_lines", pad=0, gap=2)
        self.add(self._column)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, gap=12)
        self.add(self._buttons)
        self._buttons.hide()
        self.hide()

    def show_steps(self, sentences: tuple[str, ...], *buttons: QWidget, heading: str = "") -> None:
        """Show what to do, one line each; buttons stand below."""
        self.heading.setText(heading or "USBメモリーを安全に取り外してください")
        clear_layout(self._column.column)
        for at, sentence in enumerate(sentences, 1):
            row = QHBoxLayout()
            row.setSpacing(10)
            number = label(f"{at}.", "strong")
            number.setMinimumWidth(px(28))
            row.addWidget(number)
            row.addWidget(label(sentence, "body", wrap=True), 1)
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(0, 0, 0, 0)
            self._column.add(holder)
        clear_layout(self._flow)
        for button in buttons:
            self._flow.addWidget(button)
        self._buttons.setVisible(bool(buttons))
        self.show()
