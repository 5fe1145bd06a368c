"""Widgets are tested on Qt's offscreen platform, dressed as in the program; any Qt warning fails a test."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.ui import lean_pyside, tidying
from sasaeai_desktop.ui.pages.usb.drives import pulled_out
from sasaeai_desktop.ui.theme import palette
from sasaeai_desktop.ui.theme.install import dress, install, install_rest
from ui.pages.watch_desk import Round, copied, small_round
from ui.patience import PATIENCE
from ui.sitting import Sitting

lean_pyside.load()  # as the program does: the worker's first imports would read every source

SPOKEN = os.environ.get("SASAEAI_ACCESSIBLE") == "1"
"""The whole suite of the window once more, as with a screen reader or any UI Automation client about."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this whenever a least size changes; it says nothing about our widgets."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test begins at 小; dressing costs more than most tests, so only who changed the dress is dressed anew."""
    QAccessible.setActive(SPOKEN)
    if not qapp.property("dressed"):
        install(qapp, 20, palette.LIGHT)
        install_rest(qapp)
        qapp.setProperty("dressed", True)
    with tidying.on_request():  # as in the program: the worker's thread never looks for garbage
        yield
    if qapp.font().pixelSize() != 20 or palette.theme != palette.LIGHT:
        install(qapp, 20, palette.LIGHT)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait longer where ``SASAEAI_PATIENCE`` says so."""
    wait = QtBot.waitUntil
    if PATIENCE > 1:
        monkeypatch.setattr(
            QtBot,
            "waitUntil",
            lambda self, seen, *, timeout=5000: wait(self, seen, timeout=timeout * PATIENCE),
        )


@pytest.fixture(autouse=True)
def sticks_aside() -> Iterator[None]:
    """No test writes onto a stick that happens to be in the computer."""
    with pulled_out():
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """A small round, made once and copied by whoever sits down at it."""
    made = small_round(tmp_path_factory.mktemp("round") / "desk")
    made.desk.close()
    return made


@pytest.fixture
def here(built: Round, tmp_path: Path, show) -> Iterator[Sitting]:
    """The window over a copy of the small round."""
    sitting = Sitting(copied(built, tmp_path / "desk").desk, show)
    yield sitting
    sitting.end()


@pytest.fixture
def show(qtbot) -> Callable[[QWidget], QWidget]:
    """Show a widget in a window of the laptop's size and wait until it is laid out."""

    def shown(widget: QWidget, wide: int = 1366, high: int = 768) -> QWidget:
        qtbot.addWidget(widget)
        if not widget.styleSheet():
            dress(widget)
        widget.resize(wide, high)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        QApplication.processEvents()
        return widget

    return shown
