"""The first screen."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from sasaeai_desktop.ui.layouts import settle
from sasaeai_desktop.ui.unlock import WRONG, UnlockScreen

from .keys import write


@pytest.fixture
def screen(show) -> UnlockScreen:
    return show(UnlockScreen("みどりが丘地区社協"))


def test_the_passphrase_is_handed_over_once(screen: UnlockScreen, qtbot) -> None:
    heard: list[str] = []
    screen.submitted.connect(heard.append)
    qtbot.keyClicks(screen.line, "sakura ga saku")
    qtbot.keyClick(screen.line, Qt.Key.Key_Return)
    screen.button.click()
    qtbot.keyClick(screen.line, Qt.Key.Key_Return)
    assert heard == ["sakura ga saku"]


def test_a_wrong_passphrase_says_so_in_place_and_stays(screen: UnlockScreen, qtbot) -> None:
    qtbot.keyClicks(screen.line, "sakura")
    screen.button.click()
    screen.show_wrong()
    assert WRONG in screen.error.text()
    assert screen.error.isVisible()
    assert screen.line.text() == "sakura"
    with qtbot.waitSignal(screen.submitted):
        screen.button.click()
    assert not screen.error.isVisible()


def test_nothing_typed_is_not_handed_over(screen: UnlockScreen, qtbot) -> None:
    with qtbot.assertNotEmitted(screen.submitted):
        screen.button.click()
    assert "合いことばを" in screen.error.text()


def test_hints_about_capitals_and_full_width(screen: UnlockScreen, qtbot) -> None:
    qtbot.keyClick(screen.line, Qt.Key.Key_A)
    assert not screen.hint.isVisible()
    write(screen.line, "ａ")
    assert "全角" in screen.hint.text()
    screen.line.capitals.emit()
    assert "大文字" in screen.hint.text()


def test_the_letters_can_be_shown(screen: UnlockScreen) -> None:
    assert screen.line.echoMode() == QLineEdit.EchoMode.Password
    screen.show_button.click()
    assert screen.line.echoMode() == QLineEdit.EchoMode.Normal
    assert screen.show_button.text() == "文字をかくす"


def test_the_first_screen_brings_nothing_heavy() -> None:
    """First paint is at most 1.2 times a bare window: no database, PDF, crypto or SVG before it."""
    code = (
        "import sys, sasaeai_desktop.ui.unlock, sasaeai_desktop.ui.theme.install\n"
        "heavy = ('sqlalchemy', 'reportlab', 'cryptography', 'PySide6.QtSvg', 'PySide6.QtPrintSupport',"
        " 'pypdfium2', 'openpyxl', 'PySide6.QtNetwork')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_long_texts_get_the_height_that_they_need(show) -> None:
    """A panel that an alignment puts into the middle was measured over the whole window, where each text is one line."""
    made = show(
        UnlockScreen("みどりが丘・緑町・旭町連合町内会地区社協", "席をはなれている間、閉じています。" * 3)
    )
    made.show_problem("データのファイルに、前に保存したところまでの きろくが ありません。" * 3)
    settle()
    for text in (made.notice, made.error):
        assert text.isVisible()
        assert text.height() >= text.heightForWidth(text.width()) > text.line_height()
