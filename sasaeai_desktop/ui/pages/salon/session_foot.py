"""Below a session: change its day, call it off with a reason, delete it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, Surface, label
from sasaeai_desktop.ui.widgets.signs import IconLabel


class SessionFoot(QWidget):
    """Four quiet buttons, and the reason form of 中止.

    Signals:
        edit_wanted(): 日時・場所を直す.
        cancel_wanted(str): 中止にする, with the reason.
        held_wanted(): 中止を取り消す.
        delete_wanted(): この開催を消す.
        print_wanted(): 出席表を印刷する.
        history_wanted(): いつ・だれが.
    """

    edit_wanted = Signal()
    cancel_wanted = Signal(str)
    held_wanted = Signal()
    delete_wanted = Signal()
    print_wanted = Signal()
    history_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("session_foot")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._form = self._reason_form()
        column.addWidget(self._form)
        row = FlowLayout(gap=12)
        self._edit = Button(
            "日時・場所を直す",
            name="session_edit",
            kind="small",
            icon="calendar",
            on_click=self.edit_wanted.emit,
        )
        self._cancel = Button(
            "中止にする", name="session_cancel", kind="small", icon="cross", on_click=self._ask_reason
        )
        self._delete = Button(
            "この開催を消す", name="session_delete", kind="small", icon="minus", on_click=self.delete_wanted.emit,
            hint="まちがえて登録したときに消します。元にもどせます。",
        )  # fmt: skip
        self._print = Button(
            "出席表を印刷する",
            name="session_print",
            kind="small",
            icon="printer",
            on_click=self.print_wanted.emit,
        )
        self._history = Button(
            "いつ・だれが", name="session_history", kind="small", icon="clock", on_click=self.history_wanted.emit,
            hint="この開催を だれが いつ書いたか",
        )  # fmt: skip
        for button in (self._print, self._edit, self._cancel, self._delete, self._history):
            row.addWidget(button)
        column.addLayout(row)
        self.cancelled_band = self._band()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the reason calls the session off; it does not save the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._form.isVisible():
            self._cancel_now()
        else:
            super().keyPressEvent(event)

    def _reason_form(self) -> Panel:
        form = Panel(name="cancel_form", pad=16, gap=8)
        self.reason = LineField(
            "中止のわけ",
            name="cancel_reason",
            required=False,
            chars=18,
            support="大雨のため、会場が使えないため など",
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(OutlineButton("中止にする", name="cancel_do", on_click=self._cancel_now))
        buttons.addWidget(QuietButton("やめる", name="cancel_stop", on_click=self._stop_asking))
        buttons.addStretch(1)
        form.add(self.reason)
        form.add_layout(buttons)
        form.hide()
        return form

    def _band(self) -> Surface:
        band = Surface("desk", pad=12, gap=0, name="cancelled_band")
        self._cancelled_words = label("", "strong", wrap=True, name="cancelled_words")
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconLabel("cross", 28, colour=c.INK))
        row.addWidget(self._cancelled_words, 1)
        row.addWidget(QuietButton("中止を取り消す", name="cancel_undo", on_click=self.held_wanted.emit))
        band.add_layout(row)
        band.hide()
        return band

    def show_session(self, session: Session) -> None:
        """Show whether it is called off."""
        why = f"（{session.cancel_reason}）" if session.cancel_reason else ""
        self._cancelled_words.setText(f"この開催は 中止です{why}。回数にも人数にも 数えません。")
        self.cancelled_band.setVisible(session.cancelled)
        self._cancel.setVisible(not session.cancelled and self._form.isHidden())

    def _ask_reason(self) -> None:
        self._form.show()
        self._cancel.hide()
        self.reason.focus()

    def _stop_asking(self) -> None:
        self._form.hide()
        self._cancel.show()

    def _cancel_now(self) -> None:
        self._form.hide()
        self.cancel_wanted.emit(self.reason.value())
