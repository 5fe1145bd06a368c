"""Who keeps only 見守り and サロン sees no control of the rest of the year on any tab but その他の活動."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from sasaeai_desktop.forms import registry
from sasaeai_desktop.services.money import ledger
from sasaeai_desktop.services.money.ledger import LineDraft
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from ui.pages.watch_desk import small_round

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
_TABS = ("today", "watch", "salon", "cards", "people", "reports", "usb")
_OF_THE_YEAR = ("money", "grant", "activit", "group", "counters", "trained", "commissioner", "goal")
_FORMS = tuple(
    f"form_{form.replace('-', '_')}"
    for group, forms in registry.groups().items()
    if registry.wanted_with(group)
    for form in forms
)


def controls(page: QWidget) -> list[str]:
    """The names of the controls that can be seen on a page."""
    return [w.objectName() for kind in _CONTROLS for w in page.findChildren(kind) if w.isVisibleTo(page)]


def test_the_tabs_have_no_control_of_what_is_not_done_here(tmp_path: Path, qtbot) -> None:
    desk = small_round(tmp_path).desk
    broken: list[BaseException] = []
    tasks = Tasks(show_error=broken.append, crashed=broken.append)
    window = DeskWindow.of(desk, tasks, Preferences(None))
    qtbot.addWidget(window)
    window.show()
    window.start()

    def look() -> dict[str, list[str]]:
        found = {}
        for name in _TABS:
            page = window.open_page(name)
            page.refresh(None)
            for _ in range(2):
                qtbot.waitUntil(lambda: not tasks.busy, timeout=5000)
                qtbot.wait(1)
            found[name] = controls(page)
        return found

    before = look()
    assert [n for names in before.values() for n in names if n.startswith((*_OF_THE_YEAR, *_FORMS))] == []
    ledger.save_line(desk, None, LineDraft(programme="salon", account="fees", yen=500, date="2026-06-10"))
    after = look()
    assert {name: len(names) for name, names in after.items() if name != "reports"} == {
        name: len(names) for name, names in before.items() if name != "reports"
    }
    more = set(after["reports"]) - set(before["reports"])
    assert {n for n in more if n.startswith("form_")} == {"form_ledger_book", "form_grant_steps"}
    tasks.stop()
    desk.close()
    assert broken == []
