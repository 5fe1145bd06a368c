"""The window around the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import DiskError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.main_window import MainWindow, PageSpec
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme import palette
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.search import SearchField
from sasaeai_desktop.ui.widgets.states import ProgressPanel

from .keys import write
from .samples import context
from .samples import window as sample_window

VISIT = Changes({"visit": frozenset({Id(b"1" * 16)})}, "田中 スミさんの電話をきろくしました", b"action")


class Recorder(Page):
    built: list[str] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, name: str) -> None:
        self.object_name = name
        super().__init__(context())
        self.seen: list[Changes | None] = []
        self.subject: object = None
        self.saved = 0
        self.line = QLineEdit()
        self.body.addWidget(self.line)
        self.set_primary("きろくする", action=self._save)
        Recorder.built.append(name)

    def _save(self) -> None:
        self.saved += 1

    def refresh(self, changes: Changes | None) -> None:
        self.seen.append(changes)

    def show_subject(self, subject: object) -> None:
        self.subject = subject


@pytest.fixture
def hub() -> ChangeHub:
    return ChangeHub()


@pytest.fixture
def window(show, hub: ChangeHub, tmp_path: Path) -> MainWindow:
    Recorder.built = []
    specs = [PageSpec(n, n, "sun", lambda n=n: Recorder(n)) for n in ("today", "watch", "salon")]
    made = MainWindow(
        specs,
        hub=hub,
        preferences=Preferences(tmp_path / "window.json"),
    )
    made.show_names("みどりが丘", "佐々木")
    made.start()
    show(made)
    return made


def test_other_colours_leave_every_page_on_which_something_stands(window: MainWindow, qtbot) -> None:
    window.tabs.go_to(1)
    write(window.current_page().line, "たなか")
    window.tabs.go_to(2)
    working = ProgressPanel()
    window.current_page().body.addWidget(working)
    working.start("書き出しています")
    window.open_page("today")
    window.set_theme(palette.CONTRAST)
    qtbot.waitUntil(lambda: palette.theme == palette.CONTRAST)
    window.tabs.go_to(1)
    assert window.current_page().line.text() == "たなか"
    window.tabs.go_to(2)
    working.hide()
    assert Recorder.built == ["today", "watch", "salon"]
    window.open_page("watch")
    window.set_theme(palette.LIGHT)
    qtbot.waitUntil(lambda: palette.theme == palette.LIGHT)
    for name in ("today", "watch", "salon"):
        window.open_page(name)
    assert Recorder.built == ["today", "watch", "salon", "today", "salon"]


def test_a_page_is_built_when_first_shown(window: MainWindow, qtbot) -> None:
    assert Recorder.built == ["today"]
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert Recorder.built == ["today", "salon"]
    assert window.current_page().objectName() == "salon"
    assert window.current_page().seen == [None]


def test_changes_reach_pages_at_once_or_when_they_are_shown_again(window: MainWindow, hub: ChangeHub) -> None:
    today = window.current_page()
    window.open_page("watch")
    watch = window.current_page()
    hub.announce(VISIT)
    assert (today.seen, watch.seen) == ([None], [None, VISIT])
    window.open_page("today")
    assert today.seen == [None, VISIT]
    window.open_page("watch")
    assert watch.seen == [None, VISIT]  # nothing twice


def test_the_status_line_says_it_and_offers_undo(window: MainWindow, hub: ChangeHub, qtbot) -> None:
    assert not window.status.undo_button.isVisible()
    hub.announce(VISIT)
    assert window.status.what.text() == VISIT.label
    assert window.status.when.text().endswith("に保存しました")
    with qtbot.waitSignal(window.undo_requested):
        window.status.undo_button.click()
    with qtbot.waitSignal(window.undo_requested):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hub.announce(Changes({}, "USBに書き出しました"))
    assert not window.status.undo_button.isVisible()


def test_ctrl_z_in_a_line_takes_back_typing_only(window: MainWindow, qtbot) -> None:
    line = window.current_page().line
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    with qtbot.assertNotEmitted(window.undo_requested):
        qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""


def test_ctrl_s_presses_the_primary_button(window: MainWindow, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page().saved == 1


def test_escape_closes_a_sub_page_and_the_one_below_catches_up(
    window: MainWindow, hub: ChangeHub, qtbot
) -> None:
    below = window.current_page()
    below.push(Recorder("session"))
    assert window.current_page().objectName() == "session"
    assert window.current_page().back_button.isVisible()
    hub.announce(VISIT)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_page() is below
    assert below.seen == [None, VISIT]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_page() is below


def test_another_page_opens_a_subject(window: MainWindow) -> None:
    window.open_page("salon").push(Recorder("session"))
    window.open_page("salon", 7)
    assert window.current_page().subject == 7
    assert window.tabs.currentIndex() == 2


def test_the_focus_goes_into_a_page_that_is_built_with_its_tab(window: MainWindow, qapp, qtbot) -> None:
    window.current_page().line.setFocus()
    page = window.open_page("watch")
    qtbot.waitUntil(lambda: page.isAncestorOf(qapp.focusWidget()))


def test_a_page_under_the_one_that_was_asked_for_is_read_when_it_is_seen(window: MainWindow, qtbot) -> None:
    below = window.open_page("salon")
    window.open_page("today")
    below.note_changes(VISIT)
    seen = list(below.seen)
    below.show_subject = lambda _subject: below.push(Recorder("session"))
    window.open_page("salon", 7)
    assert window.current_page().seen == [None]
    assert below.seen == seen
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert below.seen == [*seen, VISIT]


def test_what_the_world_did_is_shown_until_something_works(window: MainWindow, hub: ChangeHub) -> None:
    window.show_error(DiskError("USBが 一杯です。", "ほかのUSBを さしてください。"))
    assert window.message.isVisible()
    assert window.message.todo.text() == "ほかのUSBを さしてください。"
    hub.announce(VISIT)
    assert not window.message.isVisible()


def test_find_and_help(window: MainWindow, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = window.header.find_field
    assert field.hasFocus()
    with qtbot.waitSignal(window.find_requested) as asked:
        write(field, "たなか")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["たなか"]
    with qtbot.waitSignal(window.help_requested) as helped:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert helped.args == ["today"]


def test_the_text_size_is_remembered(window: MainWindow, qapp, qtbot, tmp_path: Path) -> None:
    window.header.findChild(object, "text_size_28").click()
    qtbot.waitUntil(lambda: qapp.font().pixelSize() == 28)
    assert Preferences(tmp_path / "window.json").text_size == 28


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"text_size": 99}', '{"text_size": "20"}'])
def test_a_damaged_preference_file_means_the_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(content, encoding="utf-8")
    assert Preferences(path).text_size == 20


def test_eight_tabs_fit_at_every_size(qapp, show) -> None:
    for size in (20, 24, 28):
        install(qapp, size)
        tabs = show(sample_window()).tabs
        last = tabs.tabRect(7)
        assert last.right() + 24 <= 1366
        for at in range(8):
            assert tabs.tabRect(at).width() >= tabs.fontMetrics().horizontalAdvance(tabs.tabText(at))


def test_enter_in_a_line_is_the_primary_button_but_not_in_a_search(window: MainWindow, qtbot) -> None:
    page = window.current_page()
    page.line.setFocus()
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert page.saved == 1
    search = SearchField("さがす", name="q")
    other = QuietButton("べつのこと", name="other", on_click=lambda: page.body.addWidget(QLineEdit()))
    page.body.addWidget(search)
    page.body.addWidget(other)
    for widget in (search, other):
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert page.saved == 1
    assert page.body.count() == 4  # the button with the focus did its own thing


def test_an_action_is_told_to_everybody_an_error_to_the_page(
    window: MainWindow, hub: ChangeHub, qtbot
) -> None:
    tasks = Tasks(show_error=window.show_error, crashed=lambda _e: None)
    page = Recorder("acting")
    page.context = PageContext(
        desk=page.context.desk, tasks=tasks, hub=hub, open=window.open_page, note=window.note
    )
    window.current_page().push(page)
    got: list[object] = []
    page.act(lambda: Done(7, VISIT), got.append)
    page.run(_stick_pulled)
    with qtbot.waitSignal(tasks.idle):
        pass
    tasks.stop()
    assert got == [7]
    assert page.seen == [None, VISIT]
    assert window.status.what.text() == VISIT.label
    assert page.message.isVisible()
    assert not window.message.isVisible()


def _stick_pulled() -> None:
    raise DiskError("USBが ぬけました。", "もう一度 さしてください。")


def test_a_note_does_not_stay_on_pages_it_is_not_about(window: MainWindow, hub: ChangeHub, qtbot) -> None:
    window.note("書きかけの内容は とってあります。")
    window.tabs.setCurrentIndex(1)  # said while leaving: it is read on the next page
    assert window.status.when.text().startswith("書きかけ")
    qtbot.wait(600)
    window.tabs.setCurrentIndex(2)
    assert window.status.when.text() == ""
    hub.announce(VISIT)
    window.tabs.setCurrentIndex(0)
    assert window.status.undo_button.isVisible()


def test_names_that_do_not_fit_above_stand_in_the_status_line(window: MainWindow, qtbot) -> None:
    assert window.header.names_shown
    assert not window.status.desk.isVisible()
    window.set_text_size(28)
    qtbot.waitUntil(window.status.desk.isVisible)
    assert "佐々木" in window.status.desk.text()
    qtbot.waitUntil(lambda: window.header.height() <= 56)
    qtbot.waitUntil(lambda: window.tabs.height() <= 60)
    window.set_text_size(20)
    qtbot.waitUntil(lambda: not window.status.desk.isVisible())
