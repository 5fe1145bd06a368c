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
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.drafts import FormDraft, fields_of, read_fields, shelf_of, show_fields
from sasaeai_desktop.ui.layouts import scrolling
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Job, Tasks
from sasaeai_desktop.ui.theme.metrics import BASE, control, text_size
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton, PrimaryButton, QuietButton
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Paragraph, label
from sasaeai_desktop.ui.widgets.states import HintBand, MessageStrip

if TYPE_CHECKING:  # services bring SQLAlchemy, which the unlock screen does not wait for
    from sasaeai_desktop.domain.ids import Id
    from sasaeai_desktop.services.desk.desk import Desk, Done
    from sasaeai_desktop.services.desk.drafts import State

LAPTOP_WIDE = 1366  # px; a heading that needs more takes a second line
KEPT = "書きかけの内容は とってあります。まだ保存していません。"


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page works with.

    Attributes:
        desk: what services take as their first argument.
        tasks: the worker (``tasks.run``).
        hub: hears and tells changes; pages need ``changed`` only.
        open: opens a page by object_name with a subject (``open("watch", person_id)``); the page gets
            ``show_subject``.
        note: writes a sentence into the status line (nothing saved).
        preferences: what the window remembers about itself.
        practise: asks the program for practice (``settings_window.BEGIN`` and the like).
        restore: asks the program to go back to a checked backup (folder, passphrase).
    """

    desk: Desk
    tasks: Tasks
    hub: ChangeHub
    open: Callable[[str, Any], object]
    note: Callable[[str], object]
    preferences: Preferences = field(default_factory=lambda: Preferences(None))
    practise: Callable[[str], object] = field(default=lambda _what: None)
    restore: Callable[[Path, str], object] = field(default=lambda _backup, _passphrase: None)

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

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(self.object_name)
        self.primary: PrimaryButton | None = None
        self.draft: FormDraft | None = None
        self._ordering = False
        self._stops: list[QWidget] = []
        self._stale: list[Changes | None] = [None]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._outlines: list[OutlineButton] = []
        self._make_heading()
        self._second_row = QWidget()
        self._second_row.hide()
        held = QWidget()
        self._second = FlowLayout(held, gap=12)
        around = QVBoxLayout(self._second_row)
        around.setContentsMargins(24, 0, 22, 8)
        around.addWidget(held)
        column.addWidget(self._heading_row)
        column.addWidget(self._second_row)
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

    # The heading row

    def _make_heading(self) -> None:
        row = QWidget()
        row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._heading_row = row
        self._heading = QHBoxLayout(row)
        self._heading.setContentsMargins(24, 16, 22, 16)
        self._heading.setSpacing(16)
        self.back_button = Button(
            "もどる", name=f"{self.object_name}_back", kind="small", icon="back", on_click=self.leave
        )
        self.back_button.hide()
        self.heading = label(self.title, "title", name=f"{self.object_name}_heading")
        self.subheading = label("", "second", name=f"{self.object_name}_subheading")
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._heading.addWidget(self.back_button)
        self._heading.addLayout(self._words, 1)
        self._stack_words(below=False)
        self._fit_height()
        row.setMinimumWidth(1)  # too many words go below (``_fit_heading``); they never widen the window

    def _stack_words(self, *, below: bool) -> None:
        """Put the subtitle beside the title, or below it (sub-pages)."""
        while self._words.count():
            self._words.takeAt(0)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignBaseline)
        if not below:
            line.addWidget(self.subheading, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch(1)
        self._words.addLayout(line)
        if below:
            self._words.addWidget(self.subheading)
        # Two lines are 72 high: with smaller margins the buttons stand where they stand beside one line.
        self._fit_height()

    def _fit_height(self) -> None:
        """Let the heading stand as in the pictures at 小, and closer where the words are larger."""
        air = 16 if text_size() <= BASE else 8
        self._heading_row.setMinimumHeight(control(56) + 2 * air)
        air = 8 if self._words.count() > 1 else air
        self.heading_margins(air)

    def heading_margins(self, air: int) -> None:
        """Put ``air`` px above and below the heading."""
        self._heading.setContentsMargins(24, air, 22, air)

    def changeEvent(self, event: QEvent) -> None:
        """Give the heading its height at another 文字の大きさ."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_heading_row"):
            self._fit_height()

    def set_heading(self, title: str, subtitle: str = "", *, below: bool = False) -> None:
        """Write the heading; ``below`` puts the subtitle under it, in as many lines as it needs."""
        if below and not isinstance(self.subheading, Paragraph):
            narrow, name = self.subheading, self.subheading.objectName()
            self.subheading = label("", "second", wrap=True, name=name)
            self._words.replaceWidget(narrow, self.subheading)
            narrow.hide()
            narrow.deleteLater()
        self.heading.setText(title)
        self.subheading.setText(subtitle)
        if below != (self._words.count() > 1):
            self._stack_words(below=below)

    def set_primary(self, text: str, *, action: Callable[[], object], icon: str = "") -> PrimaryButton:
        """Put the primary button at its place; Ctrl+S presses it too."""
        self.primary = PrimaryButton(text, name=f"{self.object_name}_primary", icon=icon, on_click=action)
        self._heading.addWidget(self.primary)
        return self.primary

    def add_outline(
        self, text: str, *, name: str, action: Callable[[], object], icon: str = ""
    ) -> OutlineButton:
        """Put one second way left of the primary button."""
        made = OutlineButton(text, name=name, icon=icon, tall=True, on_click=action)
        at = self._heading.count() - (1 if self.primary is not None else 0)
        self._heading.insertWidget(at, made)
        self._outlines.append(made)
        return made

    def add_to_heading(self, widget: QWidget) -> None:
        """Put a small control right after the title (year arrows)."""
        self._heading.insertWidget(1, widget)

    def _fit_heading(self) -> None:
        """Put the second ways below the heading where the words are too large for one line."""
        below = bool(self._second.count())
        wide = self._heading_row.minimumSizeHint().width()
        if below:
            wide += sum(button.sizeHint().width() + self._heading.spacing() for button in self._outlines)
        crowded = wide > min(self.width(), LAPTOP_WIDE)
        if crowded == below or not self._outlines:
            return
        at = self._heading.count() - (1 if self.primary is not None else 0)
        for button in self._outlines:
            (self._heading if crowded else self._second).removeWidget(button)
            if crowded:
                self._second.addWidget(button)
            else:
                self._heading.insertWidget(at, button)
                at += 1
        self._second_row.setVisible(crowded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the heading fits in one line."""
        super().resizeEvent(event)
        self._fit_heading()

    def event(self, event: QEvent) -> bool:
        """Bring Tab into reading order when something came onto the page."""
        if event.type() == QEvent.Type.LayoutRequest and not self._ordering:
            self._ordering = True
            QTimer.singleShot(0, self, self._order_tabs)
        return super().event(event)

    def _order_tabs(self) -> None:
        """Let Tab go as one reads, whatever was built first: heading, then column by column."""
        self._ordering = False
        self._fit_heading()
        column = self.layout()
        stops = _stops_in(column) if column is not None else []
        if stops != self._stops:
            self._stops = stops
            for one, following in pairwise(stops):
                QWidget.setTabOrder(one, following)

    # What the window calls

    def refresh(self, changes: Changes | None) -> None:
        """Show what is there now; ``None``: everything."""

    def show_subject(self, subject: Any) -> None:
        """Show one record (a person's id, a card's id), asked for by another page."""

    def save(self) -> None:
        """Do the page's one task (Ctrl+S)."""
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
        return self.context.tasks.run(
            function, on_done, self.show_error, progress, on_cancel=on_cancel, owner=self
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
            state=state or (lambda: read_fields(self)),
            show=show or (lambda kept: show_fields(self, kept)),
        )
        for each in fields_of(self):
            each.changed.connect(self.draft.touch)
            each.left.connect(self.draft.keep)
        for counter in self.findChildren(Counter):
            counter.changed.connect(self.entry_made)
        if self.draft.restore():
            self.body.insertWidget(0, self._draft_hint())

    def _draft_hint(self) -> HintBand:
        hint = HintBand("まえに書きかけた内容を 出しています。", name=f"{self.object_name}_hint")

        def afresh() -> None:
            hint.hide()
            if self.draft is not None:
                self.draft.start_afresh()

        hint.add_button(QuietButton("はじめから書く", name=f"{self.object_name}_fresh", on_click=afresh))
        return hint

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


def _stops_in(layout: QLayout) -> list[QWidget]:
    """Return where Tab stops in a layout and in all that it holds, in its order."""
    found: list[QWidget] = []
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            found += _stops_in(inner)
        if widget is None:
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        held = widget.widget() if isinstance(widget, QScrollArea) else widget
        if held is not None and held is not widget and held.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(held)
        below = held.layout() if held is not None else None
        if below is not None:
            found += _stops_in(below)
    return found
