"""The main window of one open desk: its tabs, and what the window's own keys and buttons do."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.ui import opening, tidying
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.continuing import ContinuePage, ContinueStrip
from sasaeai_desktop.ui.days import day_words
from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.drafts import shelf_of
from sasaeai_desktop.ui.main_window import MainWindow
from sasaeai_desktop.ui.page_specs import Tab, specs_of, tabs_of
from sasaeai_desktop.ui.page_stack import PageStack
from sasaeai_desktop.ui.pages.continuing import build, load, way_of
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.settings_window import practice_ways
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Desk, Done
    from sasaeai_desktop.services.desk.drafts import Draft

LOAD_BEHIND_MS = 1500
NOT_HERE = "その画面は、このパソコンには ありません。"


@dataclass(frozen=True, slots=True)
class Latest:
    """The person's latest action that can be undone: its number, ISO day and words."""

    act: bytes
    day: str
    label: str


class DeskWindow(MainWindow):
    """Pages, undo, find and help over one desk.

    Signals:
        restore_wanted(Path, str): go back to this checked backup, which opens with this passphrase.

    Args:
        tasks: the worker that owns its database.
        preferences: remembers 文字の大きさ.
        council: whether it is a council's.
        practice: whether it is for 練習モード.
    """

    restore_wanted = Signal(object, str)

    def __init__(
        self, tasks: Tasks, preferences: Preferences, *, council: bool, practice: bool = False
    ) -> None:
        self.desk: Desk = cast("Desk", _NotYet())
        self.tasks, self.hub = tasks, ChangeHub()
        self._of = (council, practice)
        self._left_on = ""
        self._done_here: set[bytes] = set()  # actions of this sitting
        self.hub.changed.connect(self._note_done)
        self.tab_list = tabs_of(council=council)
        super().__init__(
            specs_of(self.tab_list, lambda: self._context),
            hub=self.hub,
            preferences=preferences,
            practice=practice,
            practice_ways=practice_ways(council=council),
        )
        self._context = PageContext(
            self.desk,
            tasks,
            self.hub,
            self.open,
            self.note,
            preferences,
            self.practice_wanted.emit,
            self.restore_wanted.emit,
        )
        self.undo_requested.connect(self.undo_last)
        self.find_requested.connect(self.find_words)
        self.help_requested.connect(self.show_help)
        self.status.lock_button.setVisible(not practice)  # nobody is asked for its passphrase
        if self.tab_list[0].load().built_early:
            self.build_first()

    @classmethod
    def of(cls, desk: Desk, tasks: Tasks, preferences: Preferences) -> DeskWindow:
        """Return the window of an open desk."""
        made = cls(tasks, preferences, council=desk.me.council, practice=desk.me.practice)
        made.seat(desk)
        return made

    def fits(self, desk: Desk) -> bool:
        """Say whether a window that was built before its desk was open has this desk's tabs."""
        return self._of == (desk.me.council, desk.me.practice)

    def seat(self, desk: Desk) -> None:
        """Give the window its desk, once, before it is shown."""
        self.desk = self._context.desk = desk
        self.tab_list[0].load().look_ahead(self._context)
        self.show_names(desk.me.name, desk.user.name, desk.user.role)
        self.shelf = shelf_of(self._context)
        self.shelf.kept.connect(self.status.show_draft)
        self.shelf.load()
        self._offer_drafts()

    # 席をはなれる

    def put_aside(self) -> None:
        """Keep every open form and disappear, as it stands."""
        self._left_on = self.desk.today()
        self.shelf.put_aside = True
        self.shelf.collect.emit()
        self.status.forget_note()
        self.hide()
        for stack in self._stacks.values():
            stack.forget()

    def come_back(self, before: QWidget) -> None:
        """Appear again as it was; on another day きょう is worked out anew."""
        self.setGeometry(before.geometry())
        self.show()
        self.shelf.put_aside = False
        self._current_stack().enter()
        if self.desk.today() != self._left_on:
            self._first_stack().note_changes(Changes())

    # つづきから

    def _offer_drafts(self) -> None:
        self.continue_strip = ContinueStrip(self._context)
        self.continue_strip.asked.connect(self.go_on)
        self.continue_strip.all_wanted.connect(self._show_all_drafts)
        self.above.addWidget(self.continue_strip)
        self.tabs.currentChanged.connect(lambda _at: self._place_strip())
        self._first_stack().currentChanged.connect(lambda _at: self._place_strip())
        self._place_strip()

    def _first_stack(self) -> PageStack:
        return self._stacks[self.tab_list[0].name]

    def _place_strip(self) -> None:
        first = self._current_stack() is self._first_stack()
        self.continue_strip.set_wanted(wanted=first and self._first_stack().at_root)

    def _show_all_drafts(self) -> None:
        page = ContinuePage(self._context)
        page.rows.asked.connect(self.go_on)
        self._first_stack().root().push(page)

    def go_on(self, draft: Draft) -> None:
        """Open the page of a draft, which shows what was left of it."""
        way = way_of(draft)
        if way is None or way.tab not in self._stacks:
            self.note(NOT_HERE)
            return

        def show(loaded: Any) -> None:
            stack = self._stacks[way.tab]
            root = stack.root()  # a form that stands open there keeps its draft first
            self.tabs.setCurrentIndex(self._pages.indexOf(stack))
            kept = self.shelf.get(draft.parts) or draft
            root.push(build(self._context, kept, way, loaded, root))

        self.tasks.run(lambda: load(self.desk, draft, way), show, owner=self)

    def closeEvent(self, event: Any) -> None:
        """Keep every open form before the desk is closed."""
        self.shelf.collect.emit()
        super().closeEvent(event)

    def show_like(self, before: QWidget) -> None:
        """Show the window where the first screen was, then load the other pages behind it."""
        self.setGeometry(before.geometry())
        if before.isMaximized():
            self.showMaximized()
        else:
            self.show()
        self.start()
        QTimer.singleShot(LOAD_BEHIND_MS, self, self._load_behind)

    def _load_behind(self) -> None:
        """Import the rest while the person looks at the first page; before, it would only slow that one down."""
        self.tasks.run(lambda: opening.take_up(self.desk), owner=self)
        for tab in self.tab_list:
            self.tasks.run(lambda tab=tab: _load(tab), owner=self)
        self.tasks.run(tidying.leave_what_is_loaded, owner=self)

    def open(self, name: str, subject: Any = None) -> Page | None:
        """Show a tab by name, and one record on it; says so when this desk has no such tab."""
        if name not in {tab.name for tab in self.tab_list}:
            self.note(NOT_HERE)
            return None
        return self.open_page(name, subject)

    def open_file(self, path: Path) -> None:
        """Show what a pressed file is for: an invitation, or what came on a stick (the whole folder is looked at)."""
        self.open("usb", path)

    def find_words(self, text: str) -> None:
        """Open the first page with a list that can be searched (Enter in さがす)."""
        name = "districts" if self.desk.me.council else "watch"
        page = self.open(name)
        if page is not None and name in self._stacks:
            page = self._stacks[name].root()  # さがす begins at the list, whatever lay over it
        search = getattr(page, "find_words", None)
        if search is not None and text.strip():
            search(text.strip())
            self.header.find_field.clear()  # the words stand above the list now

    def undo_last(self) -> None:
        """Take back the person's latest action (元にもどす, Ctrl+Z).

        What was done in this sitting is taken back at once; what is older is asked about first, and in practice the
        ready-made records are never taken back.
        """
        self.tasks.run(self._latest, self._ask_undo, owner=self)

    def _latest(self) -> Latest | None:
        from sasaeai_desktop.services.desk import undoing  # noqa: PLC0415 - on the worker

        found = undoing.last_actions(self.desk, 1)
        return Latest(found[0].act, found[0].at[:10], found[0].label) if found else None

    def _ask_undo(self, latest: Latest | None) -> None:
        own = latest is not None and latest.act in self._done_here
        if latest is None or (not own and self.desk.me.practice):
            self.note("もどせることは、もう ありません。")
            return
        if not own:
            day = day_words(latest.day, self.desk.today())
            asked = f"{day}の「{latest.label}」を 元にもどしますか。"
            if not confirm(self, asked, "今日 この画面を開く前に したことです。", verb="元にもどす"):
                return
        act = latest.act

        def work() -> tuple[Done[str], Latest | None]:
            from sasaeai_desktop.services.desk import undoing  # noqa: PLC0415 - on the worker

            return undoing.undo(self.desk, act), self._latest()

        self.tasks.run(work, lambda found: self._undone(*found), owner=self)

    def _undone(self, done: Done[str], following: Latest | None) -> None:
        self.hub.announce(done.changes)
        self.status.show_undone(done.changes.label, done.result, self._next_words(following))

    def _next_words(self, following: Latest | None) -> str:
        """Name what another 元にもどす would take back; with its day where it was not done in this sitting."""
        if following is None or following.act in self._done_here:
            return following.label if following is not None else ""
        if self.desk.me.practice:
            return ""
        return f"{day_words(following.day, self.desk.today())}の「{following.label}」"

    def _note_done(self, changes: Changes) -> None:
        if changes.action is not None:
            self._done_here.add(changes.action)

    def show_help(self, name: str) -> None:
        """Show the page's own help (F1)."""
        from sasaeai_desktop.ui.dialogs.help import HelpDialog  # noqa: PLC0415 - when it is asked for

        ask(HelpDialog(self, name))


class _NotYet:
    """The desk of a window that was not given one; whoever asks anything of it would have asked too early."""


def _load(tab: Tab) -> None:
    """Import a page's module on the worker, and what opens from it, so that they open at once."""
    tab.load()
    for module in tab.behind:
        importlib.import_module(f"sasaeai_desktop.ui.pages.{module}")
