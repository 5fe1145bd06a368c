"""A line to type in that knows the word an input method has not fixed yet, and the rescue of such words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from sasaeai_desktop.ui.theme import palette as c

_TO_HIRAGANA = ord("ァ") - ord("ぁ")
_SAME_PRESS_MS = 40  # an Enter so soon after a word was fixed is the one that fixed it


class _Word:
    """The word under way in one field, and whether the input method has just thrown it away.

    A click on a button takes the focus first. Some input methods then fix the word (mozc), some throw it away (anthy),
    some do nothing: the field has to end up with it in every case.
    """

    def __init__(self) -> None:
        self.preedit = ""
        self._thrown = ""
        self._at = QElapsedTimer()

    def note(self, event: QInputMethodEvent) -> None:
        """Take in what the input method says."""
        before, self.preedit = self.preedit, event.preeditString()
        self._thrown = before if not self.preedit and not event.commitString() else ""
        self._at.start()

    def left_over(self) -> str:
        """Return the word that nobody fixed when the field is left; Esc long before was the person's own will."""
        just = self._at.isValid() and self._at.elapsed() < _SAME_PRESS_MS
        word = self.preedit or (self._thrown if just else "")
        self.preedit = self._thrown = ""
        return word


def _fix(widget: QWidget, word: str) -> None:
    given = QInputMethodEvent()
    given.setCommitString(word)
    QApplication.sendEvent(widget, given)


class Line(QLineEdit):
    """A line of text.

    Signals:
        read(str): a word was fixed whose reading the preedit showed, in hiragana.
    """

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._word = _Word()
        self._reading = ""
        self._fixed = QElapsedTimer()

    @property
    def preedit(self) -> str:
        """What is being typed and not fixed yet."""
        return self._word.preedit

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note the word under way, and its reading before it became 漢字."""
        composed = bool(self.preedit)
        self._word.note(event)
        if self.preedit and (kana := _as_hiragana(self.preedit)):
            self._reading = kana
        fixed = event.commitString()
        super().inputMethodEvent(event)
        if fixed:
            if composed:
                self._fixed.start()
            reading, self._reading = self._reading or _as_hiragana(fixed), ""
            if reading:
                self.read.emit(reading)
        elif not self.preedit:
            self._reading = ""  # thrown away

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the word that the input method did not fix."""
        if word := self._word.left_over():
            _fix(self, word)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the Enter that fixes a word press nothing else."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._fixed.isValid() and self._fixed.elapsed() < _SAME_PRESS_MS:
            event.accept()
            return
        super().keyPressEvent(event)


class DigitsLine(Line):
    """A line for digits: with the input method off a 9 is a 9, and no 9月 is offered.

    ``WA_InputMethodEnabled`` alone does not do it: a QLineEdit answers for itself that it wants one (seen with ibus).
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, _argument: Any = None) -> Any:  # noqa: N802 - Qt's name
        """Say that no input method is wanted."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)


class Area(QPlainTextEdit):
    """Several lines of text."""

    def __init__(self) -> None:
        super().__init__()
        self._word = _Word()

    @property
    def preedit(self) -> str:
        """What is being typed and not fixed yet."""
        return self._word.preedit

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note the word under way."""
        self._word.note(event)
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the word that the input method did not fix."""
        if word := self._word.left_over():
            _fix(self, word)
        super().focusOutEvent(event)


class WrittenArea(Area):
    """Several lines on the written lines of a printed form, as if by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "written")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the written lines below the text."""
        painter = QPainter(self.viewport())
        step = self.fontMetrics().lineSpacing()
        at = round(self.contentOffset().y()) + step
        while at < self.viewport().height():
            painter.fillRect(0, at, self.viewport().width(), 1, QColor(c.WRITTEN_LINE))
            at += step
        painter.end()
        super().paintEvent(event)


def _as_hiragana(text: str) -> str:
    """Return a text of kana only as hiragana, "" for any other."""
    kana = "".join(chr(ord(c) - _TO_HIRAGANA) if "ァ" <= c <= "ヶ" else c for c in text)
    return kana if kana and all("ぁ" <= c <= "ゖ" or c in "ー・ 　" for c in kana) else ""


def word_under_way(widget: QWidget | None) -> str:
    """Return what an input method shows in a field and has not fixed."""
    return widget.preedit if isinstance(widget, Line | Area) else ""


def keep_word() -> None:
    """Fix the word that is still being typed; called before a key or a button does what it is for."""
    widget = QApplication.focusWidget()
    word = word_under_way(widget)
    if not word or widget is None:
        return
    QGuiApplication.inputMethod().commit()
    if word_under_way(widget) == word:  # the input method gave nothing
        _fix(widget, word)
        QGuiApplication.inputMethod().reset()
