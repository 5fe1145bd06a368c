"""The line at the bottom: saved when, what was done last, 元にもどす, つかい方."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from sasaeai_desktop.ui.theme.metrics import BASE, text_size
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.labels import OneLine, Surface, label, upright
from sasaeai_desktop.ui.widgets.signs import Sign

_JUST_SAID_MS = 500  # what is said while a page is being left is meant for the next one


def clock_words(at: datetime) -> str:
    """Return 「午後2時31分」."""
    half = "午前" if at.hour < 12 else "午後"
    return f"{half}{at.hour % 12}時{at.minute:02d}分"


class StatusBar(Surface):
    """Stays until the next action; Ctrl+Z does what the button does.

    Signals:
        undo(): 元にもどす was pressed.
        help(): つかい方 was pressed.
        lock(): 席をはなれる was pressed.
    """

    undo = Signal()
    help = Signal()
    lock = Signal()

    def __init__(self, *, name: str = "status") -> None:
        super().__init__("status", pad=0, gap=0, name=name)
        self._sign = Sign("done", 24)
        self.when = label("", "second", name=f"{name}_when")
        self._desk_words = ""
        self._note = False
        self._noted = QElapsedTimer()
        self._drafted = ""
        self._undone = ("", "")
        self.desk = OneLine(name=f"{name}_desk")
        self.desk.setProperty("role", "second")
        self.what = OneLine(name=f"{name}_what")
        self.what.setProperty("role", "second")
        self.following = OneLine(name=f"{name}_following")
        self.following.setProperty("role", "second")
        self._divider = upright(height=24)
        self.draft = OneLine(name=f"{name}_draft")
        self.draft.setProperty("role", "second")
        self.undo_button = Button(
            "元にもどす",
            name=f"{name}_undo",
            kind="bar",
            icon="undo",
            on_click=self.undo.emit,
            hint="最後にしたことを取り消します",
        )
        self.help_button = Button(
            "つかい方", name=f"{name}_help", kind="bar", icon="help", on_click=self.help.emit
        )
        self.lock_button = Button(
            "席をはなれる",
            name=f"{name}_lock",
            kind="bar",
            icon="lock",
            on_click=self.lock.emit,
            hint="合いことばを入れるまで、だれも見られないように閉じます",
        )
        self.lock_button.hide()
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 22, 0)
        row.setSpacing(12)
        row.addWidget(self.desk)
        row.addWidget(self._sign)
        row.addWidget(self.when)
        row.addSpacing(4)
        row.addWidget(self._divider)
        row.addSpacing(4)
        row.addLayout(self._said())
        row.addWidget(self.undo_button)
        row.addStretch(1)
        row.addWidget(self.draft)
        row.addWidget(self.lock_button)
        row.addWidget(self.help_button)
        self.add_layout(row)
        for text in (self.when, self.what, self.following):
            text.setProperty("tone", "ink")
        for text in (self.what, self.following):  # a column takes the least of what its parts allow
            text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.draft.setProperty("tone", "second")
        self.desk.setProperty("tone", "second")
        self.draft.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fit()
        self.clear()

    def _said(self) -> QVBoxLayout:
        """Lay what was done above what another 元にもどす would take back: beside it one of them would be cut."""
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self.what)
        said.addWidget(self.following)
        said.addStretch(1)
        return said

    def _fit(self) -> None:
        high = 56 if text_size() <= BASE else 52
        lines = 1 + (not self.following.isHidden())
        self.setFixedHeight(max(high, lines * self.what.sizeHint().height() + 4))

    def _fit_undone(self) -> None:
        """Say what was undone, and what would be next, in as many words as there is room for."""
        if self.following.isHidden():
            return
        for when, whole in ((True, True), (False, True), (False, False)):
            self._say_undone(when=when, whole=whole)
            if self.column.sizeHint().width() <= self.width():
                return

    def _say_undone(self, *, when: bool, whole: bool) -> None:
        taken, following = self._undone
        for part in (self.when, self._divider):
            part.setVisible(when)
        if taken:
            self.what.setText(f"取り消したのは「{taken}」です。" if whole else f"取り消し：{taken}")
        if following:
            self.following.setText(f"{'つぎに もどせること' if whole else 'つぎ'}：{following}")

    def _fit_draft(self) -> None:
        """Say the whole note about the draft, or a shorter one where there is little room; 「✓ …」 says nothing."""
        if self.draft.isHidden():
            return
        self.draft.setText("")
        room = self.width() - self.column.sizeHint().width()
        for words in (f"✓ {self._drafted}に 下書きをとっておきました", "✓ 下書きをとりました"):
            if self.draft.fontMetrics().horizontalAdvance(words) <= room:
                self.draft.setText(words)
                return

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self._fit_undone()
            self._fit_draft()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit_undone()
        self._fit_draft()

    def clear(self) -> None:
        """Show nothing but つかい方."""
        self._show("", "", undoable=False, sign="")

    def show_desk(self, words: str) -> None:
        """Say whose desk this is while there is nothing else to say; "" when the header says it."""
        self._desk_words = words
        self.desk.setText(words)
        self.desk.setVisible(bool(words) and not self.when.text())

    def show_saved(self, what: str, *, undoable: bool = True, at: datetime | None = None) -> None:
        """Say what was done and when it was saved.

        Args:
            what: 「田中 スミさんの電話をきろくしました」.
            undoable: offer 元にもどす.
            at: the time; now when not given.
        """
        # The wall clock of the desk, shown to the person sitting at it.
        now = at or datetime.now().astimezone()
        self.draft.hide()  # what was typed is saved now
        self._show(f"{clock_words(now)}に保存しました", what, undoable=undoable, sign="done")

    def show_draft(self, at: datetime | None = None) -> None:
        """Say that the half-written form was kept; 元にもどす and the last action stay where they are."""
        now = at or datetime.now().astimezone()
        self._drafted = clock_words(now)
        self.draft.show()
        self._fit_draft()

    def show_undone(self, what: str, kept: str, following: str) -> None:
        """Say what was taken back, what of it stayed, and what another 元にもどす would take back.

        Args:
            what: 「元にもどしました：…」.
            kept: why a part stayed as it is, "" when all was taken back.
            following: the action before that, "" when there is none.
        """
        taken = what.partition("：")[2]
        self._undone = (taken, following)
        self._show(
            kept or "元にもどしました",
            taken,
            undoable=bool(following),
            sign="attention" if kept else "done",
            following=following or "もどせることは、もう ありません。",
        )

    def show_note(self, what: str, sign: str = "") -> None:
        """Say something that was not saved (「元にもどしました」)."""
        self.draft.hide()  # one sentence is enough
        self._show(what, "", undoable=False, sign=sign)
        self._note = True
        self._noted.start()

    def leave_page(self) -> None:
        """Another page is looked at: what was said about the one before would only puzzle there."""
        self.draft.hide()
        if self._note and self._noted.elapsed() > _JUST_SAID_MS:
            self.clear()

    def forget_note(self) -> None:
        """What was noted is over; what was saved, and can be undone, stays."""
        if self._note:
            self.clear()

    def _show(self, when: str, what: str, *, undoable: bool, sign: str, following: str = "") -> None:
        self._note = False
        self.when.setText(when)
        self.when.show()
        self.desk.setVisible(bool(self._desk_words) and not when)
        self.what.setText(what)
        self._sign.set_sign(sign)
        self._sign.setVisible(bool(sign))
        self._divider.setVisible(bool(what or following))
        self.what.setVisible(bool(what))
        self.following.setText(following)
        self.following.setVisible(bool(following))
        self.undo_button.setVisible(undoable)
        self._fit()
        self._fit_undone()
        self._fit_draft()
