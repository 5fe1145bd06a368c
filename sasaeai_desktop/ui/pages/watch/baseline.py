"""ふだんの様子: read beside the acts, and written where it is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.ui.widgets.buttons import Button, LinkButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import AreaField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.signs import IconLabel

_NOTHING = "まだ書いてありません。ふだんの暮らしを書いておくと、変化に気づけます。"


class BaselinePanel(Panel):
    """The words, or the box to write them in.

    Signals:
        written(str): 保存する was pressed.

    Args:
        edit_all: opens the whole form of the person.
    """

    written = Signal(str)

    def __init__(self, edit_all: Callable[[], object]) -> None:
        super().__init__(name="watch_baseline_panel", pad=16, gap=4)
        self.column.setContentsMargins(20, 0, 12, 12)
        self._text = ""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("house-heart", 26))
        head.addWidget(label("ふだんの様子", "strong"), 1)
        self.change = LinkButton("直す", name="watch_baseline_change", on_click=self.open)
        self.change.setAccessibleDescription("ふだんの様子を ここで書き直します")
        self.rest = LinkButton("ほかも直す", name="watch_edit", on_click=edit_all)
        self.rest.setAccessibleDescription("住所や電話なども直します")
        head.addWidget(self.change)
        head.addWidget(self.rest)
        self.add_layout(head)
        self.words = label("", wrap=True, name="watch_baseline")
        self.add(self.words)
        self.field = AreaField("書き直す", name="watch_baseline_text", lines=3)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        row.addWidget(
            Button("保存する", name="watch_baseline_save", kind="outline", icon="check", on_click=self._save)
        )
        row.addWidget(QuietButton("やめる", name="watch_baseline_stop", on_click=self.close_box))
        row.addStretch(1)
        self.add(self.field, self._foot)
        self.close_box()

    def show_text(self, text: str) -> None:
        """Show what is on file; a box that is being written in stays for the same person's words."""
        if text != self._text:
            self.close_box()
        self._text = text
        self.words.setText(text or _NOTHING)

    def open(self) -> None:
        """Show the box with the words in it."""
        self.field.set_value(self._text)
        self._show(writing=True)
        self.field.focus()

    def close_box(self) -> None:
        """Show the words again."""
        self._show(writing=False)

    def _show(self, *, writing: bool) -> None:
        for widget in (self.field, self._foot):
            widget.setVisible(writing)
        for widget in (self.words, self.change, self.rest):
            widget.setVisible(not writing)

    @property
    def writing(self) -> bool:
        """Whether the box is open."""
        return not self.field.isHidden()

    def _save(self) -> None:
        self.written.emit(self.field.value())
        self.close_box()
