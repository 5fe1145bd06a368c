"""Who keeps only 見守り and サロン sees as many controls on the tabs as before the rest of the year came."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit

from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from ui.pages.watch_desk import small_round

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
BEFORE = {"today": 9, "watch": 5, "salon": 4, "cards": 2, "people": 19, "reports": 56, "usb": 10}
"""Counted on 30 November 2026, before money, meetings, groups and the commissioners' counts had pages."""


def test_the_tabs_have_no_more_controls_than_before(tmp_path: Path, qtbot) -> None:
    desk = small_round(tmp_path).desk
    broken: list[BaseException] = []
    tasks = Tasks(show_error=broken.append, crashed=broken.append)
    window = DeskWindow(desk, tasks, Preferences(None))
    qtbot.addWidget(window)
    window.show()
    window.start()
    found = {}
    for tab in window.tab_list:
        page = window.open_page(tab.name)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=5000)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=5000)
        found[tab.name] = sum(w.isVisibleTo(page) for kind in _CONTROLS for w in page.findChildren(kind))
    tasks.stop()
    desk.close()
    assert broken == []
    assert {name: found[name] for name in BEFORE} == BEFORE
