"""What every page has: a heading row with one primary button, a body that scrolls, keys, sub-pages.

How to write a page::

    class Cards(Page):
        object_name = "cards"
        title = "つながりカード"
        icon = "card"

        def __init__(self, context: PageContext) -> None:
            super().__init__(context)
            self.set_heading("つながりカード", "令和8年度 11枚")
            self.set_primary("カードを新しく書く", icon="pencil", action=self._write)   # Ctrl+S
            self.add_outline("USBから受け取る", name="receive", icon="download", action=self._receive)
            self.body.addWidget(...)                       # QVBoxLayout, margins already set

        def refresh(self, changes: Changes | None) -> None:   # None: shown for the first time
            if changes is None or changes.touches("card"):
                self.run(lambda: services.cards.board(self.context.desk), self._show)

- A page refreshes only while shown; changes that come meanwhile are handed over when it is shown again.
- A sub-page (a person, a session, the month grid) is a ``Page`` too: ``self.push(SubPage(self.context))``.
  It gets もどる at the left of its heading; Esc and もどる call ``leave``, which may be overridden to keep a
  draft first.
- ``print_page`` is Ctrl+P; override it where something can be printed.
- The body fills the height of the window and scrolls only when its least height does not fit: a list in it
  (``addWidget(list, 1)``) scrolls by itself. Use ``Columns`` for left and right: at 中 and 大 they go below
  each other.
- A form says ``self.begin_draft("member", person, member)`` once its fields show what is on file, and
  ``self.forget_draft()`` when it was saved; then Esc, another tab, the lock and a power cut lose nothing.
- Everything that touches the desk goes through ``self.run(function, on_done)`` (the one worker thread).
- A service that changes something returns ``Done``: ``self.act(lambda: service(desk, ...), on_done)`` calls
  it, tells every page, and puts the label with 元にもどす into the status line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.drafts import FormDraft, read_fields, shelf_of, show_fields
from sasaeai_desktop.ui.layouts import fill_at_once, scrolling
from sasaeai_desktop.ui.pages.heading import Heading
from sasaeai_desktop.ui.pages.tab_order import TabOrder
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Job, Tasks
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, PrimaryButton
from sasaeai_desktop.ui.widgets.lines import keep_word
from sasaeai_desktop.ui.widgets.states import MessageStrip

if TYPE_CHECKING:  # services bring the database, which the unlock screen does not wait for
    from sasaeai_desktop.domain.ids import Id
    from sasaeai_desktop.services.desk.desk import Desk, Done
    from sasaeai_desktop.services.desk.drafts import State

KEPT = "書きかけの内容は とってあります。まだ保存していません。"


@dataclass(slots=True)
class PageContext:
    """What a page works with.

    Attributes:
        desk: what services take as their first argument. A window may be built while the key is still being worked out,
            and is given its desk before it is shown (``DeskWindow.seat``).
        tasks: the worker (``tasks.run``).
        hub: hears and tells changes; pages need ``changed`` only.
        open: opens a page by object_name with a subject (``open("watch", person_id)``); the page gets
            ``show_subject``.
        note: writes a sentence into the status line (nothing saved).
        preferences: what the window remembers about itself.
        practise: asks the program for practice (``settings_window.BEGIN`` and the like).
        restore: asks the program to go back to a checked backup (folder, passphrase).
        early: what the worker found for a page that was not there yet (``look_ahead``), by object_name.
    """

    desk: Desk
    tasks: Tasks
    hub: ChangeHub
    open: Callable[[str, Any], object]
    note: Callable[[str], object]
    preferences: Preferences = field(default_factory=lambda: Preferences(None))
    practise: Callable[[str], object] = field(default=lambda _what: None)
    restore: Callable[[Path, str], object] = field(default=lambda _backup, _passphrase: None)
    early: dict[str, Any] = field(default_factory=dict)

    def changed(self, changes: Changes) -> None:
        """Tell every page, and the status line with its 元にもどす."""
        self.hub.announce(changes)

    def today(self) -> str:
        """Return today's ISO date, by the desk's clock."""
        return self.desk.today()


class Page(QWidget):
    """Base of all pages.

    Signals:
        pushed(Page): show this page over me.
        left(): もどる; my sub-page is done.
    """

    pushed = Signal(object)
    left = Signal()

    object_name = "page"
    title = ""
    icon = "list"
    built_early = False
    """Whether the page can be built before there is a desk; it asks for one from ``refresh`` on."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(self.object_name)
        self.head = Heading(self.object_name, self.title, self.leave)
        self.heading = self.head.title
        self.back_button: Final = self.head.back  # a page that names another button so would lose もどる
        self.draft: FormDraft | None = None
        self._ordering = False
        self._tab_order = TabOrder()
        self._stale: list[Changes | None] = [None]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.message = MessageStrip(name=f"{self.object_name}_message")
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(24, 0, 22, 0)
        inner.addWidget(self.message)
        column.addWidget(holder)
        ground = QWidget()
        self.body = QVBoxLayout(ground)
        self.body.setContentsMargins(24, 8, 22, 16)
        self.body.setSpacing(16)
        column.addWidget(scrolling(ground, f"{self.object_name}_scroll"), 1)

    # The heading

    @property
    def subheading(self) -> QLabel:
        """What stands beside the title or below it."""
        return self.head.subtitle

    @property
    def primary(self) -> PrimaryButton | None:
        """The page's one task."""
        return self.head.primary

    def set_heading(self, title: str, subtitle: str = "", *, below: bool = False) -> None:
        """Write the heading; ``below`` puts the subtitle under it, in as many lines as it needs."""
        self.head.set_words(title, subtitle, below=below)

    def set_primary(
        self, text: str, *, action: Callable[[], object], icon: str = "", down: int = 0
    ) -> PrimaryButton:
        """Put the primary button at its place; Ctrl+S presses it too."""
        made = PrimaryButton(text, name=f"{self.object_name}_primary", icon=icon, on_click=action)
        self.head.set_primary(made, down=down)
        return made

    def add_outline(
        self, text: str, *, name: str, action: Callable[[], object], icon: str = ""
    ) -> OutlineButton:
        """Put one second way left of the primary button."""
        made = OutlineButton(text, name=name, icon=icon, tall=True, on_click=action)
        self.head.add_outline(made)
        return made

    def event(self, event: QEvent) -> bool:
        """Bring Tab into reading order when something came onto the page."""
        if event.type() == QEvent.Type.LayoutRequest and not self._ordering:
            self._ordering = True
            QTimer.singleShot(0, self, self._order_tabs)
        return super().event(event)

    def _order_tabs(self) -> None:
        self._ordering = False
        self.head.fit()
        column = self.layout()
        if column is not None:
            self._tab_order.bring(column)

    # What the window calls

    @classmethod
    def look_ahead(cls, context: PageContext) -> None:
        """Have the worker find what the page shows at first, while the window is still being built."""

    def refresh(self, changes: Changes | None) -> None:
        """Show what is there now; ``None``: everything."""

    def show_subject(self, subject: Any) -> None:
        """Show one record (a person's id, a card's id), asked for by another page."""

    def save(self) -> None:
        """Do the page's one task (Ctrl+S)."""
        keep_word()
        if self.primary is not None and self.primary.isEnabled():
            self.primary.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line of a form does the page's one task."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(QApplication.focusWidget(), QLineEdit):
            self.save()
            return
        super().keyPressEvent(event)

    # What a page does

    def run(
        self,
        function: Callable[..., Any],
        on_done: Callable[[Any], object] | None = None,
        progress: Callable[[int, int, str], object] | None = None,
        on_cancel: Callable[[], object] | None = None,
    ) -> Job:
        """Read or do something on the worker; what goes wrong outside is shown in the page's own strip."""

        def shown(result: Any) -> None:
            if on_done is not None:
                fill_at_once(self.body)
                on_done(result)

        return self.context.tasks.run(
            function, shown, self.show_error, progress, on_cancel=on_cancel, owner=self
        )

    def act(self, function: Callable[[], Done[Any]], on_done: Callable[[Any], object] | None = None) -> Job:
        """Call a service that changes something: every page hears it, the status line offers 元にもどす.

        Args:
            function: calls the service and returns its ``Done``.
            on_done: takes the service's result, after the change was told.
        """

        def told(done: Done[Any]) -> None:
            self.message.hide()
            self.context.changed(done.changes)
            if on_done is not None:
                on_done(done.result)

        return self.run(function, told)

    def show_error(self, error: UserError) -> None:
        """Show what happened outside and what to do, below the heading."""
        self.message.show_error(error)

    def print_page(self) -> None:
        """Print what the page shows (Ctrl+P)."""

    def push(self, page: Page) -> None:
        """Show a sub-page over this one."""
        page.back_button.show()
        self.pushed.emit(page)

    def leave(self) -> None:
        """Go back to the page below (Esc, もどる); a top page stays. What is half-written waits for the next time."""
        if self.draft is not None:
            self.draft.keep()
            if self.draft.waiting:
                self.context.note(KEPT)
        self.left.emit()

    # Drafts

    def begin_draft(
        self,
        kind: str,
        *subjects: Id | str | None,
        about: Id | None = None,
        state: Callable[[], State] | None = None,
        show: Callable[[State], object] | None = None,
    ) -> None:
        """Show what was left of this form the last time, and keep what is entered from now on.

        Args:
            kind: which form it is (``ui.pages.continuing`` opens it again by this name).
            subjects: what it is about, as far as it is known; other subjects have drafts of their own.
            about: the person it speaks of, so that an erasure finds it.
            state: returns what stands in the form; without it, all its fields and counters.
            show: shows such a state.
        """
        parts = (kind, *(s if isinstance(s, str) else s.hex() if s else "" for s in subjects))
        self.draft = FormDraft(
            self,
            shelf_of(self.context),
            parts,
            about=about,
            words=lambda: (self.heading.text(), self.subheading.text().strip()),
            state=state or (lambda: read_fields(self)),
            show=show or (lambda kept: show_fields(self, kept)),
        )
        if self.draft.restore():
            self.body.insertWidget(0, self.draft.hint(self.object_name))

    def entry_made(self, *_value: object) -> None:
        """Something was entered by a button or a key of its own: the draft is kept a second later."""
        if self.draft is not None:
            self.draft.touch(pressed=True)

    def forget_draft(self) -> None:
        """The form was saved."""
        if self.draft is not None:
            self.draft.saved()

    def help_name(self) -> str:
        """Return the name of the page's help (F1)."""
        return self.object_name

    def note_changes(self, changes: Changes) -> None:
        """Take changes in: at once when shown, later when not."""
        if self.isVisible():
            self.refresh(changes)
        else:
            self._stale.append(changes)

    def catch_up(self) -> None:
        """Refresh what changed while the page was not shown."""
        waiting, self._stale = self._stale, []
        if None in waiting:
            self.refresh(None)
            return
        together = Changes()
        for changes in waiting:
            assert changes is not None, "asked above"
            together = together.joined(changes)
        if waiting:
            self.refresh(together)  # once, however much happened meanwhile
