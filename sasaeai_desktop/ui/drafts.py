"""下書き in the window: a shelf of all half-written forms, and what keeps one form on it.

A form that takes typed input calls ``self.begin_draft("record", person, visit)`` (see ``Page``) once its fields show
what is on file, and ``self.forget_draft()`` when it was saved. Everything else happens here: the form is kept on
leaving a field, a second after a button was pressed, every ten seconds while somebody types, and whenever the page
is hidden (もどる, Esc, another tab, the lock, the end of the program). It goes into the encrypted database, through
the one worker thread; never into a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.fields import Field
from sasaeai_desktop.ui.widgets.states import HintBand

if TYPE_CHECKING:
    from sasaeai_desktop.domain.ids import Id
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.services.desk.drafts import Draft, State
    from sasaeai_desktop.ui.changes import ChangeHub
    from sasaeai_desktop.ui.tasks import Tasks

TYPING_MS = 10_000  # rule 12 of the shared design
PRESSED_MS = 1_000

_SHOWN = "まえに書きかけた内容を 出しています。"
_THROWN = "書きかけを消して、はじめに もどしました。"

Parts = tuple[str, ...]


class Shelf(QObject):
    """The half-written forms of one open desk.

    Signals:
        kept(): a form was written into the database.
        changed(): the list is another one.
        collect(): every open form is to put itself here now.

    Attributes:
        put_aside: the window is being locked: pages are hidden, but nobody left them.
    """

    kept = Signal()
    changed = Signal()
    collect = Signal()

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._drafts: dict[Parts, Draft] = {}
        self.put_aside = False

    def load(self) -> None:
        """Read what earlier sessions left; the window asks for it before any page is shown."""
        desk = self._desk

        def read() -> list[Draft]:
            from sasaeai_desktop.services.desk import drafts  # noqa: PLC0415 - on the worker

            return drafts.kept(desk)

        self._tasks.run(read, self._take, owner=self)

    def _take(self, found: list[Draft]) -> None:
        self._drafts = {draft.parts: draft for draft in found} | self._drafts
        self.changed.emit()

    def all(self) -> list[Draft]:
        """Return every form, the latest first."""
        return sorted(self._drafts.values(), key=lambda draft: draft.at, reverse=True)

    def get(self, parts: Parts) -> Draft | None:
        """Return one form as it was left."""
        return self._drafts.get(parts)

    def put(self, draft: Draft) -> None:
        """Keep a form: here at once, in the database as soon as the worker is free."""
        desk = self._desk
        stamped = replace(draft, at=draft.at or desk.clock.now().isoformat(timespec="seconds"))
        known = draft.parts in self._drafts
        self._drafts[draft.parts] = stamped

        def write() -> None:
            from sasaeai_desktop.services.desk import drafts  # noqa: PLC0415 - on the worker

            drafts.keep(desk, stamped)

        self._tasks.run(write, lambda _none: self.kept.emit(), owner=self)
        if not known:
            self.changed.emit()

    def drop(self, parts: Parts) -> Draft | None:
        """Forget a form; returns what it was, so that it can be put back."""
        gone = self._drafts.pop(parts, None)
        if gone is None:
            return None
        desk = self._desk

        def remove() -> None:
            from sasaeai_desktop.services.desk import drafts  # noqa: PLC0415 - on the worker

            drafts.drop(desk, parts)

        self._tasks.run(remove)
        self.changed.emit()
        return gone


_shelves: WeakKeyDictionary[ChangeHub, Shelf] = WeakKeyDictionary()


class Workplace(Protocol):
    """What the shelf needs of a page's context."""

    @property
    def desk(self) -> Desk:
        """The open desk."""

    @property
    def tasks(self) -> Tasks:
        """The worker."""

    @property
    def hub(self) -> ChangeHub:
        """There is one of it in each window."""


def shelf_of(context: Workplace) -> Shelf:
    """Return the shelf of an open window; it goes with the window, the drafts stay in the database."""
    shelf = _shelves.get(context.hub)
    if shelf is None:
        shelf = _shelves[context.hub] = Shelf(context.desk, context.tasks)
    return shelf


