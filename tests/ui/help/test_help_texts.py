"""What a page's help names stands on that page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.help.everywhere import GENERAL
from sasaeai_desktop.ui.help.topic import Help
from sasaeai_desktop.ui.help.topics import help_of
from sasaeai_desktop.ui.pages.backup import BackupPage
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.settings import SettingsPage
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.vault.slots import PRACTICE
from ui.pages.watch_desk import small_round
from ui.rules import words_of

_NAMED = re.compile("「([^」]+)」")


@pytest.fixture(params=["district", "council"])
def window(request: pytest.FixtureRequest, tmp_path: Path, qtbot) -> Iterator[DeskWindow]:
    desk = small_round(tmp_path).desk if request.param == "district" else _council(tmp_path)
    broken: list[BaseException] = []
    tasks = Tasks(show_error=broken.append, crashed=broken.append)
    made = DeskWindow.of(desk, tasks, Preferences(None))
    qtbot.addWidget(made)
    made.show()
    made.start()
    yield made
    qtbot.waitUntil(lambda: not tasks.busy, timeout=5000)
    tasks.stop()
    desk.close()
    assert broken == []


def _council(folder: Path) -> Desk:
    return setup.begin_council(
        app_paths(folder),
        "00",
        "みどり野市社会福祉協議会",
        "あいことば",
        clock_at("2026-06-11"),
        kdf=PRACTICE,
    ).desk


def _not_there(shown: Help, ground: QWidget) -> list[str]:
    """Words in 「」 that stand on nothing of the page, seen now or later."""
    said = {text for widget in (ground, *ground.findChildren(QWidget)) for text in words_of(widget)}
    named = [
        name
        for text in (shown.purpose, *(step.text for step in shown.steps))
        for name in _NAMED.findall(text)
    ]
    return [name for name in named if name not in said]


def test_every_button_named_in_a_help_stands_on_its_page(window: DeskWindow, qtbot) -> None:
    seen = {"settings", "backup"}
    for tab in window.tab_list:
        page = window.open_page(tab.name)
        qtbot.waitUntil(lambda: not window.tasks.busy, timeout=5000)
        seen.add(page.help_name())
        assert _not_there(help_of(page.help_name()), page) == [], tab.name
    context = PageContext(window.desk, window.tasks, window.hub, window.open, window.note)
    for kind in (SettingsPage, BackupPage):
        page = kind(context)
        qtbot.addWidget(page)
        assert _not_there(help_of(page.help_name()), page) == [], kind.__name__
    assert _not_there(GENERAL, window) == []
    assert all(help_of(name) is not GENERAL for name in seen)
