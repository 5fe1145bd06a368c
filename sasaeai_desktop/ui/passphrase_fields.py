"""A new passphrase, typed twice, with advice; used wherever one is chosen."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.safety import passphrases
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.summary import check_all

_LEFT = Qt.AlignmentFlag.AlignLeft
ADVICE = (
    "半角の英字や数字で、8文字より長くします。関係のない言葉を3つ4つ つなげると、おぼえやすく 見やぶられにくくなります"
    "（れい：hasi-mikan-taiko-yuki）。"
)


class PassphraseFields(QWidget):
    """Two lines and a button that shows what was typed.

    Signals:
        submitted(): Enter in the second line.
    """

    submitted = Signal()

    def __init__(self, words: str = "合いことば", *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.first = LineField(
            words, name=f"{name}_first", required=True, chars=22, support=ADVICE, check=check_passphrase
        )
        self.again = LineField(
            "もう一度、同じ合いことば", name=f"{name}_again", required=True, chars=22, check=self._check_same
        )
        self.show_button = QuietButton("文字を見せる", name=f"{name}_show", on_click=self._toggle)
        self._hide(hidden=True)
        self.again.line.returnPressed.connect(self.submitted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.first)
        column.addWidget(self.again)
        column.addWidget(self.show_button, 0)
        column.setAlignment(self.show_button, _LEFT)

    def check(self) -> bool:
        """Show what is wrong beside the lines; True when both are the same and long enough."""
        return check_all([self.first, self.again])

    def value(self) -> str:
        """Return the passphrase."""
        return self.first.line.text()

    def _check_same(self, text: str) -> None:
        if text != self.first.value():
            raise InputError("上の合いことばと ちがいます。", "もう一度、同じように入れてください。")

    def _toggle(self) -> None:
        self._hide(hidden=self.first.line.echoMode() == QLineEdit.EchoMode.Normal)

    def _hide(self, *, hidden: bool) -> None:
        mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
        for field in (self.first, self.again):
            field.line.setEchoMode(mode)
        self.show_button.set_words("文字を見せる" if hidden else "文字をかくす")


def check_passphrase(text: str) -> None:
    """Refuse what is too short or guessed too easily, or what cannot be typed into a hidden line.

    Raises:
        InputError: says how to choose a better one.
    """
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in text):
        raise InputError("全角の文字が 入っています。", "「半角／全角」キーを押して、半角で入れてください。")
    passphrases.check_new(text)