class FormDraft(QObject):
    """Keeps one form on the shelf.

    Args:
        form: the page; its fields and counters are listened to.
        shelf: where it is kept.
        parts: the name of the draft.
        about: the person it speaks of.
        words: returns what つづきから calls it: title and what it is about.
        state: returns what stands in the form.
        show: shows such a state again.
    """

    def __init__(
        self,
        form: QWidget,
        shelf: Shelf,
        parts: Parts,
        *,
        about: Id | None,
        words: Callable[[], tuple[str, str]],
        state: Callable[[], State],
        show: Callable[[State], object],
    ) -> None:
        super().__init__(form)
        self._form, self._shelf, self.parts, self.about = form, shelf, parts, about
        self._words, self._state, self._show = words, state, show
        self._written: State | None = None
        self._quiet = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)
        self.first = state()
        for field in fields_of(form):
            field.changed.connect(self.touch)
            field.left.connect(self.keep)
        for counter in form.findChildren(Counter):
            counter.changed.connect(self._counted)
        form.installEventFilter(self)
        shelf.collect.connect(self.keep)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def restore(self) -> bool:
        """Show what was left here before; False when there is nothing."""
        left = self._shelf.get(self.parts)
        if left is None:
            return False
        self._present(left.state)
        self._written = left.state
        return True

    def hint(self, name: str) -> HintBand:
        """Return the band that says so above the form, with はじめから書く."""
        band = HintBand(_SHOWN, name=f"{name}_hint")
        again = QuietButton("はじめから書く", name=f"{name}_fresh")
        thrown: list[State] = []

        def turn() -> None:
            if thrown:
                self._present(thrown.pop())
                self.touch(pressed=True)
            else:
                thrown.append(self._state())
                self.start_afresh()
            band.sentence.setText(_THROWN if thrown else _SHOWN)
            again.set_words("元にもどす" if thrown else "はじめから書く")

        again.clicked.connect(turn)
        band.add_button(again)
        return band

    def start_afresh(self) -> None:
        """Forget what was written, and show what the form began with."""
        self.forget()
        self._present(self.first)

    def _present(self, state: State) -> None:
        self._quiet = True
        try:
            self._show(state)
        finally:
            self._quiet = False

    def touch(self, *, pressed: bool = False) -> None:
        """Something was entered; ``pressed``: at once and whole, by a button."""
        if self._quiet:
            return
        pause = PRESSED_MS if pressed else TYPING_MS
        if not self._timer.isActive() or self._timer.remainingTime() > pause:
            self._timer.start(pause)

    def _counted(self, _value: int) -> None:
        self.touch(pressed=True)

    def keep(self) -> None:
        """Put the form on the shelf if it is another one than it was."""
        touched = self._timer.isActive()
        self._timer.stop()
        if not touched:
            return
        from sasaeai_desktop.services.desk.drafts import Draft  # noqa: PLC0415 - brings the services

        state = self._state()
        if state == self._written:
            return
        if state == self.first:
            self.forget()
            return
        self._written = state
        self._shelf.put(Draft(self.parts, *self._words(), about=self.about, state=state))

    def forget(self) -> None:
        """The form was saved, or is not wanted."""
        self._timer.stop()
        self._written = None
        self._shelf.drop(self.parts)

    def saved(self) -> None:
        """The form was saved: what stands in it now is what is on file."""
        self.forget()
        self.first = self._state()

    @property
    def waiting(self) -> bool:
        """Whether the form holds something that is not saved."""
        return self._timer.isActive() or self._written is not None

    def _focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self._timer.isActive() and self._form.isAncestorOf(old):
            self.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the form before it is hidden."""
        if event.type() == QEvent.Type.Hide:
            self.keep()
        return super().eventFilter(watched, event)


# -- any form made of the kit's fields --------------------------------------------------------------------------------


def fields_of(root: QWidget) -> list[Field]:
    """Return the fields of a form whose content is kept (never a passphrase)."""
    return [field for field in root.findChildren(Field) if field.is_kept()]


def read_fields(root: QWidget) -> State:
    """Return what stands in every field and counter, exactly as typed, by objectName."""
    found: State = {field.objectName(): field.raw() for field in fields_of(root)}
    for counter in root.findChildren(Counter):
        found[counter.objectName()] = counter.value()
    return found


def show_fields(root: QWidget, state: State) -> None:
    """Show what ``read_fields`` returned; pages fold and unfold as if it were typed."""
    fields = [field for field in fields_of(root) if field.objectName() in state]
    for tell in (
        True,
        False,
    ):  # what unfolds may set its own usual values: the second round has the last word
        for field in fields:
            field.blockSignals(True)
            field.set_raw(state[field.objectName()])
            field.blockSignals(False)
        for field in fields if tell else []:
            field.changed.emit()
    for counter in root.findChildren(Counter):
        if counter.objectName() in state:
            counter.set_value(int(state[counter.objectName()]))
            counter.changed.emit(counter.value())
