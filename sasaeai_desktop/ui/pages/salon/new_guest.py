"""＋ 新しい方: somebody of 名簿 who comes for the first time, or a new name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.people.people import PersonRow
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.summary import check_all
from sasaeai_desktop.ui.widgets.view import bring_soon_into_view

_SHOWN = 3
_PAUSE_MS = 250  # typing rests this long before 名簿 is looked at


class NewGuestPanel(Panel):
    """Opened below the tiles.

    Signals:
        added(str, str): name and kana of a new person.
        known(object, str): id and name of a person of 名簿.
        closed(): the form goes while the cursor is in it.
    """

    added = Signal(str, str)
    known = Signal(object, str)
    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__(name="new_guest_panel", pad=16, gap=8)
        self._context = context
        self.name = LineField("お名前", name="new_name", required=True, chars=10)
        self.kana = LineField("ふりがな", name="new_kana", required=False, chars=10)
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        fields.addWidget(self.name)
        fields.addWidget(self.kana)
        fields.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(
            OutlineButton("名簿に入れて「来た」にする", name="new_add", icon="plus", on_click=self._add)
        )
        buttons.addWidget(QuietButton("やめる", name="new_stop", on_click=self.close_panel))
        buttons.addStretch(1)
        self.add(label("新しい方", "subsection"))
        self.add_layout(fields)
        self.add_layout(self._found)
        self.add_layout(buttons)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        for field in (self.name, self.kana):
            field.changed.connect(self._pause.start)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds the person; it does not save the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)

    def open_panel(self) -> None:
        """Show the form and put the cursor in it (the person asked for it)."""
        self.show()
        self.name.focus()
        bring_soon_into_view(self)

    def close_panel(self) -> None:
        """Put the form away; what was typed stays in it."""
        self._put_away()

    def _put_away(self) -> None:
        inside = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        if inside:
            self.closed.emit()  # before hiding: Qt would move the focus anywhere
        self.hide()

    def _look(self) -> None:
        text = self.name.value() or self.kana.value()
        if len(text) < 2:
            clear_layout(self._found)
            return
        desk = self._context.desk
        self._context.tasks.run(
            lambda: people.find_people(desk, text, limit=_SHOWN), self._show_found, owner=self
        )

    def _show_found(self, rows: list[PersonRow]) -> None:
        clear_layout(self._found)
        if not rows:
            return
        self._found.addWidget(label("名簿にいる方なら、ここから えらびます。", "second", wrap=True))
        for at, row in enumerate(rows):
            second = "　".join(t for t in (row.kana, row.town) if t)
            button = RowButton(row.name, name=f"known_{at}", second=second, line=at < len(rows) - 1)
            button.clicked.connect(partial(self._choose, row.id, row.name))
            self._found.addWidget(button)

    def _choose(self, person: Id, name: str, _checked: bool = False) -> None:
        self._empty()
        self.known.emit(person, name)

    def _add(self) -> None:
        if check_all([self.name]):
            name, kana = self.name.value(), self.kana.value()
            self._empty()
            self.added.emit(name, kana)

    def _empty(self) -> None:
        self._pause.stop()
        for field in (self.name, self.kana):
            field.set_value("")
            field.clear_error()
        clear_layout(self._found)
        self._put_away()
