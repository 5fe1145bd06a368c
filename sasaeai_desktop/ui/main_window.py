"""The window: header, tabs, one stack of pages per tab, status line; and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.header import Header
from sasaeai_desktop.ui.logo import PROGRAM
from sasaeai_desktop.ui.page_stack import PageStack
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tabs import TabBar
from sasaeai_desktop.ui.theme import palette
from sasaeai_desktop.ui.theme.install import dress, install, install_rest
from sasaeai_desktop.ui.theme.metrics import text_size
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.labels import OneLine, Surface
from sasaeai_desktop.ui.widgets.lines import word_under_way
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.states import MessageStrip
from sasaeai_desktop.ui.widgets.status import StatusBar


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One tab.

    Attributes:
        object_name: how other pages open it (``open("watch", ...)``).
        title: word below the icon.
        icon: name in resources/icons.
        build: makes the page when the tab is first shown.
    """

    object_name: str
    title: str
    icon: str
    build: Callable[[], Page]


class MainWindow(QMainWindow):
    """Everything around the pages.

    Signals:
        undo_requested(): 元にもどす or Ctrl+Z.
        help_requested(str): つかい方 or F1, with the page's help name.
        find_requested(str): Enter in さがす.
        closing(): the window is about to close.
        lock_requested(): 席をはなれる or Ctrl+L.
        practice_wanted(str): a button of the practice band (``practice_ways``).

    Args:
        specs: the tabs from left to right.
        hub: changes are passed on to the pages and shown in the status line.
        preferences: remembers 文字の大きさ.
        practice: draw the band of 練習モード across the top.
        practice_ways: its buttons, as (words, what is told by ``practice_wanted``).
    """

    undo_requested = Signal()
    help_requested = Signal(str)
    find_requested = Signal(str)
    closing = Signal()
    lock_requested = Signal()
    practice_wanted = Signal(str)

    def __init__(
        self,
        specs: Sequence[PageSpec],
        *,
        hub: ChangeHub,
        preferences: Preferences,
        practice: bool = False,
        practice_ways: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._preferences = preferences
        self.header = Header(preferences.text_size, preferences.theme)
        self.tabs = TabBar()
        self.status = StatusBar()
        self._desk_words = ""
        self.message = MessageStrip(name="window_message")
        self._pages = QStackedWidget()
        self._stacks: dict[str, PageStack] = {}
        for spec in specs:
            self.tabs.add(spec.title, spec.icon)
            stack = PageStack(spec.build)
            stack.turned.connect(self.status.leave_page)
            self._stacks[spec.object_name] = stack
            self._pages.addWidget(stack)
        self._build(self._practice_band(practice_ways) if practice else None)
        self._connect(hub)
        self._shortcuts(len(specs))
        install_rest(_app())
        dress(self)

    def show_names(self, organisation: str, user: str, role: str = "") -> None:
        """Say whose window it is.

        Args:
            organisation: 地区 or 市社協 name.
            user: who sits at the desk.
            role: 世話係 and the like.
        """
        self.setWindowTitle(f"{PROGRAM}　{organisation}")
        self._desk_words = "　".join(words for words in (organisation, user, role) if words)
        self.header.show_names(organisation, user, role)
        self._tell_desk(not self.header.names_shown)

    def _build(self, band: QWidget | None) -> None:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if band is not None:
            column.addWidget(band)
        column.addWidget(self.header)
        column.addWidget(self.tabs)
        strip = QWidget()
        around = QVBoxLayout(strip)
        around.setContentsMargins(24, 0, 22, 0)
        around.addWidget(self.message)
        self.above = around
        column.addWidget(strip)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)
        ground.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._ground = ground
        self.setCentralWidget(ground)

    def _practice_band(self, ways: Sequence[tuple[str, str]]) -> Surface:
        band = Surface("practice", pad=0, gap=0, name="practice_band")
        words = OneLine("練習モード　本物のきろくには入りません", name="practice_words")
        words.setProperty("role", "label")
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 22, 0)
        row.setSpacing(12)
        row.addWidget(Sign("attention", 24))
        row.addWidget(words)
        row.addStretch(1)
        for text, what in ways:
            row.addWidget(
                LinkButton(text, name=f"practice_{what}", on_click=partial(self.practice_wanted.emit, what))
            )
        band.add_layout(row)
        return band

    def _connect(self, hub: ChangeHub) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.tabs.again.connect(lambda: self._current_stack().go_home())
        self.header.text_size_chosen.connect(self.set_text_size)
        self.header.theme_chosen.connect(self.set_theme)
        self._preferences.changed.connect(self._dress)
        self.header.find_requested.connect(self.find_requested)
        self.header.names_hidden.connect(self._tell_desk)
        self.status.undo.connect(self.undo_requested)
        self.status.help.connect(self._ask_help)
        self.status.lock.connect(self.lock_requested)
        hub.changed.connect(self._take_changes)

    def _shortcuts(self, tabs: int) -> None:
        for keys, action in (
            ("Ctrl+F", self._focus_find),
            ("Ctrl+S", lambda: self.current_page().save()),
            ("Ctrl+P", lambda: self.current_page().print_page()),
            ("Ctrl+Z", self._undo_key),
            ("F1", self._ask_help),
            ("Ctrl+L", self.lock_requested.emit),
            ("Esc", self._escape),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        for at in range(tabs):
            jump = QShortcut(QKeySequence(f"Alt+{at + 1}"), self)
            jump.activated.connect(lambda n=at: self.tabs.go_to(n))

    # Pages

    def build_first(self) -> None:
        """Build the first tab's page, which shows nothing yet."""
        self._current_stack().top()

    def start(self) -> None:
        """Show the first tab; call once, after everything is connected."""
        self._ground.setFocus()
        self._show_tab(self.tabs.currentIndex())

    def current_page(self) -> Page:
        """Return the page the keys go to."""
        return self._current_stack().top()

    def open_page(self, object_name: str, subject: Any = None) -> Page:
        """Show a tab by name, and one record on it.

        Raises:
            KeyError: no tab has this name.
        """
        stack = self._stacks[object_name]
        page = (
            stack.root() if subject is not None else stack.top()
        )  # first: the focus goes to it with its tab
        with stack.entered_later() if subject is not None else nullcontext():
            self.tabs.setCurrentIndex(self._pages.indexOf(stack))
            if subject is not None:
                page.show_subject(subject)
        return page

    def _show_tab(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.message.hide()
        self.status.leave_page()
        self._current_stack().enter()

    def _current_stack(self) -> PageStack:
        stack = self._pages.currentWidget()
        assert isinstance(stack, PageStack)
        return stack

    # What happens around the pages

    def show_error(self, error: UserError) -> None:
        """Show what happened outside and what to do, above the page."""
        self.message.show_error(error)

    def note(self, words: str, sign: str = "") -> None:
        """Write a sentence into the status line."""
        self.status.show_note(words, sign)

    def _tell_desk(self, hidden: bool) -> None:
        self.status.show_desk(self._desk_words if hidden else "")

    def set_text_size(self, size: int) -> None:
        """Change 文字の大きさ and remember it."""
        self._preferences.text_size = size

    def set_theme(self, name: str) -> None:
        """Change the colours (light, contrast) and remember them."""
        self._preferences.theme = name

    def _dress(self) -> None:
        size, theme = self._preferences.text_size, self._preferences.theme
        self.header.show_choices(size, theme)
        if (size, theme) != (text_size(), palette.theme):
            for stack in self._stacks.values():
                if stack is not self._current_stack():
                    stack.forget()  # dressing ten pages that nobody sees would hold the window for a fifth of a second
            QTimer.singleShot(
                0, self, lambda: install(_app(), size, theme)
            )  # a click that came meanwhile goes first

    def _take_changes(self, changes: Changes) -> None:
        self.message.hide()
        if changes.label:
            self.status.show_saved(changes.label, undoable=changes.action is not None)
        for stack in self._stacks.values():
            stack.note_changes(changes)

    def _focus_find(self) -> None:
        self.header.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.find_field.selectAll()

    def _undo_key(self) -> None:
        """Ctrl+Z outside of a text field (there it takes back typing)."""
        self.undo_requested.emit()

    def _escape(self) -> None:
        if word_under_way(QApplication.focusWidget()):
            return  # it was for the input method
        if self.message.isVisible():
            self.message.hide()
        else:
            self.current_page().leave()

    def _ask_help(self) -> None:
        self.help_requested.emit(self.current_page().help_name())

    def closeEvent(self, event: Any) -> None:
        """Tell that the window closes, so that drafts are kept and the worker ends."""
        self.closing.emit()
        super().closeEvent(event)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
