"""The first screen: whose desk this is, and the passphrase. Painted before anything heavy is imported."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.ui.logo import PROGRAM, Logo
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton, OutlineButton, PrimaryButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import Surface, clear_layout, label, restyle

WRONG = "合いことばが ちがいます。もう一度 入れてください。"
_EMPTY = "合いことばを 入れてください。"
_CAPITALS = "大文字になっています。CapsLock（キャプスロック）を 確かめてください。"
_WIDE = "全角の文字が 入っています。「半角／全角」キーを押して、入れなおしてください。"


class UnlockScreen(QWidget):
    """Asks for the passphrase; stays responsive while the key is derived elsewhere.

    Signals:
        submitted(str): the passphrase; answer with ``show_wrong``, ``show_problem`` or another screen.
        paper_key_wanted(): the person has the paper key instead.

    Args:
        desk: name of the desk (みどりが丘地区社協).
        notice: why it is asked again (the desk was locked), "" at the start.
    """

    submitted = Signal(str)
    paper_key_wanted = Signal()

    def __init__(self, desk: str, notice: str = "") -> None:
        super().__init__()
        self.setObjectName("unlock")
        self.setWindowTitle(PROGRAM)
        panel = Surface("panel", pad=32, gap=12, name="unlock_panel")
        self._panel = panel
        self._fit()
        panel.add_layout(_heading(desk))
        self.notice = label(notice, "strong", wrap=True, name="unlock_notice")
        self.notice.setVisible(bool(notice))
        panel.add(self.notice)
        panel.column.addSpacing(8)
        caption = label("合いことば", "label")
        panel.add(caption)
        panel.add_layout(self._line_row())
        caption.setBuddy(self.line)
        self.error = label("", "label", tone="error", wrap=True, name="unlock_error")
        self.hint = label("", "second", wrap=True, name="unlock_hint")
        for text in (self.error, self.hint):
            text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            text.hide()
            panel.add(text)
        self._ways = QVBoxLayout()
        panel.add_layout(self._ways)
        self.button = PrimaryButton("ひらく", name="unlock_open", on_click=self._submit)
        panel.column.addSpacing(8)
        panel.add(self.button)
        self.person = QLineEdit()
        self.person.setObjectName("unlock_name")
        self.person.setAccessibleName("お名前")
        self._person_label = label("お名前（佐々木 恵子のように）", "label")
        self._person_label.hide()
        self.person.returnPressed.connect(self._submit)
        self.person.hide()
        self.name_button = LinkButton(
            "お名前も入れる（何人かで使うパソコンで ひらけないとき）",
            name="unlock_with_name",
            on_click=self._ask_name,
        )
        panel.add(self._person_label, self.person, self.name_button)
        forgotten = LinkButton(
            "合いことばを忘れたときは（復旧キーで ひらく）",
            name="unlock_paper",
            on_click=self.paper_key_wanted.emit,
        )
        panel.add(forgotten)
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = (
            QHBoxLayout()
        )  # with an alignment Qt would give it the height that its texts need over the whole window
        middle.addStretch(1)
        middle.addWidget(panel)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)
        self.line.setFocus()

    def _fit(self) -> None:
        self._panel.setFixedWidth(px(560))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _line_row(self) -> QHBoxLayout:
        self.line = _Passphrase()
        self.line.setObjectName("unlock_passphrase")
        self.line.setAccessibleName("合いことば")
        self.line.textEdited.connect(lambda _text: self._look())
        self.line.returnPressed.connect(self._submit)
        self.line.capitals.connect(self._capitals)
        self.show_button = QuietButton("文字を見せる", name="unlock_show", on_click=self._toggle)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        return row

    def _ask_name(self) -> None:
        self.name_button.hide()
        self._person_label.show()
        self.person.show()
        self.person.setFocus()

    def show_busy(self) -> None:
        """Say that the key is being worked out (about a second)."""
        self._say("")
        clear_layout(self._ways)
        self.hint.setText("ひらいています…")
        self.hint.show()
        self.button.setEnabled(False)
        self.line.setReadOnly(True)

    def show_wrong(self) -> None:
        """Say that the passphrase did not fit; what was typed stays."""
        self.show_problem(WRONG)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong below the field and let the person try again."""
        self.button.setEnabled(True)
        self.line.setReadOnly(False)
        self.hint.hide()
        self._say(sentence)
        self.line.selectAll()
        self._look()

    def offer(self, ways: Sequence[tuple[str, str, Callable[[str], object]]]) -> None:
        """Offer ways out of what ``show_problem`` says.

        Args:
            ways: words, name and what to do; it gets the passphrase as typed.
        """
        for words, name, act in ways:
            self._ways.addWidget(OutlineButton(words, name=name, on_click=partial(self._go, act)))

    def _go(self, act: Callable[[str], object]) -> None:
        act(self.line.text())

    def _say(self, sentence: str) -> None:
        self.error.setText(f"！ {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        self.line.setProperty("fault", "true" if sentence else "false")
        restyle(self.line)

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.line.text():
            self._say(_EMPTY)
            return
        self.show_busy()
        self.submitted.emit(self.line.text())

    def _toggle(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.show_button.set_words("文字をかくす" if hidden else "文字を見せる")

    def _look(self) -> None:
        """Hint at full-width letters, which look like the right ones."""
        text = self.line.text()
        wide = any(unicodedata.east_asian_width(sign) == "F" for sign in text)
        self.hint.setText(_WIDE if wide else "")
        self.hint.setVisible(wide)

    def _capitals(self) -> None:
        self.hint.setText(_CAPITALS)
        self.hint.show()


def _heading(desk: str) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(PROGRAM, "section"))
    words.addWidget(label(desk, "body", tone="second", wrap=True, name="unlock_desk"))
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(Logo(52))
    row.addLayout(words, 1)
    return row


class _Passphrase(QLineEdit):
    """Dots instead of letters; notices CapsLock by a capital typed without Shift."""

    capitals = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, and look at what came of it."""
        super().keyPressEvent(event)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        text = event.text()
        if text.isascii() and text.isalpha() and text.isupper() != shift:
            self.capitals.emit()
